"""A draft comes back from Word: every change is said, what is sure is taken, and nothing is lost in silence."""

import io
from collections.abc import Callable, Collection
from dataclasses import replace

import pytest
from benchmarks.drafting.round_trip import run
from benchmarks.drafting.word_edits import EDITS
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordLine
from sqlalchemy import select

from casework.letters import log
from casework.test_dispatch import WE_WILL, draft, texts_of, written
from casework.test_replies import CITES, page_of, save, start, typed
from corresp_tracker.casework.links import confirm, confirm_all, reject
from corresp_tracker.casework.offices import change_profile, office_profile
from corresp_tracker.casework.takeback import Takeback, takeback
from corresp_tracker.casework.word_in import TakenBack, take_back
from corresp_tracker.casework.word_replies import draft_letter
from corresp_tracker.errors import ChangedElsewhere, InvalidLetter, NotFound
from corresp_tracker.intake.reading import read_arrival
from corresp_tracker.model.letters import DocumentPart, Revision, RevisionSource
from corresp_tracker.model.works import Work
from corresp_tracker.store.database import Office
from corresp_tracker.store.documents import content_of_letter
from corresp_tracker.store.lists import LetterPage

OPENING = "Thank you for your letter of 17 October 2016."
TITLE = "'Missing Children: Who Cares?' (March 2016)"


def edit(data: bytes, do: Callable[[list[WordLine]], None]) -> bytes:
    """Change the letter's own paragraphs in a file: those with our bookmarks."""
    document = Document(io.BytesIO(data))
    do([each for each in document.paragraphs if "_ct" in each._p.xml])
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def set_words(line: WordLine, words: str) -> None:
    line.runs[0].text = words
    for run_ in line.runs[1:]:
        run_._r.getparent().remove(run_._r)


def told(office: Office, data: bytes, **where: object) -> Takeback:
    with office.reading() as session:
        return takeback(session, read_arrival(data, name="draft.docx"), **where)  # type: ignore[arg-type]


def take(
    office: Office,
    data: bytes,
    keys: Collection[int] | None = None,
    version: int | None = None,
    heads: Collection[str] = (),
) -> TakenBack:
    arrival = read_arrival(data, name="draft.docx")
    with office.writing("Took the draft back") as session:
        return take_back(
            session,
            arrival,
            data=data,
            name="draft.docx",
            by="Clerk",
            keys=keys,
            version=version,
            heads=heads,
        )


def kinds(report: Takeback) -> list[str]:
    return [each.change.value for change in report.changes for each in change.paragraphs]


def work_link(page: LetterPage) -> object:
    [found] = [link for link in page.links if link.kind == "report"]
    return found


def test_a_file_that_nobody_touched_is_unchanged_and_says_which_version_it_was(office: Office) -> None:
    page = draft(office)
    report = told(office, written(office, page))
    assert kinds(report) == ["unchanged"] * 3
    assert (report.letter_id, report.version, report.heads, report.warnings) == (page.id, 1, (), ())
    [link] = report.changes[1].paragraphs[0].links
    assert (link.work, link.words, link.kept) == ("missing-children-who-cares", TITLE, True)


@pytest.mark.parametrize(
    ("wanted", "addresses"), [(False, [""]), (True, ["https://www.example.org/missing"])]
)
def test_a_citation_that_stands_leads_to_its_report_where_the_office_wants_that(
    office: Office, wanted: bool, addresses: list[str]
) -> None:
    page = draft(office)
    link = work_link(page)
    with office.writing("Settled the office") as session:
        change_profile(session, replace(office_profile(session), hyperlinks=wanted))
        report = session.scalars(select(Work).where(Work.key == "missing-children-who-cares")).one()
        report.url = "https://www.example.org/missing"
    with office.reading() as session:
        [cited] = [
            each
            for each in draft_letter(session, page.id).paragraphs[1].citations
            if each.end - each.start > 9
        ]
    assert [cited.address] == addresses
    with office.writing("Rejected") as session:
        reject(session, link.id, version=link.version, by="Clerk")  # type: ignore[attr-defined]
    with office.reading() as session:
        assert draft_letter(session, page.id).paragraphs[1].citations == ()


def test_an_edit_is_redlined_and_taken_with_its_citation(office: Office) -> None:
    page = draft(office)
    data = edit(
        written(office, page),
        lambda lines: set_words(lines[1], f"As you know, {CITES[0].lower()}{CITES[1:]}"),
    )
    report = told(office, data)
    assert kinds(report) == ["unchanged", "edited", "unchanged"]
    assert [(p.stroke.value, p.words) for p in report.changes[1].strokes][:2] == [
        ("struck", "We"),
        ("added", "As you know, we"),
    ]
    taken = take(office, data)
    assert (taken.version, taken.taken) == (2, {0, 1, 2})
    after = page_of(office, page.id)
    assert after.paragraphs[1].text.startswith("As you know, we said")
    [link] = [each for each in after.links if each.kind == "report"]
    assert after.paragraphs[1].text[link.start : link.end] == TITLE
    with office.reading() as session:
        assert content_of_letter(session, page.id, DocumentPart.DRAFT) == data
        newest = session.query(Revision).where(Revision.letter_id == page.id, Revision.number == 2).one()
        assert newest.source is RevisionSource.WORD_IN


def test_telling_what_happened_changes_nothing(office: Office) -> None:
    page = draft(office)
    data = edit(
        written(office, page), lambda lines: set_words(lines[2], "Other words altogether stand here now.")
    )
    before = page_of(office, page.id)
    told(office, data)
    assert page_of(office, page.id) == before


def test_a_deleted_paragraph_waits_for_a_person_and_stays_until_then(office: Office) -> None:
    page = draft(office)

    def delete(lines: list[WordLine]) -> None:
        lines[1]._p.getparent().remove(lines[1]._p)

    data = edit(written(office, page), delete)
    report = told(office, data)
    assert kinds(report) == ["unchanged", "unchanged", "lost"]
    [link] = report.changes[2].paragraphs[0].links
    assert not link.kept
    assert "no longer has" in report.changes[2].why
    take(office, data)
    assert texts_of(page_of(office, page.id)) == [OPENING, CITES, WE_WILL]
    take(office, data, keys=[change.key for change in report.changes])
    assert texts_of(page_of(office, page.id)) == [OPENING, WE_WILL]


def test_a_citation_whose_words_are_gone_waits_and_is_given_back_when_taken(office: Office) -> None:
    page = draft(office)
    with office.writing("Confirmed") as session:
        confirm_all(session, page.id, by="Clerk")
    data = edit(
        written(office, page),
        lambda lines: set_words(lines[1], "We said so in March, as people know by now."),
    )
    report = told(office, data)
    assert "The words of a citation are gone" in report.changes[1].why
    take(office, data)
    assert page_of(office, page.id).paragraphs[1].text == CITES
    take(office, data, keys=report.sure | {1})
    [link] = [each for each in page_of(office, page.id).links if each.kind == "report"]
    assert link.lost
    assert link.asks


def test_both_sides_changes_are_kept_apart(office: Office) -> None:
    page = draft(office)
    data = edit(written(office, page), lambda lines: set_words(lines[2], f"{WE_WILL} So says the file."))
    here = page_of(office, page.id)
    uids = [each.uid for each in here.paragraphs]
    here = save(
        office,
        here,
        typed(f"{OPENING} Typed here.", uid=uids[0], numbered=False),
        typed(CITES, uid=uids[1]),
        typed(f"{WE_WILL} So says the draft.", uid=uids[2]),
        typed("A paragraph that was typed here meanwhile."),
    )
    report = told(office, data)
    assert [bool(change.why) for change in report.changes] == [False, False, True]
    assert "changed here as well" in report.changes[2].why
    take(office, data)
    assert texts_of(page_of(office, page.id)) == texts_of(here)
    take(office, data, keys=[change.key for change in report.changes])
    assert texts_of(page_of(office, page.id)) == [
        f"{OPENING} Typed here.",
        CITES,
        f"{WE_WILL} So says the file.",
        "A paragraph that was typed here meanwhile.",
    ]


def test_two_peoples_copies_are_merged_and_what_both_changed_is_a_conflict(office: Office) -> None:
    page = draft(office)
    data = written(office, page)

    def by_first(lines: list[WordLine]) -> None:
        set_words(lines[0], f"{OPENING} First.")
        set_words(lines[2], f"{WE_WILL} First.")

    def by_second(lines: list[WordLine]) -> None:
        set_words(lines[1], f"{CITES} Second.")
        set_words(lines[2], f"{WE_WILL} Second.")

    take(office, edit(data, by_first))
    second = edit(data, by_second)
    report = told(office, second)
    assert [bool(change.why) for change in report.changes] == [False, False, True]
    take(office, second)
    assert texts_of(page_of(office, page.id)) == [
        f"{OPENING} First.",
        f"{CITES} Second.",
        f"{WE_WILL} First.",
    ]


def test_the_same_change_by_two_hands_is_no_conflict(office: Office) -> None:
    page = draft(office)
    data = edit(written(office, page), lambda lines: set_words(lines[2], f"{WE_WILL} Agreed."))
    take(office, data)
    report = told(office, data)
    assert all(not change.why for change in report.changes)


def test_tracked_changes_and_comments_are_their_authors_and_are_not_taken_unasked(office: Office) -> None:
    page = draft(office)

    def track(lines: list[WordLine]) -> None:
        inserted = OxmlElement("w:ins")
        inserted.set(qn("w:author"), "Second Drafter")
        inserted.set(qn("w:id"), "900")
        run_ = lines[2].add_run(" Perhaps.")._r
        lines[2]._p.append(inserted)
        inserted.append(run_)

    data = edit(written(office, page), track)
    document = Document(io.BytesIO(data))
    line = next(each for each in document.paragraphs if "Missing Children" in each.text)
    document.add_comment(line.runs, text="Is this the latest?", author="Policy Lead")
    kept = io.BytesIO()
    document.save(kept)
    report = told(office, kept.getvalue())
    assert [(each.author, each.kind, each.words) for each in report.tracked] == [
        ("Second Drafter", "inserted", "Perhaps.")
    ]
    assert [(each.author, each.text) for each in report.comments] == [("Policy Lead", "Is this the latest?")]
    assert TITLE in report.comments[0].about
    assert "tracked changes by “Second Drafter”" in report.changes[2].why
    take(office, kept.getvalue())
    assert texts_of(page_of(office, page.id)) == [OPENING, CITES, WE_WILL]


def test_a_heading_that_was_changed_in_word_is_said_and_taken_when_chosen(office: Office) -> None:
    page = draft(office)
    document = Document(io.BytesIO(written(office, page)))
    line = next(each for each in document.paragraphs if each.text.startswith("Dear"))
    line.runs[0].text = "Dear Jo"
    kept = io.BytesIO()
    document.save(kept)
    report = told(office, kept.getvalue())
    assert [(head.field, head.before, head.after) for head in report.heads] == [
        ("salutation", "Dear Chief Inspector", "Dear Jo")
    ]
    take(office, kept.getvalue())
    assert page_of(office, page.id).salutation == "Dear Chief Inspector"
    take(office, kept.getvalue(), heads=["salutation"])
    assert page_of(office, page.id).salutation == "Dear Jo"


def test_a_moved_paragraph_moves_with_its_judged_citation(office: Office) -> None:
    page = draft(office)
    [link] = [each for each in page.links if each.kind == "report"]
    with office.writing("Confirmed") as session:
        confirm(session, link.id, version=link.version, by="Clerk")
    data = edit(written(office, page), lambda lines: lines[2]._p.addnext(lines[1]._p))
    assert "moved" in kinds(told(office, data))
    take(office, data)
    after = page_of(office, page.id)
    assert texts_of(after) == [OPENING, WE_WILL, CITES]
    [moved] = [each for each in after.links if each.kind == "report"]
    assert (moved.id, moved.judged_by, moved.paragraph_id) == (link.id, "Clerk", after.paragraphs[2].id)


def test_a_rejected_citation_is_not_offered_again(office: Office) -> None:
    page = draft(office)
    [link] = [each for each in page.links if each.kind == "report"]
    with office.writing("Rejected") as session:
        reject(session, link.id, version=link.version, by="Clerk")
    data = edit(written(office, page), lambda lines: set_words(lines[1], f"Well. {CITES}"))
    assert told(office, data).changes[1].paragraphs[0].links == ()
    take(office, data)
    [after] = [each for each in page_of(office, page.id).links if each.kind == "report"]
    assert (after.standing.value, after.words) == ("rejected", TITLE)


def test_the_file_must_be_word_and_of_this_draft(office: Office) -> None:
    page = draft(office)
    data = written(office, page)
    other = start(office, log(office).letter_id, template="acknowledgement")
    with pytest.raises(InvalidLetter, match="another draft"):
        told(office, data, letter_id=other.id)
    with office.reading() as session, pytest.raises(InvalidLetter, match="Only a Word file"):
        takeback(session, read_arrival(b"Dear Jo\n\nWords.\n\nYours sincerely\n", name="a.txt"))
    bare = io.BytesIO()
    bare_document = Document()
    bare_document.add_paragraph("Dear Jo")
    bare_document.add_paragraph(WE_WILL)
    bare_document.save(bare)
    with pytest.raises(NotFound, match="which draft"):
        told(office, bare.getvalue())
    assert told(office, bare.getvalue(), case=page.reference).letter_id in (page.id, other.id)
    assert kinds(told(office, bare.getvalue(), letter_id=page.id))[0] == "unchanged"


def test_who_saved_first_is_not_overruled(office: Office) -> None:
    page = draft(office)
    data = written(office, page)
    report = told(office, data)
    now = page_of(office, page.id)
    save(office, now, typed("Only this.", uid=now.paragraphs[0].uid))
    with pytest.raises(ChangedElsewhere):
        take(office, data, keys=[], version=report.draft_version)
    with pytest.raises(InvalidLetter, match="not in this file"):
        take(office, data, keys=[99])


def test_a_matrix_of_edits_keeps_every_citation_whose_words_stand() -> None:
    scores = run(3, EDITS, resave=False)
    assert [line for score in scores.values() for line in score.silent] == []
    assert {name: score.share for name, score in scores.items() if score.share < 1} == {}
    assert sum(score.expected for score in scores.values()) > 200
