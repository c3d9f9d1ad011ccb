"""An Outlook message (.msg) taken apart, as an e-mail is."""

from collections.abc import Iterator
from datetime import datetime

from oxmsg import Message
from oxmsg.attachment import Attachment

from corresp_tracker.errors import UnreadableFile
from corresp_tracker.intake.html_words import words_of_html
from corresp_tracker.intake.mail import Attached, Mail, own_words, person_of, plain_subject

_TO, _COPY = 1, 2  # PidTagRecipientType, MS-OXOMSG 2.2.3.1
_RECIPIENT_TYPE = 0x0C15
_SENDER_NAME = 0x0C1A  # PidTagSenderName
_SHORT_NAME = 0x3704  # PidTagAttachFilename
_DISPLAY_NAME = 0x3001  # PidTagDisplayName


def read_outlook(data: bytes, *, name: str) -> Mail:
    """Read a .msg; raise UnreadableFile where it is damaged."""
    try:
        message = Message.load(data)
        return Mail(
            words=own_words(_body(message)),
            subject=plain_subject(message.subject),
            sent=_sent(message),
            senders=tuple(person_of(*_name_and_address(sender)) for sender in _senders(message)),
            addressees=tuple(person_of(*who) for who in _recipients(message, _TO)),
            copies=tuple(shown or address for shown, address in _recipients(message, _COPY)),
            attached=tuple(_attachments(message)),
        )
    except (MemoryError, UnreadableFile):
        raise
    except Exception as error:  # the library raises whatever it stumbles over in a damaged file
        raise UnreadableFile(
            f"‘{name}’ is damaged or not complete; ask the sender for the message again.", name=name
        ) from error


def _body(message: Message) -> str:
    if message.body and message.body.strip():
        return message.body
    return words_of_html(message.html_body or "")


def _senders(message: Message) -> Iterator[str]:
    sender = message.sender or message.properties.str_prop_value(_SENDER_NAME)
    if sender:
        yield sender


def _sent(message: Message) -> datetime | None:
    return message.sent_date


def _name_and_address(sender: str) -> tuple[str, str]:
    shown, _, address = sender.rpartition("<")
    return (shown.strip(" \"'"), address.rstrip(">")) if shown else (sender.strip(" \"'<>"), "")


def _recipients(message: Message, kind: int) -> Iterator[tuple[str, str]]:
    for recipient in message.recipients:
        if (recipient.properties.int_prop_value(_RECIPIENT_TYPE) or _TO) == kind:
            yield recipient.name, recipient.email_address


def _attachments(message: Message) -> Iterator[Attached]:
    for number, attachment in enumerate(message.attachments, start=1):
        yield Attached(_file_name(attachment) or f"attachment {number}", attachment.file_bytes or b"")


def _file_name(attachment: Attachment) -> str:
    properties = attachment.properties
    short = properties.str_prop_value(_SHORT_NAME) or properties.str_prop_value(_DISPLAY_NAME)
    return attachment.file_name or short or ""
