"""One letter to many by hand: the list looked at, the letters written, called off, and recorded as sent."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import func, select

from casework.test_campaign import HEADS, listed
from corresp_tracker.model.letters import Letter
from corresp_tracker.ui.campaign_dialog import CampaignDialog
from corresp_tracker.ui.campaign_sent_dialog import CampaignSentDialog
from corresp_tracker.ui.date_field import today_here
from corresp_tracker.ui.main_window import MainWindow
from flows.conftest import dialog_on_show, press
from sheets import workbook

Settled = Callable[[], None]


def asked(window: MainWindow, settled: Settled) -> CampaignDialog:
    window.campaigns.ask()
    settled()
    dialog = dialog_on_show(CampaignDialog)
    assert isinstance(dialog, CampaignDialog)
    return dialog


def with_list(window: MainWindow, settled: Settled, file: Path, folder: Path) -> CampaignDialog:
    """Type the list and the folder, as a person without a mouse does."""
    dialog = asked(window, settled)
    QTest.keyClicks(dialog.list, str(file))
    press(dialog.list, Qt.Key.Key_Tab)
    settled()
    dialog.template.setCurrentIndex(dialog.template.findData("acknowledgement"))
    dialog.folder.setFocus()
    QTest.keyClicks(dialog.folder, str(folder))
    return dialog


def letters(window: MainWindow, *, sent: bool) -> int:
    assert window._jobs.office is not None
    gone = Letter.dispatched.is_not(None)
    with window._jobs.office.reading() as session:
        return session.scalar(select(func.count(Letter.id)).where(gone if sent else ~gone)) or 0


def test_letters_are_written_from_a_list_and_recorded_as_sent(
    window: MainWindow, settled: Settled, tmp_path: Path
) -> None:
    file, folder = tmp_path / "Schools.csv", tmp_path / "out"
    file.write_bytes(listed(3))
    dialog = with_list(window, settled, file, folder)
    assert dialog.title.text() == "Schools"
    assert dialog.table.model().rowCount() == 3
    assert dialog.table.model().index(0, 1).data() == "Jo Example1 MP, House of Examples"
    assert not folder.exists()
    press(dialog.folder, Qt.Key.Key_Return)
    settled()
    assert len(list(folder.glob("*.docx"))) == 3
    assert "3 letters are written" in window.pages.bar.sentence
    assert (letters(window, sent=False), letters(window, sent=True)) == (3, 0)

    window.campaigns.ask_what_went()
    settled()
    went = dialog_on_show(CampaignSentDialog)
    assert isinstance(went, CampaignSentDialog)
    assert went.campaign.currentText().startswith("Schools, written")
    assert went.sent_on.day == today_here()
    assert [line.left_out for line in went.lines] == ["", "", ""]
    press(went.campaign, Qt.Key.Key_Return)
    settled()
    assert (letters(window, sent=False), letters(window, sent=True)) == (0, 3)
    assert "3 letters of Schools are recorded as sent" in window.pages.bar.sentence

    window.campaigns.ask_what_went()
    settled()
    assert window.campaigns.dialog is None
    assert "write one first" in window.pages.bar.sentence


def test_a_workbook_is_a_list_too(window: MainWindow, settled: Settled, tmp_path: Path) -> None:
    file = tmp_path / "list.xlsx"
    rows = [line.split(",") for line in listed(2).decode().splitlines()]
    file.write_bytes(workbook(rows))
    dialog = with_list(window, settled, file, tmp_path / "out")
    assert dialog.table.model().index(1, 3).data() == "EX/2"
    press(dialog, Qt.Key.Key_Escape)


def test_a_list_with_wrong_rows_is_refused_with_all_of_them_and_nothing_is_written(
    window: MainWindow, settled: Settled, tmp_path: Path
) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes((HEADS + "Jo Bloggs,,,,,,31/31/2016,S\n,,,,,,,S\n").encode())
    dialog = with_list(window, settled, file, tmp_path / "out")
    assert "row 2 has “31/31/2016” for a date" in dialog.bar.sentence
    assert "row 3 says for nobody" in dialog.bar.sentence
    assert not dialog.keep.isEnabled()
    press(dialog, Qt.Key.Key_Escape)


def test_without_a_folder_or_in_one_that_is_full_nothing_is_written(
    window: MainWindow, settled: Settled, tmp_path: Path
) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(listed(1))
    dialog = with_list(window, settled, file, tmp_path)
    dialog.folder.clear()
    dialog.keep.click()
    assert "into which folder" in dialog.bar.sentence
    QTest.keyClicks(dialog.folder, str(tmp_path))
    dialog.keep.click()
    settled()
    assert "is not empty" in window.pages.bar.sentence
    assert letters(window, sent=False) == 0


def test_a_day_still_to_come_says_so_and_records_nothing(
    window: MainWindow, settled: Settled, tmp_path: Path
) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(listed(1))
    press(with_list(window, settled, file, tmp_path / "out").folder, Qt.Key.Key_Return)
    settled()
    window.campaigns.ask_what_went()
    settled()
    went = dialog_on_show(CampaignSentDialog)
    assert isinstance(went, CampaignSentDialog)
    went.sent_on._typed.setText("1 January 2099")
    went.sent_on._typed.textEdited.emit("1 January 2099")
    settled()
    assert "still to come" in went.bar.sentence
    assert not went.keep.isEnabled()
    press(went, Qt.Key.Key_Escape)
    assert letters(window, sent=True) == 0
