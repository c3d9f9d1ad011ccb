"""The original beside the form: its words where it was read, its pages where it is a scan."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPlainTextEdit, QTabWidget
from pytestqt.qtbot import QtBot

from corresp_tracker.intake.reading import read_arrival
from corresp_tracker.ui.jobs import Jobs
from corresp_tracker.ui.log_original import LogOriginal
from corresp_tracker.ui.log_queue import FileOnItsWay, FileStanding
from corresp_tracker.ui.pdf_pages import PdfPages
from tests.intake.files import docx, pdf_letter
from tests.intake.test_letters import MINISTER

Settled = Callable[[], None]


@pytest.fixture
def original(qtbot: QtBot, jobs: Jobs) -> LogOriginal:
    original = LogOriginal(jobs)
    qtbot.addWidget(original)
    original.resize(600, 500)
    original.show()
    qtbot.waitExposed(original)
    return original


def read(data: bytes, name: str) -> FileOnItsWay:
    return FileOnItsWay(
        name, Path(name), standing=FileStanding.READ, data=data, arrival=read_arrival(data, name=name)
    )


def tabs(original: LogOriginal) -> list[str]:
    found = original.findChildren(QTabWidget)[0]
    return [found.tabText(place) for place in range(found.count()) if found.isTabVisible(place)]


def words(original: LogOriginal) -> str:
    texts = original.findChildren(QPlainTextEdit)
    return next(text.toPlainText() for text in texts if text.accessibleName() == "The original")


def tab_on_show(original: LogOriginal) -> str:
    found = original.findChildren(QTabWidget)[0]
    return found.tabText(found.currentIndex())


def test_a_letter_that_was_read_shows_its_words(original: LogOriginal) -> None:
    original.show_file(read(docx(MINISTER.splitlines()), "a.docx"))
    assert tabs(original) == ["Letter", "Paragraphs as read"]
    assert "Yours sincerely" in words(original)


def test_a_pdf_has_its_pages_beside_its_words(original: LogOriginal, settled: Settled) -> None:
    original.show_file(read(pdf_letter(MINISTER.splitlines()), "a.pdf"))
    settled()
    assert tabs(original) == ["Letter", "Paragraphs as read", "Pages"]
    assert tab_on_show(original) == "Letter"
    (pages,) = original.findChildren(PdfPages)
    assert pages.pages == 0
    original.findChildren(QTabWidget)[0].setCurrentIndex(2)
    settled()
    assert pages.pages == 1


def test_a_scan_shows_its_pages_to_type_from(original: LogOriginal, settled: Settled) -> None:
    scan = FileOnItsWay(
        "scan.pdf", Path("scan.pdf"), standing=FileStanding.UNREADABLE, data=pdf_letter([]), problem="A scan."
    )
    original.show_file(scan)
    settled()
    assert tab_on_show(original) == "Pages"
    assert original.findChildren(PdfPages)[0].pages == 1


def test_a_damaged_pdf_says_why_it_shows_nothing(original: LogOriginal, settled: Settled) -> None:
    original.show_file(
        FileOnItsWay(
            "a.pdf",
            Path("a.pdf"),
            standing=FileStanding.UNREADABLE,
            data=b"%PDF-1.4 broken",
            problem="It is damaged.",
        )
    )
    settled()
    assert tabs(original) == ["Letter", "Paragraphs as read"]
    assert words(original) == "It is damaged."
