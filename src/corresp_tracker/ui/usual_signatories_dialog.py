"""Who usually signs for the office: chosen from those who hold a post in its own body."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QListWidget, QVBoxLayout, QWidget

from corresp_tracker.ui.dialog_foot import keep_or_leave
from corresp_tracker.ui.labels import list_item, plain_label
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.casework.signatories import Signatory
    from corresp_tracker.ui.jobs import Jobs

_ABOUT = (
    "Tick who usually signs: they come first wherever a signatory is chosen, and each can greet a person in their own "
    "way. Listed are all who hold a post in the office's own body; add others under People, with their post."
)


def change_signatories(parent: QWidget, jobs: Jobs) -> None:
    """Let a person settle who usually signs."""

    def keep(chosen: Sequence[Signatory]) -> None:
        jobs.write(parent, "Settled who usually signs", lambda session: _keep(session, chosen))

    def show(may_sign: tuple[Signatory, ...]) -> None:
        UsualSignatoriesDialog(may_sign, keep, parent).open()

    jobs.read(parent, _may_sign, show)


class UsualSignatoriesDialog(QDialog):
    """Those who may sign, each with a box; the one of the office's settings always does."""

    def __init__(
        self,
        may_sign: Sequence[Signatory],
        then: Callable[[Sequence[Signatory]], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Who signs")
        self._then = then
        self.list = QListWidget(self)
        self.list.setAccessibleName("Who may sign; Space ticks")
        first = may_sign[0] if may_sign and may_sign[0].is_usual else None
        self._others = [each for each in may_sign if each.person_id is not None and each is not first]
        for each in self._others:
            item = list_item(each.in_words(), self.list)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if each.is_usual else Qt.CheckState.Unchecked)
        if self._others:
            self.list.setCurrentRow(0)
        self._lay_out(first)

    @property
    def chosen(self) -> list[Signatory]:
        """Whoever is ticked, in order."""
        ticked = Qt.CheckState.Checked
        return [each for at, each in enumerate(self._others) if self.list.item(at).checkState() == ticked]

    def _keep(self) -> None:
        chosen = self.chosen
        self.accept()
        self._then(chosen)

    def _lay_out(self, first: Signatory | None) -> None:
        unit = spacing(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit * 5, unit * 4, unit * 5, unit * 4)
        layout.setSpacing(unit * 3)
        layout.addWidget(plain_label(_ABOUT, role="quiet", wraps=True))
        if first:
            said = f"Unless a case says otherwise: {first.in_words()} (in the office's settings)"
            layout.addWidget(plain_label(said, wraps=True))
        if self._others:
            layout.addWidget(self.list, 1)
        else:
            self.list.hide()
            nobody = "Nobody else holds a post in the office's own body, as far as the office knows."
            layout.addWidget(plain_label(nobody, wraps=True))
            layout.addStretch(1)
        layout.addLayout(keep_or_leave(self, self._keep))
        self.resize(unit * 150, unit * 110)


def _may_sign(session: Session) -> tuple[Signatory, ...]:
    from corresp_tracker.casework.signatories import signatories

    return signatories(session)


def _keep(session: Session, chosen: Sequence[Signatory]) -> None:
    from corresp_tracker.casework.signatories import keep_usual

    keep_usual(session, chosen)
