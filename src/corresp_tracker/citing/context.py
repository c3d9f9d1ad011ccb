"""What a letter's own head tells of its citations: who writes, when, and whose "our" is."""

from dataclasses import dataclass

from corresp_tracker.citing.register import Register
from corresp_tracker.values.letter_text import Direction, LetterText
from corresp_tracker.values.partial_date import PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterContext:
    """Who writes and when.

    `ours` is the office (its newest body's key) that "our" means, `yours` the one that "your" means; empty
    where unknown, and then nothing certain rests on the word. `dated` is the letter's date; `not_before` a day
    on which it cannot have been written yet, such as that of a letter it answers.
    """

    dated: PartialDate | None = None
    not_before: PartialDate | None = None
    ours: str = ""
    yours: str = ""

    @property
    def year(self) -> int | None:
        """The year in which it was written, where that is known or all but known."""
        known = self.dated or self.not_before
        return known.last.year if known and known.first.year == known.last.year else None


def context_of(
    letter: LetterText,
    register: Register,
    *,
    office: str,
    direction: Direction | None = None,
    dated: PartialDate | None = None,
) -> LetterContext:
    """Make the context of a letter. A sender named in the letter wins over what the direction says.

    `office` is the key of the body whose log this is.
    """
    own = register.office_of(office)
    answered = [answer.dated for answer in letter.answers if answer.dated]
    return LetterContext(
        dated=dated or letter.dated,
        not_before=max(answered, key=lambda day: day.first) if answered else None,
        ours=_sending_office(letter, register) or (own if direction is not Direction.IN else ""),
        yours=_receiving_office(letter, register) or (own if direction is Direction.IN else ""),
    )


def _sending_office(letter: LetterText, register: Register) -> str:
    printed = [text for sender in letter.senders for text in (sender.organisation, sender.post)]
    return _first_office(printed, register)


def _receiving_office(letter: LetterText, register: Register) -> str:
    printed = [text for addressee in letter.addressees for text in (addressee.organisation, addressee.post)]
    return _first_office(printed, register)


# A chief inspector's post names the inspectorate, whose own name the signature seldom repeats.
_POSTS = (
    ("inspector of constabulary", "HMIC"),
    ("inspector of prisons", "HMI Prisons"),
    ("inspector of probation", "HMI Probation"),
    ("inspector of education", "Ofsted"),
)


def _first_office(printed: list[str], register: Register) -> str:
    for text in printed:
        body = register.body(text)
        for post, name in _POSTS:
            if not body and post in text.lower():
                body = register.body(name)
        if body:
            return register.office_of(body)
    return ""
