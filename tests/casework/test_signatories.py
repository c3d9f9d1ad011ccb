"""Who signs, and another signatory in the middle of a case: shown first, done as one step, nothing typed is lost."""

from datetime import date

import pytest

from casework.letters import letter, log
from casework.test_clearances import add, answer, ask, rows
from casework.test_replies import page_of, save, start, typed
from corresp_tracker.casework.addressing import put_greetings
from corresp_tracker.casework.clearances import Outcome
from corresp_tracker.casework.heads import SALUTATION, HeadChange
from corresp_tracker.casework.new_holders import address_new_holders, plan_new_holders
from corresp_tracker.casework.people import add_person
from corresp_tracker.casework.people_merge import merge_people
from corresp_tracker.casework.people_posts import ChangeOfHands, posts_now, reshuffle
from corresp_tracker.casework.replies import DraftedParagraph, save_paragraphs
from corresp_tracker.casework.signatories import Signatory, keep_usual, signatories
from corresp_tracker.casework.signatory_change import (
    SignatoryPlan,
    change_signatory,
    changed_signatory_words,
    plan_signatory,
)
from corresp_tracker.casework.undo import undo
from corresp_tracker.casework.word_replies import write_word
from corresp_tracker.errors import ChangedElsewhere
from corresp_tracker.model.cases import Case
from corresp_tracker.model.letters import Letter
from corresp_tracker.model.people import Person, UsualSignatory
from corresp_tracker.store.database import Office
from corresp_tracker.store.lists import LetterPage
from corresp_tracker.values.letter_text import PrintedCorrespondent

READER = PrintedCorrespondent(
    name="Sir Michael Example", honours="MP", post="Chair", organisation="Example Committee"
)
US = "HM Inspectorate of Constabulary and Fire & Rescue Services"
PRISONS = "HM Inspectorate of Prisons"


def draft_of(office: Office, *paragraphs: DraftedParagraph) -> LetterPage:
    logged = log(office, letter("Please answer.", sender=READER))
    page = start(office, logged.letter_id)
    return save(office, page, *(paragraphs or (typed("Thank you.", numbered=False), typed("It is so."))))


def inspector(office: Office, name: str = "Jo Example", body: str = US, **fields: str) -> Signatory:
    with office.writing(f"Added {name}") as session:
        person = add_person(session, name, post="HM Inspector", organisation=body, **fields)
        person_id = person.id
    return Signatory(name=name, honours="QPM", post="HM Inspector", organisation=body, person_id=person_id)


def planned(office: Office, page: LetterPage, who: Signatory) -> SignatoryPlan:
    with office.reading() as session:
        return plan_signatory(session, page.case_id, who)


def change(office: Office, plan: SignatoryPlan, *rewrite: tuple[int, str]) -> None:
    with office.writing(changed_signatory_words(plan)) as session:
        change_signatory(session, plan, rewrite=rewrite)


def greeted(office: Office, greetings: dict[str, str]) -> None:
    with office.writing("Noted how they greet") as session:
        person = session.query(Person).where(Person.name == READER.name).one()
        put_greetings(session, person.id, greetings)


def test_those_who_hold_a_post_in_the_offices_body_may_sign_and_the_usual_ones_come_first(
    office: Office,
) -> None:
    jo, kim = inspector(office), inspector(office, "Kim Sample")
    inspector(office, "Lee Elsewhere", body=PRISONS)
    with office.writing("Settled who signs") as session:
        keep_usual(session, [kim])
    with office.reading() as session:
        found = signatories(session)
    names = [each.name for each in found]
    assert names[:2] == ["Sir Andy Cooke", "Kim Sample"]
    assert jo.name in names
    assert "Lee Elsewhere" not in names
    assert "Sir Denis O'Connor" not in names
    assert [each.name for each in found if each.is_usual] == ["Sir Andy Cooke", "Kim Sample"]
    assert found[1].organisation == US


def test_the_usual_signatories_are_kept_in_order_and_left_out_again(office: Office) -> None:
    jo, kim = inspector(office), inspector(office, "Kim Sample")
    for chosen in ([jo, kim], [kim, jo], [jo]):
        with office.writing("Settled who signs") as session:
            keep_usual(session, chosen)
        with office.reading() as session:
            usual = [each.name for each in signatories(session) if each.is_usual]
        assert usual == ["Sir Andy Cooke", *(each.name for each in chosen)]


def test_a_merged_signatory_goes_on_signing_as_the_kept_one(office: Office) -> None:
    jo, twin = inspector(office), inspector(office, "J Example")
    with office.writing("Settled who signs") as session:
        keep_usual(session, [twin])
    with office.writing("Merged") as session:
        assert jo.person_id
        assert twin.person_id
        merge_people(session, jo.person_id, twin.person_id, kept_version=1, twin_version=1)
    with office.reading() as session:
        assert session.query(UsualSignatory).one().person_id == jo.person_id


def test_another_signatory_is_shown_before_and_after(office: Office) -> None:
    page = draft_of(office)
    greeted(office, {"Jo Example": "Dear Michael"})
    plan = planned(office, page, inspector(office))
    [draft] = plan.drafts
    assert plan.was == "Sir Andy Cooke QPM DL, HM Chief Inspector of Constabulary"
    assert draft.before.signature == ("Sir Andy Cooke QPM DL", "HM Chief Inspector of Constabulary")
    assert draft.after.signature == ("Jo Example QPM", "HM Inspector")
    assert (draft.before.salutation, draft.after.salutation) == ("Dear Sir Michael", "Dear Michael")
    assert (draft.by_hand, draft.notes) == (frozenset(), ())
    assert page_of(office, page.id) == page


def test_the_change_is_one_step_and_can_be_undone(office: Office) -> None:
    page = draft_of(office)
    greeted(office, {"Jo Example": "Dear Michael"})
    plan = planned(office, page, inspector(office))
    change(office, plan)
    after = page_of(office, page.id)
    assert after.salutation == "Dear Michael"
    assert [(who.name, who.post) for who in after.senders] == [("Jo Example", "HM Inspector")]
    with office.writing("Undo") as session:
        said = undo(session, by="Clerk").words
    assert said == f"Jo Example signs in {page.reference} in place of Sir Andy Cooke QPM DL"
    back = page_of(office, page.id)
    assert (back.salutation, back.senders) == (page.salutation, page.senders)
    with office.reading() as session:
        assert session.query(Case).one().signatory_id is None


def test_a_draft_begun_later_is_signed_by_the_signatory_of_its_case(office: Office) -> None:
    page = draft_of(office)
    greeted(office, {"Jo Example": "Dear Michael"})
    change(office, planned(office, page, inspector(office)))
    assert page.answers_id
    later = start(office, page.answers_id, template="acknowledgement")
    assert (later.senders[0].name, later.senders[0].post) == ("Jo Example", "HM Inspector")
    assert later.salutation == "Dear Michael"


def test_what_was_typed_by_hand_stays_unless_it_is_to_be_written_anew(office: Office) -> None:
    page = draft_of(office)
    greeted(office, {"Jo Example": "Dear Michael"})
    with office.writing("Typed") as session:
        session.get_one(Letter, page.id).salutation = "My dear Chair"
    plan = planned(office, page, inspector(office))
    assert plan.drafts[0].by_hand == {SALUTATION}
    change(office, plan)
    assert page_of(office, page.id).salutation == "My dear Chair"
    with office.writing("Undo") as session:
        undo(session, by="Clerk")
    change(office, planned(office, page, plan.now), (page.id, SALUTATION))
    assert page_of(office, page.id).salutation == "Dear Michael"


def test_words_that_speak_as_the_old_signatory_are_named(office: Office) -> None:
    page = draft_of(
        office,
        typed("I thank you.", numbered=False),
        typed("As HM Chief Inspector of Constabulary I must report."),
        typed("It is so."),
    )
    notes = planned(office, page, inspector(office)).drafts[0].notes
    assert notes == (
        "Paragraph 2 names “HM Chief Inspector of Constabulary”: see that it still fits.",
        "Paragraphs 1 and 2 say “I” or “my”: the new signatory says so from now on.",
    )


def test_another_body_makes_our_another_and_finds_the_citations_anew(office: Office) -> None:
    page = draft_of(office, typed("See our 2015 vulnerability report."))
    assert [link.work_key for link in page.links] == ["peel-vulnerability-2015"]
    plan = planned(office, page, inspector(office, body=PRISONS))
    assert plan.drafts[0].notes[0].startswith(f"“Our” means {PRISONS} from now on")
    assert "“our 2015 vulnerability report”" in plan.drafts[0].notes[1]
    change(office, plan)
    after = page_of(office, page.id)
    assert not [link for link in after.links if link.work_key and not link.asks and not link.checks]


def test_the_request_to_sign_off_goes_to_the_new_signatory(office: Office) -> None:
    page = draft_of(office)
    request = add(office, page, "Sir Andy Cooke", is_sign_off=True)
    add(office, page, "Policy")
    ask(office, page, request)
    plan = planned(office, page, inspector(office))
    [asked, word] = plan.drafts[0].notes
    assert asked.startswith("Sir Andy Cooke was asked on ")
    assert "Jo Example takes their place and is still to be asked." in asked
    assert word.startswith("Version 1 in Word has the old head")
    change(office, plan)
    assert [(row.clearer, row.is_sign_off, row.asked_at) for row in rows(office, page)] == [
        ("Policy", False, None),
        ("Jo Example", True, None),
    ]


def test_a_signature_that_was_given_stays_and_the_new_one_is_asked(office: Office) -> None:
    page = draft_of(office)
    answer(office, add(office, page, "Sir Andy Cooke", is_sign_off=True), Outcome.SIGNED_OFF)
    plan = planned(office, page, inspector(office))
    assert "That stays in the record" in plan.drafts[0].notes[0]
    change(office, plan)
    assert [(row.clearer, row.outcome) for row in rows(office, page)] == [
        ("Sir Andy Cooke", "signed off"),
        ("Jo Example", None),
    ]


def test_a_draft_that_a_colleague_changed_meanwhile_is_refused_with_who_did(office: Office) -> None:
    page = draft_of(office)
    plan = planned(office, page, inspector(office))
    colleague = Office.open(office.address, by="Example colleague")
    try:
        with colleague.writing("Typed another paragraph") as session:
            save_paragraphs(session, page.id, [typed("Otherwise.")], version=page.version)
    finally:
        colleague.close()
    with pytest.raises(ChangedElsewhere, match=r"Example colleague changed the draft in .* \(“Typed another"):
        change(office, plan)
    begun = start(office, page.answers_id or 0, template="acknowledgement")
    assert begun.senders[0].name == "Sir Andy Cooke"
    with pytest.raises(ChangedElsewhere, match="was begun or has gone"):
        change(office, plan)


def reshuffled(office: Office, page: LetterPage) -> tuple[HeadChange, ...]:
    with office.writing("A reshuffle") as session:
        [chair] = [
            post for post in posts_now(session, words="Chair") if post.organisation == "Example Committee"
        ]
        reshuffle(session, date(2026, 9, 1), [ChangeOfHands(post_id=chair.post_id, name="Dame Ann Sample")])
    with office.reading() as session:
        return plan_new_holders(session)


def test_drafts_to_a_former_holder_are_addressed_and_greeted_to_the_new_one(office: Office) -> None:
    page = draft_of(office, typed("Thank you for your letter.", numbered=False), typed("It is so."))
    with office.writing("Wrote it") as session:
        write_word(session, page.id, by="Clerk")
    [plan] = reshuffled(office, page)
    assert (plan.before.address[0], plan.after.address[0]) == ("Sir Michael Example MP", "Dame Ann Sample")
    assert (plan.before.salutation, plan.after.salutation) == ("Dear Sir Michael", "Dear Dame Ann")
    assert plan.notes[0] == (
        "Paragraph 1 says “your letter”, which Sir Michael Example wrote: Dame Ann Sample did not."
    )
    with office.writing("Addressed anew") as session:
        address_new_holders(session, [plan])
    after = page_of(office, page.id)
    assert [(who.name, who.honours, who.post) for who in after.addressees] == [
        ("Dame Ann Sample", "", "Chair")
    ]
    assert after.salutation == "Dear Dame Ann"
    with office.reading() as session:
        assert plan_new_holders(session) == ()
    with office.writing("Undo") as session:
        undo(session, by="Clerk")
    assert page_of(office, page.id).addressees == page.addressees


def test_a_post_that_nobody_holds_is_not_addressed_to_nobody(office: Office) -> None:
    page = draft_of(office)
    with office.writing("Vacant") as session:
        [chair] = [
            post for post in posts_now(session, words="Chair") if post.organisation == "Example Committee"
        ]
        reshuffle(session, date(2026, 9, 1), [ChangeOfHands(post_id=chair.post_id)])
    with office.reading() as session:
        assert plan_new_holders(session, [page.id]) == ()
