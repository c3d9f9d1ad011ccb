"""A question before something is given up: staying is the usual answer, and what Esc means."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget


def ask_first(
    parent: QWidget, title: str, words: str, more: str, *, stay: str, go: str, then: Callable[[bool], None]
) -> QMessageBox:
    """Ask, without holding up the program; `then` gets whether the person goes on."""
    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(title)
    box.setText(words)
    box.setInformativeText(more)
    stays = box.addButton(stay, QMessageBox.ButtonRole.RejectRole)
    goes = box.addButton(go, QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(stays)
    box.setEscapeButton(stays)

    def finished(_: int) -> None:
        box.deleteLater()
        then(box.clickedButton() is goes)

    box.finished.connect(finished)
    box.open()
    return box
