"""Whether a reply takes up what was asked: told by its words, and only ever as a question to a person."""

from collections.abc import Sequence

from corresp_tracker.values.folding import folded_words

_SHORTEST = 5  # letters: shorter words are in every sentence
_TAKEN_UP = 0.3  # of a request's own words, in the reply
_COMMON = frozenset(
    folded_words(
        "about above after again asked asking before being below could either every further given grateful having "
        "heard inspectorate letter likely might never other others please position possible regard response should "
        "since still their there these thing things think those through under until whether which while whose would "
        "write writing years chief inspector minister secretary confirm explain provide tell views"
    )
)


def is_taken_up(request: str, reply: Sequence[str]) -> bool:
    """Say whether a reply's paragraphs have enough of a request's own words to be an answer to it."""
    own = {word for word in folded_words(request) if len(word) >= _SHORTEST and word not in _COMMON}
    if not own:
        return True
    said = {_stem(word) for text in reply for word in folded_words(text)}
    shared = sum(_stem(word) in said for word in own)
    return shared >= max(1, _TAKEN_UP * len(own))


def _stem(word: str) -> str:
    """Cut off the endings of number and time, so that "inspections" is "inspection" and "asked" "ask"."""
    for ending in ("ings", "ing", "ions", "ion", "ies", "es", "ed", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
