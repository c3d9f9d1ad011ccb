"""Originals are shown as they came, and leave the log byte for byte."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from corresp_tracker.model.letters import DocumentPart
from corresp_tracker.store.database import Office
from corresp_tracker.store.documents import keep
from corresp_tracker.store.lists import PageDocument
from corresp_tracker.ui.jobs import Jobs
from corresp_tracker.ui.kept_files import safe_name
from corresp_tracker.ui.original_view import OriginalView
from tests.intake.files import docx, pdf_letter
from tests.intake.test_letters import MINISTER

Settled = Callable[[], None]
LETTER = MINISTER.splitlines()
Kept = Callable[[bytes, str], PageDocument]


@pytest.fixture
def kept(sqlite_office: Office) -> Kept:
    def keep_it(data: bytes, name: str) -> PageDocument:
        with sqlite_office.writing("Kept a file") as session:
            found = keep(session, data)
            return PageDocument(
                id=found.id, name=name, part=DocumentPart.ORIGINAL, sha256=found.sha256, size=len(data)
            )

    return keep_it


@pytest.fixture
def view(qtbot: QtBot, jobs: Jobs) -> OriginalView:
    view = OriginalView(jobs)
    qtbot.addWidget(view)
    view.resize(600, 500)
    view.show()
    qtbot.waitExposed(view)
    return view


def button(view: OriginalView, name: str) -> QPushButton:
    (found,) = [button for button in view.findChildren(QPushButton) if button.accessibleName() == name]
    return found


def test_the_pages_of_a_pdf_are_drawn_as_they_come_into_view(
    view: OriginalView, kept: Kept, qtbot: QtBot, settled: Settled
) -> None:
    view.show_documents([kept(pdf_letter(LETTER * 12, a_page=40), "a.pdf")])
    settled()
    pages = view.pages
    assert pages.isVisible()
    assert pages.pages > 3
    assert 0 in pages.drawn
    assert pages.pages - 1 not in pages.drawn
    qtbot.keyClick(pages, Qt.Key.Key_End)
    settled()
    assert pages.pages - 1 in pages.drawn
    assert pages.accessibleDescription().endswith(f"of {pages.pages}")


def test_plus_makes_the_pages_larger(view: OriginalView, kept: Kept, qtbot: QtBot, settled: Settled) -> None:
    view.show_documents([kept(pdf_letter(LETTER), "a.pdf")])
    settled()
    before = view.pages.verticalScrollBar().maximum()
    qtbot.keyClick(view.pages, Qt.Key.Key_Plus)
    qtbot.wait(300)
    settled()
    assert view.pages.verticalScrollBar().maximum() > before
    assert view.pages.horizontalScrollBar().maximum() > 0


def test_a_damaged_pdf_gets_a_sentence_and_can_still_be_saved(
    view: OriginalView, kept: Kept, settled: Settled, tmp_path: Path
) -> None:
    view.show_documents([kept(b"%PDF-1.4 broken", "a.pdf")])
    settled()
    assert "damaged" in view.message_bar.sentence
    view.save_copy(tmp_path / "copy.pdf")
    settled()
    assert (tmp_path / "copy.pdf").read_bytes() == b"%PDF-1.4 broken"


def test_a_text_is_shown_as_it_is(view: OriginalView, kept: Kept, settled: Settled) -> None:
    words = "Dear <b>Chief Inspector</b>\n\n  1.  One paragraph"
    view.show_documents([kept(words.encode(), "a.txt")])
    settled()
    assert view.words.toPlainText() == words


def test_a_word_file_is_shown_by_its_words(view: OriginalView, kept: Kept, settled: Settled) -> None:
    view.show_documents([kept(docx(LETTER), "a.docx")])
    settled()
    assert "Yours sincerely" in view.words.toPlainText()
    assert "its own program" in view.message_bar.sentence


def test_what_nothing_here_can_show_says_so(view: OriginalView, kept: Kept, settled: Settled) -> None:
    view.show_documents([kept(b"\x89PNG\r\n\x1a\n....", "scan.png")])
    settled()
    assert "scan.png" in view.message_bar.sentence or "its own program" in view.message_bar.sentence
    assert not view.words.toPlainText()


def test_the_letter_comes_before_what_was_attached_to_it(
    view: OriginalView, kept: Kept, settled: Settled
) -> None:
    enclosure, letter = kept(b"An enclosure", "b.txt"), kept(b"The letter", "a.txt")
    attached = PageDocument(
        id=enclosure.id, name="b.txt", part=DocumentPart.ATTACHMENT, sha256=enclosure.sha256, size=12
    )
    view.show_documents([attached, letter])
    settled()
    assert view.document == letter
    assert view.words.toPlainText() == "The letter"


def test_the_last_asked_for_is_what_stays(view: OriginalView, kept: Kept, settled: Settled) -> None:
    first, second = kept(pdf_letter(LETTER), "a.pdf"), kept(b"The second", "b.txt")
    view.show_documents([first])
    view.show_documents([second])
    settled()
    assert view.words.isVisible()
    assert view.words.toPlainText() == "The second"


def test_a_file_is_opened_in_its_own_program_as_a_copy_that_cannot_be_changed(
    view: OriginalView, kept: Kept, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []

    def take(url: QUrl) -> bool:
        opened.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", take)
    data = docx(LETTER)
    view.show_documents([kept(data, "../../a letter.docx")])
    settled()
    button(view, "Open in its own program").click()
    settled()
    (file,) = opened
    assert file.name == "a letter.docx"
    assert file.read_bytes() == data
    assert not file.stat().st_mode & 0o222


@pytest.mark.parametrize("name", ["letter.exe", "letter.pdf.js", "letter", "letter.desktop"])
def test_a_file_that_could_start_a_program_is_not_opened(
    view: OriginalView, kept: Kept, settled: Settled, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    view.show_documents([kept(b"MZ echo", name)])
    settled()
    button(view, "Open in its own program").click()
    settled()
    assert not opened
    assert "Save a copy" in view.message_bar.sentence


def test_a_letter_without_a_file_says_so(view: OriginalView, kept: Kept, settled: Settled) -> None:
    view.show_documents([kept(b"The letter", "a.txt")])
    settled()
    view.show_documents([])
    assert view.document is None
    assert not button(view, "Save a copy").isVisible()


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("a.pdf", "a.pdf"),
        ("../../.ssh/key", "key"),
        ("c:\\x\\y?.pdf", "y_.pdf"),
        ("...", "file"),
        ("", "file"),
    ],
)
def test_names_from_outside_stay_in_their_folder(name: str, safe: str) -> None:
    assert safe_name(name) == safe
