import importlib
from datetime import date
from pathlib import Path

import pytest

from corresp_tracker.drafting.library import (
    Template,
    shipped_template,
    shipped_templates,
    starting_paragraphs,
)
from corresp_tracker.drafting.lint import lint
from corresp_tracker.drafting.sample import SAMPLE
from corresp_tracker.drafting.template import LETTER_FIELDS, STARTING_FIELDS, open_prompts
from corresp_tracker.drafting.word import write_letter
from corresp_tracker.errors import InvalidTemplate, NotFound
from corresp_tracker.values.draft import DraftLetter, DraftParagraph
from corresp_tracker.values.partial_date import PartialDate
from drafting.letters import parts_of, with_body

ANSWERED = PartialDate("2016-10-17")


def words(name: str, **more: object) -> list[str]:
    return [paragraph.text for paragraph in starting_paragraphs(shipped_template(name).data, **more)]


def test_four_templates_ship_and_say_what_they_are_for():
    assert [(item.name, item.title, item.kind) for item in shipped_templates()] == [
        ("acknowledgement", "Acknowledgement", "acknowledgement"),
        ("holding-reply", "Holding reply", "holding reply"),
        ("inter-inspectorate-reply", "Inter-inspectorate reply", "reply"),
        ("ministerial-reply", "Ministerial reply", "reply"),
    ]


def test_a_holding_reply_asks_for_the_reason_and_the_day():
    found = words("holding-reply", answered=ANSWERED, received=date(2016, 10, 19), our_reference="EX/1")
    assert found[0] == "Thank you for your letter of 17 October 2016, which we received on 19 October 2016."
    assert "[Say what is being done" in found[1]
    assert "again by [date]" in found[2]
    assert "EX/1" in found[3]


def test_a_ministerial_reply_says_in_its_letterhead_from_whom_it_is():
    header = parts_of(write_letter(SAMPLE, template=shipped_template("ministerial-reply").data))
    first = next(header[name].decode() for name in sorted(header) if name.startswith("word/header1"))
    assert first.index("Example Inspectorate") < first.index("Sir Sam Sample QPM")
    other = parts_of(write_letter(SAMPLE, template=shipped_template("holding-reply").data))
    assert "Sir Sam Sample" not in other["word/header1.xml"].decode()


@pytest.mark.parametrize("template", shipped_templates(), ids=lambda template: template.name)
def test_nothing_is_wrong_with_a_template_that_ships(template: Template):
    assert lint(template.data, sample=SAMPLE) == ()


def test_shipped_templates_ask_only_for_what_letters_have():
    for template in shipped_templates():
        assert set(template.fields) <= {*LETTER_FIELDS, *STARTING_FIELDS}


def test_a_template_that_is_not_there_is_refused_with_the_names_of_those_that_are():
    with pytest.raises(NotFound, match="acknowledgement, holding-reply, inter"):
        shipped_template("ministerial")


def test_a_reply_begins_with_thanks_unnumbered_and_goes_on_with_numbered_prompts():
    opening, *rest = starting_paragraphs(shipped_template("inter-inspectorate-reply").data, answered=ANSWERED)
    assert (opening.text, opening.numbered) == ("Thank you for your letter of 17 October 2016.", False)
    assert all(paragraph.numbered and paragraph.level == 0 for paragraph in rest)
    draft = DraftLetter(
        paragraphs=tuple(
            DraftParagraph(uid=f"{at:032x}", level=0, text=item.text) for at, item in enumerate(rest)
        )
    )
    assert len(open_prompts(draft)) == len(rest) == 3


def test_an_acknowledgement_gives_the_day_of_the_reply():
    found = words(
        "acknowledgement",
        answered=ANSWERED,
        received=date(2016, 10, 19),
        due=date(2016, 11, 16),
        our_reference="EX/2016/0042",
    )
    assert found[0] == "Thank you for your letter of 17 October 2016, which we received on 19 October 2016."
    assert "you will have a full reply by 16 November 2016." in found[1]
    assert found[2] == "Please quote our reference EX/2016/0042 if you write to us about it."


def test_what_is_not_known_leaves_no_gap_in_the_words():
    assert words("acknowledgement") == [
        "Thank you for your letter.",
        "It is receiving attention, and you will have a full reply as soon as possible.",
    ]
    assert words("inter-inspectorate-reply", answered=PartialDate("2016-10"))[0] == (
        "Thank you for your letter of October 2016."
    )


def test_a_template_with_no_starting_paragraphs_starts_with_none():
    loop = ("{%p for paragraph in paragraphs %}", "{{p paragraph }}", "{%p endfor %}", "Not one of them.")
    assert starting_paragraphs(with_body(*loop)) == ()


def test_an_unknown_field_in_a_starting_paragraph_is_named():
    loop = (
        "{%p for paragraph in paragraphs %}",
        "{{p paragraph }}",
        "{%p else %}",
        "{{ whom }}",
        "{%p endfor %}",
    )
    with pytest.raises(InvalidTemplate, match="“whom”"):
        starting_paragraphs(with_body(*loop))


def test_the_shipped_templates_are_what_their_builder_makes(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(Path(__file__).resolve().parents[2] / "tools")
    builder = importlib.import_module("make_templates")
    for blueprint in builder.BLUEPRINTS:
        shipped = parts_of(shipped_template(blueprint.name).data)
        assert shipped == {name: xml.encode() for name, xml in builder.parts(blueprint).items()}
