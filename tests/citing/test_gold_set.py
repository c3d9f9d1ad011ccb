"""The gold set of benchmarks/citing: it can be read, holds enough of everything, and its sets are independent."""

import itertools
import re
from collections import Counter
from pathlib import Path

import pytest
from benchmarks.citing import gold_set
from benchmarks.citing.gold_set import SETS, WAYS, GoldLetter, gold_letters, gold_register

from corresp_tracker.citing.register import Register
from corresp_tracker.values.register_facts import ReportFacts

SUPERSEDED = "report,superseded_by\na-matter-of-fact,crime-recording-making-the-victim-count\n"


@pytest.fixture(scope="module")
def register() -> Register:
    return gold_register()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty gold set of the test's own."""
    (tmp_path / "opened").mkdir()
    (tmp_path / "superseded.csv").write_text(SUPERSEDED, encoding="utf-8")
    (tmp_path / "withdrawn.csv").write_text("report\na-matter-of-fact\n", encoding="utf-8")
    monkeypatch.setattr(gold_set, "FOLDER", tmp_path)
    return tmp_path


def read(folder: Path, register: Register, *paragraphs: str) -> GoldLetter:
    text = "\n".join(("== a-letter from org-hmic out 2016-10-18 to org-ofsted", *paragraphs))
    (folder / "opened" / "letters.txt").write_text(text, encoding="utf-8")
    return gold_letters("opened", register)[0]


def out_after(report: ReportFacts, letter: GoldLetter) -> bool:
    """Whether a report came out after a dated letter; one of unknown date did not."""
    dated = letter.context.dated
    return bool(report.published_on and dated and report.published_on.first > dated.last)


def runs_of_eight_words(letters: list[GoldLetter]) -> set[tuple[str, ...]]:
    """Give every run of eight words of the letters' own: what they cite stands for one word."""
    runs: set[tuple[str, ...]] = set()
    for letter in letters:
        for each in letter.paragraphs:
            text = each.paragraph.text
            for citation in reversed(each.citations):
                text = f"{text[: citation.start]} CITED {text[citation.end :]}"
            words = re.findall(r"\w+", text)
            runs.update(tuple(words[at : at + 8]) for at in range(len(words) - 7))
    return runs


def test_the_set_opened_since_has_two_hundred_paragraphs_and_some_of_every_way(register: Register) -> None:
    paragraphs = [each for letter in gold_letters("opened", register) for each in letter.paragraphs]
    ways = Counter(citation.way for each in paragraphs for citation in each.citations)
    assert len(paragraphs) >= 200
    assert {way: ways[way] for way in WAYS if ways[way] < 3} == {}


def test_letters_held_out_begin_with_the_letter_of_their_set(register: Register) -> None:
    assert [each.id for each in gold_letters("second", register) if not each.id.startswith("c-")] == []


@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(SETS, 2)))
def test_no_two_sets_have_a_letter_or_eight_words_in_common(register: Register, one: str, other: str) -> None:
    first, second = gold_letters(one, register), gold_letters(other, register)
    assert {each.id for each in first} & {each.id for each in second} == set()
    assert runs_of_eight_words(first) & runs_of_eight_words(second) == set()


def test_the_part_to_build_with_has_four_hundred_paragraphs_and_fifteen_of_every_way(
    register: Register,
) -> None:
    paragraphs = [each for letter in gold_letters("build", register) for each in letter.paragraphs]
    ways = Counter(citation.way for each in paragraphs for citation in each.citations)
    assert len(paragraphs) >= 400
    assert {way: ways[way] for way in WAYS if ways[way] < 15} == {}


@pytest.mark.parametrize("name", SETS)
def test_a_check_of_what_is_out_agrees_with_the_registers_dates(register: Register, name: str) -> None:
    """A report is marked as not yet published, or superseded, exactly where it is so on the letter's date.

    One that is withdrawn is so on any date.
    """
    for letter in gold_letters(name, register):
        for citation in (each for paragraph in letter.paragraphs for each in paragraph.citations):
            reports = [register.reports[key] for key in citation.targets if key in register.reports]
            if letter.context.dated is None or len(reports) != 1:
                continue
            successor = register.reports.get(reports[0].superseded_by)
            marked = {"not-yet-published", "superseded", "withdrawn"} & citation.checks
            expected: set[str] = set()
            if out_after(reports[0], letter):
                expected.add("not-yet-published")
            if successor is not None and not out_after(successor, letter):
                expected.add("superseded")
            if reports[0].withdrawn and citation.way != "later-mention":
                expected.add("withdrawn")
            assert marked == expected, f"{letter.id}: {citation.words}"


def test_what_a_mark_covers_is_what_the_paragraph_says_there(register: Register) -> None:
    for letter in (each for name in SETS for each in gold_letters(name, register)):
        for each in letter.paragraphs:
            for citation in each.citations:
                assert each.paragraph.text[citation.start : citation.end] == citation.words


@pytest.mark.parametrize("name", SETS)
def test_every_decoy_says_why(register: Register, name: str) -> None:
    for letter in gold_letters(name, register):
        for each in letter.paragraphs:
            assert all(citation.why for citation in each.citations if citation.way == "decoy")


def test_a_mark_gives_its_way_target_level_check_and_locator(folder: Path, register: Register) -> None:
    letter = read(
        folder,
        register,
        "2. See [*Stolen freedom*](title-italic stolen-freedom medium !date-disagrees @recommendation-3)",
        "  and [core business](decoy ordinary words).",
    )
    title, decoy = letter.paragraphs[0].citations
    assert letter.paragraphs[0].paragraph.text == "See Stolen freedom and core business."
    assert letter.paragraphs[0].paragraph.italics == ((4, 18),)
    assert (title.way, title.targets, title.level) == ("title-italic", ("stolen-freedom",), "medium")
    assert (title.checks, title.locator) == ({"date-disagrees"}, "recommendation 3")
    assert (decoy.words, decoy.targets, decoy.why) == ("core business", (), "ordinary words")


def test_a_line_breaks_only_where_the_letter_says_so(folder: Path, register: Register) -> None:
    letter = read(folder, register, "1. All of", "  it. [Time to↵↵2↵↵listen](title-broken time-to-listen)")
    assert letter.paragraphs[0].paragraph.text == "All of it. Time to\n\n2\n\nlisten"


def test_what_the_gold_set_takes_for_superseded_is_so_in_its_register(folder: Path) -> None:
    work = gold_register().reports["a-matter-of-fact"]
    assert work.superseded_by == "crime-recording-making-the-victim-count"
    assert work.withdrawn


@pytest.mark.parametrize(
    ("paragraph", "said"),
    [
        ("1. [That](surmise stolen-freedom).", "surmise is no way of citing"),
        ("1. [That](description no-such-report).", "the register has no no-such-report"),
        ("1. [That](description -).", "That names no work"),
        ("1. [That](description stolen-freedom everyone-s-business).", "That has more than one target"),
        ("1. [That](description stolen-freedom !odd).", "there is no check called odd"),
        ("1. One.\n1. Two.", "two paragraphs are numbered 1"),
    ],
)
def test_a_mark_that_the_readme_does_not_know_is_refused(
    folder: Path, register: Register, paragraph: str, said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        read(folder, register, paragraph)


def test_two_gold_letters_one_name_are_refused(folder: Path, register: Register) -> None:
    letter = "== a-letter from - in 2016\n1. One.\n"
    (folder / "opened" / "letters.txt").write_text(letter + letter, encoding="utf-8")
    with pytest.raises(ValueError, match="two letters are called a-letter"):
        gold_letters("opened", register)


def test_an_unknown_work_cannot_be_superseded(folder: Path) -> None:
    (folder / "superseded.csv").write_text("report,superseded_by\nno-such,time-to-listen\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no no-such"):
        gold_register()
