"""Paragraph labels: the full path, unique, whatever the numbers look like."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corresp_tracker.intake.labels import roman_value, to_roman
from corresp_tracker.intake.reading import read_arrival

FIRST = st.sampled_from([1, 2])
SHAPES = st.sampled_from(["{}.", "{})", "({})"])
LETTERS = st.sampled_from(["({})", "{})", "{}."])


def labels(words: str) -> list[str]:
    letter = read_arrival(f"Dear Ann\n\n{words}\n\nYours sincerely\n".encode(), name="a.txt").letter
    assert letter
    return [paragraph.label for paragraph in letter.paragraphs]


@st.composite
def outlines(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A numbered letter with lists of two depths, and the labels that it must get."""
    first, shape = draw(FIRST), draw(SHAPES)
    letters, romans = draw(LETTERS), draw(st.sampled_from(["({})", "{})"]))
    wanted, lines = list[str](), list[str]()
    if draw(st.booleans()):
        lines.append("Thank you for your letter.")
        wanted.append(str(first - 1))
    for number in range(first, first + draw(st.integers(2, 6))):
        inner = draw(st.integers(0, 10))
        lines.append(f"{shape.format(number)} The paragraph says this{':' if inner else '.'}")
        wanted.append(str(number))
        for at in range(inner if inner != 1 else 0):
            letter = chr(97 + at)
            deep = draw(st.integers(0, 4)) if at == inner - 1 else 0
            lines.append(f"{letters.format(letter)} and this{':' if deep else ';'}")
            wanted.append(f"{number}({letter})")
            for place in range(1, deep + 1):
                lines.append(f"{romans.format(to_roman(place))} and even this;")
                wanted.append(f"{number}({letter})({to_roman(place)})")
    return "\n\n".join(lines), wanted


@given(outlines())
def test_a_printed_outline_gets_the_labels_that_it_prints(outline: tuple[str, list[str]]) -> None:
    words, wanted = outline
    assert labels(words) == wanted


@given(
    st.lists(
        st.sampled_from(
            ["1. One.", "2. Two.", "3. Three.", "(a) a;", "(b) b;", "• Item.", "Plain.", "(i) i;"]
        )
    )
)
def test_labels_are_unique_whatever_is_printed(lines: list[str]) -> None:
    found = labels("\n\n".join(lines))
    assert len(found) == len(set(found)) == len(lines)


@given(st.integers(1, 39))
def test_roman_numerals_go_there_and_back(number: int) -> None:
    assert roman_value(to_roman(number)) == number


@pytest.mark.parametrize("word", ["iiii", "vx", "ic", "abc", ""])
def test_what_is_no_roman_numeral_has_no_value(word: str) -> None:
    assert roman_value(word) is None


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("One.\n\nTwo.\n\nThree.", ["1", "2", "3"]),
        ("Opening.\n\n2. Two.\n\n3. Three.", ["1", "2", "3"]),
        ("Opening.\n\n1. One.\n\n2. Two.", ["0", "1", "2"]),
        ("1. One.\n\n2. Two.\n\nAn aside.\n\nAnother.\n\n3. Three.", ["1", "2", "2+1", "2+2", "3"]),
        ("1. One:\n\n(a) first;\n\n(b) second.\n\nAfter.\n\n2. Two.", ["1", "1(a)", "1(b)", "1+1", "2"]),
        ("One.\n\nTwo:\n\n(a) first;\n\n(b) second.\n\nThree.", ["1", "2", "2(a)", "2(b)", "3"]),
        (
            "One.\n\nWe ask for:\n\n1. this;\n\n2. that.\n\nThree.\n\nFour.\n\nFive.",
            ["1", "2", "2(1)", "2(2)", "3", "4", "5"],
        ),
        ("1.1 One.\n\n1.2 Two.\n\n2.1 Three.", ["1.1", "1.2", "2.1"]),
        ("1. One.\n\n2. Two.\n\n2.1 More.\n\n2.2 Still.\n\n3. Three.", ["1", "2", "2.1", "2.2", "3"]),
        ("1. One:\n\n(h) not a list;\n\n2. Two.", ["1", "1+1", "2"]),
        ("17 October was fine.\n\n2016 was better.", ["1", "2"]),
    ],
)
def test_labels_follow_the_rules_of_the_field(words: str, wanted: list[str]) -> None:
    assert labels(words) == wanted
