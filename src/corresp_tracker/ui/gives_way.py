"""A neighbour that makes room: it hides while a panel is open and the window is too narrow for both."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

ENOUGH = 175
"""Average characters across, for a list, a letter that reads well, and a panel."""


class GivesWay(QObject):
    """Hides `neighbour` while `panel` is open within a `whole` that is too narrow; shows it again after."""

    def __init__(self, panel: QWidget, neighbour: QWidget, whole: QWidget) -> None:
        super().__init__(whole)
        self._panel, self._neighbour, self._whole = panel, neighbour, whole
        panel.installEventFilter(self)
        whole.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._panel and event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._make_room(panel_is_open=event.type() == QEvent.Type.Show)
        elif watched is self._whole and event.type() == QEvent.Type.Resize:
            self._make_room(panel_is_open=self._panel.isVisible())
        return super().eventFilter(watched, event)

    def _make_room(self, *, panel_is_open: bool) -> None:
        across = self._whole.width() / max(self._whole.fontMetrics().averageCharWidth(), 1)
        self._neighbour.setVisible(not (panel_is_open and across < ENOUGH))
