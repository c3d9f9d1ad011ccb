"""Several names in one breath."""

from collections.abc import Sequence

_MOST = 3


def in_one_breath(names: Sequence[str]) -> str:
    """Name some people or bodies: "A and B", "A, B and C", "A, B and 4 others"."""
    if len(names) <= 1:
        return "".join(names)
    if len(names) > _MOST:
        return f"{', '.join(names[: _MOST - 1])} and {len(names) - _MOST + 1} others"
    return f"{', '.join(names[:-1])} and {names[-1]}"
