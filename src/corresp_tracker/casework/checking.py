"""A reply checked before it goes: all that the office knows, brought together for the checks; what is waved through."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.address import AddressedPerson, forms_of_address
from corresp_tracker.casework.addressing import forms_for, greeting_of
from corresp_tracker.casework.cases import find_case
from corresp_tracker.casework.deadlines import office_today
from corresp_tracker.casework.joint_checks import joint_checks
from corresp_tracker.casework.letters import fetch_letter, letter_text, parties_of, standing_paragraphs
from corresp_tracker.casework.lines import line_warnings
from corresp_tracker.casework.points import points_for
from corresp_tracker.casework.replies import citations_in
from corresp_tracker.casework.spelling import misspelt
from corresp_tracker.casework.templates import unapproved
from corresp_tracker.casework.word_origin import draft_of
from corresp_tracker.drafting.checks import checks_of_letter
from corresp_tracker.drafting.letter_to_check import (
    Answered,
    DraftCheck,
    LetterToCheck,
    NamedLetter,
    NamedReader,
)
from corresp_tracker.drafting.points import is_taken_up
from corresp_tracker.errors import InvalidLetter, NotFound
from corresp_tracker.intake.points import find_points
from corresp_tracker.model.cases import Case
from corresp_tracker.model.history import Change, ChangeCase
from corresp_tracker.model.letters import Letter, LetterRole, Paragraph
from corresp_tracker.model.people import Party, PartyRole
from corresp_tracker.model.works import LinkStanding
from corresp_tracker.store.history import about
from corresp_tracker.store.lists import PageLink, letter_page
from corresp_tracker.values.citation import Citation, CitationKind, Confidence
from corresp_tracker.values.letter_text import Arrival, Direction, LetterText, Marking

_WAVED = "Waved through: "
_BECAUSE = " Reason: "
_NO_ANSWER = frozenset({LetterRole.ACKNOWLEDGEMENT, LetterRole.HOLDING_REPLY})
_READERS = (PartyRole.ADDRESSEE, PartyRole.SENDER, PartyRole.ON_BEHALF_OF)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedLetter:
    """A letter's checks; `waved` gives the reason for each that a person waved through, by its key."""

    letter_id: int | None
    case_id: int | None
    reference: str
    checks: tuple[DraftCheck, ...]
    waved: dict[str, str]

    @property
    def open(self) -> tuple[DraftCheck, ...]:
        """What nobody has waved through."""
        return tuple(check for check in self.checks if check.key not in self.waved)


def check_draft(session: Session, letter_id: int) -> CheckedLetter:
    """Check a draft as the log has it."""
    letter = fetch_letter(session, letter_id)
    text = letter_text(session, letter)
    if letter.by_hand:
        text = replace(text, salutation="", sign_off="")  # what is kept of both is not printed
    page = letter_page(session, letter_id)
    uids = tuple(paragraph.uid for paragraph in page.paragraphs)
    labels = {paragraph.id: (paragraph.label, paragraph.uid) for paragraph in page.paragraphs}
    links = [check for link in page.links for check in _of_link(link, labels)]
    return _checked(session, letter, text, uids, links)


def check_case(session: Session, reference: str) -> CheckedLetter:
    """Check the newest draft of a case. Raises NotFound where it has none."""
    case = find_case(session, reference)
    drafts = select(Letter.id).where(
        Letter.case_id == case.id, Letter.direction == Direction.OUT, Letter.dispatched.is_(None)
    )
    newest = session.scalars(drafts.order_by(Letter.id.desc())).first()
    if newest is None:
        raise NotFound(f"{case.reference} has no draft to check: draft a reply first.")
    return check_draft(session, newest)


def check_file(session: Session, file: Arrival) -> CheckedLetter:
    """Check a file, beside the draft that it was written from where it says which; else by its own words alone."""
    said = file.letter
    if said is None:
        raise InvalidLetter(file.parts[0].problem or "No letter was found in this file.")
    try:
        letter = draft_of(session, said, case="", letter_id=None)
    except NotFound:
        return CheckedLetter(letter_id=None, case_id=None, reference="", checks=check_words(said), waved={})
    held = {paragraph.text: paragraph.uid for paragraph in standing_paragraphs(session, letter.id)}
    uids = tuple(held.get(paragraph.text, "") for paragraph in said.paragraphs)
    texts = [paragraph.text for paragraph in said.paragraphs]
    found = [
        check
        for at, citations in enumerate(citations_in(session, letter.id, texts))
        for citation in citations
        for check in _of_citation(citation, said.paragraphs[at].label)
    ]
    return _checked(session, letter, said, uids, found)


def check_words(said: LetterText) -> tuple[DraftCheck, ...]:
    """Check a letter of which the office knows nothing but its words."""
    texts = [paragraph.text for paragraph in said.paragraphs]
    greetings = tuple(
        forms_of_address(
            AddressedPerson(name=who.name, honours=who.honours, post=who.post, organisation=who.organisation)
        ).salutation
        for who in said.addressees
        if who.name or who.post
    )
    return checks_of_letter(LetterToCheck(text=said, greetings=greetings, misspelt=misspelt(texts)))


def wave_through(session: Session, letter_id: int) -> None:
    """Note in the case's history that a check was waved through: the change's words say which, and why.

    Give `waved_words` as the words of the change.
    """
    about(session, fetch_letter(session, letter_id).case_id)


def waved_words(check: DraftCheck, reason: str) -> str:
    """Give the words under which a check is waved through. Raises InvalidLetter where no reason is given."""
    if not reason.strip():
        raise InvalidLetter("Say why this is right as it stands: the reason is kept in the history.")
    return f"{_WAVED}{check.where}: {check.message}{_BECAUSE}{' '.join(reason.split())}"


def _checked(
    session: Session, letter: Letter, text: LetterText, uids: tuple[str, ...], links: Sequence[DraftCheck]
) -> CheckedLetter:
    texts = [paragraph.text for paragraph in text.paragraphs]
    case = session.get_one(Case, letter.case_id)
    greetings, readers = _greetings(session, letter)
    to_check = LetterToCheck(
        text=text,
        uids=uids,
        greetings=greetings,
        readers=readers,
        answered=_answered(session, letter, texts),
        named=tuple(_named(session, letter, texts)),
        strangers=_strangers(session, letter, " ".join(texts)),
        references=frozenset(session.scalars(select(Case.reference).where(Case.id != case.id))),
        misspelt=misspelt(texts),
        by_hand=letter.by_hand,
        unapproved=unapproved(session, letter.template),
    )
    said = checks_of_letter(to_check)
    # A letter of the wrong date is not held, and is said once.
    dates = {(check.uid, check.start) for check in said if check.code == "answered-date"}
    checks = (
        *said,
        *_lines(session, letter),
        *joint_checks(session, letter),
        *(check for check in links if (check.uid, check.start) not in dates),
    )
    return CheckedLetter(
        letter_id=letter.id,
        case_id=case.id,
        reference=case.reference,
        checks=checks,
        waved=_waved(session, case.id, checks),
    )


def _greetings(session: Session, letter: Letter) -> tuple[tuple[str, ...], tuple[NamedReader, ...]]:
    """Give the salutations that fit the readers, those for all first, and what greets each of several."""
    parties = parties_of(session, letter.id, PartyRole.ADDRESSEE)
    signing = next((party.name for party in parties_of(session, letter.id, PartyRole.SENDER)), "")
    together = [
        greeting_of(session, parties, signatory=signing, as_colleagues=way)[0] for way in (False, True)
    ]
    each = [NamedReader(_called(party), _ways(session, party, signing=signing)) for party in parties]
    found = (*(together if len(parties) > 1 else ()), *(way for reader in each for way in reader.greetings))
    return tuple(dict.fromkeys(found)), tuple(each)


def _called(party: Party) -> str:
    return party.name or party.post_title or party.organisation_name


def _ways(session: Session, party: Party, *, signing: str) -> tuple[str, ...]:
    """Give how a reader may be greeted: as the signatory does, as the office does, by office and by name."""
    ways = [forms_for(session, party, signatory=name).salutation for name in (signing, "")]
    for by_office in (True, False):
        person = AddressedPerson(
            name=party.name,
            honours=party.honours,
            post=party.post_title,
            organisation=party.organisation_name,
            by_office=by_office,
        )
        ways.append(forms_of_address(person).salutation)
    return tuple(dict.fromkeys(ways))


def _answered(session: Session, letter: Letter, texts: Sequence[str]) -> Answered | None:
    theirs = session.get(Letter, letter.answers_id) if letter.answers_id else None
    if theirs is None:
        return None
    said = letter_text(session, theirs)
    points = () if letter.role in _NO_ANSWER else tuple(_points(session, theirs, letter, said, texts))
    return Answered(
        dated=theirs.dated,
        reference=theirs.our_reference,
        marking=Marking(theirs.marking) if theirs.marking else None,
        points=points,
    )


def _points(
    session: Session, theirs: Letter, letter: Letter, said: LetterText, texts: Sequence[str]
) -> Iterator[tuple[str, str, bool]]:
    """Give what the letter asks, and whether a paragraph was said to answer it or takes up its words.

    A letter that was logged before points were kept is looked through here.
    """
    rows = points_for(session, letter.id)
    for row in rows:
        yield row.label, row.words, not row.is_open or bool(row.perhaps_in) or is_taken_up(row.words, texts)
    if rows or session.scalar(select(Paragraph.id).where(Paragraph.letter_id == theirs.id).limit(1)) is None:
        return
    for paragraph in said.paragraphs:
        for start, end in find_points(paragraph.text):
            words = paragraph.text[start:end]
            yield paragraph.label, words, is_taken_up(words, texts)


def _named(session: Session, letter: Letter, texts: Sequence[str]) -> Iterator[NamedLetter]:
    for at, citations in enumerate(citations_in(session, letter.id, texts)):
        for each in citations:
            if each.kind is CitationKind.LETTER:
                yield NamedLetter(at, each.start, each.end, each.words, each.cited_date)


def _strangers(session: Session, letter: Letter, words: str) -> tuple[str, ...]:
    """Give the readers and writers of other cases' letters whose names stand here, and nowhere in this case."""
    here = select(Letter.id).where(Letter.case_id == letter.case_id)
    asked = select(Party.name).where(
        Party.letter_id.is_not(None),
        Party.letter_id.not_in(here),
        Party.role.in_(_READERS),
        Party.name.like("% %"),
    )
    names = {name for name in session.scalars(asked.distinct()) if name in words}
    if not names:
        return ()
    own = set(session.scalars(select(Party.name).where(Party.letter_id.in_(here))))
    said = session.scalars(
        select(Paragraph.text)
        .join(Letter, Letter.id == Paragraph.letter_id)
        .where(Letter.case_id == letter.case_id, Letter.direction == Direction.IN)
    ).all()
    return tuple(sorted(name for name in names if name not in own and not any(name in text for text in said)))


def _lines(session: Session, letter: Letter) -> Iterator[DraftCheck]:
    for warning in line_warnings(session, letter.id, today=office_today()):
        yield DraftCheck(
            code="expired-line",
            where=f"paragraph {warning.label}",
            message=warning.message,
            uid=warning.uid,
        )


def _of_link(link: PageLink, labels: dict[int, tuple[str, str]]) -> Iterator[DraftCheck]:
    """Say what is wrong with a citation that the draft holds."""
    if link.paragraph_id not in labels or link.standing is LinkStanding.REJECTED:
        return
    label, uid = labels[link.paragraph_id]

    def there(code: str, message: str, fix: str = "") -> DraftCheck:
        return DraftCheck(
            code=code,
            where=f"paragraph {label}",
            message=message,
            fix=fix,
            uid=uid,
            start=link.start,
            end=link.end,
        )

    if link.lost:
        yield there("citation-lost", f"The words “{link.words}” are gone: say what becomes of the citation.")
        return
    for check in link.checks:
        yield there(check.code.value, f"“{link.words}”: {check.message}", check.correction)
    if link.is_gap:
        yield there(
            "citation-not-held", f"“{link.words}” cites what the office does not hold: {link.reason}."
        )
    elif link.asks and not link.checks:
        yield there("citation-asks", f"“{link.words}”: say what it cites ({link.reason}).")


def _of_citation(citation: Citation, label: str) -> Iterator[DraftCheck]:
    """Say what is wrong with a citation that was found in a file."""
    where = f"paragraph {label}"
    for check in citation.checks:
        yield DraftCheck(
            code=check.code.value,
            where=where,
            message=f"“{citation.words}”: {check.message}",
            fix=check.correction,
        )
    if citation.kind not in (CitationKind.LETTER, CitationKind.BODY) and citation.work is None:
        is_gap = not citation.candidates
        message = (
            f"“{citation.words}” cites what the office does not hold: {citation.reason}."
            if is_gap
            else f"“{citation.words}”: say what it cites ({citation.reason})."
        )
        yield DraftCheck(
            code="citation-not-held" if is_gap else "citation-asks", where=where, message=message
        )
    elif citation.confidence is not Confidence.CERTAIN and not citation.checks and citation.work:
        yield DraftCheck(
            code="citation-asks",
            where=where,
            message=f"“{citation.words}”: see that this is meant ({citation.reason}).",
        )


def _waved(session: Session, case_id: int, checks: Sequence[DraftCheck]) -> dict[str, str]:
    """Give the reasons for which checks were waved through, from the case's history."""
    asked = (
        select(Change.words)
        .join(ChangeCase, ChangeCase.change_id == Change.id)
        .where(ChangeCase.case_id == case_id, Change.words.startswith(_WAVED))
        .order_by(Change.id)
    )
    said = dict(words.removeprefix(_WAVED).rsplit(_BECAUSE, 1) for words in session.scalars(asked))
    return {
        check.key: said[f"{check.where}: {check.message}"]
        for check in checks
        if f"{check.where}: {check.message}" in said
    }
