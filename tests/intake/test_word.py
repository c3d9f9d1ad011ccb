"""What prints in a Word file is read, and what does not print is not."""

from typing import Any

import pytest

from corresp_tracker.drafting.word import write_letter
from corresp_tracker.intake.reading import read_arrival
from corresp_tracker.intake.word_numbering import in_shape
from corresp_tracker.paths import resource
from corresp_tracker.values.draft import DraftLetter, DraftParagraph
from corresp_tracker.values.letter_text import LetterText
from corresp_tracker.values.partial_date import PartialDate
from tests.intake.files import HOUSE_LIST, W, docx, level, numbered, numbering, para, run

MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def read(*body: str, lists: str = HOUSE_LIST, **more: Any) -> LetterText:
    whole = docx(["Dear Ann", *body, "Yours sincerely", "Bob Sample"], lists=lists, **more)
    letter = read_arrival(whole, name="a.docx").letter
    assert letter
    return letter


def shown(letter: LetterText) -> list[tuple[str, str]]:
    return [(paragraph.label, paragraph.text) for paragraph in letter.paragraphs]


def codes(letter: LetterText) -> list[str]:
    return [warning.code for warning in letter.warnings]


def test_insertions_are_read_and_deletions_are_not() -> None:
    gone = "<w:del><w:r><w:delText>never </w:delText></w:r></w:del>"
    letter = read(para(run("We "), f"<w:ins>{run('now ')}</w:ins>", gone, run("agree.")))
    assert shown(letter) == [("1", "We now agree.")]
    assert "tracked-changes" in codes(letter)


def test_a_deleted_paragraph_end_joins_two_paragraphs() -> None:
    letter = read(para("We agree ", properties="<w:rPr><w:del/></w:rPr>"), para("with you."))
    assert shown(letter) == [("1", "We agree with you.")]


def test_hidden_text_is_left_out_and_said() -> None:
    letter = read(para(run("We agree"), run(" (not really)", "<w:vanish/>"), run(".")))
    assert shown(letter) == [("1", "We agree.")]
    assert "hidden-text" in codes(letter)


def test_content_controls_links_and_fields_are_read() -> None:
    inner = f"<w:sdt><w:sdtContent>{run('all ')}</w:sdtContent></w:sdt>"
    letter = read(
        f"<w:sdt><w:sdtContent>{para('We ', inner, 'agree.')}</w:sdtContent></w:sdt>",
        para(
            f"<w:hyperlink>{run('Here ')}</w:hyperlink>",
            "<w:r><w:instrText> PAGE </w:instrText></w:r>",
            "too.",
        ),
    )
    assert shown(letter) == [("1", "We all agree."), ("2", "Here too.")]


def test_a_text_box_is_read_once_and_outside_the_paragraph() -> None:
    box = f"<w:txbxContent>{para('18 October 2016')}</w:txbxContent>"
    drawing = (
        f"<w:r><mc:AlternateContent {MC}><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    letter = read(para(drawing, "We agree."))
    assert shown(letter) == [("1", "We agree.")]
    assert letter.dated == PartialDate("2016-10-18")
    assert "two-dates" not in codes(letter)


def test_tables_inside_tables_are_read() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{para('The inner words are read as well.')}</w:tc></w:tr></w:tbl>"
    letter = read(
        f"<w:tbl><w:tr><w:tc>{para('The outer words are read.')}{inner}{para()}</w:tc></w:tr></w:tbl>"
    )
    assert [text for _, text in shown(letter)] == [
        "The outer words are read.",
        "The inner words are read as well.",
    ]


def test_a_head_in_a_table_is_read_cell_by_cell() -> None:
    left = "".join(
        para(line)
        for line in ("Ms Ann Example", "Director", "Example Council", "1 Town Road", "Leeds LS1 1AA")
    )
    right = "".join(
        para(line) for line in ("Example Inspectorate", "2 Sample Street", "London SW1A 1AA", "7 June 2017")
    )
    table = f"<w:tbl><w:tr><w:tc>{left}</w:tc><w:tc>{right}</w:tc></w:tr></w:tbl>"
    letter = read_arrival(
        docx([table, "Dear Ms Example", "All is well.", "Yours sincerely", "Bob Sample"]), name="a.docx"
    ).letter
    assert letter
    assert letter.addressees[0].address == ("1 Town Road", "Leeds LS1 1AA")
    assert letter.senders[0].organisation == "Example Inspectorate"
    assert letter.dated == PartialDate("2017-06-07")


def test_a_marking_in_the_header_is_the_letters() -> None:
    letter = read("All is well.", headers=[para("OFFICIAL-SENSITIVE")])
    assert (letter.marking, letter.handling) == ("OFFICIAL", "SENSITIVE")


def test_words_set_in_capitals_are_read_as_printed_and_italics_are_kept() -> None:
    letter = read(
        para(run("child protection", "<w:caps/>")),
        para(run("See "), run("In Harm’s Way", "<w:i/>"), run(".")),
    )
    assert letter.subject == "CHILD PROTECTION"
    assert letter.paragraphs[0].italics == ((4, 17),)


def test_styles_lend_their_italics_their_lists_and_their_headings() -> None:
    styles = (
        f'<w:styles {W}><w:style w:type="paragraph" w:styleId="N"><w:name w:val="Numbered"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr><w:rPr><w:i/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="M"><w:name w:val="More"/><w:basedOn w:val="N"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 2"/></w:style></w:styles>'
    )
    letter = read(
        "Opening words.",
        para("What we found", properties='<w:pStyle w:val="H"/>'),
        para("First.", properties='<w:pStyle w:val="N"/>'),
        para("Second.", properties='<w:pStyle w:val="M"/>'),
        styles=styles,
    )
    assert shown(letter) == [("1", "Opening words."), ("2", "First."), ("3", "Second.")]
    assert letter.paragraphs[2].italics == ((0, 7),)


def test_automatic_numbers_restart_start_late_and_print_in_every_shape() -> None:
    lists = numbering(
        level(0, "decimal", "%1."),
        level(1, "lowerLetter", "(%2)"),
        level(2, "lowerRoman", "(%3)"),
        nums='<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/>'
        "</w:lvlOverride></w:num>",
    )
    letter = read(
        numbered("One:"), numbered("a;", level=1), numbered("i;", level=2), numbered("ii;", level=2),
        numbered("b.", level=1), numbered("Two:"), numbered("a again.", level=1), numbered("Four.", number=2),
        lists=lists,
    )  # fmt: skip
    assert [label for label, _ in shown(letter)] == [
        "1", "1(a)", "1(a)(i)", "1(a)(ii)", "1(b)", "2", "2(a)", "4",
    ]  # fmt: skip


def test_numbers_of_several_levels_print_their_path() -> None:
    lists = numbering(level(0, "decimal", "%1"), level(1, "decimal", "%1.%2"))
    letter = read(
        numbered("One."),
        numbered("More.", level=1),
        numbered("Still.", level=1),
        numbered("Two."),
        lists=lists,
    )
    assert [label for label, _ in shown(letter)] == ["1", "1.1", "1.2", "2"]


def test_bullets_are_unnumbered_paragraphs_of_the_one_before() -> None:
    lists = HOUSE_LIST.replace(
        "</w:numbering>", '<w:num w:numId="2"><w:abstractNumId w:val="5"/></w:num></w:numbering>'
    ).replace(
        '<w:num w:numId="1">',
        f'<w:abstractNum w:abstractNumId="5">{level(0, "bullet", chr(0xF0B7))}</w:abstractNum><w:num w:numId="1">',
    )
    items = [numbered("first;", number=2), numbered("next.", number=2)]
    letter = read("Opening.", numbered("Two:"), *items, numbered("Three."), lists=lists)
    assert [(item.label, item.level) for item in letter.paragraphs] == [
        ("1", 0),
        ("2", 0),
        ("2+1", 1),
        ("2+2", 1),
        ("3", 0),
    ]


def test_footnotes_are_no_paragraphs_but_are_mentioned() -> None:
    note = f'<w:footnotes {W}><w:footnote w:id="2">{para("See the report.")}</w:footnote></w:footnotes>'
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/>'
        "</Relationships>"
    )
    letter = read(
        para("We agree.", '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        lists="",
        parts={"word/footnotes.xml": note.encode(), "word/_rels/document.xml.rels": relations.encode()},
    )
    assert shown(letter) == [("1", "We agree.")]
    assert "footnotes" in codes(letter)
    assert letter.word is not None
    assert letter.word.notes == ("See the report.",)
    assert all("See the report." not in each.text for each in letter.word.paragraphs)


def test_a_draft_of_this_program_reads_back_as_it_was_written() -> None:
    said = [("Thank you for your letter of 17 October 2016.", 0), ("There are reports:", 0)]
    said += [("one;", 1), ("deep;", 2), ("two.", 1), ("The end.", 0)]
    draft = DraftLetter(
        letterhead=("Example Inspectorate", "1 Example Street", "London SW1A 1AA"),
        addressee=(
            "Dame Ann Example DBE",
            "Chief Inspector",
            "Example Office",
            "1 Town Road",
            "Leeds LS1 1AA",
        ),
        dated=PartialDate("2016-10-18"),
        our_reference="EX/1",
        their_reference="TH/2",
        marking="OFFICIAL",
        salutation="Dear Dame Ann",
        subject="CHILD PROTECTION",
        paragraphs=tuple(
            DraftParagraph(uid=f"{at:032x}", level=depth, text=text, numbered=at > 0)
            for at, (text, depth) in enumerate(said)
        ),
        sign_off="Yours sincerely",
        signature=("Bob Sample QPM", "Director"),
        copy_to=("Carol Specimen",),
        enclosures=("A report",),
    )
    template = resource("templates", "inter-inspectorate-reply.docx").read_bytes()
    letter = read_arrival(write_letter(draft, template=template), name="a.docx").letter
    assert letter
    assert [item.label for item in letter.paragraphs] == ["1", "2", "2(a)", "2(a)(i)", "2(b)", "3"]
    assert [item.text for item in letter.paragraphs] == [text for text, _ in said]
    assert [item.bookmarks for item in letter.paragraphs] == [(f"_ct{at:032x}",) for at in range(len(said))]
    assert (letter.subject, letter.salutation, letter.sign_off) == (
        "CHILD PROTECTION",
        "Dear Dame Ann",
        "Yours sincerely",
    )
    assert (letter.our_reference, letter.their_reference, letter.dated) == ("EX/1", "TH/2", draft.dated)
    assert (letter.copy_to, letter.enclosures) == (("Carol Specimen",), ("A report",))
    assert (letter.senders[0].name, letter.senders[0].honours, letter.senders[0].post) == (
        "Bob Sample",
        "QPM",
        "Director",
    )
    assert letter.addressees[0].address == ("1 Town Road", "Leeds LS1 1AA")


@pytest.mark.parametrize(
    ("count", "shape", "printed"),
    [
        (28, "lowerLetter", "bb"),
        (4, "upperRoman", "IV"),
        (3, "decimalZero", "03"),
        (12, "ordinal", "12th"),
        (22, "ordinal", "22nd"),
    ],
)
def test_counts_print_as_word_prints_them(count: int, shape: str, printed: str) -> None:
    assert in_shape(count, shape) == printed
