"""Another signatory in the middle of a case: what becomes of its drafts, shown before it is done, as one change."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.casework.clearances import (
    ClearanceRow,
    add_clearer,
    clearances_of,
    has_answered,
    remove_clearer,
)
from corresp_tracker.casework.clocks import fetch_case
from corresp_tracker.casework.heads import (
    HeadChange,
    head_change,
    open_drafts,
    out_in_word,
    refuse_changed,
    write_head,
)
from corresp_tracker.casework.letters import parties_of, standing_paragraphs
from corresp_tracker.casework.links import context_for, context_of_letter, office_key, office_register
from corresp_tracker.casework.names import bare_name
from corresp_tracker.casework.signatories import Signatory, as_person, signatory_of
from corresp_tracker.citing.finder import find_citations
from corresp_tracker.errors import ChangedElsewhere, InvalidLetter
from corresp_tracker.model.letters import Letter
from corresp_tracker.model.people import Organisation, Party, PartyRole
from corresp_tracker.store.history import about
from corresp_tracker.values.citation import Citation
from corresp_tracker.values.letter_text import PrintedCorrespondent
from corresp_tracker.values.partial_date import PartialDate

_FIRST_PERSON = re.compile(r"\b(?:I|me|my|mine|myself)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatoryPlan:
    """What another signatory would do to a case: who signs now and who would, and each draft before and after."""

    case_id: int
    case_version: int
    reference: str
    was: str
    now: Signatory
    drafts: tuple[HeadChange, ...]


def plan_signatory(session: Session, case_id: int, signatory: Signatory) -> SignatoryPlan:
    """Say what another signatory would do to the drafts of a case, without doing it. Raises NotFound."""
    case = fetch_case(session, case_id)
    held = signatory_of(session, case)
    return SignatoryPlan(
        case_id=case_id,
        case_version=case.version,
        reference=case.reference,
        was=held.in_words() if held else "",
        now=signatory,
        drafts=tuple(_plan(session, letter, signatory) for letter in open_drafts(session, case_id)),
    )


def change_signatory(
    session: Session, plan: SignatoryPlan, *, rewrite: Collection[tuple[int, str]] = ()
) -> None:
    """Do what was shown: the case gets another signatory, its drafts their head, the sign-off is asked of the new one.

    `rewrite` names what was typed by hand and is to be written anew all the same (letter, SALUTATION or SIGN_OFF).
    Raises ChangedElsewhere, naming who changed the case or a draft meanwhile, and DraftInWord.
    """
    case = fetch_case(session, plan.case_id, version=plan.case_version)
    if not plan.now.name:
        raise InvalidLetter("Choose who signs first.")
    drafts = {letter.id: letter for letter in open_drafts(session, case.id)}
    shown = {change.letter_id: change for change in plan.drafts}
    if drafts.keys() != shown.keys():
        raise ChangedElsewhere(
            f"A draft in {case.reference} was begun or has gone while you looked at this: look at it again."
        )
    for letter_id, change in shown.items():
        refuse_changed(session, drafts[letter_id], change.version)
    person = as_person(session, plan.now)
    signatory = replace(plan.now, person_id=person.id)
    case.signatory_id = person.id
    for letter_id, change in shown.items():
        old = _signs(session, letter_id)
        write_head(session, change, signatory=signatory, rewrite=rewrite)
        _ask_the_new_one(session, letter_id, old, signatory)
    about(session, case.id)
    session.flush()


def changed_signatory_words(plan: SignatoryPlan) -> str:
    """Give the words under which the history keeps it."""
    was = plan.was.partition(",")[0]
    return f"{plan.now.name} signs in {plan.reference}{f' in place of {was}' if was else ''}"


def labels_in_words(labels: Sequence[str]) -> str:
    """Name paragraphs: "Paragraph 2", "Paragraphs 2, 3 and 5"."""
    if len(labels) == 1:
        return f"Paragraph {labels[0]}"
    return f"Paragraphs {', '.join(labels[:-1])} and {labels[-1]}"


def _plan(session: Session, letter: Letter, signatory: Signatory) -> HeadChange:
    change = head_change(session, letter, signatory=signatory)
    old = _signs(session, letter.id)
    notes = (
        *_of_whose(session, letter, signatory),
        *_of_words(session, letter, old),
        *(_of_request(row, signatory) for row in _asked_of(session, letter.id, old)),
        out_in_word(session, letter),
    )
    return replace(change, notes=tuple(filter(None, notes)))


def _signs(session: Session, letter_id: int) -> Party | None:
    return next(iter(parties_of(session, letter_id, PartyRole.SENDER)), None)


def _of_whose(session: Session, letter: Letter, signatory: Signatory) -> Iterator[str]:
    """Say whose reports "our" means from now on, and which citations that moves."""
    register = office_register(session)
    text, before = context_for(session, letter, register)
    printed = PrintedCorrespondent(
        name=signatory.name, post=signatory.post, organisation=signatory.organisation
    )
    signed = replace(text, senders=(printed,))
    after = context_of_letter(letter, signed, register, office=office_key(session))
    if before.ours == after.ours:
        return
    named = session.scalar(select(Organisation.name).where(Organisation.key == after.ours))
    yield f"“Our” means {named or 'nobody known'} from now on, and the citations are found anew."
    was = find_citations(text.paragraphs, register, letter=before)
    will_be = find_citations(text.paragraphs, register, letter=after)
    for paragraph, old, new in zip(text.paragraphs, was, will_be, strict=True):
        meant = {citation.words: _target(citation) for citation in new}
        for citation in old:
            if _target(citation) != meant.get(citation.words, ""):
                yield f"Paragraph {paragraph.label}: “{citation.words}” may mean another report now: look at it again."


def _target(citation: Citation) -> str:
    works = (citation.work, *citation.candidates)
    return " ".join(str(work) for work in works if work)


def _of_words(session: Session, letter: Letter, old: Party | None) -> Iterator[str]:
    """Say where the words of a draft speak as the old signatory."""
    paragraphs = standing_paragraphs(session, letter.id)
    for said in dict.fromkeys((old.name, old.post_title) if old else ()):
        labels = [each.label for each in paragraphs if said and said in each.text]
        if labels:
            verb = "names" if len(labels) == 1 else "name"
            yield f"{labels_in_words(labels)} {verb} “{said}”: see that it still fits."
    speaking = [each.label for each in paragraphs if _FIRST_PERSON.search(each.text)]
    if speaking:
        verb = "says" if len(speaking) == 1 else "say"
        yield f"{labels_in_words(speaking)} {verb} “I” or “my”: the new signatory says so from now on."


def _asked_of(session: Session, letter_id: int, old: Party | None) -> list[ClearanceRow]:
    """Give what the old signatory was asked about a draft, as clearer or to sign it off."""
    if old is None or not old.name:
        return []
    name = bare_name(old.name)
    return [row for row in clearances_of(session, letter_id) if bare_name(row.clearer) == name]


def _of_request(row: ClearanceRow, signatory: Signatory) -> str:
    if not row.is_sign_off:
        return f"{row.clearer} clears it too ({row.in_words().lower()}): that stays as it is."
    if row.outcome is not None:
        return (
            f"{row.clearer} has answered already ({row.in_words().lower()}). That stays in the record, and "
            f"{signatory.name} is to be asked to sign it off."
        )
    if row.asked_at is not None:
        day = PartialDate.of_day(row.asked_at.astimezone().date()).in_words()
        return (
            f"{row.clearer} was asked on {day} to sign it off: tell them that they need not. {signatory.name} takes "
            "their place and is still to be asked."
        )
    return f"{row.clearer} was to sign it off: {signatory.name} takes their place."


def _ask_the_new_one(session: Session, letter_id: int, old: Party | None, signatory: Signatory) -> None:
    """Put the new signatory where the old one was to sign off; what was answered stays."""
    rows = clearances_of(session, letter_id)
    theirs = [row for row in _asked_of(session, letter_id, old) if row.is_sign_off]
    is_there = any(row.is_sign_off and bare_name(row.clearer) == bare_name(signatory.name) for row in rows)
    for row in theirs:
        if bare_name(row.clearer) != bare_name(signatory.name) and not has_answered(session, row.request_id):
            remove_clearer(session, row.request_id)
        if not is_there:
            add_clearer(session, letter_id, signatory.name, step=row.step, is_sign_off=True)
            is_there = True
