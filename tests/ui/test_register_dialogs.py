"""The windows of the register: forms, merging, importing, and what letters would cite, driven as a person does."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from corresp_tracker.casework.register import RegisterKind, add_work
from corresp_tracker.casework.register_preview import preview_file
from corresp_tracker.casework.register_rows import work_under
from corresp_tracker.casework.relink_survey import LetterMove, LinkChange, LinkMove, Survey
from corresp_tracker.store.database import Office
from corresp_tracker.ui.edit_work_dialog import EditProgrammeDialog, EditReportDialog, edit_work
from corresp_tracker.ui.export_dialog import ExportAsked, ExportChoice, ExportDialog
from corresp_tracker.ui.import_dialog import ImportDialog, ImportModel, ask_what_to_take
from corresp_tracker.ui.jobs import Jobs
from corresp_tracker.ui.merge_dialog import MergeDialog, ask_to_merge, read_side
from corresp_tracker.ui.relink_dialog import RelinkDialog, RelinkModel, ask_to_keep
from corresp_tracker.ui.stretches_field import in_words, read_stretches
from corresp_tracker.ui.work_form import form_choices
from corresp_tracker.values.letter_text import Direction
from corresp_tracker.values.partial_date import PartialDate
from corresp_tracker.values.register_facts import ProgrammeFacts, ReportFacts

Settled = Callable[[], None]
CELLS = ReportFacts(key="cells", title="Sample cells after dark: an example inspection", kind="thematic")
LAMPS = ProgrammeFacts(key="lamps", name="Inspections of lamps", abbreviation="IL")


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def office(sqlite_office: Office, jobs: Jobs) -> Office:
    with sqlite_office.writing("Added works") as session:
        add_work(session, LAMPS)
        add_work(session, CELLS)
        add_work(
            session, ReportFacts(key="quills", title="Quills at rest", other_names=("The quill report",))
        )
    return sqlite_office


def form(
    parent: QWidget, jobs: Jobs, office: Office, facts: ReportFacts | ProgrammeFacts, kept: list, seen: list
):
    with office.reading() as session:
        choices = form_choices(session)
    return edit_work(parent, jobs, facts, choices, kept.append, seen.append)


def test_a_form_that_is_left_alone_gives_back_the_facts_it_was_given(
    parent: QWidget, jobs: Jobs, office: Office, settled: Settled
) -> None:
    full = ReportFacts(
        key="full",
        title="A full report",
        short_title="Full",
        publishers=("HMIC", "Ofsted"),
        published_on=PartialDate("2016-03"),
        inspected_on=PartialDate("2015-11"),
        programme="lamps",
        edition="2015",
        place="Exampleshire",
        series="Lights",
        kind="joint",
        superseded_by="quills",
        url="https://example.org/full",
        other_names=("Full one", "The full report"),
        cue_names=frozenset({"Full one", "Full"}),
        withdrawn=True,
        note="Mind the annex",
        former_keys=("old",),
    )
    programme = replace(LAMPS, complete=(PartialDate("2015"), PartialDate("2016-04/2018-03")), note="Kept")
    for facts in (full, programme):
        kept: list = []
        dialog = form(parent, jobs, office, facts, kept, [])
        settled()
        dialog.keep()
        assert kept == [facts]


def test_names_are_typed_into_the_table_with_the_keyboard(
    parent: QWidget, jobs: Jobs, office: Office, settled: Settled
) -> None:
    kept: list = []
    dialog = form(parent, jobs, office, CELLS, kept, [])
    assert isinstance(dialog, EditReportDialog)
    table = dialog.other_names
    table.setFocus()
    table.item(0, 0).setText("After  dark")
    table.item(1, 0).setText("The quill report")
    table.setCurrentCell(0, 0)
    QTest.keyClick(table, Qt.Key.Key_Space)
    QTest.qWait(300)
    settled()
    assert table.item(1, 2).text() == "Quills at rest"
    table.setCurrentCell(1, 0)
    QTest.keyClick(table, Qt.Key.Key_Delete)
    dialog.keep()
    assert (kept[0].other_names, kept[0].cue_names) == (("After dark",), frozenset({"After dark"}))


def test_a_twin_is_pointed_out_and_can_be_shown_and_does_not_stand_in_the_way(
    parent: QWidget, jobs: Jobs, office: Office, settled: Settled
) -> None:
    kept: list = []
    seen: list = []
    dialog = form(parent, jobs, office, ReportFacts(key="", title=""), kept, seen)
    assert isinstance(dialog, EditReportDialog)
    dialog.title.setText("SAMPLE CELLS AFTER DARK")
    dialog.look_over()
    settled()
    assert "may hold it already" in dialog.remark.text()
    dialog.show_twin.click()
    assert (kept, seen) == ([], ["cells"])
    again = form(parent, jobs, office, ReportFacts(key="", title="Sample cells after dark"), kept, seen)
    settled()
    again.keep()
    assert kept[0].title == "Sample cells after dark"


def test_a_form_says_what_is_wrong_and_stays_open(
    parent: QWidget, jobs: Jobs, office: Office, settled: Settled
) -> None:
    kept: list = []
    report = form(parent, jobs, office, CELLS, kept, [])
    assert isinstance(report, EditReportDialog)
    report.title.clear()
    report.keep()
    assert "title" in report.problem.text()
    report.reject()
    programme = form(parent, jobs, office, LAMPS, kept, [])
    assert isinstance(programme, EditProgrammeDialog)
    programme.complete.type("2018 to 2015")
    programme.keep()
    assert "ends before it begins" in programme.problem.text()
    assert kept == []
    programme.complete.type("2015; Apr 2016 to Mar 2018")
    programme.keep()
    assert kept[0].complete == (PartialDate("2015"), PartialDate("2016-04/2018-03"))
    settled()


def test_stretches_are_typed_as_they_are_shown() -> None:
    typed = "2015; April 2016 to March 2018; 1 May 2019 to 3 June 2019"
    read = read_stretches(typed, today=date(2026, 11, 27))
    assert "; ".join(in_words(each) for each in read) == typed


def test_the_one_that_is_cited_or_chosen_is_kept(
    parent: QWidget, jobs: Jobs, office: Office, qtbot: QtBot
) -> None:
    with office.reading() as session:
        sides = [read_side(session, work_under(session, key)[0]) for key in ("cells", "quills")]
    taken: list = []
    dialog = ask_to_merge(parent, sides[0], sides[1], lambda kept, twin: taken.append((kept, twin)))
    assert isinstance(dialog, MergeDialog)
    assert dialog.keep[0].isChecked()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.keep[0].hasFocus)
    QTest.keyClick(dialog.keep[0], Qt.Key.Key_Right)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert [side.facts.key for side in taken[0]] == ["quills", "cells"]


def test_the_work_that_is_cited_more_is_the_one_kept_unless_somebody_says_otherwise(
    parent: QWidget, jobs: Jobs, office: Office
) -> None:
    with office.reading() as session:
        one, other = (read_side(session, work_under(session, key)[0]) for key in ("cells", "quills"))
    more, fewer = replace(one, cited=3), replace(other, cited=2)
    for sides in ((more, fewer), (fewer, more)):
        dialog = MergeDialog(*sides, then=lambda kept, twin: None, parent=parent)
        assert [each.isChecked() for each in dialog.keep] == [side is more for side in sides]


def preview(office: Office):
    text = (
        "id,title\ncells,Sample cells after dark: an example inspection\nnew,Something new\n"
        "other,Sample cells after dark – an example inspection\nbad,\n"
    )
    with office.reading() as session:
        return preview_file(session, RegisterKind.REPORTS, text)


def test_rows_are_chosen_with_space_and_doubtful_ones_only_by_a_person(
    parent: QWidget, jobs: Jobs, office: Office, qtmodeltester: ModelTester
) -> None:
    taken: list[Sequence[ReportFacts]] = []
    dialog = ask_what_to_take(parent, "works.csv", preview(office), taken.append)  # type: ignore[arg-type]
    assert isinstance(dialog, ImportDialog)
    assert dialog.take.text() == "&Import 1 row"
    table = dialog.table
    for number in range(3):
        table.setCurrentIndex(dialog.model.index(number, 1))
        QTest.keyClick(table, Qt.Key.Key_Space)
    assert [dialog.model.takes(number) for number in range(3)] == [False, False, True]
    assert dialog.twin.isEnabled()
    dialog.twin.click()
    dialog.take.click()
    assert [facts.key for facts in taken[0]] == ["cells"]
    qtmodeltester.check(ImportModel(preview(office).rows, parent))


def test_a_date_is_answered_for_one_row_or_for_all(parent: QWidget, jobs: Jobs, office: Office) -> None:
    from corresp_tracker.casework.register_preview import preview_page
    from corresp_tracker.citing.page_facts import DateSays, PageDate
    from corresp_tracker.citing.publications_page import PagePublication

    shown = PageDate(PartialDate("2019-05-14"), DateSays.SITE)
    with office.reading() as session:
        entries = [PagePublication(title=f"Lanterns {word}", published=shown) for word in ("lit", "out")]
        asked = preview_page(session, entries)
    taken: list = []
    dialog = ask_what_to_take(parent, "page.html", asked, taken.append)
    assert dialog.model.index(0, 3).data() == "asks"
    dialog.date.click()
    assert dialog.model.index(0, 3).data() == "14 May 2019"
    assert dialog.model.index(1, 3).data() == "asks"
    dialog.all_dates.click()
    dialog.take.click()
    assert [facts.published_on.iso for facts in taken[0]] == ["2019-05-14", "2019-05-14"]


def survey() -> Survey:
    move = LinkMove(
        label="2", words="‘Sample cells’", change=LinkChange.ADDED, before="not held", after=CELLS.title
    )
    letter = LetterMove(
        letter_id=1,
        case_id=1,
        reference="INS/1",
        dated=PartialDate("2016-10-17"),
        direction=Direction.IN,
        correspondent="Example Inspectorate",
        moves=(
            move,
            replace(move, label="3", change=LinkChange.REMOVED, before=CELLS.title, after="no link"),
        ),
        found=(),
        stamp=frozenset(),
    )
    return Survey(3, (letter,))


def test_what_would_change_is_listed_and_kept_with_enter_or_left_with_escape(
    parent: QWidget, qtbot: QtBot, qtmodeltester: ModelTester
) -> None:
    kept: list[int] = []
    dialog = ask_to_keep(parent, survey(), lambda: kept.append(1))
    assert isinstance(dialog, RelinkDialog)
    model = dialog.table.model()
    assert [model.index(row, 0).data() for row in range(2)] == [
        "INS/1, 17 Oct 2016, from Example Inspectorate",
        "",
    ]
    assert [model.index(row, 2).data() for row in range(2)] == ["added", "removed"]
    QTest.keyClick(dialog.table, Qt.Key.Key_Escape)
    assert kept == []
    again = ask_to_keep(parent, survey(), lambda: kept.append(1))
    QTest.keyClick(again, Qt.Key.Key_Return)
    assert kept == [1]
    qtmodeltester.check(RelinkModel(survey(), parent))


def test_what_is_no_publication_is_only_written_as_a_table(parent: QWidget) -> None:
    asked: list[ExportAsked] = []
    choices = (ExportChoice("All reports", "reports"), ExportChoice("All organisations", "organisations"))
    dialog = ExportDialog(choices, asked.append, parent)
    dialog.form.setCurrentIndex(2)
    dialog.what.setCurrentIndex(1)
    assert dialog.form.count() == 1
    dialog.what.setCurrentIndex(0)
    dialog.form.setCurrentIndex(1)
    dialog.write_to("/nowhere/works.ris")
    assert asked == [ExportAsked(choices[0], "ris", "/nowhere/works.ris")]
