"""What letters would cite after a change to the register: listed before it is kept, and judged links stay."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from casework.letters import letter, log
from corresp_tracker.casework.links import confirm, reject
from corresp_tracker.casework.register import add_work, edit_work
from corresp_tracker.casework.register_merge import merge_works
from corresp_tracker.casework.register_rows import facts_of_work
from corresp_tracker.casework.relink_scope import Moved, all_letters, letters_concerned, moved_by
from corresp_tracker.casework.relink_survey import LinkChange, Survey, keep_moves, survey_letters
from corresp_tracker.model.history import Change
from corresp_tracker.model.letters import Paragraph
from corresp_tracker.model.works import Link, LinkStanding, Work
from corresp_tracker.store.database import Office
from corresp_tracker.values.register_facts import ReportFacts

CELLS = ReportFacts(key="cells", title="Sample cells after dark: an example inspection")
CITES = "You will have seen ‘Sample cells after dark’ (May 2016), which I commend to you."


def no_progress(_: int, __: int) -> None:
    pass


def changed(office: Office, task: Callable[..., object]) -> Moved:
    with office.writing("Changed the register") as session:
        return moved_by(session, lambda: task(session))[1]


def survey(office: Office, moved: Moved) -> Survey:
    with office.reading() as session:
        letters = letters_concerned(session, moved)
    return survey_letters(office.reading, letters, no_progress)


def keep(office: Office, found: Survey) -> tuple[int, ...]:
    with office.writing("Kept the links") as session:
        return keep_moves(session, found.letters)


def links_to(office: Office, key: str) -> list[Link]:
    with office.reading() as session:
        asked = select(Link).join(Work, Work.id == Link.work_id).where(Work.key == key).order_by(Link.id)
        return list(session.scalars(asked))


def add(office: Office, facts: ReportFacts) -> Moved:
    return changed(office, lambda session: add_work(session, facts))


def edit(office: Office, key: str, **changes: object) -> Moved:
    def task(session):
        work = session.scalars(select(Work).where(Work.key == key)).one()
        facts = facts_of_work(session, work.id)
        edit_work(session, work.id, replace(facts, **changes), version=work.version)

    return changed(office, task)


def test_a_report_that_was_added_is_found_in_letters_logged_before(office: Office) -> None:
    logged, other = log(office, letter(CITES)), log(office, letter("Nothing is cited here."))
    found = survey(office, add(office, CELLS))
    [moved] = found.letters
    assert (moved.letter_id, moved.reference) == (logged.letter_id, logged.reference)
    assert moved.correspondent
    [move] = moved.moves
    assert (move.change, move.label, move.words) == (
        LinkChange.ADDED,
        "1",
        "‘Sample cells after dark’ (May 2016)",
    )
    assert (move.before, move.after) == ("not held", CELLS.title)
    assert other.letter_id != logged.letter_id
    assert links_to(office, "cells") == []  # nothing is written before it is kept
    assert keep(office, found) == ()
    assert [link.words for link in links_to(office, "cells")] == ["‘Sample cells after dark’ (May 2016)"]


def test_what_is_kept_is_one_change_in_the_history_of_its_cases(office: Office) -> None:
    logged = [log(office, letter(CITES, our_reference=f"EIS/{number}")) for number in range(3)]
    found = survey(office, add(office, CELLS))
    with office.reading() as session:
        before = session.scalar(select(func.count()).select_from(Change)) or 0
    keep(office, found)
    with office.reading() as session:
        assert session.scalar(select(func.count()).select_from(Change)) == before + 1
    assert office.last_changes.case_ids == {each.case_id for each in logged}
    assert survey(office, Moved(names=frozenset({"sample cells after dark"}))).letters == ()


def test_a_name_taken_away_takes_its_links_but_none_that_was_judged(office: Office) -> None:
    add(office, replace(CELLS, other_names=("The lantern papers on custody",)))
    text = "I have ‘The lantern papers on custody’ before me."
    log(office, letter(text))
    judged = log(office, letter(f"Again, {text[0].lower()}{text[1:]}"))
    refused = log(office, letter(f"Once more, {text[0].lower()}{text[1:]}"))
    with office.writing("Judged") as session:
        for each, judge in ((judged, confirm), (refused, reject)):
            paragraphs = select(Paragraph.id).where(Paragraph.letter_id == each.letter_id)
            link = session.scalars(
                select(Link).where(Link.paragraph_id.in_(paragraphs), Link.work_id > 0)
            ).one()
            judge(session, link.id, version=link.version, by="Clerk")
    found = survey(office, edit(office, "cells", other_names=()))
    assert [move.change for moved in found.letters for move in moved.moves] == [LinkChange.REMOVED]
    keep(office, found)
    standings = [link.standing for link in links_to(office, "cells")]
    assert standings == [LinkStanding.CONFIRMED, LinkStanding.REJECTED]


def test_a_name_given_to_another_report_re_points_its_links(office: Office) -> None:
    add(office, replace(CELLS, other_names=("The lantern papers on custody",)))
    log(office, letter("I have ‘The lantern papers on custody’ before me."))
    moved = edit(office, "cells", other_names=()).also(
        add(office, ReportFacts(key="lantern", title="The lantern papers on custody"))
    )
    found = survey(office, moved)
    [move] = [move for each in found.letters for move in each.moves]
    assert (move.change, move.before, move.after) == (
        LinkChange.REPOINTED,
        CELLS.title,
        "The lantern papers on custody",
    )
    assert dict(found.counts())[LinkChange.REPOINTED] == 1


def test_a_name_that_two_reports_share_is_offered_and_not_guessed(office: Office) -> None:
    add(office, replace(CELLS, other_names=("The lantern papers on custody",)))
    log(office, letter("I have ‘The lantern papers on custody’ before me."))
    found = survey(office, add(office, ReportFacts(key="lantern", title="The lantern papers on custody")))
    [move] = [move for each in found.letters for move in each.moves]
    assert move.change in (LinkChange.REMOVED, LinkChange.REPOINTED)
    if move.change is LinkChange.REMOVED:
        assert move.after.startswith("asks: ")


def test_what_moved_on_since_is_left_to_be_looked_at_again(office: Office) -> None:
    first, second = log(office, letter(CITES)), log(office, letter(CITES, our_reference="EIS/2"))
    found = survey(office, add(office, CELLS))
    assert len(found.letters) == 2
    with office.writing("Judged the gap") as session:
        paragraphs = select(Paragraph.id).where(Paragraph.letter_id == first.letter_id)
        gap = session.scalars(select(Link).where(Link.paragraph_id.in_(paragraphs))).first()
        assert gap is not None
        reject(session, gap.id, version=gap.version, by="Clerk")
    again = keep(office, found)
    assert again == (first.letter_id,)
    with office.reading() as session:
        letters = session.scalars(
            select(Paragraph.letter_id)
            .join(Link, Link.paragraph_id == Paragraph.id)
            .join(Work, Work.id == Link.work_id)
            .where(Work.key == "cells")
        ).all()
    assert letters == [second.letter_id]
    survey_letters(office.reading, again, no_progress)


def test_a_merge_is_followed_in_every_letter(office: Office) -> None:
    add(office, CELLS)
    add(office, ReportFacts(key="night", title="Example cells at night and what we saw there"))
    log(office, letter("I have ‘Example cells at night and what we saw there’ before me."))

    def task(session):
        kept, twin = (
            session.scalars(select(Work).where(Work.key == key)).one() for key in ("cells", "night")
        )
        merge_works(session, kept.id, twin.id, kept_version=kept.version, twin_version=twin.version)

    found = survey(office, changed(office, task))
    keep(office, found)
    assert len(links_to(office, "cells")) == 1
    assert survey(office, Moved(works=frozenset({links_to(office, "cells")[0].work_id or 0}))).letters == ()


def test_every_letter_can_be_looked_at_and_called_off_between_two_pieces(office: Office) -> None:
    log(office, letter(CITES))
    with office.reading() as session:
        letters = all_letters(session)
    told: list[tuple[int, int]] = []
    assert (
        survey_letters(office.reading, letters, lambda done, total: told.append((done, total))).letters == ()
    )
    assert told[-1] == (1, 1)

    def stop(_: int, __: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        survey_letters(office.reading, letters, stop)


def test_a_misquoted_title_that_was_not_held_is_found_among_the_gaps(office: Office) -> None:
    logged = log(
        office, letter("You will have seen ‘Sample cell after the dark: an example inspection’ (May 2016).")
    )
    moved = add(office, CELLS)
    with office.reading() as session:
        assert list(letters_concerned(session, moved)) == [logged.letter_id]
