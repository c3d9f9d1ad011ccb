"""What to write out of the register, in which form, and where to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.theme import spacing

FORMS = (
    ("Table for spreadsheets (CSV)", "csv", ".csv"),
    ("References for reference programs (RIS)", "ris", ".ris"),
    ("References for LaTeX (BibTeX)", "bibtex", ".bib"),
)


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """One thing that can be written: what it is called, the part of the register, and the works, or all."""

    words: str
    kind: str
    works: tuple[int, ...] | None = None

    @property
    def is_of_works(self) -> bool:
        """Say whether it can be written as references."""
        return self.kind in ("reports", "programmes")


@dataclass(frozen=True, slots=True)
class ExportAsked:
    """What is to be written, as what, and where to."""

    choice: ExportChoice
    form: str
    file: str


def ask_what_to_export(
    parent: QWidget, choices: Sequence[ExportChoice], then: Callable[[ExportAsked], None]
) -> ExportDialog:
    """Let a person choose; `then` gets the answer, unless they think better of it."""
    dialog = ExportDialog(choices, then, parent)
    dialog.open()
    return dialog


class ExportDialog(QDialog):
    """Two choices, then the file."""

    def __init__(
        self,
        choices: Sequence[ExportChoice],
        then: Callable[[ExportAsked], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Export the register")
        self._choices, self._then = tuple(choices), then
        self.what = QComboBox(self)
        self.what.setAccessibleName("What to write")
        self.what.addItems([choice.words for choice in self._choices])
        self.form = QComboBox(self)
        self.form.setAccessibleName("As what")
        self.what.currentIndexChanged.connect(self._what_changed)
        self._what_changed(0)
        self._lay_out()

    def write_to(self, file: str) -> None:
        """Take the answer, with the file that was chosen."""
        choice, form = self._choices[self.what.currentIndex()], str(self.form.currentData())
        self.accept()
        self._then(ExportAsked(choice, form, file))

    def _what_changed(self, number: int) -> None:
        kept = self.form.currentData()
        self.form.clear()
        for words, form, _ in FORMS if self._choices[number].is_of_works else FORMS[:1]:
            self.form.addItem(words, form)
        self.form.setCurrentIndex(max(self.form.findData(kept), 0))

    def _ask_where(self) -> None:
        suffix = next(ending for _, form, ending in FORMS if form == self.form.currentData())
        dialog = QFileDialog(self, "Export the register", "", f"*{suffix};;All files (*)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix)
        dialog.selectFile(f"{self._choices[self.what.currentIndex()].kind}{suffix}")
        dialog.fileSelected.connect(self.write_to)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _lay_out(self) -> None:
        unit = spacing(self)
        form = QFormLayout()
        form.setHorizontalSpacing(unit * 4)
        form.setVerticalSpacing(unit * 2)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow("&Write", self.what)
        form.addRow("&As", self.form)
        foot = QHBoxLayout()
        foot.addStretch()
        leave = QPushButton("Leave it", self)
        leave.setAutoDefault(False)
        leave.setToolTip("Write nothing (Esc)")
        leave.clicked.connect(self.reject)
        go_on = QPushButton("&Choose the file …", self)
        go_on.setProperty("primary", True)
        go_on.setDefault(True)
        go_on.clicked.connect(self._ask_where)
        foot.addWidget(leave)
        foot.addWidget(go_on)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit * 5, unit * 5, unit * 5, unit * 4)
        layout.setSpacing(unit * 4)
        layout.addLayout(form)
        about = "Programmes are no publications: a file of references leaves them out."
        layout.addWidget(plain_label(about, role="quiet", wraps=True))
        layout.addLayout(foot)
        self.resize(unit * 120, self.sizeHint().height())
