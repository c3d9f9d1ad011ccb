"""A tree of words, written in the language of each database's index."""

from collections.abc import Sequence
from dataclasses import dataclass

from corresp_tracker.store.query import All, Either, Node, Not, Words


def asks_only_for_words(node: Node) -> bool:
    """Say whether a tree asks for words alone, so that an index can answer it."""
    if isinstance(node, Words):
        return True
    if isinstance(node, Not):
        return asks_only_for_words(node.part)
    return isinstance(node, (All, Either)) and all(asks_only_for_words(part) for part in node.parts)


@dataclass(frozen=True, slots=True)
class IndexWords:
    """One expression over words in the language of each index."""

    fts5: str
    tsquery: str


def index_words(node: Node) -> IndexWords | None:
    """Write a tree of words for both indexes; None where it asks only for what must not be there."""
    if isinstance(node, Words):
        return index_words_of(node)
    if isinstance(node, Either):
        parts = [index_words(part) for part in node.parts]
        if any(part is None for part in parts):
            return None
        return _joined([part for part in parts if part], " OR ", " | ")
    if isinstance(node, All):
        return _every(node)
    return None


def _every(node: All) -> IndexWords | None:
    wanted = [index_words(part) for part in node.parts if not isinstance(part, Not)]
    refused = [index_words(part.part) for part in node.parts if isinstance(part, Not)]
    if not wanted or None in wanted or None in refused:
        return None
    text = _joined([part for part in wanted if part], " AND ", " & ")
    for part in refused:
        if part:
            text = IndexWords(f"({text.fts5} NOT {part.fts5})", f"({text.tsquery} & !{part.tsquery})")
    return text


def _joined(parts: Sequence[IndexWords], fts5: str, tsquery: str) -> IndexWords:
    return IndexWords(
        f"({fts5.join(part.fts5 for part in parts)})", f"({tsquery.join(part.tsquery for part in parts)})"
    )


def index_words_of(node: Words) -> IndexWords:
    """Write words side by side for both indexes."""
    star, colon = ("*", ":*") if node.prefix else ("", "")
    lexemes = [f"'{word[:500]}'" for word in node.words]
    return IndexWords(f'"{" ".join(node.words)}"{star}', f"({' <-> '.join(lexemes)}{colon})")
