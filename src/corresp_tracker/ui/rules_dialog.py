"""The office's kinds of case, with their deadlines and stages, and its own holidays: changed without code."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.ui.holidays_field import HolidaysField
from corresp_tracker.ui.kind_form import KindForm
from corresp_tracker.ui.labels import list_item
from corresp_tracker.ui.message_bar import MessageBar
from corresp_tracker.ui.moved_cases_dialog import ask_to_move
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.casework.office_rules import MovedCase, OfficeRules
    from corresp_tracker.errors import CorrespError
    from corresp_tracker.ui.jobs import Jobs


def change_rules(parent: QWidget, jobs: Jobs, rules: OfficeRules) -> RulesDialog:
    """Let a person change the office's rules."""
    dialog = RulesDialog(jobs, rules, parent)
    dialog.open()
    return dialog


def survey_rules(session: Session, rules: OfficeRules) -> tuple[tuple[MovedCase, ...], str]:
    """Say which cases other rules would move, and in words what is different about them."""
    from corresp_tracker.casework.office_rules import cases_moved_by, office_rules, rules_in_words

    return cases_moved_by(session, rules), rules_in_words(office_rules(session), rules)


def write_rules(session: Session, rules: OfficeRules, shown: tuple[MovedCase, ...]) -> None:
    """Keep the rules, and move the cases that were shown to move."""
    from corresp_tracker.casework.office_rules import keep_rules

    keep_rules(session, rules, shown=shown)


class RulesDialog(QDialog):
    """Kinds at the left, the one that is chosen beside it; holidays on a tab of their own.

    Before anything is kept, the open cases that would move are listed with both dates.
    """

    def __init__(self, jobs: Jobs, rules: OfficeRules, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finished.connect(self.deleteLater)
        self.setWindowTitle("Kinds and deadlines")
        self._jobs, self._rules = jobs, rules
        self._kinds = list(rules.kinds)
        self._at = -1
        self.bar = MessageBar(self)
        self.kinds = QListWidget(self)
        self.kinds.setAccessibleName("Kinds of case")
        self.form = KindForm(self)
        self.holidays = HolidaysField(self)
        self.holidays.show_holidays(rules.holidays)
        self.keep_button = QPushButton("&Keep …", self)
        self._lay_out()
        for kind in self._kinds:
            list_item(_listed(kind.name, retired=kind.retired), self.kinds)
        self.kinds.currentRowChanged.connect(self._choose)
        self.form.changed.connect(self._take)
        self.kinds.setCurrentRow(0)
        self.kinds.setFocus()

    def rules(self) -> OfficeRules:
        """Give the rules as the dialog has them."""
        self._take()
        return replace(self._rules, kinds=tuple(self._kinds), holidays=self.holidays.holidays())

    def add_kind(self) -> None:
        """Add a kind, which counts as the office usually does."""
        from corresp_tracker.casework.office_rules import KindRules
        from corresp_tracker.deadline_rules import USUAL_RULE
        from corresp_tracker.store.lists import stages_of_kind

        self._kinds.append(KindRules(name="New kind", rule=USUAL_RULE, stages=stages_of_kind(None)))
        list_item("New kind", self.kinds)
        self.kinds.setCurrentRow(len(self._kinds) - 1)
        self.form.name.selectAll()
        self.form.name.setFocus()

    def keep(self) -> None:
        """Look which cases would move; keep the rules at once where none would."""
        rules = self.rules()
        self.keep_button.setEnabled(False)
        self._jobs.read(
            self,
            lambda session: survey_rules(session, rules),
            lambda told: self._seen(rules, *told),
            self._failed,
        )

    def _seen(self, rules: OfficeRules, moved: tuple[MovedCase, ...], words: str) -> None:
        self.keep_button.setEnabled(True)
        if moved:
            ask_to_move(self, moved, lambda: self._write(rules, moved, words))
        else:
            self._write(rules, moved, words)

    def _write(self, rules: OfficeRules, moved: tuple[MovedCase, ...], words: str) -> None:
        self.keep_button.setEnabled(False)
        self._jobs.write(
            self,
            f"Changed the office's rules. {words}",
            lambda session: write_rules(session, rules, moved),
            lambda _: self.accept(),
            self._failed,
        )

    def _failed(self, error: CorrespError) -> None:
        self.keep_button.setEnabled(True)
        self.bar.say_error(error)

    def _choose(self, row: int) -> None:
        self._take()
        self._at = row
        if 0 <= row < len(self._kinds):
            self.form.show_kind(
                self._kinds[row], replace(self._rules, holidays=self.holidays.holidays()).calendar
            )

    def _take(self) -> None:
        """Take over what the form has for the kind that is chosen."""
        kind = self.form.kind()
        if kind is not None and 0 <= self._at < len(self._kinds):
            self._kinds[self._at] = kind
            self.kinds.item(self._at).setText(_listed(kind.name, retired=kind.retired))

    def _kinds_page(self) -> QWidget:
        unit = spacing(self)
        add = QPushButton("&Add a kind", self)
        add.setAutoDefault(False)
        add.setToolTip("Add a kind of case")
        add.clicked.connect(lambda: self.add_kind())
        left = QVBoxLayout()
        left.setSpacing(unit * 2)
        left.addWidget(self.kinds, 1)
        left.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)
        page = QWidget(self)
        beside = QHBoxLayout(page)
        beside.setContentsMargins(0, unit * 3, 0, 0)
        beside.setSpacing(unit * 5)
        beside.addLayout(left, 2)
        beside.addWidget(self.form, 5)
        return page

    def _lay_out(self) -> None:
        unit = spacing(self)
        self.tabs = QTabWidget(self)
        self.tabs.addTab(self._kinds_page(), "Kinds of &case")
        self.tabs.addTab(self.holidays, "Own &holidays")
        foot = QHBoxLayout()
        foot.setSpacing(unit * 3)
        foot.addStretch()
        leave = QPushButton("&Leave it", self)
        leave.setAutoDefault(False)
        leave.setToolTip("Change nothing (Esc)")
        leave.clicked.connect(self.reject)
        self.keep_button.setProperty("primary", True)
        self.keep_button.setAutoDefault(False)
        self.keep_button.setToolTip("See which open cases would move, and keep the rules (Alt+K)")
        self.keep_button.clicked.connect(lambda: self.keep())
        foot.addWidget(leave)
        foot.addWidget(self.keep_button)
        inside = QVBoxLayout()
        inside.setContentsMargins(unit * 5, unit * 4, unit * 5, unit * 4)
        inside.setSpacing(unit * 4)
        inside.addWidget(self.tabs, 1)
        inside.addLayout(foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addLayout(inside, 1)
        self.resize(unit * 230, unit * 165)


def _listed(name: str, *, retired: bool) -> str:
    return f"{name} (not used)" if retired else name
