"""What a template's file may not hold: programs, things fetched from outside, and parts that swell."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO

from corresp_tracker.errors import InvalidTemplate

_MOST_PARTS = 2_000
_LARGEST_PART = 8_000_000  # bytes of XML: the text of a template has some ten thousand
_LARGEST_FILE = 60_000_000  # bytes of all parts together: a crest as a picture has some hundred thousand
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_TIE = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")
_PROGRAMS = re.compile(r"vbaProject|vbaData|activeX|/embeddings/|oleObject", re.IGNORECASE)
_FETCHING = re.compile(
    r"\b(INCLUDETEXT|INCLUDEPICTURE|DDEAUTO|DDE|LINK|IMPORT|DATABASE|MACROBUTTON|AUTOTEXT)\b", re.IGNORECASE
)
_FIELD = re.compile(r"<w:instrText[^>]*>([^<]*)</w:instrText>|<w:fldSimple\b[^>]*w:instr=\"([^\"]*)\"")


@dataclass(frozen=True, slots=True)
class Refused:
    """Something for which a template is not filled at all: a stable code, where it is, and one sentence."""

    code: str
    where: str
    message: str


def careful_parts(template: bytes) -> dict[str, bytes]:
    """Give the parts of a template's file. Raises InvalidTemplate where it is none, or swells.

    The sizes that the archive states may be lies: no more is read than a template may have.
    """
    try:
        with zipfile.ZipFile(BytesIO(template)) as file:
            names = file.namelist()
            if len(names) > _MOST_PARTS:
                raise _too_large()
            parts: dict[str, bytes] = {}
            left = _LARGEST_FILE
            for name in names:
                most = min(left, _LARGEST_PART if name.endswith((".xml", ".rels")) else left)
                with file.open(name) as part:
                    parts[name] = part.read(most + 1)
                if len(parts[name]) > most:
                    raise _too_large()
                left -= len(parts[name])
    except InvalidTemplate:
        raise
    except Exception as error:
        raise InvalidTemplate(
            "The template is no Word document (.docx), or it is damaged: save it in Word and try again."
        ) from error
    return parts


def refused_in(parts: Mapping[str, bytes]) -> Iterator[Refused]:
    """List what a template's file holds that none may."""
    for name, content in parts.items():
        if _PROGRAMS.search(name):
            yield Refused("program", name, "It holds a program or an embedded object: take it out in Word.")
        if name.endswith((".xml", ".rels")):
            if _DOCTYPE.search(content):
                yield Refused(
                    "entities", name, "It declares entities, which no Word file does: save it in Word again."
                )
            yield from _in_xml(name, content.decode("utf-8", errors="replace"))
    if b"macroEnabled" in parts.get("[Content_Types].xml", b""):
        yield Refused(
            "program", "[Content_Types].xml", "It is a document with macros: save it as .docx without them."
        )


def refuse(parts: Mapping[str, bytes]) -> None:
    """Raise InvalidTemplate with the first thing that no template may hold."""
    found = next(refused_in(parts), None)
    if found:
        raise InvalidTemplate(
            f"The template cannot be used. {found.message}", code=found.code, where=found.where
        )


def _in_xml(name: str, xml: str) -> Iterator[Refused]:
    if name.endswith(".rels"):
        for tie in _TIE.findall(xml):
            kind = re.search(r'Type="[^"]*/(\w+)"', tie)
            if 'TargetMode="External"' in tie and (kind is None or kind[1] != "hyperlink"):
                target = re.search(r'Target="([^"]*)"', tie)
                yield Refused(
                    "fetches",
                    name,
                    f"It fetches something from outside when it is opened ({target[1] if target else '?'}): "
                    "put it into the template itself.",
                )
        return
    if "<w:altChunk" in xml:
        yield Refused("includes", name, "It takes in another document: copy its words into the template.")
    instructions = "".join(whole or simple for whole, simple in _FIELD.findall(xml))
    found = _FETCHING.search(instructions)
    if found:
        yield Refused(
            "fetches",
            name,
            f"It has a Word field {found[1].upper()}, which reaches outside the letter: take it out.",
        )


def _too_large() -> InvalidTemplate:
    return InvalidTemplate(
        "The template is far larger than any letter: save it in Word with smaller pictures."
    )
