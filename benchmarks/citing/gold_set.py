"""The gold set: letters with what their paragraphs cite, read from their marked-up text."""

import csv
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corresp_tracker.citing.context import LetterContext
from corresp_tracker.citing.register import Register, compile_register
from corresp_tracker.citing.register_csv import starter_register
from corresp_tracker.values.citation import CheckCode
from corresp_tracker.values.letter_text import LetterParagraph
from corresp_tracker.values.partial_date import PartialDate

FOLDER = Path(__file__).parent / "gold"
WAYS = (
    "title-quoted", "title-italic", "title-plain", "title-cut", "title-misquoted", "title-damaged", "title-broken",
    "abbreviation", "abbreviation-introduced", "edition-year", "this-year", "description", "later-mention", "locator",
    "shared-head", "group", "place-inspection", "letter", "body", "programme", "gap", "figure",
    "check-date", "check-title", "check-superseded", "check-embargo", "check-not-ours", "decoy",
)  # fmt: skip
# What the office said before of a figure is not a check of the words alone, and has a code of its own here.
CHECKS = {code.value for code in CheckCode} | {"figure-differs"}
SETS = {
    "build": "letters to build with",
    "opened": "a first set held out, opened since to build with",
    "second": "a second set held out (c-)",
}
"""Each set by the name of its folder."""
HELD_OUT = "second"
"""The set that is reported where none is asked for."""
_HEAD = re.compile(
    r"== (?P<id>\S+) from (?P<sender>\S+) (?P<direction>in|out) (?P<dated>\S+)(?: to (?P<to>\S+))?\Z"
)
_PARAGRAPH = re.compile(r"(?m)^(?P<label>\d+[a-z()]*)\. ")
_MARK = re.compile(r"\[(?P<words>[^\]]+)\]\((?P<told>[^)\s][^)]*)\)|\*(?P<italic>[^*]+)\*")


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldCitation:
    """What words of a paragraph cite, and how sure a careful reader with the register is.

    `why` is why a decoy cites nothing, where the letter says so.
    """

    start: int
    end: int
    words: str
    way: str
    targets: tuple[str, ...]
    level: str
    checks: frozenset[str]
    locator: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class GoldParagraph:
    """A paragraph as the finder gets it, and what it cites."""

    paragraph: LetterParagraph
    citations: tuple[GoldCitation, ...]


@dataclass(frozen=True, slots=True)
class GoldLetter:
    """A letter: its id, its file, whether it went out, what its head says, and its paragraphs."""

    id: str
    file: str
    went_out: bool
    context: LetterContext
    paragraphs: tuple[GoldParagraph, ...]


def gold_register() -> Register:
    """Compile the starter register, with the few works that the gold set takes for superseded or withdrawn."""
    facts = starter_register()
    known = {each.key for each in facts.reports}
    later = {row["report"]: row["superseded_by"] for row in _rows("superseded.csv", known)}
    withdrawn = {row["report"] for row in _rows("withdrawn.csv", known)}
    reports = tuple(
        replace(
            each,
            superseded_by=later.get(each.key, each.superseded_by),
            withdrawn=each.withdrawn or each.key in withdrawn,
        )
        for each in facts.reports
    )
    return compile_register(replace(facts, reports=reports))


def _rows(name: str, known: Collection[str]) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    unknown = {row["report"] for row in rows}.difference(known)
    if unknown:
        raise ValueError(f"{name}: the register has no {', '.join(sorted(unknown))}")
    return rows


def gold_letters(name: str, register: Register) -> list[GoldLetter]:
    """Read one of the sets. Raises ValueError, which names the letter."""
    letters: list[GoldLetter] = []
    for file in sorted((FOLDER / name).glob("*.txt")):
        for text in re.split(r"(?m)^(?=== )", file.read_text(encoding="utf-8")):
            if text.startswith("=="):
                letters.append(_letter(text, register, file=file.stem))
    _refuse_twins((each.id for each in letters), f"{name}: two letters are called")
    return letters


def _refuse_twins(names: Iterable[str], said: str) -> None:
    twins = [name for name, count in Counter(names).items() if count > 1]
    if twins:
        raise ValueError(f"{said} {', '.join(twins)}")


def _letter(text: str, register: Register, *, file: str) -> GoldLetter:
    head, _, rest = text.partition("\n")
    match = _HEAD.match(head.strip())
    if match is None:
        raise ValueError(f"{head}: not the head of a letter")
    office = "" if match["sender"] == "-" else register.office_of(match["sender"])
    to = register.office_of(match["to"]) if match["to"] else ""
    dated = None if match["dated"] == "-" else PartialDate.parse(match["dated"])
    starts = list(_PARAGRAPH.finditer(rest))
    _refuse_twins((each["label"] for each in starts), f"{match['id']}: two paragraphs are numbered")
    ends = [start.start() for start in starts[1:]] + [len(rest)]
    paragraphs = tuple(
        _paragraph(match["id"], start["label"], _one_line(rest[start.end() : end]), register)
        for start, end in zip(starts, ends, strict=True)
    )
    context = LetterContext(dated=dated, ours=office, yours=to)
    return GoldLetter(match["id"], file, match["direction"] == "out", context, paragraphs)


def _one_line(text: str) -> str:
    """Join the lines of the file, and break the text where it says so."""
    return re.sub(" ?↵ ?", "\n", " ".join(text.split()))


def _paragraph(letter: str, label: str, marked: str, register: Register) -> GoldParagraph:
    text, at = "", 0
    citations: list[GoldCitation] = []
    italics: list[tuple[int, int]] = []
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        start, at = len(text), match.end()
        words = match["words"] or match["italic"]
        plain = words.replace("*", "")
        if match["italic"] or "*" in words:
            inner = match["italic"] or words[words.index("*") + 1 : words.rindex("*")]
            begins = start if match["italic"] else start + words.index("*")
            italics.append((begins, begins + len(inner)))
        text += plain
        if match["told"]:
            citations.append(_citation(f"{letter} {label}", start, plain, match["told"], register))
    text += marked[at:]
    return GoldParagraph(LetterParagraph(label, 0, text, italics=tuple(italics)), tuple(citations))


def _citation(where: str, start: int, words: str, told: str, register: Register) -> GoldCitation:
    way, _, rest = told.partition(" ")
    if way not in WAYS:
        raise ValueError(f"{where}: {way} is no way of citing")
    told_of_a_work = [] if way == "decoy" else rest.split()
    flags = [each for each in told_of_a_work if each in ("ask", "medium") or each[0] in "!@"]
    targets = [each for each in told_of_a_work if each not in flags]
    keys = tuple(targets[0].split("|")) if targets and targets[0] != "-" else ()
    citation = GoldCitation(
        start=start,
        end=start + len(words),
        words=words,
        way=way,
        targets=keys,
        level=next((each for each in flags if each in ("ask", "medium")), "high"),
        checks=frozenset(each[1:] for each in flags if each[0] == "!"),
        locator=next((each[1:].replace("-", " ") for each in flags if each[0] == "@"), ""),
        why=rest if way == "decoy" else "",
    )
    _refuse_unknown(where, citation, targets, register)
    return citation


def _refuse_unknown(where: str, citation: GoldCitation, targets: Sequence[str], register: Register) -> None:
    """Refuse what the README does not know: more than one target, an unknown key, check or date, a choice of one."""
    if len(targets) > 1:
        raise ValueError(f"{where}: {citation.words} has more than one target: {', '.join(targets)}")
    for key in citation.targets:
        held = key in register.reports or key in register.programmes or key in register.organisations
        if citation.way == "letter":
            PartialDate.parse(key)
        elif not held:
            raise ValueError(f"{where}: the register has no {key}")
    for code in citation.checks.difference(CHECKS):
        raise ValueError(f"{where}: there is no check called {code}")
    if citation.way not in ("decoy", "gap", "letter") and not citation.targets:
        raise ValueError(f"{where}: {citation.words} names no work")


def main() -> None:
    """Count what the gold set holds."""
    register = gold_register()
    for name in SETS:
        letters = gold_letters(name, register)
        paragraphs = [each for letter in letters for each in letter.paragraphs]
        ways = Counter(citation.way for each in paragraphs for citation in each.citations)
        print(f"{name}: {len(letters)} letters, {len(paragraphs)} paragraphs, {sum(ways.values())} marks")
        print("   " + ", ".join(f"{way} {ways[way]}" for way in WAYS))


if __name__ == "__main__":
    main()
