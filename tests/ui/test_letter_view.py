from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from corresp_tracker.ui.letter_view import LetterView, SelectedWords
from tests.ui.pages import gap, link, page, paragraph

FIRST = "😀 We wrote 𝒜bout ‘In Harm’s Way’ (July 2015)."
SECOND = "Core business says the same."
CITED = "‘In Harm’s Way’ (July 2015)"


def shown(qtbot: QtBot) -> LetterView:
    view = LetterView()
    qtbot.addWidget(view)
    view.resize(800, 600)
    view.show_page(
        page(FIRST, SECOND, links=(link(1, FIRST, CITED), gap(2, SECOND, "Core business", paragraph_id=2)))
    )
    view.show()
    return view


def select(view: LetterView, words: str) -> None:
    cursor = view.document().find(words)
    assert not cursor.isNull()
    view.setTextCursor(cursor)


def test_a_letter_reads_as_a_letter_with_its_labels(qtbot: QtBot) -> None:
    lines = shown(qtbot).toPlainText().split("\n")
    assert lines[:4] == ["OFFICIAL", "17 October 2016", "Dear Chief Inspector", "CHILD PROTECTION"]
    assert lines[4] == f"1\t{FIRST}"
    assert lines[-3:] == ["Yours sincerely", "Chief Inspector", "Example Inspectorate"]


def test_selected_words_are_counted_in_code_points(qtbot: QtBot) -> None:
    view = shown(qtbot)
    select(view, "In Harm’s Way")
    start = FIRST.index("In Harm")
    assert view.selected_words() == SelectedWords(1, start, start + 13, "In Harm’s Way")


def test_words_over_two_paragraphs_are_no_citation(qtbot: QtBot) -> None:
    view = shown(qtbot)
    view.selectAll()
    assert view.selected_words() is None
    assert view.selected_paragraphs() == (1, 2)


def test_the_caret_in_a_citation_knows_it_after_an_emoji(qtbot: QtBot) -> None:
    view = shown(qtbot)
    view.show_paragraph(1, FIRST.index("Way"))
    found = view.link_at_caret()
    assert found is not None
    assert found.id == 1
    view.show_paragraph(1, FIRST.index("We"))
    assert view.link_at_caret() is None


def test_enter_in_a_citation_opens_it(qtbot: QtBot) -> None:
    view = shown(qtbot)
    view.show_paragraph(2, 3)
    with qtbot.waitSignal(view.link_activated) as asked:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert asked.args == [2]


def test_copying_gives_clean_words_with_their_labels(qtbot: QtBot) -> None:
    view = shown(qtbot)
    cursor = view.document().find("We wrote")
    cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
    cursor.movePosition(QTextCursor.MoveOperation.NextBlock, QTextCursor.MoveMode.KeepAnchor)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    view.copy()
    assert QApplication.clipboard().text() == f"1  {FIRST}\n\n2  {SECOND}"


def test_finding_marks_every_place_and_goes_round(qtbot: QtBot) -> None:
    view = shown(qtbot)
    assert view.find_words("'in harm's way'") == 1
    assert view.textCursor().selectedText() == "‘In Harm’s Way’"
    assert view.find_words("s") > 2
    assert view.find_next() == 2
    assert view.find_next(-2) == view.find_words("s")


def test_marks_of_a_search_stay_when_links_change(qtbot: QtBot) -> None:
    view = shown(qtbot)
    view.show_marks(2, ((0, 4),))
    view.show_page(page(FIRST, SECOND, links=()))
    assert [each.cursor.selectedText() for each in view.extraSelections()] == ["Core"]
    view.show_page(page("Another letter.", id=2))
    assert view.extraSelections() == []


def test_words_from_outside_are_never_read_as_tags(qtbot: QtBot) -> None:
    view = LetterView()
    qtbot.addWidget(view)
    view.show_page(page("<img src='file:///secret'> <b>bold</b>", subject="<h1>Big</h1>"))
    assert "<img src='file:///secret'> <b>bold</b>" in view.toPlainText()
    assert "<h1>Big</h1>" in view.toPlainText()


def test_the_place_of_a_reader_survives_a_change_of_colours(qtbot: QtBot) -> None:
    view = shown(qtbot)
    view.show_paragraph(2, 5)
    place = view.textCursor().position()
    font = view.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    view.setFont(font)
    assert view.textCursor().position() == place


def test_a_deep_paragraph_shows_its_full_label(qtbot: QtBot) -> None:
    view = LetterView()
    qtbot.addWidget(view)
    view.show_page(page(paragraphs=(paragraph(1, "Deep.", label="6(a)(i)", level=2),)))
    assert "6(a)(i)\tDeep." in view.toPlainText()
