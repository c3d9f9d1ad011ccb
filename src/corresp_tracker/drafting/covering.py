"""The e-mail that a letter goes with: to its reader, copied to its copy recipients, and to nobody else."""

from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

_KINDS = {
    ".pdf": ("application", "pdf"),
    ".docx": ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Somebody to whom an e-mail goes: the name as printed, and the address ("" where it is not known)."""

    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Covering:
    """What the e-mail says. `signature` are the lines under it; `marking` stands first in the subject."""

    to: tuple[Mailbox, ...]
    copies: tuple[Mailbox, ...]
    subject: str
    our_reference: str
    marking: str
    salutation: str
    sign_off: str
    signature: tuple[str, ...]


def covering_email(covering: Covering, attached: list[tuple[str, bytes]]) -> bytes:
    """Give the e-mail as .eml, which mail programs open as one that is still to be sent.

    Whoever has no known address is named in `unaddressed`, and is left out rather than guessed at.
    """
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    reference = f" ({covering.our_reference})" if covering.our_reference else ""
    marking = f"{covering.marking}: " if covering.marking else ""
    message["Subject"] = _line(f"{marking}{covering.subject or 'Letter'}{reference}")
    for header, boxes in (("To", covering.to), ("Cc", covering.copies)):
        known = [_address(box) for box in boxes if _is_address(box.address)]
        if known:
            message[header] = known
    message.set_content(_words(covering))
    for name, data in attached:
        main, sub = _KINDS.get(name[name.rfind(".") :].casefold(), ("application", "octet-stream"))
        message.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return message.as_bytes()


def unaddressed(covering: Covering) -> tuple[str, ...]:
    """Name the readers whose e-mail address is not known."""
    return tuple(box.name for box in (*covering.to, *covering.copies) if not _is_address(box.address))


def _words(covering: Covering) -> str:
    of = f" (our reference {covering.our_reference})" if covering.our_reference else ""
    lines = [
        covering.salutation or "Dear Sir or Madam",
        "",
        f"Please find attached a letter{of}" + (f" about: {covering.subject}." if covering.subject else "."),
        "",
        covering.sign_off or "Yours sincerely",
        "",
        *covering.signature,
    ]
    return "\n".join(lines) + "\n"


def _is_address(address: str) -> bool:
    name, at, domain = address.strip().partition("@")
    return bool(name and at and "." in domain) and not any(mark in address for mark in "\r\n,;<> ")


def _address(box: Mailbox) -> Address:
    return Address(_line(box.name), addr_spec=box.address.strip())


def _line(words: str) -> str:
    return " ".join(words.split())
