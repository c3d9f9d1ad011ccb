"""Clearance: who must agree to a draft, what they agreed to, and what has changed since."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.casework.letters import fetch_draft, freeze, standing_paragraphs
from corresp_tracker.casework.names import bare_name
from corresp_tracker.errors import InvalidLetter, NotFound
from corresp_tracker.model.base import now
from corresp_tracker.model.cases import Case, CaseKind
from corresp_tracker.model.letters import (
    Clearance,
    ClearanceRequest,
    DocumentPart,
    Letter,
    LetterDocument,
    Paragraph,
    Revision,
    RevisionSource,
)
from corresp_tracker.model.people import Person
from corresp_tracker.store.documents import keep
from corresp_tracker.store.history import about
from corresp_tracker.values.partial_date import PartialDate

_STEPS = re.compile(r"\s*;\s*(?:then\s+)?|\s*,?\s+then\s+", re.IGNORECASE)
_SIDE_BY_SIDE = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+", re.IGNORECASE)


class Outcome(StrEnum):
    """What somebody said of a draft."""

    CLEARED = "cleared"
    WITH_CHANGES = "cleared with changes"
    REFUSED = "not cleared"
    STANDS = "still stands"
    SIGNED_OFF = "signed off"


AGREED = frozenset({Outcome.CLEARED, Outcome.WITH_CHANGES, Outcome.STANDS, Outcome.SIGNED_OFF})


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearanceRow:
    """Where one clearer stands. `outcome` is None until they have answered; `revision` is what they answered about.

    `changed` are the labels of the paragraphs that are not as they were in that revision; "4 (taken out)" for one that
    is there no more. `at` is when they answered (UTC), `evidence` the name of the file that shows it. `deputy` is who
    answered for them, "" where they did themselves.
    """

    request_id: int
    clearer: str
    email: str
    step: int
    is_sign_off: bool
    asked_at: datetime | None
    asked_revision: int | None
    outcome: Outcome | None
    revision: int | None
    at: datetime | None
    offline: bool
    note: str
    evidence: str
    changed: tuple[str, ...]
    deputy: str = ""

    @property
    def holds(self) -> bool:
        """Say whether they agreed to the draft as it is now."""
        return self.outcome in AGREED and not self.changed

    def in_words(self) -> str:
        """Say where they stand: "Cleared revision 3 on 4 March 2026; paragraph 4 changed since"."""
        if self.outcome is None or self.at is None:
            return f"Asked about revision {self.asked_revision}" if self.asked_revision else "Not asked yet"
        day = PartialDate.of_day(self.at.astimezone().date()).in_words()
        said = self.outcome.value.capitalize()
        how = ", by word of mouth or on paper" if self.offline else ""
        by = f", by {self.deputy} for them" if self.deputy else ""
        return f"{said}: revision {self.revision} on {day}{by}{how}{changed_in_words(self.changed)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What a clearer answered, and how: `evidence` is the name and bytes of the e-mail or file that shows it.

    `deputy` is who answered in place of a clearer who is away.
    """

    outcome: Outcome
    offline: bool = False
    note: str = ""
    evidence: tuple[str, bytes] | None = None
    deputy: str = ""


def changed_in_words(changed: Sequence[str]) -> str:
    """Say what changed since a revision: "; paragraphs 2 and 4 changed since"."""
    if not changed:
        return ""
    named = changed[0] if len(changed) == 1 else f"{', '.join(changed[:-1])} and {changed[-1]}"
    return f"; paragraph{'' if len(changed) == 1 else 's'} {named} changed since"


def steps_of(words: str) -> tuple[tuple[str, ...], ...]:
    """Read who must clear, as an office writes it: "Policy, Legal; then Communications" are two steps."""
    steps = (_SIDE_BY_SIDE.split(step.strip()) for step in _STEPS.split(words.strip()))
    named = (tuple(dict.fromkeys(name.strip() for name in step if name.strip())) for step in steps)
    return tuple(step for step in named if step)


def clearances_of(session: Session, letter_id: int) -> tuple[ClearanceRow, ...]:
    """Say where every clearer of a draft stands, in the order in which they are asked."""
    requests = session.scalars(
        select(ClearanceRequest)
        .where(ClearanceRequest.letter_id == letter_id)
        .order_by(ClearanceRequest.is_sign_off, ClearanceRequest.step, ClearanceRequest.id)
    ).all()
    answers = _latest_answers(session, [request.id for request in requests])
    now_standing = standing_paragraphs(session, letter_id)
    return tuple(_row(request, answers.get(request.id), now_standing) for request in requests)


def begin_clearance(session: Session, letter_id: int) -> int:
    """Put in those who must clear the replies of the case's kind, where a draft has no clearer yet; give how many."""
    letter = fetch_draft(session, letter_id)
    held = select(ClearanceRequest.id).where(ClearanceRequest.letter_id == letter_id)
    kind_id = session.get_one(Case, letter.case_id).kind_id
    kind = session.get(CaseKind, kind_id) if kind_id else None
    if kind is None or session.scalar(held.limit(1)) is not None:
        return 0
    named = [(name, step) for step, names in enumerate(steps_of(kind.clearers), start=1) for name in names]
    for name, step in named:
        add_clearer(session, letter_id, name, step=step)
    return len(named)


def add_clearer(
    session: Session, letter_id: int, name: str, *, email: str = "", step: int = 1, is_sign_off: bool = False
) -> int:
    """Say that somebody must clear a draft, or sign it off. The e-mail of a person that is held is filled in.

    Raises InvalidLetter for no name, or one that is there already.
    """
    letter = fetch_draft(session, letter_id)
    clearer = " ".join(name.split())
    if not clearer:
        raise InvalidLetter("Type who must clear the draft: a person or a team.")
    others = session.scalars(select(ClearanceRequest).where(ClearanceRequest.letter_id == letter_id)).all()
    if any(other.clearer == clearer and other.is_sign_off == is_sign_off for other in others):
        raise InvalidLetter(f"{clearer} is asked to clear this draft already.")
    request = ClearanceRequest(
        letter_id=letter_id,
        clearer=clearer,
        email=email.strip() or _email_of(session, clearer),
        step=step,
        is_sign_off=is_sign_off,
    )
    session.add(request)
    session.flush()
    about(session, letter.case_id)
    return request.id


def remove_clearer(session: Session, request_id: int) -> None:
    """Take out somebody who has not answered yet. Raises InvalidLetter where they have: that is kept for good."""
    request = _fetch(session, request_id)
    if _latest_answers(session, [request_id]):
        raise InvalidLetter(f"{request.clearer} has answered already: that stays in the record.")
    about(session, session.get_one(Letter, request.letter_id).case_id)
    session.delete(request)
    session.flush()


def has_answered(session: Session, request_id: int) -> bool:
    """Say whether a clearer has answered, about the newest revision or an earlier one."""
    return bool(_latest_answers(session, [request_id]))


def next_to_ask(rows: Sequence[ClearanceRow]) -> tuple[ClearanceRow, ...]:
    """Give those whose turn it is: all of the first step in which somebody has not agreed to the draft as it is."""
    waiting = [row for row in rows if not row.holds]
    if not waiting:
        return ()
    turn = (waiting[0].is_sign_off, waiting[0].step)
    return tuple(row for row in waiting if (row.is_sign_off, row.step) == turn)


def note_asked(session: Session, request_ids: Collection[int], *, revision: int, by: str) -> None:
    """Keep that clearers were sent a revision."""
    for request_id in request_ids:
        request = _fetch(session, request_id)
        request.asked_at, request.asked_by, request.asked_revision = now(), by, revision
        about(session, session.get_one(Letter, request.letter_id).case_id)
    session.flush()


def record_clearance(session: Session, request_id: int, answered: Answered, *, by: str) -> None:
    """Keep what a clearer, or their deputy, answered about the revision that they were sent; for good.

    One who was never sent any has answered about the draft as it is, which is frozen for that. Raises InvalidLetter for
    a refusal without a reason, or that something still stands without one.
    """
    request = _fetch(session, request_id)
    letter = fetch_draft(session, request.letter_id)
    needs_reason = answered.outcome in (Outcome.REFUSED, Outcome.STANDS, Outcome.WITH_CHANGES)
    if needs_reason and not answered.note.strip():
        raise InvalidLetter("Say why in a few words: whoever looks at it later will ask.")
    revision = _revision_answered(session, request, letter, answered.outcome, by=by)
    document_id = None
    if answered.evidence is not None:
        name, data = answered.evidence
        document_id = keep(session, data).id
        session.add(
            LetterDocument(
                letter_id=letter.id, document_id=document_id, part=DocumentPart.CLEARANCE, name=name
            )
        )
    session.add(
        Clearance(
            revision_id=revision.id,
            clearer=" ".join(answered.deputy.split()) or request.clearer,
            outcome=answered.outcome.value,
            offline=answered.offline,
            note=answered.note.strip(),
            request_id=request.id,
            document_id=document_id,
            by=by,
        )
    )
    session.flush()
    about(session, letter.case_id)


def _revision_answered(
    session: Session, request: ClearanceRequest, letter: Letter, outcome: Outcome, *, by: str
) -> Revision:
    """Give the revision that was answered about: the one sent, or the draft as it is now, frozen."""
    if request.asked_revision is not None and outcome is not Outcome.STANDS:
        sent = session.scalar(
            select(Revision).where(Revision.letter_id == letter.id, Revision.number == request.asked_revision)
        )
        if sent is not None:
            return sent
    return freeze(session, letter, RevisionSource.CLEARANCE, by=by)


def changed_since(session: Session, letter_id: int, number: int) -> tuple[str, ...]:
    """Give the labels of a draft's paragraphs that are not as they were in a revision, in order."""
    revision = session.scalar(
        select(Revision).where(Revision.letter_id == letter_id, Revision.number == number)
    )
    return _changed(revision, standing_paragraphs(session, letter_id)) if revision else ()


def _row(
    request: ClearanceRequest,
    answer: tuple[Clearance, Revision, str] | None,
    standing: Sequence[Paragraph],
) -> ClearanceRow:
    clearance, revision, evidence = answer or (None, None, "")
    asked_again = (
        clearance is not None
        and revision is not None
        and request.asked_revision is not None
        and request.asked_revision > revision.number
    )
    if asked_again:
        clearance = revision = None
    return ClearanceRow(
        request_id=request.id,
        clearer=request.clearer,
        email=request.email,
        step=request.step,
        is_sign_off=request.is_sign_off,
        asked_at=request.asked_at,
        asked_revision=request.asked_revision,
        outcome=Outcome(clearance.outcome) if clearance else None,
        revision=revision.number if revision else None,
        at=clearance.at if clearance else None,
        offline=bool(clearance and clearance.offline),
        note=clearance.note if clearance else "",
        evidence=evidence if clearance else "",
        changed=_changed(revision, standing) if revision else (),
        deputy=clearance.clearer if clearance and clearance.clearer != request.clearer else "",
    )


def _latest_answers(
    session: Session, request_ids: Collection[int]
) -> Mapping[int, tuple[Clearance, Revision, str]]:
    asked = (
        select(Clearance, Revision)
        .join(Revision, Revision.id == Clearance.revision_id)
        .where(Clearance.request_id.in_(request_ids))
        .order_by(Clearance.id)
    )
    found = session.execute(asked).all()
    names = _names_of(session, [clearance.document_id for clearance, _ in found])
    return {
        clearance.request_id: (clearance, revision, names.get(clearance.document_id or 0, ""))
        for clearance, revision in found
        if clearance.request_id is not None
    }


def _names_of(session: Session, document_ids: Sequence[int | None]) -> dict[int, str]:
    asked = select(LetterDocument.document_id, LetterDocument.name).where(
        LetterDocument.document_id.in_([each for each in document_ids if each is not None])
    )
    return dict(session.execute(asked).all())


def _changed(revision: Revision, standing: Sequence[Paragraph]) -> tuple[str, ...]:
    was: dict[str, dict[str, Any]] = {each["uid"]: each for each in revision.body["paragraphs"]}
    return tuple(_differences(was, standing))


def _differences(was: Mapping[str, Mapping[str, Any]], standing: Sequence[Paragraph]) -> Iterator[str]:
    for paragraph in standing:
        before = was.get(paragraph.uid)
        if before is None or " ".join(before["text"].split()) != " ".join(paragraph.text.split()):
            yield paragraph.label
    present = {paragraph.uid for paragraph in standing}
    for uid, before in was.items():
        if uid not in present and str(before["text"]).strip():
            yield f"{before['label']} (taken out)"


def _email_of(session: Session, name: str) -> str:
    known = Person.folded_name == bare_name(name)
    people = session.scalars(select(Person.email).where(known, Person.merged_into_id.is_(None))).all()
    return people[0] if len(people) == 1 else ""


def _fetch(session: Session, request_id: int) -> ClearanceRequest:
    request = session.get(ClearanceRequest, request_id)
    if request is None:
        raise NotFound("This clearer was taken out meanwhile: open the clearances again.")
    return request
