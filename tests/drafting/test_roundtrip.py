from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from corresp_tracker.drafting.roundtrip import (
    KnownParagraph,
    Match,
    ParagraphChange,
    ReturnedParagraph,
    match_paragraphs,
)
from corresp_tracker.values.bookmarks import paragraph_bookmark

TEXTS = (
    "Thank you for your letter of 17 October 2016 about the inspection of custody suites.",
    "We inspect each police force every year and publish what we find on our website.",
    "Our last report found that twelve forces had improved while four had not done enough for victims.",
    "The programme of joint inspections began in 2016 and covers six areas of work with partner bodies.",
    "We will write to you again when the next report is published, which we expect to be in the spring.",
)
UIDS = tuple(f"{number:032x}" for number in range(len(TEXTS)))
BEFORE = tuple(map(KnownParagraph, UIDS, TEXTS))


def marked(number: int, text: str | None = None) -> ReturnedParagraph:
    return ReturnedParagraph(TEXTS[number] if text is None else text, (paragraph_bookmark(UIDS[number]),))


def bare(text: str) -> ReturnedParagraph:
    return ReturnedParagraph(text)


def changes(*after: ReturnedParagraph) -> list[tuple[int | None, int | None, str]]:
    return [
        (None if match.uid is None else UIDS.index(match.uid), match.index, match.change.value)
        for match in match_paragraphs(BEFORE, after)
    ]


ALL = tuple(marked(number) for number in range(5))


def test_a_file_that_nobody_touched_comes_back_unchanged():
    assert changes(*ALL) == [(n, n, "unchanged") for n in range(5)]


def test_a_file_that_lost_its_bookmarks_is_known_by_its_words():
    assert changes(*(bare(text) for text in TEXTS)) == [(n, n, "unchanged") for n in range(5)]


def test_other_spacing_is_no_edit_but_another_quote_is():
    spaced, quoted = marked(0, TEXTS[0].replace(" ", "  ")), marked(1, TEXTS[1].replace("our", "‘our’"))
    assert changes(spaced, quoted, *ALL[2:])[:2] == [(0, 0, "unchanged"), (1, 1, "edited")]


def test_a_paragraph_rewritten_from_end_to_end_is_known_by_its_bookmark():
    assert changes(*ALL[:2], marked(2, "Entirely other words."), *ALL[3:])[2] == (2, 2, "edited")


def test_a_paragraph_half_rewritten_is_known_without_its_bookmark():
    half = (
        "Our last report found that twelve forces had improved, which pleases us and everyone concerned here."
    )
    assert changes(*ALL[:2], bare(half), *ALL[3:])[2] == (2, 2, "edited")


def test_the_one_paragraph_that_left_the_order_is_the_one_that_moved():
    assert changes(ALL[4], *ALL[:4]) == [(4, 0, "moved"), *((n, n + 1, "unchanged") for n in range(4))]


def test_a_paragraph_cut_in_two_keeps_both_its_pieces():
    first, second = TEXTS[2].split(" while ")
    assert changes(*ALL[:2], marked(2, first), bare(f"While {second}"), *ALL[3:])[2:4] == [
        (2, 2, "split"),
        (2, 3, "split"),
    ]


def test_a_short_head_cut_off_before_the_bookmark_is_a_piece_too():
    first, second = TEXTS[2].split(" found ")
    assert changes(*ALL[:2], bare(first), marked(2, f"found {second}"), *ALL[3:])[2:4] == [
        (2, 2, "split"),
        (2, 3, "split"),
    ]


def test_two_paragraphs_run_together_are_merged_and_neither_is_lost():
    joined = replace(marked(1, f"{TEXTS[1]} {TEXTS[2]}"))
    assert changes(ALL[0], joined, *ALL[3:])[1:3] == [(1, 1, "merged"), (2, 1, "merged")]
    both = ReturnedParagraph(joined.text, (*joined.bookmarks, *ALL[2].bookmarks))
    assert changes(ALL[0], both, *ALL[3:])[1:3] == [(1, 1, "merged"), (2, 1, "merged")]


def test_a_new_paragraph_is_new_and_a_deleted_one_is_lost():
    added = bare("I am copying this to the Secretary of State, who asked to see it.")
    assert changes(*ALL[:3], added, ALL[4]) == [
        *((n, n, "unchanged") for n in range(3)),
        (None, 3, "new"),
        (4, 4, "unchanged"),
        (3, None, "lost"),
    ]


def test_words_that_moved_on_are_followed_where_the_bookmark_stayed_behind():
    added = marked(2, "Quite another matter came up this week.")
    assert changes(*ALL[:2], added, bare(TEXTS[2]), *ALL[3:])[2:4] == [(None, 2, "new"), (2, 3, "unchanged")]


def test_paragraphs_of_the_same_words_are_matched_in_their_order():
    twins = (KnownParagraph(UIDS[0], "We agree."), KnownParagraph(UIDS[1], "We agree."))
    assert match_paragraphs(twins, (bare("We agree."), bare("We agree."))) == (
        Match(UIDS[0], 0, ParagraphChange.UNCHANGED),
        Match(UIDS[1], 1, ParagraphChange.UNCHANGED),
    )


def test_bookmarks_of_others_mean_nothing():
    theirs = ReturnedParagraph(TEXTS[0], ("_Toc123", "_GoBack"))
    assert changes(theirs, *ALL[1:])[0] == (0, 0, "unchanged")


def test_nothing_matches_nothing():
    assert match_paragraphs((), ()) == ()


few_words = st.lists(
    st.sampled_from(["we", "have", "found", "that", "forces", "protect", "children", "well"]), max_size=8
)
returned = st.builds(
    ReturnedParagraph,
    few_words.map(" ".join),
    st.lists(st.sampled_from(UIDS), max_size=2).map(lambda uids: tuple(map(paragraph_bookmark, uids))),
)


@given(
    texts=st.lists(few_words.map(" ".join), max_size=5),
    after=st.lists(returned, max_size=6),
)
def test_every_paragraph_of_either_side_is_accounted_for(texts: list[str], after: list[ReturnedParagraph]):
    before = [KnownParagraph(uid, text) for uid, text in zip(UIDS, texts, strict=False)]
    matches = match_paragraphs(before, after)
    assert {match.uid for match in matches if match.uid} == {paragraph.uid for paragraph in before}
    assert {match.index for match in matches if match.index is not None} == set(range(len(after)))
    assert all((match.uid is None) == (match.change is ParagraphChange.NEW) for match in matches)
    assert all((match.index is None) == (match.change is ParagraphChange.LOST) for match in matches)


@given(order=st.permutations(range(5)))
def test_bookmarked_paragraphs_in_any_order_are_all_found_unedited(order: list[int]):
    matches = match_paragraphs(BEFORE, [ALL[number] for number in order])
    assert [UIDS.index(match.uid or "") for match in matches] == list(order)
    assert {match.change for match in matches} <= {ParagraphChange.UNCHANGED, ParagraphChange.MOVED}
