"""The templates as rows: what each is for, in which version, who approved it, and in how many letters it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt

from corresp_tracker.ui.in_words import short_day, tooltip
from corresp_tracker.ui.table_rows import Index, TableRows

if TYPE_CHECKING:
    from corresp_tracker.casework.template_records import TemplateRow, VersionRow
    from corresp_tracker.ui.template_tasks import TemplateList

_COLUMNS = ("Template", "Kind of letter", "Version", "Approved", "Letters", "Usual for")
WIDE = (30, 24, 10, 30, 10)
LETTERS = 4


class TemplatesModel(TableRows):
    """A row for each template."""

    def __init__(self, held: TemplateList, parent: QObject | None = None) -> None:
        super().__init__(_COLUMNS, len(held.rows), parent)
        self._held = held

    def row(self, number: int) -> TemplateRow | None:
        """Give a row's template."""
        return self._held.rows[number] if 0 <= number < len(self._held.rows) else None

    def number_of(self, key: str) -> int:
        """Give the row of a template by its key; 0 where there is none."""
        return next((at for at, row in enumerate(self._held.rows) if row.key == key), 0)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cells(row)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(self._cells(row)[index.column()])
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == LETTERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.AccessibleTextRole:
            heads = zip(_COLUMNS, self._cells(row), strict=True)
            return ", ".join(f"{head}: {words}" for head, words in heads if words)
        return None

    def _cells(self, row: TemplateRow) -> tuple[str, ...]:
        newest = next(iter(row.versions), None)
        return (
            f"{row.facts.title} (retired)" if row.facts.retired else row.facts.title,
            row.facts.kind.capitalize(),
            str(newest.number) if newest else "",
            approved_words(newest) if newest else "ships",
            f"{row.used:,}",
            usual_words(row, self._held),
        )


def approved_words(version: VersionRow) -> str:
    """Say who approved a version, and when."""
    if version.approved_on is None:
        return "not approved"
    return f"{version.approved_by}, {short_day(version.approved_on)}"


def usual_words(row: TemplateRow, held: TemplateList) -> str:
    """Say what a template is usual for, or that another stands in its place."""
    from corresp_tracker.casework.usual_templates import in_words

    if row.replaced_by:
        return f"replaced by {row.replaced_by}"
    return "; ".join(in_words(each, held.kinds) for each in held.usual.get(row.key, ()))
