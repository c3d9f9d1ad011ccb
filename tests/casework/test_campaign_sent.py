"""A campaign recorded as sent: looked over first, then all that can go as one change, or nothing."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from casework.letters import log
from casework.test_campaign import HEADS, listed, write
from corresp_tracker.casework.campaign_sending import (
    CampaignLine,
    campaigns,
    find_campaign,
    look_over,
    record_campaign_sent,
)
from corresp_tracker.casework.deadlines import office_today
from corresp_tracker.casework.letters import fetch_draft
from corresp_tracker.casework.replies import save_paragraphs
from corresp_tracker.casework.undo import undo
from corresp_tracker.drafting.final import left_behind
from corresp_tracker.errors import ChangedElsewhere, CorrespError, InvalidLetter, NotFound
from corresp_tracker.model.cases import Case
from corresp_tracker.model.letters import DocumentPart, Letter, Revision, RevisionSource
from corresp_tracker.store.database import Office
from corresp_tracker.store.documents import content_of_letter

TITLE = "Acknowledgement"


def looked_over(office: Office) -> tuple[CampaignLine, ...]:
    with office.reading() as session:
        [campaign] = campaigns(session)
        return look_over(session, campaign.id, sent_on=office_today())


def record(office: Office, lines: tuple[CampaignLine, ...], *, stop_after: int | None = None) -> int:
    def progress(done: int, total: int) -> None:
        if stop_after is not None and done >= stop_after:
            raise KeyboardInterrupt

    with office.writing("Recorded a campaign as sent") as session:
        return record_campaign_sent(
            session, lines, sent_on=office_today(), means="post", by="Clerk", progress=progress
        )


def drafts(office: Office) -> int:
    with office.reading() as session:
        return len(
            session.scalars(select(Letter.id).where(Letter.dispatched.is_(None), Letter.template != "")).all()
        )


def test_each_letter_is_recorded_with_the_file_that_went_and_its_case_is_answered(
    office: Office, tmp_path: Path
) -> None:
    came = log(office)
    heads = HEADS.replace("name,", "case,name,")
    rows = "\n".join(f",{row}" if row else "" for row in listed(2).decode().split("\n")[1:])
    data = f"{heads}{rows}{came.reference},,,,,,,,\n".encode()
    write(office, data, tmp_path / "out")
    lines = looked_over(office)
    assert [line.left_out for line in lines] == ["", "", ""]
    assert record(office, lines) == 3
    with office.reading() as session:
        for line in lines:
            letter = session.get_one(Letter, line.letter_id)
            assert (letter.dispatched, letter.means) == (office_today(), "post")
            went = content_of_letter(session, letter.id, DocumentPart.SENT)
            assert went is not None
            assert left_behind(went) == ()
            newest = select(Revision.source).where(
                Revision.letter_id == letter.id, Revision.number == letter.head
            )
            assert session.scalar(newest) is RevisionSource.SENT
        case = session.scalars(select(Case).where(Case.reference == came.reference)).one()
        assert case.finished is not None
        [campaign] = campaigns(session)
        assert (campaign.title, campaign.drafts, campaign.sent) == (TITLE, 0, 3)


def test_the_same_order_given_twice_is_done_once(office: Office, tmp_path: Path) -> None:
    write(office, listed(2), tmp_path / "out")
    lines = looked_over(office)
    record(office, lines)
    with pytest.raises((ChangedElsewhere, InvalidLetter), match="Nothing was recorded"):
        record(office, lines)


def test_a_letter_that_a_colleague_changed_meanwhile_stops_all_of_it(office: Office, tmp_path: Path) -> None:
    write(office, listed(3), tmp_path / "out")
    lines = looked_over(office)
    with office.writing("Edited") as session:
        letter = fetch_draft(session, lines[1].letter_id)
        save_paragraphs(session, letter.id, [], version=letter.version)
    with pytest.raises(ChangedElsewhere, match=f"the letter in {lines[1].reference} was changed meanwhile"):
        record(office, lines)
    assert drafts(office) == 3


def test_called_off_it_leaves_all_as_drafts(office: Office, tmp_path: Path) -> None:
    write(office, listed(3), tmp_path / "out")
    with pytest.raises(KeyboardInterrupt):
        record(office, looked_over(office), stop_after=2)
    assert drafts(office) == 3


def test_what_keeps_one_letter_from_going_leaves_it_out_and_the_others_go(
    office: Office, tmp_path: Path
) -> None:
    written = write(office, listed(3), tmp_path / "out")
    with office.writing("Asked for something") as session:
        letter = fetch_draft(session, written[1].letter_id)
        letter.salutation = ""
    lines = looked_over(office)
    assert [bool(line.left_out) for line in lines] == [True, False, False]
    assert lines[0].letter_id == written[1].letter_id
    assert record(office, lines) == 2
    assert drafts(office) == 1


def test_a_day_that_is_still_to_come_is_refused(office: Office, tmp_path: Path) -> None:
    write(office, listed(1), tmp_path / "out")
    with office.reading() as session, pytest.raises(InvalidLetter, match="still to come"):
        look_over(session, campaigns(session)[0].id, sent_on=office_today() + timedelta(days=1))


def test_a_letter_cannot_have_gone_before_the_one_that_it_answers_came(
    office: Office, tmp_path: Path
) -> None:
    came = log(office)
    write(office, f"case,subject\n{came.reference},\n".encode(), tmp_path / "out")
    with office.reading() as session:
        received = session.get_one(Letter, came.letter_id).received
        assert received is not None
        [line] = look_over(session, campaigns(session)[0].id, sent_on=received - timedelta(days=1))
    assert "came on" in line.left_out


def test_a_campaign_is_found_by_its_title_and_else_those_that_there_are_are_named(
    office: Office, tmp_path: Path
) -> None:
    write(office, listed(1), tmp_path / "out")
    with office.reading() as session:
        assert find_campaign(session, "acknowledgement").drafts == 1
        with pytest.raises(NotFound, match="those that have: “Acknowledgement”"):
            find_campaign(session, "no such")


def test_what_went_is_no_step_to_take_back(office: Office, tmp_path: Path) -> None:
    write(office, listed(1), tmp_path / "out")
    record(office, looked_over(office))
    with pytest.raises(CorrespError), office.writing("Undid") as session:
        undo(session, by="Clerk")
    assert drafts(office) == 0
