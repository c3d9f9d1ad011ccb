"""What files say and how they look, as JSON and back, between the process that opens them and one that trusts nothing.

Only plain values cross: text, whole numbers, lists and the frozen values of `values`, each checked as it is made.
"""

import dataclasses
import json
import math
import struct
import types
from collections.abc import Callable, Sequence
from datetime import date
from enum import Enum
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from corresp_tracker.intake.page_picture import MOST_PIXELS, PNG_SIGNATURE, PagePicture, PageSize
from corresp_tracker.values.letter_text import Arrival, LetterText, ReadPart
from corresp_tracker.values.sheets import Cell, Sheet, SheetFile, SheetRow


def arrival_as_json(arrival: Arrival) -> tuple[bytes, list[bytes]]:
    """Give an arrival as JSON, and the bytes of its parts but the first, which the other side has."""
    parts = [
        {"name": part.name, "format": part.format, "problem": part.problem, "letter": _plain(part.letter)}
        for part in arrival.parts
    ]
    told = {
        "parts": parts,
        "likeliest": arrival.likeliest,
        "sizes": [len(part.data) for part in arrival.parts[1:]],
    }
    return json.dumps(told).encode(), [part.data for part in arrival.parts[1:]]


def arrival_from_json(told: dict[str, Any], data: list[bytes]) -> Arrival:
    """Make an arrival from what the other process told; raise ValueError for anything that is not one."""
    parts: tuple[ReadPart, ...] = tuple(
        ReadPart(
            name=_value(str, item["name"]),
            format=_value(str, item["format"]),
            data=content,
            letter=_value(LetterText | None, item["letter"]),
            problem=_value(str, item["problem"]),
        )
        for item, content in zip(_list(told["parts"]), data, strict=True)
    )
    likeliest: int | None = _value(int | None, told["likeliest"])
    if likeliest is not None and not (0 <= likeliest < len(parts) and parts[likeliest].letter is not None):
        raise ValueError("the likeliest part is none of those that were read")
    return Arrival(parts=parts, likeliest=likeliest)


def page_sizes_as_json(sizes: Sequence[PageSize]) -> bytes:
    """Give the sizes of pages as JSON."""
    return json.dumps({"pages": [[size.width, size.height] for size in sizes]}).encode()


def page_sizes_from_json(told: dict[str, Any]) -> tuple[PageSize, ...]:
    """Make sizes of pages from what the other process told; raise ValueError for anything that is none."""
    sizes = [PageSize(*(_value(float, side) for side in _list(pair))) for pair in _list(told["pages"])]
    if not sizes or any(not 0 < side < math.inf for size in sizes for side in (size.width, size.height)):
        raise ValueError("a page has no such size")
    return tuple(sizes)


def picture_as_json(picture: PagePicture) -> tuple[bytes, list[bytes]]:
    """Give the size of a picture as JSON, and its bytes."""
    told = {"width": picture.width, "height": picture.height, "sizes": [len(picture.png)]}
    return json.dumps(told).encode(), [picture.png]


def picture_from_json(told: dict[str, Any], data: list[bytes]) -> PagePicture:
    """Make a picture from what the other process told; raise ValueError where it is none, or too large."""
    width: int = _value(int, told["width"])
    height: int = _value(int, told["height"])
    (png,) = data
    if width <= 0 or height <= 0 or width * height > MOST_PIXELS * 1.01 or not png.startswith(PNG_SIGNATURE):
        raise ValueError("this is no picture of a page")
    if struct.unpack(">II", png[16:24]) != (width, height):
        raise ValueError("the picture is of another size")
    return PagePicture(png, width, height)


def sheets_as_json(file: SheetFile) -> bytes:
    """Give a spreadsheet as JSON: a day in a list of its own, to be told from words."""
    sheets = [
        {
            "name": sheet.name,
            "hidden": sheet.is_hidden,
            "rows": [[row.line, [_plain_cell(cell) for cell in row.cells]] for row in sheet.rows],
        }
        for sheet in file.sheets
    ]
    told = {"sheets": sheets, "from_1904": file.from_1904, "notices": list(file.notices)}
    return json.dumps(told, ensure_ascii=False).encode()


def sheets_from_json(told: dict[str, Any]) -> SheetFile:
    """Make a spreadsheet from what the other process told; raise ValueError for anything that is none."""
    sheets = tuple(
        Sheet(
            _value(str, sheet["name"]),
            tuple(
                SheetRow(_value(int, line), tuple(_cell(cell) for cell in _list(cells)))
                for line, cells in (_list(row) for row in _list(sheet["rows"]))
            ),
            is_hidden=_value(bool, sheet["hidden"]),
        )
        for sheet in _list(told["sheets"])
    )
    notices = tuple(_value(str, each) for each in _list(told["notices"]))
    return SheetFile(sheets, from_1904=_value(bool, told["from_1904"]), notices=notices)


def _plain_cell(cell: Cell) -> str | float | list[str]:
    return [cell.isoformat()] if isinstance(cell, date) else cell


def _cell(told: Any) -> Cell:
    if isinstance(told, list):
        (day,) = _list(told)
        return date.fromisoformat(_value(str, day))
    return _value(str if isinstance(told, str) else float, told)


def sizes_told(told: dict[str, Any]) -> list[int]:
    """Give the sizes of the parts that follow; raise ValueError where they are no sizes."""
    sizes = [_value(int, size) for size in _list(told["sizes"])]
    if any(size < 0 for size in sizes):
        raise ValueError("a part cannot have less than no bytes")
    return sizes


def _plain(value: object) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {item.name: _plain(getattr(value, item.name)) for item in dataclasses.fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (tuple, frozenset)):
        items: list[object] = list(value)  # pyright: ignore[reportUnknownArgumentType]  the items' kinds do not matter
        return [_plain(item) for item in items]
    return value


def _value(kind: Any, told: Any) -> Any:
    """Make a value of a kind from plain JSON, or raise ValueError."""
    origin = get_origin(kind)
    if origin in {types.UnionType, Union}:
        return None if told is None else _value(get_args(kind)[0], told)
    if origin in {tuple, frozenset}:
        return _sequence(kind, told)
    if dataclasses.is_dataclass(kind):
        return _record(kind, told)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(told)
    if type(told) is not kind:
        raise ValueError(f"{told!r:.80} is not of the kind expected")
    return told


def _sequence(kind: Any, told: Any) -> Any:
    items = _list(told)
    inner = get_args(kind)
    make = cast(Callable[[Any], Any], get_origin(kind))
    if len(inner) == 2 and inner[1] is not Ellipsis:
        return make(_value(one, item) for one, item in zip(inner, items, strict=True))
    return make(_value(inner[0], item) for item in items)


def _record(kind: Any, told: Any) -> Any:
    if type(told) is not dict:
        raise ValueError(f"{told!r:.80} is no record")
    fields, hints = cast(dict[str, Any], told), get_type_hints(kind)
    if fields.keys() != hints.keys():
        raise ValueError("a record has other fields than it should")
    return kind(**{name: _value(hint, fields[name]) for name, hint in hints.items()})


def _list(told: Any) -> list[Any]:
    if type(told) is not list:
        raise ValueError(f"{told!r:.80} is no list")
    return cast(list[Any], told)
