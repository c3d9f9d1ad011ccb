"""A queue of doubtful citations reviewed with the keyboard, letter after letter, with nobody undoing a colleague."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from sqlalchemy import select

from casework.letters import letter, log
from corresp_tracker.casework.links import reject
from corresp_tracker.casework.register import add_work
from corresp_tracker.model.works import FalseFriend, Link, LinkStanding
from corresp_tracker.store.database import Office
from corresp_tracker.ui.alike_dialog import AlikeDialog
from corresp_tracker.ui.jobs import Jobs
from corresp_tracker.ui.main_window import MainWindow
from corresp_tracker.ui.places import Page, Place
from corresp_tracker.ui.review_page import ReviewPage
from corresp_tracker.ui.ruled_out_dialog import RuledOutDialog
from corresp_tracker.values.register_facts import ReportFacts
from flows.conftest import dialog_on_show, press

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ABUSE = "Your report on domestic abuse says so again."
MISSING = "Our report on missing children says so."
Settled = Callable[[], None]


def letters(jobs: Jobs, *texts: str) -> list[int]:
    """Log a letter for each text, the first the newest."""
    assert jobs.office
    return [
        log(
            jobs.office, letter(text, dated=date(2018, 12 - number, 1)), received=date(2018, 12 - number, 3)
        ).letter_id
        for number, text in enumerate(texts)
    ]


def review(window: MainWindow, settled: Settled) -> ReviewPage:
    press(window, Qt.Key.Key_R, CTRL, SHIFT)
    settled()
    page = window.pages.review
    assert page.isVisible()
    return page


def judged(jobs: Jobs) -> list[tuple[str, str]]:
    assert jobs.office
    with jobs.office.reading() as session:
        links = session.scalars(select(Link).where(Link.standing != LinkStanding.PROPOSED).order_by(Link.id))
        return [(link.standing, link.words) for link in links]


def test_one_judges_with_the_keyboard_alone_and_is_led_from_letter_to_letter(
    window: MainWindow, jobs: Jobs, settled: Settled
) -> None:
    first, second, third = letters(jobs, ABUSE, MISSING, ABUSE)
    page = review(window, settled)
    assert page.rows.rows.rowCount() == 3
    press(page.rows, Qt.Key.Key_Return)
    settled()
    panel = page.letter.panel
    assert panel.hasFocus()
    assert page.letter.page
    assert page.letter.page.id == first
    press(panel, Qt.Key.Key_1)
    settled()
    assert page.letter.page.id == second
    assert panel.hasFocus()
    press(panel, Qt.Key.Key_Return)
    settled()
    assert page.letter.page.id == third
    press(panel, Qt.Key.Key_Delete)
    settled()
    assert page.rows.rows.rowCount() == 0
    assert judged(jobs) == [
        ("confirmed", "Your report on domestic abuse"),
        ("confirmed", "Our report on missing children"),
        ("rejected", "Your report on domestic abuse"),
    ]
    press(page, Qt.Key.Key_Z, CTRL)
    settled()
    assert page.rows.rows.rowCount() == 1
    assert page.letter.page
    assert page.letter.page.id == third


def test_f8_goes_round_the_citations_of_all_letters_and_esc_back_to_the_list(
    window: MainWindow, jobs: Jobs, settled: Settled
) -> None:
    wanted = letters(jobs, ABUSE, MISSING)
    page = review(window, settled)
    press(page.rows, Qt.Key.Key_Return)
    seen: list[int] = []
    for _ in range(3):
        settled()
        assert page.letter.page
        seen.append(page.letter.page.id)
        press(page.letter.panel, Qt.Key.Key_F8)
    assert seen == [*wanted, wanted[0]]
    settled()
    press(page.letter.panel, Qt.Key.Key_Escape)
    assert page.rows.hasFocus()


def test_all_places_with_the_same_words_are_linked_in_one_step(
    window: MainWindow, jobs: Jobs, settled: Settled
) -> None:
    letters(jobs, MISSING, ABUSE, MISSING, MISSING)
    page = review(window, settled)
    press(page.rows, Qt.Key.Key_Return)
    settled()
    press(page.letter.panel, Qt.Key.Key_Return, SHIFT)
    settled()
    dialog = dialog_on_show(AlikeDialog)
    assert isinstance(dialog, AlikeDialog)
    assert dialog.model.rowCount() == 2
    press(dialog.table, Qt.Key.Key_Space)
    assert dialog.keep.text() == "&Link 1 place"
    press(dialog.table, Qt.Key.Key_Space)
    press(dialog, Qt.Key.Key_Return)
    settled()
    assert judged(jobs) == [("confirmed", "Our report on missing children")] * 3
    assert page.letter.message_bar.sentence == "Linked 2 other places."
    press(page.letter.panel, Qt.Key.Key_Z, CTRL)
    settled()
    assert judged(jobs) == []


def test_words_ruled_out_leave_the_queue_for_good_and_can_be_offered_again(
    window: MainWindow, jobs: Jobs, settled: Settled
) -> None:
    letters(jobs, MISSING, ABUSE, MISSING)
    page = review(window, settled)
    press(page.rows, Qt.Key.Key_Return)
    settled()
    press(page.letter.panel, Qt.Key.Key_Delete, SHIFT)
    settled()
    assert page.rows.rows.rowCount() == 1
    assert "not offered as a citation again in any letter" in page.letter.message_bar.sentence
    page.ruled_out.click()
    settled()
    dialog = dialog_on_show(RuledOutDialog)
    assert isinstance(dialog, RuledOutDialog)
    dialog.table.setFocus()
    press(dialog.table, Qt.Key.Key_Delete)
    settled()
    assert jobs.office
    with jobs.office.reading() as session:
        assert session.scalars(select(FalseFriend)).all() == []


def test_what_a_colleague_judges_meanwhile_leaves_the_queue_and_is_not_judged_twice(
    window: MainWindow, jobs: Jobs, settled: Settled
) -> None:
    letters(jobs, MISSING, ABUSE)
    page = review(window, settled)
    press(page.rows, Qt.Key.Key_Return)
    settled()
    assert jobs.office
    assert page.letter.page
    link = page.letter.panel.current
    assert link
    colleague = Office.open(jobs.office.address, by="Example colleague")
    with colleague.writing("Rejected it") as session:
        reject(session, link.id, version=link.version, by="Example colleague")
    colleague.close()
    press(page.letter.panel, Qt.Key.Key_Return)
    settled()
    assert page.letter.message_bar.sentence.startswith("A colleague has judged this citation")
    assert judged(jobs) == [("rejected", "Our report on missing children")]


def test_where_a_report_is_named_and_not_linked_one_key_links_it(
    window: MainWindow, jobs: Jobs, settled: Settled
) -> None:
    letters(jobs, "The Example card paper is clear.", "See The Example card paper.")
    assert jobs.office
    with jobs.office.writing("Added a report") as session:
        work = add_work(
            session,
            ReportFacts(key="cards", title="Cards on the table", other_names=("The Example card paper",)),
        )
    window.pages.go(Place(Page.WORKS))
    settled()
    page = window.pages.works
    page.show_work(work)
    settled()
    card = page.card
    assert card.tabs.tabText(3) == "Not linked (2)"
    card.tabs.setCurrentIndex(3)
    card.unlinked.list.setFocus()
    press(card.unlinked.list, Qt.Key.Key_K, CTRL)
    settled()
    assert card.tabs.tabText(3) == "Not linked (1)"
    press(card.unlinked.list, Qt.Key.Key_Delete)
    settled()
    assert card.tabs.tabText(3) == "Not linked (0)"
    assert judged(jobs) == [("confirmed", "The Example card paper"), ("rejected", "The Example card paper")]
