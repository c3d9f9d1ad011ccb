"""Templates: the fields that they have, what a letter lacks for them, and the filling of them."""

import re
import zipfile
from collections.abc import Collection, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

from docxtpl import DocxTemplate
from jinja2.exceptions import SecurityError, TemplateSyntaxError, UndefinedError

from corresp_tracker.drafting.package import without_illegal_characters
from corresp_tracker.drafting.sandbox import NotForTemplates, TemplateSandbox
from corresp_tracker.errors import InvalidTemplate
from corresp_tracker.values.draft import DraftLetter

# Every field of a letter in reading order: its name in templates, what people call it, whether it must be
# there before a letter is written. The date need not: it is often left for the day of signing.
_FIELDS: tuple[tuple[str, str, bool], ...] = (
    ("letterhead", "the office's name and address", True),
    ("marking", "marking", False),
    ("handling", "handling instructions", False),
    ("addressee", "addressee", True),
    ("date", "date", False),
    ("our_reference", "our reference", True),
    ("their_reference", "their reference", False),
    ("salutation", "salutation", True),
    ("subject", "subject", True),
    ("paragraphs", "paragraphs", True),
    ("sign_off", "sign-off", True),
    ("signature", "signatory", True),
    ("copy_to", "copy list", False),
    ("enclosures", "enclosures", False),
)
LETTER_FIELDS = tuple(name for name, _, _ in _FIELDS)
NEEDED_FIELDS = tuple((name, label) for name, label, is_needed in _FIELDS if is_needed)
BY_HAND = ("salutation", "sign_off")
"""What a letter may leave for the signatory to write with a pen."""
_ROOM = "\N{NO-BREAK SPACE}"  # prints a line with nothing on it, in the style of what else would stand there
STARTING_FIELDS = ("answered", "received", "due")

# Words in square brackets that ask the writer for something, and not "[sic]", "[2016]" or "[the police]".
PROMPT = re.compile(
    r"\[(?:[^\[\]]*(?:\.\.\.|…|_{2,})[^\[\]]*"
    r"|(?i:\s*(?:set out|insert|add|enter|say|explain|delete|choose|complete|include|confirm|tbc|tba"
    r"|xx+|to be \w+)\b[^\[\]]*)"
    r"|(?i:\s*(?:the )?(?:name|date|number|reference|title|address)(?: of [^\[\]]*)?)"
    r"|[A-Z][A-Z /-]{2,})\]"
    r"|\{\{.*?\}\}|\{%.*?%\}"
)


@dataclass(frozen=True, slots=True)
class MissingField:
    """A field that a template prints and a letter lacks: its name in templates, and what people call it."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class OpenPrompt:
    """Words in a paragraph that still ask its writer for something; `start` and `end` are code points."""

    uid: str
    start: int
    end: int
    words: str


def template_fields(template: bytes) -> tuple[str, ...]:
    """Name the fields that a template uses, a letter's in reading order, then any that letters do not have.

    Raises InvalidTemplate where it cannot be read.
    """
    with as_invalid_template():
        used = DocxTemplate(BytesIO(template)).get_undeclared_template_variables(
            TemplateSandbox(autoescape=True)
        )
    return *(name for name in LETTER_FIELDS if name in used), *sorted(used - set(LETTER_FIELDS))


def missing_fields(letter: DraftLetter, *, template: bytes) -> tuple[MissingField, ...]:
    """Name what a template needs and the letter lacks, in reading order. Raises InvalidTemplate."""
    return missing_in(letter, fields=template_fields(template))


def missing_in(letter: DraftLetter, *, fields: Collection[str]) -> tuple[MissingField, ...]:
    """Name what a letter lacks of these fields of a template, in reading order."""
    values = letter_values(letter)
    values["paragraphs"] = tuple(
        paragraph.text.strip() for paragraph in letter.paragraphs if paragraph.text.strip()
    )
    return tuple(
        MissingField(name, label)
        for name, label, is_needed in _FIELDS
        if is_needed and name in fields and not values[name]
    )


def open_prompts(letter: DraftLetter) -> tuple[OpenPrompt, ...]:
    """List the prompts and leftover braces in a letter's paragraphs; a letter with any cannot go."""
    return tuple(
        OpenPrompt(paragraph.uid, match.start(), match.end(), match.group())
        for paragraph in letter.paragraphs
        for match in PROMPT.finditer(paragraph.text)
    )


def letter_values(letter: DraftLetter) -> dict[str, str | tuple[str, ...]]:
    """Give a letter's fields as templates see them: plain words and lists of words, paragraphs left out."""
    by_hand = dict.fromkeys(BY_HAND, _ROOM) if letter.by_hand else {}
    return {
        "letterhead": _lines(letter.letterhead),
        "marking": _words(letter.marking),
        "handling": _words(letter.handling),
        "addressee": _blocks(letter.addressee),
        "date": letter.dated.in_words() if letter.dated else "",
        "our_reference": _words(letter.our_reference),
        "their_reference": _words(letter.their_reference),
        "salutation": _words(letter.salutation),
        "subject": _words(letter.subject),
        "sign_off": _words(letter.sign_off),
        "signature": _lines(letter.signature),
        "copy_to": _lines(letter.copy_to),
        "enclosures": _lines(letter.enclosures),
        **by_hand,
    }


def fill(template: bytes, values: Mapping[str, object]) -> bytes:
    """Fill a template's fields and give the Word file. Raises InvalidTemplate."""
    with as_invalid_template():
        document = DocxTemplate(BytesIO(template))
        document.render(dict(values), TemplateSandbox(autoescape=True))
        buffer = BytesIO()
        document.save(buffer)  # pyright: ignore[reportUnknownMemberType]  for want of stubs
        return buffer.getvalue()


def fill_words(source: str, values: Mapping[str, object]) -> str:
    """Fill fields in plain words, as a template's starting paragraphs are. Raises InvalidTemplate."""
    with as_invalid_template():
        return TemplateSandbox(autoescape=False).from_string(source).render(dict(values))


def _words(text: str) -> str:
    return " ".join(without_illegal_characters(text).split())


def _lines(lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(words for line in lines for part in line.splitlines() if (words := _words(part)))


def _blocks(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Give lines as they are printed, one blank line kept between the blocks of two addressees."""
    kept: list[str] = []
    for line in lines:
        if words := _lines((line,)):
            kept += words
        elif kept and kept[-1]:
            kept.append("")
    return tuple(kept if kept and kept[-1] else kept[:-1])


def not_a_letter() -> InvalidTemplate:
    """Give the error for a template that prints the paragraphs nowhere, or more than once."""
    return InvalidTemplate(
        "The template must print the letter's paragraphs once: give them three lines of their own, "
        "{%p for paragraph in paragraphs %}, {{p paragraph }} and {%p endfor %}."
    )


@contextmanager
def as_invalid_template() -> Generator[None]:
    """Turn whatever a template raises into one sentence: it is a program, and may fail in any way."""
    try:
        yield
    except InvalidTemplate:
        raise
    except UndefinedError as error:
        raise InvalidTemplate(_sentence(_unknown_field(error))) from error
    except TemplateSyntaxError as error:
        raise InvalidTemplate(
            _sentence(f"one of its fields or conditions is not complete ({error.message})")
        ) from error
    except NotForTemplates as error:
        raise InvalidTemplate(_sentence(f"“{error.said}” is not for templates")) from error
    except SecurityError as error:
        raise InvalidTemplate(_sentence("it asks for more than the letter's own fields")) from error
    except (zipfile.BadZipFile, KeyError, SyntaxError) as error:
        raise InvalidTemplate(
            "The template is no Word document (.docx), or it is damaged: save it in Word and try again."
        ) from error
    except Exception as error:
        raise InvalidTemplate(_sentence(f"one of its fields cannot be filled ({error})")) from error


def _unknown_field(error: UndefinedError) -> str:
    name = re.match(r"'([^']*)' is undefined", error.message or "")
    if not name:
        return "it asks for more than the letter's own fields"
    return f"it asks for “{name[1]}”, which letters do not have (they have {', '.join(LETTER_FIELDS)})"


def _sentence(reason: str) -> str:
    return f"The template cannot be filled because {reason}: correct it in Word and try again."
