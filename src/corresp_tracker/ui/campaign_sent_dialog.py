"""A campaign recorded as sent: the day and the way, and each of its letters with why it is left out, or what is noted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHeaderView,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.ui.date_field import DateField, today_here
from corresp_tracker.ui.dialog_foot import foot_of, lay_under_bar
from corresp_tracker.ui.in_words import counted, tooltip
from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.log_form import MEANS
from corresp_tracker.ui.message_bar import MessageBar
from corresp_tracker.ui.plain_table import as_plain_table
from corresp_tracker.ui.progress_strip import ProgressStrip
from corresp_tracker.ui.table_rows import Index, TableRows
from corresp_tracker.ui.theme import spacing
from corresp_tracker.values.partial_date import PartialDate

if TYPE_CHECKING:
    from corresp_tracker.casework.campaign_sending import CampaignLine, CampaignSummary
    from corresp_tracker.errors import CorrespError
    from corresp_tracker.ui.jobs import Job, Jobs, Progress, Reading

_HEADS = ("Case", "To", "What becomes of it")
_WIDE = (22, 34)


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignWent:
    """What a person says went: these letters of a campaign, on this day, by these means."""

    campaign: CampaignSummary
    lines: tuple[CampaignLine, ...]
    sent_on: date
    means: str


class CampaignLines(TableRows):
    """A row for each letter of a campaign that is a draft still."""

    def __init__(self, lines: Sequence[CampaignLine] = (), parent: QObject | None = None) -> None:
        super().__init__(_HEADS, len(lines), parent)
        self._lines = tuple(lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        cells = (line.reference, line.reader, becomes(line))
        if role == Qt.ItemDataRole.DisplayRole:
            return cells[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(
                "\n".join(line.noted)
                if index.column() == len(_WIDE) and line.noted
                else cells[index.column()]
            )
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ": ".join(cells)
        return None


def becomes(line: CampaignLine) -> str:
    """Say what becomes of a letter: that it is left out and why, or that it is recorded, and what is noted of it."""
    if line.left_out:
        return f"Left out. {line.left_out}"
    if not line.noted:
        return "Recorded as sent."
    first, *others = line.noted
    more = f" (and {len(others)} more)" if others else ""
    return f"Recorded as sent. Noted: {first}{more}"


class CampaignSentDialog(QDialog):
    """The list follows the campaign and the day; Enter records what it shows."""

    def __init__(
        self,
        jobs: Jobs,
        campaigns: Sequence[CampaignSummary],
        then: Callable[[CampaignWent], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Record a campaign as sent")
        self._jobs, self._then, self._campaigns = jobs, then, tuple(campaigns)
        self._lines: tuple[CampaignLine, ...] = ()
        self._job: Job | None = None
        self.bar = MessageBar(self)
        self.campaign = QComboBox(self)
        self.campaign.setAccessibleName("The campaign")
        self.campaign.addItems([in_one_line(each) for each in self._campaigns])
        self.sent_on = DateField("Sent on", today=today_here(), parent=self)
        self.sent_on.set_value(today_here())
        self.means = QComboBox(self)
        self.means.setAccessibleName("Sent by")
        self.means.setEditable(True)
        self.means.addItems(MEANS)
        self.summary = plain_label(role="strong", wraps=True, parent=self)
        self.table = QTableView(self)
        self.keep = QPushButton("&Record", self)
        self._lay_out()
        self.campaign.currentIndexChanged.connect(self.look)
        self.sent_on.changed.connect(self.look)
        self.keep.clicked.connect(self._keep)
        self.look()

    @property
    def lines(self) -> tuple[CampaignLine, ...]:
        """The letters as they were looked over; none while they are looked at."""
        return self._lines

    def look(self) -> None:
        """Have the letters looked over for the campaign and the day that are chosen now."""
        if self._job:
            self._jobs.cancel(self._job)
        self._job = None
        campaign, day = self._campaigns[self.campaign.currentIndex()], self.sent_on.day
        self._show_lines(())
        if day is None:
            self.summary.setText(self.sent_on.problem or "Give the day on which the letters went.")
            return
        self.summary.setText(f"Looking at {counted(campaign.drafts, 'letter')} …")

        def task(reading: Reading, progress: Progress) -> tuple[CampaignLine, ...]:
            from corresp_tracker.casework.campaign_sending import look_over

            with reading() as session:
                return look_over(session, campaign.id, sent_on=day, progress=progress)

        self._job = self._jobs.survey(self, "Looking at the letters", task, self._show, self._failed)

    def _show(self, lines: tuple[CampaignLine, ...]) -> None:
        self._job = None
        self.bar.hide()
        out = sum(bool(line.left_out) for line in lines)
        words = f"{counted(len(lines) - out, 'letter')} can be recorded as sent"
        left = f"; {counted(out, 'letter')} {'is' if out == 1 else 'are'} left out, at the top" if out else ""
        self.summary.setText(f"{words}{left}.")
        self._show_lines(lines)

    def _failed(self, error: CorrespError) -> None:
        self._job = None
        self.summary.setText("")
        self.bar.say_error(error)

    def _show_lines(self, lines: tuple[CampaignLine, ...]) -> None:
        self._lines = lines
        going = sum(not line.left_out for line in lines)
        self.table.setModel(CampaignLines(lines, self))
        as_plain_table(self.table, "What becomes of each letter", _WIDE)
        self.table.horizontalHeader().setSectionResizeMode(len(_WIDE), QHeaderView.ResizeMode.Stretch)
        self.keep.setText(f"&Record {counted(going, 'letter')} as sent" if going else "&Record as sent")
        self.keep.setEnabled(bool(going))

    def _keep(self) -> None:
        day = self.sent_on.day
        if day is None or not self.keep.isEnabled():
            return
        campaign = self._campaigns[self.campaign.currentIndex()]
        means = self.means.currentText().strip()
        went = CampaignWent(campaign=campaign, lines=self._lines, sent_on=day, means=means)
        self.accept()
        self._then(went)

    def done(self, result: int) -> None:
        if self._job:
            self._jobs.cancel(self._job)
        super().done(result)

    def _lay_out(self) -> None:
        unit = spacing(self)
        form = QFormLayout()
        form.setHorizontalSpacing(unit * 4)
        form.setVerticalSpacing(unit * 2)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for words, field in (
            ("&Campaign", self.campaign),
            ("Sent &on", self.sent_on),
            ("Sent &by", self.means),
        ):
            label = plain_label(words, parent=self)
            label.setBuddy(field)
            form.addRow(label, field)
        inside = QVBoxLayout()
        inside.addLayout(form)
        inside.addWidget(self.summary)
        inside.addWidget(self.table, 1)
        inside.addWidget(ProgressStrip(self._jobs, self))
        says = "Each is kept with the file that went, without our marks. It is one change."
        tip = "Record those that are not left out (Enter)"
        inside.addLayout(foot_of(self, self.keep, says=says, tip=tip, leave="Record nothing"))
        lay_under_bar(self, self.bar, inside)
        self.resize(self.fontMetrics().averageCharWidth() * 140, unit * 130)
        self.campaign.setFocus()


def in_one_line(campaign: CampaignSummary) -> str:
    """Name a campaign: what it is called, when it was written, and how many of its letters are drafts still."""
    written = PartialDate.of_day(campaign.written_at.date()).in_words()
    drafts = f"{counted(campaign.drafts, 'letter')} still to go"
    sent = f", {campaign.sent:,} sent" if campaign.sent else ""
    return f"{campaign.title}, written {written}: {drafts}{sent}"
