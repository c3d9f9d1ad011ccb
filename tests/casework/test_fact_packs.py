"""What a letter cites, each statement beside its source, for whoever signs it."""

import io

import docx
import pytest

from casework.letters import ASKED, DAY, letter, log, log_sent
from corresp_tracker.casework.fact_packs import fact_pack, write_fact_pack
from corresp_tracker.casework.links import reject
from corresp_tracker.errors import InvalidLetter
from corresp_tracker.model.works import Work
from corresp_tracker.store.database import Office
from corresp_tracker.store.lists import cited_by, count_of, last_said, letter_page, timeline_of

SAID = (
    "Much has been done. In recommendation 3 of 'Missing Children: Who Cares?' (March 2016) we asked for more. "
    "It was accepted."
)
LATER = "That report was read widely. 'A report that nobody holds' (May 2016) was not."


def test_each_statement_stands_beside_its_source(office: Office) -> None:
    logged = log_sent(office, SAID, LATER, dated=DAY)
    with office.reading() as session:
        pack = fact_pack(session, logged.letter_id)
    known, later, gap = pack.statements
    assert known.statement == (
        "In recommendation 3 of 'Missing Children: Who Cares?' (March 2016) we asked for more."
    )
    assert known.source.startswith("Missing children: who cares?")
    assert (known.label, known.locator, known.publishers) == ("1", "recommendation 3", "HMIC")
    assert known.published_on
    assert known.published_on.iso == "2016-03-23"
    assert (later.words, later.source, later.statement) == (
        "That report",
        known.source,
        "That report was read widely.",
    )
    assert (gap.source, gap.published_on, gap.standing) == ("", None, "not held")


def test_what_is_not_known_is_left_blank_and_what_was_rejected_is_left_out(office: Office) -> None:
    logged = log_sent(office, SAID, LATER, dated=DAY)
    with office.writing("Rejected") as session:
        link = next(each for each in letter_page(session, logged.letter_id).links if each.later)
        reject(session, link.id, version=link.version, by="Clerk")
        data = write_fact_pack(session, logged.letter_id)
    [table] = docx.Document(io.BytesIO(data)).tables
    heads, known, gap = ([cell.text for cell in row.cells] for row in table.rows)
    assert heads == ["Para", "What the letter says", "Source", "Checked against source by"]
    assert "Published 23 March 2016" in known[2]
    assert "Recommendation 3" in known[2]
    assert known[3].count("……") >= 2
    assert "Page or paragraph ……" in gap[2]
    assert "Not held." in gap[2]


def test_a_letter_that_cites_nothing_has_no_fact_pack(office: Office) -> None:
    logged = log(office, letter("Nothing is cited here."))
    with office.reading() as session, pytest.raises(InvalidLetter, match="cites nothing"):
        write_fact_pack(session, logged.letter_id)


def test_later_mentions_are_counted_apart_and_the_newest_word_sent_is_the_last_said(office: Office) -> None:
    log(office, letter(ASKED))
    log_sent(office, SAID, LATER, dated=DAY)
    log_sent(office, ASKED, dated=DAY.replace(year=2018))
    with office.reading() as session:
        work = session.query(Work).where(Work.key == "missing-children-who-cares").one().id
        citing = cited_by(session, work)
    assert count_of(citing).in_words() == (
        "2 paragraphs in 2 letters sent; 1 received; 0 in drafts; 0 unconfirmed; 1 later mention apart"
    )
    last = last_said(citing)
    assert last
    assert (last.text, last.dated and last.dated.year) == (ASKED, 2018)
    assert [(year.year, year.sent, year.received) for year in timeline_of(citing)] == [
        (2016, 1, 1),
        (2017, 0, 0),
        (2018, 1, 0),
    ]
