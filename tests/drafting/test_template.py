from dataclasses import replace

import pytest

from corresp_tracker.drafting.template import (
    LETTER_FIELDS,
    missing_fields,
    open_prompts,
    template_fields,
)
from corresp_tracker.drafting.word import write_letter
from corresp_tracker.errors import InvalidTemplate
from corresp_tracker.values.draft import DraftLetter
from drafting.letters import LETTER, LOOP, REPLY, paragraph, parts_of, rezipped, with_body


def test_a_template_names_its_fields_in_reading_order():
    assert template_fields(REPLY) == (*LETTER_FIELDS, "answered")


def test_a_letter_that_has_all_lacks_nothing():
    assert missing_fields(LETTER, template=REPLY) == ()


def test_what_a_letter_lacks_is_named_in_the_words_of_its_user():
    labels = [field.label for field in missing_fields(DraftLetter(), template=REPLY)]
    assert labels == [
        "the office's name and address",
        "addressee",
        "our reference",
        "salutation",
        "subject",
        "paragraphs",
        "sign-off",
        "signatory",
    ]


def test_a_field_that_the_template_does_not_print_is_not_missed():
    plain = with_body("{{ salutation }}", *LOOP)
    names = [field.name for field in missing_fields(DraftLetter(), template=plain)]
    assert "our_reference" in names  # the header of the second page prints it
    assert "subject" not in names


def test_paragraphs_of_blanks_are_no_paragraphs():
    blank = replace(LETTER, paragraphs=(paragraph(1, "  "),))
    assert [field.name for field in missing_fields(blank, template=REPLY)] == ["paragraphs"]


@pytest.mark.parametrize(
    "words",
    [
        "[set out ...]",
        "[Insert name of force]",
        "[date]",
        "[NAME OF FORCE]",
        "[tbc]",
        "[two more…]",
        "{{ subject }}",
    ],
)
def test_a_prompt_left_in_a_paragraph_is_found_where_it_stands(words: str):
    letter = replace(LETTER, paragraphs=(*LETTER.paragraphs, paragraph(9, f"We found {words} there.")))
    (prompt,) = open_prompts(letter)
    assert (prompt.uid, prompt.words) == (f"{9:032x}", words)
    assert (prompt.start, prompt.end) == (9, 9 + len(words))


@pytest.mark.parametrize("words", ["[sic]", "[2016] EWHC 1", "[the police]", "[he] said", "[named below]"])
def test_a_writer_s_own_brackets_are_no_prompts(words: str):
    assert open_prompts(replace(LETTER, paragraphs=(paragraph(9, f"“We found {words}”"),))) == ()


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"not a zip",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        REPLY[:3000],
        rezipped({"a.txt": b"a"}),
    ],
)
def test_what_is_no_word_file_is_refused_in_one_sentence(damaged: bytes):
    for use in (template_fields, lambda data: write_letter(LETTER, template=data)):
        with pytest.raises(InvalidTemplate) as refusal:
            use(damaged)
        assert "not" in refusal.value.message or "no Word document" in refusal.value.message
        assert refusal.value.message.endswith(".")


def test_a_template_that_asks_for_an_unknown_field_names_it():
    with pytest.raises(InvalidTemplate, match="“adressee”, which letters do not have"):
        write_letter(LETTER, template=with_body("{{ adressee }}", *LOOP))


def test_a_condition_that_is_never_closed_is_named():
    with pytest.raises(InvalidTemplate, match="not complete"):
        write_letter(LETTER, template=with_body("{%p if date %}", *LOOP))


ESCAPES = (
    "{{ ''.__class__.__mro__ }}",
    "{{ subject.__class__ }}",
    "{{ subject|attr('__class__') }}",
    "{{ self.__init__.__globals__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ cycler.__init__.__globals__.os }}",
    "{{ lipsum(5) }}",
    "{{ range(9) }}",
    "{{ namespace(a=1) }}",
    "{{ 'a' * 1000000000 }}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ '%999999999d' % 1 }}",
    "{{ '{:>999999999}'.format(1) }}",
    "{{ subject.ljust(999999999) }}",
    "{{ subject|center(999999999) }}",
    "{{ ''.join.__self__ }}",
    "{% include 'C:/secret.txt' %}",
    "{% import 'os' as os %}",
    "{% extends 'base' %}",
    "{{ addressee.append('x') }}",
    "{{ addressee.__class__ }}",
    "{{ caller() }}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% for a in addressee %}{{ loop._iterable }}{% endfor %}",
    "{% for a in addressee %}{{ loop.__class__ }}{% endfor %}",
    "{{ paragraphs[0].__html__.__func__ }}",
)


@pytest.mark.parametrize("escape", ESCAPES)
def test_no_template_reaches_beyond_its_values(escape: str):
    with pytest.raises(InvalidTemplate):
        write_letter(LETTER, template=with_body(escape, *LOOP))


def test_words_of_a_letter_are_never_run_as_a_template():
    letter = replace(LETTER, subject="{{ 1/0 }} {% if %}", paragraphs=(paragraph(1, "{{ 1/0 }} {# no #}"),))
    document = parts_of(write_letter(letter, template=REPLY))["word/document.xml"].decode()
    assert "{{ 1/0 }} {% IF %}" in document
    assert "{{ 1/0 }} {# no #}" in document


def test_a_field_cut_up_by_word_is_still_one_field():
    parts = parts_of(REPLY)
    cut = parts["word/document.xml"].replace(
        b"{{ salutation }}",
        b"{</w:t></w:r><w:r><w:t>{ saluta</w:t></w:r><w:r><w:t>tion }</w:t></w:r><w:r><w:t>}",
    )
    template = rezipped({**parts, "word/document.xml": cut})
    assert b"Dear Chief Inspector" in parts_of(write_letter(LETTER, template=template))["word/document.xml"]
