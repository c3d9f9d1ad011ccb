"""The pages of a PDF, one below the other, drawn by another process as they come into view."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from corresp_tracker.intake.worker import ReadingWorker
from corresp_tracker.ui.theme import colours_of, spacing

if TYPE_CHECKING:
    from corresp_tracker.errors import CorrespError
    from corresp_tracker.intake.page_picture import PagePicture, PageSize
    from corresp_tracker.ui.jobs import Job, Jobs

PICTURES_KEPT = 12
SETTLE_MS = 150
IDLE_MS = 30_000
"""How long the process that draws waits for the next page before it is ended."""
MOST_CHARACTERS = 110
"""How wide a page grows with its window, in characters of the window's text."""
_ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)


@dataclass(frozen=True, slots=True)
class _Drawn:
    image: QImage
    width: int


class PdfPages(QAbstractScrollArea):
    """Shows a PDF. + and − make it larger and smaller; `failed` says why a page or all of it cannot be shown."""

    failed = Signal(object)
    page_changed = Signal(int, int)
    """The page at the top, from 1, and how many there are."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._worker = ReadingWorker()
        self._data, self._name = b"", ""
        self._sizes: tuple[PageSize, ...] = ()
        self._drawn: dict[int, _Drawn] = {}
        self._given_up: set[int] = set()
        self._job: Job | None = None
        self._is_opening = False
        self._zoom = 1.0
        self._generation = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("Pages of the original")
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._draw_next)
        self._idle = QTimer(self, singleShot=True, interval=IDLE_MS)
        self._idle.timeout.connect(lambda: jobs.run(self, self._worker.close))
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.destroyed.connect(partial(_end, self._worker))

    @property
    def pages(self) -> int:
        """How many pages are shown."""
        return len(self._sizes)

    @property
    def drawn(self) -> frozenset[int]:
        """The pages of which there is a picture, from 0."""
        return frozenset(self._drawn)

    def show_pdf(self, data: bytes, name: str) -> None:
        """Show a PDF from its first page, once this is seen; what is on show already stays, and no bytes clear it."""
        if data is self._data:
            return
        self.clear()
        self._data, self._name = data, name
        self.setAccessibleName(f"Pages of {name}" if data else "Pages")
        if self.isVisible():
            self._open()

    def _open(self) -> None:
        data, name, worker = self._data, self._name, self._worker
        if not data or self._is_opening or self._sizes:
            return
        self._is_opening = True
        generation = self._generation

        def then(sizes: tuple[PageSize, ...]) -> None:
            if generation == self._generation:
                self._is_opening, self._sizes = False, sizes
                self._measure()
                self.verticalScrollBar().setValue(0)
                self._scrolled()

        def failed(error: CorrespError) -> None:
            if generation == self._generation:
                self.failed.emit(error)

        self._idle.start()
        self._jobs.run(self, lambda: worker.page_sizes(data, name=name), then, failed)

    def clear(self) -> None:
        """Show nothing."""
        self._generation += 1
        if self._job:
            self._jobs.cancel(self._job)
        self._job, self._is_opening = None, False
        self._data, self._sizes = b"", ()
        self._drawn.clear()
        self._given_up.clear()
        self._measure()

    def zoom(self, steps: int) -> None:
        """Make the pages larger, or smaller for steps below zero."""
        place = _ZOOMS.index(self._zoom) + steps
        before = self.verticalScrollBar().value() / max(self.verticalScrollBar().maximum(), 1)
        self._zoom = _ZOOMS[min(max(place, 0), len(_ZOOMS) - 1)]
        self._measure()
        self.verticalScrollBar().setValue(round(before * self.verticalScrollBar().maximum()))
        self._settle.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            bar.setValue(bar.minimum() if event.key() == Qt.Key.Key_Home else bar.maximum())
        elif event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(1)
        elif event.key() == Qt.Key.Key_Minus:
            self.zoom(-1)
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._open()
        self._settle.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()
        self._settle.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = colours_of(self)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.viewport().rect(), colours.window)
        for page in self._in_view():
            rect = self._rect(page)
            drawn = self._drawn.get(page)
            painter.fillRect(rect, Qt.GlobalColor.white)
            if drawn:
                painter.drawImage(rect, drawn.image)
            painter.setPen(colours.hairline)
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.end()

    def _scrolled(self) -> None:
        view = self._in_view()
        if view:
            self.page_changed.emit(view[0] + 1, self.pages)
            self.setAccessibleDescription(f"Page {view[0] + 1} of {self.pages}")
        if self._job is None:
            self._draw_next()
        self.viewport().update()

    def _draw_next(self) -> None:
        """Draw the first page in view that has no picture of its size; one at a time, so that scrolling goes on."""
        page = next((page for page in self._in_view() if self._wants(page)), None)
        if page is None or self._job is not None or not self.isVisible():
            return
        data, name, width, worker = self._data, self._name, self._pixels(), self._worker
        generation = self._generation

        def then(picture: PagePicture) -> None:
            if generation == self._generation:
                self._keep(page, picture, width)

        def failed(error: CorrespError) -> None:
            if generation == self._generation:
                self._job = None
                self._given_up.add(page)
                self.failed.emit(error)
                self._draw_next()

        self._idle.start()
        self._job = self._jobs.run(
            self, lambda: worker.draw(data, name=name, page=page, width=width), then, failed
        )

    def _keep(self, page: int, picture: PagePicture, width: int) -> None:
        self._job = None
        view = self._in_view()
        while len(self._drawn) >= PICTURES_KEPT:
            farthest = max(self._drawn, key=lambda kept: abs(kept - (view[0] if view else page)))
            del self._drawn[farthest]
        self._drawn[page] = _Drawn(QImage.fromData(picture.png), width)
        self.viewport().update()
        self._draw_next()

    def _wants(self, page: int) -> bool:
        drawn = self._drawn.get(page)
        return page not in self._given_up and (drawn is None or drawn.width != self._pixels())

    def _pixels(self) -> int:
        return max(round(self._page_width() * self.devicePixelRatioF()), 1)

    def _page_width(self) -> int:
        room = self.viewport().width() - self._gap() * 2
        fitting = min(room, self.fontMetrics().averageCharWidth() * MOST_CHARACTERS)
        return max(round(fitting * self._zoom), 1)

    def _gap(self) -> int:
        return spacing(self) * 3

    def _height(self, size: PageSize) -> int:
        return max(round(self._page_width() * size.height / size.width), 1)

    def _rect(self, page: int) -> QRect:
        gap = self._gap()
        top = gap + sum(self._height(size) + gap for size in self._sizes[:page])
        width = self._page_width()
        left = max((self.viewport().width() - width) // 2, gap) - self.horizontalScrollBar().value()
        return QRect(left, top - self.verticalScrollBar().value(), width, self._height(self._sizes[page]))

    def _in_view(self) -> list[int]:
        room = self.viewport().rect()
        return [page for page in range(self.pages) if self._rect(page).intersects(room)]

    def _measure(self) -> None:
        gap, room = self._gap(), self.viewport().size()
        height = gap + sum(self._height(size) + gap for size in self._sizes)
        for bar, need, have in (
            (self.verticalScrollBar(), height, room.height()),
            (self.horizontalScrollBar(), self._page_width() + gap * 2, room.width()),
        ):
            bar.setRange(0, max(need - have, 0) if self._sizes else 0)
            bar.setPageStep(have)
            bar.setSingleStep(self.fontMetrics().height() * 2)
        self.viewport().update()


def _end(worker: ReadingWorker) -> None:
    worker.close()
