"""What happened to a draft in Word: paragraph by paragraph, with a redline, each to be taken or left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.ui.dialog_foot import foot_of
from corresp_tracker.ui.in_words import counted
from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.plain_table import as_plain_table
from corresp_tracker.ui.redline_view import RedlineView
from corresp_tracker.ui.takeback_model import WHERE, ChosenChanges, TakebackModel
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from corresp_tracker.casework.takeback import Takeback, TakenChange
    from corresp_tracker.drafting.redline import RedlinePiece

_WIDE = (8, 20)
_ORDER = ("edited", "moved", "split", "merged", "new", "lost", "unchanged")


class _Rows(QTableView):
    """The table; Space takes or leaves the row from any of its columns."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        model = self.model()
        if event.key() == Qt.Key.Key_Space and isinstance(model, TakebackModel):
            number = self.currentIndex().row()
            if number >= 0:
                model.take(number, is_taken=not model.takes(number))
        else:
            super().keyPressEvent(event)


class TakebackDialog(QDialog):
    """Lists the changes beside the redline of the one that is chosen. `then` gets what to take."""

    def __init__(
        self,
        report: Takeback,
        name: str,
        then: Callable[[ChosenChanges], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Take back from Word")
        self._report, self._name, self._then = report, name, then
        self.model = TakebackModel(report, self)
        self.table = _Rows(self)
        self.table.setModel(self.model)
        as_plain_table(self.table, "What happened to the draft", _WIDE)
        self.table.horizontalHeader().setSectionResizeMode(WHERE, QHeaderView.ResizeMode.Stretch)
        self.redline = RedlineView(self)
        self._why: QLabel = plain_label(wraps=True, role="strong")
        self._more: QLabel = plain_label(wraps=True, role="quiet")
        self._foot: QLabel = plain_label(role="quiet", wraps=True)
        self._lay_out()
        self.table.selectionModel().currentRowChanged.connect(lambda: self._show_current())
        self.model.decided.connect(self._count)
        self.accepted.connect(lambda: self._then(self.model.chosen()))
        self._count()
        self._go_to_first()

    def next_to_look_at(self) -> None:
        """Go to the next change that a person should look at."""
        waiting, at = self.model.waiting(), self.table.currentIndex().row()
        if waiting:
            following = next((number for number in waiting if number > at), waiting[0])
            self.table.setCurrentIndex(self.model.index(following, 0))
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _go_to_first(self) -> None:
        if self.model.rowCount():
            first = (self.model.waiting() or [0])[0]
            self.table.setCurrentIndex(self.model.index(first, 0))
        self._show_current()
        self.table.setFocus()

    def _show_current(self) -> None:
        number = self.table.currentIndex().row()
        change, head, around = (self.model.change(number), self.model.head(number), self.model.around(number))
        if change:
            self.redline.show_strokes(change.strokes)
            self._why.setText(change.why)
            self._more.setText("\n".join(about_change(change)))
        elif head:
            self.redline.show_strokes(strokes_between(head.before, head.after))
            self._why.setText("The heading is taken only where you choose it.")
            self._more.setText("")
        elif around:
            self.redline.show_strokes(strokes_between(around.before, around.after))
            self._why.setText(around.why)
            self._more.setText("")
        else:
            self.redline.show_strokes(())
            self._why.setText("Nothing was changed in Word.")
            self._more.setText("")
        self._why.setVisible(bool(self._why.text()))
        self._more.setVisible(bool(self._more.text()))

    def _count(self) -> None:
        rows = range(self.model.rowCount())
        taken = sum(self.model.takes(number) for number in rows)
        alone = sum(not self.model.can_take(number) for number in rows)
        left = len(rows) - taken - alone
        in_file = f"; {alone} in the file alone" if alone else ""
        self._foot.setText(
            f"{counted(taken, 'change')} will be taken; {left} left as the draft has it{in_file}. Space takes or leaves "
            "a row, F8 goes to the next to look at. The file is kept with the letter."
        )

    def _lay_out(self) -> None:
        unit = spacing(self)
        beside = QWidget(self)
        right = QVBoxLayout(beside)
        right.setContentsMargins(unit * 2, 0, 0, 0)
        right.setSpacing(unit * 2)
        right.addWidget(self._why)
        right.addWidget(self.redline, 1)
        right.addWidget(self._more)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.addWidget(self.table)
        split.addWidget(beside)
        split.setSizes([unit * 120, unit * 130])
        split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit * 5, unit * 4, unit * 5, unit * 4)
        layout.setSpacing(unit * 3)
        layout.addWidget(plain_label(said(self._report, self._name), role="strong", wraps=True))
        for warning in self._report.warnings:
            layout.addWidget(plain_label(warning, wraps=True))
        layout.addWidget(split, 1)
        layout.addWidget(self._foot)
        layout.addLayout(self._buttons())
        look = QAction("Next to look at", self)
        look.setShortcut(QKeySequence("F8"))
        look.triggered.connect(lambda: self.next_to_look_at())
        self.addAction(look)
        self.resize(unit * 270, unit * 150)

    def _buttons(self) -> QHBoxLayout:
        take = QPushButton("&Take back", self)
        take.clicked.connect(self.accept)
        return foot_of(self, take, tip="Take what is chosen, as one change (Enter)", leave="Not &now")


def said(report: Takeback, name: str) -> str:
    """Say in one sentence what happened: "draft.docx, from version 2: 3 edited, 1 lost, 8 unchanged.\""""
    counts = Counter(kind.value for change in report.changes for kind in change.kinds)
    parts = [f"{counts[kind]} {kind}" for kind in _ORDER if counts[kind]]
    parts += [f"{len(report.around)} around the paragraphs"] if report.around else []
    parts += [f"{counted(len(report.comments), 'comment')}"] if report.comments else []
    return f"{name}, from version {report.version}: {', '.join(parts) or 'no paragraphs'}."


def about_change(change: TakenChange) -> list[str]:
    """Say what became of its citations, and what others left in it."""
    lines = [
        _link_in_words(link.words, link.now, kept=link.kept)
        for paragraph in change.paragraphs
        for link in paragraph.links
    ]
    lines += [
        f"Tracked, {each.kind} by {each.author or 'someone'}: “{each.words}”" for each in change.tracked
    ]
    lines += [f"Comment by {each.author or 'someone'}: “{each.text}”" for each in change.comments]
    return lines


def strokes_between(before: str, after: str) -> tuple[RedlinePiece, ...]:
    """Give the redline of a line of the heading, or around the paragraphs."""
    from corresp_tracker.drafting.redline import redline

    return redline(before, after)


def _link_in_words(words: str, now: str, *, kept: bool) -> str:
    if not kept:
        return f"Citation gone: “{words}”. It will ask to be looked at."
    return f"Citation kept: “{words}”" + ("" if words == now else f", now “{now}”")
