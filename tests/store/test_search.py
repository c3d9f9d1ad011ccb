"""Anything ever said is found, alike in both databases."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corresp_tracker.errors import InvalidQuery
from corresp_tracker.model.letters import Paragraph
from corresp_tracker.store.database import Office
from corresp_tracker.store.query import parse_query
from corresp_tracker.store.search import index_letter, search, suggestions
from corresp_tracker.values.letter_text import Direction
from tests.store.letters import add_letter

WORDS = ["police", "harm", "harm's", "covid", "19", "COVID-19", "Zoë", "child"]


@pytest.fixture
def filled(office: Office) -> Office:
    with office.writing("Logged letters") as session:
        add_letter(
            session,
            "We rated 27 forces as requiring improvement in child protection.",
            "In Harm’s Way was published in July 2015; see hmic.gov.uk/peel.",
            reference="INS/2016/0001",
            day=date(2016, 10, 18),
            direction=Direction.OUT,
        )
        add_letter(
            session,
            "Child protection inspections by HMIC are not published for COVID-19.",
            reference="INS/2016/0002",
            day=date(2016, 11, 15),
            name="Zoë Example",
            subject="Custody",
        )
        add_letter(
            session,
            "A draft on child protection.",
            reference="INS/2017/0001",
            direction=Direction.OUT,
            draft=True,
        )
    return office


@pytest.mark.parametrize(
    ("typed", "cases"),
    [
        ("child protection", ["INS/2016/0002", "INS/2016/0001"]),
        ('"child protection inspections"', ["INS/2016/0002"]),
        ("child -inspections", ["INS/2016/0001"]),
        ("child NOT inspections", ["INS/2016/0001"]),
        ("NOT inspections", ["INS/2016/0001", "INS/2016/0001"]),
        ("inspections OR rated", ["INS/2016/0002", "INS/2016/0001"]),
        ("(inspections OR rated) 27", ["INS/2016/0001"]),
        ("inspect*", ["INS/2016/0002"]),
        ("inspect", []),
        ("harms", ["INS/2016/0001"]),
        ("harm's way", ["INS/2016/0001"]),
        ("covid-19", ["INS/2016/0002"]),
        ("hmic.gov.uk/peel", ["INS/2016/0001"]),
        ("from:zoe", ["INS/2016/0002"]),
        ("from:zoe child", ["INS/2016/0002"]),
        ("to:wilshaw child", ["INS/2016/0001"]),
        ("from:wilshaw", []),
        ("subject:custody", ["INS/2016/0002"]),
        ("dated:2016-10 child", ["INS/2016/0001"]),
        ("dated:2016-11-01..2016-12 child", ["INS/2016/0002"]),
        ("dated:>2016-11-16 child", []),
        ("dated:<2016-10-18 child", ["INS/2016/0001"]),
        ("child OR from:zoe", ["INS/2016/0002", "INS/2016/0001"]),
    ],
)
def test_a_query_finds_what_it_means_newest_first(filled: Office, typed: str, cases: list[str]) -> None:
    with filled.reading() as session:
        assert [hit.case for hit in search(session, typed).hits] == cases


def test_drafts_are_found_only_when_asked_for(filled: Office) -> None:
    with filled.reading() as session:
        assert search(session, "child").total == 2
        found = search(session, "child", drafts=True)
        assert {hit.standing for hit in found.hits} == {"draft", "sent", "received"}


def test_a_hit_shows_its_words_marked(filled: Office) -> None:
    with filled.reading() as session:
        hit = search(session, "harm's").hits[0]
        assert [hit.snippet[start:end] for start, end in hit.marks] == ["Harm’s"]
        assert hit.paragraph == "2"
        assert hit.correspondent == "Sir Michael Wilshaw"


def test_words_that_were_changed_are_found_and_those_before_are_not(filled: Office) -> None:
    with filled.writing("Changed a paragraph") as session:
        paragraph = session.query(Paragraph).filter(Paragraph.text.contains("27 forces")).one()
        paragraph.text = "We rated all forces."
        index_letter(session, paragraph.letter_id)
    with filled.reading() as session:
        assert search(session, "requiring").total == 0
        assert search(session, "rated all").total == 1


@pytest.mark.parametrize(
    "typed", ["", "   ", '"open', "(open", "shut)", "AND", "NOT", "a OR", "dated:yesterday", "from:", "…"]
)
def test_a_query_that_cannot_be_understood_gets_a_sentence(typed: str) -> None:
    with pytest.raises(InvalidQuery) as refused:
        parse_query(typed)
    assert refused.value.message.endswith(".")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(
        st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join), min_size=1, max_size=4
    ),
    typed=st.recursive(
        st.sampled_from([*WORDS, '"child police"', "pol*", '"harm\'s covid"']),
        lambda inner: st.tuples(inner, st.sampled_from([" ", " OR ", " -", " NOT "]), inner).map(
            lambda made: f"({made[0]}{made[1]}{made[2]})"
        ),
        max_leaves=4,
    ),
)
def test_both_databases_answer_alike(
    sqlite_office: Office, postgresql_office: Office, texts: list[str], typed: str
) -> None:
    answers = []
    for office in (sqlite_office, postgresql_office):
        with pytest.raises(_TakenBackError), office.writing("Tried") as session:
            add_letter(session, *texts)
            answers.append([hit.paragraph for hit in search(session, typed).hits])
            raise _TakenBackError
    assert answers[0] == answers[1]


class _TakenBackError(Exception):
    """Ends a trial, so that nothing of it stays in the office."""


def test_people_are_offered_while_one_types(office: Office) -> None:
    from corresp_tracker.model.people import Person

    with office.writing("Added a person") as session:
        session.add(Person(name="Amber Rudd", folded_name="amber rudd"))
    with office.reading() as session:
        assert [offer.words for offer in suggestions(session, "amb")] == ["to Amber Rudd", "from Amber Rudd"]
