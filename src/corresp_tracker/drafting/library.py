"""The templates that ship, and the paragraphs that a new letter starts with."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from io import BytesIO

from docx import Document

from corresp_tracker.drafting.paragraphs import NUMBER_STYLES
from corresp_tracker.drafting.template import LETTER_FIELDS, as_invalid_template, fill_words, template_fields
from corresp_tracker.errors import NotFound
from corresp_tracker.paths import resource
from corresp_tracker.values.partial_date import PartialDate

_PARAGRAPHS_LOOP = re.compile(r"\{%p\s+for\s+\w+\s+in\s+paragraphs\s*%\}")
_CONTROL = re.compile(r"\{%p?\s*(\w+)(.*?)%\}")
_BREAK = "\x1e"  # stands between paragraphs while their fields are filled


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A Word template: `name` is its file's, `title` what people call it, `kind` what letters it is for."""

    name: str
    title: str
    kind: str
    fields: tuple[str, ...]
    data: bytes


@dataclass(frozen=True, slots=True)
class StartingParagraph:
    """A paragraph that a new letter starts with: `level` is 0, 1 or 2."""

    level: int
    text: str
    numbered: bool


def shipped_templates() -> tuple[Template, ...]:
    """Give the templates that come with the program, in order of title."""
    files = sorted(resource("templates").glob("*.docx"))
    return tuple(sorted((read_template(file.stem, file.read_bytes()) for file in files), key=_title))


def shipped_template(name: str) -> Template:
    """Give the template of this name ("acknowledgement"). Raises NotFound, naming those there are."""
    files = {file.stem: file for file in resource("templates").glob("*.docx")}
    if name not in files:
        known = ", ".join(sorted(files))
        raise NotFound(f"There is no template called “{name}”: choose one of {known}.", name=name)
    return read_template(name, files[name].read_bytes())


def read_template(name: str, data: bytes) -> Template:
    """Read a template's own title and kind of letter from its file. Raises InvalidTemplate."""
    fields = template_fields(data)
    properties = Document(BytesIO(data)).core_properties
    return Template(
        name=name, title=properties.title or name, kind=properties.category, fields=fields, data=data
    )


def starting_paragraphs(
    template: bytes,
    *,
    answered: PartialDate | date | None = None,
    received: date | None = None,
    due: date | None = None,
    our_reference: str = "",
    their_reference: str = "",
    subject: str = "",
) -> tuple[StartingParagraph, ...]:
    """Give the paragraphs that a letter from this template starts with, their fields filled.

    `answered` is the date of the letter that is answered. Raises InvalidTemplate where a field is unknown.
    """
    values = starting_values(
        answered=answered,
        received=received,
        due=due,
        our_reference=our_reference,
        their_reference=their_reference,
        subject=subject,
    )
    return starting_from(template, values)


def starting_values(
    *,
    answered: PartialDate | date | None = None,
    received: date | None = None,
    due: date | None = None,
    our_reference: str = "",
    their_reference: str = "",
    subject: str = "",
) -> dict[str, str]:
    """Give the values that a template's starting paragraphs are filled with."""
    return {
        **dict.fromkeys(LETTER_FIELDS, ""),
        "answered": _in_words(answered),
        "received": _in_words(received),
        "due": _in_words(due),
        "our_reference": our_reference,
        "their_reference": their_reference,
        "subject": subject,
    }


def starting_from(template: bytes, values: Mapping[str, str]) -> tuple[StartingParagraph, ...]:
    """Give the paragraphs that a letter from this template starts with, filled with values. Raises InvalidTemplate."""
    filled = fill_words(_BREAK.join(_starting_lines(template)), values)
    return tuple(
        paragraph for piece in filled.split(_BREAK) if (paragraph := _starting_paragraph(piece)) is not None
    )


@lru_cache(maxsize=8)
def _starting_lines(template: bytes) -> tuple[str, ...]:
    """Give what stands after the "else" of the paragraphs' loop, each line headed by its level or "-"."""
    with as_invalid_template():
        lines = [
            (line.text, _level(line.style.name if line.style else None))
            for line in Document(BytesIO(template)).paragraphs
        ]
    first = next((at for at, (words, _) in enumerate(lines) if _PARAGRAPHS_LOOP.search(words)), len(lines))
    found: list[str] = []
    depth, is_starting = 1, False
    for words, level in lines[first + 1 :]:
        control = _CONTROL.fullmatch(words.strip())
        depth += _step(control[1] if control else "")
        if depth == 0:
            break
        if is_starting:
            found.append(f"{{% {control[1]}{control[2]}%}}" if control else f"{level}|{words}")
        is_starting = is_starting or (depth == 1 and control is not None and control[1] == "else")
    return tuple(found)


def _step(control: str) -> int:
    """Say how a line changes the depth of loops and conditions."""
    return {"for": 1, "if": 1, "endfor": -1, "endif": -1}.get(control, 0)


def _level(style: str | None) -> str:
    return str(NUMBER_STYLES.index(style)) if style in NUMBER_STYLES else "-"


def _starting_paragraph(piece: str) -> StartingParagraph | None:
    level, _, text = piece.partition("|")
    text = " ".join(text.split())
    if not text:
        return None
    numbered = level != "-"
    return StartingParagraph(int(level) if numbered else 0, text, numbered)


def _in_words(day: PartialDate | date | None) -> str:
    if day is None:
        return ""
    return (PartialDate.of_day(day) if isinstance(day, date) else day).in_words()


def _title(template: Template) -> str:
    return template.title
