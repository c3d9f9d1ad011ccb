"""What was decided about a draft that came back from Word, taken over: words, order, citations; the file kept."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from corresp_tracker.casework.around import take_around
from corresp_tracker.casework.letters import fetch_letter, freeze, links_of
from corresp_tracker.casework.links import office_register, relink_letter
from corresp_tracker.casework.out_in_word import end_word_copy
from corresp_tracker.casework.takeback import Returned, Takeback, compare
from corresp_tracker.drafting.link_following import FollowedLink
from corresp_tracker.drafting.roundtrip import ParagraphChange
from corresp_tracker.drafting.takeback import ReturnedChange
from corresp_tracker.errors import InvalidLetter
from corresp_tracker.model.base import new_uid, now
from corresp_tracker.model.letters import DocumentPart, Letter, LetterDocument, Paragraph, RevisionSource
from corresp_tracker.model.works import Link, LinkStanding
from corresp_tracker.store.documents import keep
from corresp_tracker.store.history import about
from corresp_tracker.values.citation import CitationKind, Confidence
from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.letter_text import Arrival
from corresp_tracker.values.numbering import labels

_HEADS = ("subject", "salutation", "sign_off", "our_reference", "their_reference", "dated")
_KEPT_REASON = "kept with its words when the draft came back from Word"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """What was taken over: the report, the keys that were taken, and the number of the version that this made."""

    report: Takeback
    taken: frozenset[int]
    version: int


def take_back(
    session: Session,
    file: Arrival,
    *,
    data: bytes,
    name: str,
    by: str,
    letter_id: int | None = None,
    case: str = "",
    keys: Collection[int] | None = None,
    heads: Collection[str] = (),
    around: Collection[int] = (),
    version: int | None = None,
) -> TakenBack:
    """Take over what was chosen of a file, and freeze the draft as its next version with the file beside it.

    `keys` are those of Takeback.changes; None takes what is sure. `heads` are the fields of the heading to take,
    `around` the keys of Takeback.around. `version` is the draft's own as it was when the person chose. What is not
    taken stays as the draft has it; a citation that was reported as kept is kept. From then on the draft is changed here
    again, unless another file than this is the one that went to Word. Raises as `takeback` does, and ChangedElsewhere.
    """
    returned = compare(session, file, case=case, letter_id=letter_id)
    letter = fetch_letter(session, returned.letter.id, version=version)
    taken = returned.report.sure if keys is None else frozenset(keys)
    unknown = taken - {change.key for change in returned.report.changes}
    if unknown:
        raise InvalidLetter("What was chosen is not in this file: take it back again.")
    _Taking(session, returned, taken, by=by).take()
    _take_heads(session, letter, file, heads)
    take_around(session, letter, returned.report.around, around)
    end_word_copy(session, letter.id, file=name)
    document = keep(session, data)
    session.add(
        LetterDocument(letter_id=letter.id, document_id=document.id, part=DocumentPart.DRAFT, name=name)
    )
    revision = freeze(session, letter, RevisionSource.WORD_IN, by=by, document_id=document.id)
    about(session, letter.case_id)
    session.flush()
    return TakenBack(report=returned.report, taken=taken, version=revision.number)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A paragraph of the draft as it will be: its uid, and the file's paragraph that it takes its words from."""

    uid: str
    index: int | None


class _Taking:
    """The changes that are taken, put over the draft."""

    def __init__(self, session: Session, returned: Returned, taken: Collection[int], *, by: str) -> None:
        self._session, self._returned, self._by = session, returned, by
        chosen = [each for key, each in enumerate(returned.changes) if key in taken]
        self._taken = [each for each in chosen if not self._is_ours(each)]
        self._left = [each for each in returned.changes if each not in self._taken]
        self._hosts = dict(self._host_uids())

    def take(self) -> None:
        """Write the paragraphs, lead the citations to their words, and propose links afresh."""
        letter, links = self._returned.letter, self._returned.links
        ids = self._write(self._order())
        led = [each for each in self._returned.followed if each.index in self._hosts]
        gone = {uid for change in self._taken for uid in change.uids}
        for each in self._returned.followed:
            if each.index is None and each.link.uid in gone:
                links[each.link.id].lost = True
        for each in led:
            self._lead(links[each.link.id], each, ids)
        self._session.flush()
        wanted = [_Wanted.of(links[each.link.id]) for each in led]
        relink_letter(self._session, letter.id, register=office_register(self._session))
        held = links_of(self._session, letter.id)
        for each in wanted:
            if any(each.is_met_by(link) for link in held):
                continue
            for link in held:
                if each.gives_way(link) and not any(other.is_met_by(link) for other in wanted):
                    self._session.refresh(link, ["candidates"])
                    self._session.delete(link)
            self._session.add(each.made(by=self._by))
        self._session.flush()

    def _is_ours(self, change: ReturnedChange) -> bool:
        """Say whether the file left it as it was while the draft went on: then the draft's words stand."""
        return change.kinds == (ParagraphChange.UNCHANGED,) and any(
            uid not in self._returned.current
            or self._returned.current[uid].text.split() != self._text(change.indexes[0]).split()
            for uid in change.uids
        )

    def _host_uids(self) -> Iterator[tuple[int, str]]:
        """Give the uid under which each of the file's paragraphs goes on: a draft's paragraph, or a new one."""
        for change in self._taken:
            free = list(change.uids)
            for index in change.indexes:
                own = [match.uid for match in change.matches if match.index == index and match.uid in free]
                uid = own[0] if own and own[0] else new_uid()
                if uid in free:
                    free.remove(uid)
                yield index, uid

    def _order(self) -> list[_Placed]:
        """Put what is taken in the order of the file, and what stays after what it stood after."""
        by_index = {index: change for change in self._left for index in change.indexes}
        placed: list[_Placed] = []
        for index in range(len(self._returned.paragraphs)):
            if index in self._hosts:
                placed.append(_Placed(self._hosts[index], index))
            elif index in by_index and ParagraphChange.MOVED not in by_index[index].kinds:
                placed += [_Placed(uid, None) for uid in by_index[index].uids if self._is_free(uid, placed)]
        gone = {uid for change in self._taken for uid in change.uids}
        before: str | None = None
        for uid in self._returned.current:
            if self._is_free(uid, placed) and uid not in gone:
                placed.insert(_place_after(before, placed), _Placed(uid, None))
            if not self._is_free(uid, placed):
                before = uid
        return placed

    def _is_free(self, uid: str, placed: list[_Placed]) -> bool:
        return uid in self._returned.current and all(each.uid != uid for each in placed)

    def _write(self, placed: list[_Placed]) -> dict[str, int]:
        """Make the draft's paragraphs these; give their ids by uid. Those that are left out are kept as removed."""
        letter_id = self._returned.letter.id
        held = {
            each.uid: each
            for each in self._session.scalars(select(Paragraph).where(Paragraph.letter_id == letter_id))
        }
        standing = {each.uid for each in placed}
        for each in placed:
            if each.uid not in held:
                held[each.uid] = Paragraph(uid=each.uid, letter_id=letter_id, position=0)
                self._session.add(held[each.uid])
            self._put(held[each.uid], each.index)
        for uid, paragraph in held.items():
            paragraph.removed = uid not in standing
        ordered = [held[each.uid] for each in placed]
        named = labels([(each.level, each.numbered) for each in ordered])
        for position, (paragraph, label) in enumerate(zip(ordered, named, strict=True)):
            paragraph.position, paragraph.label = position, label
        flag_modified(self._returned.letter, "subject")
        self._session.flush()
        return {uid: paragraph.id for uid, paragraph in held.items()}

    def _put(self, paragraph: Paragraph, index: int | None) -> None:
        """Give a paragraph the words of the file's; None leaves it its own."""
        if index is None:
            return
        said = self._returned.paragraphs[index]
        is_known = paragraph.uid in self._returned.current
        # A reader may miss a number that somebody typed by hand; a paragraph that had one keeps it.
        if not is_known or paragraph.text.split() != said.text.split():
            paragraph.text = said.text
            paragraph.italics = [list(span) for span in said.italics]
        paragraph.level = said.level
        paragraph.numbered = said.numbered or (is_known and paragraph.numbered and not said.is_plain)

    def _lead(self, link: Link, followed: FollowedLink, ids: dict[str, int]) -> None:
        assert followed.index is not None
        uid = self._hosts[followed.index]
        words = self._returned.paragraphs[followed.index].text[followed.start : followed.end]
        link.paragraph_id, link.start, link.end = ids[uid], followed.start, followed.end
        link.words, link.lost = words, False

    def _text(self, index: int) -> str:
        return self._returned.paragraphs[index].text


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """A citation that the report says is kept: its place, and what it names."""

    paragraph_id: int
    start: int
    end: int
    words: str
    kind: CitationKind
    target: tuple[int | None, int | None, int | None]

    @classmethod
    def of(cls, link: Link) -> "_Wanted":
        return cls(
            paragraph_id=link.paragraph_id,
            start=link.start,
            end=link.end,
            words=link.words,
            kind=link.kind,
            target=(link.work_id, link.cited_letter_id, link.organisation_id),
        )

    def is_met_by(self, link: Link) -> bool:
        """Say whether a link at these words names the same, or, where nothing was settled, whatever it may."""
        overlaps = link.start < self.end and self.start < link.end
        named = (link.work_id, link.cited_letter_id, link.organisation_id)
        is_same = named == self.target or not any(self.target)
        return link.paragraph_id == self.paragraph_id and overlaps and is_same and not link.lost

    def gives_way(self, link: Link) -> bool:
        """Say whether a link that nobody has judged claims the same words for something else."""
        overlaps = link.start < self.end and self.start < link.end
        return link.paragraph_id == self.paragraph_id and overlaps and not link.is_judged

    def made(self, *, by: str) -> Link:
        """Make the link again: whoever took the paragraph over has seen it kept."""
        work, letter, organisation = self.target
        return Link(
            paragraph_id=self.paragraph_id,
            start=self.start,
            end=self.end,
            words=self.words,
            kind=self.kind,
            standing=LinkStanding.CONFIRMED,
            confidence=Confidence.CERTAIN,
            reason=_KEPT_REASON,
            work_id=work,
            cited_letter_id=letter,
            organisation_id=organisation,
            judged_by=by,
            judged_at=now(),
        )


def _place_after(uid: str | None, placed: list[_Placed]) -> int:
    """Give the place after a paragraph; the beginning where there is none before."""
    return next((at + 1 for at, each in enumerate(placed) if each.uid == uid), 0)


def _take_heads(session: Session, letter: Letter, file: Arrival, fields: Collection[str]) -> None:
    """Take parts of the heading from the file, where it says anything."""
    said = file.letter
    assert said is not None
    for name in fields:
        value = getattr(said, name)
        if name not in _HEADS or not value:
            raise InvalidLetter("What was chosen of the heading is not in this file: take it back again.")
        setattr(letter, name, value)
    letter.folded_subject = " ".join(folded_words(letter.subject))
    session.flush()
