"""What is still to come: promises that went out, contributions that were asked for, and whom to remind today."""

import email
from datetime import date, timedelta
from email.policy import default

import pytest
from sqlalchemy import select

from casework.letters import letter, log, log_sent
from corresp_tracker.casework.cases import edit_case
from corresp_tracker.casework.commitments import (
    change_commitment,
    commitments_of,
    drop_commitment,
    keep_commitment,
    mark_commitment,
    note_commitments,
    open_commitments,
    our_paragraphs,
)
from corresp_tracker.casework.contributions import (
    ask_contribution,
    change_contribution,
    contributions_of,
    drop_contribution,
    receive_contribution,
)
from corresp_tracker.casework.deadlines import office_today
from corresp_tracker.casework.dispatch import record_sent
from corresp_tracker.casework.people import colleague, edit_person
from corresp_tracker.casework.reminders import ReminderKind, as_eml, as_mailto, reminders_for
from corresp_tracker.casework.replies import start_reply
from corresp_tracker.errors import ChangedElsewhere, InvalidLetter
from corresp_tracker.model.cases import Case
from corresp_tracker.model.letters import Paragraph
from corresp_tracker.store.database import Office
from corresp_tracker.store.lists import WorklistGroup, case_ids, case_page, person_card, worklist_counts

DAY = date(2016, 10, 18)
PROMISE = "We will publish our findings in the spring."


def sent(office: Office) -> int:
    """A letter that answers one that came, with a promise in it: its case."""
    logged = log(office, letter("When will you publish?"))
    log_sent(office, f"Thank you. {PROMISE}", dated=DAY, answers="your letter", case_id=logged.case_id)
    return logged.case_id


def allocate(office: Office, case_id: int, name: str, address: str = "") -> None:
    with office.writing("Allocated") as session:
        drafter = colleague(session, name)
        edit_person(session, drafter.id, email=address)
        case = session.get_one(Case, case_id)
        edit_case(session, case_id, version=case.version, drafter_id=drafter.id)


def test_a_promise_in_a_letter_that_went_is_followed_until_it_is_kept(office: Office) -> None:
    case_id = sent(office)
    with office.reading() as session:
        [promise] = commitments_of(session, case_id)
        assert session.get_one(Paragraph, promise.paragraph_id).text.endswith(PROMISE)
        assert session.get_one(Case, case_id).finished
        shown = case_ids(session, group=WorklistGroup.PROMISED, today=DAY, me="")
        counts = worklist_counts(session, today=DAY, me="")
    assert (promise.words, promise.due, promise.label) == (PROMISE, date(2017, 5, 31), "1")
    assert (list(shown), counts[WorklistGroup.PROMISED]) == ([case_id], 1)
    with office.writing("Kept it") as session:
        keep_commitment(session, promise.id, version=promise.version, note="Published on 3 May.")
    with office.reading() as session:
        assert open_commitments(session) == ()
        assert commitments_of(session, case_id)[0].kept_on == office_today()
        assert list(case_ids(session, group=WorklistGroup.PROMISED, today=DAY, me="")) == []


def test_a_promise_in_a_draft_is_followed_once_it_goes(office: Office) -> None:
    logged = log(office, letter("When will you publish?"))
    with office.writing("Started a reply") as session:
        draft = start_reply(session, logged.letter_id, template="inter-inspectorate-reply", by="Clerk")
        session.add(Paragraph(letter_id=draft, position=99, label="99", text=PROMISE))
    with office.reading() as session:
        assert commitments_of(session, logged.case_id) == ()
    with office.writing("Sent") as session:
        record_sent(session, draft, sent_on=DAY, means="e-mail", file=None, data=None, name="")
    with office.reading() as session:
        [promise] = commitments_of(session, logged.case_id)
        assert promise.label == "99"
        page = case_page(session, logged.case_id, today=DAY)
    assert page.to_come == (f"Promised in paragraph 99: “{PROMISE}”, by 31 May 2017",)


def test_looking_again_makes_no_promise_twice_and_letters_that_came_hold_none(office: Office) -> None:
    case_id = sent(office)
    logged = log(office, letter(PROMISE, dated=date(2016, 10, 19)))
    with office.writing("Looked again") as session:
        [promise] = commitments_of(session, case_id)
        assert note_commitments(session, promise.letter_id) == 0
        assert note_commitments(session, logged.letter_id) == 0


def test_a_promise_is_marked_by_hand_moved_and_dropped(office: Office) -> None:
    case_id = sent(office)
    with office.writing("Marked one") as session:
        [(paragraph_id, label, text)] = our_paragraphs(session, case_id)
        marked = mark_commitment(session, paragraph_id, "our findings", due=date(2017, 2, 1))
    assert label == "1, 18 October 2016"
    assert PROMISE in text
    with office.reading() as session:
        rows = {row.id: row for row in commitments_of(session, case_id)}
    with office.writing("Moved it") as session:
        change_commitment(session, marked, version=rows[marked].version, due=date(2017, 3, 1))
    with pytest.raises(ChangedElsewhere), office.writing("Too late") as session:
        change_commitment(session, marked, version=rows[marked].version, due=None)
    with office.writing("Dropped the other") as session:
        drop_commitment(session, next(id for id in rows if id != marked), version=1)
    with office.reading() as session:
        assert [row.due for row in commitments_of(session, case_id)] == [date(2017, 3, 1)]
    with pytest.raises(InvalidLetter), office.writing("Kept tomorrow") as session:
        keep_commitment(session, marked, version=2, on=office_today() + timedelta(days=1))
    theirs = log(office, letter("Please.", dated=date(2016, 10, 20)))
    with pytest.raises(InvalidLetter), office.writing("Marked theirs") as session:
        paragraph = session.scalars(select(Paragraph.id).where(Paragraph.letter_id == theirs.letter_id)).one()
        mark_commitment(session, paragraph, "Please.", due=None)


def test_a_promise_stands_on_the_card_of_whom_it_was_made_to(office: Office) -> None:
    from corresp_tracker.values.letter_text import PrintedCorrespondent

    writer = PrintedCorrespondent(name="Jane Example")
    logged = log(office, letter("When?", sender=writer))
    from corresp_tracker.casework.logging import NewLetter, log_letter
    from corresp_tracker.values.letter_text import Direction

    text = letter(PROMISE, sender=PrintedCorrespondent(organisation="HMICFRS"), addressee=writer, dated=DAY)
    new = NewLetter(text=text, direction=Direction.OUT, dispatched=DAY, case_id=logged.case_id)
    with office.writing("Logged the answer") as session:
        log_letter(session, new)
    with office.reading() as session:
        from corresp_tracker.model.people import Person

        person = session.scalars(select(Person.id).where(Person.name == "Jane Example")).one()
        card = person_card(session, person)
    assert [(each.words, each.due) for each in card.commitments] == [(PROMISE, date(2017, 5, 31))]
    assert card.open_cases == ()


def test_a_contribution_is_asked_for_by_a_day_and_comes(office: Office) -> None:
    logged = log(office, letter("Please."), received=office_today())
    soon = office_today() + timedelta(days=3)
    with office.writing("Asked") as session:
        asked = ask_contribution(session, logged.case_id, "Legal team", asked_for="a legal line", due=soon)
    with office.reading() as session:
        [row] = contributions_of(session, logged.case_id)
    assert (row.id, row.contributor, row.due, row.received_on) == (asked, "Legal team", soon, None)
    with office.writing("Later") as session:
        change_contribution(session, asked, version=row.version, due=soon + timedelta(days=1))
    with office.writing("It came") as session:
        receive_contribution(session, asked, version=row.version + 1)
    with office.reading() as session:
        assert contributions_of(session, logged.case_id)[0].received_on == office_today()
    with office.writing("Took it back") as session:
        drop_contribution(session, asked, version=row.version + 2)
    with office.reading() as session:
        assert contributions_of(session, logged.case_id) == ()


@pytest.mark.parametrize("days", [-1, 4000])
def test_a_contribution_is_not_asked_for_on_a_day_that_cannot_be(office: Office, days: int) -> None:
    logged = log(office, letter("Please."), received=office_today())
    with pytest.raises(InvalidLetter), office.writing("Asked") as session:
        ask_contribution(session, logged.case_id, "Legal", due=office_today() + timedelta(days=days))


def test_whom_to_remind_today_is_listed_with_the_words_ready(office: Office) -> None:
    late = log(office, letter("Late.")).case_id
    allocate(office, late, "Ann Drafter", "ann@example.gov.uk")
    fresh = log(office, letter("Fresh.", dated=office_today()), received=office_today()).case_id
    with office.writing("Asked and brought forward") as session:
        ask_contribution(session, fresh, "Legal team", due=office_today(), email="legal@example.gov.uk")
        case = session.get_one(Case, fresh)
        edit_case(session, fresh, version=case.version, bring_forward=office_today())
    with office.reading() as session:
        reminders = reminders_for(session, office_today())
    assert [(each.who, each.items[0].kind) for each in reminders] == [
        ("Ann Drafter", ReminderKind.OVERDUE),
        ("Legal team", ReminderKind.CONTRIBUTION),
        ("the office", ReminderKind.BROUGHT_FORWARD),
    ]
    message = email.message_from_bytes(as_eml(reminders[0]), policy=default)
    assert (message["To"], message["X-Unsent"]) == ("ann@example.gov.uk", "1")
    assert "was due on" in message.get_content()
    link = as_mailto(reminders[0])
    assert link.startswith("mailto:ann@example.gov.uk?subject=")
    assert " " not in link


def test_a_promise_due_soon_is_reminded_of_and_one_far_off_is_not(office: Office) -> None:
    case_id = sent(office)
    allocate(office, case_id, "Ann Drafter")
    with office.reading() as session:
        kinds = [i.kind for each in reminders_for(session, date(2017, 5, 20)) for i in each.items]
        early = [i.kind for each in reminders_for(session, date(2016, 11, 1)) for i in each.items]
    assert kinds == [ReminderKind.PROMISE]
    assert early == []
