"""The page of the worklist as a table: what it shows, its columns, and the way to write it to a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from corresp_tracker.files import write_whole
from corresp_tracker.ui.case_table import CaseTable, ids_of
from corresp_tracker.ui.columns_dialog import ColumnsDialog
from corresp_tracker.ui.in_words import counted
from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.message_bar import MessageBar
from corresp_tracker.ui.theme import spacing
from corresp_tracker.values.case_columns import CaseColumn, TableLayout
from corresp_tracker.values.case_filter import CaseFilter

if TYPE_CHECKING:
    from corresp_tracker.store.changes import Changes
    from corresp_tracker.ui.jobs import Jobs, Progress, Reading

_TABLES = frozenset({"case", "letter", "party", "person", "case_kind", "own_holiday"})
_FILES = "Excel (*.xlsx);;CSV (*.csv)"


class CaseTablePage(QWidget):
    """Shows the cases of a group or list. `case_asked` opens one, `layout_changed` gives what is to be kept."""

    case_asked = Signal(int)
    layout_changed = Signal(str)
    closed = Signal()
    """The list is wanted again."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None, *, me: str) -> None:
        super().__init__(parent)
        self._jobs, self._me = jobs, me
        self._wanted: str | CaseFilter = "all_open"
        self._name = ""
        self.dialog: QDialog | None = None
        self.bar = MessageBar(self)
        self.title = plain_label(role="strong", parent=self)
        self.table = CaseTable(jobs, self)
        self.columns = self._button(
            "&Columns …", "Which columns are shown, and in which order", self.ask_columns
        )
        self.export = self._button("&Export …", "Write all of it to a file (Ctrl+Shift+E)", self.ask_file)
        self.leave = self._button(
            "As a &list", "Back to the list and its reading pane (Esc)", self.closed.emit
        )
        self._lay_out()
        self.table.opened.connect(self.case_asked)
        self.table.sort_asked.connect(self.sort_by)
        self.table.columns_asked.connect(self.ask_columns)
        self.table.rows.shown.connect(self._show_title)
        jobs.changed.connect(self._changed)
        shortcut = QShortcut(QKeySequence("Ctrl+Shift+E"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.ask_file)
        self.setFocusProxy(self.table)

    @property
    def layout_now(self) -> TableLayout:
        """What the table shows, and what it is sorted by."""
        return self.table.rows.layout

    def show_layout(self, layout: TableLayout) -> None:
        """Show the table as it was kept."""
        self.table.show_layout(layout)

    def show_cases(self, wanted: str | CaseFilter, name: str) -> None:
        """Show the cases of a group of the worklist, by its key, or of a list; `name` is what it is called."""
        self._wanted, self._name = wanted, name
        self.reload()

    def reload(self) -> None:
        """Ask for the cases again."""
        wanted, layout, me = self._wanted, self.layout_now, self._me
        self.table.rows.ask(lambda session: ids_of(session, wanted, layout, me))

    def sort_by(self, column: object) -> None:
        """Sort by a column; by the one that it is sorted by, the other way round."""
        assert isinstance(column, CaseColumn)
        self._settle(self.layout_now.sorted_by(column))

    def chosen_ids(self) -> list[int]:
        """Give the cases that are chosen."""
        return self.table.chosen_ids()

    def ask_columns(self) -> None:
        """Let a person choose the columns."""
        self._open(ColumnsDialog(self.layout_now.columns, self._columns_chosen, self))

    def ask_file(self) -> None:
        """Ask where to write the table to."""
        dialog = QFileDialog(self, "Export the worklist", "", _FILES)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile("Worklist.xlsx")
        dialog.fileSelected.connect(self.write_to)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write_to(self, name: str) -> None:
        """Write all the cases that are shown to a file, as its name says: CSV, or else Excel."""
        file = Path(name)
        wanted, layout, me = self._wanted, self.layout_now, self._me

        def task(reading: Reading, progress: Progress) -> int:
            from corresp_tracker.casework.case_table import write_table
            from corresp_tracker.casework.sheet_files import SheetForm
            from corresp_tracker.store.lists import WorklistGroup

            form = SheetForm.CSV if file.suffix.lower() == ".csv" else SheetForm.XLSX
            group = wanted if isinstance(wanted, CaseFilter) else WorklistGroup[wanted.upper()]
            with reading() as session:
                data = write_table(session, group, layout, form, me=me, progress=progress)
            write_whole(file, data)
            return len(data)

        def then(_: int) -> None:
            self.bar.say(f"The worklist is written to {file}.")

        self._jobs.survey(self, f"Writing {file.name}", task, then, self.bar.say_error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _columns_chosen(self, columns: tuple[CaseColumn, ...]) -> None:
        self._settle(self.layout_now.with_columns(columns))

    def _settle(self, layout: TableLayout) -> None:
        self.table.show_layout(layout)
        self.reload()
        self.layout_changed.emit(str(layout))

    def _show_title(self) -> None:
        self.title.setText(f"{self._name}: {counted(self.table.rows.rowCount(), 'case')}")

    def _changed(self, changes: Changes) -> None:
        if self.isVisible() and changes.kinds & _TABLES:
            self.reload()

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._dialog_closed)
        dialog.open()

    def _dialog_closed(self, _: int) -> None:
        self.dialog = None

    def _button(self, words: str, tip: str, do: Callable[[], None]) -> QPushButton:
        button = QPushButton(words, self)
        button.setToolTip(tip)
        button.clicked.connect(lambda _=False: do())
        return button

    def _lay_out(self) -> None:
        unit = spacing(self)
        head = QHBoxLayout()
        head.setContentsMargins(unit * 4, unit * 3, unit * 4, unit * 3)
        head.setSpacing(unit * 2)
        head.addWidget(self.title, 1)
        for button in (self.columns, self.export, self.leave):
            head.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
