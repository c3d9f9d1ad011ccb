"""What a template's lint says: in plain words, with where."""

import pytest

from corresp_tracker.drafting.lint import TemplateFault, lint
from corresp_tracker.drafting.sample import SAMPLE
from drafting.letters import LOOP, REPLY, parts_of, rezipped, with_body

SOUND = (
    "{{ letterhead[0] }}{{ addressee[0] }}{{ our_reference }}{{ marking }}",
    "{{ salutation }}",
    "{{ subject }}",
    *LOOP,
    "{{ sign_off }}",
    "{%p for line in signature %}",
    "{{ line }}",
    "{%p endfor %}",
)


def found(*lines: str) -> list[TemplateFault]:
    return [fault for fault in lint(with_body(*lines), sample=SAMPLE) if fault.is_wrong]


def test_a_sound_template_has_nothing_wrong() -> None:
    assert lint(with_body(*SOUND), sample=SAMPLE) == ()


@pytest.mark.parametrize(
    ("line", "code", "says"),
    [
        ("{{ salutaton }}", "unknown-field", "Do you mean “salutation”?"),
        ("{{ whom }}", "unknown-field", "They have letterhead"),
        ("Dear {{ salutation }", "half-field", "without its other half"),
        ("Dear salutation }}", "half-field", "“}}”"),
        ("{%p if date %}", "not-closed", "never ended"),
        ("{%p endif %}", "not-begun", "no “if”"),
        ("Dated {%p if date %}", "not-alone", "must stand alone"),
        ("{% set a = 1 %}", "not-for-templates", "“set” is not for templates"),
        ("{{ subject ~ date }}", "not-for-templates", "“~”"),
        ("{{ subject | }}", "not-understood", "cannot be understood"),
        ("{% if %}{% endif %}", "not-understood", "cannot be understood"),
    ],
)
def test_a_fault_is_said_in_plain_words_with_where(line: str, code: str, says: str) -> None:
    [fault, *_] = [fault for fault in found(*SOUND, line) if fault.code == code]
    assert says in fault.message
    assert fault.where.startswith(f"paragraph {len(SOUND) + 1} (“")


def test_a_fault_in_a_header_says_so() -> None:
    parts = parts_of(REPLY)
    parts["word/header2.xml"] = parts["word/header2.xml"].replace(b"addressee[0]", b"adressee[0]")
    [fault] = [fault for fault in lint(rezipped(parts)) if fault.is_wrong]
    assert fault.where.startswith("header, paragraph ")


def test_a_template_that_prints_the_paragraphs_nowhere_or_twice_is_wrong() -> None:
    assert [fault.code for fault in found("{{ subject }}")] == ["no-paragraphs"]
    assert [fault.code for fault in found(*SOUND, *LOOP)] == ["no-paragraphs"]


def test_what_letters_would_lack_is_advice() -> None:
    faults = lint(with_body(*LOOP), sample=SAMPLE)
    assert {fault.code for fault in faults} == {"not-printed"}
    assert not any(fault.is_wrong for fault in faults)
    assert any("salutation" in fault.message for fault in faults)


def test_what_others_left_in_a_template_is_said() -> None:
    parts = parts_of(with_body(*SOUND))
    xml = parts["word/document.xml"].decode()
    left = (
        '<w:p><w:ins w:id="1" w:author="A"><w:r><w:t>x</w:t></w:r></w:ins></w:p>'
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>y</w:t></w:r></w:p>"
    )
    parts["word/document.xml"] = xml.replace("<w:sectPr>", f"{left}<w:sectPr>").encode()
    assert {fault.code for fault in lint(rezipped(parts))} == {"tracked-changes", "hidden-text"}


def test_what_is_no_word_file_is_said_and_nothing_more() -> None:
    [fault] = lint(b"not a file")
    assert (fault.code, fault.where) == ("damaged", "the file")
