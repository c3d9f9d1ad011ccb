"""Inspections that a paragraph cites by where and when: "our inspection of Cleveland in March"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from corresp_tracker.citing.checks import checks_of_report
from corresp_tracker.citing.editions import YEARS, Said, Time, is_soon_out, of_edition, was_out
from corresp_tracker.citing.numbers import ordinal_of
from corresp_tracker.citing.owners import office_said
from corresp_tracker.citing.passage import Passage
from corresp_tracker.citing.place_lists import listed_place, programmes_stated
from corresp_tracker.citing.place_words import PlaceCited, end_of_name, readings, with_date
from corresp_tracker.citing.register import PlaceNamed
from corresp_tracker.citing.topics import topic_of
from corresp_tracker.values.citation import Citation, CitationKind, Confidence
from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.partial_date import PartialDate
from corresp_tracker.values.register_facts import ReportFacts

_CHEAP = ("inspect", "jtai", "jar", "visit", "assessment", "peel", "review", "report", "update", "that of")
_THAT_OF = re.compile(
    r"\b(?:that|those|the one|the ones)\s+(?:of|in|on|at|to)\s+(?:the\s+)?\Z", re.IGNORECASE
)
_AND_OF = re.compile(
    r"(?:,|;)?\s*(?:and|or|,|;)\s*(?:(?:also|then)\s+)?(?:of\s+|in\s+|at\s+)?(?:the\s+)?|,\s+(?:of\s+|in\s+)?"
)
_FORCE = re.compile(r"(?<=\b(?:of|on|at)\s)(?:the|this|that|my|your|our)\s+[Ff]orce\b(?!\s+\w+ment)")
_NO_PLACE = re.compile(
    rf"\b(?P<whose>[Tt]he|[Oo]ur|[Yy]our)\s+(?P<about>(?:(?:PEEL\s+)?{YEARS}(?:\s+PEEL)?|(?:[Qq]uarter\s+|[Qq])[1-4]|"
    r"(?:first|second|third|fourth)[\s-]quarter(?:ly)?))\s+(?P<noun>report|inspection|assessment|update)\b"
    r"(?!\s+(?:of|on|in|into|at|about|by)\b)"
)
"""An inspection told by when it was alone."""
_INSPECTING = re.compile(r"inspect|\b(?:JTAI|NCPI|PEEL|report|review|visit|assessment)", re.IGNORECASE)
_LEAD = re.compile(r"\b(?:our|your|the)\s+\Z", re.IGNORECASE)
_FIELDWORK = 180
"""Days from the month of an inspection within which its report comes out."""
_ON_PLACES = frozenset({"force inspection", "joint", "prison inspection", "thematic", ""})
_OFFERED = 9


def cite_places(passage: Passage) -> Iterator[Citation]:
    """Give each inspection of a place that the register knows, by the words for an inspection around its name."""
    if not passage.says(_CHEAP) and not passage.told.list_of:
        return
    last: PlaceCited | None = None
    waiting: list[PlaceNamed] = []
    cited: list[Citation] = []
    for place in sorted(
        (*passage.register.places_in(passage.text), *_the_force(passage)), key=lambda each: each.start
    ):
        read = _read(passage, place, cited) or _like_the_last(passage, place, last, cited)
        if read is None:
            waiting.append(place)
            continue
        found, last = read
        cited += [*_listed_before(passage, waiting, last), _with_work_before(passage, found)]
        waiting = []
    yield from cited
    yield from _where_told(passage)


def _where_told(passage: Passage) -> Iterator[Citation]:
    """Give "the 2018/19 report" and "the quarter 4 update" on the one place that the letter is about."""
    for match in _NO_PLACE.finditer(passage.text):
        before = {each.place for each in passage.register.places_in(passage.text[: match.start()])}
        places = _places_told(passage) | before
        if len(places) == 1:
            about = f"{match['about']} {match['noun']}"
            cited = with_date(
                passage, PlaceCited(next(iter(places)), *match.span(), match["whose"].lower(), about)
            )
            found = _citation(passage, cited)
            if found and found.work:
                yield found


def _places_told(passage: Passage) -> set[str]:
    """Give the places whose reports the letter has cited."""
    told = [each.work or "" for paragraph in passage.told.paragraphs for each in paragraph]
    reports = (passage.register.reports.get(key) for key in told)
    return {" ".join(folded_words(report.place)) for report in reports if report and report.place}


def _the_force(passage: Passage) -> Iterator[PlaceNamed]:
    """Give "the force" for the one place whose reports the letter has cited, or the one that it has named."""
    places = _places_told(passage) or passage.told.places
    if len(places) == 1:
        for match in _FORCE.finditer(passage.text):
            yield PlaceNamed(match.start(), match.end(), next(iter(places)))


def _read(
    passage: Passage, place: PlaceNamed, before: Sequence[Citation]
) -> tuple[Citation, PlaceCited] | None:
    """Read the inspection of a place by the words around its name.

    Where they leave several open, the programme that is spoken of tells which is meant.
    """
    for cited in readings(passage, place):
        found = _citation(passage, cited)
        if found:
            return _told_by_programme(passage, place, cited, before, found) or found, cited
    return None


def _told_by_programme(
    passage: Passage, place: PlaceNamed, cited: PlaceCited, before: Sequence[Citation], found: Citation
) -> Citation | None:
    """Give of several inspections that were found the one of the programme spoken of; None where words tell more."""
    if len(found.candidates) < 2 or cited.said or cited.month or any(passage.register.mentions(cited.about)):
        return None
    for programme in programmes_stated(passage, place, before):
        told = _citation(passage, replace(cited, about=f"{programme} {cited.about}"))
        if told:
            return told if told.work in found.candidates else None
    return None


def _with_work_before(passage: Passage, found: Citation) -> Citation:
    """Decide for the report on a place that goes with a report named before: "with separate reports on Sussex"."""
    if found.work or len(found.candidates) != 1:
        return found
    title = passage.register.names_of[found.candidates[0]][0].words
    heads = (
        name.words
        for mention in passage.mentions
        if mention.end <= found.start
        for named in mention.named
        if named.key in passage.register.reports
        for name in passage.register.names_of[named.key]
    )
    if not any(len(head) > 1 and title[: len(head)] == head for head in heads):
        return found
    reason = f"{found.reason}, which goes with the report before it"
    return replace(found, work=found.candidates[0], confidence=Confidence.LIKELY, reason=reason)


def _like_the_last(
    passage: Passage, place: PlaceNamed, last: PlaceCited | None, before: Sequence[Citation]
) -> tuple[Citation, PlaceCited] | None:
    """Read a place that follows another's inspection: "of Torbay, Somerset and Surrey", "that of Haringey"."""
    if last is None:
        return _that_of(passage, place) or _in_list(passage, place, before)
    between = passage.text[last.end : place.start]
    that = _THAT_OF.search(between)
    if not that and not _AND_OF.fullmatch(between):
        return _in_list(passage, place, before)
    start = last.end + that.start() if that else place.start
    end = end_of_name(passage.text, place.end)
    cited = with_date(passage, replace(last, place=place.place, start=start, end=end, said=None, month=None))
    found = _citation(passage, cited)
    return (found, cited) if found else None


def _that_of(passage: Passage, place: PlaceNamed) -> tuple[Citation, PlaceCited] | None:
    """Read "that of Warwickshire", which is an inspection of the programme that was spoken of last."""
    that = _THAT_OF.search(passage.text, max(0, place.start - 30), place.start)
    if (
        that
        and passage.text[: that.start()].strip()
        and not _INSPECTING.search(passage.text, 0, that.start())
    ):
        return None  # it is something else that is "that of Leeds"
    programme = _programme_before(passage, place.start) if that else None
    if that is None or programme is None:
        return None
    sort = _SORT.search(passage.text[: that.start()])
    about = f"{passage.register.programmes[programme].name} {sort[0] if sort else ''}"
    cited = with_date(passage, PlaceCited(place.place, that.start(), place.end, "the", about))
    found = _citation(passage, cited)
    return (found, cited) if found else None


def _in_list(
    passage: Passage, place: PlaceNamed, before: Sequence[Citation]
) -> tuple[Citation, PlaceCited] | None:
    """Read a place that stands under a statement of what was inspected."""
    for cited in listed_place(passage, place, before):
        found = _citation(passage, cited)
        if found and found.work:
            return found, cited
    return None


def _programme_before(passage: Passage, at: int) -> str | None:
    """Give the programme that was named last before a place, or whose report was cited last."""
    register = passage.register
    here = [named.key for mention in passage.mentions if mention.end <= at for named in mention.named]
    told = [each.work or "" for paragraph in passage.told.paragraphs for each in paragraph]
    for key in reversed([*told, *here]):
        if key in register.programmes:
            return key
        if key in register.reports and register.reports[key].programme:
            return register.reports[key].programme
    return None


def _listed_before(passage: Passage, places: Sequence[PlaceNamed], last: PlaceCited) -> Iterator[Citation]:
    """Give the places that lead up to a shared head: "the Lincolnshire and Salford JTAIs"."""
    if not last.shares_head:
        return
    reach = last.first_place
    for place in reversed(places):
        if not _AND_OF.fullmatch(passage.text[place.end : reach]):
            return
        lead = _LEAD.search(passage.text[: place.start])
        start = lead.start() if lead else place.start
        found = _citation(passage, replace(last, place=place.place, start=start, end=place.end))
        if found:
            yield found
        reach = place.start


def _citation(passage: Passage, cited: PlaceCited) -> Citation | None:
    reports = _of_its_sort(passage, cited)
    timed = cited.month is not None or cited.said is not None
    if not reports or (cited.whose in ("a", "an") and not timed):
        return None
    if _VISIT.search(cited.about) and not cited.month and not any(passage.register.mentions(cited.about)):
        return None
    meant = _of_its_time(passage, reports, cited)
    if not meant and len(reports) == 1 and _is_mistaken(passage, reports[0], cited):
        meant = reports
    fieldwork = [] if meant else _soon_after(passage, reports, cited)
    meant = meant or fieldwork
    one = meant[0] if len(meant) == 1 and _is_enough(passage, cited, meant[0], timed=timed) else None
    if len(meant) > _OFFERED or (not meant and not timed):
        return None
    if one and not was_out(one, passage.letter) and not (cited.whose == "our" and passage.letter.ours):
        one = None
    return passage.citation(
        cited.start,
        cited.end,
        CitationKind.REPORT,
        Confidence.LIKELY if one else Confidence.POSSIBLE,
        _reason(cited, len(meant)),
        work=one.key if one else None,
        candidates=[report.key for report in meant or reports[:_OFFERED]],
        cited_date=cited.month,
        checks=checks_of_report(
            meant[0], passage.register, letter=passage.letter, cited=None if fieldwork else cited.month
        )
        if len(meant) == 1
        else (),
    )


def _soon_after(passage: Passage, reports: Sequence[ReportFacts], cited: PlaceCited) -> list[ReportFacts]:
    """Give the one report on our inspection of a month that came out soon after it, when its fieldwork was."""
    month = cited.month
    if month is None or month.day or len(month.iso) == len("2016"):
        return []
    offices = _offices_of(passage, cited.whose)
    soon = [
        report
        for report in reports
        if report.published_on
        and report.inspected_on is None
        and not offices.isdisjoint(passage.register.publishers_of(report.publishers))
        and timedelta(0) < report.published_on.first - month.last <= timedelta(days=_FIELDWORK)
        and was_out(report, passage.letter)
    ]
    return soon if len(soon) == 1 else []


def _is_mistaken(passage: Passage, report: ReportFacts, cited: PlaceCited) -> bool:
    """Say whether a day, with the programme named, is that of the one inspection but for a slip in year or month."""
    exact = cited.month is not None and cited.month.day is not None
    return exact and report.published_on is not None and any(passage.register.mentions(cited.about))


def _of_its_sort(passage: Passage, cited: PlaceCited) -> list[ReportFacts]:
    """Give the inspections of the place that were out by then, of the programme or the topic that is said."""
    reports = [
        report
        for report in passage.register.reports_by_place[cited.place]
        if report.kind in _ON_PLACES
        and (was_out(report, passage.letter) or is_soon_out(report, passage.letter))
    ]
    again = [report for report in reports if "re-inspection" in report.title.lower()]
    if _AGAIN.search(cited.about):
        return again
    programmes = {
        named.key
        for mention in passage.register.mentions(cited.about)
        for named in mention.named
        if named.key in passage.register.programmes
    }
    if programmes:
        held = [report for report in reports if report.programme in programmes]
        sort = _SORT.search(cited.about.lower())
        return [report for report in held if sort[1] in report.title.lower()] if sort else held
    quarter = _QUARTER.search(cited.about)
    if quarter:
        number = quarter["number"] or str(ordinal_of(quarter["ordinal"]))
        return [each for each in reports if f" quarter {number} " in f" {each.title.lower()} "]
    if "joint" in cited.about.lower():
        reports = [report for report in reports if report.kind == "joint"]
    topic = [
        word
        for word in topic_of(cited.about)
        if word.isalpha() and word not in _SAYS_NOTHING and not passage.register.body(word)
    ]
    if not topic:
        return reports
    return [
        report for report in reports if set(topic) <= set(folded_words(f"{report.title} {report.series}"))
    ]


_WORDS = (
    "january february march april may june july august september october november december year years visit reinspection "
    "unannounced announced full routine recent previous earlier most follow up and our or jtai ncpi peel separate "
    "individual accompanying"
)
_SAYS_NOTHING = frozenset(_WORDS.split())
_QUARTER = re.compile(
    r"\b(?:(?:[Qq]uarter\s+|[Qq])(?P<number>[1-4])|(?P<ordinal>first|second|third|fourth)[\s-]quarter(?:ly)?)\b",
    re.IGNORECASE,
)
_SORT = re.compile(r"\b(post-inspection review|post-inspection update)s?\b")
"""What comes after the inspection of a place, and is its own report."""
_VISIT = re.compile(r"\b(?:re-?)?visits?\s*\Z", re.IGNORECASE)
"""A visit, which is an inspection only where its month is said, or a programme is named: "our focused visit to"."""
_AGAIN = re.compile(r"\bre-?inspections?\b", re.IGNORECASE)


def _of_its_time(passage: Passage, reports: Sequence[ReportFacts], cited: PlaceCited) -> list[ReportFacts]:
    if cited.month and cited.month.iso.isdigit():
        said = Said(cited.start, cited.end, year=cited.month.iso)
        return of_edition(reports, said, passage.letter)
    if cited.month:
        return [report for report in reports if _is_of(report, cited.month)]
    if cited.said:
        return of_edition(reports, cited.said, passage.letter)
    return list(reports)


def _is_of(report: ReportFacts, month: PartialDate) -> bool:
    """Say whether an inspection was made, or its report published, then."""
    return any(
        date is not None and date.overlaps(month) for date in (report.inspected_on, report.published_on)
    )


def _is_enough(passage: Passage, cited: PlaceCited, report: ReportFacts, *, timed: bool) -> bool:
    """Say whether the words are enough to link by: when it was, or which programme's, or whose."""
    if _AGAIN.search(cited.about) or (timed and not (cited.said and cited.said.time is Time.LATEST)):
        return True
    said = any(passage.register.mentions(cited.about)) or "joint" in cited.about.lower()
    if report.kind == "joint" and cited.whose not in ("our", "the"):
        return said  # an inspection by several bodies is seldom called one's
    publishers = passage.register.publishers_of(report.publishers)
    return said or not _offices_of(passage, cited.whose).isdisjoint(publishers)


def _offices_of(passage: Passage, whose: str) -> set[str]:
    """Give the offices whose inspection it may be: of "the inspection of ...", the writer's or the reader's."""
    offices = (
        {office_said(passage, whose) or ""}
        if whose not in ("", "this", "that", "its", "their")
        else set[str]()
    )
    if whose.startswith("the"):
        offices |= {passage.letter.ours, passage.letter.yours}
    return offices - {""}


def _reason(cited: PlaceCited, number: int) -> str:
    when = f" of {cited.month.in_words()}" if cited.month else ""
    where = cited.place.title()
    if number == 0:
        return f"not held: the register's inspections of {where} are of another time"
    return (
        f"the inspection of {where}{when}" if number == 1 else f"{number} inspections of {where} may be meant"
    )
