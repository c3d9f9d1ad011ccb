"""The e-mail that asks somebody to clear a draft, with the draft attached and what changed since they last saw it."""

from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearanceMail:
    """What the e-mail says. `to` are the addresses that are known; `names` those who are asked, all of them.

    `changed` says what changed since the revision `seen`, the last that they saw; both are empty for the first one.
    """

    names: tuple[str, ...]
    to: tuple[str, ...]
    reference: str
    subject: str
    marking: str
    revision: int
    due: str
    seen: int | None
    changed: tuple[str, ...]
    is_sign_off: bool
    signature: str


def clearance_email(mail: ClearanceMail, *, name: str, data: bytes) -> bytes:
    """Give the e-mail as .eml, which mail programs open as one that is still to be sent; `data` is the Word file."""
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    marking = f"{mail.marking}: " if mail.marking else ""
    act = "signature" if mail.is_sign_off else "clearance"
    message["Subject"] = " ".join(f"{marking}For {act}: {mail.subject} ({mail.reference})".split())
    if mail.to:
        message["To"] = ", ".join(mail.to)
    message.set_content("\n".join(_lines(mail)) + "\n")
    message.add_attachment(
        data,
        maintype="application",
        subtype="vnd.openxmlformats-officedocument.wordprocessingml.document",
        filename=name,
    )
    return message.as_bytes()


def _lines(mail: ClearanceMail) -> list[str]:
    by = f" by {mail.due}" if mail.due else ""
    asked = "sign off" if mail.is_sign_off else "clear"
    lines = [
        f"{', '.join(mail.names)},",
        "",
        f"Please {asked} the attached draft{by}: {mail.subject} ({mail.reference}), revision {mail.revision}.",
        "",
    ]
    if mail.seen is not None:
        lines += [f"{_changed(mail.changed)} since revision {mail.seen}, which you saw.", ""]
    lines.append("Answer this e-mail with “Cleared”, or with what must change, in the Word file or in words.")
    return [*lines, "", mail.signature] if mail.signature else lines


def _changed(changed: Sequence[str]) -> str:
    if not changed:
        return "Nothing has changed"
    named = changed[0] if len(changed) == 1 else f"{', '.join(changed[:-1])} and {changed[-1]}"
    return f"Paragraph {named} has changed" if len(changed) == 1 else f"Paragraphs {named} have changed"
