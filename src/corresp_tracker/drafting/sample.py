"""An example letter with everything that a letter can have: what a template is tried with before it is used."""

from corresp_tracker.values.draft import DraftLetter, DraftParagraph
from corresp_tracker.values.partial_date import PartialDate


def _paragraph(number: int, text: str, level: int = 0, *, numbered: bool = True) -> DraftParagraph:
    return DraftParagraph(uid=f"{number:032x}", level=level, text=text, numbered=numbered)


SAMPLE = DraftLetter(
    letterhead=("Example Inspectorate", "1 Example Street", "Exampleton EX1 1AA"),
    addressee=(
        "The Rt Hon Jo Example MP",
        "Minister for Examples",
        "Example Department",
        "2 Sample Road",
        "Exampleton",
    ),
    dated=PartialDate("2016-11-10"),
    our_reference="MIN/2016/0042",
    their_reference="EX/7",
    marking="OFFICIAL",
    handling="SENSITIVE",
    salutation="Dear Minister",
    subject="An example of a letter",
    paragraphs=(
        _paragraph(
            1, "Thank you for your letter of 17 October 2016 about examples & “samples”.", numbered=False
        ),
        _paragraph(2, "You asked what we have found. We have found two things:"),
        _paragraph(3, "that an example shows more than a rule does; and", 1),
        _paragraph(4, "that it should have two parts or more, such as", 1),
        _paragraph(5, "this one, which stands a level deeper.", 2),
        _paragraph(6, "We will write to you again when there is more to say."),
    ),
    sign_off="Yours sincerely",
    signature=("Sir Sam Sample QPM", "HM Chief Inspector of Examples"),
    copy_to=("Example Office", "Sample Service"),
    enclosures=("List of examples",),
)
