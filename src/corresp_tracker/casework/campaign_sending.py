"""A campaign recorded as sent: each letter is looked over first, and then all that can go are recorded as one change."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from corresp_tracker.casework.deadlines import office_today
from corresp_tracker.casework.dispatch import questions_about_day, record_sent
from corresp_tracker.casework.finalising import ToMakeFinal, to_make_final
from corresp_tracker.casework.letters import fetch_draft
from corresp_tracker.casework.separate_replies import to_whom
from corresp_tracker.drafting.final import final_copy
from corresp_tracker.drafting.rendering import RenderingWorker
from corresp_tracker.errors import ChangedElsewhere, CorrespError, InvalidLetter, NotFound
from corresp_tracker.model.cases import Case
from corresp_tracker.model.letters import Campaign, Letter

Progress = Callable[[int, int], None]
"""Called with how many letters are done and how many there are; whatever it raises calls it off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignSummary:
    """A campaign: what it is called, who wrote it when, and how many of its letters are drafts still and have gone."""

    id: int
    title: str
    by: str
    written_at: datetime
    drafts: int
    sent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignLine:
    """A draft of a campaign: whose it is, and why it is left out, or else what looks wrong and does not hold it back.

    `version` is that of the draft as it was looked over.
    """

    letter_id: int
    version: int
    reference: str
    reader: str
    left_out: str = ""
    noted: tuple[str, ...] = ()


def campaigns(session: Session) -> tuple[CampaignSummary, ...]:
    """Give the campaigns, the newest first."""
    gone = func.count(case((Letter.dispatched.is_not(None), 1)))
    asked = (
        select(Campaign, func.count(Letter.id), gone)
        .outerjoin(Letter, Letter.campaign_id == Campaign.id)
        .group_by(Campaign.id)
        .order_by(Campaign.written_at.desc(), Campaign.id.desc())
    )
    return tuple(
        CampaignSummary(
            id=each.id,
            title=each.title,
            by=each.by,
            written_at=each.written_at,
            drafts=letters - sent,
            sent=sent,
        )
        for each, letters, sent in session.execute(asked)
    )


def find_campaign(session: Session, title: str) -> CampaignSummary:
    """Give the newest campaign of this title that has drafts left. Raises NotFound, which names those there are."""
    held = [each for each in campaigns(session) if each.drafts]
    for each in held:
        if each.title.casefold() == title.strip().casefold():
            return each
    there = ", ".join(f"“{each.title}”" for each in held[:5]) or "none"
    raise NotFound(f"No campaign called “{title}” has letters to send; those that have: {there}.")


def look_over(
    session: Session, campaign_id: int, *, sent_on: date, progress: Progress | None = None
) -> tuple[CampaignLine, ...]:
    """Say of each draft of a campaign whether it can be recorded as sent on a day; those left out come first.

    What keeps a single reply from being made ready keeps it here too, and so does a day before the letter that it
    answers came. Raises InvalidLetter for a day that is still to come.
    """
    if sent_on > office_today():
        raise InvalidLetter(
            "The day on which the letters went is still to come: give the day that they went."
        )
    drafts = _drafts(session, campaign_id)
    lines: list[CampaignLine] = []
    for done, letter in enumerate(drafts):
        if progress:
            progress(done, len(drafts))
        lines.append(_line(session, letter, sent_on))
    if progress:
        progress(len(drafts), len(drafts))
    return tuple(sorted(lines, key=lambda line: not line.left_out))


def record_campaign_sent(
    session: Session,
    lines: Sequence[CampaignLine],
    *,
    sent_on: date,
    means: str,
    by: str,
    progress: Progress | None = None,
) -> int:
    """Record the drafts that are not left out as sent, each with the file that went: give how many.

    All of them or none: raises ChangedElsewhere where one is no more as it was looked over, so that the same order given
    twice is refused the second time, and InvalidLetter, which names the case, where one cannot go.
    """
    going = [line for line in lines if not line.left_out]
    with RenderingWorker() as worker:
        for done, line in enumerate(going):
            if progress:
                progress(done, len(going))
            try:
                _record(session, line, sent_on=sent_on, means=means, by=by, worker=worker)
            except ChangedElsewhere as error:
                said = f"the letter in {line.reference} was changed meanwhile: look at the list again."
                raise ChangedElsewhere(f"Nothing was recorded, for {said}") from error
            except CorrespError as error:
                raise InvalidLetter(
                    f"Nothing was recorded, because of {line.reference}: {error.message}"
                ) from error
    if progress:
        progress(len(going), len(going))
    return len(going)


def _drafts(session: Session, campaign_id: int) -> Sequence[Letter]:
    asked = select(Letter).where(Letter.campaign_id == campaign_id, Letter.dispatched.is_(None))
    return session.scalars(asked.order_by(Letter.id)).all()


def _line(session: Session, letter: Letter, sent_on: date) -> CampaignLine:
    left_out, noted = "", ()
    try:
        ready = to_make_final(session, letter.id)
        left_out = " ".join(questions_about_day(session, letter.id, sent_on=sent_on))
        noted = tuple(check.message for check in ready.checked.open)
    except CorrespError as error:
        left_out = error.message
    return CampaignLine(
        letter_id=letter.id,
        version=letter.version,
        reference=session.get_one(Case, letter.case_id).reference,
        reader=to_whom(session, letter),
        left_out=left_out,
        noted=noted,
    )


def _record(
    session: Session, line: CampaignLine, *, sent_on: date, means: str, by: str, worker: RenderingWorker
) -> None:
    letter = fetch_draft(session, line.letter_id)
    if letter.version != line.version:
        raise ChangedElsewhere("The draft was changed meanwhile.")
    ready = to_make_final(session, line.letter_id)
    data = final_copy(_write(ready, worker))
    name = f"{ready.name}.docx"
    record_sent(session, line.letter_id, sent_on=sent_on, means=means, file=None, data=data, name=name, by=by)


def _write(ready: ToMakeFinal, worker: RenderingWorker) -> bytes:
    return ready.template.write(ready.letter, worker=worker)
