"""Two works merged into one: nothing that named the twin is lost, and its key leads to the one that is kept."""

from datetime import date

import pytest
from sqlalchemy import func, select

from casework.letters import letter, log
from corresp_tracker.casework.links import confirm, office_register, reject, relink_letter
from corresp_tracker.casework.register import RegisterKind, add_work, export_register, import_register
from corresp_tracker.casework.register_merge import merge_works
from corresp_tracker.casework.register_rows import facts_of_work, work_facts
from corresp_tracker.errors import ChangedElsewhere, InvalidRegister, NotFound
from corresp_tracker.model.history import Change, ChangeItem
from corresp_tracker.model.works import Candidate, FalseFriend, Link, LinkStanding, Membership, Report, Work
from corresp_tracker.store.database import Office
from corresp_tracker.store.history import verify_history
from corresp_tracker.store.lists import work_ids
from corresp_tracker.store.search import search
from corresp_tracker.values.partial_date import PartialDate
from corresp_tracker.values.register_facts import ReportFacts

KEPT = ReportFacts(key="kept", title="The Example Review of Sample Cells", publishers=("HMICFRS",))
TWIN = ReportFacts(
    key="twin",
    title="Example Review into Sample Cells",
    published_on=PartialDate("2016-03-02"),
    programme="ncpi",
    edition="2016",
    url="https://example.gov.uk/cells",
    other_names=("The cells review",),
)
TEXT = "I have read ‘Example Review into Sample Cells’ (March 2016), and ‘The cells review’ again."


def two_works(office: Office) -> tuple[int, int]:
    with office.writing("Added both") as session:
        return add_work(session, KEPT), add_work(session, TWIN)


def merge(office: Office, kept: int, twin: int) -> None:
    with office.reading() as session:
        versions = [session.get_one(Work, each).version for each in (kept, twin)]
    with office.writing("Merged two reports") as session:
        merge_works(session, kept, twin, kept_version=versions[0], twin_version=versions[1])


def test_all_that_named_the_twin_names_the_one_that_is_kept(office: Office) -> None:
    kept, twin = two_works(office)
    logged = log(office, letter(TEXT))
    with office.writing("Judged and remembered") as session:
        first, second = session.scalars(select(Link).where(Link.work_id == twin).order_by(Link.start)).all()
        confirm(session, first.id, version=first.version, by="Clerk")
        reject(session, second.id, version=second.version, by="Clerk")
        add_work(session, ReportFacts(key="older", title="An older sample", superseded_by="twin"))
        session.add(FalseFriend(words="cells", work_id=twin, said_by="Clerk"))
        open_link = Link(
            paragraph_id=first.paragraph_id,
            start=0,
            end=1,
            words="I",
            kind=first.kind,
            confidence=first.confidence,
        )
        session.add(open_link)
        session.flush()
        session.add_all(
            Candidate(link_id=open_link.id, work_id=work, rank=rank) for rank, work in enumerate((twin, kept))
        )
    merge(office, kept, twin)
    with office.reading() as session:
        facts = facts_of_work(session, kept)
        assert isinstance(facts, ReportFacts)
        assert facts.title == KEPT.title
        assert (facts.published_on, facts.url, facts.programme, facts.edition) == (
            TWIN.published_on, TWIN.url, "ncpi", "2016",
        )  # fmt: skip
        assert facts.publishers == ("HMICFRS",)
        assert facts.other_names == ("The cells review", "Example Review into Sample Cells")
        assert facts.former_keys == ("twin",)
        standings = session.execute(
            select(Link.standing).where(Link.work_id == kept).order_by(Link.start)
        ).scalars()
        assert list(standings) == [LinkStanding.CONFIRMED, LinkStanding.REJECTED]
        offered = select(Candidate.work_id).where(Candidate.link_id == open_link.id)
        assert list(session.scalars(offered)) == [kept]
        assert session.scalars(select(FalseFriend.work_id)).all() == [kept]
        older = session.scalars(select(Report).where(Report.key == "older")).one()
        assert older.superseded_by_id == kept
        for table, column in (
            (Link, Link.work_id),
            (Candidate, Candidate.work_id),
            (Membership, Membership.report_id),
        ):
            assert session.scalar(select(func.count()).select_from(table).where(column == twin)) == 0
        assert twin not in work_ids(session, words="cells")
        assert [hit.letter for hit in search(session, "cites:twin").hits] == [logged.letter_id]
        assert TWIN.key not in {report.key for report in office_register(session).reports.values()}


def test_a_merge_is_one_change_with_each_row_before_and_after(office: Office) -> None:
    kept, twin = two_works(office)
    log(office, letter(TEXT))
    with office.reading() as session:
        links = session.scalar(select(func.count()).where(Link.work_id == twin))
        before = session.scalar(select(func.count()).select_from(Change))
    merge(office, kept, twin)
    with office.reading() as session:
        assert session.scalar(select(func.count()).select_from(Change)) == (before or 0) + 1
        latest = session.scalars(select(Change).order_by(Change.id.desc()).limit(1)).one()
        items = session.scalars(select(ChangeItem).where(ChangeItem.change_id == latest.id)).all()
        moved = [item for item in items if item.table_name == "link"]
        assert len(moved) == links
        assert all(
            (item.before or {})["work_id"] == twin and (item.after or {})["work_id"] == kept for item in moved
        )
        assert {"work", "work_name", "membership", "link"} <= {item.table_name for item in items}
        assert verify_history(session) == []


def test_a_file_that_uses_the_twins_key_finds_the_one_that_is_kept(office: Office) -> None:
    kept, twin = two_works(office)
    with office.reading() as session:
        old_file = export_register(session, RegisterKind.REPORTS)
    merge(office, kept, twin)
    with office.reading() as session:
        merged = facts_of_work(session, kept)
    row = "id,title,superseded_by\nnewest,A third sample,twin\n"
    with office.writing("Took an old file in") as session:
        report = import_register(session, RegisterKind.REPORTS, row)
        assert (report.added, report.problems) == (1, ())
    with office.reading() as session:
        newest = session.scalars(select(Report).where(Report.key == "newest")).one()
        assert newest.superseded_by_id == kept
        new_file = export_register(session, RegisterKind.REPORTS)
    assert "twin" not in {line.split(",")[0] for line in new_file.splitlines()}
    with office.writing("Took the new file in") as session:
        assert import_register(session, RegisterKind.REPORTS, new_file).changed == 0
    with office.writing("Took the twin's own row in") as session:
        twin_row = "\n".join(line for line in old_file.splitlines() if line.startswith(("id,", "twin,")))
        assert import_register(session, RegisterKind.REPORTS, twin_row).same == 1
    with office.reading() as session:
        assert facts_of_work(session, kept) == merged


def test_another_office_learns_the_twins_key_from_the_file(office: Office) -> None:
    with office.writing("Took a file in") as session:
        text = "id,title,former_ids\nkept,A sample review,twin|core-business\n"
        import_register(session, RegisterKind.REPORTS, text)
    with office.reading() as session:
        held = {report.key: report for report in work_facts(session).reports}
    assert held["kept"].former_keys == ("twin",)
    assert "core-business" in held


def test_links_found_again_after_a_merge_name_the_one_that_is_kept(office: Office) -> None:
    kept, twin = two_works(office)
    logged = log(office, letter(TEXT))
    merge(office, kept, twin)
    with office.writing("Linked it again") as session:
        relink_letter(session, logged.letter_id, register=office_register(session))
    with office.reading() as session:
        found = select(Link.work_id).where(Link.work_id.in_((kept, twin)))
        assert set(session.scalars(found)) == {kept}


def test_only_two_works_of_one_kind_that_nobody_changed_are_merged(office: Office) -> None:
    kept, twin = two_works(office)
    with office.reading() as session:
        programme = session.scalars(select(Work).where(Work.key == "ncpi")).one()
        asked = [(kept, kept), (kept, programme.id)]
    for one, other in asked:
        with pytest.raises(InvalidRegister), office.writing("Merged what is not alike") as session:
            versions = [session.get_one(Work, each).version for each in (one, other)]
            merge_works(session, one, other, kept_version=versions[0], twin_version=versions[1])
    with pytest.raises(ChangedElsewhere), office.writing("Merged too late") as session:
        merge_works(session, kept, twin, kept_version=99, twin_version=1)
    merge(office, kept, twin)
    with pytest.raises(NotFound), office.writing("Merged twice") as session:
        merge_works(session, kept, twin, kept_version=session.get_one(Work, kept).version, twin_version=9)


def test_a_merge_into_a_merged_work_keeps_every_key(office: Office) -> None:
    kept, twin = two_works(office)
    merge(office, twin, kept)
    with office.writing("Added a third") as session:
        third = add_work(session, ReportFacts(key="third", title="Sample cells, a review"))
    merge(office, third, twin)
    with office.reading() as session:
        facts = facts_of_work(session, third)
    assert isinstance(facts, ReportFacts)
    assert set(facts.former_keys) == {"kept", "twin"}
    assert date(2016, 3, 2) == (facts.published_on and facts.published_on.day)
