"""An e-mail taken apart: its own words, who wrote it to whom, and the files attached."""

import email
import email.header
import email.policy
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from typing import cast

from corresp_tracker.intake.html_words import words_of_html
from corresp_tracker.values.letter_text import PrintedCorrespondent

_EARLIER = re.compile(
    r"\A(?:-{2,}\s*(?:original message|forwarded message).*|_{10,}|on\b.{5,200}\bwrote:"
    r"|begin forwarded message:|>.*)\Z",
    re.IGNORECASE,
)
_PREFIX = re.compile(
    r"\A(?:\s*(?:re|fw|fwd|external|\[external\]|\[ext\])\s*:\s*|\s*\[external\]\s*)+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Attached:
    """A file attached to an e-mail: its name, and its bytes as they came."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """An e-mail's headers and words. `sent` is the day of its Date header, in the sender's own time."""

    words: str
    subject: str = ""
    sent: datetime | None = None
    senders: tuple[PrintedCorrespondent, ...] = ()
    addressees: tuple[PrintedCorrespondent, ...] = ()
    copies: tuple[str, ...] = ()
    attached: tuple[Attached, ...] = ()


def read_mail(data: bytes) -> Mail:
    """Read an e-mail in the format of the internet (RFC 5322); it never fails, for damaged parts are skipped."""
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    return Mail(
        words=own_words(_body(message)),
        subject=plain_subject(_header(message, "subject")),
        sent=_sent(message),
        senders=_people(message, "from"),
        addressees=_people(message, "to"),
        copies=tuple(name or address for name, address in _addresses(message, "cc")),
        attached=tuple(_attachments(message)),
    )


def plain_subject(subject: str) -> str:
    """Take "RE:" and "FW:" off a subject."""
    return " ".join(_PREFIX.sub("", subject).split())


def own_words(words: str) -> str:
    """Leave out the earlier messages that an e-mail quotes below its own."""
    lines = words.replace("\r\n", "\n").split("\n")
    for at, line in enumerate(lines):
        quotes = _EARLIER.match(line.strip())
        follows = line.strip().lower().startswith(("from:", "*from:*")) and _is_quoted_head(
            lines[at : at + 6]
        )
        if (quotes or follows) and any(before.strip() for before in lines[:at]):
            return "\n".join(lines[:at])
    return words


def _is_quoted_head(lines: Sequence[str]) -> bool:
    heads = {line.strip(" *").partition(":")[0].lower() for line in lines}
    return bool(heads & {"sent", "date"}) and bool(heads & {"to", "subject"})


def _body(message: Message) -> str:
    """Give the plain words, or those of the HTML where there are none."""
    plain, rich = list[str](), list[str]()
    for part in _parts(message):
        if _is_attachment(part) or part.get_content_maintype() != "text":
            continue
        text = _text(part)
        if part.get_content_subtype() == "html":
            rich.append(words_of_html(text))
        else:
            plain.append(text)
    whole = "\n".join(plain)
    return whole if whole.strip() else "\n".join(rich)


def _parts(message: Message) -> Iterator[Message]:
    """Give the parts that are no containers; a message inside the message is one part."""
    if message.get_content_type() == "message/rfc822" or not message.is_multipart():
        yield message
        return
    for part in _inner(message):
        yield from _parts(part)


def _inner(message: Message) -> list[Message]:
    payload = message.get_payload()
    return cast(list[Message], payload) if isinstance(payload, list) else []


def _is_attachment(part: Message) -> bool:
    if part.get_content_disposition() == "attachment" or part.get_content_type() == "message/rfc822":
        return True
    return part.get_content_maintype() not in {"text", "multipart"} or bool(part.get_filename())


def _attachments(message: Message) -> Iterator[Attached]:
    for number, part in enumerate(_parts(message), start=1):
        if part is message or not _is_attachment(part):
            continue
        if part.get_content_type() == "message/rfc822":
            for whole in _inner(part)[:1]:
                subject = plain_subject(_header(whole, "subject")) or f"message {number}"
                yield Attached(part.get_filename() or f"{subject}.eml", whole.as_bytes())
            continue
        content = part.get_payload(decode=True)
        name = _decoded(part.get_filename() or "") or f"attachment {number}"
        yield Attached(name, content if isinstance(content, bytes) else b"")


def _text(part: Message) -> str:
    content = part.get_payload(decode=True)
    data = content if isinstance(content, bytes) else b""
    for charset in (part.get_content_charset() or "utf-8", "utf-8", "cp1252"):
        try:
            return data.decode(charset)
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("cp1252", "replace")


def _header(message: Message, name: str) -> str:
    return _decoded(str(message.get(name, "")))


def _decoded(words: str) -> str:
    """Read the encoded words of a header (RFC 2047); what is wrongly encoded stays as it is."""
    try:
        pieces = email.header.decode_header(words)
        return str(email.header.make_header(pieces)).encode("utf-8", "replace").decode()
    except (LookupError, ValueError, UnicodeError):
        return words.encode("utf-8", "replace").decode()


def _addresses(message: Message, name: str) -> list[tuple[str, str]]:
    found = getaddresses([str(value) for value in message.get_all(name, [])])
    return [(_decoded(shown).strip(" '\""), address) for shown, address in found if shown or address]


def _people(message: Message, name: str) -> tuple[PrintedCorrespondent, ...]:
    return tuple(person_of(shown, address) for shown, address in _addresses(message, name))


def person_of(shown: str, address: str) -> PrintedCorrespondent:
    """Give the person of a mail address: "Example, Ann" is turned round; a bare address stays an address."""
    name = " ".join(reversed(shown.split(", "))) if shown.count(", ") == 1 else shown
    if name and "@" not in name:
        return PrintedCorrespondent(name=name)
    return PrintedCorrespondent(address=(address or shown,))


def _sent(message: Message) -> datetime | None:
    try:
        return parsedate_to_datetime(str(message.get("date", "")))
    except (TypeError, ValueError, IndexError):
        return None
