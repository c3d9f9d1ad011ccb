"""Letters and templates for the tests of drafting: examples, with invented contents."""

import zipfile
from io import BytesIO
from xml.sax.saxutils import escape

from corresp_tracker.drafting.library import shipped_template
from corresp_tracker.values.draft import DraftLetter, DraftParagraph
from corresp_tracker.values.partial_date import PartialDate

REPLY = shipped_template("inter-inspectorate-reply").data
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{MAIN}}}"


def paragraph(number: int, text: str, level: int = 0, **more: object) -> DraftParagraph:
    return DraftParagraph(uid=f"{number:032x}", level=level, text=text, **more)


OPENING = paragraph(1, "Thank you for your letter of 17 October 2016. This is an example.", numbered=False)
LETTER = DraftLetter(
    letterhead=("Example Inspectorate", "1 Example Street", "London"),
    addressee=("The Rt Hon Zoë O’Neill & Partners <Ltd>", "Example House"),
    dated=PartialDate("2016-11-10"),
    our_reference="EX/2016/0042",
    their_reference="YOU/7",
    marking="OFFICIAL",
    salutation="Dear Chief Inspector",
    subject="Children & “custody” <visits>",
    paragraphs=(
        OPENING,
        paragraph(2, "Our report ‘Custody & Care’ says two things:", italics=((12, 26),)),
        paragraph(3, "one thing;", 1),
        paragraph(4, "and within the other,", 1),
        paragraph(5, "a detail where 3 < 5.", 2),
        paragraph(6, "We will write again."),
    ),
    sign_off="Yours sincerely",
    signature=("Chief Inspector", "Example Inspectorate"),
    copy_to=("First office", "Second office"),
    enclosures=("List of reports",),
)


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


def with_body(*lines: str, template: bytes = REPLY) -> bytes:
    """The template with other lines for its body: each a paragraph of one run."""
    parts = parts_of(template)
    xml = parts["word/document.xml"].decode()
    start, end = xml.index("<w:body>") + len("<w:body>"), xml.index("<w:sectPr>")
    body = "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in lines)
    parts["word/document.xml"] = (xml[:start] + body + xml[end:]).encode()
    return rezipped(parts)


def rezipped(parts: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return buffer.getvalue()


LOOP = ("{%p for paragraph in paragraphs %}", "{{p paragraph }}", "{%p endfor %}")
