"""The register: started, exported, imported, added to and corrected."""

from dataclasses import replace

import pytest

from corresp_tracker.casework.links import office_register
from corresp_tracker.casework.register import (
    RegisterKind,
    add_work,
    edit_work,
    export_register,
    import_register,
    kind_of_file,
    register_facts,
)
from corresp_tracker.casework.register_rows import facts_of_work
from corresp_tracker.citing.register_csv import read_reports_csv, starter_register
from corresp_tracker.errors import ChangedElsewhere, InvalidRegister
from corresp_tracker.model.works import Report, Work, WorkName
from corresp_tracker.store.database import Office
from corresp_tracker.store.history import history_of_record
from corresp_tracker.values.partial_date import PartialDate
from corresp_tracker.values.register_facts import ReportFacts


def test_a_new_office_holds_what_ships(office: Office) -> None:
    ships = starter_register()
    with office.reading() as session:
        held = register_facts(session)
    assert held.reports == ships.reports
    assert held.programmes == ships.programmes
    assert held.organisations == ships.organisations
    assert held.office_holders == ships.office_holders


@pytest.mark.parametrize("kind", list(RegisterKind))
def test_what_is_exported_comes_back_the_same(office: Office, kind: RegisterKind) -> None:
    with office.reading() as session:
        text = export_register(session, kind)
        before = register_facts(session)
    assert kind_of_file(text) is kind
    with office.writing("Imported it again") as session:
        report = import_register(session, kind, text)
    assert (report.added, report.changed, report.problems, report.kept) == (0, 0, (), True)
    with office.reading() as session:
        assert register_facts(session) == before


def test_nothing_is_kept_of_a_file_with_a_bad_row_until_the_word(office: Office) -> None:
    text = "id,title,published_on,programme\none,One,2026-13-40,\ntwo,Two,2026-01,\nthree,Three,2026,nothing-such\n"
    with office.writing("Imported reports") as session:
        report = import_register(session, RegisterKind.REPORTS, text)
    assert [(problem.line, report.kept) for problem in report.problems] == [(2, False), (4, False)]
    assert "no date" in report.problems[0].reason
    assert "import the programmes first" in report.problems[1].reason
    with office.reading() as session:
        assert session.query(Report).where(Report.key.in_(("one", "two", "three"))).count() == 0
    with office.writing("Imported the good rows") as session:
        taken = import_register(session, RegisterKind.REPORTS, text, take_good_rows=True)
    assert (taken.added, taken.kept) == (1, True)
    with office.reading() as session:
        assert session.query(Report).where(Report.key == "two").one().title == "Two"


def test_a_file_of_another_kind_is_refused() -> None:
    with pytest.raises(InvalidRegister, match="columns"):
        kind_of_file("name,age\nA,1\n")


def test_a_report_added_by_hand_gets_a_key_of_its_own(office: Office) -> None:
    facts = ReportFacts(key="", title="Missing children: who cares?", publishers=("HMICFRS",))
    with office.writing("Added a report") as session:
        work_id = add_work(session, replace(facts, title="Missing children: what next?"))
        again = add_work(session, replace(facts, title="Missing children: who cares now?"))
    with office.reading() as session:
        keys = [session.get_one(Work, each).key for each in (work_id, again)]
    assert keys == ["missing-children", "missing-children-2"]


def test_the_register_is_compiled_once_until_something_in_it_changes(office: Office) -> None:
    with office.reading() as session:
        first = office_register(session)
    with office.reading() as session:
        assert office_register(session) is first
        work = session.query(Report).where(Report.key == "core-business").one()
        facts, version = facts_of_work(session, work.id), work.version
    assert isinstance(facts, ReportFacts)
    with office.writing("Gave it another name") as session:
        edit_work(session, work.id, replace(facts, other_names=("The core report",)), version=version)
    with office.reading() as session:
        assert office_register(session) is not first
        assert session.get_one(Work, work.id).version > version


def test_a_colleague_who_changed_it_first_wins(office: Office) -> None:
    with office.reading() as session:
        work = session.query(Report).where(Report.key == "core-business").one()
        facts, version, work_id = facts_of_work(session, work.id), work.version, work.id
    assert isinstance(facts, ReportFacts)
    with office.writing("Mine") as session:
        edit_work(session, work_id, replace(facts, place="Exampleshire"), version=version)
    with pytest.raises(ChangedElsewhere), office.writing("Theirs") as session:
        edit_work(session, work_id, replace(facts, place="Elsewhere"), version=version)


def test_what_is_withdrawn_and_noted_comes_back_from_a_file(office: Office) -> None:
    with office.writing("Withdrew it") as session:
        work_id = add_work(
            session, ReportFacts(key="", title="A sample review", withdrawn=True, note="Put right in May")
        )
    with office.reading() as session:
        text = export_register(session, RegisterKind.REPORTS)
        facts = facts_of_work(session, work_id)
    assert isinstance(facts, ReportFacts)
    assert (facts.withdrawn, facts.note) == (True, "Put right in May")
    assert next(row for row in text.splitlines() if "A sample review" in row).endswith(
        ",yes,Put right in May,"
    )
    with pytest.raises(ValueError, match="withdrawn is 'perhaps'"):
        raise ValueError(read_reports_csv("id,title,withdrawn\na,A,perhaps\n").problems[0].reason)


def test_a_name_that_another_work_shares_is_marked_until_it_is_shared_no_more(office: Office) -> None:
    one = ReportFacts(key="one", title="A first sample review", other_names=("The sample review",))
    two = ReportFacts(key="two", title="A second sample review", other_names=("the Sample Review",))
    with office.writing("Added one") as session:
        add_work(session, one)
    assert shared(office, "one", "two") == {"one": False}
    with office.writing("Added the other") as session:
        two_id = add_work(session, two)
    assert shared(office, "one", "two") == {"one": True, "two": True}
    with office.reading() as session:
        version = session.get_one(Work, two_id).version
    with office.writing("Gave it another name") as session:
        edit_work(session, two_id, replace(two, other_names=("The second one",)), version=version)
    assert shared(office, "one", "two") == {"one": False, "two": False}


def shared(office: Office, *keys: str) -> dict[str, bool]:
    """Say of each work whether its other names are marked as shared."""
    with office.reading() as session:
        rows = session.query(Work.key, WorkName.ambiguous).join(WorkName, WorkName.work_id == Work.id)
        return {key: ambiguous for key, ambiguous in rows if key in keys}


def test_what_a_file_has_no_column_for_stays_as_it_is(office: Office) -> None:
    facts = ReportFacts(
        key="sample", title="A sample review", withdrawn=True, note="Mind the annex", place="Kent"
    )
    with office.writing("Added it") as session:
        work_id = add_work(session, facts)
    with office.writing("Took an older file in") as session:
        text = "id,title,place\nsample,A sample review renamed,\n"
        assert import_register(session, RegisterKind.REPORTS, text).changed == 1
    with office.reading() as session:
        assert facts_of_work(session, work_id) == replace(facts, title="A sample review renamed", place="")


def test_a_work_tells_who_changed_what_of_it_and_of_its_names(office: Office) -> None:
    with office.writing("Added a report") as session:
        work_id = add_work(session, ReportFacts(key="x-told", title="First title", other_names=("A name",)))
    with office.writing("Corrected it") as session:
        facts = ReportFacts(
            key="x-told",
            title="Second title",
            other_names=("A name",),
            published_on=PartialDate("2016-03-02"),
        )
        edit_work(session, work_id, facts, version=session.get_one(Work, work_id).version)
    with office.reading() as session:
        corrected, added = history_of_record(session, "work", work_id)
    assert (corrected.words, added.words, added.details) == (
        "Corrected it",
        "Added a report",
        ("name A name: added",),
    )
    assert corrected.details == (
        "title: First title → Second title",
        "published: nothing → 2 March 2016",
    )
