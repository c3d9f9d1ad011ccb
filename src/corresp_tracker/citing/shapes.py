"""The shape of words: what is left of them when spaces and the letters that scanning confuses count as nothing.

A scan reads "rn" for "m", "1" for "l" or "i", "0" for "o", "q" for "g"; it runs words together, or parts them at a
line's end. Words of one shape are taken for the same words, and only long ones: short shapes would meet by chance.
"""

from corresp_tracker.values.folding import folded_text

LONG_SHAPE = 14
"""Letters that a shape must have before a damaged name is known by it."""
LONG_WORDS = 3
"""Words that the name must have."""
_ALIKE = str.maketrans("1i0q5", "llogs")
_ALIKE_TOGETHER = (("rn", "m"), ("ln", "m"), ("vv", "w"), ("cl", "d"))


def shape_of(folded: str) -> str:
    """Give the shape of folded words."""
    shape = folded.replace(" ", "").translate(_ALIKE)
    for several, one in _ALIKE_TOGETHER:
        shape = shape.replace(several, one)
    return shape


def places_of_shape(text: str, start: int, end: int) -> tuple[int, int]:
    """Give where the letters `start` to `end` of a text's shape stand in the text, in code points.

    The shape is made again letter by letter; what one letter of it came from may be several of the text.
    """
    sources: list[tuple[int, int]] = []
    shape = ""
    for at, character in enumerate(text):
        for letter in folded_text(character).replace(" ", "").translate(_ALIKE):
            shape += letter
            sources.append((at, at + 1))
            pair = next((one for several, one in _ALIKE_TOGETHER if shape.endswith(several)), None)
            if pair:
                shape = shape[:-2] + pair
                sources[-2:] = [(sources[-2][0], at + 1)]
    return sources[start][0], sources[end - 1][1]
