"""A private secretary's week: forty cases and all that befalls them; nothing retyped, nothing lost, every date explained.

Monday: forty letters are logged and given out. Tuesday: three inspectors share the signing, replies are begun.
Wednesday: a bank holiday is proclaimed, and a chaser comes. Thursday: a reshuffle, and a clearer who is on leave.
Friday: the replies go, one of them to each of two who wrote together. Then the quarter's figures are taken.
"""

import sys
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest

from casework.letters import letter, seeded
from corresp_tracker.casework.addressing import put_greetings
from corresp_tracker.casework.allocation import reallocate
from corresp_tracker.casework.checking import check_draft
from corresp_tracker.casework.clearance_asking import ask_for_clearance
from corresp_tracker.casework.clearances import (
    Answered,
    Outcome,
    add_clearer,
    clearances_of,
    next_to_ask,
    record_clearance,
)
from corresp_tracker.casework.dispatch import record_sent
from corresp_tracker.casework.how_we_do import how_we_do
from corresp_tracker.casework.logging import LoggedLetter, NewLetter, log_letter, propose
from corresp_tracker.casework.new_holders import address_new_holders, plan_new_holders
from corresp_tracker.casework.office_rules import cases_moved_by, keep_rules, office_rules
from corresp_tracker.casework.people import add_person
from corresp_tracker.casework.people_posts import ChangeOfHands, posts_now, reshuffle
from corresp_tracker.casework.replies import DraftedParagraph, save_paragraphs, start_reply
from corresp_tracker.casework.separate_replies import write_to_each
from corresp_tracker.casework.signatories import Signatory, keep_usual, signatories
from corresp_tracker.casework.signatory_change import (
    change_signatory,
    changed_signatory_words,
    plan_signatory,
)
from corresp_tracker.casework.why_due import why_due
from corresp_tracker.casework.word_replies import write_word
from corresp_tracker.intake.reading import read_arrival
from corresp_tracker.model.base import new_uid
from corresp_tracker.model.cases import Case
from corresp_tracker.model.letters import Letter, LetterRole
from corresp_tracker.model.people import Person
from corresp_tracker.store.database import Office
from corresp_tracker.store.history import history_of_case, verify_history
from corresp_tracker.store.lists import LetterPage, case_page, letter_page
from corresp_tracker.store.lists.performance import Period
from corresp_tracker.store.search import search
from corresp_tracker.values.letter_text import Direction, LetterText, PrintedCorrespondent
from corresp_tracker.values.partial_date import PartialDate

MONDAY = date(2025, 10, 6)
TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (MONDAY + timedelta(days=number) for number in range(1, 5))
PROCLAIMED = date(2025, 10, 22)
TEMPLATE = "ministerial-reply"
US = "HM Inspectorate of Constabulary and Fire & Rescue Services"


def who(name: str, post: str, body: str, *, honours: str = "") -> PrintedCorrespondent:
    address = ("1 Sample Street", "Exampleton EX1 1AA")
    return PrintedCorrespondent(name=name, honours=honours, post=post, organisation=body, address=address)


MINISTER = who("Jane Example", "Minister for Samples", "Example Office", honours="MP")
CHAIR = who("Dame Ann Sample", "Chair", "Example Committee", honours="DBE MP")
CHIEF = who("Lee Lantern", "Chief Constable", "Exampleshire Constabulary")
KNIGHT = who("Sir Michael Example", "Chief Executive", "Example Trust")
CLERK = who("Ms Jo Writer", "Director", "Example Charity")
WRITERS = {
    MINISTER: "Dear Minister",
    CHAIR: "Dear Dame Ann",
    CHIEF: "Dear Chief Constable",
    KNIGHT: "Dear Sir Michael",
    CLERK: "Dear Ms Writer",
}
JOINT = (
    who("Ms Kit First", "President", "Example Union"),
    who("Mr Max Second", "Secretary", "Example Union"),
)


@dataclass
class Week:
    """The office and its calendar day; what was logged, by its number from 1 to 40."""

    office: Office
    today: date = MONDAY
    logged: dict[int, LoggedLetter] = field(default_factory=dict)

    def page(self, letter_id: int) -> LetterPage:
        with self.office.reading() as session:
            return letter_page(session, letter_id)

    def due(self, number: int) -> date | None:
        with self.office.reading() as session:
            return session.get_one(Case, self.logged[number].case_id).due

    def stage(self, number: int) -> str:
        with self.office.reading() as session:
            return session.get_one(Case, self.logged[number].case_id).stage

    def draft(self, number: int) -> LetterPage:
        """Begin the reply to a letter, and write its words: they alone are typed."""
        with self.office.writing("Started a reply") as session:
            draft_id = start_reply(
                session, self.logged[number].letter_id, template=TEMPLATE, by="Example drafter"
            )
        page = self.page(draft_id)
        words = (
            f"Thank you for your letter of {MONDAY.day} {MONDAY:%B %Y}.",
            f"We have looked at reply{number}.",
        )
        typed = [
            DraftedParagraph(uid=new_uid(), level=0, text=text, numbered=bool(at))
            for at, text in enumerate(words)
        ]
        with self.office.writing("Edited the draft") as session:
            save_paragraphs(session, draft_id, typed, version=page.version)
        return self.page(draft_id)

    def sign(self, number: int, signatory: Signatory) -> None:
        with self.office.reading() as session:
            plan = plan_signatory(session, self.logged[number].case_id, signatory)
        with self.office.writing(changed_signatory_words(plan)) as session:
            change_signatory(session, plan)

    def send(self, letter_id: int) -> None:
        """Write a draft to Word, and record as sent the file that this gave."""
        with self.office.writing("Wrote it to Word") as session:
            written = write_word(session, letter_id)
        read = read_arrival(written.data, name=written.name)
        with self.office.writing("Recorded as sent") as session:
            report = record_sent(
                session,
                letter_id,
                sent_on=self.today,
                means="e-mail",
                file=read,
                data=written.data,
                name=written.name,
            )
        assert (len(report.kept), report.new, report.lost, report.warnings) == (2, (), (), ())


@pytest.fixture
def week(office: Office, monkeypatch: pytest.MonkeyPatch) -> Week:
    """An office with its register, whose day is the week's."""
    held = Week(office)
    for name, module in list(sys.modules.items()):
        if name.startswith("corresp_tracker.") and hasattr(module, "office_today"):
            monkeypatch.setattr(module, "office_today", lambda: held.today)
    with office.writing("Took over the register") as session:
        seeded(session)
    return held


def text_of(number: int) -> LetterText:
    writer = list(WRITERS)[number % len(WRITERS)]
    return letter(
        f"Please say what you make of lantern{number}. When will you answer?",
        dated=MONDAY,
        senders=JOINT if number == 40 else (writer,),
        subject=f"Lantern {number}",
        our_reference=f"EX/25/{number}",
    )


def log_all(week: Week) -> None:
    for number in range(1, 41):
        new = NewLetter(text=text_of(number), direction=Direction.IN, received=MONDAY, by="Clerk")
        with week.office.writing(f"Logged letter {number}") as session:
            week.logged[number] = log_letter(session, new)
    with week.office.writing("Gave them out") as session:
        cases = [logged.case_id for logged in week.logged.values()]
        assert reallocate(session, cases, drafter="Example drafter") == 40


def inspectors(week: Week) -> tuple[Signatory, Signatory]:
    """Have two more sign, one of whom greets the knight in her own way."""
    with week.office.writing("Added the inspectors") as session:
        for name in ("Kim Inspector", "Lou Inspector"):
            add_person(session, name, post="HM Inspector", organisation=US)
        knight = session.query(Person).where(Person.name == KNIGHT.name).one()
        put_greetings(session, knight.id, {"Kim Inspector": "Dear Michael"})
    with week.office.writing("Settled who signs") as session:
        chosen = [each for each in signatories(session) if each.name.endswith(" Inspector")]
        keep_usual(session, chosen)
    with week.office.reading() as session:
        usual = {each.name: each for each in signatories(session) if each.is_usual}
    assert next(iter(usual)) == "Sir Andy Cooke"
    assert len(usual) == 3
    return usual["Kim Inspector"], usual["Lou Inspector"]


def proclaim(week: Week) -> None:
    """Add a bank holiday, and keep what it moves."""
    with week.office.reading() as session:
        rules = office_rules(session)
        rules = replace(rules, holidays={**rules.holidays, PROCLAIMED: "Example jubilee"})
        shown = cases_moved_by(session, rules)
    with week.office.writing("Proclaimed: Example jubilee") as session:
        keep_rules(session, rules, shown=shown)
    assert {each.case_id for each in shown} == {
        logged.case_id for number, logged in week.logged.items() if week.due(number)
    }


def chase(week: Week, number: int) -> None:
    text = replace(
        text_of(number),
        dated=PartialDate.of_day(WEDNESDAY),
        subject=f"Lantern {number}",
        our_reference="",
        their_reference=week.logged[number].reference,
        paragraphs=letter(
            "I have had no answer to my letter of 6 October 2025. I look forward to it."
        ).paragraphs,
    )
    due = week.due(number)
    with week.office.reading() as session:
        proposal = propose(session, text, direction=Direction.IN, today=week.today)
    assert proposal.cases[0].case_id == week.logged[number].case_id
    new = NewLetter(
        text=text,
        direction=Direction.IN,
        received=WEDNESDAY,
        case_id=proposal.cases[0].case_id,
        by="Clerk",
    )
    with week.office.writing("Logged a chaser") as session:
        chaser = log_letter(session, new)
        assert session.get_one(Letter, chaser.letter_id).role is LetterRole.CHASER
    assert week.due(number) == due


def hands_change(week: Week) -> None:
    with week.office.writing("A reshuffle") as session:
        [post] = [each for each in posts_now(session, words=MINISTER.post) if each.title == MINISTER.post]
        reshuffle(session, THURSDAY, [ChangeOfHands(post_id=post.post_id, name="Ray Newcomer", honours="MP")])
    with week.office.reading() as session:
        plans = plan_new_holders(session)
    assert plans
    assert {plan.before.address[0] for plan in plans} == {"Jane Example MP"}
    with week.office.writing("Addressed them anew") as session:
        address_new_holders(session, plans)


def cleared_by_a_deputy(week: Week, letter_id: int) -> None:
    with week.office.writing("Clearers") as session:
        policy = add_clearer(session, letter_id, "Head of Policy")
    with week.office.writing("Asked") as session:
        ask_for_clearance(session, letter_id, [policy], by="Example drafter")
    deputy = Answered(outcome=Outcome.CLEARED, deputy="Example Deputy", note="Head of Policy is on leave.")
    with week.office.writing("Cleared") as session:
        record_clearance(session, policy, deputy, by="Example drafter")
    with week.office.reading() as session:
        [row] = clearances_of(session, letter_id)
        assert (row.clearer, row.deputy, next_to_ask([row])) == ("Head of Policy", "Example Deputy", ())


def working_days(received: date, count: int, holidays: frozenset[date]) -> date:
    """Count as a person does: from the day after, over Mondays to Fridays that are no holiday. No other is near."""
    day = received
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5 and day not in holidays
    return day


def explain_every_date(week: Week) -> None:
    """Every date is what its rule and the proclaimed day give, and says so."""
    with week.office.reading() as session:
        counted = {f"{kind.code}/": kind.rule.days for kind in office_rules(session).kinds}
        for logged in week.logged.values():
            case = session.get_one(Case, logged.case_id)
            why = why_due(session, case.id)
            [days] = [number for code, number in counted.items() if case.reference.startswith(code)]
            assert days
            assert case.due == working_days(MONDAY, days, frozenset({PROCLAIMED}))
            assert why.deadline is not None
            assert why.deadline.due == case.due
            assert [step.kind for step in why.changes] == ["calendar changed"]
            assert "Example jubilee" in why.changes[0].reason
            said = [entry.words for entry in history_of_case(session, case.id)]
            assert "Proclaimed: Example jubilee" in said


def nothing_is_lost(week: Week, sent: dict[int, list[int]]) -> None:
    with week.office.reading() as session:
        assert verify_history(session) == []
        for number, logged in week.logged.items():
            assert {hit.letter for hit in search(session, f"lantern{number}").hits} == {logged.letter_id}
            found = {hit.letter for hit in search(session, f"reply{number}").hits}
            assert found == set(sent.get(number, ()))
        assert session.query(Case).count() == 40
        assert session.query(Letter).count() == 40 + 1 + sum(map(len, sent.values()))
        both = [
            {hit.letter for hit in search(session, f'to:"{name}" reply40').hits}
            for name in ("Kit First", "Max Second")
        ]
    assert both == [{letter_id} for letter_id in sent[40]]


def replies_begun(week: Week) -> dict[int, LetterPage]:
    """Begin eleven replies: all above and below their words is known already, and right for whoever signs."""
    kim, lou = inspectors(week)
    drafts = {number: week.draft(number) for number in (3, 5, 7, 8, 10, 11, 12, 13, 14, 18, 40)}
    for number, page in drafts.items():
        writer = list(WRITERS)[number % len(WRITERS)]
        head = (page.their_reference, page.our_reference, page.subject)
        assert head == (f"EX/25/{number}", week.logged[number].reference, f"Lantern {number}")
        assert page.addressees == (JOINT if number == 40 else (writer,))
        assert page.salutation == ("Dear Ms First and Mr Second" if number == 40 else WRITERS[writer])
    for number, signatory in ((3, kim), (8, kim), (13, kim), (7, lou), (12, lou)):
        week.sign(number, signatory)
    signed = {number: week.page(page.id) for number, page in drafts.items()}
    assert [signed[number].salutation for number in (3, 8, 13, 18)] == ["Dear Michael"] * 3 + [
        "Dear Sir Michael"
    ]
    assert [signed[number].senders[0].name for number in (3, 12, 18)] == [
        kim.name,
        lou.name,
        "Sir Andy Cooke",
    ]
    return signed


def replies_go(week: Week, drafts: dict[int, LetterPage]) -> dict[int, list[int]]:
    """Check and send all; a case is answered once the words have gone to everybody who wrote."""
    with week.office.writing("A letter to each") as session:
        others = write_to_each(session, drafts[40].id)
    sent = {number: [page.id] for number, page in drafts.items()}
    sent[40] += others
    wrong = {
        "salutation",
        "sign-off",
        "reader-not-greeted",
        "reader-left-out",
        "text-differs",
        "their-reference",
    }
    for number, letter_ids in sent.items():
        for at, letter_id in enumerate(letter_ids, start=1):
            with week.office.reading() as session:
                assert not wrong & {check.code for check in check_draft(session, letter_id).checks}
            week.send(letter_id)
            assert week.stage(number) == ("dispatched" if at == len(letter_ids) else "drafting")
    return sent


def test_a_private_secretarys_week(week: Week) -> None:
    log_all(week)
    assert len({logged.reference for logged in week.logged.values()}) == 40
    week.today = TUESDAY
    drafts = replies_begun(week)
    week.today = WEDNESDAY
    proclaim(week)
    chase(week, 7)
    week.today = THURSDAY
    hands_change(week)
    for number in (5, 10):
        page = week.page(drafts[number].id)
        assert (page.addressees[0].name, page.addressees[0].address) == ("Ray Newcomer", MINISTER.address)
        assert page.salutation == "Dear Minister"
    cleared_by_a_deputy(week, drafts[8].id)
    week.today = FRIDAY
    sent = replies_go(week, drafts)
    explain_every_date(week)
    nothing_is_lost(week, sent)
    quarter = Period(first=date(2025, 10, 1), last=date(2025, 12, 31), today=week.today)
    with week.office.reading() as session:
        figures = how_we_do(session, quarter).performance.target
        page = case_page(session, week.logged[7].case_id, today=week.today)
    assert (figures.in_time, figures.not_yet_due, figures.total) == (11, 29, 40)
    assert [row.role for row in page.letters] == ["original", "chaser", "reply"]
