"""The points of a letter: found when it is logged, corrected by hand, and answered paragraph by paragraph."""

import pytest
from sqlalchemy import select

from casework.letters import letter, log
from casework.test_replies import save, start, typed
from casework.test_undo import state, undo_step
from corresp_tracker.casework.points import PointRow, add_point, points_for, remove_point, turn_answer
from corresp_tracker.errors import InvalidLetter, NotFound
from corresp_tracker.model.letters import Paragraph, Point
from corresp_tracker.store.database import Office
from corresp_tracker.store.lists import LetterPage

ASKS = (
    "Thank you for your time.",
    "What has the inspectorate said since about children in police custody? I should be glad of a copy of the minutes.",
    "We would welcome your views on the forces that were visited.",
)


def draft_of(office: Office) -> LetterPage:
    return start(office, log(office, letter(*ASKS)).letter_id)


def points(office: Office, draft: LetterPage) -> tuple[PointRow, ...]:
    with office.reading() as session:
        return points_for(session, draft.id)


def test_the_points_of_a_letter_are_there_when_its_reply_is_begun(office: Office) -> None:
    found = points(office, draft_of(office))
    assert [(point.label, point.words) for point in found] == [
        ("2", "What has the inspectorate said since about children in police custody?"),
        ("2", "I should be glad of a copy of the minutes."),
        ("3", "We would welcome your views on the forces that were visited."),
    ]
    assert all(point.is_open for point in found)


def test_a_paragraph_answers_points_and_the_likely_one_is_pointed_out(office: Office) -> None:
    draft = draft_of(office)
    draft = save(
        office, draft, typed("Children in police custody were looked at again."), typed("A copy is enclosed.")
    )
    custody, minutes, _ = points(office, draft)
    assert custody.perhaps_in == (draft.paragraphs[0].uid, draft.paragraphs[0].label)
    assert minutes.perhaps_in is None
    before = state(office)
    with office.writing("Answered it") as session:
        assert turn_answer(session, custody.id, draft_id=draft.id, uid=draft.paragraphs[0].uid)
        assert turn_answer(session, minutes.id, draft_id=draft.id, uid=draft.paragraphs[1].uid)
    custody, minutes, views = points(office, draft)
    assert (custody.answered_in, minutes.answered_in, views.is_open) == (
        (draft.paragraphs[0].label,),
        (draft.paragraphs[1].label,),
        True,
    )
    with office.writing("Not after all") as session:
        assert not turn_answer(session, minutes.id, draft_id=draft.id, uid=draft.paragraphs[1].uid)
    assert points(office, draft)[1].is_open
    assert undo_step(office) == "Not after all"
    assert undo_step(office) == "Answered it"
    assert state(office) == before


def test_an_answer_that_left_the_draft_leaves_its_point_open(office: Office) -> None:
    draft = save(office, draft_of(office), typed("It was looked at again."), typed("More follows."))
    point = points(office, draft)[0]
    with office.writing("Answered it") as session:
        turn_answer(session, point.id, draft_id=draft.id, uid=draft.paragraphs[0].uid)
    kept = draft.paragraphs[1]
    draft = save(office, draft, typed(kept.text, uid=kept.uid))
    assert points(office, draft)[0].is_open


def test_points_are_added_and_taken_out_by_hand(office: Office) -> None:
    draft = draft_of(office)
    with office.reading() as session:
        first = session.scalars(select(Paragraph).where(Paragraph.text == ASKS[0])).one()
    with office.writing("Marked a point") as session:
        added = add_point(session, first.id, 0, 9)
    assert points(office, draft)[0].words == "Thank you"
    with pytest.raises(InvalidLetter, match="part of a point already"), office.writing("Again") as session:
        add_point(session, first.id, 5, 12)
    with pytest.raises(InvalidLetter, match="Select the words"), office.writing("Nothing") as session:
        add_point(session, first.id, 9, 10)
    with office.writing("Took it out") as session:
        remove_point(session, added)
    assert len(points(office, draft)) == 3


def test_a_point_that_is_taken_out_takes_its_answers_along_and_brings_them_back(office: Office) -> None:
    draft = save(office, draft_of(office), typed("Children in police custody were looked at again."))
    custody, *others = points(office, draft)
    with office.writing("Answered it") as session:
        turn_answer(session, custody.id, draft_id=draft.id, uid=draft.paragraphs[0].uid)
    before = state(office)
    with office.writing("Took it out") as session:
        remove_point(session, custody.id)
    assert points(office, draft) == tuple(others)
    assert undo_step(office) == "Took it out"
    assert state(office) == before


def test_points_that_were_all_taken_out_do_not_come_back_with_the_same_draft(office: Office) -> None:
    draft = draft_of(office)
    with office.writing("Took them out") as session:
        for point in points_for(session, draft.id):
            remove_point(session, point.id)
    assert points(office, draft) == ()
    with office.reading() as session:
        assert session.scalars(select(Point)).all() == []


def test_only_a_paragraph_that_stands_can_answer(office: Office) -> None:
    draft = draft_of(office)
    point = points(office, draft)[0]
    with pytest.raises(NotFound), office.writing("Answered it") as session:
        turn_answer(session, point.id, draft_id=draft.id, uid="0" * 32)
