"""The register: started, exported, imported, added to and corrected."""

from dataclasses import replace

import pytest

from corresp_tracker.casework.links import office_register
from corresp_tracker.casework.register import (
    RegisterKind,
    add_work,
    edit_work,
    export_register,
    facts_of_work,
    import_register,
    kind_of_file,
    register_facts,
)
from corresp_tracker.citing.register_csv import starter_register
from corresp_tracker.errors import ChangedElsewhere, InvalidRegister
from corresp_tracker.model.works import Report, Work
from corresp_tracker.store.database import Office
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


def test_a_twin_is_refused(office: Office) -> None:
    with office.reading() as session:
        held = next(facts for facts in register_facts(session).reports if facts.published_on)
    with pytest.raises(InvalidRegister, match="already"), office.writing("Added a twin") as session:
        add_work(session, ReportFacts(key="", title=held.title.upper(), published_on=held.published_on))


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
