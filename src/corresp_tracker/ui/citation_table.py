"""The citations of a letter as a table: to look through, to copy, and to hand on as a fact pack."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.files import write_whole
from corresp_tracker.ui.in_words import counted, short_date, tooltip
from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.message_bar import MessageBar
from corresp_tracker.ui.table_rows import Index, TableRows
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.ui.jobs import Jobs
    from corresp_tracker.values.fact_pack import CitedStatement, FactPack

_NO_LIMIT = 10_000
HEADS = ("Para", "Words", "Cites", "Part", "Published", "How it stands", "To look at")


def show_citations(parent: QWidget, jobs: Jobs, letter_id: int) -> None:
    """Show what a letter cites as a table."""

    def show(pack: FactPack) -> None:
        CitationTableDialog(jobs, letter_id, pack, parent).open()

    jobs.read(parent, lambda session: _pack(session, letter_id), show)


class CitationTableModel(TableRows):
    """The statements of a letter, a row each."""

    def __init__(self, pack: FactPack, parent: QWidget | None = None) -> None:
        super().__init__(HEADS, len(pack.statements), parent)
        self._rows = [cells_of(statement) for statement in pack.statements]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        words = self._rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        return tooltip(words) if role == Qt.ItemDataRole.ToolTipRole and words else None

    def words(self, row: int, column: int) -> str:
        """Give the words of a cell."""
        return self._rows[row][column]

    def as_text(self, rows: list[int]) -> tuple[str, str]:
        """Give rows as text with tabs and as an HTML table, with the heads; all where none is given."""
        chosen = [list(HEADS), *(self._rows[row] for row in rows or range(len(self._rows)))]
        plain = "\n".join("\t".join(cells) for cells in chosen)
        html = "".join(
            f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>" for cells in chosen
        )
        return plain + "\n", f"<table border='1'>{html}</table>"


class CitationTableDialog(QDialog):
    """Shows the table; Ctrl+C copies the chosen rows, or all."""

    def __init__(self, jobs: Jobs, letter_id: int, pack: FactPack, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"What {pack.reference} cites")
        self._jobs, self._letter_id, self._pack = jobs, letter_id, pack
        self.model = CitationTableModel(pack, self)
        self.table = QTableView(self)
        self.table.setAccessibleName("Citations of the letter")
        self.table.setModel(self.model)
        self.bar = MessageBar(self)
        self.copy = QPushButton("&Copy", self)
        self.save = QPushButton("&Fact pack …", self)
        self._connect()
        self._lay_out()

    def copy_rows(self) -> None:
        """Put the chosen rows on the clipboard, or all where none is chosen."""
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        plain, html = self.model.as_text(rows)
        data = QMimeData()
        data.setText(plain)
        data.setHtml(html)
        QGuiApplication.clipboard().setMimeData(data)
        self.bar.say(f"Copied {counted(len(rows) or self.model.rowCount(), 'citation')}.")

    def ask_where(self) -> None:
        """Ask for the file of the fact pack, and write it."""
        name = f"{self._pack.reference.replace('/', '-')} fact pack.docx"
        dialog = QFileDialog(self, "Fact pack", name, "Word (*.docx)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("docx")
        dialog.fileSelected.connect(self._write_to)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _write_to(self, file: str) -> None:
        self.write_pack(Path(file))

    def write_pack(self, file: Path) -> None:
        """Write the fact pack to a file."""

        def keep(data: bytes) -> None:
            def written(_: None) -> None:
                self.bar.say(f"Written: {file}")

            self._jobs.run(self, lambda: write_whole(file, data), written, self.bar.say_error)

        letter_id = self._letter_id
        self._jobs.read(self, lambda session: _document(session, letter_id), keep, self.bar.say_error)

    def _connect(self) -> None:
        self.copy.setToolTip("Copy the chosen rows, or all (Ctrl+C)")
        self.copy.clicked.connect(self.copy_rows)
        QShortcut(QKeySequence.StandardKey.Copy, self, activated=self.copy_rows)  # pyright: ignore[reportCallIssue]  a signal's name is a keyword of PySide's
        self.save.setToolTip("Each statement beside its source, to be checked and signed (Alt+F)")
        self.save.clicked.connect(self.ask_where)
        self.save.setEnabled(bool(self._pack.statements))

    def _lay_out(self) -> None:
        unit = spacing(self)
        table = self.table
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setAlternatingRowColors(False)
        table.setShowGrid(True)
        table.setProperty("role", "rows")
        table.setWordWrap(True)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, part in enumerate((9, 36, 46, 22, 18, 26, 30)):
            table.setColumnWidth(column, unit * part * 3 // 2)
        header.setSectionResizeMode(len(HEADS) - 1, QHeaderView.ResizeMode.Stretch)
        header.sectionResized.connect(self._fit_rows)
        leave = QPushButton("Close", self)
        leave.setToolTip("Close (Esc)")
        leave.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(plain_label(counted(self.model.rowCount(), "citation"), role="quiet"))
        foot.addStretch()
        foot.addWidget(self.copy)
        foot.addWidget(self.save)
        foot.addWidget(leave)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit * 5, unit * 4, unit * 5, unit * 4)
        layout.setSpacing(unit * 3)
        layout.addWidget(self.bar)
        layout.addWidget(table, 1)
        layout.addLayout(foot)
        self.bar.hide()
        self.resize(unit * 300, unit * 150)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_rows()

    def _fit_rows(self, *_: int) -> None:
        """Make each row as high as its longest cell; the style's padding is not in what Qt would give it."""
        unit, metrics = spacing(self), self.table.fontMetrics()
        for row in range(self.model.rowCount()):
            heights = [
                metrics.boundingRect(
                    0,
                    0,
                    max(self.table.columnWidth(column) - unit * 7, unit),
                    _NO_LIMIT,
                    int(Qt.TextFlag.TextWordWrap),
                    self.model.words(row, column),
                ).height()
                for column in range(len(HEADS))
            ]
            self.table.setRowHeight(row, max(heights) + unit * 3)


def cells_of(statement: CitedStatement) -> list[str]:
    """Give a statement as the cells of its row; what is not known is blank."""
    return [
        statement.label,
        statement.words,
        statement.source or " or ".join(f"{title}?" for title in statement.may_mean),
        statement.locator,
        short_date(statement.published_on) if statement.published_on else "",
        statement.standing,
        " ".join(statement.warnings),
    ]


def _pack(session: Session, letter_id: int) -> FactPack:
    from corresp_tracker.casework.fact_packs import fact_pack

    return fact_pack(session, letter_id)


def _document(session: Session, letter_id: int) -> bytes:
    from corresp_tracker.casework.fact_packs import write_fact_pack

    return write_fact_pack(session, letter_id)
