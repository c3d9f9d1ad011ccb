"""The versions of a letter that were frozen, with their files, and any two of them held side by side."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from corresp_tracker.casework.letters import fetch_letter, frozen_body
from corresp_tracker.drafting.versions import (
    ComparedVersions,
    LetterVersion,
    VersionCitation,
    VersionParagraph,
    compare_versions,
)
from corresp_tracker.errors import NotFound
from corresp_tracker.model.cases import Case
from corresp_tracker.model.letters import (
    Clearance,
    Document,
    Letter,
    LetterDocument,
    Revision,
    RevisionSource,
)
from corresp_tracker.model.people import Organisation
from corresp_tracker.model.works import LinkStanding, Work
from corresp_tracker.values.letter_text import Direction
from corresp_tracker.values.partial_date import PartialDate

_HEADS = {
    "subject": "Subject",
    "dated": "Date",
    "our_reference": "Our reference",
    "their_reference": "Their reference",
    "marking": "Marking",
    "handling": "Handling",
    "addressees": "To",
    "copy_to": "Copy to",
    "salutation": "Salutation",
    "sign_off": "Sign-off",
    "enclosures": "Enclosures",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionFile:
    """The file that a version went to or came from; `sha256` are 64 hex digits."""

    document_id: int
    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """A frozen version of a letter: what froze it, who and when (UTC), its file, and what clearers said of it."""

    number: int
    source: RevisionSource
    by: str
    at: datetime
    file: VersionFile | None
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterVersions:
    """A letter and its frozen versions, the oldest first."""

    letter_id: int
    reference: str
    subject: str
    is_draft: bool
    versions: tuple[VersionRow, ...]

    @property
    def usual(self) -> tuple[int | None, int | None]:
        """The two that are asked for most, the older first; None is the letter as it is now.

        Of a draft the last version and now. A letter that came or went is not written any more: its last two.
        """
        numbers = [version.number for version in self.versions]
        if self.is_draft or len(numbers) == 1:
            return numbers[-1] if numbers else None, None
        return (numbers[-2], numbers[-1]) if numbers else (None, None)


def versions_of(session: Session, letter_id: int) -> LetterVersions:
    """Give a letter's frozen versions. Raises NotFound."""
    letter = fetch_letter(session, letter_id)
    asked = (
        select(Revision.id, Revision.number, Revision.source, Revision.by, Revision.at, Revision.document_id)
        .where(Revision.letter_id == letter_id)
        .order_by(Revision.number)
    )
    rows = session.execute(asked).all()
    files = _files(session, letter_id)
    answers = _answers(session, letter_id)
    return LetterVersions(
        letter_id=letter_id,
        reference=session.get_one(Case, letter.case_id).reference,
        subject=letter.subject,
        is_draft=letter.is_draft,
        versions=tuple(
            VersionRow(
                number=row.number,
                source=row.source,
                by=row.by,
                at=row.at,
                file=files.get(row.document_id or 0),
                answers=tuple(answers.get(row.id, ())),
            )
            for row in rows
        ),
    )


def compare(session: Session, letter_id: int, older: int | None, newer: int | None) -> ComparedVersions:
    """Hold two versions of a letter side by side, by their numbers; None is the letter as it is now. Raises NotFound."""
    letter = fetch_letter(session, letter_id)
    bodies = [_body(session, letter, number) for number in (older, newer)]
    named = _names(session, bodies)
    before, after = (_version(body, named) for body in bodies)
    return compare_versions(before, after)


def latest_letter(session: Session, case: Case) -> int:
    """Give the letter of a case whose versions are most likely meant: its newest draft, else its newest letter.

    Raises NotFound for a case without any.
    """
    asked = select(Letter).where(Letter.case_id == case.id).order_by(Letter.id.desc())
    letters = session.scalars(asked).all()
    ours = [letter for letter in letters if letter.direction is Direction.OUT]
    chosen = next((letter for letter in ours if letter.is_draft), None) or next(iter(ours or letters), None)
    if chosen is None:
        raise NotFound(f"No letter is logged in {case.reference}.")
    return chosen.id


def _files(session: Session, letter_id: int) -> dict[int, VersionFile]:
    asked = (
        select(Document.id, Document.size, Document.sha256, LetterDocument.name)
        .join(LetterDocument, LetterDocument.document_id == Document.id)
        .where(LetterDocument.letter_id == letter_id)
        .order_by(LetterDocument.id)
    )
    return {
        row.id: VersionFile(document_id=row.id, name=row.name, size=row.size, sha256=row.sha256)
        for row in session.execute(asked)
    }


def _answers(session: Session, letter_id: int) -> Mapping[int, Sequence[str]]:
    asked = (
        select(Clearance)
        .join(Revision, Revision.id == Clearance.revision_id)
        .where(Revision.letter_id == letter_id)
        .order_by(Clearance.id)
    )
    found: defaultdict[int, list[str]] = defaultdict(list)
    for clearance in session.scalars(asked):
        day = PartialDate.of_day(clearance.at.astimezone().date()).in_words()
        note = f" (“{clearance.note}”)" if clearance.note else ""
        found[clearance.revision_id].append(f"{clearance.clearer}: {clearance.outcome} on {day}{note}")
    return found


def _body(session: Session, letter: Letter, number: int | None) -> dict[str, Any]:
    if number is None:
        return frozen_body(session, letter)
    asked = select(Revision.body).where(Revision.letter_id == letter.id, Revision.number == number)
    body = session.scalar(asked)
    if body is None:
        raise NotFound(f"This letter has no version {number}: choose one of those listed.")
    return body


def _version(body: Mapping[str, Any], named: Mapping["_Key", "_Named"]) -> LetterVersion:
    return LetterVersion(
        head={name: _head_in_words(key, body[key]) for key, name in _HEADS.items() if key in body},
        paragraphs=tuple(
            VersionParagraph(
                uid=each["uid"],
                label=each["label"],
                level=each["level"],
                text=each["text"],
                citations=tuple(_citations(each, named)),
            )
            for each in body["paragraphs"]
            if str(each["text"]).strip()
        ),
    )


def _head_in_words(key: str, value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(map(str, value))  # pyright: ignore[reportUnknownArgumentType]  JSON
    if key == "dated":
        return PartialDate.parse(value).in_words() if value else ""
    return str(value or "")


_Key = tuple[str, int]


def _citations(paragraph: Mapping[str, Any], named: Mapping[_Key, "_Named"]) -> Iterator[VersionCitation]:
    """Give what a frozen paragraph cites: what was rejected, or had lost its words by then, cites nothing."""
    for link in paragraph["links"]:
        words = str(link["words"])
        is_there = paragraph["text"][link["start"] : link["end"]] == words
        if link["standing"] == LinkStanding.REJECTED or not is_there:
            continue
        key = _target(link)
        nothing_held = _Named(f"words {' '.join(words.casefold().split())}", "")
        found = named.get(key, nothing_held) if key else nothing_held
        yield VersionCitation(words=words, target=found.target, names=found.words)


def _target(link: Mapping[str, Any]) -> _Key | None:
    for kind in ("work_id", "cited_letter_id", "organisation_id"):
        if link[kind] is not None:
            return kind, int(link[kind])
    return None


@dataclass(frozen=True, slots=True)
class _Named:
    """What a citation names: what tells it from all else, and what people call it."""

    target: str
    words: str


def _names(session: Session, bodies: Sequence[Mapping[str, Any]]) -> dict[_Key, _Named]:
    """Say what some versions cite, as it is called now; a work that was merged meanwhile is the one that was kept."""
    wanted: defaultdict[str, set[int]] = defaultdict(set)
    for body in bodies:
        for link in (link for paragraph in body["paragraphs"] for link in paragraph["links"]):
            if key := _target(link):
                wanted[key[0]].add(key[1])
    kept = aliased(Work)
    works = (
        select(Work.id, func.coalesce(kept.id, Work.id), func.coalesce(kept.title, Work.title))
        .outerjoin(kept, kept.id == Work.merged_into_id)
        .where(Work.id.in_(wanted["work_id"]))
    )
    named = {
        ("work_id", work_id): _Named(f"work {kept_id}", title)
        for work_id, kept_id, title in session.execute(works)
    }
    organisations = select(Organisation).where(Organisation.id.in_(wanted["organisation_id"]))
    for body in session.scalars(organisations):
        named["organisation_id", body.id] = _Named(f"body {body.id}", body.name)
    letters = (
        select(Letter.id, Letter.dated, Case.reference)
        .join(Case, Case.id == Letter.case_id)
        .where(Letter.id.in_(wanted["cited_letter_id"]))
    )
    for letter_id, dated, reference in session.execute(letters):
        day = f" of {dated.in_words()}" if dated else ""
        named["cited_letter_id", letter_id] = _Named(f"letter {letter_id}", f"the letter{day} in {reference}")
    return named
