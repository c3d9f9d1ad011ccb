"""A reshuffle: one day, and the posts that change hands on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QCompleter,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.casework.people_posts import ChangeOfHands, PostNow
from corresp_tracker.ui.date_field import DateField, Way, today_here
from corresp_tracker.ui.in_words import counted, tooltip
from corresp_tracker.ui.labels import plain_label, set_property
from corresp_tracker.ui.plain_table import as_plain_table
from corresp_tracker.ui.table_rows import Index, TableRows
from corresp_tracker.ui.theme import spacing

_HEADS = ("Post", "Organisation", "Holds it now", "From that day")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reshuffled:
    """What a person settled: the day, and the changes."""

    on: date
    changes: tuple[ChangeOfHands, ...]


class PostsModel(TableRows):
    """The posts, with what was said of each."""

    def __init__(self, posts: Sequence[PostNow], parent: QObject | None = None) -> None:
        super().__init__(_HEADS, len(posts), parent)
        self._posts = tuple(posts)
        self.comes: dict[int, str] = {}

    def post(self, number: int) -> PostNow | None:
        """Give the post of a row."""
        return self._posts[number] if 0 <= number < len(self._posts) else None

    def fits(self, number: int, words: Sequence[str]) -> bool:
        """Say whether a row has these words, or something was said of its post."""
        post = self._posts[number]
        said = f"{post.title} {post.organisation} {post.holder}".casefold()
        return post.post_id in self.comes or all(word in said for word in words)

    def say(self, number: int, name: str | None) -> None:
        """Say who comes: a name, "" for nobody, None for no change."""
        post = self._posts[number]
        if name is None:
            self.comes.pop(post.post_id, None)
        else:
            self.comes[post.post_id] = name
        self.dataChanged.emit(self.index(number, 0), self.index(number, len(_HEADS) - 1))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        post = self._posts[index.row()]
        comes = self.comes.get(post.post_id)
        words = (post.title, post.organisation, post.holder, comes or ("vacant" if comes == "" else ""))[
            index.column()
        ]
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        return tooltip(words) if role == Qt.ItemDataRole.ToolTipRole else None


class ReshuffleDialog(QDialog):
    """The day, the posts, and below them who comes into the one that is chosen."""

    def __init__(
        self,
        posts: Sequence[PostNow],
        people: dict[str, int],
        then: Callable[[Reshuffled], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Reshuffle")
        self._people, self._then = people, then
        self.day = DateField("The day", today=today_here(), way=Way.NEAREST, parent=self)
        self.day.set_value(today_here())
        self.words = QLineEdit(self)
        self.model, self.table = PostsModel(posts, self), QTableView(self)
        self.comes, self.vacant = QLineEdit(self), QCheckBox("Falls &vacant", self)
        self.keep = QPushButton(self)
        self._problem = plain_label(wraps=True)
        self._lay_out()
        self._connect()
        self._show_post()
        self._count()

    def answer(self) -> tuple[ChangeOfHands, ...]:
        """Give the changes: a name that the office knows is that person, any other is somebody new."""
        return tuple(
            ChangeOfHands(post_id=post_id, person_id=self._people.get(name), name=name)
            for post_id, name in self.model.comes.items()
        )

    def _taken(self) -> None:
        if self.day.day is None:
            self._problem.setText(self.day.problem or "Type the day on which the posts change hands.")
            set_property(self._problem, "overdue", True)
            return
        answer = Reshuffled(on=self.day.day, changes=self.answer())
        self.accept()
        self._then(answer)

    def _filter(self, words: str) -> None:
        wanted = words.casefold().split()
        for number in range(self.model.rowCount()):
            self.table.setRowHidden(number, not self.model.fits(number, wanted))

    def _row_changed(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._show_post()

    def _show_post(self) -> None:
        post = self.model.post(self.table.currentIndex().row())
        said = self.model.comes.get(post.post_id) if post else None
        self.comes.setEnabled(post is not None and said != "")
        self.comes.setText(said or "")
        self.vacant.setEnabled(post is not None)
        self.vacant.blockSignals(True)
        self.vacant.setChecked(said == "")
        self.vacant.blockSignals(False)

    def _typed(self) -> None:
        name = " ".join(self.comes.text().split())
        number = self.table.currentIndex().row()
        if self.model.post(number) and not self.vacant.isChecked():
            self.model.say(number, name or None)
            self._count()

    def _vacated(self, is_vacant: bool) -> None:
        number = self.table.currentIndex().row()
        self.model.say(number, "" if is_vacant else None)
        self._show_post()
        self._count()

    def _count(self) -> None:
        count = len(self.model.comes)
        self.keep.setText(f"&Change {counted(count, 'post')}")
        self.keep.setEnabled(bool(count))

    def _connect(self) -> None:
        self.words.textChanged.connect(self._filter)
        self.table.selectionModel().currentRowChanged.connect(self._row_changed)
        self.comes.textChanged.connect(self._typed)
        self.vacant.toggled.connect(self._vacated)
        self.keep.clicked.connect(self._taken)

    def _lay_out(self) -> None:
        unit = spacing(self)
        self.table.setModel(self.model)
        as_plain_table(self.table, "Posts, and who holds them now", (34, 34, 28))
        self.table.horizontalHeader().setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        self.words.setPlaceholderText("Filter by post, organisation or holder")
        self.words.setAccessibleName("Filter by post, organisation or holder")
        self.words.setClearButtonEnabled(True)
        self.comes.setAccessibleName("Who comes into this post")
        self.comes.setPlaceholderText("Somebody whom the office knows, or a new name in full")
        completer = QCompleter(sorted(self._people), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.comes.setCompleter(completer)
        head, who = QHBoxLayout(), QHBoxLayout()
        for words, field, row in (("&On", self.day, head), ("&Who comes", self.comes, who)):
            label = plain_label(words, role="quiet")
            label.setBuddy(field)
            row.addWidget(label)
            row.addWidget(field, 0 if field is self.day else 1)
        head.addWidget(self.words, 1)
        who.addWidget(self.vacant)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit * 5, unit * 4, unit * 5, unit * 4)
        layout.setSpacing(unit * 3)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        layout.addLayout(who)
        layout.addWidget(self._problem)
        layout.addLayout(self._foot())
        self.resize(unit * 240, unit * 150)

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        says = "Whoever holds a post now leaves it the day before. It is one change, and can be undone."
        foot.addWidget(plain_label(says, role="small"), 1)
        leave = QPushButton("Leave it", self)
        leave.setAutoDefault(False)
        leave.clicked.connect(self.reject)
        self.keep.setProperty("primary", True)
        self.keep.setAutoDefault(False)
        foot.addWidget(leave)
        foot.addWidget(self.keep)
        return foot
