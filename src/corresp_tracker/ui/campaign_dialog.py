"""One letter to many: the list, the template and the folder, and what each row becomes, before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.files import read_whole
from corresp_tracker.ui.dialog_foot import foot_of, lay_under_bar
from corresp_tracker.ui.in_words import counted, tooltip
from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.message_bar import MessageBar
from corresp_tracker.ui.plain_table import as_plain_table
from corresp_tracker.ui.progress_strip import ProgressStrip
from corresp_tracker.ui.table_rows import Index, TableRows
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from corresp_tracker.casework.campaign_list import CampaignList, CampaignRow
    from corresp_tracker.casework.usual_templates import TemplateChoice
    from corresp_tracker.errors import CorrespError
    from corresp_tracker.ui.jobs import Job, Jobs

LISTS = "Lists (*.csv *.xlsx *.xlsm);;All files (*)"
_SHEETS = frozenset((".xlsx", ".xlsm"))
_HEADS = ("Row", "To", "Case", "Their reference", "Their letter of")
_WIDE = (7, 44, 20, 22, 22)
_NO_LIST = "Choose the list of those who get the letter: a row each, with a row of headings (name, address, case ...)."


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignAsked:
    """What a person asked to have written: to whom, from which template, called what, into which folder."""

    rows: tuple[CampaignRow, ...]
    template: str
    title: str
    folder: Path


class CampaignRows(TableRows):
    """A row for each letter of a list."""

    def __init__(self, rows: Sequence[CampaignRow] = (), parent: QObject | None = None) -> None:
        super().__init__(_HEADS, len(rows), parent)
        self._rows = tuple(rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cells = cells_of(self._rows[index.row()])
        if role == Qt.ItemDataRole.DisplayRole:
            return cells[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(cells[index.column()])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(cell for cell in cells if cell)
        return None


def cells_of(row: CampaignRow) -> tuple[str, ...]:
    """Give a row of a list as it is shown: its number, who gets it, the case, their reference and letter."""
    reader = row.reader
    names = " ".join(filter(None, (reader.name, reader.honours)))
    whom = ", ".join(filter(None, (names, reader.post, reader.organisation)))
    answered = row.answered.in_words() if row.answered else ""
    case = row.case or row.reference or "a new one"
    return (str(row.number), whom or "whoever wrote the letter", case, row.their_reference, answered)


class CampaignDialog(QDialog):
    """Asks for the list, the template, the name and the folder; Enter writes what the table shows."""

    def __init__(
        self,
        jobs: Jobs,
        templates: Sequence[TemplateChoice],
        then: Callable[[CampaignAsked], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Write to many")
        self._jobs, self._then = jobs, then
        self._found: CampaignList | None = None
        self._job: Job | None = None
        self.bar = MessageBar(self)
        self.list, self.title = self._line("The list"), self._line("What the campaign is called")
        self.folder = self._line("The folder for the letters")
        self.template = QComboBox(self)
        self.template.setAccessibleName("The template")
        for choice in templates:
            self.template.addItem(
                f"{choice.title} ({choice.why})" if choice.why else choice.title, choice.name
            )
        self.summary = plain_label(_NO_LIST, role="quiet", wraps=True, parent=self)
        self.table = QTableView(self)
        self.keep = QPushButton("&Write", self)
        self._lay_out()
        self.list.editingFinished.connect(self._typed)
        self.keep.clicked.connect(self._keep)
        self._show_rows(())

    def open_list(self, file: Path) -> None:
        """Read a list, and show what each of its rows becomes."""
        self.list.setText(str(file))
        self._found = None
        self._show_rows(())
        if not self.title.text().strip():
            self.title.setText(file.stem)
        if self._job:
            self._jobs.cancel(self._job)

        def read(called_off: Event) -> CampaignList:
            from corresp_tracker.casework.campaign_list import campaign_of_sheet, read_campaign
            from corresp_tracker.intake.worker import sheets_in_worker

            data = read_whole(file)
            if file.suffix.lower() in _SHEETS:
                return campaign_of_sheet(sheets_in_worker(data, name=file.name, called_off=called_off))
            return read_campaign(data)

        self._job = self._jobs.run_apart(self, f"Reading {file.name}", read, self._show, self._failed)

    def _show(self, found: CampaignList) -> None:
        self._job, self._found = None, found
        self.bar.hide()
        unused = f" No letter has a use for: {', '.join(found.unused)}." if found.unused else ""
        self.summary.setText(f"{counted(len(found.rows), 'letter')}. Nothing is written yet.{unused}")
        self._show_rows(found.rows)

    def _failed(self, error: CorrespError) -> None:
        self._job = None
        self.summary.setText(_NO_LIST)
        self.bar.say_error(error)

    def _show_rows(self, rows: Sequence[CampaignRow]) -> None:
        self.table.setModel(CampaignRows(rows, self))
        as_plain_table(self.table, "The letters of the list", _WIDE)
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.keep.setText(f"&Write {counted(len(rows), 'letter')}" if rows else "&Write")
        self.keep.setEnabled(bool(rows))

    def _typed(self) -> None:
        words = self.list.text().strip().strip('"')
        if words and (self._found is None or words != self.list.property("read")) and self._job is None:
            self.list.setProperty("read", words)
            self.open_list(Path(words))

    def _keep(self) -> None:
        folder = self.folder.text().strip().strip('"')
        if self._found is None or not self.keep.isEnabled():
            self.bar.say(_NO_LIST)
        elif not folder:
            self.bar.say("Say into which folder the letters are to be written: one with nothing in it yet.")
            self.folder.setFocus()
        else:
            asked = CampaignAsked(
                rows=self._found.rows,
                template=str(self.template.currentData()),
                title=self.title.text().strip(),
                folder=Path(folder),
            )
            self.accept()
            self._then(asked)

    def done(self, result: int) -> None:
        if self._job:
            self._jobs.cancel(self._job)
        super().done(result)

    def _choose_list(self) -> None:
        dialog = QFileDialog(self, "The list", "", LISTS)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._list_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _list_chosen(self, file: str) -> None:
        self.open_list(Path(file))

    def _choose_folder(self) -> None:
        dialog = QFileDialog(self, "The folder for the letters")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.folder.setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _line(self, name: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setAccessibleName(name)
        return line

    def _with_button(self, line: QLineEdit, words: str, do: Callable[[], None]) -> QWidget:
        button = QPushButton(words, self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _=False: do())
        both = QWidget(self)
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(spacing(self) * 2)
        row.addWidget(line, 1)
        row.addWidget(button)
        return both

    def _lay_out(self) -> None:
        unit = spacing(self)
        form = QFormLayout()
        form.setHorizontalSpacing(unit * 4)
        form.setVerticalSpacing(unit * 2)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for words, field, inside in (
            ("&List", self.list, self._with_button(self.list, "&Choose …", self._choose_list)),
            ("&Template", self.template, self.template),
            ("Calle&d", self.title, self.title),
            ("&Folder", self.folder, self._with_button(self.folder, "C&hoose …", self._choose_folder)),
        ):
            label = plain_label(words, parent=self)
            label.setBuddy(field)
            form.addRow(label, inside)
        inside = QVBoxLayout()
        inside.addLayout(form)
        inside.addWidget(self.summary)
        inside.addWidget(self.table, 1)
        inside.addWidget(ProgressStrip(self._jobs, self))
        says = "All of them are written, or none. They are drafts in their cases until they are recorded as sent."
        inside.addLayout(
            foot_of(self, self.keep, says=says, tip="Write these letters (Enter)", leave="Write nothing")
        )
        lay_under_bar(self, self.bar, inside)
        self.resize(self.fontMetrics().averageCharWidth() * 130, unit * 130)
        self.list.setFocus()
