"""A reply made ready to send: the copy that leaves, its PDF, and the e-mail that it goes with, all kept by hash."""

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from corresp_tracker.casework.checking import CheckedLetter, check_draft
from corresp_tracker.casework.letters import fetch_letter, freeze, parties_of
from corresp_tracker.casework.out_in_word import refuse_in_word
from corresp_tracker.casework.templates import OfficeTemplate, office_template
from corresp_tracker.casework.word_replies import draft_letter, file_name
from corresp_tracker.drafting.covering import Covering, Mailbox, covering_email, unaddressed
from corresp_tracker.drafting.final import final_copy
from corresp_tracker.drafting.pdf import NO_PROGRAM, as_pdf
from corresp_tracker.errors import InvalidLetter
from corresp_tracker.model.cases import Case
from corresp_tracker.model.letters import DocumentPart, LetterDocument, RevisionSource
from corresp_tracker.model.people import Party, PartyRole, Person
from corresp_tracker.store.documents import keep
from corresp_tracker.store.history import about
from corresp_tracker.values.draft import DraftLetter

_NEVER = frozenset({"unfilled", "braces", "no-salutation"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ToMakeFinal:
    """A draft as it is to go: read in one look, so that it can be made final without holding the log."""

    letter_id: int
    version: int
    reference: str
    letter: DraftLetter
    template: OfficeTemplate
    covering: Covering
    name: str
    checked: CheckedLetter


@dataclass(frozen=True, slots=True, kw_only=True)
class FinalLetter:
    """The files that go: names without their ending are `name`. `pdf` is None where no program could make it.

    `notes` are sentences: no PDF and why, whose e-mail address is not known, what looks wrong and was not waved through.
    """

    letter_id: int
    version: int
    reference: str
    name: str
    docx: bytes
    pdf: bytes | None
    eml: bytes
    notes: tuple[str, ...]

    @property
    def files(self) -> dict[str, bytes]:
        """The files by their whole names."""
        made = {f"{self.name}.docx": self.docx, f"{self.name}.eml": self.eml}
        return made | ({f"{self.name}.pdf": self.pdf} if self.pdf else {})


def to_make_final(session: Session, letter_id: int) -> ToMakeFinal:
    """Read a draft as it is to go. Raises InvalidLetter where something is missing or not filled in."""
    refuse_in_word(session, letter_id)
    letter = draft_letter(session, letter_id)
    record = fetch_letter(session, letter_id)
    template = office_template(session, record.template)
    lacking = template.lacks(letter)
    if lacking:
        named = ", ".join(field.label for field in lacking)
        raise InvalidLetter(f"Before this letter goes, fill in: {named}.", fields=[f.name for f in lacking])
    checked = check_draft(session, letter_id)
    unfilled = [check for check in checked.checks if check.code in _NEVER]
    if unfilled:
        raise InvalidLetter(
            f"This letter cannot go yet. {unfilled[0].where.capitalize()}: {unfilled[0].message}"
        )
    case = session.get_one(Case, record.case_id)
    return ToMakeFinal(
        letter_id=letter_id,
        version=record.version,
        reference=case.reference,
        letter=replace(letter, identity=None),
        template=template,
        covering=_covering(session, letter_id, letter),
        name=file_name(session, record).removesuffix(f" {record.head + 1}.docx"),
        checked=checked,
    )


def make_final(ready: ToMakeFinal) -> FinalLetter:
    """Make the files that go; takes some seconds where a PDF is made. Raises OutputError, InvalidTemplate."""
    docx = final_copy(ready.template.write(ready.letter))
    pdf = as_pdf(docx, name=ready.name)
    attached = (f"{ready.name}.pdf", pdf) if pdf else (f"{ready.name}.docx", docx)
    notes = [] if pdf else [NO_PROGRAM]
    notes += [
        f"The e-mail address of {name} is not known: add it before it goes."
        for name in unaddressed(ready.covering)
    ]
    notes += [f"{check.where.capitalize()}: {check.message}" for check in ready.checked.open]
    return FinalLetter(
        letter_id=ready.letter_id,
        version=ready.version,
        reference=ready.reference,
        name=ready.name,
        docx=docx,
        pdf=pdf,
        eml=covering_email(ready.covering, [attached]),
        notes=tuple(notes),
    )


def keep_final(session: Session, final: FinalLetter, *, by: str) -> int:
    """Keep the files with the letter, and freeze it as its next revision: give its number. Raises ChangedElsewhere."""
    letter = fetch_letter(session, final.letter_id, version=final.version)
    document_id = None
    for name, data in final.files.items():
        document = keep(session, data)
        document_id = document.id if name.endswith(".docx") else document_id
        session.add(
            LetterDocument(letter_id=letter.id, document_id=document.id, part=DocumentPart.FINAL, name=name)
        )
    revision = freeze(session, letter, RevisionSource.FINAL, by=by, document_id=document_id)
    about(session, letter.case_id)
    session.flush()
    return revision.number


def _covering(session: Session, letter_id: int, letter: DraftLetter) -> Covering:
    return Covering(
        to=_mailboxes(session, parties_of(session, letter_id, PartyRole.ADDRESSEE)),
        copies=_mailboxes(session, parties_of(session, letter_id, PartyRole.COPY_RECIPIENT)),
        subject=letter.subject,
        our_reference=letter.our_reference,
        marking=" – ".join(filter(None, (letter.marking, letter.handling))),
        salutation=letter.salutation,
        sign_off=letter.sign_off,
        signature=letter.signature,
    )


def _mailboxes(session: Session, parties: list[Party]) -> tuple[Mailbox, ...]:
    found: list[Mailbox] = []
    for party in parties:
        person = session.get(Person, party.person_id) if party.person_id else None
        name = party.name or party.post_title or party.organisation_name
        found.append(Mailbox(name, person.email if person else ""))
    return tuple(found)
