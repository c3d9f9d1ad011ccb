"""The chosen rows of a spreadsheet written into the log: cases, letters, answers and people, as one change."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from corresp_tracker.casework.cases import open_case
from corresp_tracker.casework.deadlines import deadline_for, office_today
from corresp_tracker.casework.log_import import LogRow, Progress, RowBecomes
from corresp_tracker.casework.names import bare_name
from corresp_tracker.casework.parties import for_case, write_parties
from corresp_tracker.casework.people import MatchedCorrespondent, colleague, match_correspondent
from corresp_tracker.casework.references import note_given
from corresp_tracker.casework.sheet_columns import SheetField
from corresp_tracker.casework.stages import finish_with_reply
from corresp_tracker.errors import InvalidLetter
from corresp_tracker.model.cases import FINISHED, Case, ImportedRow
from corresp_tracker.model.letters import Letter, LetterRole
from corresp_tracker.model.people import Party, PartyRole, Person
from corresp_tracker.store.history import about
from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.letter_text import Direction
from corresp_tracker.values.partial_date import PartialDate
from corresp_tracker.workingdays import Deadline, typed_deadline

_STEP = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class LogImportReport:
    """What an import did: cases opened, letters logged (answers among them), and people who were new."""

    cases: int = 0
    letters: int = 0
    people: int = 0


def take_log_rows(
    session: Session,
    rows: Sequence[LogRow],
    *,
    file: str,
    beside: Sequence[LogRow] = (),
    progress: Progress | None = None,
) -> LogImportReport:
    """Write the chosen rows into the log. All of it or nothing: `progress` may call it off between two rows.

    `beside` are all rows of the sheet: a reference of one that is left out is given to no other case.
    Raises InvalidLetter where a row is chosen in which there is no letter that the log does not hold.
    """
    refused = next((row for row in rows if not row.can_be_taken), None)
    if refused:
        raise InvalidLetter(
            f"Line {refused.line} cannot be taken: {refused.reason or refused.becomes.value}."
        )
    before = session.scalar(select(func.count()).select_from(Person)) or 0
    taking = _Taking(session, file)
    note_given(session, (row.reference for row in (*beside, *rows)))
    for count, row in enumerate(rows):
        if progress and count % _STEP == 0:
            progress(count, len(rows))
        taking.take(row)
    people = (session.scalar(select(func.count()).select_from(Person)) or 0) - before
    return LogImportReport(cases=taking.cases, letters=taking.letters, people=people)


class _Taking:
    """Writes row by row, and knows which case each line became and who was new."""

    def __init__(self, session: Session, file: str) -> None:
        self.cases = self.letters = 0
        self._session, self._file = session, file
        self._by_line: dict[int, Case] = {}
        self._new: dict[tuple[str, str], MatchedCorrespondent] = {}
        self._colleagues: dict[str, int] = {}

    def take(self, row: LogRow) -> None:
        """Write one row: its case where it has none, its letter, and the answer to it."""
        case = self._case_of(row)
        opened = case is None
        if case is None:
            case = self._open(row)
        self._by_line[row.line] = case
        letter, parties = self._letter(row, case, is_first=opened)
        if opened:
            self._name_people(row, case, parties)
        self._answer(row, case, letter)
        self._session.add(
            ImportedRow(
                digest=self._free_digest(row),
                case_id=case.id,
                letter_id=letter.id,
                file=self._file,
                line=row.line,
            )
        )
        about(self._session, case.id)
        self._session.flush()

    def _case_of(self, row: LogRow) -> Case | None:
        if row.case_id is not None:
            return self._session.get_one(Case, row.case_id)
        return self._by_line.get(row.case_line) if row.case_line is not None else None

    def _open(self, row: LogRow) -> Case:
        read, came = row.read, row.read.direction is Direction.IN
        day = read.day or office_today()
        finished_on = read.sent if came else day
        case = open_case(
            self._session,
            kind_key=row.kind_key,
            subject=read.said(SheetField.SUBJECT),
            day=day,
            received=read.received if came else None,
            deadline=self._deadline(row),
            stage=read.stage,
            marking=read.said(SheetField.MARKING),
            reference=row.reference,
        )
        case.finished_on = finished_on if read.stage in FINISHED else None
        case.note, case.priority, case.unit = (
            read.note,
            read.said(SheetField.PRIORITY),
            read.said(SheetField.UNIT),
        )
        case.drafter_id = self._colleague(read.said(SheetField.DRAFTER))
        case.signatory_id = self._colleague(read.said(SheetField.SIGNATORY))
        self.cases += 1
        return case

    def _deadline(self, row: LogRow) -> Deadline | None:
        read = row.read
        if read.direction is Direction.OUT:
            return None
        if read.due and (read.received is None or read.due >= read.received):
            return typed_deadline(read.due, received=read.received)
        if read.received is None:
            return None
        return deadline_for(self._session, kind_key=row.kind_key, received=read.received)

    def _letter(self, row: LogRow, case: Case, *, is_first: bool) -> tuple[Letter, list[Party]]:
        read, came = row.read, row.read.direction is Direction.IN
        subject = read.said(SheetField.SUBJECT)
        dated = read.dated if came else read.day
        letter = Letter(
            case_id=case.id,
            direction=read.direction,
            role=LetterRole.ORIGINAL if is_first else self._role(came=came),
            dated=PartialDate.of_day(dated) if dated else None,
            received=read.received if came else None,
            dispatched=None if came else read.day,
            subject=subject,
            folded_subject=" ".join(folded_words(subject)),
            our_reference="" if came else row.reference,
            their_reference=read.said(SheetField.THEIR_REFERENCE),
            marking=read.said(SheetField.MARKING),
        )
        self._session.add(letter)
        self._session.flush()
        parties = write_parties(self._session, letter.id, [self._settled(each) for each in row.known])
        self._remember(row, parties)
        self.letters += 1
        return letter, parties

    def _role(self, *, came: bool) -> LetterRole:
        """Say what a later letter of a case is: one that came under the reference of another asks after it."""
        return LetterRole.CHASER if came else LetterRole.REPLY

    def _answer(self, row: LogRow, case: Case, letter: Letter) -> None:
        """Write the answer of which the row tells: its day, and that it went to whoever had written."""
        read = row.read
        if read.sent is None or read.direction is Direction.OUT:
            return
        reply = Letter(
            case_id=case.id,
            direction=Direction.OUT,
            role=LetterRole.REPLY,
            dated=PartialDate.of_day(read.sent),
            dispatched=read.sent,
            subject=letter.subject,
            folded_subject=letter.folded_subject,
            our_reference=case.reference,
            their_reference=letter.their_reference,
            answers_id=letter.id,
        )
        self._session.add(reply)
        self._session.flush()
        to = [replace(self._settled(each), role=PartyRole.ADDRESSEE) for each in row.known]
        write_parties(self._session, reply.id, to)
        finish_with_reply(self._session, case, reply)
        self.letters += 1

    def _name_people(self, row: LogRow, case: Case, parties: Sequence[Party]) -> None:
        if parties:
            self._session.add(for_case(parties[0], case.id))
        constituent = row.read.said(SheetField.CONSTITUENT)
        if constituent:
            self._session.add(
                Party(case_id=case.id, role=PartyRole.CONSTITUENT, position=1, name=constituent)
            )

    def _settled(self, found: MatchedCorrespondent) -> MatchedCorrespondent:
        """Give somebody who is new as they became known in an earlier row, so that nobody is made twice.

        A post whose body was new is asked for again: by then it may be known.
        """
        if found.is_new and not found.printed.name:
            return match_correspondent(self._session, found.printed, on=None, role=found.role)
        return self._new.get(_name_of(found), found) if found.is_new else found

    def _remember(self, row: LogRow, parties: Sequence[Party]) -> None:
        for found, party in zip(row.known, parties, strict=False):
            if found.is_new and found.printed.name and party.person_id is not None:
                self._new[_name_of(found)] = replace(
                    found,
                    person_id=party.person_id,
                    post_id=party.post_id,
                    organisation_id=party.organisation_id,
                    is_new=False,
                )

    def _colleague(self, name: str) -> int | None:
        if not name:
            return None
        if name.casefold() not in self._colleagues:
            self._colleagues[name.casefold()] = colleague(self._session, name).id
        return self._colleagues[name.casefold()]

    def _free_digest(self, row: LogRow) -> str:
        """Give the row's digest; one that repeats another, and is taken all the same, is kept under its line too."""
        digest = row.read.digest
        held = self._session.scalar(select(ImportedRow.id).where(ImportedRow.digest == digest))
        return digest if held is None else f"{row.line}-{digest}"[:64]


def rows_by_choice(rows: Sequence[LogRow], *, doubtful: bool) -> list[LogRow]:
    """Give the rows that are taken: the good ones, and with `doubtful` all in which there is a letter."""
    return [row for row in rows if row.can_be_taken and (doubtful or not row.doubts)]


def in_order(rows: Sequence[LogRow]) -> list[LogRow]:
    """Give rows so that the case of a letter comes before it."""
    return sorted(rows, key=lambda row: (row.becomes is RowBecomes.LETTER, row.line))


def _name_of(found: MatchedCorrespondent) -> tuple[str, str]:
    return bare_name(found.printed.name), found.printed.organisation.casefold()
