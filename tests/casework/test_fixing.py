"""What a check proposes is done with one key, and to nothing else."""

import pytest

from casework.test_checking import checked, with_heading
from casework.test_dispatch import draft
from casework.test_replies import page_of, save, typed
from corresp_tracker.casework.fixing import can_be_put_right, put_right
from corresp_tracker.drafting.letter_to_check import DraftCheck
from corresp_tracker.errors import ChangedElsewhere, InvalidLetter
from corresp_tracker.model.letters import Letter
from corresp_tracker.store.database import Office
from corresp_tracker.store.lists import LetterPage


def fix(office: Office, page: LetterPage, code: str) -> LetterPage:
    [check] = [check for check in checked(office, page.id).checks if check.code == code]
    assert can_be_put_right(check)
    with office.writing("Put right") as session:
        put_right(session, page.id, check, version=page.version)
    assert code not in [check.code for check in checked(office, page.id).checks]
    return page_of(office, page.id)


def test_a_greeting_and_a_reference_are_put_right(office: Office) -> None:
    page = with_heading(office, draft(office), salutation="Dear Amber", their_reference="EIS/16/8")
    page = fix(office, page, "salutation")
    page = fix(office, page, "their-reference")
    assert (page.salutation, page.their_reference) == ("Dear Chief Inspector", "EIS/16/9")


def test_the_date_of_their_letter_is_put_right_and_nothing_beside_it(office: Office) -> None:
    page = save(
        office, draft(office), typed("Thank you for your letter of 7 October 2016 on PEEL.", numbered=False)
    )
    page = fix(office, page, "answered-date")
    assert page.paragraphs[0].text == "Thank you for your letter of 17 October 2016 on PEEL."
    assert {link.work_key for link in page.links} >= {"peel"}


def test_a_date_of_a_citation_is_put_right(office: Office) -> None:
    page = save(office, draft(office), typed("We said so in 'Missing Children: Who Cares?' (May 2015)."))
    page = fix(office, page, "date-disagrees")
    assert page.paragraphs[0].text == "We said so in 'Missing Children: Who Cares?' (March 2016)."


def test_a_marking_is_raised(office: Office) -> None:
    page = draft(office)
    with office.writing("Marked") as session:
        session.get_one(Letter, page.answers_id).marking = "SECRET"
    assert fix(office, page, "marking").marking == "SECRET"


def test_what_has_no_one_answer_is_left_to_a_person(office: Office) -> None:
    page = draft(office)
    check = DraftCheck(
        code="unfilled", where="paragraph 1", message="It is not filled in.", uid=page.paragraphs[0].uid
    )
    assert not can_be_put_right(check)
    with pytest.raises(InvalidLetter), office.writing("x") as session:
        put_right(session, page.id, check, version=page.version)


def test_words_that_changed_since_and_a_colleagues_draft_are_left_alone(office: Office) -> None:
    page = save(office, draft(office), typed("We said so in 'Missing Children: Who Cares?' (May 2015)."))
    [check] = [check for check in checked(office, page.id).checks if check.code == "date-disagrees"]
    again = save(
        office, page, typed("Other words stand here now, and no citation.", uid=page.paragraphs[0].uid)
    )
    with pytest.raises(ChangedElsewhere), office.writing("x") as session:
        put_right(session, page.id, check, version=page.version)
    with pytest.raises(InvalidLetter, match="changed since"), office.writing("x") as session:
        put_right(session, page.id, check, version=again.version)
