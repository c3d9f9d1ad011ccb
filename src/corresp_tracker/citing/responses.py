"""What answers a report: "the Government's response to State of Policing 2022"."""

import re
from collections.abc import Iterator

from corresp_tracker.citing.checks import checks_of_report
from corresp_tracker.citing.editions import was_out
from corresp_tracker.citing.names import without_brackets
from corresp_tracker.citing.passage import Passage
from corresp_tracker.values.citation import Citation, CitationKind, Confidence
from corresp_tracker.values.folding import folded_words

_RESPONSE_TO = re.compile(
    r"\b(?:[Tt]he\s+|[Yy]our\s+|[Oo]ur\s+)?(?:(?:[Gg]overnment|Home\s+Office|[Mm]inistry|[Dd]epartment|Home\s+Secretary)"
    r"(?:['’]s)?\s+)?(?:formal\s+|full\s+)?[Rr]esponse\s+to\s+(?:the\s+|our\s+|your\s+)?['‘“]?\Z"
)


def cite_responses(passage: Passage) -> Iterator[Citation]:
    """Give each response to a report that is named, where the register has it."""
    if not passage.says(("esponse to",)):
        return
    for mention in passage.mentions:
        head = _RESPONSE_TO.search(passage.text, max(0, mention.start - 80), mention.start)
        if head is None:
            continue
        titles = {" ".join(folded_words(passage.text[mention.start : mention.end]))} | {
            " ".join(folded_words(without_brackets(passage.register.reports[named.key].title)))
            for named in mention.named
            if named.key in passage.register.reports
        }
        keys = {key for title in titles for key in answering(passage, title)}
        held = [passage.register.reports[key] for key in keys]
        if len(held) == 1 and was_out(held[0], passage.letter):
            end = mention.end + (passage.text[mention.end : mention.end + 1] in ("'", "’", "”"))
            yield passage.citation(
                head.start(),
                end,
                CitationKind.REPORT,
                Confidence.LIKELY,
                "the response to the report that is named",
                work=held[0].key,
                candidates=(held[0].key,),
                checks=checks_of_report(held[0], passage.register, letter=passage.letter, cited=None),
            )


def answering(passage: Passage, title: str) -> Iterator[str]:
    """Give the responses in whose titles a report's title comes first."""
    for key in passage.register.reports_by_word.get("response", ()):
        name = " ".join(passage.register.names_of[key][0].words)
        if name.startswith(title) and "government response" in name:
            yield key
