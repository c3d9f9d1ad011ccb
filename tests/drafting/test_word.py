from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from corresp_tracker.drafting.word import fingerprint, write_letter
from corresp_tracker.errors import InvalidTemplate
from corresp_tracker.values.bookmarks import paragraph_bookmark, paragraph_uid
from corresp_tracker.values.draft import DraftLetter
from drafting.letters import LETTER, LOOP, OPENING, REPLY, W, paragraph, parts_of, rezipped, with_body


def lines(data: bytes) -> list[str]:
    return [line.text for line in Document(BytesIO(data)).paragraphs]


def body(data: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(parts_of(data)["word/document.xml"])


def numbering_of(data: bytes) -> list[tuple[str, str, str]]:
    """The text, level and list of each numbered paragraph."""
    found = []
    for item in body(data).iter(f"{W}p"):
        number = item.find(f"{W}pPr/{W}numPr")
        if number is not None:
            words = "".join(text.text or "" for text in item.iter(f"{W}t"))
            level, own_list = number.find(f"{W}ilvl"), number.find(f"{W}numId")
            found.append((words, level.get(f"{W}val"), own_list.get(f"{W}val")))
    return found


def test_a_letter_has_its_parts_in_the_order_of_the_house():
    assert lines(write_letter(LETTER, template=REPLY)) == [
        "The Rt Hon Zoë O’Neill & Partners <Ltd>",
        "Example House",
        "10 November 2016",
        "Our ref:\tEX/2016/0042",
        "Your ref:\tYOU/7",
        "Dear Chief Inspector",
        "CHILDREN & “CUSTODY” <VISITS>",
        *(item.text for item in LETTER.paragraphs),
        "Yours sincerely",
        "Chief Inspector",
        "Example Inspectorate",
        "cc:\tFirst office",
        "\tSecond office",
        "Enc:\tList of reports",
    ]


def test_fields_that_are_empty_leave_no_line_behind():
    bare = DraftLetter(addressee=("Example House",), salutation="Dear Sir or Madam", paragraphs=(OPENING,))
    assert lines(write_letter(bare, template=REPLY)) == ["Example House", "Dear Sir or Madam", OPENING.text]


def test_a_letter_with_nothing_in_it_shows_neither_braces_nor_starting_paragraphs():
    data = write_letter(DraftLetter(), template=REPLY)
    assert lines(data) == []
    assert b"{" not in b"".join(
        xml for name, xml in parts_of(data).items() if "header" in name or "footer" in name
    )


def test_the_same_letter_gives_the_same_bytes():
    assert write_letter(LETTER, template=REPLY) == write_letter(LETTER, template=REPLY)


def test_numbers_are_a_multi_level_list_of_word_that_begins_where_the_letter_says():
    data = write_letter(replace(LETTER, first_number=7), template=REPLY)
    levels = [(words, level) for words, level, _ in numbering_of(data)]
    assert levels == [(item.text, str(item.level)) for item in LETTER.paragraphs[1:]]
    own_lists = {own_list for _, _, own_list in numbering_of(data)}
    assert len(own_lists) == 1
    numbering = ElementTree.fromstring(parts_of(data)["word/numbering.xml"])
    own = next(item for item in numbering.iter(f"{W}num") if item.get(f"{W}numId") in own_lists)
    assert own.find(f"{W}lvlOverride/{W}startOverride").get(f"{W}val") == "7"


def test_the_list_prints_1_then_a_then_i_with_hanging_indents():
    numbering = ElementTree.fromstring(parts_of(write_letter(LETTER, template=REPLY))["word/numbering.xml"])
    forms = [
        (
            level.find(f"{W}numFmt").get(f"{W}val"),
            level.find(f"{W}lvlText").get(f"{W}val"),
            level.find(f"{W}pPr/{W}ind").get(f"{W}hanging"),
        )
        for level in numbering.iter(f"{W}lvl")
    ]
    assert forms == [("decimal", "%1.", "567"), ("lowerLetter", "(%2)", "567"), ("lowerRoman", "(%3)", "567")]


def test_every_paragraph_bears_its_hidden_bookmark_once_around_all_its_words():
    root = body(write_letter(LETTER, template=REPLY))
    names = [mark.get(f"{W}name", "") for mark in root.iter(f"{W}bookmarkStart")]
    assert [paragraph_uid(name) for name in names] == [item.uid for item in LETTER.paragraphs]
    numbers = [mark.get(f"{W}id") for mark in root.iter(f"{W}bookmarkStart")]
    assert len(set(numbers)) == len(numbers)
    for item in root.iter(f"{W}p"):
        kinds = [child.tag.removeprefix(W) for child in item if child.tag != f"{W}pPr"]
        if "bookmarkStart" in kinds:
            assert (kinds[0], kinds[-1]) == ("bookmarkStart", "bookmarkEnd")


def test_the_file_says_which_paragraph_is_which():
    custom = ElementTree.fromstring(parts_of(write_letter(LETTER, template=REPLY))["docProps/custom.xml"])
    marks = {item.get("name"): "".join(item.itertext()) for item in custom}
    assert marks == {paragraph_bookmark(item.uid): fingerprint(item.text) for item in LETTER.paragraphs}
    assert [item.get("pid") for item in custom] == [str(pid) for pid in range(2, 8)]


def test_a_fingerprint_ignores_what_word_alters_unasked():
    assert fingerprint("'Harm's Way' -  2015") == fingerprint("‘Harm’s Way’ – 2015")
    assert fingerprint("three forces") != fingerprint("four forces")


def test_the_file_bears_its_subject_and_office_and_no_other_name():
    properties = Document(BytesIO(write_letter(LETTER, template=REPLY))).core_properties
    assert properties.title == LETTER.subject
    assert (properties.author, properties.last_modified_by) == (
        "Example Inspectorate",
        "Example Inspectorate",
    )
    assert properties.created.date().isoformat() == "2016-11-10"


def test_the_marking_stands_at_the_head_and_foot_of_every_page():
    data = write_letter(replace(LETTER, handling="SENSITIVE"), template=REPLY)
    furniture = [xml.decode() for name, xml in parts_of(data).items() if "header" in name or "footer" in name]
    assert len(furniture) == 4
    assert all("OFFICIAL – SENSITIVE" in xml for xml in furniture)


def test_the_sign_off_never_stands_alone_on_a_page():
    paragraphs = Document(BytesIO(write_letter(LETTER, template=REPLY))).paragraphs
    first = next(at for at, item in enumerate(paragraphs) if item.text == "Yours sincerely")
    kept = [
        item.paragraph_format.keep_with_next or item.style.paragraph_format.keep_with_next
        for item in paragraphs[first - 1 : first + 2]
    ]
    assert kept == [True, True, True]


def test_italics_are_runs_of_their_own():
    item = next(
        item
        for item in Document(BytesIO(write_letter(LETTER, template=REPLY))).paragraphs
        if "Custody" in item.text
    )
    assert [(run.text, bool(run.italic)) for run in item.runs] == [
        ("Our report ‘", False),
        ("Custody & Care", True),
        ("’ says two things:", False),
    ]


def test_a_template_with_no_styles_of_ours_still_numbers_its_paragraphs():
    parts = parts_of(REPLY)
    parts["word/styles.xml"] = (
        parts["word/styles.xml"].replace(b"Letter Number", b"Own").replace(b"Letter Body", b"B")
    )
    data = write_letter(LETTER, template=rezipped(parts))
    assert [level for _, level, _ in numbering_of(data)] == ["0", "1", "1", "2", "0"]
    order = [
        item.tag.removeprefix(W) for item in ElementTree.fromstring(parts_of(data)["word/numbering.xml"])
    ]
    assert order == sorted(order)


def test_a_template_with_no_lists_at_all_gets_one():
    parts = parts_of(REPLY)
    del parts["word/numbering.xml"]
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"/word/numbering.xml", b"/word/none.xml"
    )
    ties = parts["word/_rels/document.xml.rels"].decode()
    parts["word/_rels/document.xml.rels"] = (
        ties.replace("/numbering", "/theme").replace("numbering.xml", "settings.xml").encode()
    )
    data = write_letter(LETTER, template=rezipped(parts))
    assert len(numbering_of(data)) == 5
    assert "word/numbering.xml" in parts_of(data)


def test_a_template_keeps_its_own_properties_and_bookmarks():
    parts = parts_of(write_letter(replace(LETTER, paragraphs=()), template=REPLY))
    once = parts_of(write_letter(LETTER, template=REPLY))
    template = parts_of(REPLY)
    template["docProps/custom.xml"] = once["docProps/custom.xml"].replace(b"_ct", b"own")
    template["[Content_Types].xml"] = parts["[Content_Types].xml"]
    template["_rels/.rels"] = parts["_rels/.rels"]
    custom = ElementTree.fromstring(
        parts_of(write_letter(LETTER, template=rezipped(template)))["docProps/custom.xml"]
    )
    assert [item.get("name", "")[:3] for item in custom] == ["own"] * 6 + ["_ct"] * 6
    assert [item.get("pid") for item in custom] == [str(pid) for pid in range(2, 14)]


@pytest.mark.parametrize("lines_of_body", [("No loop.",), (*LOOP, *LOOP)])
def test_a_template_that_prints_the_paragraphs_not_once_is_refused(lines_of_body: tuple[str, ...]):
    with pytest.raises(InvalidTemplate, match="must print the letter's paragraphs once"):
        write_letter(LETTER, template=with_body(*lines_of_body))


@settings(max_examples=30)
@given(text=st.text(min_size=1, max_size=60), subject=st.text(max_size=30), name=st.text(max_size=30))
def test_any_characters_at_all_give_a_file_that_opens_with_its_words(text: str, subject: str, name: str):
    letter = replace(LETTER, paragraphs=(paragraph(1, text),), subject=subject, addressee=(name,))
    data = write_letter(letter, template=REPLY)
    for part, xml in parts_of(data).items():
        if part.endswith((".xml", ".rels")):
            ElementTree.fromstring(xml)
    assert len(numbering_of(data)) == 1
