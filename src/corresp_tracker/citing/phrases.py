"""Words that are somebody's phrase and no title: spoken, a slogan, or the name of a course or a project."""

import re

from corresp_tracker.values.folding import folded_words

_THINGS = (
    r"(?:slogan|motto|banner|mantra|saying|maxim|phrase|question|headline|heading|theme|course|conference|campaign|"
    r"exhibition|project|charity|play|film|song|poem|leaflet|poster|placard|workshop|podcast|firm|company)"
)
_PERSON = r"(?:she|he|they|one|who|officers?|victims?|people|children|witness(?:es)?)"
_SPOKEN_BEFORE = re.compile(
    rf"(?:\b{_PERSON}\s+(?:\w+\s+)?(?:said|says|asked|asks|replied|cried|shouted|told\s+(?:\w+\s+){{1,3}})(?:that\s+)?[,:]?|"
    r"\b(?:feel|felt|shouted|shouting)|\bin\s+(?:her|his|their|one\s+\w+['’]s)\s+words[,:]?|"
    r"\b(?:call|calls|called)\s+(?:it|this|that|them|him|her|me|us)|\bdescribe[sd]?\s+(?:[\w’'-]+\s+){1,5}?as|"
    r"\b(?:she|he|they)\s+(?:is|was|are|were|has\s+been|had\s+been)(?:\s+(?:no|a|not))?|"
    rf"\b{_THINGS}(?:\s+(?:is|was|are|were))?(?:\s+(?:named|called|entitled|of|reads?))?[,:]?)\s*[‘'“\"]?\Z",
    re.IGNORECASE,
)
_SPOKEN_AFTER = re.compile(
    r"[,.?!]?[’'”\"],?\s+(?:(?:said|asked|asks|replied|cried|wrote)\s+(?:the|an?|one|Mr|Mrs|Ms|she|he|they|my|his|her)\b|"
    rf"(?:{_PERSON}|I|we|some|many|staff)\s+(?:said|asked|told|replied|wrote|called|wondered)\b|"
    rf"(?:is|was)\s+(?:(?:how|what)\s+(?:he|she|they|one|some|people)|(?:the|an?|her|his|their|our|my)\s+(?:\w+\s+)?{_THINGS})\b)"
)
_ANOTHER_THING = re.compile(
    r"[’'”\"]?\s+(?:project|directorate|campaign|course|charity|conference|team|unit|department|strategy|event|week|awards?|"
    r"scheme|workshop|exhibition|leaflet|Ltd|Limited|Trust|Street|Road|Lane|House|Avenue|Hall|Group|Foundation|(?:[a-z]+\s+)?(?:system|software)|(?:may|can|might)\s+also\s+(?:be|mean)|also\s+means|stands\s+for|forms?|card|sheet|desk|clerk|button)\b"
)
_LOOK_BACK = 70
_SHORT = 6
"""Words up to which a title may be somebody's phrase; longer ones nobody says by chance."""


def is_phrase(text: str, start: int, end: int) -> bool:
    """Say whether short words from `start` to `end` are spoken, or name something that is no work."""
    words = folded_words(text[start:end])
    if len(words) > _SHORT or any(word.isdigit() for word in words):
        return False
    spoken = _SPOKEN_BEFORE.search(text[max(0, start - _LOOK_BACK) : start]) or _SPOKEN_AFTER.match(text, end)
    return spoken is not None or is_another_thing(text, end)


def is_another_thing(text: str, end: int) -> bool:
    """Say whether what follows a name makes it the name of something else: "the Core Business directorate"."""
    return _ANOTHER_THING.match(text, end) is not None
