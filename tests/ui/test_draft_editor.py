from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from corresp_tracker.ui.draft_blocks import TypedParagraph
from corresp_tracker.ui.draft_editor import DraftEditor

ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
DRAFT = (
    TypedParagraph(uid="a" * 32, level=0, text="Thank you for your letter.", numbered=False),
    TypedParagraph(uid="b" * 32, level=0, text="[Say what we found ...]"),
    TypedParagraph(uid="c" * 32, level=0, text="😀 In Harm’s Way says so.", italics=((2, 15),)),
    TypedParagraph(uid="d" * 32, level=1, text="first; and"),
)


@pytest.fixture
def editor(qtbot: QtBot) -> Iterator[DraftEditor]:
    editor = DraftEditor()
    qtbot.addWidget(editor)
    editor.show_paragraphs(DRAFT)
    editor.show()
    editor.setFocus()
    return editor


def uids(editor: DraftEditor) -> str:
    return "".join(each.uid[0] if len(set(each.uid)) == 1 else "+" for each in editor.paragraphs())


def test_a_draft_comes_back_as_it_was_shown(editor: DraftEditor) -> None:
    assert editor.paragraphs() == DRAFT
    assert editor.numbers() == ["", "2.", "3.", "(a)"]


def test_enter_begins_a_paragraph_with_the_next_number(editor: DraftEditor, qtbot: QtBot) -> None:
    editor.go_to("d" * 32, 10, 10)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.keyClicks(editor, "second.")
    assert editor.numbers() == ["", "2.", "3.", "(a)", "(b)"]
    assert editor.paragraphs()[-1].text == "second."
    assert uids(editor) == "abcd+"


def test_the_paragraph_after_the_opening_one_has_a_number(editor: DraftEditor, qtbot: QtBot) -> None:
    editor.go_to("a" * 32, 26, 26)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert editor.numbers()[:3] == ["", "2.", "3."]


def test_the_words_keep_their_identity_when_enter_is_pressed_before_them(
    editor: DraftEditor, qtbot: QtBot
) -> None:
    editor.go_to("c" * 32, 0, 0)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert uids(editor) == "abcd"
    assert editor.numbers() == ["", "2.", "3.", "4.", "(a)"]


def test_tab_and_shift_tab_change_the_level_within_reason(editor: DraftEditor, qtbot: QtBot) -> None:
    editor.go_to("d" * 32, 0, 0)
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    assert [each.level for each in editor.paragraphs()] == [0, 0, 0, 1]
    qtbot.keyClick(editor, Qt.Key.Key_Backtab, SHIFT)
    assert [each.level for each in editor.paragraphs()] == [0, 0, 0, 0]
    editor.go_to("a" * 32, 0, 0)
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    assert editor.paragraphs()[0].level == 0


def test_alt_and_arrows_move_a_paragraph_with_its_identity_and_slants(
    editor: DraftEditor, qtbot: QtBot
) -> None:
    editor.go_to("c" * 32, 4, 4)
    qtbot.keyClick(editor, Qt.Key.Key_Up, ALT)
    assert uids(editor) == "acbd"
    assert editor.paragraphs()[1].italics == ((2, 15),)
    assert editor.place() == ("c" * 32, 4)
    qtbot.keyClick(editor, Qt.Key.Key_Down, ALT)
    assert editor.paragraphs() == DRAFT


def test_the_opening_place_has_no_number_whatever_stands_there(editor: DraftEditor, qtbot: QtBot) -> None:
    editor.go_to("b" * 32, 0, 0)
    qtbot.keyClick(editor, Qt.Key.Key_Up, ALT)
    assert uids(editor) == "bacd"
    assert editor.numbers() == ["", "2.", "3.", "(a)"]


def test_a_move_is_taken_back_in_one_step(editor: DraftEditor, qtbot: QtBot) -> None:
    editor.go_to("c" * 32, 0, 0)
    qtbot.keyClick(editor, Qt.Key.Key_Up, ALT)
    editor.undo()
    assert editor.paragraphs() == DRAFT
    editor.redo()
    assert uids(editor) == "acbd"


def test_prompts_are_found_in_code_points(editor: DraftEditor) -> None:
    assert editor.prompts() == [("b" * 32, 0, 23)]
    editor.go_to(*editor.prompts()[0])
    editor.insert_words("We found much.")
    assert editor.prompts() == []


def test_pasting_takes_words_alone_a_paragraph_a_line(editor: DraftEditor) -> None:
    pasted = QMimeData()
    pasted.setHtml("<b>1. One</b><br>(not shown)")
    pasted.setText("4.  One\n\n(a) is words\nTwo")
    QApplication.clipboard().setMimeData(pasted)
    editor.go_to("b" * 32, 0, 23)
    editor.paste()
    assert [each.text for each in editor.paragraphs()][1:4] == ["One", "(a) is words", "Two"]
    assert len({each.uid for each in editor.paragraphs()}) == 6


def test_joining_two_paragraphs_keeps_the_first(editor: DraftEditor, qtbot: QtBot) -> None:
    editor.go_to("c" * 32, 0, 0)
    qtbot.keyClick(editor, Qt.Key.Key_Backspace)
    assert uids(editor) == "abd"
    assert editor.paragraphs()[1].text.startswith("[Say what we found ...]😀")


def test_empty_paragraphs_are_not_kept(editor: DraftEditor, qtbot: QtBot) -> None:
    editor.go_to("d" * 32, 10, 10)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert uids(editor) == "abcd"


def test_what_was_shown_cannot_be_undone(editor: DraftEditor) -> None:
    editor.undo()
    assert editor.paragraphs() == DRAFT
