"""The strip at the foot of the window: what is under way, how far it is, and the way to call it off."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QWidget

from corresp_tracker.ui.jobs import Job, Jobs
from corresp_tracker.ui.labels import ElidedLabel, drawn_by_style
from corresp_tracker.ui.theme import spacing


class ProgressStrip(QFrame):
    """Shows the oldest job that has words; it is hidden while there is none."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "top")
        drawn_by_style(self)
        self._jobs = jobs
        self._job: Job | None = None
        self._words = ElidedLabel(role="quiet", parent=self)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._cancel = QPushButton("Cancel", self)
        self._cancel.setProperty("flat", True)
        self._cancel.setAutoDefault(False)
        self._cancel.clicked.connect(self._call_off)
        self._lay_out()
        jobs.under_way.connect(self._show)
        self.hide()

    def _show(self, jobs: tuple[Job, ...]) -> None:
        self._job = jobs[0] if jobs else None
        if self._job is None:
            self.hide()
            return
        others = f" (and {len(jobs) - 1} more)" if len(jobs) > 1 else ""
        counted = f": {self._job.done:,} of {self._job.total:,}" if self._job.total else " …"
        self._words.setText(f"{self._job.words}{counted}{others}")
        self._bar.setRange(0, self._job.total)
        self._bar.setValue(self._job.done)
        self._bar.setAccessibleName(self._job.words)
        self.show()

    def _call_off(self) -> None:
        if self._job:
            self._jobs.cancel(self._job)
            self._show(self._jobs.shown())

    def _lay_out(self) -> None:
        unit = spacing(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(unit * 4, unit, unit * 2, unit)
        layout.setSpacing(unit * 3)
        layout.addWidget(self._words, 1)
        self._bar.setFixedSize(unit * 40, unit * 2)
        layout.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self._cancel)
