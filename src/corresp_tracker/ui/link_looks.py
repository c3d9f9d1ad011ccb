"""What a reader sees of a link: whether it stands, asks, or names what the office does not hold."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from corresp_tracker.ui.in_words import counted, short_date

if TYPE_CHECKING:
    from corresp_tracker.store.lists import PageLink
    from corresp_tracker.ui.theme import Colours


class LinkLook(StrEnum):
    """How a link is shown."""

    STANDS = "stands"
    ASKS = "asks"
    GAP = "not held"


MARGIN_MARKS = {LinkLook.ASKS: "?", LinkLook.GAP: "+"}
"""What stands in the margin beside a line with such a link, for those who do not see the underline."""


def look_of(link: PageLink) -> LinkLook | None:
    """Say how a link is shown; None for one that is not: rejected, or a body that is merely named."""
    if link.standing == "rejected":
        return None
    if link.lost:
        return LinkLook.ASKS
    if link.kind == "body":
        return None
    if link.is_gap:
        return LinkLook.GAP
    return LinkLook.ASKS if link.asks else LinkLook.STANDS


def underline(painter: QPainter, rect: QRectF, look: LinkLook, colours: Colours) -> None:
    """Draw the underline of a look at the foot of a rectangle: solid, dotted or dashed, never a block."""
    width = max(1.4, rect.height() / 15)
    pen = QPen(
        {
            LinkLook.STANDS: colours.link_stands,
            LinkLook.ASKS: colours.link_asks,
            LinkLook.GAP: colours.link_gap,
        }[look],
        width if look is not LinkLook.ASKS else width * 1.25,
    )
    pen.setCapStyle(Qt.PenCapStyle.RoundCap if look is LinkLook.ASKS else Qt.PenCapStyle.FlatCap)
    if look is not LinkLook.STANDS:
        pen.setDashPattern([0.01, 1.9] if look is LinkLook.ASKS else [4.2, 2.6])
    painter.setPen(pen)
    painter.drawLine(QLineF(rect.left(), rect.bottom(), rect.right(), rect.bottom()))


def target_in_words(link: PageLink) -> str:
    """Say what a link names: the title, the letter's reference, or the body."""
    if link.work_id is not None:
        edition = f" ({link.edition})" if link.kind == "programme" and link.edition else ""
        return link.work_title + edition
    if link.cited_letter_id is not None:
        return f"Letter in {link.cited_letter_reference}"
    return link.organisation_name


def dates_in_words(link: PageLink) -> str:
    """Give when the work was published and inspected: "Published 15 Dec 2015 · inspected July 2015"."""
    parts: list[str] = []
    if link.published_on:
        parts.append(f"published {short_date(link.published_on)}")
    if link.inspected_on:
        parts.append(f"inspected {short_date(link.inspected_on)}")
    words = " · ".join(parts)
    return words[:1].upper() + words[1:]


def standing_in_words(link: PageLink) -> str:
    """Say who stands behind a link."""
    if link.lost:
        return "The words that were judged have gone: look again"
    if link.standing == "rejected":
        return f"Rejected by {link.judged_by}" if link.judged_by else "Rejected"
    if link.standing == "confirmed":
        return f"Confirmed by {link.judged_by}" if link.judged_by else "Confirmed"
    if link.is_gap:
        return "Not held"
    return f"Found by the program, {link.confidence}"


def spoken(link: PageLink) -> str:
    """Give a link as its tooltip and a screen reader say it."""
    lines = (target_in_words(link) or "Not held", dates_in_words(link), standing_in_words(link), link.reason)
    warnings = tuple(f"Check: {check.message}" for check in link.checks)
    return "\n".join(line for line in (*lines, *warnings) if line)


def links_in_words(links: tuple[PageLink, ...]) -> str:
    """Give the foot of a letter: "21 links, 2 to look at, 1 not held: add"."""
    looks = [look for link in links if (look := look_of(link))]
    asks, gaps = looks.count(LinkLook.ASKS), looks.count(LinkLook.GAP)
    held = len(looks) - gaps
    parts = [counted(held, "link")] if held or not gaps else []
    if asks:
        parts.append(f"{asks} to look at")
    if gaps:
        parts.append(f"{gaps} not held: add")
    return ", ".join(parts)
