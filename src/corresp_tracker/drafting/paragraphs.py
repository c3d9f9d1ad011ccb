"""The numbered paragraphs of a letter as WordprocessingML: real numbering, italics, hidden bookmarks."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, pairwise
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from corresp_tracker.drafting.package import add_numbering_part, without_illegal_characters
from corresp_tracker.values.bookmarks import paragraph_bookmark
from corresp_tracker.values.draft import DraftCitation, DraftParagraph

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f"{{{_MAIN}}}"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BODY_STYLE = "Letter Body"
NUMBER_STYLES = ("Letter Number 1", "Letter Number 2", "Letter Number 3")
LINK_STYLE = "Letter Link"
"""The character style of words with a hyperlink: it has no looks of its own, but where a template gives it some."""
_FORMS = (("decimal", "%1."), ("lowerLetter", "(%2)"), ("lowerRoman", "(%3)"))
_INDENT = 567  # a centimetre, in twentieths of a point


@dataclass(frozen=True, slots=True)
class Numbering:
    """How a template looks after its paragraphs: its styles' ids ("" for none), and the list to number by."""

    body_style: str
    number_styles: tuple[str, ...]
    number: int


@dataclass(frozen=True, slots=True)
class Ties:
    """What hyperlinks need of a document: the ids of its ties by their addresses, and that of the words' style."""

    by_address: Mapping[str, str]
    style: str = ""


def prepare_numbering(parts: dict[str, bytes], *, document: str, first_number: int) -> Numbering:
    """Add to a template a list that begins at `first_number`, in the form of its own where it has one."""
    folder = document.rpartition("/")[0]
    styles = _styles(parts.get(f"{folder}/styles.xml", b""))
    lists = f"{folder}/numbering.xml"
    if lists not in parts:
        add_numbering_part(parts, document)
    root = ElementTree.fromstring(parts[lists])
    form = _form_of_styles(root, styles)
    number = 1 + max((int(item.get(f"{_W}numId", "0")) for item in root.iter(f"{_W}num")), default=0)
    xml = parts[lists].decode()
    if form is None:
        form = 1 + max((int(item.get(f"{_W}abstractNumId", "0")) for item in root), default=0)
        xml = _insert(xml, _house_form(form), before=r"<(?:\w+:)?num[ >]")
    xml = _insert(xml, _list(number, form=form, first=first_number), before=r"<(?:\w+:)?numIdMacAtCleanup")
    parts[lists] = xml.encode()
    return Numbering(
        styles.get(BODY_STYLE, ("", None))[0],
        tuple(styles.get(name, ("", None))[0] for name in NUMBER_STYLES),
        number,
    )


def paragraphs_as_xml(
    paragraphs: Sequence[DraftParagraph],
    numbering: Numbering,
    *,
    first_bookmark: int,
    ties: Ties,
) -> tuple[str, ...]:
    """Write each paragraph with its hidden bookmarks; the last stays on the page of the sign-off.

    A citation of an address to which there is no tie bears no hyperlink.
    """
    numbers = count(first_bookmark)
    return tuple(
        _paragraph_xml(paragraph, numbering, numbers=numbers, ties=ties, is_last=index == len(paragraphs) - 1)
        for index, paragraph in enumerate(paragraphs)
    )


def _paragraph_xml(
    paragraph: DraftParagraph,
    numbering: Numbering,
    *,
    numbers: Iterator[int],
    ties: Ties,
    is_last: bool,
) -> str:
    bookmark = next(numbers)
    level = min(max(paragraph.level, 0), 2)
    style = numbering.number_styles[level] if paragraph.numbered else numbering.body_style
    properties = [f'<w:pStyle w:val="{style}"/>'] if style else []
    if is_last:
        properties.append("<w:keepNext/>")
    if paragraph.numbered:
        properties.append(
            f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{numbering.number}"/></w:numPr>'
        )
    if not style:
        properties.append('<w:spacing w:after="180"/>')
    return (
        f"<w:p><w:pPr>{''.join(properties)}</w:pPr>"
        f'<w:bookmarkStart w:id="{bookmark}" w:name="{paragraph_bookmark(paragraph.uid)}"/>'
        f"{''.join(_pieces(paragraph, numbers, ties))}"
        f'<w:bookmarkEnd w:id="{bookmark}"/></w:p>'
    )


def _pieces(paragraph: DraftParagraph, numbers: Iterator[int], ties: Ties) -> Iterator[str]:
    """Cut a paragraph's words where italics and citations begin or end, with each citation's bookmark and tie."""
    text = paragraph.text
    marked = [
        (next(numbers), each) for each in paragraph.citations if 0 <= each.start < each.end <= len(text)
    ]
    tied = _apart([each for _, each in marked if each.address in ties.by_address])
    spans = (*paragraph.italics, *((each.start, each.end) for _, each in marked))
    edges = {0, len(text)} | {min(max(edge, 0), len(text)) for span in spans for edge in span}
    for start, end in pairwise(sorted(edges)):
        for number, each in marked:
            if each.start == start:
                yield f'<w:bookmarkStart w:id="{number}" w:name="{each.bookmark}"/>'
        opens = next((each for each in tied if each.start == start), None)
        if opens:
            yield f'<w:hyperlink xmlns:r="{_RELATIONS}" r:id="{ties.by_address[opens.address]}" w:history="1">'
        italic = any(first <= start and end <= last for first, last in paragraph.italics)
        style = ties.style if any(each.start <= start and end <= each.end for each in tied) else ""
        yield f"<w:r>{_looks(italic=italic, style=style)}{_words(text[start:end])}</w:r>"
        if any(each.end == end for each in tied):
            yield "</w:hyperlink>"
        yield from (f'<w:bookmarkEnd w:id="{number}"/>' for number, each in marked if each.end == end)


def _looks(*, italic: bool, style: str) -> str:
    said = (f'<w:rStyle w:val="{style}"/>' if style else "") + ("<w:i/><w:iCs/>" if italic else "")
    return f"<w:rPr>{said}</w:rPr>" if said else ""


def prepare_links(parts: dict[str, bytes], *, document: str, ties: Mapping[str, str]) -> Ties:
    """Give what hyperlinks need, once the template has the style of their words."""
    styles = f"{document.rpartition('/')[0]}/styles.xml"
    if not ties or styles not in parts:
        return Ties(ties)
    for style in ElementTree.fromstring(parts[styles]).iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        if name is not None and name.get(f"{_W}val") == LINK_STYLE:
            return Ties(ties, style.get(f"{_W}styleId", ""))
    own = (
        f'<w:style xmlns:w="{_MAIN}" w:type="character" w:customStyle="1" w:styleId="LetterLink">'
        f'<w:name w:val="{LINK_STYLE}"/><w:uiPriority w:val="99"/></w:style>'
    )
    parts[styles] = re.sub(r"(?=</(?:\w+:)?styles>)", lambda _: own, parts[styles].decode()).encode()
    return Ties(ties, "LetterLink")


def _apart(citations: Sequence[DraftCitation]) -> list[DraftCitation]:
    """Keep of citations that lie over one another the first: a hyperlink stands in no other."""
    kept: list[DraftCitation] = []
    for each in sorted(citations, key=lambda citation: (citation.start, -citation.end)):
        if not kept or kept[-1].end <= each.start:
            kept.append(each)
    return kept


def _words(text: str) -> str:
    """Write words, with Word's own marks for tabs and line ends."""
    pieces = re.split(r"(\t|\r\n|\r|\n)", without_illegal_characters(text))
    return "".join(_piece(piece) for piece in pieces if piece)


def _piece(piece: str) -> str:
    if piece == "\t":
        return "<w:tab/>"
    if piece.isspace() and piece.strip(" ") and piece[0] in "\r\n":
        return "<w:br/>"
    return f'<w:t xml:space="preserve">{escape(piece)}</w:t>'


def _styles(xml: bytes) -> Mapping[str, tuple[str, str | None]]:
    """Give the paragraph styles by name: their id, and the list that they belong to."""
    if not xml:
        return {}
    found: dict[str, tuple[str, str | None]] = {}
    for style in ElementTree.fromstring(xml).iter(f"{_W}style"):
        name, number = style.find(f"{_W}name"), style.find(f"{_W}pPr/{_W}numPr/{_W}numId")
        if name is not None:
            list_id = None if number is None else number.get(f"{_W}val")
            found[name.get(f"{_W}val", "")] = (style.get(f"{_W}styleId", ""), list_id)
    return found


def _form_of_styles(root: ElementTree.Element, styles: Mapping[str, tuple[str, str | None]]) -> int | None:
    """Give the id of the multi-level form that the first number style uses; None where it has none."""
    wanted = styles.get(NUMBER_STYLES[0], ("", None))[1]
    for item in root.iter(f"{_W}num"):
        form = item.find(f"{_W}abstractNumId")
        if item.get(f"{_W}numId") == wanted and form is not None:
            return int(form.get(f"{_W}val", "0"))
    return None


def _house_form(form: int) -> str:
    """Write the form 1. / (a) / (i), with hanging indents."""
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{_INDENT * (level + 1)}" w:hanging="{_INDENT}"/>'
        "</w:pPr></w:lvl>"
        for level, (kind, text) in enumerate(_FORMS)
    )
    return (
        f'<w:abstractNum xmlns:w="{_MAIN}" w:abstractNumId="{form}">'
        f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    )


def _list(number: int, *, form: int, first: int) -> str:
    """Write a list of a form, begun afresh at a number."""
    return (
        f'<w:num xmlns:w="{_MAIN}" w:numId="{number}"><w:abstractNumId w:val="{form}"/>'
        f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{first}"/></w:lvlOverride></w:num>'
    )


def _insert(xml: str, added: str, *, before: str) -> str:
    """Insert before the first match, or at the end of the part: Word wants forms before lists."""
    match = re.search(before, xml) or re.search(r"</(?:\w+:)?numbering>", xml)
    at = match.start() if match else len(xml)
    return xml[:at] + added + xml[at:]
