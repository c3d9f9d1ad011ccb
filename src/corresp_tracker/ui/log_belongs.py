"""Where a new letter belongs: the open cases that it fits, best first, or a new case of a kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from corresp_tracker.casework.allocation import DrafterSuggestion
    from corresp_tracker.casework.fitting import CaseSuggestion
    from corresp_tracker.ui.log_proposal import FormAnswer

NEW_CASE = 0


class BelongsTo(QWidget):
    """Offers the cases. `changed` tells that another was chosen, or another kind of new case."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._choose)
        self._suggestions: tuple[CaseSuggestion, ...] = ()
        self._was_chosen = False
        self._kind = QComboBox(self)
        self._kind.setAccessibleName("Kind of the new case")
        self._kind.activated.connect(lambda: self._choose(NEW_CASE))
        self.drafter_box = QComboBox(self)
        self._drafters: tuple[DrafterSuggestion, ...] = ()
        self._usually = plain_label(role="small", wraps=True, parent=self)
        self._offers = QVBoxLayout()
        self._offers.setSpacing(spacing(self) * 2)
        self._new = QRadioButton("A new case", self)
        self._new.setToolTip("Open a new case for this letter")
        self._group.addButton(self._new, NEW_CASE)
        new = QHBoxLayout()
        new.setSpacing(spacing(self) * 2)
        new.addWidget(self._new)
        new.addWidget(self._kind, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(spacing(self) * 2)
        layout.addLayout(self._offers)
        layout.addLayout(new)
        layout.addLayout(self._allocation())
        self._new.setChecked(True)
        self._shown: list[QWidget] = []

    @property
    def case_id(self) -> int | None:
        """The case that was chosen; None for a new one."""
        chosen = self._group.checkedId()
        return chosen if chosen > NEW_CASE else None

    @property
    def suggestion(self) -> CaseSuggestion | None:
        """The suggestion that was chosen."""
        return next((each for each in self._suggestions if each.case_id == self.case_id), None)

    @property
    def kind_key(self) -> str:
        """The kind of a new case."""
        return self._kind.currentData() or ""

    @property
    def chosen_kind(self) -> str:
        """The kind that a person chose; empty where the log proposes one."""
        return self.kind_key if self._was_chosen else ""

    @property
    def drafter(self) -> str:
        """Who is given a new case; empty for nobody yet."""
        return " ".join(self.drafter_box.currentText().split()) if self.case_id is None else ""

    @property
    def unit(self) -> str:
        """The unit in which the drafter who was suggested usually works, where they were chosen."""
        return next((each.unit for each in self._drafters if each.drafter == self.drafter), "")

    def show_answer(self, answer: FormAnswer) -> None:
        """Offer what the log proposes: kinds, cases, and who usually drafts such a case."""
        self.offer_kinds(answer.kinds, answer.proposal.kind_key)
        self.offer(answer.proposal.cases)
        self.offer_drafters(answer.drafters, answer.people)

    def offer_drafters(self, suggested: tuple[DrafterSuggestion, ...], people: Sequence[str]) -> None:
        """Offer whoever usually drafts such a case, then everybody else; what a person typed stays.

        The likeliest is only named: the case goes to nobody unless a person says so.
        """
        typed = self.drafter_box.currentText()
        self._drafters = suggested
        names = dict.fromkeys((*(each.drafter for each in suggested), *people))
        self.drafter_box.clear()
        self.drafter_box.addItems(list(names))
        self.drafter_box.setCurrentIndex(-1)
        self.drafter_box.setEditText(typed)
        best = suggested[0] if suggested else None
        edit = self.drafter_box.lineEdit()
        if edit:
            edit.setPlaceholderText(f"usually {best.drafter}" if best else "nobody yet")
        self._usually.setText(f"{best.drafter} {best.reason}." if best else "")
        self._usually.setVisible(best is not None)

    def _allocation(self) -> QVBoxLayout:
        """Lay out to whom a new case is given, with why somebody is suggested."""
        unit = spacing(self)
        self.drafter_box.setEditable(True)
        self.drafter_box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.drafter_box.setAccessibleName("Drafter of the new case")
        label = plain_label("&Give it to", role="quiet")
        label.setBuddy(self.drafter_box)
        row = QHBoxLayout()
        row.setContentsMargins(unit * 6, 0, 0, 0)
        row.setSpacing(unit * 2)
        row.addWidget(label)
        row.addWidget(self.drafter_box, 1)
        self._usually.setContentsMargins(unit * 6, 0, 0, 0)
        self._usually.hide()
        whole = QVBoxLayout()
        whole.setSpacing(unit)
        whole.addLayout(row)
        whole.addWidget(self._usually)
        return whole

    def offer_kinds(self, kinds: Sequence[tuple[str, str]], chosen: str) -> None:
        """Offer the office's kinds, (key, name); what a person chose before stays."""
        keep = self.kind_key if self._was_chosen else chosen
        self._kind.clear()
        for key, name in kinds:
            self._kind.addItem(name, key)
        self._kind.setCurrentIndex(max(self._kind.findData(keep), 0))

    def offer(self, suggestions: tuple[CaseSuggestion, ...]) -> None:
        """Offer these cases; the best is chosen unless a person has chosen already."""
        keep = self._group.checkedId() if self._was_chosen else None
        self._suggestions = suggestions
        for widget in self._shown:
            self._offers.removeWidget(widget)
            if isinstance(widget, QRadioButton):
                self._group.removeButton(widget)
            widget.hide()
            widget.deleteLater()
        self._shown = []
        for suggestion in suggestions:
            self._add(suggestion)
        best = suggestions[0].case_id if suggestions else NEW_CASE
        wanted = self._group.button(best if keep is None else keep) or self._new
        wanted.setChecked(True)
        self._kind.setEnabled(self.case_id is None)
        self.drafter_box.setEnabled(self.case_id is None)

    def start_afresh(self) -> None:
        """Forget what was chosen for the letter before."""
        self._was_chosen = False
        self.drafter_box.setEditText("")
        self.offer(())

    def _add(self, suggestion: CaseSuggestion) -> None:
        unit = spacing(self)
        words = " · ".join(part for part in (suggestion.reference, suggestion.subject) if part)
        button = QRadioButton(words, self)
        button.setAccessibleName(f"{words}, {suggestion.correspondent}, {self._why(suggestion)}")
        self._group.addButton(button, suggestion.case_id)
        why: QLabel = plain_label(self._why(suggestion), role="small", wraps=True, parent=self)
        why.setContentsMargins(unit * 6, 0, 0, 0)
        for widget in (button, why):
            self._offers.addWidget(widget)
            self._shown.append(widget)

    def _why(self, suggestion: CaseSuggestion) -> str:
        parts = (suggestion.correspondent, f"as {_with_article(suggestion.role)}: {suggestion.reason}")
        return " · ".join(part for part in parts if part)

    def _choose(self, chosen: int) -> None:
        self._was_chosen = True
        button = self._group.button(chosen)
        if button:
            button.setChecked(True)
        self._kind.setEnabled(self.case_id is None)
        self.drafter_box.setEnabled(self.case_id is None)
        self.changed.emit()


def _with_article(role: str) -> str:
    if role == "original":
        return "a further letter"
    return f"{'an' if role[:1] in 'aeiou' else 'a'} {role}"
