"""What was said, as an answer to whoever asks: date, with whom, reference and words, plain and rich."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.errors import NotFound
from corresp_tracker.model.cases import Case
from corresp_tracker.model.letters import Letter, Paragraph
from corresp_tracker.store.search import correspondents, standing_of
from corresp_tracker.values.letter_text import Direction


@dataclass(frozen=True, slots=True)
class Answer:
    """The same words twice: as plain text, and as HTML for Word and Outlook."""

    plain: str
    html: str


def copy_as_answer(session: Session, paragraph_ids: Sequence[int]) -> Answer:
    """Give paragraphs with their letters' date, correspondent and reference, oldest letter first.

    Nothing of a letter but the asked paragraphs goes along. Raises NotFound where none is there any more.
    """
    rows = session.execute(
        select(Paragraph, Letter, Case.reference)
        .join(Letter, Letter.id == Paragraph.letter_id)
        .join(Case, Case.id == Letter.case_id)
        .where(Paragraph.id.in_(paragraph_ids), Paragraph.removed.is_(False))
        .order_by(Letter.dated, Letter.id, Paragraph.position)
    ).all()
    if not rows:
        raise NotFound("These paragraphs are no longer in the log: search again.")
    named = correspondents(session, [letter.id for _, letter, _ in rows])
    plain: list[str] = []
    html: list[str] = []
    for letter_id, of_letter in groupby(rows, key=lambda row: row[1].id):
        said = list(of_letter)
        head = _head(said[0][1], said[0][2], with_whom=named.get(letter_id, ""))
        plain.append("\n".join([head, *(_plain(paragraph) for paragraph, _, _ in said)]))
        html.append(f"<p><b>{escape(head)}</b></p>" + "".join(_html(paragraph) for paragraph, _, _ in said))
    return Answer("\n\n".join(plain) + "\n", "".join(html))


def _head(letter: Letter, reference: str, *, with_whom: str) -> str:
    """Say which letter it is: "Letter of 24 November 2016 to Sir Michael Wilshaw (INS/2016/0001), sent"."""
    dated = f" of {letter.dated.in_words()}" if letter.dated else ""
    way = "from" if letter.direction is Direction.IN else "to"
    whom = f" {way} {with_whom}" if with_whom else ""
    draft = ", draft: not sent" if standing_of(letter) == "draft" else ""
    return f"Letter{dated}{whom} ({reference}{draft})"


def _plain(paragraph: Paragraph) -> str:
    return f"{paragraph.label}\t{paragraph.text}"


def _html(paragraph: Paragraph) -> str:
    words = ""
    at = 0
    for start, end in paragraph.italics:
        words += escape(paragraph.text[at:start]) + f"<i>{escape(paragraph.text[start:end])}</i>"
        at = end
    words += escape(paragraph.text[at:])
    return f"<p>{escape(paragraph.label)}&nbsp;&nbsp;{words}</p>"
