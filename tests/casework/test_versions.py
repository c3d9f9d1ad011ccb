"""The versions of a letter: each with who froze it and its file, any two compared, in either database."""

from hashlib import sha256

import pytest
from sqlalchemy import select

from casework.letters import letter, log
from casework.test_clearances import add, answer
from casework.test_dispatch import WE_WILL, arrived, draft, send, written
from casework.test_replies import CITES, page_of, save
from corresp_tracker.casework.clearances import Outcome
from corresp_tracker.casework.letters import fetch_letter
from corresp_tracker.casework.links import reject
from corresp_tracker.casework.register_merge import merge_works
from corresp_tracker.casework.replies import DraftedParagraph
from corresp_tracker.casework.versions import LetterVersions, compare, latest_letter, versions_of
from corresp_tracker.drafting.versions import ComparedVersions
from corresp_tracker.errors import NotFound
from corresp_tracker.model.cases import Case
from corresp_tracker.model.works import Link, Work
from corresp_tracker.store.database import Office
from corresp_tracker.store.lists import LetterPage


def versions(office: Office, letter_id: int) -> LetterVersions:
    with office.reading() as session:
        return versions_of(session, letter_id)


def compared(office: Office, letter_id: int, older: int | None, newer: int | None) -> ComparedVersions:
    with office.reading() as session:
        return compare(session, letter_id, older, newer)


def retyped(page: LetterPage, at: int, text: str) -> list[DraftedParagraph]:
    """A draft's paragraphs, one of them with other words."""
    return [
        DraftedParagraph(
            id=each.id,
            uid=each.uid,
            level=each.level,
            text=text if number == at else each.text,
            numbered=each.numbered,
        )
        for number, each in enumerate(page.paragraphs)
    ]


def became(found: ComparedVersions) -> list[set[str]]:
    return [{change.value for change in each.changes} for each in found.paragraphs]


def test_a_version_tells_who_froze_it_why_and_the_hash_of_its_file(office: Office) -> None:
    page = draft(office)
    assert versions(office, page.id).usual == (None, None)
    data = written(office, page)
    answer(office, add(office, page, "Legal"), Outcome.CLEARED)
    found = versions(office, page.id)
    first, second = found.versions
    assert (first.number, first.source.value, first.by) == (1, "written to Word", "Clerk")
    assert first.file is not None
    assert first.file.sha256 == sha256(data).hexdigest()
    assert first.file.name.endswith(".docx")
    assert (second.source.value, second.file) == ("cleared", None)
    assert second.answers[0].startswith("Legal: cleared on ")
    assert found.usual == (2, None)


def test_a_draft_is_compared_with_any_version_of_it(office: Office) -> None:
    page = draft(office)
    written(office, page)
    page = page_of(office, page.id)
    save(office, page, *retyped(page, 1, "We have never said so."))
    written(office, page)
    since = compared(office, page.id, 1, None)
    assert became(since) == [{"unchanged"}, {"edited"}, {"unchanged"}]
    assert [each.names.partition(":")[0] for each in since.lost] == ["Missing children"]
    assert [each.label for each in since.lost] == [page.paragraphs[1].label]
    assert compared(office, page.id, 2, None).is_same
    backwards = compared(office, page.id, None, 1)
    assert (len(backwards.gained), len(backwards.lost)) == (1, 0)


def test_a_letter_that_went_shows_what_sending_changed(office: Office) -> None:
    page = draft(office)
    written(office, page)
    texts = [page.paragraphs[0].text, CITES, f"{WE_WILL} At once."]
    send(office, page_of(office, page.id), arrived(page, *texts, keep_bookmarks=True))
    found = versions(office, page.id)
    assert [each.source.value for each in found.versions] == ["written to Word", "sent"]
    assert found.usual == (1, 2)
    assert became(compared(office, page.id, 1, 2))[2] == {"edited"}


def test_the_heading_counts_with_whom_it_goes_to(office: Office) -> None:
    page = draft(office)
    written(office, page)
    with office.writing("Put the heading right") as session:
        held = fetch_letter(session, page.id)
        held.subject, held.our_reference = "Children who are found", "INS/1"
    assert {head.name for head in compared(office, page.id, 1, None).heads} == {"Subject", "Our reference"}


def test_a_citation_that_was_rejected_since_is_lost_and_one_whose_work_was_merged_is_not(
    office: Office,
) -> None:
    page = draft(office)
    written(office, page)
    with office.writing("Merged") as session:
        link = session.scalars(
            select(Link).where(Link.work_id.is_not(None), Link.words == CITES[18:43])
        ).first()
        link = link or session.scalars(select(Link).where(Link.paragraph_id == page.paragraphs[1].id)).one()
        twin = session.get_one(Work, link.work_id)
        kept = session.scalars(select(Work).where(Work.id != twin.id, Work.kind == twin.kind)).first()
        assert kept is not None
        merge_works(session, kept.id, twin.id, kept_version=kept.version, twin_version=twin.version)
        link_id = link.id
    assert compared(office, page.id, 1, None).is_same
    with office.writing("Rejected") as session:
        reject(session, link_id, version=session.get_one(Link, link_id).version, by="Clerk")
    assert len(compared(office, page.id, 1, None).lost) == 1


def test_a_version_that_there_is_not_is_said_so(office: Office) -> None:
    page = draft(office)
    with pytest.raises(NotFound, match="no version 7"):
        compared(office, page.id, 7, None)


def test_of_a_case_its_draft_is_meant_then_what_we_sent_then_what_came(office: Office) -> None:
    logged = log(office, letter())
    with office.reading() as session:
        assert latest_letter(session, session.get_one(Case, logged.case_id)) == logged.letter_id
    page = draft(office)
    with office.reading() as session:
        assert latest_letter(session, session.get_one(Case, page.case_id)) == page.id


def test_what_came_has_the_version_it_was_logged_as(office: Office) -> None:
    logged = log(office, letter())
    found = versions(office, logged.letter_id)
    assert [(each.number, each.source.value) for each in found.versions] == [(1, "logged")]
    assert found.usual == (1, None)
    assert compared(office, logged.letter_id, 1, None).is_same
