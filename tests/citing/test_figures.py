"""A figure is held against what was said of the same thing before, and against nothing else."""

import pytest

from corresp_tracker.citing.figures import Figure, figure_checks, figures_beside
from corresp_tracker.values.citation import Citation, CitationKind, Confidence

WORDS = "our 2015 vulnerability report"


def figures(text: str) -> list[Figure]:
    at = text.index(WORDS)
    citation = Citation(
        start=at,
        end=at + len(WORDS),
        words=WORDS,
        kind=CitationKind.REPORT,
        confidence=Confidence.CERTAIN,
        reason="",
    )
    return figures_beside(text, citation)


@pytest.mark.parametrize(
    ("now", "before"),
    [
        ("rated 27 forces as requiring improvement", "rated 26 forces as requiring improvement"),
        ("rated four as inadequate", "rated three as inadequate"),
        ("found that 40% of crimes went unrecorded", "found that 45 per cent of crimes went unrecorded"),
        ("made 41 recommendations", "made forty-three recommendations"),
    ],
)
def test_another_figure_for_the_same_thing_is_warned_of_and_both_are_shown(now: str, before: str) -> None:
    [check] = figure_checks(
        figures(f"In {WORDS}, we {now}."), figures(f"In {WORDS} we {before}."), said_where="it"
    )
    assert "This says" in check.message
    assert "it said" in check.message


@pytest.mark.parametrize(
    ("now", "before"),
    [
        ("rated 27 forces as requiring improvement", "rated twenty-seven forces as requiring improvement"),
        ("rated 27 forces as requiring improvement", "rated four as inadequate"),
        ("visited 43 forces", "made 43 recommendations"),
        ("see page 12 of it, published on 15 December 2015", "see page 14 of it, published on 2 July 2015"),
        ("spent £110,000 upon the work", "spent 9 months upon the work"),
    ],
)
def test_the_same_figure_or_another_thing_is_no_difference(now: str, before: str) -> None:
    assert not list(
        figure_checks(figures(f"In {WORDS}, we {now}."), figures(f"In {WORDS} we {before}."), said_where="it")
    )


def test_figures_of_another_sentence_than_the_next_are_none_of_the_citations() -> None:
    text = f"There were 12 forces. We said so in {WORDS}. It named 27 forces. Elsewhere 30 forces differ."
    assert [figure.value for figure in figures(text)] == ["27"]
