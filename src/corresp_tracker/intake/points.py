"""What a letter asks: its questions and requests, a sentence each."""

import re
from collections.abc import Iterator

from corresp_tracker.intake.requests_for_others import is_request_for_another
from corresp_tracker.values.sentences import sentences

_ASKS = r"(?:ask|request|invite|urge|call\s+(?:up)?on|suggest|propose|require|need)"
_WOULD = r"(?:would|should|’d|'d)"
_REQUESTS = (
    # "I should be grateful if you could", "we would welcome your views", "I would like to know"
    rf"\b(?:I|we)(?:\s+{_WOULD}|{_WOULD})\s+(?:(?:also|both|all|very\s+much|particularly|especially|therefore)\s+)*"
    r"(?:be\s+(?:\w+\s+){0,2}?(?:grateful|glad|pleased|obliged|interested|keen)|welcome|appreciate|value"
    r"|like\s+(?:you\b|your\b|to\s+(?:know|hear|understand|ask|see|be\s+told|request|invite|receive|have)))",
    r"\bgrateful\s+(?:if|for\s+(?:your\s+(?:views?|advice|comments?|confirmation|thoughts|assessment|help)|sight|confirmation"
    r"|an?\s+(?:\w+\s+){0,2}?(?:reply|response|update|answer|explanation|copy|meeting|list|note|account)))",
    r"\b(?:please|kindly)\s+(?:(?:also|then|now)\s+)?(?:could|can|would|will|let|tell|confirm|provide|send|set|explain|say|give|share|consider|ensure"
    r"|advise|reply|respond|clarify|outline|inform|note\s+that\s+a\s+reply|supply|state|describe|comment)\b",
    r"\b(?:could|can|would|will)\s+you\s+(?:please\s+|also\s+|kindly\s+|therefore\s+)*"
    r"(?:let|tell|confirm|provide|send|set|explain|say|give|share|consider|ensure|advise|clarify|outline|inform|supply|state"
    r"|describe|comment|look)\b",
    rf"\b(?:I|we)\s+(?:(?:must|would|do|also|therefore|now|further)\s+)*{_ASKS}\s+(?:that\b|you\b|your\b|for\b|whether\b|the\s+inspectorate\b)",
    r"\b(?:I|we)\s+(?:(?:am|are)\s+writing\s+to\s+(?:ask|request|seek)|wish\s+to\s+(?:know|ask)|seek\s+(?:your|an|a)\b)",
    r"\blet\s+(?:me|us)\s+(?:know|have)\b",
    r"\b(?:your|a)\s+(?:early\s+|prompt\s+)?(?:reply|response|answer)\s+(?:by|before|within)\b",
    # what a list after "please set out:" asks, each item by itself
    r"\A(?:whether|what|how|why|when|which|who)\b[^.]*[;.]?\s*(?:and|or)?\s*\Z",
)
_REQUEST = re.compile("|".join(f"(?:{each})" for each in _REQUESTS), re.IGNORECASE)
_QUESTION = re.compile(r"\?[’”'\")\]]*\s*\Z")
_QUOTED = re.compile(r"\A[‘“'\"][^’”'\"]*\?[’”'\"]*\s*\Z")
_NO_POINT = re.compile(
    r"\blook(?:ing)?\s+forward\s+to\b|\bdo\s+not\s+hesitate\b|\bplease\s+(?:find|accept|do\s+not)\b"
    r"|\byou\s+(?:asked|ask)\b|\b(?:I|we)\s+(?:was|were)\s+asked\b",
    re.IGNORECASE,
)


def find_points(text: str) -> Iterator[tuple[int, int]]:
    """Give the sentences of a paragraph that ask for something: a question, or a request; in code points.

    Civilities ("I look forward to hearing from you") ask nothing, and a title that ends in a question mark is none.
    """
    for start, end in sentences(text):
        if _is_question(text[start:end]) or _is_request(text[start:end]):
            yield start, end


def _is_question(words: str) -> bool:
    return bool(_QUESTION.search(words)) and not _QUOTED.match(words) and not _ends_in_title(words)


def _is_request(words: str) -> bool:
    asks = _REQUEST.search(words) or is_request_for_another(words)
    return bool(asks) and not _NO_POINT.search(words)


def _ends_in_title(words: str) -> bool:
    """Say whether the question mark belongs to a title in quotes at the end: "… I have read ‘Who cares?’"."""
    closing = re.search(r"[‘“'\"]([^‘’“”'\"]{3,120})\?[’”'\"]\s*\.?\s*\Z", words)
    return bool(closing and closing.start() > 0)
