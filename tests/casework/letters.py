"""Letters for tests of what the office does with them: all invented, but for the reports that they cite."""

from datetime import date

from sqlalchemy.orm import Session

from corresp_tracker.casework.logging import LoggedLetter, NewLetter, log_letter
from corresp_tracker.store.database import Office
from corresp_tracker.values.letter_text import (
    AnsweredLetter,
    Direction,
    LetterParagraph,
    LetterText,
    PrintedCorrespondent,
)
from corresp_tracker.values.partial_date import PartialDate

SCHOOLS = PrintedCorrespondent(
    post="Chief Inspector",
    organisation="Example Inspectorate of Schools",
    address=("2 Sample Road", "Exampleton"),
)
US = PrintedCorrespondent(post="Chief Inspector", organisation="HMICFRS")
ASKED = "I have read 'Missing Children: Who Cares?' (March 2016) with care."
DAY = date(2016, 10, 17)


def letter(
    *texts: str,
    dated: date = DAY,
    sender: PrintedCorrespondent = SCHOOLS,
    addressee: PrintedCorrespondent = US,
    **fields: object,
) -> LetterText:
    """Make a letter of these paragraphs, labelled 1, 2, 3."""
    whole = LetterText(
        format="txt",
        subject="Children who go missing",
        dated=PartialDate.of_day(dated),
        our_reference="EIS/16/9",
        senders=(sender,),
        addressees=(addressee,),
        salutation="Dear Chief Inspector",
        sign_off="Yours sincerely",
        paragraphs=tuple(
            LetterParagraph(str(number), 0, text) for number, text in enumerate(texts or (ASKED,), start=1)
        ),
    )
    from dataclasses import replace

    return replace(whole, **fields)  # type: ignore[arg-type]


def log(
    office: Office, text: LetterText | None = None, *, received: date = DAY, **fields: object
) -> LoggedLetter:
    """Log a letter that came."""
    text = text or letter()
    new = NewLetter(text=text, direction=Direction.IN, received=received, by="Clerk", **fields)  # type: ignore[arg-type]
    with office.writing("Logged a letter") as session:
        return log_letter(session, new)


def log_sent(
    office: Office, *texts: str, dated: date, answers: str = "", case_id: int | None = None
) -> LoggedLetter:
    """Log a letter that went."""
    text = letter(
        *texts,
        dated=dated,
        sender=US,
        addressee=SCHOOLS,
        answers=(AnsweredLetter(answers, PartialDate.of_day(DAY)),) if answers else (),
    )
    new = NewLetter(text=text, direction=Direction.OUT, dispatched=dated, case_id=case_id, by="Clerk")
    with office.writing("Logged a letter that went") as session:
        return log_letter(session, new)


def seeded(session: Session) -> None:
    """Put the starter register in."""
    from corresp_tracker.casework.register import seed_starter_register

    seed_starter_register(session)
