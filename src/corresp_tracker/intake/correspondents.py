"""Blocks of names and addresses: who is who, what they hold, where they are."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import StrEnum

from corresp_tracker.values.letter_text import PrintedCorrespondent

_STYLES = (
    r"Sir|Dame|Lord|Lady|Baroness|Viscount|Earl|Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Cllr|Councillor|Rev|Revd|Reverend"
    r"|Colonel|Col|Major|Captain|Commander|Brigadier|General|Admiral|HH|His Honour|Her Honour|His Grace|Judge"
    r"|(?:The )?(?:Rt\.?|Right) (?:Hon|Honourable|Rev(?:d|erend)?)\.?|(?:The )?Hon(?:ourable)?\.?"
    r"|The (?:Lord|Lady|Baroness|Earl)"
)
_STYLED = re.compile(rf"(?:{_STYLES})\b\.?\s+(?=[A-Z])", re.IGNORECASE)
_HONOURS_PRINTED = (
    "AM AO ARRC BA BSc BEM BEng CB CBE CH CIE CMG CPFA CStJ CVO DBE DCB DCMG DCVO DFC DL DPhil DSC DSO EdD ERD FBA "
    "FBCS FCA FCIPD FIFireE FRCGP FRCN FRCP FRCPsych FRS FRSA FRSE GBE GC GCB GCMG GCVO JP KBE KC KCB KCMG KCVO "
    "KFSM KG KPM KStJ KT LG LLB LLM LVO MA MBA MBE MC MEd MLA MP MPhil MS MSc MSP MStJ MVO OBE OM OStJ PC PhD PhB "
    "QC QAM QFSM QGM QHP QPM QSO RD RRC RVM TD VC VD VR WS Bt Kt EngD DBA DSc LLD MIFireE"
)
_HONOURS = frozenset(_HONOURS_PRINTED.split())
_HONOURS_IN_CAPITALS = frozenset(_HONOURS_PRINTED.upper().split())
_NOT_TELLING = (
    "sir dame lord lady mr mrs ms miss dr professor prof dear the rt hon of and for my chief hm his her"
)
_OFFICE_FIRST = re.compile(
    r"(?:The )?(?:Office (?:of|for)|Department (?:of|for)|Ministry of|House of|Department\b|Private Office)",
    re.IGNORECASE,
)
_POST = re.compile(
    r"\b(?:Chief Inspectors?|Inspectors?(?: of)?|Chief Constables?|Commissioners?"
    r"|Director(?:s|ate)?(?:[ -]General)?"
    r"|Secretar(?:y|ies)(?: of State)?|Minister(?: of State)?|Chief Executives?|Chair(?:man|woman|person)?s?"
    r"|President|Head|Manager|Governor|Mayor|Leader|Ombudsman|Attorney[ -]General|Solicitor[ -]General"
    r""
    r"|Chief (?:Fire )?Officers?|Officers?|Chancellor|Prime Minister|Permanent (?:Under[ -])?Secretary"
    r"|Superintendent"
    r"|Member of Parliament|Auditor|Lead(?:er)?|Principal|Coroner|Registrar|Advis[eo]r|Counsel|Clerk|Convenor"
    r"|Sheriff"
    r"|Lord Chief Justice|Lady Chief Justice|Prosecutors?|Controller|Deputy|Treasurer|Speaker"
    r"|Editor|Dean|Bishop)\b",
    re.IGNORECASE,
)
_STRONG_ORGANISATION = re.compile(
    r"\b(?:Police|Constabulary|Council|Inspectorate|Home Office|Office|Department|Ministry|Commission|Authority"
    r"|Ofsted|HMIC|HMICFRS|HMIP|HMI Probation|HMI Prisons|HMCPSI|CQC|Estyn|IOPC|IPCC|NPCC|APCC|CCG|NHS|Trust"
    r"|House of (?:Commons|Lords)|College of Policing|Agency|Federation|Foundation|University"
    r"|plc|Ltd|Limited|LLP)\b",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"\b(?:Services?|Board|Committee|Association|Society|Partnership|Union|Group|Institute|Centre|College|School|Court"
    r"|Prison|HMP|YOI|Charity|Company|Team|Network|Government|Parliament|Cabinet|Treasury|Force|Tribunal|Brigade"
    r"|Fire (?:and|&) Rescue)\b",
    re.IGNORECASE,
)
_STARTS_ADDRESS = re.compile(r"(?:\d+[a-z]?|PO Box|\d+(?:st|nd|rd|th))[\s,/]", re.IGNORECASE)
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b")
_STREET = re.compile(
    r"\b(?:Street|St\.?|Road|Rd\.?|Lane|Avenue|Square|House|Floor|Building|Box|Park|Gate|Way|Place|Row|Hall|Quay"
    r"|Drive"
    r"|Embankment|Crescent|Terrace|Close|Walk|Wharf|Yard|Headquarters|HQ|Hill|Green|Gardens"
    r"|Broadway|Parade|Plaza"
    r"|Business Centre|Civic Centre|London|Manchester|Birmingham|Leeds|Bristol|Cardiff|Liverpool|Sheffield"
    r"|Nottingham"
    r"|Westminster|Whitehall|Edinburgh|Glasgow|Belfast|United Kingdom|England|Wales|Scotland)\b\.?,?",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"(?:\b(?:tel|telephone|phone|direct(?: line| dial)?|mobile|fax|facsimile|e-?mail|web|website|switchboard|twitter"
    r"|t|f"
    r"|e|w)\b\.?\s*(?:\(.*?\))?\s*[:.]?\s*[+(\d]|\b(?:e-?mail|web(?:site)?|twitter|enquiries)\b\s*:|\S+@\S+\.\w+"
    r"|\bwww\.|https?://|\.gov\.uk\b|\.org\.uk\b|(?:^|\s)(?:\+44|0\d{2,4})[\s\d()]{7,})",
    re.IGNORECASE,
)
_PARTICLES = frozenset({"de", "la", "le", "van", "von", "der", "of", "and", "the", "du", "del"})
_NAME_WORD = re.compile(
    r"(?:[A-Z][\w’'.\-]*|[A-Z]\.?|de|la|le|van|von|der|du|del|ap|ab|al|bin|ibn|Ó|Mac|of)\Z"
)
_COMMA = re.compile(r"\s*[,–—|]\s+|\s+[-–]\s+|\t+")


class LineKind(StrEnum):
    """What a line of such a block most likely is."""

    NAME = "name"
    POST = "post"
    ORGANISATION = "organisation"
    ADDRESS = "address"
    CONTACT = "contact"
    OTHER = "other"


def kind_of(text: str) -> LineKind:
    """Say what one line of an address or signature most likely is."""
    if _CONTACT.search(text):
        return LineKind.CONTACT
    if _POSTCODE.search(text) or re.match(
        r"(?:\d+[a-z]?|PO Box|\d+(?:st|nd|rd|th))[\s,/]", text, re.IGNORECASE
    ):
        return LineKind.ADDRESS
    if _OFFICE_FIRST.match(text):
        return LineKind.ORGANISATION
    if _STYLED.match(text) and not _POST.search(_STYLED.sub("", text)):
        return LineKind.NAME
    if _POST.search(text):
        return LineKind.NAME if _STYLED.match(text) and "," in text else LineKind.POST
    if _STRONG_ORGANISATION.search(text) or _ORGANISATION.search(text):
        return LineKind.ORGANISATION
    if _STREET.search(text):
        return LineKind.ADDRESS
    return _kind_by_shape(text)


def _kind_by_shape(text: str) -> LineKind:
    """Tell a name or an abbreviation by its capitals alone."""
    if _is_plain_name(text):
        return LineKind.NAME
    return LineKind.ORGANISATION if re.fullmatch(r"[A-Z]{3,10}", text) else LineKind.OTHER


def read_correspondents(lines: Iterable[str]) -> tuple[PrintedCorrespondent, ...]:
    """Read a block of lines to the people or offices in it, in order.

    A new one begins with each name, and in a list of posts with no names with each post.
    """
    kinds = [(text, kind) for line in lines for text, kind in _pieces(line)]
    has_names = any(kind is LineKind.NAME for _, kind in kinds)
    is_list = not has_names and sum(kind is LineKind.POST for _, kind in kinds) > 1
    people: list[list[tuple[str, LineKind]]] = []
    for text, kind in kinds:
        opens = kind is LineKind.NAME or (is_list and kind is LineKind.POST and text[:1].isupper())
        if not people or (opens and (is_list or not _waits_for_name(people[-1]))):
            people.append([])
        people[-1].append((text, kind))
    return tuple(who for pieces in people if (who := _one(pieces)) != PrintedCorrespondent())


def split_honours(name: str) -> tuple[str, str]:
    """Take the letters after a name off it: "Sir Thomas Winsor WS" is ("Sir Thomas Winsor", "WS")."""
    words = name.replace(",", " ").split()
    is_capitals = name == name.upper()
    honours: list[str] = []
    while len(words) > 1 and _is_honour(words[-1], is_capitals=is_capitals):
        honours.insert(0, words.pop().strip("().,"))
    return " ".join(words), " ".join(honours)


def proper_case(name: str) -> str:
    """Give a name printed in capitals as it is written elsewhere; a name in small letters stays as it is."""
    if name != name.upper():
        return name
    return " ".join(_proper_word(word, at) for at, word in enumerate(name.split()))


def shares_name(text: str, other: str) -> bool:
    """Say whether two printings of a name have a word in common that is no style, post or particle."""
    return bool(_telling_words(text) & _telling_words(other))


def holds_name(text: str, name: str) -> bool:
    """Say whether a text has every word of a name, styles and particles left aside."""
    words = _telling_words(name)
    return bool(words) and words <= _telling_words(text)


def _telling_words(text: str) -> set[str]:
    words = {word.lower() for word in re.findall(r"[^\W\d_]{2,}", text)}
    return words - set(_NOT_TELLING.split())


def _waits_for_name(pieces: Sequence[tuple[str, LineKind]]) -> bool:
    """Say whether a block began with a post or an organisation and its first name is still to come."""
    kinds = {kind for _, kind in pieces}
    return LineKind.NAME not in kinds and LineKind.ADDRESS not in kinds


def _pieces(line: str) -> list[tuple[str, LineKind]]:
    """Cut a line at a comma where the two sides are different things: a name, a post, a body."""
    text = line.strip(" ,;\t")
    kind = kind_of(text)
    if not text or kind in {LineKind.CONTACT, LineKind.ADDRESS}:
        return [(text, kind)] if kind is LineKind.ADDRESS else []
    for comma in _COMMA.finditer(text):
        before, after = text[: comma.start()], text[comma.end() :]
        first, second = kind_of(before), kind_of(after)
        if _is_honour(after.split()[0] if after else "", is_capitals=text == text.upper()):
            continue
        parts_ways = first is LineKind.NAME and second in {LineKind.POST, LineKind.ORGANISATION}
        if first is LineKind.POST and second is LineKind.ORGANISATION:
            # "Education, Children's Services and Skills" is one post, "Director, Youth Services" is not.
            parts_ways = bool(_STRONG_ORGANISATION.search(after)) or " and " not in after
        if first in {LineKind.ORGANISATION, LineKind.POST} and second is LineKind.ADDRESS:
            parts_ways = True
        if parts_ways:
            return [(before, first), *_pieces(after)]
    return [(text, kind)]


def _one(pieces: Sequence[tuple[str, LineKind]]) -> PrintedCorrespondent:
    who = PrintedCorrespondent()
    for text, kind in pieces:
        who = _with_piece(who, text, kind)
    return who


def _with_piece(who: PrintedCorrespondent, text: str, kind: LineKind) -> PrintedCorrespondent:
    if kind is LineKind.NAME and not who.name:
        name, honours = split_honours(text)
        return replace(who, name=proper_case(name), honours=honours)
    if who.address:
        return replace(who, address=(*who.address, text))
    if kind is LineKind.POST or (text[:1].islower() and who.post and not who.organisation):
        return replace(who, post=f"{who.post}{_link(who.post, text)}{text}" if who.post else text)
    if kind is LineKind.OTHER and _is_honours_line(text):
        return replace(who, honours=f"{who.honours} {text}".strip())
    if kind is LineKind.ORGANISATION or (
        kind is LineKind.OTHER and not who.organisation and (who.name or who.post)
    ):
        organisation = f"{who.organisation}, {text}" if who.organisation else text
        return replace(who, organisation=organisation)
    return replace(who, address=(*who.address, text))


def _link(before: str, text: str) -> str:
    goes_on = text[:1].islower() or before.endswith(("&", " and", " of", " for", ","))
    return " " if goes_on else ", "


def _is_honours_line(text: str) -> bool:
    return all(_is_honour(word, is_capitals=False) for word in text.replace(",", " ").split())


def _is_honour(word: str, *, is_capitals: bool) -> bool:
    bare = word.strip("().,")
    if bare in _HONOURS or (is_capitals and bare in _HONOURS_IN_CAPITALS):
        return True
    return not is_capitals and len(bare) > 2 and bare.isupper() and bare.isalpha() and len(bare) <= 5


def _is_plain_name(text: str) -> bool:
    name, _ = split_honours(text)
    words = name.split()
    return 2 <= len(words) <= 5 and all(_NAME_WORD.match(word) for word in words) and words[0][0].isupper()


def _proper_word(word: str, at: int) -> str:
    if at and word.lower() in _PARTICLES:
        return word.lower()
    proper = "".join(part.capitalize() for part in re.split(r"([-’'.])", word))
    return re.sub(r"\A(Mc|O['’])([a-z])", lambda match: match[1] + match[2].upper(), proper)
