"""Writing a letter to Word, beside docxtpl alone on the same words: `python benchmarks/drafting/speed.py`.

docxtpl alone fills the same template with the same words and saves it: it numbers nothing, marks no
paragraph, keeps no map, and gives other bytes each time.
"""

import statistics
import time
from collections.abc import Callable
from io import BytesIO

from docxtpl import DocxTemplate
from jinja2 import Environment
from markupsafe import Markup, escape

from corresp_tracker.drafting.library import shipped_template
from corresp_tracker.drafting.template import letter_values
from corresp_tracker.drafting.word import write_letter
from corresp_tracker.values.draft import DraftLetter, DraftParagraph
from corresp_tracker.values.partial_date import PartialDate

TEMPLATE = shipped_template("inter-inspectorate-reply").data
WORDS = "This example says what an inspectorate found, where it found it, and what it will do about it next. "
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
            DraftParagraph(uid=f"{number:032x}", level=number % 3, text=WORDS * 4, numbered=number > 0)
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
    """Print the times and their ratio for a short, a usual and a long letter."""
    for paragraphs in (3, 12, 60):
        letter = letter_of(paragraphs)
        ours = milliseconds(lambda letter=letter: write_letter(letter, template=TEMPLATE))
        plain = milliseconds(lambda letter=letter: write_plainly(letter))
        print(
            f"{paragraphs:3} paragraphs: write_letter {ours:5.1f} ms, docxtpl alone {plain:5.1f} ms, "
            f"ratio {ours / plain:.2f}; {60_000 / ours:,.0f} letters a minute"
        )


if __name__ == "__main__":
    main()
