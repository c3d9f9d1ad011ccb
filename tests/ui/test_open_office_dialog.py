"""An office is opened from a file or an address, all on the keyboard."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QRadioButton
from pytestqt.qtbot import QtBot

from corresp_tracker.errors import LogUnavailable
from corresp_tracker.ui.open_office_dialog import OpenOfficeDialog


@pytest.fixture
def addresses() -> list[str]:
    return []


@pytest.fixture
def dialog(qtbot: QtBot, addresses: list[str]) -> OpenOfficeDialog:
    dialog = OpenOfficeDialog(addresses.append)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def type_into(dialog: OpenOfficeDialog, name: str, words: str) -> None:
    (line,) = [line for line in dialog.findChildren(QLineEdit) if line.accessibleName() == name]
    assert line.isVisible()
    line.setText(words)


def share(dialog: OpenOfficeDialog) -> None:
    dialog.findChildren(QRadioButton)[1].click()


def said(dialog: OpenOfficeDialog) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel) if label.property("overdue"))


def test_a_file_is_opened_by_its_path(
    dialog: OpenOfficeDialog, addresses: list[str], qtbot: QtBot, tmp_path: Path
) -> None:
    type_into(dialog, "File of the office", str(tmp_path / "our.corresp"))
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert addresses == [str(tmp_path / "our.corresp")]


def test_a_shared_office_is_opened_with_its_password(
    dialog: OpenOfficeDialog, addresses: list[str], qtbot: QtBot
) -> None:
    share(dialog)
    type_into(dialog, "Address of the shared office", "postgresql://clerk@server/office")
    type_into(dialog, "Password", "p@ss word")
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert addresses == ["postgresql://clerk:p%40ss%20word@server/office"]


def test_the_password_cannot_be_read_over_ones_shoulder(dialog: OpenOfficeDialog) -> None:
    share(dialog)
    hidden = [line.accessibleName() for line in dialog.findChildren(QLineEdit) if line.echoMode().value]
    assert hidden == ["Password"]


@pytest.mark.parametrize("address", ["", "server", "http://server/office", "postgresql://server:x/office"])
def test_an_address_that_is_none_gets_a_sentence(
    dialog: OpenOfficeDialog, addresses: list[str], qtbot: QtBot, address: str
) -> None:
    share(dialog)
    type_into(dialog, "Address of the shared office", address)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert not addresses
    assert "postgresql://server.example/office" in said(dialog)
    type_into(dialog, "Address of the shared office", "postgresql://server/office")
    assert not said(dialog)


def test_a_wrong_password_brings_the_form_back(dialog: OpenOfficeDialog, qtbot: QtBot) -> None:
    share(dialog)
    type_into(dialog, "Address of the shared office", "postgresql://clerk@server/office")
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    dialog.come_back(LogUnavailable("The server refused the password: type it again."))
    assert dialog.isVisible()
    assert said(dialog) == "The server refused the password: type it again."
