"""What a person types into the search box, understood: words to a tree.

    crime "child protection" from:wilshaw dated:2015..2016 NOT custody

Words stand side by side (AND), OR and NOT as said, brackets group, prefix* finds beginnings. A field and a
colon ask about the letter: from: to: cites: about: dated: subject:
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from corresp_tracker.errors import InvalidQuery
from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.partial_date import PartialDate


class Field(StrEnum):
    """What a search can ask about a letter, beside its words."""

    FROM = "from"
    TO = "to"
    CITES = "cites"
    ABOUT = "about"
    DATED = "dated"
    SUBJECT = "subject"


@dataclass(frozen=True, slots=True)
class Words:
    """Folded words in this order, side by side; with `prefix` the last may go on."""

    words: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A field and the folded words asked of it."""

    field: Field
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dated:
    """Letters dated from the first day to the last, both included; None leaves an end open."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class All:
    """Everything in it must hold."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Something in it must hold."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """It must not hold."""

    part: "Node"


Node = Words | Asked | Dated | All | Either | Not


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed, and the tree that it means."""

    typed: str
    tree: Node


_TOKEN = re.compile(
    r"\s*(?:(?P<bracket>[()])|(?P<minus>-(?=[\w\"(]))|(?:(?P<field>[A-Za-z]+):)?"
    r"(?:[\"“”](?P<phrase>[^\"“”]*)(?P<closed>[\"“”])?|(?P<word>[^\s()\"“”]+))?)"
)
_FIELDS = {field.value: field for field in Field}


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str = ""
    field: Field | None = None


def parse_query(typed: str) -> Query:
    """Understand what was typed. Raises InvalidQuery with one sentence where that cannot be done."""
    tokens = _tokens(typed)
    if not tokens:
        raise InvalidQuery("Type a word to search for, or a field such as from:wilshaw.")
    reader = _Reader(tokens)
    tree = reader.either()
    if reader.left:
        raise InvalidQuery("There is a closing bracket too many. Take it out, or open one before it.")
    return Query(typed, tree)


def _tokens(typed: str) -> list[_Token]:
    tokens: list[_Token] = []
    at = 0
    while at < len(typed.rstrip()):
        match = _TOKEN.match(typed, at)
        if match is None or match.end() == at:
            at += 1
            continue
        at = match.end()
        tokens.extend(_token(match))
    return tokens


def _token(match: re.Match[str]) -> list[_Token]:
    if match["bracket"]:
        return [_Token(match["bracket"])]
    if match["minus"]:
        return [_Token("NOT")]
    name, phrase, word = match["field"], match["phrase"], match["word"]
    field = _FIELDS.get((name or "").lower())
    if phrase is not None and not match["closed"]:
        raise InvalidQuery("A quotation mark is open. Close the phrase with another one.")
    if field is None and name:
        return [
            *_token_words(name, None),
            *_token_words(phrase or word or "", None, phrase=phrase is not None),
        ]
    if field and not (phrase or word):
        raise InvalidQuery(f"Say what to look for after {field}: and leave no space, as in {field}:2015.")
    if word in ("AND", "OR", "NOT") and not field:
        return [_Token(word)]
    return _token_words(phrase if phrase is not None else word or "", field, phrase=phrase is not None)


def _token_words(text: str, field: Field | None, *, phrase: bool = False) -> list[_Token]:
    if not text:
        return []
    return [_Token("phrase" if phrase else "word", text, field)]


class _Reader:
    """Reads tokens from the left: OR binds weakest, then side by side, then NOT."""

    def __init__(self, tokens: list[_Token]) -> None:
        self.left = tokens

    def either(self) -> Node:
        parts = [self.every()]
        while self._next_is("OR"):
            self.left = self.left[1:]
            parts.append(self.every())
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def every(self) -> Node:
        parts = [self.one()]
        while self.left and not self._next_is("OR") and not self._next_is(")"):
            if self._next_is("AND"):
                self.left = self.left[1:]
            parts.append(self.one())
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def one(self) -> Node:
        if not self.left or self.left[0].kind in ("AND", "OR", ")"):
            raise InvalidQuery("A word is missing beside AND, OR, NOT or a bracket. Put one there.")
        token, self.left = self.left[0], self.left[1:]
        if token.kind == "NOT":
            return Not(self.one())
        if token.kind == "(":
            inner = self.either()
            if not self._next_is(")"):
                raise InvalidQuery("A bracket is open. Close it.")
            self.left = self.left[1:]
            return inner
        return _leaf(token)

    def _next_is(self, kind: str) -> bool:
        return bool(self.left) and self.left[0].kind == kind


def _leaf(token: _Token) -> Node:
    if token.field is Field.DATED:
        return _dated(token.text)
    words = tuple(folded_words(token.text))
    if not words:
        raise InvalidQuery(f"There is no word in {token.text}. Type letters or figures.")
    if token.field:
        return Asked(token.field, words)
    return Words(words, prefix=token.kind == "word" and token.text.endswith("*"))


def _dated(text: str) -> Dated:
    try:
        if ".." in text:
            first, last = text.split("..", 1)
            return Dated(
                PartialDate.parse(first).first if first else None,
                PartialDate.parse(last).last if last else None,
            )
        if text[0] in "<>":
            day = PartialDate.parse(text.lstrip("<>="))
            return Dated(day.first, None) if text[0] == ">" else Dated(None, day.last)
        day = PartialDate.parse(text)
        return Dated(day.first, day.last)
    except ValueError as problem:
        raise InvalidQuery(
            f"{text} is not a date that can be searched: write 2015, 2015-07, 2015-07-02 or 2015..2016."
        ) from problem
