"""Writing a letter to Word, beside docxtpl and docx-mailmerge2 alone on the same words.

    .venv/bin/python benchmarks/drafting/speed.py

docxtpl alone fills the same template with the same words and saves it: it numbers nothing, marks no paragraph and no
citation, keeps no map, and gives other bytes each time. docx-mailmerge2 (`pip install docx-mailmerge2`; without it, its
column is left out) fills merge fields of a plain file with one field for each line and paragraph: no template's loops,
no numbering, no marks. Ours writes a bookmark and a hyperlink for each of the two citations of a paragraph.
"""

import statistics
import time
from collections.abc import Callable
from importlib.util import find_spec
from io import BytesIO

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import Environment
from markupsafe import Markup, escape

from corresp_tracker.drafting.library import shipped_template
from corresp_tracker.drafting.template import letter_values
from corresp_tracker.drafting.word import write_letter
from corresp_tracker.values.bookmarks import citation_bookmark
from corresp_tracker.values.draft import DraftCitation, DraftLetter, DraftParagraph
from corresp_tracker.values.partial_date import PartialDate

TEMPLATE = shipped_template("inter-inspectorate-reply").data
WORDS = "This example says what an inspectorate found, where it found it, and what it will do about it next. "
ADDRESS = "https://www.example.org/report"
RUNS = 40


def letter_of(paragraphs: int) -> DraftLetter:
    """Give an example letter of so many paragraphs."""
    return DraftLetter(
        letterhead=("Example Inspectorate", "1 Example Street", "London"),
        addressee=("Example Office", "2 Example Street", "London"),
        dated=PartialDate("2016-11-10"),
        our_reference="EX/2016/0042",
        marking="OFFICIAL",
        salutation="Dear Chief Inspector",
        subject="An example",
        paragraphs=tuple(
            DraftParagraph(
                uid=f"{number:032x}",
                level=number % 3,
                text=WORDS * 4,
                numbered=number > 0,
                citations=tuple(
                    DraftCitation(at, at + 20, citation_bookmark(f"{number:032x}", at), ADDRESS)
                    for at in (0, 40)
                ),
            )
            for number in range(paragraphs)
        ),
        sign_off="Yours sincerely",
        signature=("Chief Inspector",),
    )


def write_plainly(letter: DraftLetter) -> bytes:
    """Fill the template with docxtpl alone."""
    document = DocxTemplate(BytesIO(TEMPLATE))
    plain = tuple(
        Markup(f"<w:p><w:r><w:t>{escape(item.text)}</w:t></w:r></w:p>") for item in letter.paragraphs
    )
    document.render({**letter_values(letter), "paragraphs": plain}, Environment(autoescape=True))
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def merge_template(paragraphs: int) -> bytes:
    """Give a plain file with a merge field for each line and paragraph of a letter."""
    document = Document()
    for name in _merge_names(paragraphs):
        run = document.add_paragraph()._p
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), f" MERGEFIELD {name} ")
        shown = OxmlElement("w:r")
        shown.text = name
        field.append(shown)
        run.append(field)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _merge_names(paragraphs: int) -> list[str]:
    return ["letterhead", "addressee", "dated", "our_reference", "salutation", "subject",
            *(f"paragraph{number}" for number in range(paragraphs)), "sign_off", "signature"]  # fmt: skip


def merge(letter: DraftLetter, template: bytes) -> bytes:
    """Fill merge fields with docx-mailmerge2."""
    from mailmerge import MailMerge

    values = {name: str(value) for name, value in letter_values(letter).items() if isinstance(value, str)}
    values |= {f"paragraph{number}": item.text for number, item in enumerate(letter.paragraphs)}
    buffer = BytesIO()
    with MailMerge(BytesIO(template)) as document:
        document.merge(**values)
        document.write(buffer)
    return buffer.getvalue()


def milliseconds(work: Callable[[], object]) -> float:
    """Give the middle time of several runs."""
    work()
    times: list[float] = []
    for _ in range(RUNS):
        started = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - started))
    return statistics.median(times)


def main() -> None:
    """Print the times and their ratios for a short, a usual and a long letter."""
    has_mailmerge = find_spec("mailmerge") is not None
    for paragraphs in (3, 12, 60):
        letter = letter_of(paragraphs)
        ours = milliseconds(lambda letter=letter: write_letter(letter, template=TEMPLATE))
        plain = milliseconds(lambda letter=letter: write_plainly(letter))
        merged = "docx-mailmerge2 is not installed"
        if has_mailmerge:
            template = merge_template(paragraphs)
            took = milliseconds(lambda letter=letter, template=template: merge(letter, template))
            merged = f"docx-mailmerge2 {took:5.1f} ms, ratio {ours / took:.2f}"
        print(
            f"{paragraphs:3} paragraphs: write_letter {ours:5.1f} ms, docxtpl alone {plain:5.1f} ms, "
            f"ratio {ours / plain:.2f}; {merged}; {60_000 / ours:,.0f} letters a minute"
        )


if __name__ == "__main__":
    main()
