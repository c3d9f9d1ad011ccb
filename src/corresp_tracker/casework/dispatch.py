"""Recording a reply as sent: the words of the file that went replace the draft's, and the links follow them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from corresp_tracker.casework.around import TakenAround, around_report, take_around
from corresp_tracker.casework.commitments import note_commitments
from corresp_tracker.casework.deadlines import office_today
from corresp_tracker.casework.duplicates import fingerprint
from corresp_tracker.casework.gaps import close_gaps
from corresp_tracker.casework.letters import (
    fetch_draft,
    freeze,
    links_of,
    parties_of,
    printed_party,
    standing_paragraphs,
)
from corresp_tracker.casework.links import office_register, relink_letter
from corresp_tracker.casework.out_in_word import end_word_copy, refuse_in_word
from corresp_tracker.casework.people import add_person, match_correspondent
from corresp_tracker.casework.people_posts import former_holders
from corresp_tracker.casework.separate_replies import finish_answered, still_to_go
from corresp_tracker.casework.word_origin import base_of
from corresp_tracker.drafting.around import Around
from corresp_tracker.drafting.roundtrip import (
    KnownParagraph,
    ParagraphChange,
    ReturnedParagraph,
    match_paragraphs,
)
from corresp_tracker.drafting.takeback import letter_paragraphs
from corresp_tracker.errors import InvalidLetter
from corresp_tracker.model.cases import Case
from corresp_tracker.model.letters import DocumentPart, Letter, LetterDocument, Paragraph, RevisionSource
from corresp_tracker.model.people import PartyRole
from corresp_tracker.model.works import Link
from corresp_tracker.store.documents import keep
from corresp_tracker.store.history import about
from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.following import follow_span
from corresp_tracker.values.letter_text import Arrival, LetterText
from corresp_tracker.values.partial_date import PartialDate

_LONG_AGO_DAYS = 366
_TOLD = frozenset({Around.BELOW, Around.COPY, Around.ENCLOSURE, Around.NOTE})
"""Where words are told of that the draft had not: the heading is taken over, and margins are the template's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentReport:
    """What recording a file as sent does, or would do, to the draft.

    `kept` are the uids of paragraphs that went as drafted, `new` the labels of those that the draft had not;
    `followed` are the words of links found again in changed text, `lost` those of judged links whose words went.
    `warnings` are sentences.
    """

    kept: tuple[str, ...] = ()
    followed: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def preview_sent(session: Session, letter_id: int, *, sent_on: date, file: Arrival | None) -> SentReport:
    """Say what recording a file as sent would do, without doing it. Raises as `record_sent` does."""
    letter = fetch_draft(session, letter_id)
    _refuse_future(sent_on)
    said = file.letter if file else None
    report = _Comparison(session, letter, said).report(sent_on=sent_on) if said else SentReport()
    waiting = still_to_go(session, letter)
    others = f"The same is still to go to {' and to '.join(waiting)}: the case stays open until it has."
    gone = former_holders(session, letter, on=sent_on)
    return replace(report, warnings=(*report.warnings, *gone, *((others,) if waiting else ())))


def record_sent(
    session: Session,
    letter_id: int,
    *,
    sent_on: date,
    means: str,
    file: Arrival | None,
    data: bytes | None,
    name: str,
    by: str = "",
) -> SentReport:
    """Record a draft as sent, with the file that went; the case moves on.

    Where the file was read as a letter, its words and date replace the draft's. Where it was not (a scan), or
    there is none, the draft's words stand, but for a salutation and sign-off that were left for the hand. Raises
    InvalidLetter for a letter that has gone already, and for a day that is still to come; DraftInWord where no file
    says what went, and the words lie in Word.
    """
    letter = fetch_draft(session, letter_id)
    _refuse_future(sent_on)
    said = file.letter if file else None
    if said is None:
        refuse_in_word(session, letter_id)
    report = SentReport()
    if letter.by_hand:
        letter.salutation = letter.sign_off = ""  # what the pen wrote is known only where the file says it
    if said:
        comparison = _Comparison(session, letter, said)
        report = comparison.report(sent_on=sent_on)
        around = comparison.around()
        comparison.take_words()
        _take_head(letter, said)
        take_around(session, letter, around, [each.key for each in around if _goes_in(each)])
    letter.dated = (said.dated if said else None) or letter.dated or PartialDate.of_day(sent_on)
    letter.dispatched, letter.means = sent_on, means
    letter.fingerprint = fingerprint(each.text for each in standing_paragraphs(session, letter_id))
    document_id = _keep_file(session, letter, data, name)
    end_word_copy(session, letter_id)
    _know_addressees(session, letter)
    session.flush()
    relink_letter(session, letter_id, register=office_register(session))
    freeze(session, letter, RevisionSource.SENT, by=by, document_id=document_id)
    case = session.get_one(Case, letter.case_id)
    finish_answered(session, letter)
    note_commitments(session, letter_id)
    for citing in close_gaps(session, letter):
        about(session, citing.case_id)
    about(session, case.id)
    session.flush()
    return report


def questions_about_day(session: Session, letter_id: int, *, sent_on: date) -> list[str]:
    """Ask about a day on which a letter can hardly have gone: before the letter it answers came, or years ago."""
    letter = fetch_draft(session, letter_id)
    _refuse_future(sent_on)
    questions: list[str] = []
    answered = session.get(Letter, letter.answers_id) if letter.answers_id else None
    came = answered.received or (answered.dated.first if answered.dated else None) if answered else None
    if came and sent_on < came:
        words = PartialDate.of_day(came).in_words()
        questions.append(f"The letter that it answers came on {words}, after the day that you gave.")
    elif (office_today() - sent_on).days > _LONG_AGO_DAYS:
        words = PartialDate.of_day(sent_on).in_words()
        questions.append(f"The day that you gave, {words}, is more than a year ago.")
    return questions


def _refuse_future(sent_on: date) -> None:
    if sent_on > office_today():
        raise InvalidLetter("The day on which the letter went is still to come: give the day that it went.")


def _take_head(letter: Letter, said: LetterText) -> None:
    """Take what the file that went says above and below its paragraphs, where it says anything."""
    if folded_words(said.subject) != folded_words(letter.subject):
        letter.subject = said.subject or letter.subject
        letter.folded_subject = " ".join(folded_words(letter.subject))
    letter.salutation = said.salutation or letter.salutation
    letter.sign_off = said.sign_off or letter.sign_off
    letter.our_reference = said.our_reference or letter.our_reference
    letter.their_reference = said.their_reference or letter.their_reference
    letter.enclosures = list(said.enclosures) or letter.enclosures


def _keep_file(session: Session, letter: Letter, data: bytes | None, name: str) -> int | None:
    if data is None:
        return None
    document = keep(session, data)
    session.add(
        LetterDocument(letter_id=letter.id, document_id=document.id, part=DocumentPart.SENT, name=name)
    )
    return document.id


def _know_addressees(session: Session, letter: Letter) -> None:
    """Add an addressee whom the office did not know: while a letter is typed, half a name is nobody yet."""
    on = letter.dispatched
    for party in parties_of(session, letter.id, PartyRole.ADDRESSEE):
        if party.person_id is not None or not party.name:
            continue
        found = match_correspondent(session, printed_party(party), on=on, role=PartyRole.ADDRESSEE)
        if found.is_new:
            party.person_id = add_person(
                session,
                party.name,
                honours=party.honours,
                post=party.post_title,
                organisation=party.organisation_name,
                address=party.address,
            ).id


def _goes_in(line: TakenAround) -> bool:
    """Say whether a line that went is kept with the letter: it was put in where a letter has a place for it."""
    return line.can_be_taken and bool(line.after)


def _around_in_words(line: TakenAround) -> str:
    where = f"“{line.after}” stands in the file as a {line.where}"
    if line.where is Around.BELOW:
        where = f"“{line.after}” stands in the file {line.where}"
    if not _goes_in(line):
        return f"{where}, and is kept in the file alone."
    as_what = "the last paragraph" if line.where is Around.BELOW else f"a {line.where}"
    return f"{where}: it is kept as {as_what}."


class _Comparison:
    """A draft beside the file that went: which paragraph is which, and where each link's words are now."""

    def __init__(self, session: Session, letter: Letter, said: LetterText) -> None:
        self._session, self._letter, self._said = session, letter, said
        self._held = {paragraph.id: paragraph for paragraph in standing_paragraphs(session, letter.id)}
        self._matches = match_paragraphs(
            [KnownParagraph(each.uid, each.text) for each in self._held.values()],
            [ReturnedParagraph(each.text, each.bookmarks) for each in said.paragraphs],
        )
        self._hosts: dict[int, Paragraph] = {}
        self._places: dict[int, list[int]] = defaultdict(list)
        self._match()
        self._found: list[tuple[Link, int, int, int]] = []
        self._lost: list[Link] = []
        self._follow()

    def report(self, *, sent_on: date) -> SentReport:
        """Say what taking the words of the file would do."""
        went_as_drafted = (ParagraphChange.UNCHANGED, ParagraphChange.MOVED)
        uids = {paragraph.uid: paragraph for paragraph in self._held.values()}
        return SentReport(
            kept=tuple(match.uid for match in self._matches if match.uid and match.change in went_as_drafted),
            followed=tuple(
                link.words
                for link, index, _, _ in self._found
                if self._held[link.paragraph_id].text != self._said.paragraphs[index].text
            ),
            lost=tuple(link.words for link in self._lost if link.is_judged),
            new=tuple(
                self._said.paragraphs[match.index].label
                for match in self._matches
                if match.uid not in uids and match.index is not None
            ),
            warnings=tuple(self._warnings(sent_on)),
        )

    def around(self) -> tuple[TakenAround, ...]:
        """Give what the Word file has around its paragraphs and the draft has not."""
        if self._said.word is None:
            return ()
        current = {each.uid: each for each in self._held.values()}
        base, version = base_of(self._session, self._letter, self._said, current)
        known = [KnownParagraph(uid, text) for uid, text in base.items()]
        return around_report(
            self._session,
            self._letter,
            self._said,
            known=known,
            paragraphs=letter_paragraphs(self._said, known),
            version=version,
        )

    def take_words(self) -> None:
        """Make the draft's paragraphs those of the file, and put the links to their words."""
        for index, said in enumerate(self._said.paragraphs):
            if index not in self._hosts:
                self._hosts[index] = Paragraph(letter_id=self._letter.id, position=index)
                self._session.add(self._hosts[index])
            paragraph = self._hosts[index]
            paragraph.position, paragraph.label, paragraph.level = index, said.label, said.level
            paragraph.text, paragraph.italics = said.text, [list(span) for span in said.italics]
        self._session.flush()
        hosts = {paragraph.id for paragraph in self._hosts.values()}
        for paragraph in self._held.values():
            paragraph.removed = paragraph.id not in hosts
        for link, index, start, end in self._found:
            link.paragraph_id, link.start, link.end = self._hosts[index].id, start, end
            link.words, link.lost = self._said.paragraphs[index].text[start:end], False
        for link in self._lost:
            if link.is_judged:
                link.lost = True
            else:
                self._session.delete(link)
        self._session.flush()

    def _match(self) -> None:
        ids = {paragraph.uid: paragraph.id for paragraph in self._held.values()}
        hosting: set[int] = set()
        for match in self._matches:
            if match.uid is None or match.index is None:
                continue
            held = ids[match.uid]
            self._places[held].append(match.index)
            if match.index not in self._hosts and held not in hosting:
                self._hosts[match.index] = self._held[held]
                hosting.add(held)

    def _follow(self) -> None:
        """Find each link's words: in the piece that has them whole, where a paragraph was split."""
        for link in links_of(self._session, self._letter.id):
            paragraph = self._held.get(link.paragraph_id)
            if paragraph is None:
                continue
            texts = {index: self._said.paragraphs[index].text for index in self._places[paragraph.id]}
            for index in sorted(texts, key=lambda at: link.words not in texts[at]):
                span = follow_span(paragraph.text, texts[index], start=link.start, end=link.end)
                if span:
                    self._found.append((link, index, *span))
                    break
            else:
                self._lost.append(link)

    def _warnings(self, sent_on: date) -> Iterator[str]:
        said, letter = self._said, self._letter
        yield from (_around_in_words(each) for each in self.around() if each.after and each.where in _TOLD)
        if said.paragraphs and not self._hosts:
            yield "None of the draft's paragraphs is in this file: see that it is the right one."
        if said.dated and said.dated.first > sent_on:
            yield f"The file is dated {said.dated.in_words()}, after the day on which it went: check both dates."
        if (
            said.salutation
            and letter.salutation
            and folded_words(said.salutation) != folded_words(letter.salutation)
        ):
            yield f"The file greets “{said.salutation}”, the draft “{letter.salutation}”: see that both are one reader."
