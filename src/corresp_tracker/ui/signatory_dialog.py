"""Another signatory for a case: chosen from those who sign for the office, each draft shown before and after."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from corresp_tracker.ui.dialog_foot import foot_of, lay_under_bar
from corresp_tracker.ui.head_cards import HeadCards
from corresp_tracker.ui.labels import ElidedLabel, plain_label
from corresp_tracker.ui.message_bar import MessageBar
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.casework.signatories import Signatory
    from corresp_tracker.casework.signatory_change import SignatoryPlan
    from corresp_tracker.errors import CorrespError
    from corresp_tracker.ui.jobs import Jobs

_NO_DRAFTS = (
    "This case has no draft that has not gone. Drafts begun from now on are signed by whoever is chosen."
)
_SIZE = (200, 170)


@dataclass(frozen=True, slots=True, kw_only=True)
class WhoSigns:
    """The case, who signs in it now, and who may sign for the office."""

    reference: str
    now: Signatory | None
    may_sign: tuple[Signatory, ...]


def change_signatory(
    parent: QWidget, jobs: Jobs, case_id: int, then: Callable[[], None] | None = None
) -> None:
    """Let a person choose another signatory for a case; `then` follows once the change is kept."""

    def show(who: WhoSigns) -> None:
        SignatoryDialog(jobs, case_id, who, then, parent).open()

    jobs.read(parent, lambda session: _who_signs(session, case_id), show)


class SignatoryDialog(QDialog):
    """Who signs, and what that does to each open draft. Nothing is written before Change."""

    def __init__(
        self,
        jobs: Jobs,
        case_id: int,
        who: WhoSigns,
        then: Callable[[], None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.finished.connect(self.deleteLater)
        self.setWindowTitle(f"Signatory: {who.reference}")
        self._jobs, self._case_id, self._then = jobs, case_id, then
        self._may_sign: Sequence[Signatory] = [each for each in who.may_sign if each.name]
        self._plan: SignatoryPlan | None = None
        self.bar = MessageBar(self)
        self.who = QComboBox(self)
        self.who.setAccessibleName("Who signs")
        several = sum(each.is_usual for each in self._may_sign) > 1
        for each in self._may_sign:
            self.who.addItem(f"{each.in_words()}{'  (not usually)' if several and not each.is_usual else ''}")
        self.cards = HeadCards(self)
        self.keep = QPushButton("&Change the signatory", self)
        self._now = ElidedLabel(who.now.in_words() if who.now else "nobody yet")
        self._lay_out()
        names = [each.name for each in self._may_sign]
        at = names.index(who.now.name) if who.now and who.now.name in names else -1
        self.who.setCurrentIndex(at)
        self.who.currentIndexChanged.connect(self._choose)
        self._choose(-1)
        self.who.setFocus()

    def sizeHint(self) -> QSize:
        unit = spacing(self)
        return QSize(unit * _SIZE[0], unit * _SIZE[1])

    @property
    def chosen(self) -> Signatory | None:
        """Whoever is chosen."""
        at = self.who.currentIndex()
        return self._may_sign[at] if 0 <= at < len(self._may_sign) else None

    def _choose(self, at: int) -> None:
        self._plan = None
        self.keep.setEnabled(False)
        chosen = self._may_sign[at] if 0 <= at < len(self._may_sign) else None
        if chosen is None:
            hint = "Choose who signs, and each draft is shown here as it is and as it would be."
            if not self._may_sign:
                hint = "Nobody who may sign is known: add them under People, with a post in the office's own body."
            self.cards.show_changes((), none=hint)
            return
        signatory = chosen

        def show(plan: SignatoryPlan) -> None:
            if self.chosen is signatory:
                self._plan = plan
                self.cards.show_changes(plan.drafts, none=_NO_DRAFTS)
                self.keep.setEnabled(True)

        self._jobs.read(
            self, lambda session: _plan(session, self._case_id, signatory), show, self.bar.say_error
        )

    def _keep(self) -> None:
        plan = self._plan
        if plan is None:
            return
        from corresp_tracker.casework.signatory_change import changed_signatory_words

        rewrite = self.cards.rewrite

        def task(session: Session) -> None:
            from corresp_tracker.casework.signatory_change import change_signatory

            change_signatory(session, plan, rewrite=rewrite)

        def then(_: None) -> None:
            self.accept()
            if self._then:
                self._then()

        self.keep.setEnabled(False)
        self._jobs.write(self, changed_signatory_words(plan), task, then, self._failed)

    def _failed(self, error: CorrespError) -> None:
        """Say what stood in the way, and show the drafts as they are by now."""
        self.bar.say_error(error)
        self._choose(self.who.currentIndex())

    def _lay_out(self) -> None:
        unit = spacing(self)
        self.keep.clicked.connect(lambda _=False: self._keep())
        now, who = QHBoxLayout(), QHBoxLayout()
        now.setSpacing(unit * 2)
        now.addWidget(plain_label("Signs now:", role="quiet"))
        now.addWidget(self._now, 1)
        label = plain_label("&Who signs", role="quiet")
        label.setBuddy(self.who)
        who.setSpacing(unit * 2)
        who.addWidget(label)
        who.addWidget(self.who, 1)
        foot = foot_of(
            self,
            self.keep,
            says="It is one change, and can be undone.",
            tip="Write all of it as one step (Enter)",
        )
        inside = QVBoxLayout()
        inside.addLayout(now)
        inside.addLayout(who)
        inside.addWidget(self.cards, 1)
        inside.addLayout(foot)
        lay_under_bar(self, self.bar, inside)


def _who_signs(session: Session, case_id: int) -> WhoSigns:
    from corresp_tracker.casework.clocks import fetch_case
    from corresp_tracker.casework.signatories import signatories, signatory_of

    case = fetch_case(session, case_id)
    return WhoSigns(reference=case.reference, now=signatory_of(session, case), may_sign=signatories(session))


def _plan(session: Session, case_id: int, signatory: Signatory) -> SignatoryPlan:
    from corresp_tracker.casework.signatory_change import plan_signatory

    return plan_signatory(session, case_id, signatory)
