"""People as an office keeps them: added with no twin, merged, given posts, reshuffled, out and in as a file."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from corresp_tracker.casework.people import add_person, holder_of
from corresp_tracker.casework.people_posts import posts_of
from corresp_tracker.model.people import Greeting, Person
from corresp_tracker.store.lists import person_card
from corresp_tracker.ui.date_field import today_here
from corresp_tracker.ui.edit_person_dialog import EditPersonDialog
from corresp_tracker.ui.main_window import MainWindow
from corresp_tracker.ui.merge_people_dialog import MergePeopleDialog
from corresp_tracker.ui.people_page import PeoplePage
from corresp_tracker.ui.person_choice import PersonChoice
from corresp_tracker.ui.places import Page, Place
from corresp_tracker.ui.posts_dialog import PostsDialog
from corresp_tracker.ui.reshuffle_dialog import ReshuffleDialog
from flows.conftest import dialog_on_show, press

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Settled = Callable[[], None]


def people(window: MainWindow, settled: Settled) -> PeoplePage:
    window.pages.go(Place(Page.PEOPLE))
    settled()
    return window.pages.people


def named(window: MainWindow, name: str) -> list[int]:
    assert window._jobs.office is not None
    with window._jobs.office.reading() as session:
        asked = select(Person.id).where(Person.name == name, Person.merged_into_id.is_(None))
        return list(session.scalars(asked.order_by(Person.id)))


def add(window: MainWindow, name: str, **fields: str) -> int:
    assert window._jobs.office is not None
    with window._jobs.office.writing(f"Added {name}") as session:
        return add_person(session, name, **fields).id


def show(window: MainWindow, page: PeoplePage, person_id: int, settled: Settled) -> None:
    page.show_person(person_id)
    settled()
    assert page.list.rows.current_id == person_id


def test_somebody_known_is_shown_instead_of_being_made_twice(
    qtbot: QtBot, window: MainWindow, settled: Settled
) -> None:
    page = people(window, settled)
    press(page.list, Qt.Key.Key_Insert)
    dialog = dialog_on_show(EditPersonDialog)
    assert isinstance(dialog, EditPersonDialog)
    QTest.keyClicks(dialog.name, "Michael Wilshaw")
    settled()
    assert dialog.twin.isVisible()
    press(dialog.twin, Qt.Key.Key_Space)
    settled()
    assert [page.list.rows.current_id] == named(window, "Sir Michael Wilshaw")
    assert named(window, "Michael Wilshaw") == []


def test_somebody_new_is_added_and_greeted_in_the_signatorys_way(
    qtbot: QtBot, window: MainWindow, settled: Settled
) -> None:
    assert window._jobs.office is not None
    page = people(window, settled)
    press(page.list, Qt.Key.Key_Insert)
    dialog = dialog_on_show(EditPersonDialog)
    assert isinstance(dialog, EditPersonDialog)
    QTest.keyClicks(dialog.name, "Jane Example")
    settled()
    press(dialog, Qt.Key.Key_Return)
    settled()
    [added] = named(window, "Jane Example")
    assert page.list.rows.current_id == added
    with window._jobs.office.reading() as session:
        assert session.scalars(select(Greeting)).all() == []


def test_two_people_are_merged_by_keyboard_and_parted_again(
    qtbot: QtBot, window: MainWindow, settled: Settled
) -> None:
    kept = add(window, "Jane Example", post="Clerk", organisation="Example Council")
    twin = add(window, "J Example", honours="OBE")
    page = people(window, settled)
    show(window, page, kept, settled)
    press(page.list, Qt.Key.Key_M, CTRL)
    choice = dialog_on_show(PersonChoice)
    assert isinstance(choice, PersonChoice)
    QTest.keyClicks(choice.list.words, "J Example")
    settled()
    choice.list.rows.choose(twin)
    press(choice.list.rows, Qt.Key.Key_Return)
    settled()
    press(dialog_on_show(MergePeopleDialog), Qt.Key.Key_Return)
    settled()
    assert named(window, "J Example") == []
    assert "is merged into Jane Example" in page.bar.sentence
    assert page.card.name.text() == "Jane Example OBE"
    press(window, Qt.Key.Key_Z, CTRL)
    settled()
    assert named(window, "J Example") == [twin]


def test_people_who_may_be_one_are_led_to(qtbot: QtBot, window: MainWindow, settled: Settled) -> None:
    page = people(window, settled)
    add(window, "Jane Example")
    add(window, "Jane Example")
    settled()
    press(page.list, Qt.Key.Key_M, CTRL, SHIFT)
    settled()
    dialog = dialog_on_show(MergePeopleDialog)
    assert isinstance(dialog, MergePeopleDialog)
    assert [side.accessibleName() for side in dialog.keep] == ["Keep Jane Example"] * 2
    press(dialog, Qt.Key.Key_Escape)


def test_the_person_with_more_letters_is_the_one_kept_unless_somebody_says_otherwise(
    qtbot: QtBot, window: MainWindow
) -> None:
    assert window._jobs.office is not None
    first = add(window, "Jane Example")
    with window._jobs.office.reading() as session:
        card = person_card(session, first)
    more, fewer = (replace(card, row=replace(card.row, letters_in=letters)) for letters in (3, 2))
    for sides in ((more, fewer), (fewer, more)):
        dialog = MergePeopleDialog(*sides, then=lambda kept, twin: None, parent=window)
        assert [each.isChecked() for each in dialog.keep] == [side is more for side in sides]


def test_posts_are_corrected_line_by_line(qtbot: QtBot, window: MainWindow, settled: Settled) -> None:
    assert window._jobs.office is not None
    person = add(window, "Jane Example", post="Clerk", organisation="Example Council")
    page = people(window, settled)
    show(window, page, person, settled)
    press(page.card.posts, Qt.Key.Key_Space)
    settled()
    dialog = dialog_on_show(PostsDialog)
    assert isinstance(dialog, PostsDialog)
    dialog.lines[0].ended.setText("when she left")
    press(dialog, Qt.Key.Key_Return)
    assert dialog.isVisible()
    dialog.lines[0].ended.setText("30 april 2021")
    dialog.add_line()
    dialog.lines[1].post.setText("Chair")
    dialog.lines[1].started.setText("May 2021")
    press(dialog, Qt.Key.Key_Return)
    settled()
    with window._jobs.office.reading() as session:
        posts = posts_of(session, person)
    assert [(each.post, each.ended and each.ended.iso) for each in posts] == [
        ("Clerk", "2021-04-30"),
        ("Chair", None),
    ]


def test_a_reshuffle_is_one_dialog(qtbot: QtBot, window: MainWindow, settled: Settled) -> None:
    assert window._jobs.office is not None
    add(window, "Old Minister", post="Minister of Samples", organisation="Example Office")
    other = add(window, "Other Minister", post="Minister of Lanterns", organisation="Example Office")
    page = people(window, settled)
    press(page.list, Qt.Key.Key_H, CTRL, SHIFT)
    settled()
    dialog = dialog_on_show(ReshuffleDialog)
    assert isinstance(dialog, ReshuffleDialog)
    for title, name in (("Minister of Samples", "Other Minister"), ("Minister of Lanterns", "New Minister")):
        dialog.words.setText(title)
        rows = range(dialog.model.rowCount())
        place = next(row for row in rows if dialog.model.data(dialog.model.index(row, 0)) == title)
        assert not dialog.table.isRowHidden(place)
        dialog.table.setCurrentIndex(dialog.model.index(place, 0))
        dialog.comes.setText(name)
    press(dialog.keep, Qt.Key.Key_Space)
    settled()
    with window._jobs.office.reading() as session:
        samples = holder_of(session, "Minister of Samples", today_here(), organisation="Example Office")
        lanterns = holder_of(session, "Minister of Lanterns", today_here(), organisation="Example Office")
    assert samples is not None
    assert lanterns is not None
    assert (samples.id, lanterns.name) == (other, "New Minister")
    assert "becomes Minister of Samples" in page.bar.sentence


def test_people_go_out_and_come_in_again(
    qtbot: QtBot, window: MainWindow, settled: Settled, tmp_path: Path
) -> None:
    page = people(window, settled)
    page.tasks.export_to(tmp_path / "people.csv")
    settled()
    text = (tmp_path / "people.csv").read_text(encoding="utf-8-sig")
    assert "Sir Michael Wilshaw" in text
    (tmp_path / "more.csv").write_text("name,post\nJane Example,Clerk\n,Clerk\n", encoding="utf-8")
    page.tasks.import_file(tmp_path / "more.csv")
    settled()
    assert named(window, "Jane Example")
    assert "1 added, 0 changed, 0 as they were; 1 row left out" in page.bar.sentence
