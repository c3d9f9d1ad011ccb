"""Standard lines: kept with their links, used in drafts, and pointed out where they changed or expired since."""

from dataclasses import replace
from datetime import date

import pytest

from casework.letters import log, log_sent
from casework.test_replies import CITES, save, start, typed
from casework.test_undo import state, undo_step
from corresp_tracker.casework.lines import (
    LineFacts,
    LineRow,
    add_line,
    edit_line,
    line_ids,
    line_rows,
    line_warnings,
    use_line,
)
from corresp_tracker.errors import ChangedElsewhere, InvalidLetter, NotFound
from corresp_tracker.store.database import Office
from corresp_tracker.store.lists import LetterPage, letter_page

TODAY = date(2026, 3, 2)
FACTS = LineFacts(topic="Missing children", text=CITES, owner="Policy team", review_on=date(2026, 9, 1))


def added(office: Office, facts: LineFacts = FACTS, **fields: int) -> LineRow:
    with office.writing("Added a line") as session:
        line_id = add_line(session, facts, **fields)
    return row(office, line_id)


def row(office: Office, line_id: int) -> LineRow:
    with office.reading() as session:
        [found] = line_rows(session, [line_id])
    return found


def put_in(office: Office, line: LineRow, text: str = "") -> LetterPage:
    draft = save(office, start(office, log(office).letter_id), typed(text or line.facts.text))
    with office.writing("Put a line in") as session:
        use_line(session, draft.paragraphs[0].id, line.id, by="Clerk")
        return letter_page(session, draft.id)


def warnings(office: Office, draft: LetterPage, today: date = TODAY) -> list[str]:
    with office.reading() as session:
        return [each.message for each in line_warnings(session, draft.id, today=today)]


def test_a_line_made_of_a_paragraph_takes_its_links_along_into_a_draft(office: Office) -> None:
    sent = log_sent(office, "Before. " + CITES, dated=date(2016, 11, 1))
    with office.reading() as session:
        source = letter_page(session, sent.letter_id).paragraphs[0].id
    line = added(office, from_paragraph_id=source)
    assert line.works[0].startswith("Missing children")
    draft = put_in(office, line, "We add this. " + CITES)
    [link] = [each for each in draft.links if each.work_id]
    assert (link.standing, link.judged_by) == ("confirmed", "Clerk")
    assert draft.paragraphs[0].text[link.start : link.end] == link.words


def test_a_line_is_found_by_any_of_its_words_and_expired_ones_come_last(office: Office) -> None:
    first = added(office, replace(FACTS, topic="Zebra crossings", text="Of crossings."))
    last = added(
        office, replace(FACTS, topic="Apples", text="Of crossings too.", expires_on=date(2020, 1, 1))
    )
    with office.reading() as session:
        assert line_ids(session, "crossing") == [first.id, last.id]
        assert line_ids(session, "policy zebra") == [first.id]
        assert line_ids(session, "nothing of it") == []
    assert last.is_expired(TODAY)
    assert not first.is_expired(TODAY)
    assert first.wants_review(date(2026, 9, 1))


def test_a_line_that_changed_or_expired_shows_in_the_drafts_that_use_it(office: Office) -> None:
    line = added(office)
    draft = put_in(office, line)
    assert warnings(office, draft) == []
    with office.writing("Changed the owner") as session:
        edit_line(session, line.id, replace(FACTS, owner="Another team"), version=line.version)
    assert warnings(office, draft) == []
    with office.writing("Changed the words") as session:
        edit_line(
            session, line.id, replace(FACTS, text=f"Indeed. {CITES}"), version=row(office, line.id).version
        )
    assert warnings(office, draft) == [
        "The standard line “Missing children” was changed since it was put into paragraph 1."
    ]
    with office.writing("Let it expire") as session:
        facts = replace(FACTS, expires_on=TODAY)
        edit_line(session, line.id, facts, version=row(office, line.id).version)
    assert warnings(office, draft) == [
        "Paragraph 1 uses the standard line “Missing children”, which has expired."
    ]


def test_a_line_counts_the_letters_that_went_with_it(office: Office) -> None:
    line = added(office)
    put_in(office, line)
    assert (line.used, line.last_used) == (0, None)
    sent = log_sent(office, CITES, dated=date(2016, 11, 1))
    with office.writing("Said that it was used") as session:
        paragraph = letter_page(session, sent.letter_id).paragraphs[0].id
        use_line(session, paragraph, line.id, by="Clerk")
    assert (row(office, line.id).used, row(office, line.id).last_used) == (1, date(2016, 11, 1))


def test_the_first_to_change_a_line_wins_and_an_empty_one_is_refused(office: Office) -> None:
    line = added(office)
    with office.writing("Changed it") as session:
        edit_line(session, line.id, replace(FACTS, topic="Another"), version=line.version)
    with pytest.raises(ChangedElsewhere), office.writing("Too late") as session:
        edit_line(session, line.id, FACTS, version=line.version)
    with pytest.raises(InvalidLetter, match="needs a topic"), office.writing("Empty") as session:
        add_line(session, replace(FACTS, topic=" "))
    with pytest.raises(NotFound), office.writing("Gone") as session:
        edit_line(session, 999_999, FACTS, version=1)


def test_using_a_line_is_undone_with_its_links(office: Office) -> None:
    line = added(office)
    draft = save(office, start(office, log(office).letter_id), typed(CITES))
    before = state(office)
    with office.writing("Put a line in") as session:
        use_line(session, draft.paragraphs[0].id, line.id, by="Clerk")
    assert undo_step(office) == "Put a line in"
    assert state(office) == before
