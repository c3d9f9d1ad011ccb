"""What the real letter cites, as its gold links have it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corresp_tracker.citing.context import LetterContext
from corresp_tracker.citing.finder import find_citations
from corresp_tracker.citing.register import Register, compile_register
from corresp_tracker.citing.register_csv import starter_register
from corresp_tracker.values.citation import CheckCode, Citation, CitationKind, Confidence
from corresp_tracker.values.letter_text import LetterParagraph
from corresp_tracker.values.partial_date import PartialDate

NOT_PARAGRAPHS = {"salutation", "subject", "valediction", "signatory", "role"}
LETTER = PartialDate.parse("2016-10-18")
ANSWERED = PartialDate.parse("2016-10-17")
CONTEXTS = {
    "dated": LetterContext(dated=LETTER, not_before=ANSWERED, ours="org-hmicfrs", yours="org-ofsted"),
    "as printed": LetterContext(not_before=ANSWERED, ours="org-hmicfrs"),
    "nothing known": LetterContext(),
}


@pytest.fixture(scope="module")
def register() -> Register:
    return compile_register(starter_register())


@pytest.fixture(params=list(CONTEXTS))
def found(
    request: pytest.FixtureRequest, register: Register, real_letters: Path
) -> tuple[str, list[tuple[dict[str, Any], tuple[Citation, ...]]]]:
    gold = json.loads((real_letters / "seed-gold.json").read_text())
    paragraphs = [paragraph for paragraph in gold["paragraphs"] if paragraph["id"] not in NOT_PARAGRAPHS]
    read = [LetterParagraph(paragraph["id"], 0, paragraph["text"]) for paragraph in paragraphs]
    citations = find_citations(read, register, letter=CONTEXTS[request.param])
    return request.param, list(zip(paragraphs, citations, strict=True))


def gold_links(found: Any) -> Iterator[tuple[dict[str, Any], list[Citation]]]:
    for paragraph, citations in found:
        for gold in paragraph["citations"]:
            yield (
                gold,
                [
                    citation
                    for citation in citations
                    if citation.start < gold["end"] and gold["start"] < citation.end
                ],
            )


def test_every_certain_citation_of_the_gold_is_found(found: Any) -> None:
    known, links = found
    for gold, over in gold_links(links):
        if not gold["link"] or gold["confidence"] != "high":
            continue
        if gold["kind"] == "letter":
            assert [(citation.kind, citation.cited_date) for citation in over] == [
                (CitationKind.LETTER, ANSWERED)
            ]
            continue
        sure = [citation for citation in over if citation.confidence is not Confidence.POSSIBLE]
        assert gold["target"] in [citation.work for citation in sure], (known, gold["surface"], over)
        if gold["kind"] == "report":
            assert (gold["start"], gold["end"]) in [(citation.start, citation.end) for citation in sure]


def test_nothing_that_the_gold_leaves_alone_is_linked_to_a_work(found: Any) -> None:
    for gold, over in gold_links(found[1]):
        if gold["link"]:
            continue
        works = [citation for citation in over if citation.kind is not CitationKind.BODY]
        assert [citation.words for citation in works if citation.work != gold["target"]] == []


def test_no_other_report_or_programme_is_linked(found: Any) -> None:
    for paragraph, citations in found[1]:
        for citation in citations:
            if citation.work is None or citation.kind in (CitationKind.BODY, CitationKind.LETTER):
                continue
            meant = {
                gold["target"]
                for gold in paragraph["citations"]
                if citation.start < gold["end"] and gold["start"] < citation.end
            }
            assert citation.work in meant, citation


def test_no_date_of_the_letter_is_called_wrong(found: Any) -> None:
    codes = [check.code for _, citations in found[1] for citation in citations for check in citation.checks]
    assert CheckCode.DATE_DISAGREES not in codes
    assert codes == []


def test_offsets_are_those_of_the_words(found: Any) -> None:
    for paragraph, citations in found[1]:
        for citation in citations:
            assert paragraph["text"][citation.start : citation.end] == citation.words
