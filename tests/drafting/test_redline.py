from hypothesis import given
from hypothesis import strategies as st

from corresp_tracker.drafting.redline import RedlinePiece, Stroke, redline


def side(pieces: tuple[RedlinePiece, ...], stroke: Stroke) -> str:
    return "".join(piece.words for piece in pieces if piece.stroke in (Stroke.KEPT, stroke))


def test_one_word_that_changed_is_struck_and_the_other_put_in():
    assert redline("We inspect each force.", "We inspect every force.") == (
        RedlinePiece(Stroke.KEPT, "We inspect "),
        RedlinePiece(Stroke.STRUCK, "each"),
        RedlinePiece(Stroke.ADDED, "every"),
        RedlinePiece(Stroke.KEPT, " force."),
    )


def test_two_words_side_by_side_are_one_change_with_their_space():
    strokes = [piece.stroke.value for piece in redline("the old dog barked", "the new cat barked")]
    assert strokes == ["kept", "struck", "added", "kept"]


def test_the_same_words_have_no_change():
    assert [piece.stroke for piece in redline("We agree.", "We agree.")] == [Stroke.KEPT]
    assert redline("", "") == ()


few = st.lists(st.sampled_from(["we", " ", "agree", ".", ",", "not", "\n", "é", "’s"]), max_size=14).map(
    "".join
)


@given(before=few, after=few)
def test_either_side_can_be_read_off_a_redline_whole(before: str, after: str):
    pieces = redline(before, after)
    assert side(pieces, Stroke.STRUCK) == before
    assert side(pieces, Stroke.ADDED) == after
