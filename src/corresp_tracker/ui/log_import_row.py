"""One row of a spreadsheet, to be corrected before it is taken: what is doubtful about it, and its words by field."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from corresp_tracker.casework.log_import import LogRow
from corresp_tracker.casework.sheet_columns import SheetField
from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.log_import_columns import FIELD_WORDS
from corresp_tracker.ui.log_import_model import sentence
from corresp_tracker.ui.theme import spacing

_FIELDS = (
    (SheetField.REFERENCE, SheetField.CORRESPONDENT, SheetField.POST, SheetField.ORGANISATION),
    (SheetField.RECEIVED, SheetField.DATED, SheetField.DUE, SheetField.SENT),
    (SheetField.SUBJECT, SheetField.KIND, SheetField.STAGE, SheetField.DRAFTER),
)
_SHORT = {
    SheetField.REFERENCE: "Our &reference",
    SheetField.CORRESPONDENT: "Correspon&dent",
    SheetField.POST: "&Post",
    SheetField.ORGANISATION: "Or&ganisation",
    SheetField.RECEIVED: "Re&ceived",
    SheetField.DATED: "Dat&ed",
    SheetField.DUE: "D&ue",
    SheetField.SENT: "A&nswer sent",
    SheetField.SUBJECT: "Su&bject",
    SheetField.KIND: "&Kind",
    SheetField.STAGE: "S&tage",
    SheetField.DRAFTER: "Dra&fter",
}


class RowEditor(QWidget):
    """The fields of the chosen row. `corrected` tells of each correction: line, field and words."""

    corrected = Signal(int, object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: LogRow | None = None
        self.says = plain_label(wraps=True)
        self.fields: dict[SheetField, QLineEdit] = {}
        unit = spacing(self)
        grid = QGridLayout()
        grid.setHorizontalSpacing(unit * 2)
        grid.setVerticalSpacing(unit * 2)
        for across, column in enumerate(_FIELDS):
            for down, field in enumerate(column):
                line = QLineEdit(self)
                line.setAccessibleName(FIELD_WORDS[field])
                line.editingFinished.connect(lambda field=field: self._edited(field))
                label = plain_label(_SHORT[field], role="quiet")
                label.setBuddy(line)
                grid.addWidget(label, down, across * 2, Qt.AlignmentFlag.AlignRight)
                grid.addWidget(line, down, across * 2 + 1)
                self.fields[field] = line
            grid.setColumnStretch(across * 2 + 1, 1)
        self.says.setMinimumHeight(self.fontMetrics().lineSpacing() * 2)
        self.says.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit * 2)
        layout.addWidget(self.says)
        layout.addLayout(grid)
        self.show_row(None)

    def show_row(self, row: LogRow | None) -> None:
        """Show a row, as it is corrected by now."""
        self._row = row
        reason = sentence(row.reason) if row else ""
        self.says.setText(f"Line {row.line}. {reason or 'Nothing is doubtful about it.'}" if row else "")
        for field, line in self.fields.items():
            line.setEnabled(row is not None and not row.read.nothing)
            line.setText(row.read.said(field) if row else "")
            line.setCursorPosition(0)

    def _edited(self, field: SheetField) -> None:
        words = " ".join(self.fields[field].text().split())
        if self._row and words != " ".join(self._row.read.said(field).split()):
            self.corrected.emit(self._row.line, field, words)
