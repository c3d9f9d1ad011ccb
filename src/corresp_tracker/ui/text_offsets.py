"""Places in a text: the program counts code points, Qt counts UTF-16 units (an emoji is one, and two)."""


def to_utf16(text: str, place: int) -> int:
    """Give the place that Qt has for one that is counted in code points."""
    before = text[:place]
    return place if _is_plain(before) else len(before) + sum(character > "\uffff" for character in before)


def to_code_points(text: str, place: int) -> int:
    """Give the place in code points for one that Qt counts; inside a pair it is that of the pair."""
    if _is_plain(text):
        return min(place, len(text))
    units = 0
    for at, character in enumerate(text):
        units += 2 if character > "\uffff" else 1
        if units > place:
            return at
    return len(text)


def utf16_length(text: str) -> int:
    """Give the length that Qt has for a text."""
    return to_utf16(text, len(text))


def _is_plain(text: str) -> bool:
    return text.isascii() or max(text, default="") <= "\uffff"
