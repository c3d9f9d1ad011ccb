"""Whole letters of several shapes, all of them examples with invented offices, read as an officer would."""

import json
from pathlib import Path

import pytest

from corresp_tracker.intake.reading import read_arrival
from corresp_tracker.values.letter_text import LetterText, Marking, PrintedCorrespondent
from corresp_tracker.values.partial_date import PartialDate
from tests.intake.files import HOUSE_LIST, docx, eml, msg, numbered, para, pdf, pdf_letter

MINISTER = """OFFICIAL-SENSITIVE

                                                        Example Inspectorate
                                                        2 Sample Street
                                                        London SW1A 2AA
                                                        Tel: 020 7946 0000

The Rt Hon Jane Example MP
Home Secretary
Home Office
2 Marsham Street
London
SW1P 4DF
                                                        3rd May 2018
Our ref: EX/2018/7
Your ref: HO-99

Dear Home Secretary,

Inspection of the Example Force: our findings
and what happens next

Thank you for your letters of 3 April and 17 April 2018. The Permanent Secretary
has asked me to reply. I have read it with care and I set out below what we found
in our follow-up inspection last year.

Background

2016 was the first year of the programme. In that year we inspected 12 forces, and
12 of them were good.

We found three things in particular:

• leaders did not know enough about
  demand;
• records were poor; and
• nothing was done about it.

What happens next

I shall write again in June.

Yours sincerely

Ann Example CBE QPM
HM Chief Inspector of Examples

cc: Chief Constable, Example Police
    The Example Commissioner
Enc: Report of the inspection
"""

PARTNERSHIP = """15 March 2019

To: Director of Children's Services, Exampleshire County Council
Chief Constable, Example Police
Chief Executive, Example Clinical Commissioning Group
Youth Offending Team Manager

Dear local partnership

Joint targeted area inspection of the multi-agency response in Exampleshire

Between 4 and 8 February 2019, four inspectorates undertook a joint inspection.

This letter to all the service leaders in the area outlines our findings.

Headline findings

The partnership is strong. Leaders know it well.

Key strengths

• Leaders share what they know.
• Staff are trained.

Yours sincerely

Ann Example
National Director, Ofsted

Carol Specimen QPM
HM Inspector of Constabulary
"""


def read(data: bytes | str, name: str = "example.txt") -> LetterText:
    letter = read_arrival(data.encode() if isinstance(data, str) else data, name=name).letter
    assert letter
    return letter


def labels(letter: LetterText) -> list[str]:
    return [paragraph.label for paragraph in letter.paragraphs]


def test_the_real_letter_reads_as_its_gold(real_letters: Path) -> None:
    letter = read((real_letters / "000_c06e06adb46ce857.txt").read_bytes(), "letter.txt")
    gold = json.loads((real_letters / "seed-gold.json").read_text())
    told = {item["id"]: item["text"] for item in gold["paragraphs"]}
    numbers = [(key, text) for key, text in told.items() if key[0].isdigit()]
    assert [(paragraph.label, paragraph.text) for paragraph in letter.paragraphs] == numbers
    assert [paragraph.level for paragraph in letter.paragraphs].count(1) == 7
    assert (letter.salutation, letter.subject, letter.sign_off) == (
        told["salutation"],
        told["subject"],
        told["valediction"],
    )
    assert [(answered.words, answered.dated) for answered in letter.answers] == [
        ("your letter of 17 October 2016", PartialDate("2016-10-17"))
    ]
    assert [(who.name, who.post) for who in letter.senders] == [("Sir Thomas Winsor", told["role"])]


@pytest.mark.parametrize(
    "kind", ["typed.docx", "automatic.docx", "printed.pdf", "attached.eml", "attached.msg"]
)
def test_the_real_letter_reads_the_same_from_every_kind_of_file(real_letters: Path, kind: str) -> None:
    gold = json.loads((real_letters / "seed-gold.json").read_text())
    wanted = [(item["id"], item["text"]) for item in gold["paragraphs"] if item["id"][0].isdigit()]
    letter = read(_remade(wanted, kind), kind)
    assert [(paragraph.label, paragraph.text) for paragraph in letter.paragraphs] == wanted
    assert letter.subject == "POLICE EFFECTIVENESS IN CHILD PROTECTION"
    assert letter.dated == PartialDate("2016-10-18")
    assert letter.addressees[0].name == "Sir Michael Wilshaw"
    assert letter.addressees[0].address == ("Piccadilly Gate", "Store Street", "Manchester M1 2WD")


def _remade(paragraphs: list[tuple[str, str]], kind: str) -> bytes:
    head = ["Sir Michael Wilshaw", "HM Chief Inspector", "Ofsted", "Piccadilly Gate", "Store Street"]
    head += ["Manchester M1 2WD", "", "18 October 2016", "", "Dear Sir Michael", ""]
    head += ["POLICE EFFECTIVENESS IN CHILD PROTECTION", ""]
    foot = ["Yours sincerely,", "", "", "SIR THOMAS WINSOR", "Her Majesty’s Chief Inspector of Constabulary"]
    if kind == "automatic.docx":
        middle = [text if key == "1" else numbered(text, level=int("(" in key)) for key, text in paragraphs]
        return docx([*head, *middle, *foot], lists=HOUSE_LIST)
    if kind == "printed.pdf":
        return pdf_letter([*head, *_wrapped(paragraphs), *foot], a_page=47)
    typed = docx([*head, *(_typed(key, text) for key, text in paragraphs), *foot])
    if kind == "attached.eml":
        return eml(
            "Dear Ann\n\nPlease find a letter attached.\n\nRegards\n\nBob\n", attached={"letter.docx": typed}
        )
    if kind == "attached.msg":
        return msg(
            "Dear Ann\n\nPlease find a letter attached.\n\nRegards\n\nBob\n", attached={"letter.docx": typed}
        )
    return typed


def _typed(key: str, text: str) -> str:
    number = "" if key == "1" else key[key.index("(") :] if "(" in key else f"{key}."
    return f"{number}\t{text}" if number else text


def _wrapped(paragraphs: list[tuple[str, str]]) -> list[str]:
    lines: list[str] = []
    for key, text in paragraphs:
        first, row = _typed(key, text), ""
        for word in first.split(" "):
            if len(row) + len(word) > 78:
                lines.append(row)
                row = "\t"
            row += word if row in {"", "\t"} else f" {word}"
        lines += [row, ""]
    return lines


def test_a_letter_to_a_minister_gives_all_that_its_head_says() -> None:
    letter = read(MINISTER)
    assert letter.addressees == (
        PrintedCorrespondent(
            name="The Rt Hon Jane Example",
            honours="MP",
            post="Home Secretary",
            organisation="Home Office",
            address=("2 Marsham Street", "London", "SW1P 4DF"),
        ),
    )
    assert letter.dated == PartialDate("2018-05-03")
    assert (letter.our_reference, letter.their_reference) == ("EX/2018/7", "HO-99")
    assert (letter.marking, letter.handling) == (Marking.OFFICIAL, "SENSITIVE")
    assert letter.on_behalf_of == "Permanent Secretary"
    assert letter.copy_to == ("Chief Constable, Example Police", "The Example Commissioner")
    assert letter.enclosures == ("Report of the inspection",)


def test_a_signature_gives_name_honours_and_post_and_the_letterhead_the_rest() -> None:
    (sender,) = read(MINISTER).senders
    assert (sender.name, sender.honours) == ("Ann Example", "CBE QPM")
    assert (sender.post, sender.organisation) == ("HM Chief Inspector of Examples", "Example Inspectorate")
    assert sender.address == ("2 Sample Street", "London SW1A 2AA")


def test_a_subject_may_go_over_two_lines() -> None:
    assert read(MINISTER).subject == "Inspection of the Example Force: our findings and what happens next"


def test_two_letters_named_together_are_both_answered() -> None:
    assert [answered.dated for answered in read(MINISTER).answers] == [
        PartialDate("2018-04-03"),
        PartialDate("2018-04-17"),
    ]


def test_headings_are_not_paragraphs_and_a_year_at_the_start_of_a_line_is_no_number() -> None:
    letter = read(MINISTER)
    assert labels(letter) == ["1", "2", "3", "4", "5", "6", "7"]
    assert letter.paragraphs[1].text.startswith("2016 was the first year")
    assert letter.paragraphs[3].text == "leaders did not know enough about demand;"
    assert [paragraph.level for paragraph in letter.paragraphs] == [0, 0, 0, 1, 1, 1, 0]


def test_a_letter_to_a_partnership_has_every_addressee_and_every_signatory() -> None:
    letter = read(PARTNERSHIP)
    assert [(who.post, who.organisation) for who in letter.addressees] == [
        ("Director of Children's Services", "Exampleshire County Council"),
        ("Chief Constable", "Example Police"),
        ("Chief Executive", "Example Clinical Commissioning Group"),
        ("Youth Offending Team Manager", ""),
    ]
    assert [who.name for who in letter.senders] == ["Ann Example", "Carol Specimen"]
    assert letter.subject.startswith("Joint targeted area inspection")
    assert labels(letter) == ["1", "2", "3", "4", "5"]


def test_a_numbered_letter_keeps_its_bullets_beside_the_paragraph_that_brings_them() -> None:
    letter = read(
        "Dear Sir\n\n1. First thing.\n\n2. Two things:\n\n• one;\n\n• two.\n\n3. The end.\n\nYours faithfully\n"
    )
    assert labels(letter) == ["1", "2", "2+1", "2+2", "3"]


def test_an_unnumbered_opening_is_0_where_the_numbers_begin_at_1() -> None:
    letter = read(
        "Dear Sir\n\nThank you for writing.\n\n1. First thing.\n\n2. Second thing.\n\nYours faithfully\n"
    )
    assert labels(letter) == ["0", "1", "2"]


def test_a_letter_hard_wrapped_with_no_empty_lines_is_cut_at_its_numbers() -> None:
    words = "1. The first paragraph runs on over the end of its line until it stops in\n2016 or so.\n2. The second.\n"
    letter = read(
        f"Dear Sir\n{words}3. The third, which names section 5\n(b) of the Act.\nYours faithfully\n"
    )
    assert labels(letter) == ["1", "2", "3"]
    assert letter.paragraphs[0].text.endswith("until it stops in 2016 or so.")
    assert letter.paragraphs[2].text.endswith("section 5 (b) of the Act.")


def test_a_page_number_in_the_middle_of_a_sentence_is_taken_out() -> None:
    letter = read(
        "Dear Sir\n\nWe found that the force\n\n\n2\n\n\nwas good at what it does.\n\nYours faithfully\n"
    )
    assert [paragraph.text for paragraph in letter.paragraphs] == [
        "We found that the force was good at what it does."
    ]


def test_hyphens_at_line_ends_are_mended_and_real_ones_stay() -> None:
    letter = read(
        "Dear Sir\n\nWe found an inspec-\ntion and a follow-\nup in the well-\nknown force.\n\nYours faithfully\n"
    )
    assert letter.paragraphs[0].text == "We found an inspection and a follow-up in the well-known force."


def test_a_day_without_a_year_takes_the_year_before_the_letter() -> None:
    letter = read(
        "4 January 2018\n\nDear Ann\n\nThank you for your letter of 20 December.\n\nYours sincerely\n"
    )
    assert letter.answers[0].dated == PartialDate("2017-12-20")


def test_a_letter_with_two_dates_says_so() -> None:
    letter = read("4 January 2018\n\n5 January 2018\n\nDear Ann\n\nAll is well here.\n\nYours sincerely\n")
    assert "two-dates" in [warning.code for warning in letter.warnings]
    assert "dated" in letter.doubtful


def test_a_letter_with_no_date_and_no_salutation_says_so() -> None:
    letter = read(
        "Example Office\n\nThe inspection has been put off until we know when it can be held again.\n"
    )
    assert {warning.code for warning in letter.warnings} >= {"no-date", "no-salutation"}
    assert letter.doubtful >= {"dated", "salutation", "addressees"}
    assert len(letter.paragraphs) == 1


def test_numbers_that_repeat_still_give_labels_that_do_not() -> None:
    letter = read("Dear Sir\n\n1. One.\n\n2. Two.\n\n2. Two again.\n\n3. Three.\n\nYours faithfully\n")
    assert labels(letter) == ["1", "2", "2+1", "3"]
    assert "labels-repeat" in [warning.code for warning in letter.warnings]


def test_a_two_column_head_in_a_pdf_is_read_column_by_column() -> None:
    first = [
        (70, 60, "HM Inspectorate of Examples", "B", 14), (400, 60, "1 Sample Street", "R", 9),
        (400, 72, "London SW1A 1AA", "R", 9), (400, 84, "www.example.gov.uk", "R", 9),
        (70, 140, "Dame Ann Example DBE", "R", 11), (400, 140, "7 June 2017", "R", 11),
        (70, 154, "Chief Inspector", "R", 11), (70, 168, "Sample Office", "R", 11), (70, 182, "Leeds LS1 1AA", "R", 11),
        (70, 230, "Dear Dame Ann", "R", 11), (70, 260, "CHILD PROTECTION", "B", 11),
        (70, 290, "Further to your e-mail of 1 June, I can say that our inspection found much to", "R", 11),
        (70, 304, "praise, and that", "R", 11), (160, 304, "In Harm's Way", "I", 11), (240, 304, "says so.", "R", 11),
        (70, 332, "Background", "B", 11),
        (70, 346, "We have a rolling programme of inspections, whose words run over to", "R", 11),
        (250, 800, "1", "R", 9), (70, 812, "Example Inspectorate is a body of the Crown", "R", 8),
    ]  # fmt: skip
    second = [
        (70, 40, "HM Inspectorate of Examples", "R", 8), (70, 70, "the next page.", "R", 11),
        (70, 98, "That is all.", "R", 11), (70, 130, "Yours sincerely", "R", 11),
        (70, 180, "MARY O'SAMPLE OBE", "R", 11), (70, 194, "Director", "R", 11),
        (250, 800, "2", "R", 9), (70, 812, "Example Inspectorate is a body of the Crown", "R", 8),
    ]  # fmt: skip
    letter = read(pdf([first, second]), "example.pdf")
    assert letter.addressees[0].name == "Dame Ann Example"
    assert letter.addressees[0].address == ("Leeds LS1 1AA",)
    assert letter.senders[0].name == "Mary O'Sample"
    assert letter.senders[0].organisation == "HM Inspectorate of Examples"
    assert letter.dated == PartialDate("2017-06-07")
    assert letter.answers[0].words == "your e-mail of 1 June"
    assert [paragraph.text for paragraph in letter.paragraphs][1:] == [
        "We have a rolling programme of inspections, whose words run over to the next page.",
        "That is all.",
    ]
    start, end = letter.paragraphs[0].italics[0]
    assert letter.paragraphs[0].text[start:end] == "In Harm's Way"


def test_a_memo_of_labelled_lines_gives_who_when_and_what() -> None:
    letter = read(
        docx(["From:\tAnn Example, Director", "To:\tBob Sample, Chief Executive", "Date:\t3 May 2018",
              "Subject:\tThe report", "", "1.\tThe report is ready to be sent to everyone who asked for it.",
              "2.\tIt will be published in June."]),
        "memo.docx",
    )  # fmt: skip
    assert (letter.senders[0].name, letter.addressees[0].name) == ("Ann Example", "Bob Sample")
    assert (letter.subject, letter.dated) == ("The report", PartialDate("2018-05-03"))
    assert labels(letter) == ["1", "2"]


def test_a_bold_numbered_heading_is_no_paragraph() -> None:
    bold = "<w:b/>"
    body = [
        "Dear Ann",
        para(f"<w:r><w:rPr>{bold}</w:rPr><w:t>1. Background</w:t></w:r>"),
        "1.1 The first.",
        "1.2 More.",
    ]
    assert labels(read(docx([*body, "Yours sincerely"]), "x.docx")) == ["1.1", "1.2"]
