"""Requests that a writer passes on, or that nobody makes by name: "The Minister would be grateful to know whether …".

Who asks is taken from a list, because a letter also says what the force or the prison would like, which asks nothing
of its reader. The will must be of now: "was grateful to know" reports a pleasure, and "asked the force" a past.
"""

import re

_NAMES = (
    r"ministers?|secretary|chancellor|committee|commission|commissioner|chair|chairman|chairwoman|members?|constituents?"
    r"|board|panel|council|councillors?|trustees|governors?|department|ministry|government|authority|agency|ombudsman"
    r"|mayor|leader|president|speaker|bishop|peers?|inspectorate|office|association|federation|union|charity"
    r"|parents?|mother|father|family|families|residents?|petitioners?|complainants?|clients?|colleagues|neighbours"
)
_TITLED = r"(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Baroness|Professor)\.?(?:\s+[A-Z][\w’'-]+){1,3}"
_FOR = r"(?:\s+(?:of|for|and|from|in|on|at)(?:\s+[\w’'-]+){1,6}?)?"
_BY_THE_WAY = r"(?:\s*,[^,.;:?!]{1,80},)?"
_ASKER = rf"(?<!\b[Yy]our\s)\b(?:(?i:{_NAMES}|he|she|they)|{_TITLED}){_FOR}{_BY_THE_WAY}"
_ALSO = r"(?i:\s+(?:also|both|all|now|then|still|therefore|further|particularly|especially|very\s+much))*\s+"

_WOULD = r"would\s+(?:(?:also|\w+ly|very\s+much)\s+)*"
_QUESTION = r"(?:whether|if|who|whom|whose|what|why|how|when|where|which)"
_LEARN = (
    r"(?:know|hear|understand|learn|ask|see|have|receive|discuss|find\s+out|be\s+(?:told|assured|given|sent))"
)
_THING = (
    r"(?:your|you|any|further|sight\s+of|clarification|confirmation|assurances?|reassurance"
    r"|an?\s+(?:\w+\s+){0,2}?(?:reply|response|answer|assurance|explanation|update|copy|meeting|list|note|account"
    r"|indication|assessment|statement|timetable|discussion|conversation|opportunity))\b"
)
_WANTS = (
    # would be grateful to know, would welcome your views, would like an explanation
    rf"{_WOULD}be\s+(?:\w+\s+){{0,2}}?(?:grateful|glad|pleased|obliged|interested|keen)\s+(?:to\s+{_LEARN}|if|for|of|in)\b",
    rf"{_WOULD}(?:welcome|appreciate|value)\s+{_THING}",
    rf"{_WOULD}like\s+(?:to\s+{_LEARN}\b|{_THING})",
    rf"{_WOULD}find\s+it\s+(?:\w+\s+)?(?:helpful|useful)\s+(?:to|if)\b",
    # asks that you, requests an update, has asked me to seek, is keen to know, were keen to understand
    rf"(?:asks?|requests?|invites?|urges?|seeks?|wonders?)\s+(?:that\s+you\b|{_QUESTION}\b|for\s+{_THING}|{_THING})",
    rf"ha(?:s|ve)\s+(?:asked|requested|invited)\s+(?:that\s+you\b(?!\s+be\s+(?:told|thanked))|you\s+to|whether|for\s+{_THING})",
    r"ha(?:s|ve)\s+asked\s+(?:me|us|this\s+office)\s+(?:to\s+(?:ask|seek|request|find\s+out|enquire|establish|obtain)|whether)\b",
    r"(?:is|are|remains?)\s+(?:\w+\s+)?(?:keen|anxious|eager|interested)\s+to\s+(?:know|understand|learn|hear|find\s+out)\b",
    r"(?:was|were)\s+(?:\w+\s+)?(?:keen|anxious|eager)\s+to\s+(?:know|understand|find\s+out)\b",
    rf"(?:wish(?:es)?|wants?|needs?)\s+to\s+{_LEARN}\b",
    rf"(?:wished|wanted)\s+to\s+know\s+{_QUESTION}\b",
)
_FOR_OTHERS = rf"{_ASKER}{_ALSO}(?i:{'|'.join(_WANTS)})"
_BY_NOBODY = (
    rf"\bit\s+would\s+(?:also\s+)?be\s+(?:\w+\s+)?(?:helpful|useful|of\s+(?:\w+\s+)?help)\s+(?:to\s+{_LEARN}\b|if\s+you\b)",
    rf"\b(?:your|any|{_THING})\b[^.;:?!]{{0,90}}?\bwould\s+be\s+(?:\w+\s+){{0,2}}?"
    r"(?:appreciated|welcomed?|helpful|useful|of\s+(?:\w+\s+)?help)\b",
    r"\bwonder\s+(?:if|whether)\s+you\b",
    r"\byour\s+(?:\w+\s+){1,3}?(?:of\s+\w+\s+)?(?:is|are)\s+(?:sought|requested|invited)\b",
    r"\byou\s+are\s+(?:therefore\s+)?(?:asked|invited|requested)\s+to\b",
)
_REQUEST = re.compile(f"{_FOR_OTHERS}|(?i:{'|'.join(_BY_NOBODY)})")


def is_request_for_another(sentence: str) -> bool:
    """Say whether a sentence passes on what somebody else asks, or asks without saying who does."""
    return bool(_REQUEST.search(sentence))
