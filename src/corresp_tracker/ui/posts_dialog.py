"""The posts of a person over time: a line each, to correct, to add and to take out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.casework.people_posts import HeldPost
from corresp_tracker.ui.date_field import NotADate, read_date, today_here
from corresp_tracker.ui.labels import plain_label, set_property
from corresp_tracker.ui.theme import spacing
from corresp_tracker.values.partial_date import PartialDate

_HEADS = ("Post", "Organisation", "From", "To")


@dataclass(eq=False, slots=True)
class _Line:
    tenure_id: int | None
    post: QLineEdit
    organisation: QLineEdit
    started: QLineEdit
    ended: QLineEdit
    out: QToolButton

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        return (self.post, self.organisation, self.started, self.ended, self.out)


def edit_posts(
    parent: QWidget, name: str, posts: Sequence[HeldPost], then: Callable[[tuple[HeldPost, ...]], None]
) -> PostsDialog:
    """Let somebody correct the posts of a person; `then` gets them, unless they think better of it."""
    dialog = PostsDialog(name, posts, then, parent)
    dialog.open()
    return dialog


class PostsDialog(QDialog):
    """The lines, and a way to add one."""

    def __init__(
        self,
        name: str,
        posts: Sequence[HeldPost],
        then: Callable[[tuple[HeldPost, ...]], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Posts of {name}")
        self._then = then
        self.lines: list[_Line] = []
        self._grid = QGridLayout()
        self._problem = plain_label(wraps=True)
        self._lay_out()
        for post in posts:
            self.add_line(post)
        if not posts:
            self.add_line()

    def add_line(self, post: HeldPost | None = None) -> None:
        """Add a line, for a post that is held or a new one."""
        held = post or HeldPost(post="")
        line = _Line(
            held.tenure_id,
            self._field(held.post, "Post"),
            self._field(held.organisation, "Organisation"),
            self._field(held.started.in_words() if held.started else "", "From"),
            self._field(held.ended.in_words() if held.ended else "", "To"),
            QToolButton(self),
        )
        line.started.setPlaceholderText("not known")
        line.ended.setPlaceholderText("until now")
        line.out.setText("✕")
        line.out.setToolTip("Take this post out")
        line.out.setAccessibleName("Take this post out")
        line.out.clicked.connect(lambda: self._take_out(line))
        row = self._grid.rowCount()
        for column, widget in enumerate(line.widgets):
            self._grid.addWidget(widget, row, column)
        self.lines.append(line)
        line.post.setFocus()

    def answer(self) -> tuple[HeldPost, ...]:
        """Give the posts as the lines have them. Raises NotADate for a date that is none."""
        return tuple(
            HeldPost(
                post=line.post.text().strip(),
                organisation=line.organisation.text().strip(),
                started=_date(line.started.text()),
                ended=_date(line.ended.text()),
                tenure_id=line.tenure_id,
            )
            for line in self.lines
            if line.post.text().strip()
        )

    def keep(self) -> None:
        """Keep what is typed, or say what is wrong with it."""
        try:
            answer = self.answer()
        except NotADate as problem:
            self._problem.setText(str(problem))
            set_property(self._problem, "overdue", True)
            return
        self.accept()
        self._then(answer)

    def _take_out(self, line: _Line) -> None:
        self.lines.remove(line)
        for widget in line.widgets:
            self._grid.removeWidget(widget)
            widget.deleteLater()

    def _field(self, words: str, name: str) -> QLineEdit:
        field = QLineEdit(words, self)
        field.setAccessibleName(name)
        field.setCursorPosition(0)
        return field

    def _lay_out(self) -> None:
        unit = spacing(self)
        self._grid.setHorizontalSpacing(unit * 2)
        self._grid.setVerticalSpacing(unit * 2)
        for column, words in enumerate(_HEADS):
            self._grid.addWidget(plain_label(words, role="quiet"), 0, column)
            self._grid.setColumnStretch(column, 3 if column < 2 else 2)
        add = QPushButton("&Add a post", self)
        add.setAutoDefault(False)
        add.clicked.connect(lambda: self.add_line())
        leave = QPushButton("Leave it", self)
        leave.setAutoDefault(False)
        leave.clicked.connect(self.reject)
        keep = QPushButton("&Keep", self)
        keep.setProperty("primary", True)
        keep.setDefault(True)
        keep.clicked.connect(self.keep)
        foot = QHBoxLayout()
        foot.addWidget(add)
        foot.addWidget(
            plain_label("Dates as far as they are known: 2016, July 2016, 13/7/16.", role="small"), 1
        )
        foot.addWidget(leave)
        foot.addWidget(keep)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit * 5, unit * 5, unit * 5, unit * 4)
        layout.setSpacing(unit * 4)
        layout.addLayout(self._grid)
        layout.addStretch()
        layout.addWidget(self._problem)
        layout.addLayout(foot)
        self.resize(unit * 210, self.sizeHint().height())


def _date(words: str) -> PartialDate | None:
    return read_date(words, today=today_here()) if words.strip() else None
