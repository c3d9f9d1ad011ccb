"""A draft taken back from Word: what its drafters did there, what is sure, and what waits for a person."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.casework.around import TakenAround, around_report
from corresp_tracker.casework.letters import links_of, standing_paragraphs
from corresp_tracker.casework.word_origin import base_of, draft_of, taken_since
from corresp_tracker.drafting.link_following import DraftedLink, FollowedLink, follow_all
from corresp_tracker.drafting.redline import RedlinePiece, redline
from corresp_tracker.drafting.roundtrip import KnownParagraph, ParagraphChange
from corresp_tracker.drafting.takeback import (
    FileParagraph,
    ReturnedChange,
    going_on_from,
    is_certain,
    left_out,
    letter_paragraphs,
    returned_changes,
    tracked_in,
)
from corresp_tracker.errors import InvalidLetter
from corresp_tracker.model.cases import Case
from corresp_tracker.model.letters import Letter, Paragraph
from corresp_tracker.model.people import Organisation
from corresp_tracker.model.works import Link, LinkStanding, Work
from corresp_tracker.values.bookmarks import citation_bookmark
from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.letter_text import Arrival, LetterText
from corresp_tracker.values.word_facts import TrackedChange, WordComment, WordFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenLink:
    """A citation of the draft and what became of it: `now` are its words in the file, "" where they are gone.

    `work` is the key of what it cites: a work's, a body's, or a letter's uid; None where nothing is settled.
    """

    work: str | None
    words: str
    now: str
    kept: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenParagraph:
    """One paragraph: as the draft has it (`uid`, `before`) and as the file has it (`text`); None for neither."""

    uid: str | None
    index: int | None
    change: ParagraphChange
    before: str
    text: str
    links: tuple[TakenLink, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenChange:
    """One thing to decide: a paragraph, or those that can only be taken together. `key` names it in one report.

    `why` is one sentence on why a person must look, "" where it is sure. `strokes` are the change in words.
    """

    key: int
    kinds: tuple[ParagraphChange, ...]
    paragraphs: tuple[TakenParagraph, ...]
    strokes: tuple[RedlinePiece, ...]
    tracked: tuple[TrackedChange, ...] = ()
    comments: tuple[WordComment, ...] = ()
    why: str = ""

    @property
    def is_change(self) -> bool:
        """Whether anything is to be decided at all."""
        return self.kinds != (ParagraphChange.UNCHANGED,) or bool(self.why)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadChange:
    """A part of the heading that the file has otherwise: its name, what people call it, and both words."""

    field: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Takeback:
    """What a file would do to the draft. `version` is the one that it was written from, `draft_version` the
    record's own, by which a colleague's change in between is known."""

    letter_id: int
    case_id: int
    reference: str
    version: int
    draft_version: int
    changes: tuple[TakenChange, ...]
    heads: tuple[HeadChange, ...] = ()
    around: tuple[TakenAround, ...] = ()
    tracked: tuple[TrackedChange, ...] = ()
    comments: tuple[WordComment, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def sure(self) -> frozenset[int]:
        """The keys of the changes that nobody needs to look at."""
        return frozenset(change.key for change in self.changes if not change.why)


@dataclass(frozen=True, slots=True)
class Returned:
    """All that comparing a file with a draft gave, for reporting it and for taking it over."""

    letter: Letter
    current: dict[str, Paragraph]
    paragraphs: tuple[FileParagraph, ...]
    changes: tuple[ReturnedChange, ...]
    links: dict[int, Link]
    followed: tuple[FollowedLink, ...]
    report: Takeback


def takeback(session: Session, file: Arrival, *, case: str = "", letter_id: int | None = None) -> Takeback:
    """Say what happened to a draft in Word, changing nothing.

    The draft is the one that the file names, or that of the case, or `letter_id`. Raises InvalidLetter for a file
    that is no Word file or belongs to another draft, NotFound where no draft can be told.
    """
    return compare(session, file, case=case, letter_id=letter_id).report


def compare(session: Session, file: Arrival, *, case: str = "", letter_id: int | None = None) -> Returned:
    """Compare a file with its draft, for `takeback` and for taking it over."""
    said = file.letter
    if said is None or said.word is None:
        raise InvalidLetter(
            "Only a Word file (.docx) can be taken back: save the draft as one, and try again."
        )
    letter = draft_of(session, said, case=case, letter_id=letter_id)
    return _Comparison(session, letter, said).returned()


class _Comparison:
    """A draft beside the file that came back."""

    def __init__(self, session: Session, letter: Letter, said: LetterText) -> None:
        self._session, self._letter, self._said = session, letter, said
        self._word = said.word or WordFacts()
        self._current = {each.uid: each for each in standing_paragraphs(session, letter.id)}
        self._base, self._version = base_of(session, letter, said, self._current)
        written = [KnownParagraph(uid, text) for uid, text in self._base.items()]
        self._paragraphs = letter_paragraphs(said, written)
        known = going_on_from(written, taken_since(session, letter, self._version), self._paragraphs)
        self._base = {each.uid: each.text for each in known}
        self._changes = tuple(
            change for change in returned_changes(known, self._paragraphs) if not self._went_before(change)
        )
        self._texts = {**self._base, **{uid: each.text for uid, each in self._current.items()}}
        self._links = _links_to_follow(session, letter.id, self._current)
        uids = {each.id: uid for uid, each in self._current.items()}
        drafted = [
            DraftedLink(
                link.id,
                uids[link.paragraph_id],
                link.start,
                link.end,
                link.words,
                citation_bookmark(uids[link.paragraph_id], link.id),
            )
            for link in self._links.values()
        ]
        self._followed = follow_all(
            drafted, texts=self._texts, paragraphs=self._paragraphs, changes=self._changes
        )
        self._works = _targets(session, self._links.values())

    def returned(self) -> Returned:
        """Give the comparison, reported."""
        case = self._session.get_one(Case, self._letter.case_id)
        report = Takeback(
            letter_id=self._letter.id,
            case_id=case.id,
            reference=case.reference,
            version=self._version,
            draft_version=self._letter.version,
            changes=tuple(self._taken(key, change) for key, change in enumerate(self._changes)),
            heads=_heads(self._letter, self._said),
            around=self._around(),
            tracked=self._word.tracked,
            comments=self._word.comments,
            warnings=self._warnings(),
        )
        return Returned(
            self._letter,
            self._current,
            self._paragraphs,
            self._changes,
            self._links,
            self._followed,
            report,
        )

    def _around(self) -> tuple[TakenAround, ...]:
        known = [KnownParagraph(uid, text) for uid, text in self._base.items()]
        return around_report(
            self._session,
            self._letter,
            self._said,
            known=known,
            paragraphs=self._paragraphs,
            version=self._version,
        )

    def _taken(self, key: int, change: ReturnedChange) -> TakenChange:
        marks = [tracked_in(self._paragraphs[index], self._word) for index in change.indexes]
        before = "\n".join(self._texts[uid] for uid in change.uids)
        after = "\n".join(self._paragraphs[index].text for index in change.indexes)
        taken = TakenChange(
            key=key,
            kinds=change.kinds,
            paragraphs=self._taken_paragraphs(change),
            strokes=redline(before, after),
            tracked=tuple(each for tracked, _ in marks for each in tracked),
            comments=tuple(each for _, comments in marks for each in comments),
        )
        return replace(taken, why=self._why(change, taken))

    def _taken_paragraphs(self, change: ReturnedChange) -> tuple[TakenParagraph, ...]:
        """Give the change's paragraphs, each citation of the draft beside one of them, once."""
        left = [each for each in self._followed if self._is_in(each, change)]
        found: list[TakenParagraph] = []
        for match in change.matches:
            here = [
                each
                for each in left
                if each.index is None
                or (
                    each.index == match.index
                    and (each.link.uid in (match.uid, None) or not self._has(change, each))
                )
            ]
            here = [each for each in here if each.index is not None or each.link.uid == match.uid]
            left = [each for each in left if each not in here]
            found.append(
                TakenParagraph(
                    uid=match.uid,
                    index=match.index,
                    change=match.change,
                    before=self._texts[match.uid] if match.uid else "",
                    text=self._texts[match.uid or ""]
                    if match.index is None
                    else self._paragraphs[match.index].text,
                    links=tuple(self._taken_link(each) for each in here),
                )
            )
        return tuple(found)

    def _is_in(self, followed: FollowedLink, change: ReturnedChange) -> bool:
        if self._links[followed.link.id].standing is LinkStanding.REJECTED:
            return False
        if followed.index is None:
            return followed.link.uid in change.uids
        return followed.index in change.indexes

    def _has(self, change: ReturnedChange, followed: FollowedLink) -> bool:
        """Say whether one of the change's paragraphs at that place is the citation's own."""
        return any(
            match.uid == followed.link.uid and match.index == followed.index for match in change.matches
        )

    def _taken_link(self, followed: FollowedLink) -> TakenLink:
        now = ""
        if followed.index is not None:
            now = self._paragraphs[followed.index].text[followed.start : followed.end]
        return TakenLink(
            work=self._works.get(followed.link.id),
            words=followed.link.words,
            now=now,
            kept=followed.index is not None,
        )

    def _went_before(self, change: ReturnedChange) -> bool:
        """Say whether the file lacks what the draft lacks by now too."""
        is_lost = change.kinds == (ParagraphChange.LOST,)
        return is_lost and all(uid not in self._current for uid in change.uids)

    def _why(self, change: ReturnedChange, taken: TakenChange) -> str:
        """Say why a person must look at a change; "" where nothing can be lost by taking it."""
        if self._is_conflict(change):
            return "It was changed here as well since the file was written: choose which words stand."
        if change.kinds == (ParagraphChange.UNCHANGED,):
            return ""
        if ParagraphChange.LOST in change.kinds:
            return "The file no longer has this paragraph: say whether it goes."
        gone = [link.words for each in taken.paragraphs for link in each.links if not link.kept]
        if gone:
            return f"The words of a citation are gone: {_listed(gone)}."
        if taken.tracked:
            authors = _listed(list(dict.fromkeys(each.author or "someone" for each in taken.tracked)))
            return f"It has tracked changes by {authors} that nobody has accepted."
        if not is_certain(change, self._texts, self._paragraphs):
            return "Its words changed so much that which paragraph it was is a guess."
        altered = [
            each
            for each in self._followed
            if each.index is not None and self._is_in(each, change) and not each.is_same
        ]
        if altered:
            return f"The words of a citation were changed: {_listed([each.link.words for each in altered])}."
        return ""

    def _is_conflict(self, change: ReturnedChange) -> bool:
        """Say whether both sides changed it: the draft since it went to Word, and the file."""
        ours = any(
            uid not in self._current or self._current[uid].text != self._base[uid] for uid in change.uids
        )
        if not ours:
            return False
        if change.kinds == (ParagraphChange.UNCHANGED,):
            return False
        theirs = [self._paragraphs[index].text for index in change.indexes]
        now = [self._current[uid].text for uid in change.uids if uid in self._current]
        return [text.split() for text in theirs] != [text.split() for text in now]

    def _warnings(self) -> tuple[str, ...]:
        said: list[str] = []
        if self._said.paragraphs and all(not change.uids or not change.indexes for change in self._changes):
            said.append("None of the draft's paragraphs is in this file: see that it is the right one.")
        others = left_out(self._said, self._paragraphs)
        if others:
            said.append(f"Not among the paragraphs, so not taken over: {_listed(list(others))}.")
        if self._word.hidden:
            said.append(f"The file has hidden words, which are left out: {_listed(list(self._word.hidden))}.")
        newest = [uid for uid, text in self._base.items() if _now(self._current, uid) != text]
        if newest:
            said.append(
                "The draft was changed here after the file was written: both sides' changes are kept apart."
            )
        return tuple(said)


def _links_to_follow(session: Session, letter_id: int, current: dict[str, Paragraph]) -> dict[int, Link]:
    """Give the links of the draft's paragraphs by id, but for those whose words had gone before."""
    ids = {paragraph.id for paragraph in current.values()}
    found = links_of(session, letter_id)
    return {link.id: link for link in found if link.paragraph_id in ids and not link.lost}


def _targets(session: Session, links: Collection[Link]) -> dict[int, str]:
    """Give the key of what each link names, by the link's id."""
    found: dict[int, str] = {}
    for table, column, key in (
        (Work, "work_id", Work.key),
        (Organisation, "organisation_id", Organisation.key),
        (Letter, "cited_letter_id", Letter.uid),
    ):
        wanted = {link.id: getattr(link, column) for link in links if getattr(link, column) is not None}
        if wanted:
            keys: dict[int, str | None] = dict(
                session.execute(select(table.id, key).where(table.id.in_(wanted.values()))).all()
            )
            found |= {link: key for link, target in wanted.items() if (key := keys.get(target))}
    return found


def _heads(letter: Letter, said: LetterText) -> tuple[HeadChange, ...]:
    """List what the file says otherwise above and below the paragraphs, where it says anything."""
    pairs = (
        ("subject", "subject", letter.subject, said.subject),
        ("salutation", "salutation", letter.salutation, said.salutation),
        ("sign_off", "sign-off", letter.sign_off, said.sign_off),
        ("our_reference", "our reference", letter.our_reference, said.our_reference),
        ("their_reference", "their reference", letter.their_reference, said.their_reference),
        (
            "dated",
            "date",
            letter.dated.in_words() if letter.dated else "",
            said.dated.in_words() if said.dated else "",
        ),
    )
    return tuple(
        HeadChange(field=name, label=label, before=before, after=after)
        for name, label, before, after in pairs
        if after and folded_words(after) != folded_words(before)
    )


def _now(current: dict[str, Paragraph], uid: str) -> str | None:
    return current[uid].text if uid in current else None


def _listed(words: Sequence[str]) -> str:
    shown = [f"“{each if len(each) <= 60 else each[:59] + '…'}”" for each in words[:3]]
    more = f" and {len(words) - 3} more" if len(words) > 3 else ""
    return ", ".join(shown) + more
