"""What a list of the worklist holds, kept as text and read again."""

from dataclasses import fields

from hypothesis import given
from hypothesis import strategies as st

from corresp_tracker.values.case_filter import NOBODY, OVERDUE, CaseFilter

WORDS = st.text(st.characters(exclude_categories=("C", "Z")), max_size=12)


@given(st.fixed_dictionaries({each.name: WORDS for each in fields(CaseFilter)}))
def test_a_filter_is_read_again_as_it_was_kept(said: dict[str, str]) -> None:
    narrowed = CaseFilter(**said)
    assert CaseFilter.parse(str(narrowed)) == narrowed


def test_matters_of_another_version_are_passed_over() -> None:
    assert CaseFilter.parse("kind: minister\nmood: glad\nnothing") == CaseFilter(kind="minister")


def test_a_filter_says_itself_in_words() -> None:
    narrowed = CaseFilter(kind="minister", stage="drafting", drafter=NOBODY, due="5", words="custody")
    kinds = {"minister": "Minister"}
    assert narrowed.in_words(kinds) == (
        "Minister, drafting, nobody has it, due within 5 working days, “custody”"
    )
    assert CaseFilter(due=OVERDUE, drafter="Jo").in_words({}) == "with Jo, overdue"
    assert CaseFilter().in_words({}) == "all open cases"
