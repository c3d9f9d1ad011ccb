"""The points of a letter that came, and the paragraphs of a reply that answer them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.casework.letters import fetch_letter, standing_paragraphs
from corresp_tracker.errors import InvalidLetter, NotFound
from corresp_tracker.intake.points import find_points
from corresp_tracker.model.letters import Answer, Letter, Paragraph, Point
from corresp_tracker.store.history import about
from corresp_tracker.values.folding import folded_words

_LONG = 5
_SHARED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class PointRow:
    """A point of the letter that is answered. `start` and `end` are code points into its paragraph.

    `answered_in` are the labels of the draft's paragraphs that answer it; `perhaps_in` the uid and label of one that
    shares its words, where none does yet.
    """

    id: int
    paragraph_id: int
    label: str
    start: int
    end: int
    words: str
    answered_in: tuple[str, ...]
    answering: tuple[str, ...]
    perhaps_in: tuple[str, str] | None

    @property
    def is_open(self) -> bool:
        """Say whether nothing in the draft answers it."""
        return not self.answered_in


def put_points(session: Session, letter: Letter) -> int:
    """Keep the points that are found in a letter which has none; give how many."""
    paragraphs = standing_paragraphs(session, letter.id)
    held = select(Point.id).where(Point.paragraph_id.in_([paragraph.id for paragraph in paragraphs]))
    if session.scalar(held.limit(1)) is not None:
        return 0
    found = [
        Point(paragraph_id=paragraph.id, start=start, end=end, words=paragraph.text[start:end])
        for paragraph in paragraphs
        for start, end in find_points(paragraph.text)
    ]
    session.add_all(found)
    session.flush()
    return len(found)


def points_for(session: Session, draft_id: int) -> tuple[PointRow, ...]:
    """Give the points of the letter that a draft answers, in reading order; none where it answers none."""
    draft = fetch_letter(session, draft_id)
    if draft.answers_id is None:
        return ()
    asked = (
        select(Point, Paragraph)
        .join(Paragraph, Paragraph.id == Point.paragraph_id)
        .where(Paragraph.letter_id == draft.answers_id)
        .order_by(Paragraph.position, Point.start)
    )
    found = session.execute(asked).all()
    drafted = standing_paragraphs(session, draft_id)
    answers = _answers(session, [point.id for point, _ in found], drafted)
    return tuple(_row(point, paragraph, answers[point.id], drafted) for point, paragraph in found)


def add_point(session: Session, paragraph_id: int, start: int, end: int) -> int:
    """Keep words of a letter that came as a point. Raises InvalidLetter, NotFound."""
    paragraph = session.get(Paragraph, paragraph_id)
    if paragraph is None:
        raise NotFound("This paragraph is no longer in the log: open the letter again.")
    words = paragraph.text[max(start, 0) : end]
    if not words.strip():
        raise InvalidLetter("Select the words that ask for something, inside one paragraph, first.")
    for other in session.scalars(select(Point).where(Point.paragraph_id == paragraph_id)):
        if other.start < end and start < other.end:
            raise InvalidLetter("These words are part of a point already: take that one out first.")
    point = Point(paragraph_id=paragraph_id, start=start, end=end, words=words)
    session.add(point)
    session.flush()
    about(session, _case_of(session, paragraph))
    return point.id


def remove_point(session: Session, point_id: int) -> None:
    """Take out what is no point, and what was said to answer it."""
    point = session.get(Point, point_id)
    if point is None:
        return
    for answer in session.scalars(select(Answer).where(Answer.point_id == point_id)):
        session.delete(answer)
    session.flush()
    about(session, _case_of(session, session.get_one(Paragraph, point.paragraph_id)))
    session.delete(point)
    session.flush()


def turn_answer(session: Session, point_id: int, *, draft_id: int, uid: str) -> bool:
    """Say that a paragraph of a draft answers a point, or no longer; give whether it does now.

    `uid` is the paragraph's. Raises NotFound where the draft holds no such paragraph, or the point has gone.
    """
    paragraph = session.scalar(
        select(Paragraph).where(
            Paragraph.letter_id == draft_id, Paragraph.uid == uid, Paragraph.removed.is_(False)
        )
    )
    if paragraph is None or session.get(Point, point_id) is None:
        raise NotFound("Write something in the paragraph first, and choose the point again.")
    held = session.scalar(
        select(Answer).where(Answer.point_id == point_id, Answer.paragraph_id == paragraph.id)
    )
    if held is not None:
        session.delete(held)
    else:
        session.add(Answer(point_id=point_id, paragraph_id=paragraph.id))
    session.flush()
    about(session, _case_of(session, paragraph))
    return held is None


def _case_of(session: Session, paragraph: Paragraph) -> int:
    return session.get_one(Letter, paragraph.letter_id).case_id


def _answers(
    session: Session, point_ids: Sequence[int], drafted: Sequence[Paragraph]
) -> defaultdict[int, list[Paragraph]]:
    """Give the draft's paragraphs that answer each point, in the draft's order."""
    by_id = {paragraph.id: paragraph for paragraph in drafted}
    found: defaultdict[int, list[Paragraph]] = defaultdict(list)
    asked = select(Answer).where(Answer.point_id.in_(point_ids), Answer.paragraph_id.in_(by_id))
    for answer in session.scalars(asked):
        found[answer.point_id].append(by_id[answer.paragraph_id])
    for paragraphs in found.values():
        paragraphs.sort(key=lambda paragraph: paragraph.position)
    return found


def _row(
    point: Point, paragraph: Paragraph, answering: Sequence[Paragraph], drafted: Sequence[Paragraph]
) -> PointRow:
    likely = None if answering else _likely_answer(point.words, drafted)
    return PointRow(
        id=point.id,
        paragraph_id=paragraph.id,
        label=paragraph.label,
        start=point.start,
        end=point.end,
        words=point.words,
        answered_in=tuple(each.label for each in answering),
        answering=tuple(each.uid for each in answering),
        perhaps_in=(likely.uid, likely.label) if likely else None,
    )


def _likely_answer(words: str, drafted: Sequence[Paragraph]) -> Paragraph | None:
    """Give the paragraph that shares most long words with a point: two at least, and more than any other."""
    asked = _long_words(words)
    shared = sorted(
        ((len(asked & _long_words(paragraph.text)), paragraph) for paragraph in drafted),
        key=lambda pair: pair[0],
        reverse=True,
    )
    if not shared or shared[0][0] < _SHARED:
        return None
    return shared[0][1] if len(shared) == 1 or shared[1][0] < shared[0][0] else None


def _long_words(text: str) -> frozenset[str]:
    return frozenset(word for word in folded_words(text) if len(word) >= _LONG)
