"""The one place where a bug ends up: written to the log file, and shown once with what to do."""

from __future__ import annotations

import logging
import sys
import traceback
from logging.handlers import QueueHandler, QueueListener, RotatingFileHandler
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.theme import spacing

LOG_NAME = "corresp_tracker"
_WORDS = (
    "Something went wrong that the program did not expect. What you logged is safe, and what you typed is "
    "still in the window. Please copy the details below to whoever looks after this program."
)


def start_log_file(file: Path) -> QueueListener:
    """Write what goes wrong to a file of at most 1 MB and one before it, from a thread of its own.

    Stop the listener when the program ends.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(file, maxBytes=1_000_000, backupCount=1, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    lines: SimpleQueue[Any] = SimpleQueue()
    logging.getLogger(LOG_NAME).addHandler(QueueHandler(lines))
    listener = QueueListener(lines, handler)
    listener.start()
    return listener


class CrashDialog(QDialog):
    """Says that there is a bug, with its details to copy."""

    def __init__(self, details: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Something went wrong")
        self._details = QPlainTextEdit(details)
        self._details.setReadOnly(True)
        self._details.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._details.setAccessibleName("Details of what went wrong")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton("Copy details", QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(self._copy)
        buttons.rejected.connect(self.reject)
        unit = spacing(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit * 5, unit * 5, unit * 5, unit * 4)
        layout.setSpacing(unit * 3)
        layout.addWidget(plain_label(_WORDS, wraps=True))
        layout.addWidget(self._details)
        layout.addWidget(buttons)
        self.resize(unit * 150, unit * 90)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._details.toPlainText())


class CrashNet(QObject):
    """Catches every bug, on any thread, and shows the first until its dialog is closed."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._dialog: CrashDialog | None = None

    def install(self) -> None:
        """Catch what nothing else catches in the window's thread."""
        sys.excepthook = self._hook

    def caught(self, error: BaseException) -> None:
        """Write a bug down and show it."""
        details = "".join(traceback.format_exception(error))
        logging.getLogger(LOG_NAME).error("%s", details)
        if self._dialog is None:
            self._dialog = CrashDialog(details, self._window)
            self._dialog.finished.connect(self._closed)
            self._dialog.open()

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
        else:
            self.caught(error)

    def _closed(self) -> None:
        if self._dialog:
            self._dialog.deleteLater()
        self._dialog = None
