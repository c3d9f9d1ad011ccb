"""A page as a window shows it: its size, and a picture of it. Nothing here opens a file."""

from dataclasses import dataclass

MOST_PIXELS = 16_000_000  # of one picture: A4 at 400 dots to the inch
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class PageSize:
    """The width and height of a page, in points of 1/72 inch."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as a PNG picture, and its size in pixels."""

    png: bytes
    width: int
    height: int
