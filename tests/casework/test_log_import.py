"""An office's old spreadsheet, however bad, becomes cases, letters and people: once, whole, its doubts said."""

from datetime import date

import pytest
from sqlalchemy import func, select

from casework.letters import letter, log
from corresp_tracker.casework.cases import new_case
from corresp_tracker.casework.log_import import (
    LogPlan,
    LogRow,
    RowBecomes,
    SheetChoice,
    plan_import,
    remember_headings,
)
from corresp_tracker.casework.log_import_taking import in_order, rows_by_choice, take_log_rows
from corresp_tracker.casework.sheet_columns import SheetField
from corresp_tracker.errors import InvalidLetter
from corresp_tracker.intake.sheets import read_sheets
from corresp_tracker.model.cases import Case, ImportedRow
from corresp_tracker.model.history import Change
from corresp_tracker.model.letters import Letter, LetterRole
from corresp_tracker.model.people import Party, PartyRole, Person
from corresp_tracker.store.database import Office
from corresp_tracker.store.history import history_of_case, verify_history
from corresp_tracker.store.lists import letter_page
from corresp_tracker.store.undo import newest_change, take_back
from corresp_tracker.values.letter_text import Direction
from corresp_tracker.values.sheets import SheetFile
from sheets import workbook

HEADS = ["No", "TO Ref", "Date Rec'd", "Received from", "Org", "Subject / Topic", "Allocated to", "Reply due"]
HEADS += ["Date of reply", "Comments", "Status"]
NASTY = [
    ["CORRESPONDENCE TRACKER 2016", *[None] * 10],
    ["Please do not delete rows. Ask the clerk."],
    [],
    HEADS,
    ["JANUARY"],
    [
        1,
        "MIN/2016/0011",
        date(2016, 10, 17),
        "Home Secretary",
        "Home Office",
        "Children",
        "A Drafter",
        date(2016, 11, 14),
        None,
        "urgent",
        "Open",
    ],
    [
        2,
        "MP/2016/0002",
        42660,
        "Smith, Jane MP",
        None,
        "Cells",
        "a drafter",
        date(1900, 1, 1),
        "n/a",
        None,
        "with the deputy",
    ],
    [3, "PUB/2016/0003", "17.10.16", "Joe Bloggs", None, "Dogs", None, None, "20/10/2016", None, "Closed"],
    HEADS,
    [4, "PUB/2016/0004", "31/02/2016", "Joe Bloggs", None, "Cats"],
    [5, None, "18 October 2016", "Joe Bloggs", None, "More dogs"],
    [6, "MIN/2016/0011", "21/11/2016", "Home Secretary", "Home Office", "Children: where is it?"],
    [7, "PUB/2016/0007", "23.0", "A Writer", None, "Numbers"],
    [8, "PUB/2016/0008", "20/10/2016", "A Writer", None, "Too late", None, None, "19/10/2016"],
    ["Total", 8],
]


def nasty() -> SheetFile:
    return read_sheets(workbook(NASTY, merged=["A1:K1"], others=["Read me"]), name="log.xlsx")


def plan(office: Office, file: SheetFile, choice: SheetChoice | None = None) -> LogPlan:
    with office.reading() as session:
        return plan_import(session, file, choice)


def take(
    office: Office, file: SheetFile, choice: SheetChoice | None = None, *, doubtful: bool = False
) -> LogPlan:
    planned = plan(office, file, choice)
    rows = in_order(rows_by_choice(planned.rows, doubtful=doubtful))
    with office.writing("Imported a log") as session:
        take_log_rows(session, rows, file="log.xlsx")
    return planned


def row_at(planned: LogPlan, line: int) -> LogRow:
    return next(row for row in planned.rows if row.line == line)


def count(office: Office, record: type) -> int:
    with office.reading() as session:
        return session.scalar(select(func.count()).select_from(record)) or 0


def test_headings_are_found_under_titles_and_columns_told_by_name_and_content(office: Office) -> None:
    planned = plan(office, nasty())
    assert planned.layout.head == 4
    told = {column.heading: column.field for column in planned.layout.columns}
    assert told == {
        "No": SheetField.NOTHING,
        "TO Ref": SheetField.REFERENCE,
        "Date Rec'd": SheetField.RECEIVED,
        "Received from": SheetField.CORRESPONDENT,
        "Org": SheetField.ORGANISATION,
        "Subject / Topic": SheetField.SUBJECT,
        "Allocated to": SheetField.DRAFTER,
        "Reply due": SheetField.DUE,
        "Date of reply": SheetField.SENT,
        "Comments": SheetField.NOTE,
        "Status": SheetField.STAGE,
    }


def test_each_row_says_what_it_becomes_and_why_it_is_doubtful(office: Office) -> None:
    planned = plan(office, nasty())
    assert {row.line for row in planned.good} == {6, 7, 8, 11}
    doubts = {row.line: row.reason for row in planned.rows if row.is_doubtful}
    assert doubts.keys() == {10, 12, 13, 14}
    assert "no day of the calendar" in doubts[10]
    assert "reference of line 6" in doubts[12]
    assert "means no day" in doubts[13]
    assert "before it was received" in doubts[14]
    nothing = {row.line for row in planned.rows if row.becomes is RowBecomes.NOTHING}
    assert nothing == {5, 9, 15}


def test_rows_become_cases_with_letters_answers_and_people(office: Office) -> None:
    before = count(office, Person)
    take(office, nasty())
    with office.reading() as session:
        cases = {case.reference: case for case in session.scalars(select(Case))}
        minister, member, public = (
            cases[each] for each in ("MIN/2016/0011", "MP/2016/0002", "PUB/2016/0003")
        )
        assert (minister.received, minister.due) == (date(2016, 10, 17), date(2016, 11, 14))
        assert minister.note == "Comments: urgent"
        assert member.drafter_id == minister.drafter_id
        assert member.due == date(2016, 11, 14)
        assert member.note == "Stage: with the deputy"
        assert (public.stage, public.finished_on) == ("closed", date(2016, 10, 20))
        letters = session.scalars(select(Letter).where(Letter.case_id == public.id).order_by(Letter.id)).all()
        assert [each.direction for each in letters] == [Direction.IN, Direction.OUT]
        assert letters[1].answers_id == letters[0].id
        assert letters[1].dispatched == date(2016, 10, 20)
        secretary = session.scalars(
            select(Party).where(Party.case_id == minister.id, Party.role == PartyRole.PRIMARY_CORRESPONDENT)
        ).one()
        assert secretary.person_id is not None
        assert session.get_one(Person, secretary.person_id).name.endswith("Amber Rudd")
        assert letter_page(session, letters[1].id).paragraphs == ()
    # Jane Smith, one Joe Bloggs for two letters, and the drafter.
    assert count(office, Person) - before == 3


def test_a_second_import_makes_no_twins_and_a_row_added_since_is_taken(office: Office) -> None:
    take(office, nasty())
    held = count(office, Letter)
    again = take(office, nasty())
    assert count(office, Letter) == held
    assert {row.line for row in again.rows if row.becomes is RowBecomes.HELD} == {6, 7, 8, 11}
    grown = [*NASTY[:-1], [9, "PUB/2016/0009", "25/10/2016", "A Writer", None, "One more"]]
    grown[5] = [*grown[5][:8], "14/11/2016", "answered at last", "Sent"]
    later = take(office, read_sheets(workbook(grown), name="log.xlsx"))
    assert count(office, Letter) == held + 1
    assert "answered on 14 November 2016 by the spreadsheet, open here" in row_at(later, 6).reason


def test_a_letter_logged_by_hand_is_found_again_by_its_reference_or_by_its_day_and_subject(
    office: Office,
) -> None:
    logged = log(office, letter(), received=date(2016, 10, 17))
    rows = [
        ["Reference", "Received", "From", "Subject"],
        [logged.reference, "17/10/2016", "Somebody", "Children who go missing"],
        ["OLD/7", "17/10/2016", "Somebody", "Children who go missing"],
        [logged.reference.lower(), "18/10/2016", "Somebody else", "Something else"],
    ]
    planned = plan(office, read_sheets(workbook(rows), name="log.xlsx"))
    same, alike, other = planned.rows
    assert (same.becomes, same.case_id) == (RowBecomes.HELD, logged.case_id)
    assert alike.is_doubtful
    assert logged.reference in alike.reason
    assert (other.becomes, other.case_id) == (RowBecomes.LETTER, logged.case_id)
    assert other.is_doubtful


def test_what_a_person_corrects_is_taken_and_what_stood_there_is_kept(office: Office) -> None:
    choice = SheetChoice(words={10: {SheetField.RECEIVED: "29/02/2016"}})
    planned = plan(office, nasty(), choice)
    assert not row_at(planned, 10).is_doubtful
    take(office, nasty(), choice)
    with office.reading() as session:
        case = session.scalars(select(Case).where(Case.reference == "PUB/2016/0004")).one()
    assert case.received == date(2016, 2, 29)
    assert "Received as the spreadsheet has it: 31/02/2016" in case.note


def test_a_column_corrected_once_is_known_the_next_time(office: Office) -> None:
    rows = [
        ["Ref", "Date A", "Date B", "Whence", "Subject"],
        ["X/1", "18/10/2016", "17/10/2016", "A Writer", "Dogs"],
    ]
    file = read_sheets(workbook(rows), name="log.xlsx")
    fields = {1: SheetField.DATED, 2: SheetField.RECEIVED, 3: SheetField.CORRESPONDENT}
    planned = plan(office, file, SheetChoice(fields=fields))
    with office.writing("Explained the columns") as session:
        remember_headings(session, planned.layout, fields)
    again = plan(office, file)
    assert [column.field for column in again.layout.columns][1:4] == list(fields.values())
    assert again.rows[0].read.received == date(2016, 10, 17)


def test_a_chaser_under_a_reference_joins_its_case_and_moves_no_due_date(office: Office) -> None:
    take(office, nasty(), doubtful=True)
    with office.reading() as session:
        case = session.scalars(select(Case).where(Case.reference == "MIN/2016/0011")).one()
        letters = session.scalars(select(Letter).where(Letter.case_id == case.id).order_by(Letter.id)).all()
        assert [each.role for each in letters] == [LetterRole.ORIGINAL, LetterRole.CHASER]
        assert (case.received, case.due) == (date(2016, 10, 17), date(2016, 11, 14))


def test_the_office_goes_on_counting_after_the_references_that_were_imported(office: Office) -> None:
    rows = [["Ref", "Received", "From", "Subject"], ["OWN/2026/0041", "17/10/2026", "A Writer", "Dogs"]]
    planned = take(office, read_sheets(workbook(rows), name="log.xlsx"))
    assert planned.rows[0].kind_key == "own-initiative"
    with office.writing("Opened a case") as session:
        case = session.get_one(Case, new_case(session, subject="A case of our own"))
        if case.reference.startswith("OWN/2026"):
            assert case.reference == "OWN/2026/0042"


def test_an_import_is_one_change_and_the_history_stays_whole(office: Office) -> None:
    before = count(office, Change)
    take(office, nasty(), doubtful=True)
    assert count(office, Change) == before + 1
    with office.reading() as session:
        assert verify_history(session) == []


class CalledOff(Exception):  # noqa: N818
    """The person thought better of it."""


def test_calling_an_import_off_leaves_nothing(office: Office) -> None:
    def stop(done: int, _: int) -> None:
        if done:
            raise CalledOff

    rows = [["Ref", "Received", "From", "Subject"]]
    rows += [[f"X/{number}", "17/10/2016", "A Writer", f"Subject {number}"] for number in range(30)]
    planned = plan(office, read_sheets(workbook(rows), name="log.xlsx"))
    with pytest.raises(CalledOff), office.writing("Imported a log") as session:
        take_log_rows(session, planned.good, file="log.xlsx", progress=stop)
    assert (count(office, Case), count(office, ImportedRow)) == (0, 0)


def test_a_row_with_no_letter_in_it_is_never_taken(office: Office) -> None:
    planned = plan(office, nasty())
    with pytest.raises(InvalidLetter, match="Line 5"), office.writing("Imported a log") as session:
        take_log_rows(session, [row_at(planned, 5)], file="log.xlsx")


def test_a_row_that_repeats_another_is_asked_about(office: Office) -> None:
    rows = [["Ref", "Received", "From", "Subject"], *[[None, "17/10/2016", "A Writer", "Dogs"]] * 2]
    file = read_sheets(workbook(rows), name="log.xlsx")
    planned = take(office, file, doubtful=True)
    assert planned.rows[1].doubts == ("it repeats line 2",)
    assert count(office, Case) == 2
    assert {row.becomes for row in plan(office, file).rows} == {RowBecomes.HELD}


def test_a_joint_letter_keeps_all_its_senders_and_an_outgoing_one_its_addressee(office: Office) -> None:
    rows = [
        ["Ref", "In/Out", "Date", "Name", "Organisation", "Subject"],
        ["X/1", "In", "17/10/2016", "A Writer; B Writer", None, "Joint"],
        ["X/2", "Out", "18/10/2016", "C Reader", "Example Council", "Ours"],
    ]
    take(office, read_sheets(workbook(rows), name="log.xlsx"))
    with office.reading() as session:
        parties = session.execute(
            select(Letter.direction, Party.role, Party.name)
            .join(Party, Party.letter_id == Letter.id)
            .order_by(Party.id)
        ).all()
        ours = session.scalars(select(Letter).where(Letter.direction == Direction.OUT)).one()
        case = session.get_one(Case, ours.case_id)
    assert [tuple(each) for each in parties] == [
        (Direction.IN, PartyRole.SENDER, "A Writer"),
        (Direction.IN, PartyRole.SENDER, "B Writer"),
        (Direction.OUT, PartyRole.ADDRESSEE, "C Reader"),
    ]
    assert (ours.dispatched, case.finished, case.due) == (date(2016, 10, 18), True, None)


def test_a_sheet_with_no_headings_is_understood_by_what_stands_in_it(office: Office) -> None:
    rows = [["X/1", "17/10/2016", "A Writer", "Dogs"], ["X/2", "18/10/2016", "B Writer", "Cats"]]
    planned = plan(office, read_sheets(workbook(rows), name="log.xlsx"))
    assert planned.layout.head == 0
    assert [column.field for column in planned.layout.columns][:1] == [SheetField.REFERENCE]
    assert any("say which" in notice for notice in planned.notices)


def test_a_row_left_out_keeps_its_reference_and_an_import_is_undone_as_one_step(office: Office) -> None:
    planned = plan(office, nasty())
    with office.writing("Imported a log") as session:
        take_log_rows(session, planned.good, file="log.xlsx", beside=planned.rows)
    with office.reading() as session:
        references = set(session.scalars(select(Case.reference)))
        change = newest_change(session)
    with office.reading() as session:
        first = session.scalars(select(Case.id)).first()
        assert first is not None
        assert [entry.words for entry in history_of_case(session, first)] == ["Imported a log"]
    assert references == {"MIN/2016/0011", "MP/2016/0002", "PUB/2016/0003", "PUB/2016/0009"}
    with office.writing("Undo") as session:
        take_back(session, change)
    assert (count(office, Case), count(office, Letter), count(office, ImportedRow)) == (0, 0, 0)
    assert len(plan(office, nasty()).good) == 4
