"""Each citation of a draft bears a bookmark in Word, and a hyperlink where the office wants it. All words are our own."""

import io
import re
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from corresp_tracker.drafting.final import final_copy, left_behind
from corresp_tracker.drafting.link_following import DraftedLink, FollowedLink, follow_all
from corresp_tracker.drafting.rendering import letter_as_json, letter_from_json
from corresp_tracker.drafting.roundtrip import KnownParagraph
from corresp_tracker.drafting.takeback import letter_paragraphs, returned_changes
from corresp_tracker.drafting.word import write_letter
from corresp_tracker.intake.reading import read_arrival
from corresp_tracker.values.bookmarks import citation_bookmark
from corresp_tracker.values.draft import DraftCitation, DraftLetter, DraftParagraph
from drafting.letters import LETTER, REPLY, parts_of, rezipped

ADDRESS = "https://www.example.org/a?b=1&c=2"
FIRST = "The fraud report was long, and the fraud report was read by everybody in the force whom we met."
SECOND = "We will write to you again about what we have seen in the prisons of the north and of the west."
UIDS = (f"{1:032x}", f"{2:032x}")
AT = (FIRST.index("fraud report"), FIRST.rindex("fraud report"))


def cited(start: int, words: str, *, link: int, address: str = "") -> DraftCitation:
    return DraftCitation(start, start + len(words), citation_bookmark(UIDS[0], link), address)


def letter(*citations: DraftCitation) -> DraftLetter:
    paragraphs = (
        DraftParagraph(uid=UIDS[0], level=0, text=FIRST, citations=citations, italics=((4, 9),)),
        DraftParagraph(uid=UIDS[1], level=0, text=SECOND),
    )
    return DraftLetter(salutation=LETTER.salutation, paragraphs=paragraphs, sign_off=LETTER.sign_off)


TWICE = letter(cited(AT[0], "fraud report", link=7), cited(AT[1], "fraud report", link=8))


def edited(data: bytes, link: int, change: Callable[[list[Any], Any], None]) -> bytes:
    """Change a Word file: what stands in a citation's bookmark (with its two marks), given the last paragraph."""
    document = docx.Document(io.BytesIO(data))
    name = citation_bookmark(UIDS[0], link)
    [start] = [
        each for each in document.element.body.iter(qn("w:bookmarkStart")) if each.get(qn("w:name")) == name
    ]
    inside = [start]
    while inside[-1].tag != qn("w:bookmarkEnd") or inside[-1].get(qn("w:id")) != start.get(qn("w:id")):
        inside.append(inside[-1].getnext())
    [last] = [each for each in document.paragraphs if each.text == SECOND]
    change(inside, last._p)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def retyped(words: str) -> Callable[[list[Any], Any], None]:
    """Give the change that types other words in a bookmark."""

    def change(inside: list[Any], last: Any) -> None:
        run, *others = [each for each in inside if each.tag == qn("w:r")]
        run.text = words
        for each in others:
            each.getparent().remove(each)

    return change


def followed(data: bytes) -> dict[int, tuple[FollowedLink, str]]:
    """Give where each of the two citations is in a file that came back, with the words there."""
    known = [KnownParagraph(UIDS[0], FIRST), KnownParagraph(UIDS[1], SECOND)]
    [part] = read_arrival(data, name="draft.docx").parts
    assert part.letter is not None
    paragraphs = letter_paragraphs(part.letter, known)
    links = [
        DraftedLink(number, UIDS[0], at, at + 12, "fraud report", citation_bookmark(UIDS[0], number))
        for number, at in zip((7, 8), AT, strict=True)
    ]
    changes = returned_changes(known, paragraphs)
    found = follow_all(
        links, texts=dict(zip(UIDS, (FIRST, SECOND), strict=True)), paragraphs=paragraphs, changes=changes
    )
    return {
        each.link.id: (each, "" if each.index is None else paragraphs[each.index].text[each.start : each.end])
        for each in found
    }


def test_each_citation_has_one_bookmark_around_its_words_also_over_italics_and_others() -> None:
    over = letter(cited(0, "The fraud report", link=6), cited(AT[0], "fraud report", link=7))
    xml = parts_of(write_letter(over, template=REPLY))["word/document.xml"].decode()
    for link, words in ((6, "The fraud report"), (7, "fraud report")):
        name = citation_bookmark(UIDS[0], link)
        [number] = re.findall(rf'<w:bookmarkStart w:id="(\d+)" w:name="{name}"/>', xml)
        inside = xml[xml.index(f'w:name="{name}"') : xml.index(f'<w:bookmarkEnd w:id="{number}"/>')]
        assert "".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", inside)) == words
    numbers = re.findall(r'<w:bookmarkStart w:id="(\d+)"', xml)
    assert len(numbers) == len(set(numbers))


def test_a_citation_leads_to_the_public_address_of_its_work_and_looks_as_it_did() -> None:
    data = write_letter(letter(cited(AT[0], "fraud report", link=7, address=ADDRESS)), template=REPLY)
    [link] = docx.Document(io.BytesIO(data)).paragraphs[_of(data, FIRST)].hyperlinks
    assert (link.address, link.text) == (ADDRESS, "fraud report")
    assert {run.style.name for run in link.runs} == {"Letter Link"}
    style = link.runs[0].style
    assert (style.font.color.rgb, style.font.underline) == (None, None)


def test_words_with_a_hyperlink_look_as_the_offices_template_says() -> None:
    parts = parts_of(REPLY)
    own = b'<w:style w:type="character" w:styleId="Ours"><w:name w:val="Letter Link"/></w:style></w:styles>'
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(b"</w:styles>", own)
    sent = letter(cited(AT[0], "fraud report", link=7, address=ADDRESS))
    xml = parts_of(write_letter(sent, template=rezipped(parts)))["word/document.xml"]
    assert xml.count(b'<w:rStyle w:val="Ours"/>') == 2


def _of(data: bytes, text: str) -> int:
    return next(at for at, each in enumerate(docx.Document(io.BytesIO(data)).paragraphs) if each.text == text)


@pytest.mark.parametrize(
    "address", ["", "javascript:alert(1)", "file:///c:/secret", "https://a b", "ftp://example.org"]
)
def test_what_is_no_public_address_gets_no_hyperlink(address: str) -> None:
    data = write_letter(letter(cited(AT[0], "fraud report", link=7, address=address)), template=REPLY)
    assert docx.Document(io.BytesIO(data)).paragraphs[_of(data, FIRST)].hyperlinks == []


def test_words_in_a_hyperlink_are_read_once_and_unchanged() -> None:
    data = write_letter(letter(cited(AT[0], "fraud report", link=7, address=ADDRESS)), template=REPLY)
    [part] = read_arrival(data, name="draft.docx").parts
    assert part.letter is not None
    assert [each.text for each in part.letter.paragraphs] == [FIRST, SECOND]


def test_a_letter_goes_to_the_worker_with_its_citations() -> None:
    sent = letter(cited(AT[0], "fraud report", link=7, address=ADDRESS))
    assert letter_from_json(letter_as_json(sent)) == sent


def test_the_copy_that_leaves_has_its_hyperlinks_and_none_of_the_bookmarks() -> None:
    final = final_copy(
        write_letter(letter(cited(AT[0], "fraud report", link=7, address=ADDRESS)), template=REPLY)
    )
    assert b"_cl" not in parts_of(final)["word/document.xml"]
    assert left_behind(final) == ()
    [link] = docx.Document(io.BytesIO(final)).paragraphs[_of(final, FIRST)].hyperlinks
    assert link.address == ADDRESS


def test_of_two_citations_of_the_same_words_the_one_that_was_deleted_is_gone_and_the_other_kept() -> None:
    def delete(inside: list[Any], last: Any) -> None:
        for each in inside:
            each.getparent().remove(each)

    found = followed(edited(write_letter(TWICE, template=REPLY), 7, delete))
    assert found[7][0].index is None
    second, words = found[8]
    assert (words, second.is_same) == ("fraud report", True)


def test_a_citation_is_where_its_bookmark_was_moved_to() -> None:
    def move(inside: list[Any], last: Any) -> None:
        for each in inside:
            last.append(each)

    found = followed(edited(write_letter(TWICE, template=REPLY), 8, move))
    assert [(each.index, words) for each, words in found.values()] == [
        (0, "fraud report"),
        (1, "fraud report"),
    ]


@pytest.mark.parametrize(
    ("becomes", "words", "is_same"),
    [
        ("fraud review", "fraud review", False),
        ("Fraud Report", "Fraud Report", True),
        ("long fraud report of April", "fraud report", True),
    ],
)
def test_words_that_were_changed_in_a_bookmark_are_told_for_what_they_are(
    becomes: str, words: str, is_same: bool
) -> None:
    found, now = followed(edited(write_letter(TWICE, template=REPLY), 8, retyped(becomes)))[8]
    assert (now, found.is_same) == (words, is_same)


def test_other_words_in_a_bookmark_are_not_taken_for_the_citation() -> None:
    found, now = followed(edited(write_letter(TWICE, template=REPLY), 8, retyped("Minister’s own view")))[8]
    assert (found.index, now) == (None, "")
