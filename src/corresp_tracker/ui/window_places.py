"""Where windows stand, as text for the person's settings: they open again where they were."""

from __future__ import annotations

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QSplitter, QWidget

from corresp_tracker.ui.theme import spacing


def place_of(window: QWidget) -> str:
    """Give the place and size of a window."""
    return _text(window.saveGeometry())


def put_back(window: QWidget, place: str) -> None:
    """Put a window where it was; a new one gets a size that shows list and letter side by side."""
    if not (place and window.restoreGeometry(_bytes(place))):
        unit = spacing(window)
        room = window.screen().availableGeometry()
        window.resize(min(unit * 330, room.width()), min(unit * 210, room.height()))


def sides_of(splitter: QSplitter) -> str:
    """Give how a splitter is divided."""
    return _text(splitter.saveState())


def divide_again(splitter: QSplitter, sides: str) -> bool:
    """Divide a splitter as it was; False where nothing is known of it."""
    return bool(sides) and splitter.restoreState(_bytes(sides))


def _text(value: QByteArray) -> str:
    return bytes(value.toBase64().data()).decode("ascii")


def _bytes(text: str) -> QByteArray:
    return QByteArray.fromBase64(text.encode("ascii", errors="ignore"))
