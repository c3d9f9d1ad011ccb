"""Later mentions: words that name a work only by what the letter has cited before, "that report", "ibid."."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corresp_tracker.citing.later_parts import cite_parts
from corresp_tracker.citing.meant import NEAR, PROGRAMMES, REPORTS, Meant, cited_last, mention, several_before
from corresp_tracker.citing.names import without_brackets
from corresp_tracker.citing.owners import office_said
from corresp_tracker.citing.passage import Passage
from corresp_tracker.citing.responses import answering
from corresp_tracker.citing.told_reports import says_another_date
from corresp_tracker.values.citation import Citation, CitationKind, Confidence
from corresp_tracker.values.folding import folded_words

_REPORT_NOUN = r"(?:report|review|thematic|publication|overview|study|document)"
_REPORT = re.compile(
    rf"\b(?:(?P<pointing>(?:that|this(?=\s+(?:[\w-]+\s+)?{_REPORT_NOUN}\b)|the\s+same|the\s+above(?:[-\s]mentioned)?|"
    r"(?:the|our|your)\s+(?:aforementioned|aforesaid|above[-\s]mentioned)|the(?=\s+report\s+(?:mentioned|cited|quoted|referred\s+to)\s+(?:above|earlier|in\s+(?:my|paragraph)))|"
    r"the(?=\s+report\s+to\s+which\s+I\s+(?:have\s+)?(?:already\s+)?refer)|the\s+said|the\s+latter|the\s+former|"
    r"the\s+earlier|the\s+first|the\s+second)"
    r"(?:\s+(?:(?!(?:its|this|the|their|our|your|a|an|his|her|my|every|each|no|any)\b)[\w-]+\s+)?"
    rf"{_REPORT_NOUN})?)(?!\s+(?:on|into|about|by)\b)|"
    rf"(?P<plain>the\s+{_REPORT_NOUN}\b(?!\s+(?:of|on|into|about|by|from|that|which|you|we|I|entitled|called|"
    rf"published|dated|and|for|to)\b|\s*[‘'“\"(])))\b"
    r"(?:['’]s\b)?",
    re.IGNORECASE,
)
_INSPECTION = re.compile(
    r"(?:(?:\A|(?<=[.;:]\s)|(?<=\bin\s)|(?<=\bof\s)|(?<=\bfrom\s)|(?<=\bafter\s)|(?<=\bduring\s)|(?<=\bsince\s)|(?<=\bat\s)|"
    r"(?<=\bfor\s)|(?<=\bwith\s)|(?<=\bto\s)|(?<=\bon\s))that|\b(?:the|that)\s+same|\bthat(?=\s+(?:joint|thematic|national)\b))"
    r"\s+(?:(?:joint|thematic|national)\s+){0,2}(?:re-?)?inspection\b(?!\s+(?:of|by)\b)",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(r"\binspections?\b[\w’]*\s+(?:of|by|at|into)\b", re.IGNORECASE)
_INSPECTED = frozenset({"thematic", "joint", "force inspection", "prison inspection"})
"""Kinds of report that tell of an inspection."""
_OWNED = re.compile(
    rf"\b(?P<whose>our|your|my|(?-i:(?:[Tt]he\s+)?[A-Z][A-Za-z]*(?:['’]s|S['’])))\s+(?:own\s+|earlier\s+|overview\s+|"
    rf"inspection\s+|final\s+)?{_REPORT_NOUN}\b"
    r"(?!\s+(?:of|on|into|about|by|that|which|entitled|called|dated|and|for|to|will|is due)\b|"
    r"\s*[,:]?\s*[‘'“\"(]|[,:]\s+[A-Z])",
    re.IGNORECASE,
)
_TO_COME = re.compile(r"\b(?:look forward to|await|awaiting|expect|until)\s+\Z", re.IGNORECASE)
_NEEDS_NOUN = re.compile(r"^(?:that|the same|the first|the second|the said|the earlier)$", re.IGNORECASE)
_STANDS_ALONE = re.compile(rf"{_REPORT_NOUN}\Z", re.IGNORECASE)
_CAN_FOLLOW = re.compile(
    r"\s*(?:[.,;:()]|\Z)|['’]s\b|\s+(?:is|was|has|had|will|would|did|does|"
    r"also|alone|itself|only|and|or|but|than|which|as|in|at|to|for|"
    r"of|with|by|from|[a-z]+(?:ed|s)|made|found|said|told|gave|set|came|drew|took|led|put)\b"
)
"""What can follow "the former" where it stands for a work: no noun, as in "the former Chief Constable"."""
_POINTS_FAR = re.compile(r"\b(?:above|aforementioned|former|latter|first|second)\b", re.IGNORECASE)
_IN_ORDER = re.compile(r"\b(?:former|latter|first|second)\b", re.IGNORECASE)
_RESPONSE = re.compile(r"\b[Tt]he\s+[Gg]overnment(?:['’]s)?\s+[Rr]esponse\b(?!\s+to\b)")
_IBID = re.compile(r"\b(?:ibid|ibidem|op\.?\s*cit|loc\.?\s*cit)\b\.?", re.IGNORECASE)
_SEVERAL = re.compile(
    r"\b(?:both(?:\s+of)?(?:\s+(?:these|those|the|our|your))?|(?:n?either|each)(?:\s+of\s+(?:these|those|the|our|your)(?:\s+two)?)?|(?:those|these|the|our|your)\s+(?:two|three)|all\s+three|those|these)\s+"
    rf"(?:{_REPORT_NOUN}|inspection)s?\b(?!\s+(?:of|on|into|about|by)\b)",
    re.IGNORECASE,
)
_PROGRAMME = re.compile(
    r"\b(?:that|this|the\s+same|the\s+above)\s+(?:[\w-]+\s+)?programme(?:\s+of\s+inspections?)?\b|"
    r"\b(?:these|those)\s+(?:joint\s+)?inspections\b",
    re.IGNORECASE,
)


def cite_later(passage: Passage, citations: Sequence[Citation]) -> Iterator[Citation]:
    """Give each later mention; `citations` are those of this paragraph, in order."""
    for find in (cite_parts, _ibid, _pointed, _response, _owned, _inspection, _several, _programmes):
        yield from find(passage, citations)


def _pointed(passage: Passage, citations: Sequence[Citation]) -> Iterator[Citation]:
    """Give "that report", "the latter", and "the report" where the paragraph has cited one."""
    for match in _REPORT.finditer(passage.text):
        said = match["pointing"]
        if said and not _is_whole(passage.text, match):
            continue
        whole = bool(said and _POINTS_FAR.search(said))
        meant = cited_last(passage, citations, match.start(), REPORTS, whole_paragraph=whole)
        if meant is None or says_another_date(passage, match.end(), meant.works[0]):
            continue
        meant = _of_two(meant, said) if said else meant
        if (said or meant.here) and not _TO_COME.search(passage.text[: match.start()]):
            yield mention(passage, match.start(), match.end(), meant, CitationKind.REPORT)


def _several(passage: Passage, citations: Sequence[Citation]) -> Iterator[Citation]:
    """Give "both reports", which leaves open which are meant."""
    for match in _SEVERAL.finditer(passage.text):
        meant = several_before(passage, citations, match.start())
        if meant:
            yield mention(passage, match.start(), match.end(), meant, CitationKind.REPORT)


def _programmes(passage: Passage, citations: Sequence[Citation]) -> Iterator[Citation]:
    """Give "that programme" and "these inspections"."""
    for match in _PROGRAMME.finditer(passage.text):
        meant = cited_last(passage, citations, match.start(), PROGRAMMES)
        if meant:
            yield mention(passage, match.start(), match.end(), meant, CitationKind.PROGRAMME)


def _is_whole(text: str, match: re.Match[str]) -> bool:
    """Say whether words that point are followed by a noun for a report, or can stand for one by themselves."""
    said = " ".join(match["pointing"].split())
    if _NEEDS_NOUN.match(said):
        return False
    return bool(_STANDS_ALONE.search(said) or _CAN_FOLLOW.match(text, match.end("pointing")))


def _of_two(meant: Meant, said: str) -> Meant:
    """Choose the former or the latter of two works; of others, and of the first and the second, none is sure."""
    order = _IN_ORDER.search(said)
    if order is None and " last " in f" {said} ":
        return replace(meant, citations=meant.citations[:1])
    if order is None:
        return meant
    works, word = meant.in_order, order.group().lower()
    if len(works) != 2 or not all(works) or word in ("first", "second"):
        return replace(meant, sure=False)
    work = works[0 if word == "former" else 1]
    return replace(meant, citations=tuple(each for each in meant.citations if (each.work or "") == work))


def _owned(passage: Passage, citations: Sequence[Citation]) -> Iterator[Citation]:
    """Give "your report" where the letter has cited reports of that owner before."""
    for match in _OWNED.finditer(passage.text):
        office = office_said(passage, match["whose"])
        told = [*passage.told.paragraphs[-NEAR:], [each for each in citations if each.end <= match.start()]]
        reports = [each for each in _flat(told) if office and _is_by(passage, each, office)]
        if reports:
            meant = Meant(tuple(reversed(reports)), here=False)
            yield mention(passage, match.start(), match.end(), meant, CitationKind.REPORT)


def _is_by(passage: Passage, citation: Citation, office: str) -> bool:
    report = passage.register.reports.get(citation.work or "")
    return report is not None and passage.register.is_by(report, office)


def _flat(told: Sequence[Sequence[Citation]]) -> list[Citation]:
    return [each for citations in told for each in citations if each.kind in REPORTS and each.work]


def _response(passage: Passage, citations: Sequence[Citation]) -> Iterator[Citation]:
    """Give "the Government Response" to a report that was cited before, where the register has it."""
    for match in _RESPONSE.finditer(passage.text):
        told = [*passage.told.paragraphs, [each for each in citations if each.end <= match.start()]]
        titles = {
            " ".join(folded_words(without_brackets(passage.register.reports[each.work or ""].title)))
            for each in _flat(told)
            if each.work in passage.register.reports
        }
        keys = {key for title in titles for key in answering(passage, title)}
        if len(keys) == 1:
            yield passage.citation(
                *match.span(),
                CitationKind.REPORT,
                Confidence.LIKELY,
                "the response to a report that was cited before",
                work=next(iter(keys)),
                candidates=tuple(keys),
                later=True,
            )


def _inspection(passage: Passage, citations: Sequence[Citation]) -> Iterator[Citation]:
    """Give "that inspection" where the report cited last is that of an inspection."""
    for match in _INSPECTION.finditer(passage.text):
        meant = cited_last(passage, citations, match.start(), REPORTS)
        report = passage.register.reports.get(meant.works[0]) if meant and len(meant.works) == 1 else None
        if meant and report and report.kind in _INSPECTED:
            sure = meant.sure and not _inspects_another(passage, citations, match.start())
            meant = replace(meant, sure=sure)
            yield mention(passage, match.start(), match.end(), meant, CitationKind.REPORT)


def _inspects_another(passage: Passage, citations: Sequence[Citation], at: int) -> bool:
    """Say whether an inspection that is no citation is spoken of between what was cited last and a place."""
    since = max((each.end for each in citations if each.end <= at and each.kind in REPORTS), default=0)
    return _OF_OTHERS.search(passage.text, since, at) is not None


def _ibid(passage: Passage, citations: Sequence[Citation]) -> Iterator[Citation]:
    for match in _IBID.finditer(passage.text):
        meant = cited_last(passage, citations, match.start(), REPORTS)
        if meant:
            last = Meant(meant.citations[:1], meant.here)
            yield mention(passage, match.start(), match.end(), last, CitationKind.REPORT)
