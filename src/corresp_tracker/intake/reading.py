"""A file that arrived becomes what its letter says: the one entrance to this folder within a process."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from corresp_tracker.errors import UnreadableFile
from corresp_tracker.intake.anatomy import complete_answers, read_letter
from corresp_tracker.intake.kinds import READABLE, Kind, kind_of_file, named_kind
from corresp_tracker.intake.lines import FileText
from corresp_tracker.intake.mail import Mail, read_mail
from corresp_tracker.intake.plain import read_plain, text_lines
from corresp_tracker.values.letter_text import (
    Arrival,
    LetterText,
    PrintedCorrespondent,
    ReadingWarning,
    ReadPart,
)
from corresp_tracker.values.partial_date import PartialDate

_DEEPEST = 4  # messages inside messages
_MOST_PARTS = 200
_SENTENCES = {
    Kind.LOCKED: "is locked with a password; ask the sender for a copy without one.",
    Kind.DOC: "is in the old Word format; open it in Word, save it as .docx and drop that.",
    Kind.RTF: "is in rich text; open it in Word, save it as .docx and drop that.",
    Kind.ODT: "is an OpenDocument file; open it, save it as .docx and drop that.",
    Kind.SHEET: "is a spreadsheet, not a letter; drop the letter that it came with.",
    Kind.SLIDES: "is a presentation, not a letter; drop the letter that it came with.",
    Kind.ARCHIVE: "is an archive of files; open it, and drop the letter inside it.",
    Kind.DAMAGED_ZIP: "is damaged or not complete; ask the sender for the letter again.",
    Kind.PICTURE: "is a picture with no text in it; type the letter's details by hand. The file itself is kept.",
    Kind.HTML: "is a web page; save the letter as .pdf or .docx and drop that.",
    Kind.UNKNOWN: "is no kind of file that can be read as a letter; save it as .docx, .pdf or .txt and drop that.",
}


# What the mail address of a body is called, and no person.
_NO_PERSON = re.compile(
    r"\b(?:office|house|commons|lords|department|ministry|council|committee|team|unit|police|constabulary|secretariat|"
    r"correspondence|inspectorate|commission|commissioner|society|service|authority|ofsted|hmic\w*|enquiries|mailbox)\b|@",
    re.IGNORECASE,
)
_FEWEST_NAMES = 2


def read_arrival(data: bytes, *, name: str) -> Arrival:
    """Read a file that arrived, here and now: a hostile one can crash this process (see worker).

    The kind is told by the content, then by the name. Of an e-mail all parts are read, the likeliest letter is
    chosen, and a part that fails says why. Raises UnreadableFile, one sentence, where there is no letter in it.
    """
    kind = _known_kind(data, name)
    if kind in {Kind.EML, Kind.MSG}:
        parts = tuple(_mail_parts(data, name, kind))
        return Arrival(parts=parts, likeliest=_likeliest(parts))
    letter = _read_file(data, name, kind)
    return Arrival(parts=(ReadPart(name=name, format=kind.value, data=data, letter=letter),), likeliest=0)


def _known_kind(data: bytes, name: str) -> Kind:
    if not data.strip():
        raise UnreadableFile(f"‘{name}’ is empty; ask the sender for the letter again.", name=name)
    kind = kind_of_file(data, name=name)
    if kind is Kind.ARCHIVE and named_kind(name) is Kind.DOCX:
        kind = Kind.DAMAGED_ZIP
    if kind is Kind.UNKNOWN and named_kind(name) in READABLE:
        raise UnreadableFile(
            f"‘{name}’ is damaged, or not what its name says; ask the sender for the letter again.", name=name
        )
    if kind not in READABLE:
        raise UnreadableFile(f"‘{name}’ {_SENTENCES[kind]}", name=name)
    return kind


def _read_file(data: bytes, name: str, kind: Kind) -> LetterText:
    letter = read_letter(_READERS[kind](data, name), format=kind.value)
    promised = named_kind(name)
    if promised and promised is not kind:
        warning = ReadingWarning(
            "wrong-name",
            f"The file's name says {promised.value}, but it is {kind.value}; it was read as what it is.",
        )
        letter = replace(letter, warnings=(warning, *letter.warnings))
    return letter


def _read_word(data: bytes, name: str) -> FileText:
    from corresp_tracker.intake.word import read_word  # each reader's libraries load when first needed

    return read_word(data, name=name)


def _read_pdf(data: bytes, name: str) -> FileText:
    from corresp_tracker.intake.pdf import read_pdf

    return read_pdf(data, name=name)


def _read_outlook(data: bytes, name: str) -> Mail:
    from corresp_tracker.intake.outlook import read_outlook

    return read_outlook(data, name=name)


def _read_text(data: bytes, name: str) -> FileText:
    return read_plain(data, name=name)


_READERS: dict[Kind, Callable[[bytes, str], FileText]] = {
    Kind.DOCX: _read_word,
    Kind.PDF: _read_pdf,
    Kind.TXT: _read_text,
}


def _mail_parts(data: bytes, name: str, kind: Kind, *, depth: int = 0) -> Iterator[ReadPart]:
    """Give the message itself, with what its own words say, and then each file attached."""
    mail = _read_outlook(data, name) if kind is Kind.MSG else read_mail(data)
    yield ReadPart(name=name, format=kind.value, data=data, letter=_letter_of_mail(mail, kind))
    for attached in mail.attached[:_MOST_PARTS]:
        yield from _attached_parts(attached.data, attached.name, depth=depth + 1)


def _attached_parts(data: bytes, name: str, *, depth: int) -> Iterator[ReadPart]:
    kind = kind_of_file(data, name=name) if data else Kind.UNKNOWN
    try:
        kind = _known_kind(data, name)
        if kind in {Kind.EML, Kind.MSG}:
            if depth > _DEEPEST:
                raise UnreadableFile(
                    f"‘{name}’ lies too deep in other messages; open it and drop it by itself."
                )
            yield from _mail_parts(data, name, kind, depth=depth)
        else:
            yield ReadPart(name=name, format=kind.value, data=data, letter=_read_file(data, name, kind))
    except UnreadableFile as error:
        yield ReadPart(name=name, format=kind.value, data=data, problem=error.message)


def _letter_of_mail(mail: Mail, kind: Kind) -> LetterText | None:
    """Read an e-mail's own words; what they leave out comes from its headers."""
    lines = tuple(text_lines(mail.words))
    if not lines:
        return None
    letter = read_letter(FileText(lines=lines), format=kind.value)
    sent = PartialDate.of_day(mail.sent.date()) if mail.sent else None
    told = {"dated": letter.dated or sent, "subject": letter.subject or mail.subject}
    named = _with_header_name(letter.senders, mail.senders)
    whole = replace(
        letter,
        dated=told["dated"],
        subject=told["subject"],
        senders=named,
        addressees=letter.addressees or mail.addressees,
        copy_to=letter.copy_to or mail.copies,
        warnings=tuple(warning for warning in letter.warnings if not (sent and warning.code == "no-date")),
        doubtful=frozenset(letter.doubtful - {name for name, value in told.items() if value}),
    )
    return complete_answers(whole)


def _likeliest(parts: Sequence[ReadPart]) -> int | None:
    """Choose the part that is most like a letter; an attachment wins over covering words of the same likeness."""
    scored = [
        (_likeness(part.letter) + (1.5 if index else 0), -index, index)
        for index, part in enumerate(parts)
        if part.letter
    ]
    return max(scored)[2] if scored else None


def _likeness(letter: LetterText) -> float:
    """Weigh what letters have: salutation, sign-off, a date and an address of their own, paragraphs."""
    score = 2.0 * bool(letter.salutation) + 2.0 * bool(letter.sign_off) + min(len(letter.paragraphs), 8) / 4
    score += 0.5 * bool(letter.our_reference or letter.their_reference)
    score += 1.0 * any(who.address for who in letter.addressees) + 0.5 * bool(letter.answers)
    opening = " ".join(paragraph.text.lower() for paragraph in letter.paragraphs[:3])
    covers = "attached" in opening or "enclosed" in opening or "attach" in opening
    return score - (2.0 if covers and len(letter.paragraphs) < 6 else 0.0)


def _with_header_name(
    signed: tuple[PrintedCorrespondent, ...], header: tuple[PrintedCorrespondent, ...]
) -> tuple[PrintedCorrespondent, ...]:
    """Give who signed; a post that is signed without a name is its holder's, where the header names a person."""
    if any(who.name for who in signed) or not header:
        return signed
    if not any(who.post or who.organisation for who in signed):
        return header
    if _NO_PERSON.search(header[0].name) or len(header[0].name.split()) < _FEWEST_NAMES:
        return signed
    return (replace(signed[0], name=header[0].name, honours=header[0].honours), *signed[1:])
