"""Recording a letter as sent: when, how, the file that went; and what that changes, before it is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.files import read_whole
from corresp_tracker.ui.date_field import DateField, today_here
from corresp_tracker.ui.in_words import counted
from corresp_tracker.ui.labels import ElidedLabel, drawn_by_style, plain_label
from corresp_tracker.ui.link_looks import LinkLook, look_of
from corresp_tracker.ui.log_form import MEANS
from corresp_tracker.ui.message_bar import MessageBar
from corresp_tracker.ui.reply_tasks import (
    SentAs,
    confirm_links,
    preview_sent,
    questions_about_day,
    record_as_sent,
)
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.casework.dispatch import SentReport
    from corresp_tracker.errors import CorrespError
    from corresp_tracker.store.lists import LetterPage
    from corresp_tracker.ui.jobs import Job, Jobs
    from corresp_tracker.values.letter_text import Arrival

FILES = "Letters (*.docx *.pdf *.eml *.msg *.txt);;All files (*)"


def record_sent(
    parent: QWidget, jobs: Jobs, page: LetterPage, *, by: str, then: Callable[[], None]
) -> SentDialog:
    """Ask how a letter went, and record it; `then` follows once that is kept."""
    dialog = SentDialog(jobs, page, by=by, parent=parent)
    dialog.recorded.connect(lambda: then())
    dialog.open()
    return dialog


class DropField(QFrame):
    """Takes one file, dropped on it or chosen."""

    dropped = Signal(Path)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        drawn_by_style(self)
        self.setAcceptDrops(True)
        self._name = ElidedLabel("Drop the file that went here: Word, PDF, e-mail or a scan", role="quiet")
        self._choose = QPushButton("&Choose …", self)
        self._choose.setAutoDefault(False)
        self._choose.setToolTip("Choose the file that went (Alt+C)")
        self._choose.setAccessibleName("Choose the file that went")
        self._choose.clicked.connect(self._ask)
        unit = spacing(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(unit * 3, unit * 2, unit * 2, unit * 2)
        layout.addWidget(self._name, 1)
        layout.addWidget(self._choose)
        self.setFocusProxy(self._choose)

    def say(self, words: str) -> None:
        """Say which file it is, or what is done with it."""
        self._name.setText(words)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _files(event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = _files(event.mimeData().urls())
        if files:
            event.acceptProposedAction()
            self.dropped.emit(files[0])

    def _ask(self) -> None:
        dialog = QFileDialog(self, "The file that went", "", FILES)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _chosen(self, file: str) -> None:
        self.dropped.emit(Path(file))


class SentDialog(QDialog):
    """Asks for the day, the means and the file; then says what would change and waits for a word."""

    recorded = Signal()

    def __init__(self, jobs: Jobs, page: LetterPage, *, by: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Record as sent")
        self._jobs, self._page, self._by = jobs, page, by
        self._name = ""
        self._data: bytes | None = None
        self._arrival: Arrival | None = None
        self._job: Job | None = None
        self._is_writing = False
        self._confirmed: date | None = None
        self._day = DateField("Sent on", today=today_here())
        self._day.set_value(today_here())
        self._means = QComboBox(self)
        self._means.setEditable(True)
        self._means.addItems(MEANS)
        self._means.setAccessibleName("Sent by")
        self._file = DropField(self)
        self._file.dropped.connect(self.take_file)
        self._bar = MessageBar(self)
        self._summary: QLabel = plain_label(wraps=True)
        self._links: QLabel = plain_label(links_before(page), role="quiet", wraps=True)
        self._record = QPushButton("Record as sent", self)
        self._lay_out()
        self._preview()

    def take_file(self, file: Path) -> None:
        """Read the file that went."""
        self._name = file.name
        self._file.say(f"Reading {file.name} …")
        self._set_waiting(True)
        self._job = self._jobs.run(self, lambda: read_whole(file), self._read, self._file_failed)

    def record(self) -> None:
        """Keep that the letter went."""
        day = self._day.day
        if self._is_writing or not self._record.isEnabled():
            return
        if day is None or self._day.problem:
            self._bar.say(self._day.problem or "Type the day on which the letter went.")
            return
        sent, page = self._sent_as(), self._page
        self._set_waiting(True)
        self._jobs.read(
            self,
            lambda session: questions_about_day(session, page.id, sent),
            lambda questions: self._ask_or_write(sent, questions),
            self._failed,
        )

    def _ask_or_write(self, sent: SentAs, questions: list[str]) -> None:
        """Ask once about a day that can hardly be; the second word keeps it."""
        if questions and self._confirmed != sent.sent_on:
            self._confirmed = sent.sent_on
            self._set_waiting(False)
            self._bar.say(f"{' '.join(questions)} If it is right, press Enter again.")
            return
        page, by = self._page, self._by

        def task(session: Session) -> SentReport:
            confirm_links(session, page.id, by=by)
            return record_as_sent(session, page.id, sent)

        self._jobs.write(
            self, f"Recorded the reply in {page.reference} as sent", task, self._kept, self._failed
        )

    def reject(self) -> None:
        if self._job:
            self._jobs.cancel(self._job)
        super().reject()

    def _read(self, data: bytes) -> None:
        self._data = data
        self._job = self._jobs.read_file(self, data, self._name, self._arrived, self._unread)

    def _arrived(self, arrival: Arrival) -> None:
        self._job, self._arrival = None, arrival
        self._file.say(self._name)
        if arrival.likeliest is None:
            self._bar.say(f"{arrival.parts[0].problem} The file is kept, and the draft's own words stand.")
        self._preview()

    def _unread(self, error: CorrespError) -> None:
        self._job = self._arrival = None
        self._file.say(self._name)
        self._bar.say(f"{error.message} The file is kept all the same, and the draft's own words stand.")
        self._preview()

    def _file_failed(self, error: CorrespError) -> None:
        self._job = self._data = None
        self._file.say("Drop the file that went here")
        self._bar.say_error(error)
        self._set_waiting(False)

    def _preview(self) -> None:
        sent, page = self._sent_as(), self._page
        self._set_waiting(True)
        self._jobs.read(self, lambda session: preview_sent(session, page.id, sent), self._show, self._failed)

    def _show(self, report: SentReport) -> None:
        self._set_waiting(False)
        if self._arrival is None or self._arrival.likeliest is None:
            self._summary.setText("The words of the draft are recorded as they stand.")
        else:
            self._summary.setText(" ".join((report_in_words(report), *report.warnings)))
        self._record.setFocus(Qt.FocusReason.OtherFocusReason)

    def _kept(self, _: SentReport) -> None:
        self._set_waiting(False)
        self.recorded.emit()
        self.accept()

    def _failed(self, error: CorrespError) -> None:
        self._set_waiting(False)
        self._bar.say_error(error)

    def _sent_as(self) -> SentAs:
        return SentAs(
            sent_on=self._day.day or today_here(),
            means=self._means.currentText().strip(),
            name=self._name,
            data=self._data,
            arrival=self._arrival,
        )

    def _set_waiting(self, waiting: bool) -> None:
        self._is_writing = waiting
        self._record.setEnabled(not waiting)

    def _lay_out(self) -> None:
        unit = spacing(self)
        form = QFormLayout()
        form.setHorizontalSpacing(unit * 4)
        form.setVerticalSpacing(unit * 3)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow("Sent &on", self._day)
        form.addRow("Sent &by", self._means)
        form.addRow("File", self._file)
        inside = QVBoxLayout()
        inside.setContentsMargins(unit * 5, unit * 4, unit * 5, unit * 4)
        inside.setSpacing(unit * 4)
        inside.addLayout(form)
        inside.addWidget(self._links)
        inside.addWidget(self._summary)
        inside.addStretch()
        foot = QHBoxLayout()
        foot.addStretch()
        leave = QPushButton("Not yet", self)
        leave.setAutoDefault(False)
        leave.setToolTip("Record nothing (Esc)")
        leave.clicked.connect(self.reject)
        self._record.setProperty("primary", True)
        self._record.setDefault(True)
        self._record.setToolTip("Record the letter as sent (Enter)")
        self._record.clicked.connect(self.record)
        foot.addWidget(leave)
        foot.addWidget(self._record)
        inside.addLayout(foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar)
        layout.addLayout(inside, 1)
        self.resize(unit * 140, unit * 90)


def links_before(page: LetterPage) -> str:
    """Say which links are confirmed with the letter, and which are not."""
    looks = [look_of(link) for link in page.links]
    stands, asks, gaps = (looks.count(look) for look in (LinkLook.STANDS, LinkLook.ASKS, LinkLook.GAP))
    parts = [f"{counted(stands, 'citation')} confirmed with it"] if stands else []
    if asks:
        parts.append(f"{asks} still to look at")
    if gaps:
        parts.append(f"{gaps} not held")
    return f"The letter goes with {', '.join(parts)}." if parts else "The letter cites nothing held here."


def report_in_words(report: SentReport) -> str:
    """Say what the words of the file that went do to the draft and its links."""
    kept, followed = len(report.kept), len(report.followed)
    parts = [f"{counted(kept, 'paragraph')} went as drafted"] if kept else []
    if followed:
        parts.append(f"{counted(followed, 'link')} found again in changed words")
    if report.new:
        parts.append(f"{counted(len(report.new), 'new paragraph')}")
    if report.lost:
        parts.append(f"{counted(len(report.lost), 'link')} lost, which will ask to be looked at")
    return (
        "; ".join(parts)[:1].upper() + "; ".join(parts)[1:] + "." if parts else "The words went as drafted."
    )


def _files(urls: list[QUrl]) -> list[Path]:
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
