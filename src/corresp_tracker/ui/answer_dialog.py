"""What somebody answered who was asked to clear a draft or to sign it, and what shows it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.files import read_whole
from corresp_tracker.ui.dialog_foot import keep_or_leave
from corresp_tracker.ui.labels import ElidedLabel, plain_label, set_property
from corresp_tracker.ui.message_bar import MessageBar
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from corresp_tracker.casework.clearances import Answered, ClearanceRow, Outcome
    from corresp_tracker.ui.jobs import Jobs

FILES = "E-mails and letters (*.eml *.msg *.docx *.pdf);;All files (*)"
NO_FILE = "no file: drop the e-mail on the list of clearances, or choose it here"


def ask_what_was_answered(
    parent: QWidget,
    jobs: Jobs,
    row: ClearanceRow,
    then: Callable[[Answered], None],
    *,
    evidence: tuple[str, bytes] | None = None,
) -> AnswerDialog:
    """Ask what somebody answered; `then` gets it, unless the person thinks better of it."""
    dialog = AnswerDialog(jobs, row, then, evidence, parent)
    dialog.open()
    return dialog


class AnswerDialog(QDialog):
    """The form. A refusal, changes, and that something still stands need a reason."""

    def __init__(
        self,
        jobs: Jobs,
        row: ClearanceRow,
        then: Callable[[Answered], None],
        evidence: tuple[str, bytes] | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        from corresp_tracker.casework.clearances import Outcome

        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"What {row.clearer} answered")
        self._jobs, self._then, self._evidence = jobs, then, evidence
        self.bar = MessageBar(self)
        self.outcome = QComboBox(self)
        self.outcome.setAccessibleName("Answer")
        offered = [Outcome.SIGNED_OFF, Outcome.REFUSED] if row.is_sign_off else _offered(row)
        for each in offered:
            self.outcome.addItem(each.value.capitalize(), each)
        self.note = QLineEdit(self)
        self.note.setAccessibleName("What they said, or why")
        if row.is_sign_off:
            self.note.setPlaceholderText("by e-mail, by telephone, p.p.; who authorised it")
        self.deputy = QLineEdit(self)
        self.deputy.setAccessibleName("Who answered in their place")
        self.deputy.setPlaceholderText("if they are away: who answered in their place")
        self.offline = QCheckBox("By &word of mouth or on paper", self)
        self._file = ElidedLabel(evidence[0] if evidence else NO_FILE, role="quiet")
        self._problem = plain_label(wraps=True)
        self._lay_out(row)

    def take_file(self, file: Path) -> None:
        """Read the file that shows the answer."""

        def then(data: bytes) -> None:
            self._evidence = (file.name, data)
            self._file.setText(file.name)

        self._jobs.run(self, lambda: read_whole(file), then, self.bar.say_error)

    def _keep(self) -> None:
        from corresp_tracker.casework.clearances import Answered, Outcome

        outcome = Outcome(self.outcome.currentData())
        note = " ".join(self.note.text().split())
        if not note and outcome in (Outcome.REFUSED, Outcome.STANDS, Outcome.WITH_CHANGES):
            self._problem.setText("Say why in a few words: whoever looks at it later will ask.")
            set_property(self._problem, "overdue", True)
            self.note.setFocus()
            return
        self.accept()
        self._then(
            Answered(
                outcome=outcome,
                offline=self.offline.isChecked(),
                note=note,
                evidence=self._evidence,
                deputy=" ".join(self.deputy.text().split()),
            )
        )

    def _choose(self) -> None:
        dialog = QFileDialog(self, "What shows the answer", "", FILES)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _chosen(self, file: str) -> None:
        self.take_file(Path(file))

    def _lay_out(self, row: ClearanceRow) -> None:
        unit = spacing(self)
        choose = QPushButton("&Choose …", self)
        choose.setAutoDefault(False)
        choose.clicked.connect(self._choose)
        across = QHBoxLayout()
        across.setSpacing(unit * 2)
        across.addWidget(self._file, 1)
        across.addWidget(choose)
        form = QFormLayout()
        form.setHorizontalSpacing(unit * 4)
        form.setVerticalSpacing(unit * 2)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow("&Answer", self.outcome)
        form.addRow("W&hy, or what they said", self.note)
        form.addRow("Answered &for them by", self.deputy)
        form.addRow("", self.offline)
        form.addRow("Shown by", across)
        inside = QVBoxLayout()
        inside.setContentsMargins(unit * 5, unit * 4, unit * 5, unit * 4)
        inside.setSpacing(unit * 3)
        about = (
            f"About revision {row.asked_revision}." if row.asked_revision else "About the draft as it is now."
        )
        inside.addWidget(plain_label(about, role="quiet", wraps=True))
        inside.addLayout(form)
        inside.addWidget(self._problem)
        inside.addLayout(keep_or_leave(self, self._keep, tip="Keep this for good (Enter)"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.bar)
        layout.addLayout(inside)
        self.resize(unit * 150, self.sizeHint().height())


def _offered(row: ClearanceRow) -> list[Outcome]:
    from corresp_tracker.casework.clearances import AGREED, Outcome

    usual = [Outcome.CLEARED, Outcome.WITH_CHANGES, Outcome.REFUSED]
    return [Outcome.STANDS, *usual] if row.outcome in AGREED and row.changed else list(usual)
