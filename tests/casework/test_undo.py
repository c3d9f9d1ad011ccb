"""Steps taken back and done again: whole, said in words, and never over what somebody else has done since."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.letters import letter, log, log_sent
from casework.test_register_merge import merge, two_works
from casework.test_replies import save, start, typed
from corresp_tracker.casework.clocks import change_due
from corresp_tracker.casework.links import cite, confirm, reject
from corresp_tracker.casework.register import add_work, edit_work
from corresp_tracker.casework.register_rows import facts_of_work
from corresp_tracker.casework.replies import save_paragraphs, start_reply
from corresp_tracker.casework.stages import move
from corresp_tracker.casework.undo import redo, undo
from corresp_tracker.errors import CannotUndo
from corresp_tracker.model.base import Record
from corresp_tracker.model.cases import Case
from corresp_tracker.model.history import Change, ChangeItem
from corresp_tracker.model.letters import Letter, Paragraph
from corresp_tracker.model.search_text import SearchText
from corresp_tracker.model.works import FalseFriend, Link, Work
from corresp_tracker.store.database import Office
from corresp_tracker.store.history import verify_history
from corresp_tracker.store.lists import letter_page
from corresp_tracker.store.undo import newest_change, steps, take_back
from corresp_tracker.values.register_facts import ReportFacts

_NOT_STATE = {"version", "digest"}
_NOT_RECORDS = {"change", "change_item", "change_case", "counter", "search_text"}
TEXTS = (
    "I have read 'Missing Children: Who Cares?' (March 2016) with care.",
    "You sent us your report on missing children, and your rolling programme of child protection inspections.",
)


def all_records(session: Session) -> dict[str, dict[str, Any]]:
    """Every record of the log as it stands, by table and uid, with the words that search reads."""
    held: dict[str, dict[str, Any]] = {}
    for table in Record.metadata.sorted_tables:
        if table.name not in _NOT_RECORDS and "content" not in table.c:
            columns = [column for column in table.c if column.name not in _NOT_STATE]
            rows = session.execute(select(*columns)).mappings()
            held[table.name] = {row["uid"]: dict(row) for row in rows}
    words = session.execute(select(SearchText.paragraph_id, SearchText.folded)).all()
    held["search"] = {str(paragraph): folded for paragraph, folded in words}
    return held


def state(office: Office) -> dict[str, dict[str, Any]]:
    with office.reading() as session:
        return all_records(session)


def step(office: Office, words: str, task: Callable[[Session], object]) -> None:
    with office.writing(words) as session:
        task(session)


def undo_step(office: Office, *, by: str = "Clerk") -> str:
    with office.writing("Undo") as session:
        return undo(session, by=by).words


def redo_step(office: Office, *, by: str = "Clerk") -> str:
    with office.writing("Redo") as session:
        return redo(session, by=by).words


def first_link(session: Session) -> Link:
    return session.scalars(select(Link).where(Link.kind == "report").order_by(Link.id)).first()  # type: ignore[return-value]


def judge_first(session: Session) -> None:
    link = first_link(session)
    confirm(session, link.id, version=link.version, by="Clerk")


def cite_by_hand(session: Session) -> None:
    paragraph = session.scalars(select(Paragraph).where(Paragraph.text.contains("missing children,"))).one()
    start = paragraph.text.index("your report on missing children")
    work = session.scalars(select(Work).where(Work.title.contains("Missing children"))).first()
    assert work is not None
    cite(session, paragraph.id, start, start + 31, work_id=work.id, by="Clerk")


def add_report(session: Session) -> None:
    facts = ReportFacts(
        key="x-cells", title="Cells of an example", other_names=("The cells report",), programme="ncpi"
    )
    add_work(session, facts)


def rename_report(session: Session) -> None:
    work = session.scalars(select(Work).where(Work.title.contains("Missing children"))).first()
    assert work is not None
    facts = replace(facts_of_work(session, work.id), title="Another title", other_names=("one", "two"))
    edit_work(session, work.id, facts, version=work.version)


def move_case(session: Session) -> None:
    case = session.scalars(select(Case)).first()
    assert case is not None
    move(session, case.id, "drafting", reason="It is simple.", version=case.version)


def put_off(session: Session) -> None:
    case = session.scalars(select(Case)).first()
    assert case is not None
    change_due(session, case.id, date(2016, 12, 1), reason="They agreed.", version=case.version)


def remember_false_friend(session: Session) -> None:
    work = session.scalars(select(Work).where(Work.title.contains("Missing children"))).first()
    assert work is not None
    session.add(FalseFriend(words="missing children", work_id=work.id, said_by="Clerk"))


def begin_reply(session: Session) -> None:
    letter_id = session.scalars(select(Letter.id)).first()
    assert letter_id is not None
    start_reply(session, letter_id, template="inter-inspectorate-reply", by="Clerk")


STEPS = (
    judge_first,
    cite_by_hand,
    add_report,
    rename_report,
    move_case,
    put_off,
    remember_false_friend,
    begin_reply,
)


@pytest.mark.parametrize("task", STEPS, ids=lambda task: task.__name__.replace("_", " "))
def test_a_step_undone_leaves_every_record_as_it_was_and_done_again_as_the_step_left_it(
    office: Office, task: Callable[[Session], object]
) -> None:
    log(office, letter(*TEXTS))
    before = state(office)
    step(office, "Did something", task)
    after = state(office)
    assert after != before
    for _ in range(2):
        assert undo_step(office) == "Did something"
        assert state(office) == before
        assert redo_step(office) == "Did something"
        assert state(office) == after
    with office.reading() as session:
        assert verify_history(session) == []
        words = session.scalars(select(Change.words).order_by(Change.id.desc()).limit(4)).all()
    assert words == ["Did again: Did something", "Undid: Did something"] * 2


def test_an_undo_names_the_letters_and_the_links_that_it_touched(office: Office) -> None:
    letter_id = log(office, letter(*TEXTS)).letter_id
    step(office, "Confirmed it", judge_first)
    with office.writing("Undo") as session:
        undone = undo(session, by="Clerk")
        assert (undone.letter_ids, undone.link_ids) == ((letter_id,), (first_link(session).id,))


def test_a_merge_of_works_is_undone_whole(office: Office) -> None:
    kept, twin = two_works(office)
    log(
        office,
        letter("I have read ‘Example Review into Sample Cells’ (March 2016), and ‘The cells review’ again."),
    )
    before = state(office)
    merge(office, kept, twin)
    assert state(office) != before
    assert undo_step(office) == "Merged two reports"
    assert state(office) == before


def test_steps_are_undone_from_the_last_to_the_first_and_done_again_the_other_way(office: Office) -> None:
    log(office, letter(*TEXTS))
    with office.reading() as session:
        start_of_day = newest_change(session)
    step(office, "First", judge_first)
    step(office, "Second", move_case)
    step(office, "Third", add_report)
    assert [undo_step(office) for _ in range(3)] == ["Third", "Second", "First"]
    with office.reading() as session:
        assert steps(session, by="Clerk", since=start_of_day).undo is None
    assert [redo_step(office) for _ in range(2)] == ["First", "Second"]
    step(office, "Fourth", remember_false_friend)
    with office.reading() as session:
        after = steps(session, by="Clerk")
    assert (after.undo and after.undo.words, after.redo) == ("Fourth", None)
    assert [undo_step(office) for _ in range(3)] == ["Fourth", "Second", "First"]


def test_with_nothing_done_one_is_told_that_there_is_nothing_to_undo(office: Office) -> None:
    log(office)
    with office.reading() as session:
        since = newest_change(session)
    for task, words in ((undo, "nothing of yours to undo"), (redo, "nothing of yours to do again")):
        with pytest.raises(CannotUndo, match=words), office.writing("Undo") as session:
            task(session, by="Clerk", since=since)


def test_a_step_is_not_undone_where_a_colleague_has_changed_the_same_since(office: Office) -> None:
    log(office, letter(*TEXTS))
    step(office, "Confirmed it", judge_first)
    office.by = "Colleague"

    def turn_round(session: Session) -> None:
        link = first_link(session)
        reject(session, link.id, version=link.version, by="Colleague")

    step(office, "Rejected it", turn_round)
    office.by = "Clerk"
    before = state(office)
    with pytest.raises(
        CannotUndo, match="“Confirmed it” cannot be undone: Colleague has changed the same since"
    ):
        undo_step(office)
    assert state(office) == before


def test_two_people_undo_their_own_steps_only(office: Office) -> None:
    log(office, letter(*TEXTS))
    step(office, "Mine", judge_first)
    office.by = "Colleague"
    step(office, "Theirs", move_case)
    office.by = "Clerk"
    assert undo_step(office) == "Mine"
    office.by = "Colleague"
    assert undo_step(office, by="Colleague") == "Theirs"


def test_what_was_typed_is_no_step_and_is_never_undone_with_one(office: Office) -> None:
    logged = log(office, letter(*TEXTS))
    step(office, "Confirmed it", judge_first)
    reply = start(office, logged.letter_id)
    with office.writing("Edited the draft", is_step=False) as session:
        save_paragraphs(session, reply.id, [typed("Words of my own.")], version=reply.version)
    with pytest.raises(CannotUndo, match="has been changed since"):
        undo_step(office)
    with office.reading() as session:
        assert any("Words of my own." in each.text for each in letter_page(session, reply.id).paragraphs)


def test_what_came_and_went_is_kept_for_good_and_the_steps_around_it_are_undone(office: Office) -> None:
    log(office, letter(*TEXTS))
    step(office, "Confirmed it", judge_first)
    log_sent(office, "Nothing is cited here.", dated=date(2016, 11, 1))
    with office.reading() as session:
        sent = newest_change(session)
    with pytest.raises(CannotUndo, match="kept for good"), office.writing("Undo") as session:
        take_back(session, sent)
    assert undo_step(office) == "Confirmed it"


def test_a_report_that_other_letters_cite_by_now_stays(office: Office) -> None:
    step(office, "Added a report", add_report)
    office.by = "Colleague"
    log(office, letter("I have read ‘Cells of an example’ with care."))
    office.by = "Clerk"
    with pytest.raises(CannotUndo, match="other records depend on it"):
        undo_step(office)
    with office.reading() as session:
        assert session.scalar(select(func.count()).select_from(Work).where(Work.key == "x-cells")) == 1


def test_a_link_that_comes_back_is_found_by_its_words_in_a_draft_edited_since(office: Office) -> None:
    page = start(office, log(office, letter(*TEXTS)).letter_id)
    page = save(office, page, typed("We say so in 'Missing Children: Who Cares?' (March 2016)."))
    [paragraph] = page.paragraphs
    start_of_title = paragraph.text.index("'Missing")

    def mean_another(session: Session) -> None:
        other = session.scalars(select(Work).where(Work.title.contains("Child Protection"))).first()
        assert other is not None
        cite(session, paragraph.id, start_of_title, len(paragraph.text) - 1, work_id=other.id, by="Clerk")

    step(office, "Cited another", mean_another)
    with office.writing("Edited the draft", is_step=False) as session:
        page = letter_page(session, page.id)
        words = typed("As before: " + paragraph.text, uid=paragraph.uid)
        save_paragraphs(session, page.id, [words], version=page.version)
    assert undo_step(office) == "Cited another"
    with office.reading() as session:
        page = letter_page(session, page.id)
    [link] = [each for each in page.links if each.kind == "report"]
    assert (link.standing, link.lost) == ("proposed", False)
    assert page.paragraphs[0].text[link.start : link.end] == link.words


def test_a_record_whose_number_was_given_to_another_comes_back_under_a_new_one(office: Office) -> None:
    log(office, letter(*TEXTS))
    step(office, "Remembered it", remember_false_friend)
    assert undo_step(office) == "Remembered it"
    with office.writing("Another took its place", is_step=False) as session:
        work = session.scalars(select(Work).where(Work.title.contains("Missing children"))).first()
        assert work is not None
        taken = session.scalar(
            select(ChangeItem.after["id"].as_integer()).where(ChangeItem.table_name == "false_friend")
        )
        other = FalseFriend(words="another", work_id=work.id, said_by="Clerk")
        other.id = taken or 1
        session.add(other)
    redo_step(office)
    with office.reading() as session:
        assert set(session.scalars(select(FalseFriend.words))) == {"missing children", "another"}
