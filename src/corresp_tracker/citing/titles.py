"""Works that a paragraph names by a name of theirs."""

import re
from collections.abc import Iterator, Sequence

from corresp_tracker.citing.checks import checks_of_report, disagrees
from corresp_tracker.citing.context import LetterContext
from corresp_tracker.citing.register import Mention, Named, Register
from corresp_tracker.citing.surroundings import Surroundings, surroundings
from corresp_tracker.values.citation import Citation, CitationKind, Confidence
from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.letter_text import LetterParagraph
from corresp_tracker.values.partial_date import PartialDate
from corresp_tracker.values.register_facts import ReportFacts

_QUALIFIED = re.compile(
    r"\b(?:(?P<this>this year['’]s)|(?P<last>last year['’]s)|(?P<year>(?:19|20)\d\d(?:[/–-]\d\d)?))\s+\Z",
    re.IGNORECASE,
)
_INSPECTIONS = re.compile(r"\s+(?:inspections?|assessments?|programme)\b", re.IGNORECASE)
_EDITION = re.compile(r"(?:19|20)\d\d(?:[/–-]\d\d)?")
_REPORT_NOUNS = frozenset({"report", "thematic", "review"})
_THE = re.compile(r"\bthe\s+\Z", re.IGNORECASE)
_REPORT = re.compile(r"\s+(?:annual\s+)?report\b", re.IGNORECASE)


def cite_works(
    paragraph: LetterParagraph, mentions: Sequence[Mention], register: Register, *, letter: LetterContext
) -> Iterator[Citation]:
    """Give each work that is named; words that are no title here, and works that they cannot mean, are left out."""
    for mention in mentions:
        around = surroundings(paragraph, mention.start, mention.end)
        words = paragraph.text[mention.start : mention.end]
        meant = [named for named in mention.named if _may_mean(named, words, around, register)]
        programmes = [named.key for named in meant if named.key in register.programmes]
        reports = [register.reports[named.key] for named in meant if named.key in register.reports]
        if len(programmes) == 1:
            yield _programme(paragraph, mention, around, programmes[0], register, letter)
        elif reports:
            programme = _programme_of_edition(paragraph.text, mention, reports)
            yield programme or _report(paragraph, around, reports, register, letter, words=words)


def _programme_of_edition(text: str, mention: Mention, reports: Sequence[ReportFacts]) -> Citation | None:
    """Take "PEEL 2021/22 inspections" for the programme, and not for the many reports whose titles begin so."""
    inspections = _INSPECTIONS.match(text, mention.end)
    programmes = {report.programme for report in reports}
    edition = _EDITION.search(text[mention.start : mention.end])
    if inspections is None or edition is None or len(reports) < 2 or len(programmes) > 1 or "" in programmes:
        return None
    return Citation(
        start=mention.start,
        end=inspections.end(),
        words=text[mention.start : inspections.end()],
        kind=CitationKind.PROGRAMME,
        confidence=Confidence.CERTAIN,
        reason="the name of the programme, and its edition",
        work=reports[0].programme,
        candidates=(reports[0].programme,),
        cited_date=PartialDate.parse(edition.group()[:4]),
        edition=edition.group(),
    )


def _may_mean(named: Named, words: str, around: Surroundings, register: Register) -> bool:
    if named.key in register.organisations:
        return False
    if named.name.exact and words not in (named.name.words, named.name.words.upper()):
        return False
    return around.has_cue or not named.name.needs_cue


def _report(
    paragraph: LetterParagraph,
    around: Surroundings,
    reports: Sequence[ReportFacts],
    register: Register,
    letter: LetterContext,
    *,
    words: str,
) -> Citation:
    cited = around.date.date if around.date else None
    best = _best(reports, cited, paragraph.text[around.start :])
    one = best[0] if len(best) == 1 else None
    confidence, reason = _how_sure(one, cited, words=words)
    if one and not _is_marked(words, around):
        confidence, reason, one = Confidence.POSSIBLE, "its words, but nothing marks them as a title", None
    whose = around.whose if around.whose == "our" and len(best) == 1 else ""
    return Citation(
        start=around.start,
        end=around.end,
        words=paragraph.text[around.start : around.end],
        kind=CitationKind.REPORT,
        confidence=confidence,
        reason=reason if len(best) == 1 else f"{len(best)} reports have this title",
        work=one.key if one else None,
        candidates=tuple(report.key for report in best),
        cited_date=cited,
        checks=tuple(checks_of_report(one, register, letter=letter, cited=cited, whose=whose)) if one else (),
    )


def _is_marked(words: str, around: Surroundings) -> bool:
    """Say whether words are shown to be a title, by what stands around them or by their own capitals."""
    return around.has_cue or not words[0].islower() or folded_words(words)[-1] in _REPORT_NOUNS


def _best(reports: Sequence[ReportFacts], cited: PartialDate | None, after: str) -> list[ReportFacts]:
    """Choose among works of one title: those of the place named, else the national one, then those of the date."""
    if len(reports) == 1:
        return list(reports)
    placed = [
        report for report in reports if report.place and re.search(rf"\b{re.escape(report.place)}\b", after)
    ]
    left = placed or [report for report in reports if not report.place] or list(reports)
    if cited and len(left) > 1:
        left = [report for report in left if not disagrees(report, cited)] or left
    return left


def _how_sure(report: ReportFacts | None, cited: PartialDate | None, *, words: str) -> tuple[Confidence, str]:
    if report is None:
        return Confidence.POSSIBLE, ""
    full = folded_words(words) == folded_words(report.title)
    title = "title in full" if full else "a name of it"
    if cited and disagrees(report, cited):
        return Confidence.LIKELY, f"{title}, but the date differs"
    if cited and report.published_on:
        return Confidence.CERTAIN, f"{title}, date agrees"
    return Confidence.CERTAIN, title


def _programme(
    paragraph: LetterParagraph,
    mention: Mention,
    around: Surroundings,
    key: str,
    register: Register,
    letter: LetterContext,
) -> Citation:
    text = paragraph.text
    start, year = _qualified(text, mention.start, letter)
    is_report = _REPORT.match(text, mention.end)
    if year and is_report:
        reports = _of_year(register.members.get(key, ()), year)
        if reports:
            return _report_of_year(text, start, is_report.end(), reports, register, letter, year=year)
    foreign = _is_anothers(key, around.whose, register, letter)
    confidence, reason = Confidence.CERTAIN, "the name of the programme"
    if _is_one_inspection(text[mention.start : mention.end]):
        confidence, reason = Confidence.LIKELY, "one inspection, by the name of the programme"
    return Citation(
        start=start,
        end=mention.end,
        words=text[start : mention.end],
        kind=CitationKind.PROGRAMME,
        confidence=Confidence.POSSIBLE if foreign else confidence,
        reason="called another body's" if foreign else reason,
        work=None if foreign else key,
        candidates=(key,),
        cited_date=PartialDate.parse(year[:4]) if year else None,
        edition=year,
    )


def _is_one_inspection(words: str) -> bool:
    """Say whether words in small letters name a single inspection, which need not be one of the programme's."""
    return words.islower() and words.endswith("inspection")


def _qualified(text: str, start: int, letter: LetterContext) -> tuple[int, str]:
    """Take in the words before a programme that say which edition: "this year's PEEL inspections"."""
    match = _QUALIFIED.search(text[:start])
    if match is None:
        the = _THE.search(text[:start])
        return (the.start() if the else start), ""
    if match["year"]:
        return match.start(), match["year"]
    if letter.year is None:
        return match.start(), ""
    return match.start(), str(letter.year if match["this"] else letter.year - 1)


def _of_year(reports: Sequence[ReportFacts], year: str) -> list[ReportFacts]:
    """Give the national reports whose edition is this year, or else that came out in it."""
    national = [report for report in reports if not report.place]
    edition = [report for report in national if report.edition == year]
    published = [
        report for report in national if report.published_on and str(report.published_on.year) == year[:4]
    ]
    return list({report.key: report for report in (*edition, *published)}.values())


def _report_of_year(
    text: str,
    start: int,
    end: int,
    reports: Sequence[ReportFacts],
    register: Register,
    letter: LetterContext,
    *,
    year: str,
) -> Citation:
    cited = PartialDate.parse(year[:4])
    one = reports[0] if len(reports) == 1 else None
    return Citation(
        start=start,
        end=end,
        words=text[start:end],
        kind=CitationKind.REPORT,
        confidence=Confidence.LIKELY if one else Confidence.POSSIBLE,
        reason=f"the one of {year}" if one else f"{len(reports)} reports may be of {year}",
        work=one.key if one else None,
        candidates=tuple(report.key for report in reports),
        cited_date=cited,
        checks=tuple(checks_of_report(one, register, letter=letter, cited=cited)) if one else (),
    )


def _is_anothers(key: str, whose: str, register: Register, letter: LetterContext) -> bool:
    """Say whether "our" or "your" before a programme means a body that does not run it."""
    office = {"our": letter.ours, "your": letter.yours}.get(whose, "")
    owners = register.publishers_of(register.programmes[key].owners)
    return bool(office and owners and office not in owners)
