"""Programmes that a paragraph names, with the edition that is meant; and their reports, named by programme and year."""

import re
from collections.abc import Iterator

from corresp_tracker.citing.checks import checks_of_report, checks_of_standing
from corresp_tracker.citing.dates import MONTH, date_beside, said_date
from corresp_tracker.citing.editions import (
    Said,
    Time,
    national,
    of_date,
    of_edition,
    said_after,
    said_before,
    was_out,
    year_meant,
)
from corresp_tracker.citing.passage import Passage
from corresp_tracker.citing.phrases import is_another_thing
from corresp_tracker.citing.register import Mention, Named
from corresp_tracker.citing.surroundings import surroundings
from corresp_tracker.citing.titles import may_mean
from corresp_tracker.values.citation import Citation, CitationKind, Confidence
from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.partial_date import PartialDate

_INSPECTIONS = re.compile(r"\s+(?:inspections?|assessments?|programme)\b", re.IGNORECASE)
_OF_NAMED = re.compile(
    r"\s+(?:of|in|at|into)\s+(?:the\s+)?(?P<name>[A-Z][\w’'-]*(?:\s+(?:[A-Z][\w’'-]*|and|of|the|&)){0,8}\b)(?<!\band)(?<!\bof)"
)
_OWNERS = re.compile(r"\b(?:our|your|the|their|its)\s+\Z", re.IGNORECASE)
_OFFERED = 8
_LONG = 3
"""Letters that an abbreviation must have to be known by whose letter it is."""
_MANY_BLANKS = 3
"""Blanks in the name of a programme that no ordinary sentence has by chance: "independent review of progress"."""
_THE = re.compile(r"\bthe\s+\Z", re.IGNORECASE)
_REPORT = re.compile(r"\s+(?:annual\s+)?(?:report|assessment|publication)\b(?!s)", re.IGNORECASE)
_ONE_OF_ITS_REPORTS = re.compile(r"\s+(?:report|thematic)\b", re.IGNORECASE)
_OF_SOMETHING = re.compile(r"\s+(?:of|into|on|in|at)\b")
_RECENT = re.compile(rf",?\s+(?:published\s+)?(?:of|on|in)\s+(?:(?P<day>\d{{1,2}})\s+)?{MONTH}\b(?!\s+\d)")
_A_PHASE_OF = re.compile(
    r"\b(?:phase|part|stage|half)\s+of\s+(?:our|your|the|an?|this|that)\s+\Z", re.IGNORECASE
)
"""What stands before an inspection that has phases, and so is a single one."""
_PUBLISHED_YEARLY = frozenset({"annual", "state of policing"})


def cite_programmes(passage: Passage) -> Iterator[Citation]:
    """Give each programme that is named, or the one of its reports that is meant by a year or a time."""
    register = passage.register
    for mention in passage.mentions:
        if not any(named.key in register.programmes for named in mention.named):
            continue
        around = surroundings(passage, mention.start, mention.end)
        words = passage.text[mention.start : mention.end]
        meant = [
            named
            for named in mention.named
            if may_mean(named, words, around) or _is_a_partys_own(passage, named, words)
        ]
        programmes = [named.key for named in meant if named.key in register.programmes]
        if len(programmes) == 1:
            key, after = programmes[0], said_after(passage.text, mention.end)
            if _is_to_come(passage, key) or is_another_thing(passage.text, mention.end):
                continue
            yield (
                _report_of_programme(passage, mention, key)
                or _report_of_date(passage, mention, key)
                or (
                    _of_edition(passage, mention, key, after)
                    if after and _follows(passage, mention, after)
                    else None
                )
                or _of_place(passage, mention, key)
                or _programme(passage, mention, key, whose=around.whose)
            )


def _is_a_partys_own(passage: Passage, named: Named, words: str) -> bool:
    """Say whether words name a programme that the writer runs, by a long name of it.

    Of the reader's programmes an abbreviation is enough: "an IRP".
    """
    programme = passage.register.programmes.get(named.key)
    if programme is None:
        return False
    if not named.name.exact:
        return words.count(" ") >= _MANY_BLANKS and passage.letter.ours in passage.register.publishers_of(
            programme.owners
        )
    if len(words) < _LONG or words != named.name.words:
        return False
    parties = {passage.letter.ours, passage.letter.yours} - {""}
    return not parties.isdisjoint(passage.register.publishers_of(programme.owners))


def _follows(passage: Passage, mention: Mention, said: Said) -> bool:
    """Say whether nothing stands between a name and its year."""
    return not passage.text[mention.end : said.start].strip()


def _of_edition(passage: Passage, mention: Mention, key: str, said: Said) -> Citation | None:
    """Take "PEEL 2021/22 inspections" for the programme and its edition; "PEEL 2021/22" alone may be a report of it."""
    inspections = _INSPECTIONS.match(passage.text, said.end)
    if inspections:
        return passage.citation(
            mention.start,
            inspections.end(),
            CitationKind.PROGRAMME,
            Confidence.CERTAIN,
            "the name of the programme, and its edition",
            work=key,
            candidates=(key,),
            cited_date=PartialDate.parse(said.year[:4]),
            edition=said.year,
            checks=checks_of_standing(passage.register.programmes[key]),
        )
    reports = of_edition(passage.register.members.get(key, ()), said, passage.letter)
    if not reports:
        return None
    of_the_place = [each for each in reports if each.place and {each.place} == _places_before(passage)]
    several = len(of_the_place) == 1 or _ONE_OF_ITS_REPORTS.match(passage.text, said.end)
    return passage.citation(
        mention.start,
        said.end,
        CitationKind.PROGRAMME,
        Confidence.POSSIBLE if several else Confidence.LIKELY,
        f"the programme and its edition; or one of its reports of {said.year}",
        work=None if several else key,
        candidates=(*(each.key for each in of_the_place), key, *(each.key for each in reports[:_OFFERED])),
        cited_date=PartialDate.parse(said.year[:4]),
        edition=said.year,
        checks=checks_of_standing(passage.register.programmes[key]),
    )


def _places_before(passage: Passage) -> set[str]:
    """Give the places whose reports were cited earlier in the letter."""
    told = [each.work or "" for paragraph in passage.told.paragraphs for each in paragraph]
    return {report.place for key in told if (report := passage.register.reports.get(key)) and report.place}


def _of_place(passage: Passage, mention: Mention, key: str) -> Citation | None:
    """Give the one report of a programme whose title names what follows: "COVID-19 inspection of Lancashire ..."."""
    text = passage.text
    match = _OF_NAMED.match(text, mention.end)
    if match is None:
        return None
    named = set(folded_words(match["name"]))
    reports = [
        report
        for report in passage.register.members.get(key, ())
        if named <= set(passage.register.names_of[report.key][0].words) and was_out(report, passage.letter)
    ]
    if len(reports) != 1:
        return None
    whose = _OWNERS.search(text[: mention.start])
    return passage.citation(
        whose.start() if whose else mention.start,
        match.end(),
        CitationKind.REPORT,
        Confidence.LIKELY,
        "the one report of the programme on it",
        work=reports[0].key,
        candidates=(reports[0].key,),
        checks=checks_of_report(reports[0], passage.register, letter=passage.letter, cited=None),
    )


def _report_of_programme(passage: Passage, mention: Mention, programme: str) -> Citation | None:
    """Give the report that is meant by a programme and a year or time: "last year's State of Policing report"."""
    text = passage.text
    before, after = said_before(text, mention.start), said_after(text, mention.end)
    noun = _REPORT.match(text, mention.end)
    held = national(passage.register.members.get(programme, ()))
    yearly = [report for report in held if report.kind in _PUBLISHED_YEARLY]
    members = yearly or held
    said = before if before and (noun or yearly) else after if after and yearly else None
    if said is None or not members:
        return None
    reports = of_edition(members, said, passage.letter)
    if not reports and not said.after:
        return None
    start = min(mention.start, said.start)
    end = max(noun.end() if noun else mention.end, said.end)
    one = reports[0] if len(reports) == 1 else None
    year = year_meant(said, passage.letter)
    told = f"the one of {year}" if year else "the latest"
    cited = PartialDate.parse(year[:4]) if year else None
    confidence = (Confidence.CERTAIN if said.after else Confidence.LIKELY) if one else Confidence.POSSIBLE
    if not reports:
        told = f"not held: the register has no {passage.register.programmes[programme].name} of {year}"
    return passage.citation(
        start,
        end,
        CitationKind.REPORT,
        confidence,
        told if one or not reports else f"{len(reports)} reports may be meant",
        work=one.key if one else None,
        candidates=[report.key for report in reports],
        cited_date=cited,
        checks=checks_of_report(one, passage.register, letter=passage.letter, cited=cited) if one else (),
    )


def _report_of_date(passage: Passage, mention: Mention, programme: str) -> Citation | None:
    """Give the yearly report that is meant by its date: "State of Policing (June 2023)"."""
    noun = _REPORT.match(passage.text, mention.end)
    at = noun.end() if noun else mention.end
    beside, recent = date_beside(passage.text, at), _RECENT.match(passage.text, at)
    dated, end = (beside.date, beside.end) if beside else (None, at)
    if recent and not beside:
        dated = said_date(recent["month"], day=recent["day"], written=passage.letter.dated)
        end = recent.end()
    held = national(passage.register.members.get(programme, ()))
    yearly = [each for each in held if each.kind in _PUBLISHED_YEARLY and was_out(each, passage.letter)]
    meant = of_date(yearly, dated) if dated else []
    if not dated or len(meant) != 1:
        return None
    return passage.citation(
        mention.start,
        end,
        CitationKind.REPORT,
        Confidence.LIKELY,
        f"the one of {dated.in_words()}",
        work=meant[0].key,
        candidates=(meant[0].key,),
        cited_date=dated,
        checks=checks_of_report(meant[0], passage.register, letter=passage.letter, cited=dated),
    )


def _programme(passage: Passage, mention: Mention, key: str, *, whose: str) -> Citation:
    text = passage.text
    said = said_before(text, mention.start)
    start, year = _start_and_year(passage, mention, said)
    foreign = is_anothers(passage, key, whose)
    confidence, reason = Confidence.CERTAIN, "the name of the programme"
    if _is_of_a_place(passage, mention):
        confidence, reason = Confidence.LIKELY, "one inspection of a place, by the name of the programme"
    if _is_one_inspection(text[mention.start : mention.end]):
        confidence, reason = Confidence.LIKELY, "one inspection, by the name of the programme"
    of_phases = confidence is Confidence.LIKELY and _A_PHASE_OF.search(text[: mention.start])
    if (
        of_phases
        or _ONE_OF_ITS_REPORTS.match(text, mention.end)
        or (confidence is Confidence.LIKELY and _OF_SOMETHING.match(text, mention.end))
    ):
        confidence, reason = Confidence.POSSIBLE, "one report or inspection, by the name of its programme"
    return passage.citation(
        start,
        mention.end,
        CitationKind.PROGRAMME,
        Confidence.POSSIBLE if foreign else confidence,
        "called another body's" if foreign else reason,
        work=None if foreign or confidence is Confidence.POSSIBLE else key,
        candidates=(key,),
        cited_date=PartialDate.parse(year[:4]) if year else None,
        edition=year,
        checks=() if foreign else checks_of_standing(passage.register.programmes[key]),
    )


def _start_and_year(passage: Passage, mention: Mention, said: Said | None) -> tuple[int, str]:
    """Take in the words before a programme that say which edition: "this year's PEEL inspections"."""
    if said and said.time is not Time.LATEST:
        return said.start, year_meant(said, passage.letter)
    the = _THE.search(passage.text[: mention.start])
    return (the.start() if the else mention.start), ""


def _is_of_a_place(passage: Passage, mention: Mention) -> bool:
    """Say whether one inspection is named, and the place that it was of: "PEEL inspection of Warwickshire Police"."""
    of_named = _OF_NAMED.match(passage.text, mention.end)
    if of_named is None or not passage.text[: mention.end].lower().endswith("inspection"):
        return False
    return any(
        of_named.start() <= each.start < of_named.end() for each in passage.register.places_in(passage.text)
    )


def _is_to_come(passage: Passage, key: str) -> bool:
    """Say whether a programme had not begun when the letter was written."""
    started, dated = passage.register.programmes[key].started, passage.letter.dated
    return bool(started and dated and dated.last < started.first)


def _is_one_inspection(words: str) -> bool:
    """Say whether words in small letters name a single inspection, which need not be one of the programme's."""
    return words.islower() and words.endswith("inspection")


def is_anothers(passage: Passage, programme: str, whose: str) -> bool:
    """Say whether "our" or "your" before a programme means a body that does not run it."""
    office = {"our": passage.letter.ours, "your": passage.letter.yours}.get(whose.lower(), "")
    owners = passage.register.publishers_of(passage.register.programmes[programme].owners)
    return bool(office and owners and office not in owners)
