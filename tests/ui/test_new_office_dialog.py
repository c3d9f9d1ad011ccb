"""A new office may be started with one key, and nothing it is refused for is lost."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from corresp_tracker.errors import LogUnavailable
from corresp_tracker.ui.new_office_dialog import NewOfficeAnswer, NewOfficeDialog
from corresp_tracker.ui.office_form import pattern_problem
from corresp_tracker.workingdays import Nation

Answers = list[NewOfficeAnswer]


@pytest.fixture
def answers() -> Answers:
    return []


@pytest.fixture
def dialog(
    qtbot: QtBot, answers: Answers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> NewOfficeDialog:
    monkeypatch.setenv("CORRESP_HOME", str(tmp_path))
    dialog = NewOfficeDialog({"org-ofsted": "Ofsted"}, answers.append)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def said(dialog: NewOfficeDialog) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel) if label.property("overdue"))


def test_everything_may_stay_as_it_is(
    dialog: NewOfficeDialog, answers: Answers, qtbot: QtBot, tmp_path: Path
) -> None:
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    (answer,) = answers
    assert answer.address == str(tmp_path / "office.corresp")
    assert answer.profile.name == "Private office"
    assert answer.profile.nation is Nation.ENGLAND_WALES
    assert not dialog.isVisible()


def test_what_is_typed_is_what_the_office_begins_with(
    dialog: NewOfficeDialog, answers: Answers, qtbot: QtBot
) -> None:
    dialog.form.name.setText("Our office")
    dialog.form.letterhead.setPlainText("  Example Inspectorate \n\n1 Example Street")
    dialog.form.honours.setText("QPM")
    dialog.form.nation.setCurrentText("Scotland")
    dialog.form.pattern.setText("{year}-{kind}-{number}")
    dialog.form.body.setCurrentText("Ofsted")
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    profile = answers[0].profile
    assert profile.letterhead == "Example Inspectorate\n1 Example Street"
    assert (profile.name, profile.signatory_honours) == ("Our office", "QPM")
    assert profile.organisation_key == "org-ofsted"
    assert (profile.nation, profile.reference_pattern) == (Nation.SCOTLAND, "{year}-{kind}-{number}")


def test_a_synchronised_folder_is_refused_with_the_two_ways_out(
    dialog: NewOfficeDialog, answers: Answers, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog.place.take_file(str(tmp_path / "Dropbox" / "office.corresp"))
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert not answers
    assert "synchronised" in said(dialog)
    assert "PostgreSQL" in said(dialog)


def test_a_file_that_is_there_is_never_written_over(
    dialog: NewOfficeDialog, answers: Answers, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "office.corresp").write_text("mine")
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert not answers
    assert "already" in said(dialog)


def test_a_refusal_that_comes_later_brings_the_form_back_as_it_was(
    dialog: NewOfficeDialog, answers: Answers, qtbot: QtBot
) -> None:
    dialog.form.name.setText("Our office")
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    dialog.come_back(LogUnavailable("The disk is full: make room."))
    assert dialog.isVisible()
    assert (dialog.form.name.text(), said(dialog)) == ("Our office", "The disk is full: make room.")


def test_escape_starts_nothing(dialog: NewOfficeDialog, answers: Answers, qtbot: QtBot) -> None:
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not answers


@pytest.mark.parametrize("pattern", ["{kind}/{year}/{number:04d}", "HMI {year} {kind} {number}"])
def test_a_pattern_may_be_the_offices_own(pattern: str) -> None:
    assert not pattern_problem(pattern)


@pytest.mark.parametrize(
    "pattern",
    ["", "MIN", "{kind}/{year}", "{year}/{number}", "{kind}/{number}", "{kind}{", "{0}", "{number.x}"],
)
def test_a_pattern_that_would_give_one_reference_twice_is_refused(pattern: str) -> None:
    assert pattern_problem(pattern)
