"""Where an office is: a file on this computer, or a database that colleagues share."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.ui.theme import spacing

SUFFIX = ".corresp"
_SCHEMES = ("postgresql", "postgres")
_FILES = f"Offices (*{SUFFIX});;All files (*)"
_EXAMPLE = "postgresql://server.example/office"


class OfficePlace(QWidget):
    """Asks for a place. `is_new`: the office is to be made there; else it is there already.

    `may_replace`: a file in the way is no objection, for it is set aside.
    """

    changed = Signal()

    def __init__(
        self, file: Path | None, *, is_new: bool, may_replace: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._is_new, self._may_replace = is_new, may_replace
        self._in_file = QRadioButton("In a &file on this computer", self)
        self._shared = QRadioButton("&Shared, in a PostgreSQL database on a server", self)
        self._kinds = QButtonGroup(self)
        self._file = _line(str(file) if file else "", "File of the office", self)
        self._choose = QPushButton("&Choose …", self)
        self._server = _line("", "Address of the shared office", self)
        self._password = _line("", "Password", self)
        self._in_file_fields, self._shared_fields = QWidget(self), QWidget(self)
        self._lay_out()
        self._in_file.setChecked(True)
        self._show_fields()
        self.setFocusProxy(self._file)

    @property
    def address(self) -> str:
        """The path of the file, or the address of the database with its password."""
        if self._in_file.isChecked():
            return str(_with_suffix(self._file.text())) if self._is_new else self._file.text().strip()
        from corresp_tracker.casework.passwords import address_with

        return address_with(self._server.text().strip(), self._password.text())

    def problem(self) -> str:
        """Say in a sentence why the place cannot be used; empty where nothing speaks against it."""
        if self._in_file.isChecked():
            return file_problem(self.address, is_new=self._is_new, may_replace=self._may_replace)
        return server_problem(self._server.text().strip())

    def take_file(self, file: str) -> None:
        """Show a file that was chosen."""
        self._file.setText(file)

    def _ask(self) -> None:
        # Asked in a window of the program's own, so that it looks and is spoken the same on every system.
        dialog = QFileDialog(self, "Where the office is", self._file.text(), _FILES)
        if self._is_new:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setDefaultSuffix(SUFFIX)
            dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        else:
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.take_file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show_fields(self) -> None:
        self._in_file_fields.setVisible(self._in_file.isChecked())
        self._shared_fields.setVisible(self._shared.isChecked())
        self.setFocusProxy(self._file if self._in_file.isChecked() else self._server)
        self.changed.emit()

    def _lay_out(self) -> None:
        unit = spacing(self)
        for button in (self._in_file, self._shared):
            self._kinds.addButton(button)
            button.toggled.connect(self._show_fields)
        for line in (self._file, self._server, self._password):
            line.textChanged.connect(lambda: self.changed.emit())
        self._choose.setAutoDefault(False)
        self._choose.setAccessibleName("Choose the file of the office")
        self._choose.clicked.connect(self._ask)
        self._server.setPlaceholderText(_EXAMPLE)
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._password.setPlaceholderText("kept in this computer's own keyring")
        file_row = QHBoxLayout(self._in_file_fields)
        file_row.setContentsMargins(unit * 6, 0, 0, 0)
        file_row.setSpacing(unit * 2)
        file_row.addWidget(self._file, 1)
        file_row.addWidget(self._choose)
        form = QFormLayout(self._shared_fields)
        form.setContentsMargins(unit * 6, 0, 0, 0)
        form.setHorizontalSpacing(unit * 4)
        form.setVerticalSpacing(unit * 2)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow("A&ddress", self._server)
        form.addRow("&Password", self._password)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit * 2)
        for widget in (self._in_file, self._in_file_fields, self._shared, self._shared_fields):
            layout.addWidget(widget)


def file_problem(path: str, *, is_new: bool, may_replace: bool = False) -> str:
    """Say why a file cannot be, or is not, an office.

    It looks at names alone, and at a share not at all, so that a lost server never holds the window up.
    """
    from corresp_tracker.store.locations import why_read_only

    if not path.strip():
        return "Choose a file for the office." if is_new else "Choose the file of the office."
    if not Path(path).is_absolute():
        return "Give the whole path of the file, with its folder."
    if not is_new:
        return ""
    refused = why_read_only(Path(path))
    if refused:
        return refused.replace(" Until then it can be read, not changed.", "")
    if Path(path).exists() and not may_replace:
        return f"There is a file {Path(path).name} already: choose another name, or open it."
    return ""


def server_problem(address: str) -> str:
    """Say why words are no address of a shared office."""
    try:
        parts = urlsplit(address)
        whole = parts.scheme in _SCHEMES and bool(parts.path.strip("/"))
        _ = parts.port
    except ValueError:
        whole = False
    return "" if whole else f"Type the address as {_EXAMPLE}: whoever keeps the server knows it."


def _with_suffix(typed: str) -> Path | str:
    typed = typed.strip()
    if not typed:
        return ""
    file = Path(typed).expanduser()
    return file if file.suffix else file.with_name(f"{file.name}{SUFFIX}")


def _line(words: str, name: str, parent: QWidget) -> QLineEdit:
    line = QLineEdit(words, parent)
    line.setAccessibleName(name)
    return line
