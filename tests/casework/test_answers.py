"""What was said, copied for whoever asks, and nothing else with it."""

import pytest

from casework.letters import ASKED, letter, log
from corresp_tracker.casework.answers import copy_as_answer
from corresp_tracker.errors import NotFound
from corresp_tracker.store.database import Office
from corresp_tracker.store.lists import letter_page


def test_an_answer_has_date_correspondent_reference_and_the_asked_words_alone(office: Office) -> None:
    first = log(office, letter(ASKED, "A & B <said> so.", "Nobody asked for this."))
    other = log(office, letter("What another letter says.", our_reference="EIS/16/10"))
    with office.reading() as session:
        page = letter_page(session, first.letter_id)
        answer = copy_as_answer(session, [page.paragraphs[1].id, page.paragraphs[0].id])
    head = "Letter of 17 October 2016 from Chief Inspector, Example Inspectorate of Schools (INS/2016/0001)"
    assert answer.plain == f"{head}\n1\t{ASKED}\n2\tA & B <said> so.\n"
    assert "A &amp; B &lt;said&gt; so." in answer.html
    assert "Nobody asked" not in answer.plain + answer.html
    assert other.reference not in answer.plain


def test_letters_follow_one_another_by_date_each_with_its_head(office: Office) -> None:
    from datetime import date

    late = log(office, letter("Later words.", dated=date(2016, 11, 1), our_reference="EIS/16/11"))
    early = log(office, letter("Earlier words.", our_reference="EIS/16/10"))
    with office.reading() as session:
        ids = [letter_page(session, each.letter_id).paragraphs[0].id for each in (late, early)]
        plain = copy_as_answer(session, ids).plain
    assert plain.index("Earlier words.") < plain.index("Later words.")
    assert plain.count("Letter of") == 2


def test_words_that_are_gone_are_refused(office: Office) -> None:
    with pytest.raises(NotFound), office.reading() as session:
        copy_as_answer(session, [99_999])
