"""Several people wrote a letter: whether the reply goes to all of them in one letter, or to each in one of their own."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from corresp_tracker.ui.in_words import menu_words
from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class ReplyTo(StrEnum):
    """How several readers are answered."""

    ALL = "one letter to all"
    COLLEAGUES = "one letter to all, greeted together"
    EACH = "a letter to each, with the same words"


class ReadersChoice(QWidget):
    """Names the readers, and offers the three ways."""

    def __init__(self, names: str, greeting: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from corresp_tracker.address import COLLEAGUES

        unit = spacing(self)
        self._group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit)
        layout.addWidget(plain_label(f"From {names}. Reply with", role="strong", wraps=True))
        self.ways: dict[ReplyTo, QRadioButton] = {}
        for way, words in (
            (ReplyTo.ALL, f"One letter to &all: “{menu_words(greeting)}”"),
            (ReplyTo.COLLEAGUES, f"One letter to all: “{COLLEAGUES}” (&together)"),
            (ReplyTo.EACH, "A letter to &each, with the same words"),
        ):
            button = QRadioButton(words, self)
            button.setVisible(way is not ReplyTo.COLLEAGUES or greeting != COLLEAGUES)
            self._group.addButton(button)
            self.ways[way] = button
            layout.addWidget(button)
        self.ways[ReplyTo.ALL].setChecked(True)

    @property
    def way(self) -> ReplyTo:
        """The way that is chosen."""
        return next(way for way, button in self.ways.items() if button.isChecked())


def readers_of(session: Session, letter_id: int) -> tuple[str, str] | None:
    """Name the readers of a reply to a letter, and say how all of them would be greeted; None for one reader."""
    from corresp_tracker.casework.addressing import greeting_of, readers_of
    from corresp_tracker.casework.clocks import fetch_case
    from corresp_tracker.casework.letters import fetch_letter
    from corresp_tracker.casework.people import printed_as
    from corresp_tracker.casework.signatories import signatory_of
    from corresp_tracker.values.names_in_words import in_one_breath

    letter = fetch_letter(session, letter_id)
    readers = readers_of(session, letter)
    if len(readers) < 2:
        return None
    names = in_one_breath([printed.name or printed_as(printed) for _, printed in readers])
    signs = signatory_of(session, fetch_case(session, letter.case_id))
    parties = [party for party, _ in readers]
    return names, greeting_of(session, parties, signatory=signs.name if signs else "")[0]


def start_reply(session: Session, letter_id: int, way: ReplyTo, *, template: str, by: str) -> int:
    """Start the reply to a letter in the way that was chosen; give the draft to show."""
    from corresp_tracker.casework.replies import start_reply
    from corresp_tracker.casework.separate_replies import write_to_each
    from corresp_tracker.store.lists import letter_page

    together = way is ReplyTo.COLLEAGUES
    draft_id = start_reply(session, letter_id, template=template, by=by, as_colleagues=together)
    if way is ReplyTo.EACH and len(letter_page(session, draft_id).addressees) > 1:
        write_to_each(session, draft_id)
    return draft_id
