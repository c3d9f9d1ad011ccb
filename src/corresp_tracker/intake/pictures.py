"""Pages of a PDF as pictures, drawn one at a time, for windows that never open a PDF themselves."""

import math
import struct
import zlib
from types import TracebackType
from typing import Any, cast

import pypdfium2
from pypdfium2 import raw

from corresp_tracker.errors import UnreadableFile
from corresp_tracker.intake.page_picture import MOST_PIXELS, PNG_SIGNATURE, PagePicture, PageSize

MOST_PAGES = 300
_SMALLEST, _LARGEST = 16.0, 14_400.0  # points: the sides that a page may have (ISO 32000-1, annex C.2)
_A4 = (595.0, 842.0)  # points
_RGB = 2  # the colour type of PNG (ISO/IEC 15948, 11.2.2) for eight bits each of red, green and blue


class OpenPdf:
    """A PDF whose pages are drawn as they are asked for. Raises UnreadableFile where there is nothing to draw."""

    def __init__(self, data: bytes, *, name: str) -> None:
        self._name = name
        self._document: Any = _open(data, name)  # pypdfium2 says little of its types

    def __enter__(self) -> "OpenPdf":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._document.close()

    def sizes(self) -> tuple[PageSize, ...]:
        """Give the sizes of its pages, of a long one the first 300."""
        return tuple(self._size(number) for number in range(min(len(self._document), MOST_PAGES)))

    def draw(self, number: int, *, width: int) -> PagePicture:
        """Draw a page (the first is 0) about so many pixels wide; one that would be too large is drawn smaller."""
        if not 0 <= number < len(self._document):
            raise UnreadableFile(f"‘{self._name}’ has no page {number + 1}.", name=self._name)
        size = self._size(number)
        scale = min(width / size.width, math.sqrt(MOST_PIXELS / (size.width * size.height)))
        try:
            page = self._document[number]
            try:
                bitmap = page.render(scale=scale, rev_byteorder=True, force_bitmap_format=raw.FPDFBitmap_BGR)
            finally:
                page.close()
        except (pypdfium2.PdfiumError, ValueError) as error:
            raise UnreadableFile(_cannot_be_drawn(self._name, number), name=self._name) from error
        try:
            pixels = memoryview(bitmap.buffer).cast("B")
            png = _png(pixels, width=bitmap.width, height=bitmap.height, stride=bitmap.stride)
            return PagePicture(png, bitmap.width, bitmap.height)
        finally:
            bitmap.close()

    def _size(self, number: int) -> PageSize:
        try:
            width, height = self._document.get_page_size(number)
        except pypdfium2.PdfiumError:
            width, height = _A4  # the place of a page that cannot be loaded
        return PageSize(_as_a_side(width), _as_a_side(height))


def _open(data: bytes, name: str) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = cast(int | None, error.err_code) == raw.FPDF_ERR_PASSWORD
        reason = "is locked with a password" if locked else "is damaged or not complete"
        raise UnreadableFile(
            f"‘{name}’ {reason}, so its pages cannot be shown; try to open it in its own program.", name=name
        ) from error
    if not len(document):
        document.close()
        raise UnreadableFile(f"‘{name}’ has no pages to show.", name=name)
    return document


def _as_a_side(points: float) -> float:
    return min(max(points, _SMALLEST), _LARGEST)


def _cannot_be_drawn(name: str, number: int) -> str:
    return f"Page {number + 1} of ‘{name}’ cannot be shown; open the file in its own program."


def _png(pixels: memoryview, *, width: int, height: int, stride: int) -> bytes:
    """Write red, green and blue rows as a PNG, lightly packed: it only crosses from one process to another."""
    rows = bytearray()
    for top in range(height):
        rows.append(0)  # each row begins with its filter: none
        rows += pixels[top * stride : top * stride + width * 3]
    head = struct.pack(">IIBBBBB", width, height, 8, _RGB, 0, 0, 0)
    return (
        PNG_SIGNATURE + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(rows, 1)) + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
