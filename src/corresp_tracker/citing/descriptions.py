"""Reports that a paragraph describes without a title: "our 2015 vulnerability report", "the thematic on county lines"."""

import re
from collections.abc import Iterator

from corresp_tracker.citing.dates import MONTH, date_beside, said_date
from corresp_tracker.citing.described import OFFERED, Description, citation_of, reports_meant
from corresp_tracker.citing.editions import RELATIVE, YEARS, Said, time_of
from corresp_tracker.citing.owners import BODY, office_said
from corresp_tracker.citing.passage import Passage
from corresp_tracker.citing.topics import KIND_WORDS, is_empty, reports_on, topic_of
from corresp_tracker.values.citation import Citation
from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.partial_date import MONTHS, PartialDate

_NOUNS = (
    "report",
    "review",
    "thematic",
    "inspection",
    "assessment",
    "study",
    "overview",
    "publication",
    "spotlight",
    "evaluation",
    "guidance",
    "addendum",
    "findings",
    "our work",
    "conclusions",
    "terms of reference",
    "consultation",
)
_WHOSE = (
    r"\b(?P<whose>(?i:(?:this|last) (?:year|month)['’]s|(?:our|your|my) (?:inspectorate|office)['’]s|our|your|my)|"
    rf"(?:[Tt]he\s+)?{BODY}(?:['’]s|[sS]['’])|[Tt]he\s+inspectorate['’]s|[Tt]he\s+(?P<the_body>{BODY})|[Tt]he|[Aa]n?)\s+"
)
_MANNER_WORDS = (
    "recent|latest|most recent|newest|national|thematic|joint|final|interim|first|second|third|new|own|earlier|previous|"
    "published|subsequent|super-complaint|progress|follow-up|overview|full|last|major|comprehensive|independent|rapid|short|"
    "brief|detailed|important|excellent|critical|thorough|valuable|original|initial|updated|in-depth|wide-ranging|landmark"
)
_MANNER = rf"(?P<manner{{n}}>(?:(?:{_MANNER_WORDS})\s+){{{{0,3}}}})"
_WHEN = rf"(?:(?:(?P<time>{RELATIVE})|(?:{MONTH}\s+)?(?P<year>{YEARS})|{MONTH.replace('month', 'month_alone')})\s+)?"
_HEAD = _WHOSE + _MANNER.format(n=1) + _WHEN + _MANNER.format(n=2)
_WORD = r"[A-Za-z][\w'’-]*"
_GOES_ON_WITH = r"(?!\s+(?:on|into|about|by|that|which)\b)"
_BY_TOPIC = re.compile(
    _HEAD
    + rf"(?P<topic>(?:(?:{_WORD}|{YEARS}),?\s+){{1,6}}?)(?P<noun>report|review|thematic|assessment|spotlight|"
    rf"evaluation|study|terms\s+of\s+reference)\b(?:(?<=thematic)\s+report\b)?{_GOES_ON_WITH}",
)
_BY_TOPIC_INSPECTED = re.compile(
    _HEAD + rf"(?P<topic>(?:[a-z][\w'’-]*,?\s+){{1,4}}?)(?P<noun>inspection)\b{_GOES_ON_WITH}",
)
_ON_TOPIC = re.compile(
    _HEAD
    + r"(?P<lead>(?:[A-Za-z][\w-]*\s+){0,2}?)(?P<noun>reports?|review|thematic|inspection|assessment|study|publication|"
    r"spotlight|evaluation|guidance|addendum|findings|conclusions|work|terms\s+of\s+reference|consultation(?:\s+document)?)"
    r"(?:\s+report)?"
    r"(?:\s+(?:that|which)\s+(?P<by>you|we|I|[A-Z][\w&]*)\s+(?:have\s+|had\s+)?(?:recently\s+|jointly\s+)?(?:published|issued|"
    r"produced|wrote|undertook|carried\s+out|made))?(?:\s+with\s+[A-Z][\w&]*(?:\s+(?:and\s+)?[A-Z][\w&]*)*)?"
    r"(?:,?\s+(?:published\s+|issued\s+)?(?:(?:of|in|on|from|dated)\s+)?(?P<of_this>(?:last|this)\s+month),?)?"
    r"(?:,?\s+(?:published\s+|issued\s+)?(?:(?:of|in|on|from|dated)\s+(?:last\s+)?|last\s+)(?:(?P<of_day>\d{1,2})\s+)?"
    r"(?:(?P<of_month>January|February|March|April|May|June|July|August|September|October|November|December)\s*)?"
    r"(?P<of_year>(?:19|20)\d\d)?(?<=[\dhrylt]),?)?\s+"
    r"(?:on|into|about|of|looking at|dealing with|examining|concerning|covering|(?:(?<=reference )|(?<=document )|"
    r"(?<=guidance )|(?<=\d )|(?<=\d, ))for)\s+(?:how\s+)?(?:the\s+)?"
    r"(?P<topic>(?:[\w'’/-]+,?[ ]?){1,14})",
)
_REPORTED = re.compile(
    r"(?:\b[Ii]n\s+(?:(?P<of_month>January|February|March|April|May|June|July|August|September|October|November|December)\s*)?"
    r"(?P<of_day>(?!))?(?P<of_year>(?:19|20)\d\d)?(?<=[\dhrylt]),?\s+)?"
    rf"\b(?P<whose>)(?P<by>we|you|I|(?:the\s+)?{BODY})\s+(?P<manner1>(?:jointly\s+|also\s+|first\s+|last\s+){{0,2}})"
    r"(?P<noun>reported|published\s+(?:our|your|its|their|the|a)\s+(?:(?:joint|thematic|national)\s+)*"
    r"(?:findings|conclusions|report|thematic))(?P<manner2>)(?P<the_body>(?!))?(?P<time>(?!))?(?P<year>(?!))?\s+(?:on|into|about)\s+"
    r"(?:how\s+)?(?:the\s+)?(?P<topic>(?:[\w'’/-]+,?[ ]?){1,14})"
)
"""A report that somebody is said to have made: "In April we published our findings on fraud"."""
_NEEDS_DATE = re.compile(r"findings|conclusions|work|reported|published\b")
"""Nouns and verbs that tell a report only with its date."""
# Words after a topic that cannot go on with it: what follows is the rest of the sentence.
_GOES_ON = re.compile(
    r"\s*(?:[,.;:()?!–—]|\Z)|\s+(?:which|that|who|in|and|or|but|as|is|was|were|are|has|have|had|did|does|"
    r"do|sa(?:id|ys?)|tells?|told|made|"
    r"found|gave|showed|shows|set|sets|will|would|came|published|we|i|you|it|they|from|for|to|at|by|on|of|last|this|"
    r"remains?|called|makes?|drew|raised|identif(?:ied|ies)|conclude[sd]?|recommend(?:s|ed)?|highlight(?:s|"
    r"ed)|describe[sd]|"
    r"reported|noted|revealed|stated|looked|covered|where|when|again|earlier|contain(?:s|ed)|asked|warned|"
    r"also|than|finds|says|"
    r"asks|calls|warns|needs|should|must|may|can|could|cannot|still|now|since|after|before|because|while|"
    r"although|though|so|"
    r"then|here|there|today|too|already|only|both|all|be|being|their|his|her|my|our|your|its|followed|led|"
    r"prompted|appeared|"
    r"went|gives|offers|argued|pointed|covers|draws|examine[sd]|stands|dated|entitled|titled|until|with|if|not|never|"
    r"took|takes|began|begins|told|drew|left|kept|met|held|brought|put|runs|ran|got|gets|saw|sees|read|"
    r"published|issued|attracted|received|deserves?|helped|helps|explains?|explained|suggests?|suggested)\b",
    re.IGNORECASE,
)
# Words that no description before "report" contains: the sentence has gone on.
_BREAKING = (
    "the that which of is was has have in on to with a an this these those from by for as at our your we you i they it "
    "be been are were not no or but if when where who whose"
)
_BREAKS = frozenset(_BREAKING.split()) - {"of", "the"}
_ADDS_NOTHING = re.compile(
    r"(?:\s+(?:police|policing|forces?|services?|cases?|issues?|matters?|across|in|of|England(?:\s+and\s+Wales)?))*"
    r"\s+(?:police|policing|forces?|services?|cases?|issues?|matters?|Wales)\b",
    re.IGNORECASE,
)
_OF_MONTH = re.compile(
    rf",?\s+(?:(?:of|from|in|(?:which\s+(?:was\s+)?)?(?:published|appeared|came\s+out)\s+in)\s+(?:last\s+)?{MONTH}\b(?!\s+\d)|"
    r"(?:which\s+(?:was|we|you)\s+)?published\s+(?P<relative>this|last)\s+month)"
)
_BEFORE_BOTH = re.compile(
    r"\b(?:[Tt]he\s+)?(?:(?P<ordinal>[Ff]irst|[Ss]econd|[Tt]hird)\s+phase|[Pp]hase\s+(?P<number>one|two|three|[123]))\s+of\s+\Z"
)
_PHASES = {"first": "one", "second": "two", "third": "three", "1": "one", "2": "two", "3": "three"}
_AND_MORE = re.compile(r"\s+and\s+(?:the\s+)?(?P<more>[a-z]\w+)(?:\s*(?:[.,;:]|\Z)|\s+(?:is|was|has|had)\b)")
"""A second topic, of which the sentence says no more: "on children and the internet"."""
_MORE_OF_IT = re.compile(
    r"\s+(?:for|of|among|within)\s+(?!(?:the\s+)?(?:police|England|(?:19|20)\d\d|last|this)\b)"
)
"""What narrows a topic of one word: "health services for children in care"."""
_FOR_YEAR = re.compile(rf"\s+(?:for|of)\s+(?P<year>{YEARS})(?![\w/–-])")
_YEAR_PAST = re.compile(r"\s+(?:last|this)\s+year\b(?!['’]s)")
_VERB_FOLLOWS = re.compile(
    r"\s+\w+(?:s|ed)\s+(?:the|that|how|an?|what|why|whether|which|up|us|you|me|them|it|no|not|little|much|more|many|"
    r"some|few|every|each|all|only|our|your|my|its|their|forces|officers|nothing|nobody|\d+)\b"
)
"""What follows a topic is a verb that the words above do not know: "gathers up", "explains how"."""
_EMPTY_FOLLOWS = re.compile(r"\s+(?:inspections?|programme|officers?|work)\b")
_NARROWS = re.compile(
    r"\s+in\s+(?:an?|one|another|any|some|his|her|their)\s+(?:single\s+|certain\s+)?(?:forces?|areas?|county|counties|"
    r"city|authority|council|district|prison|school|hospital)\b"
)
"""What follows makes it a report on less: "in a single force"."""
_BODY = rf"(?:the\s+)?(?P<body>(?:you|we|I)\b|{BODY.replace('}?', '}')})"
_BY = (
    re.compile(rf"\s+(?:(?:prepared|written|produced|published)\s+)?by\s+{_BODY}"),
    re.compile(
        rf",?\s+(?:that|which)\s+{_BODY}\s+(?:have\s+|has\s+|had\s+)?(?:recently\s+|first\s+)?"
        r"(?:published|issued|produced|wrote|written|prepared)\b"
    ),
)
"""Whose it is, said after the topic: "the report on fraud by HMICFRS", "... that you published"."""
_PERSONS = {"you": "your", "we": "our", "I": "our"}
_ANOTHERS = re.compile(
    r"\s+(?:(?:prepared|written|produced)\s+)?by\s+(?:(?:the|an?|his|her|their|my)\s+(?:[\w-]+\s+){0,2}?(?:council|county|force|"
    r"board|panel|commissioner|trust|university|hospital|agency|charity|school|authority|newspaper|department|committee|"
    r"commission|union|company|bank|journalist|professor|government)\b|[A-Z]\w)|"
    r",?\s+(?:that|which)\s+(?!the\s+(?:[\w-]+\s+)?inspectorates?\b)(?:the|an?|his|her|their|they|he|she|[A-Z]\w+)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:wrote|written|published|prepared|produced|issued)\b"
)
"""What follows a report whose owner is not said makes it another's: "by the council"."""
_TO_COME = re.compile(
    r",?\s+(?:which\s+)?(?:is due|is to be|is expected|is forthcoming|is planned|(?:will|shall|should)\s+"
    r"(?:soon\s+|now\s+|shortly\s+)?(?:follow|appear|come|look|examine|consider|cover|be\s+(?:out|ready|published|issued|released|laid|"
    r"finished|completed|available|with\s+you)))\b",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"\b[a-z]\w*(?:['’]s|[sS]['’])\s+(?!custody|detention)")
"""Somebody's, who is no known body: "the police's report", "the school's"."""
_A_BODYS = re.compile(r"\s*[A-Z]\w*(?:['’]s|s['’])\s*")
"""A body's, of which no name is said: "the Committee's report"."""
_PART_NOUNS = ("recommendation", "paragraph", "page", "chapter", "section")
_PARTS = frozenset(form for noun in _PART_NOUNS for form in (noun, f"{noun}s"))
"""What a report is part of, and not about: "the first recommendation of the final report"."""
_MONTHS = frozenset(month.lower() for month in MONTHS)
_REPORTS = frozenset({"report", "review", "thematic", "study"})
_LEAST_LETTERS = 3


def cite_descriptions(passage: Passage) -> Iterator[Citation]:
    """Give each report that is described by whose it is, its topic, and perhaps its date."""
    if not passage.says(_NOUNS):
        return
    text = passage.text
    for match in (*_matches(_ON_TOPIC, text), *_REPORTED.finditer(text)):
        if match["noun"].lower() == "inspection" and _names_programme(passage, match):
            continue
        for end in _ends_of_topic(match):
            end = _with_empty_words(text, end)
            found = list(_cited(passage, match, end, sure=_ends_at(text, end)))
            yield from found
            if found:
                break
    for match in (*_matches(_BY_TOPIC, text), *_inspections(passage)):
        if _BREAKS.isdisjoint(folded_words(match["topic"])):
            yield from _cited(passage, match, match.end(), sure=True)


def not_held(passage: Passage) -> Iterator[tuple[int, int]]:
    """Give where a known body's report is described on which the register has none: "our report on drones"."""
    if not passage.says(_NOUNS):
        return
    for match in _matches(_ON_TOPIC, passage.text):
        office = office_said(passage, match["the_body"] or match["whose"])
        ends = [end for end in _ends_of_topic(match) if _ends_at(passage.text, end)]
        if not office or not ends or match["noun"] not in _REPORTS:
            continue
        topic = topic_of(passage.text[match.start("topic") : ends[-1]])
        if any(len(word) > _LEAST_LETTERS for word in topic) and not reports_on(topic, passage.register):
            yield match.start(), ends[-1]


def _ends_at(text: str, end: int) -> bool:
    """Say whether a topic surely ends here: what follows cannot go on with it."""
    empty = _EMPTY_FOLLOWS.match(text, end)
    return any(
        pattern.match(text, at)
        for pattern in (_GOES_ON, _VERB_FOLLOWS)
        for at in {end, empty.end() if empty else end}
    )


def _inspections(passage: Passage) -> Iterator[re.Match[str]]:
    """Give "our vetting inspection", unless a programme is named in it."""
    for match in _matches(_BY_TOPIC_INSPECTED, passage.text):
        owned = match["whose"].lower() not in ("the", "a", "an") and "year" not in match["whose"].lower()
        if owned and not _names_programme(passage, match):
            yield match


def _names_programme(passage: Passage, match: re.Match[str]) -> bool:
    return any(
        match.start() <= each.start < match.end()
        for each in passage.mentions
        if any(named.key in passage.register.programmes for named in each.named)
    )


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Give every match, also those that begin within another: "the response to our report on ..."."""
    at = 0
    while match := pattern.search(text, at):
        yield match
        at = match.end("whose")


def _ends_of_topic(match: re.Match[str]) -> Iterator[int]:
    """Give where a topic may end, the longest first: after each of its words that says something."""
    for word in reversed(list(re.finditer(r"[\w'’-]+", match["topic"]))):
        if not is_empty(word.group()):
            yield match.start("topic") + word.end()


def _with_empty_words(text: str, end: int) -> int:
    """Take in the words after a topic that add nothing to it: "child protection" and "in police forces"."""
    more = _ADDS_NOTHING.match(text, end)
    return more.end() if more else end


def _cited(passage: Passage, match: re.Match[str], end: int, *, sure: bool) -> Iterator[Citation]:
    described = _described(passage, match, end, sure=sure)
    if described is None:
        return
    reports = reports_meant(passage, described)
    if reports and len(reports) <= OFFERED:
        yield citation_of(passage, described, reports)


def _described(passage: Passage, match: re.Match[str], end: int, *, sure: bool) -> Description | None:
    """Read a description; None where its words name no known body, or say nothing of a topic."""
    beside = date_beside(passage.text, end)
    office = office_named(passage, match)
    office = _office_after(passage, end) if office == "" else office
    unknown = match["the_body"] if office is None and match["the_body"] else ""
    office = "" if unknown else office  # "the Anglican Church report" is of no body, but on one
    topic = topic_of(f"{unknown} {passage.text[match.start('topic') : min(end, match.end('topic'))]}")
    topic += topic_of(match.groupdict().get("lead") or "")
    topic_words = passage.text[match.start("topic") : min(end, match.end("topic"))]
    somebodys = match["whose"].lower() == "the" and (
        _POSSESSIVE.search(f"{match.groupdict().get('lead')} {topic_words}")
        or _A_BODYS.fullmatch(topic_words)
    )
    said = _said(match)
    if (
        office is None
        or somebodys
        or not _PARTS.isdisjoint(topic)
        or set(topic) <= _MONTHS
        or not any(len(word) > _LEAST_LETTERS and not word.isdigit() for word in topic)
    ):
        return None
    of_place = passage.register.reports_by_place.get(" ".join(topic), ())
    if any(not office or passage.register.is_by(each, office) for each in of_place):
        return None
    phase = _BEFORE_BOTH.search(passage.text, max(0, match.start() - 24), match.start())
    if phase:
        said_phase = (phase["ordinal"] or phase["number"]).lower()
        topic += ["phase", _PHASES.get(said_phase, said_phase)]
    bare = None if beside else _OF_MONTH.match(passage.text, end)
    for_year = None if said or beside or bare else _FOR_YEAR.match(passage.text, end)
    year_past = None if said or beside or bare or for_year else _YEAR_PAST.match(passage.text, end)
    said = (
        Said(for_year.start(), for_year.end(), year=for_year["year"], after="for" in for_year[0])
        if for_year
        else Said(year_past.start(), year_past.end(), time=time_of(year_past[0].strip()))
        if year_past
        else said
    )
    dated = beside.date if beside else _date_within(passage, match) or _date_after(passage, bare)
    last = beside.end if beside else bare.end() if bare and dated else for_year.end() if for_year else end
    definite = match["whose"].lower() not in ("a", "an")
    if not dated and _NEEDS_DATE.match(match["noun"]):
        return None
    if not dated and (not definite or (set(topic) <= KIND_WORDS and not said)):
        return None
    return Description(
        start=phase.start() if phase else match.start(),
        end=last,
        whose="the" if unknown else match["whose"].lower(),
        office=office,
        topic=tuple(topic),
        manner=f"{match['manner1']} {match['manner2']} {match['noun']}".lower(),
        said=said,
        dated=dated,
        sure=sure
        and not (
            len(topic) == 1
            and (_says_more(passage, topic, end) or (last == end and _MORE_OF_IT.match(passage.text, end)))
        ),
        several=match["noun"].lower() == "reports",
        is_proper=bool(re.search(r"\b[A-Z]\w+\s+[A-Z]\w|\b[A-Z]{3,}\b", f"{unknown} {topic_words}")),
        to_come=_TO_COME.match(passage.text, last) is not None,
        narrowed=bool(
            _NARROWS.match(passage.text, last)
            or (not office and not dated and _ANOTHERS.match(passage.text, last))
        ),
    )


def _says_more(passage: Passage, topic: list[str], end: int) -> bool:
    """Say whether a topic of one word goes on with another that no report on it has."""
    more = _AND_MORE.match(passage.text, end)
    return more is not None and not reports_on([*topic, *topic_of(more["more"])], passage.register)


def _office_after(passage: Passage, end: int) -> str:
    """Give the office that is said after the topic: "by HMICFRS", "that you published"; empty where none is known."""
    for pattern in _BY:
        match = pattern.match(passage.text, end)
        if match:
            names = (match["body"], *re.split(r"\s+and\s+", match["body"]))  # "by Ofsted and HMICFRS"
            offices = (office_said(passage, _PERSONS.get(name, name)) for name in names)
            return next((office for office in offices if office), "")
    return ""


def _date_after(passage: Passage, match: re.Match[str] | None) -> PartialDate | None:
    """Give the month that follows a topic: "of February", "published last month"."""
    if match is None:
        return None
    if match["month"]:
        return said_date(match["month"], written=passage.letter.dated)
    return _month_of(passage, months_ago=int(match["relative"].lower() == "last"))


def _month_of(passage: Passage, *, months_ago: int) -> PartialDate | None:
    """Give the month of the letter, or the one before it."""
    written = passage.letter.dated
    if written is None:
        return None
    years, month = divmod(written.last.year * 12 + written.last.month - 1 - months_ago, 12)
    return PartialDate.of_month(years, month + 1)


def _date_within(passage: Passage, match: re.Match[str]) -> PartialDate | None:
    """Give the date that stands inside a description: "our March 2016 report on", "our report of May 2018 on"."""
    parts = match.groupdict()
    relative = (parts.get("of_this") or parts["whose"]).lower()
    if "month" in relative:
        return _month_of(passage, months_ago=int(relative.startswith("last")))
    written = passage.letter.dated
    if parts.get("month_alone"):
        return said_date(parts["month_alone"], written=written)
    if parts.get("month") and parts.get("year"):
        return said_date(parts["month"], year=parts["year"][:4], written=written)
    if parts.get("of_month"):
        return said_date(parts["of_month"], day=parts["of_day"], year=parts["of_year"], written=written)
    return PartialDate.parse(parts["of_year"]) if parts.get("of_year") else None


def _said(match: re.Match[str]) -> Said | None:
    said = match["time"] or ""
    if match["whose"].lower().endswith(("this year's", "this year’s", "last year's", "last year’s")):
        said = match["whose"]
    manner = f"{match['manner1']} {match['manner2']}".lower()
    if not said and re.search(r"\b(?:latest|most recent|newest)\b", manner):
        said = "latest"
    if said:
        return Said(match.start(), match.end(), time=time_of(said))
    return Said(match.start("year"), match.end("year"), year=match["year"]) if match["year"] else None


def office_named(passage: Passage, match: re.Match[str]) -> str | None:
    """Give the office whose report it is, "" where that is not known; None where the words name no known body."""
    parts = match.groupdict()
    if parts.get("by"):
        return office_said(passage, _PERSONS.get(parts["by"], parts["by"])) or None
    return office_said(passage, match["the_body"] or match["whose"])
