from hypothesis import given
from hypothesis import strategies as st

from corresp_tracker.ui.text_offsets import to_code_points, to_utf16, utf16_length

TEXTS = st.text(alphabet=st.sampled_from("aé—𝒜😀 ’"), max_size=30)


def in_units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(TEXTS)
def test_a_text_is_as_long_as_qt_says(text: str) -> None:
    assert utf16_length(text) == in_units(text)


@given(TEXTS, st.integers(0, 30))
def test_every_place_is_found_again(text: str, place: int) -> None:
    place = min(place, len(text))
    assert to_utf16(text, place) == in_units(text[:place])
    assert to_code_points(text, to_utf16(text, place)) == place


def test_a_place_inside_a_pair_is_that_of_the_pair() -> None:
    assert to_code_points("a😀b", 2) == 1
    assert to_code_points("a😀b", 3) == 2
