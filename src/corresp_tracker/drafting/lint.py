"""What is wrong with a template, in plain words, with where: so that an office can put it right in Word itself."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from jinja2.exceptions import TemplateSyntaxError
from rapidfuzz import fuzz, process

from corresp_tracker.drafting.guard import careful_parts, refused_in
from corresp_tracker.drafting.package import main_part
from corresp_tracker.drafting.paragraphs import BODY_STYLE, NUMBER_STYLES
from corresp_tracker.drafting.sandbox import NotForTemplates, TemplateSandbox
from corresp_tracker.drafting.template import LETTER_FIELDS, NEEDED_FIELDS, STARTING_FIELDS
from corresp_tracker.drafting.word import write_letter
from corresp_tracker.errors import InvalidTemplate
from corresp_tracker.values.draft import DraftLetter

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
_CONTROL = re.compile(r"\{%-?\s*(p|tr|tc|r)?\s*(?:([a-z]+)\b)(.*?)-?%\}")
_LONE = re.compile(r"\{\{|\}\}|\{%|%\}")
_OPENS, _CLOSES = {"for": "endfor", "if": "endif"}, {"endfor": "for", "endif": "if"}
_MIDDLE = {"else": ("if", "for"), "elif": ("if",)}
_ALIKE = 70
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class TemplateFault:
    """Something about a template: a stable code, where it is, and one sentence that says what to do.

    `is_wrong` says that letters cannot be written from it until that is put right; else it is advice.
    """

    code: str
    where: str
    message: str
    is_wrong: bool = True


def lint(template: bytes, *, sample: DraftLetter | None = None) -> tuple[TemplateFault, ...]:
    """Say all that is wrong with a template, worst first; with a sample letter it is filled as well.

    Never raises for what a template holds. One from outside is to be looked at in a process of its own.
    """
    try:
        parts = careful_parts(template)
        refused = [TemplateFault(each.code, each.where, each.message) for each in refused_in(parts)]
        if refused:
            return tuple(refused)
        faults = list(_faults(parts))
    except InvalidTemplate as error:
        return (TemplateFault("damaged", "the file", error.message),)
    except (KeyError, ElementTree.ParseError):
        message = "It is no Word document (.docx), or it is damaged: save it in Word and try again."
        return (TemplateFault("damaged", "the file", message),)
    if sample and not any(fault.is_wrong for fault in faults):
        try:
            write_letter(sample, template=template)
        except InvalidTemplate as error:
            faults.append(TemplateFault("not-filled", "the file", error.message))
    return tuple(sorted(faults, key=lambda fault: not fault.is_wrong))


def _faults(parts: Mapping[str, bytes]) -> Iterator[TemplateFault]:
    main = main_part(parts)
    folder = main.rpartition("/")[0]
    used: set[str] = set()
    for name in [
        main,
        *sorted(each for each in parts if re.search(r"/(?:header|footer|footnotes)\d*\.xml\Z", each)),
    ]:
        if name in parts:
            lines = _lines(ElementTree.fromstring(parts[name]), _place_of(name, main))
            yield from _faults_of_lines(lines, used)
    yield from _faults_of_whole(_lines(ElementTree.fromstring(parts[main]), ""), used)
    yield from _faults_of_styles(parts.get(f"{folder}/styles.xml", b""))
    yield from _left_by_others(parts, main)


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph of the template: where it is, in words, and what it says."""

    where: str
    words: str


def _lines(root: ElementTree.Element, place: str) -> list[_Line]:
    """Give the paragraphs, those that end inside others (text boxes) as well, numbered in their part."""
    found: list[_Line] = []
    for number, item in enumerate(root.iter(f"{_W}p"), start=1):
        words = "".join(
            each.text or "" if each.tag == f"{_W}t" else " "
            for each in item.iter()
            if each.tag in (f"{_W}t", f"{_W}tab", f"{_W}br")
        )
        if words.strip():
            shown = words.strip() if len(words.strip()) <= _LONGEST else f"{words.strip()[: _LONGEST - 1]}…"
            found.append(_Line(f"{place}paragraph {number} (“{shown}”)", words))
    return found


def _place_of(name: str, main: str) -> str:
    if name == main:
        return ""
    kind = name.rpartition("/")[2].removesuffix(".xml").rstrip("0123456789")
    return f"{'footnote' if kind == 'footnotes' else kind}, "


def _faults_of_lines(lines: Sequence[_Line], used: set[str]) -> Iterator[TemplateFault]:
    open_: list[tuple[str, _Line]] = []
    own: list[str] = []
    for line in lines:
        yield from _faults_of_braces(line)
        for tag in _TAG.findall(line.words):
            control = _CONTROL.fullmatch(tag)
            if control:
                yield from _step(control, line, open_, own)
            yield from _faults_of_tag(tag, line, control, used, own)
    for word, line in open_:
        yield TemplateFault(
            "not-closed",
            line.where,
            f"“{word}” begins here and is never ended: add {{%p {_OPENS[word]} %}} after it.",
        )


def _faults_of_braces(line: _Line) -> Iterator[TemplateFault]:
    rest = _TAG.sub("", line.words)
    lone = _LONE.search(rest)
    if lone:
        yield TemplateFault(
            "half-field",
            line.where,
            f"There is a “{lone.group()}” without its other half: a field begins with {{{{ and ends with }}}}.",
        )


def _step(
    control: re.Match[str], line: _Line, open_: list[tuple[str, _Line]], own: list[str]
) -> Iterator[TemplateFault]:
    """Follow what loops and conditions are open; say what does not fit."""
    word = control[2]
    if control[1] == "p" and line.words.strip() != control.group():
        yield TemplateFault(
            "not-alone",
            line.where,
            f"{control.group()} must stand alone in its paragraph: put the rest into another.",
        )
    if word in _OPENS:
        open_.append((word, line))
        if word == "for":
            own.append(control[3].partition(" in ")[0].strip())
    elif word in _CLOSES or word in _MIDDLE:
        wanted = (_CLOSES[word],) if word in _CLOSES else _MIDDLE[word]
        if not open_ or open_[-1][0] not in wanted:
            yield TemplateFault(
                "not-begun",
                line.where,
                f"“{word}” is here, but no “{wanted[0]}” that it could belong to is open.",
            )
        elif word in _CLOSES:
            open_.pop()


def _faults_of_tag(
    tag: str, line: _Line, control: re.Match[str] | None, used: set[str], own: Sequence[str]
) -> Iterator[TemplateFault]:
    """Say what a field or a condition by itself asks for that templates cannot."""
    if tag.startswith("{#") or (control and control[2] not in ("if", "for", "elif")):
        if control and control[2] not in (*_CLOSES, *_MIDDLE):
            yield TemplateFault(
                "not-for-templates",
                line.where,
                f"“{control[2]}” is not for templates: they have fields, loops and conditions.",
            )
        return
    source = _alone(tag, control)
    try:
        names = _names(source)
    except NotForTemplates as error:
        yield TemplateFault(
            "not-for-templates", line.where, f"“{error.said}” is not for templates: take it out."
        )
        return
    except (TemplateSyntaxError, RecursionError):
        yield TemplateFault(
            "not-understood", line.where, f"{tag} cannot be understood: see how fields are written."
        )
        return
    used |= names
    for name in sorted(names - {*LETTER_FIELDS, *STARTING_FIELDS, "loop", *own}):
        near = process.extractOne(
            name, (*LETTER_FIELDS, *STARTING_FIELDS), scorer=fuzz.ratio, score_cutoff=_ALIKE
        )
        hint = f" Do you mean “{near[0]}”?" if near else f" They have {', '.join(LETTER_FIELDS)}."
        yield TemplateFault("unknown-field", line.where, f"Letters have no field “{name}”.{hint}")


def _alone(tag: str, control: re.Match[str] | None) -> str:
    """Make a whole template of one field or of the head of a loop or condition."""
    if control is None:
        return re.sub(r"\A\{\{(?:p|r|tr|tc)\s", "{{ ", tag)
    word = "if" if control[2] == "elif" else control[2]
    return f"{{% {word}{control[3]}%}}{{% end{word} %}}"


def _names(source: str) -> set[str]:
    from jinja2 import meta

    return set(meta.find_undeclared_variables(TemplateSandbox(autoescape=True).parse(source)))


def _faults_of_whole(lines: Sequence[_Line], used: set[str]) -> Iterator[TemplateFault]:
    """Say what a letter needs that the template does not print."""
    prints = [line for line in lines if re.fullmatch(r"\{\{p\s+\w+\s*\}\}", line.words.strip())]
    if "paragraphs" not in used or len(prints) != 1:
        yield TemplateFault(
            "no-paragraphs",
            "the whole template",
            "It must print the letter's paragraphs once: give them three lines of their own, "
            "{%p for paragraph in paragraphs %}, {{p paragraph }} and {%p endfor %}.",
        )
    for name, label in NEEDED_FIELDS:
        if name not in used and name != "paragraphs":
            yield TemplateFault(
                "not-printed",
                "the whole template",
                f"Its letters would lack this: {label}. Add {{{{ {name} }}}}.",
                False,
            )
    if "marking" not in used:
        yield TemplateFault(
            "not-printed",
            "the whole template",
            "It prints no marking: a marked letter would go without.",
            False,
        )


def _faults_of_styles(styles: bytes) -> Iterator[TemplateFault]:
    if not styles:
        return
    names = {item.get(f"{_W}val", "") for item in ElementTree.fromstring(styles).iter(f"{_W}name")}
    missing = [style for style in (BODY_STYLE, *NUMBER_STYLES) if style not in names]
    if missing:
        yield TemplateFault(
            "no-style",
            "the styles",
            f"It has no style {', '.join(missing)}: paragraphs look as Word's own do. Make them to set their look.",
            False,
        )


def _left_by_others(parts: Mapping[str, bytes], main: str) -> Iterator[TemplateFault]:
    xml = parts[main]
    if re.search(rb"<w:(?:ins|del|moveFrom|moveTo)[ >]", xml):
        yield TemplateFault(
            "tracked-changes", "the text", "It has tracked changes: accept or reject them.", False
        )
    if b"<w:commentReference" in xml:
        yield TemplateFault(
            "comments", "the text", "It has comments, which letters would carry: delete them.", False
        )
    if re.search(rb"<w:vanish(?: w:val=\"(?:1|true|on)\")?\s*/>", xml):
        yield TemplateFault(
            "hidden-text", "the text", "It has hidden text, which every letter would carry.", False
        )
