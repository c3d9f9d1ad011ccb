"""The names by which letters call a place: in full, cut short ("Southend"), or by its police's initials ("GMP")."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

_CUT = re.compile(r"(?P<short>\w{4,}(?: \w+)*?) (?:on|upon|with) .+")
_POLICE = "police"


def names_of_places(places: Iterable[str]) -> dict[str, str]:
    """Give each folded name and the place that it names; a short name that two places would share names neither."""
    known = list(places)
    short = [(name, place) for place in known for name in _short_names(place)]
    number = Counter(name for name, _ in short)
    names = {name: place for name, place in short if number[name] == 1}
    return {**names, **{place: place for place in known}}


def _short_names(place: str) -> Iterator[str]:
    cut = _CUT.fullmatch(place)
    if cut:
        yield cut["short"]
    words = [word for word in place.split() if word != "and"]
    if words[-1] == _POLICE:
        yield f"{''.join(word[0] for word in words)}s"  # its Police Service
    elif len(words) > 1:
        yield "".join(word[0] for word in (*words, _POLICE))
