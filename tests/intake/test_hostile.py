"""Files that are broken, locked, disguised or made to do harm: each gets one sentence, and nothing else happens."""

import contextlib
import random
import struct

import pytest

from corresp_tracker.errors import UnreadableFile
from corresp_tracker.intake.reading import read_arrival
from tests.intake.files import compound, docx, eml, msg, pdf, pdf_letter, zipped

LETTER = [
    "Dear Ann",
    "",
    "This is an example of a letter that is long enough to be read.",
    "",
    "Yours sincerely",
    "",
    "Bob",
]
_CONTENT_TYPES = b"<Types/>"


def refusal(data: bytes, name: str) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read_arrival(data, name=name)
    assert caught.value.message.count(f"‘{name}’") == 1
    assert "\n" not in caught.value.message
    return caught.value.message


@pytest.mark.parametrize("data", [b"", b"  \r\n "])
@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.eml", "a.msg", "a.txt"])
def test_an_empty_file_is_said_to_be_empty(data: bytes, name: str) -> None:
    assert "is empty" in refusal(data, name)


@pytest.mark.parametrize("part", [0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.98])
def test_a_truncated_word_file_is_said_to_be_incomplete(part: float) -> None:
    whole = docx(LETTER)
    assert "not complete" in refusal(whole[: int(len(whole) * part)], "a.docx")


@pytest.mark.parametrize("part", [0.02, 0.3, 0.6, 0.95])
def test_a_truncated_pdf_is_read_or_refused_but_never_crashes(part: float) -> None:
    whole = pdf_letter(LETTER)
    with contextlib.suppress(UnreadableFile):
        assert read_arrival(whole[: int(len(whole) * part)], name="a.pdf").letter


@pytest.mark.parametrize("part", [0.05, 0.2, 0.4, 0.6, 0.8, 0.99])
def test_a_truncated_message_is_refused_or_keeps_what_is_whole(part: float) -> None:
    whole = msg("Dear Ann\n\nAn example.\n\nYours sincerely\n\nBob", attached={"a.docx": docx(LETTER) * 3})
    with contextlib.suppress(UnreadableFile):
        assert read_arrival(whole[: int(len(whole) * part)], name="a.msg").parts[0].name == "a.msg"


def test_random_bytes_are_no_letter_under_any_name() -> None:
    data = random.Random(7).randbytes(5000)
    for name in ("a.pdf", "a.docx", "a.msg", "a.eml", "a.txt", "a"):
        assert refusal(data, name)


def test_a_locked_word_file_asks_for_a_copy_without_password() -> None:
    locked = compound({"EncryptionInfo": b"x" * 100, "EncryptedPackage": b"y" * 5000})
    assert "password" in refusal(locked, "a.docx")


def test_a_locked_pdf_asks_for_a_copy_without_password() -> None:
    plain = pdf([[(70, 70, "Example", "R", 11)]])
    lock = b"<< /Filter /Standard /V 1 /R 2 /O <" + b"61" * 32 + b"> /U <" + b"62" * 32 + b"> /P -4 >>"
    locked = plain.replace(b"/Root 1 0 R", b"/Root 1 0 R /ID [<00><00>] /Encrypt " + lock)
    assert "password" in refusal(locked, "a.pdf")


def test_a_scan_is_told_from_a_text() -> None:
    box = "q 400 0 0 400 50 300 cm 0.5 g 0 0 1 1 re f Q\n"
    assert "is a scan with no text in it" in refusal(pdf([[], []], extra=box), "scan.pdf")


def test_an_archive_bomb_is_not_unpacked() -> None:
    bomb = zipped({"[Content_Types].xml": _CONTENT_TYPES, "word/document.xml": bytes(60_000_000)})
    assert len(bomb) < 100_000
    assert "too large" in refusal(bomb, "a.docx")


def test_entities_are_not_expanded() -> None:
    xml = b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><d>&b;</d>'
    assert refusal(docx([], parts={"word/document.xml": xml}), "a.docx")


def test_endless_nesting_is_refused() -> None:
    deep = b"<w>" * 100_000 + b"</w>" * 100_000
    assert refusal(docx([], parts={"word/document.xml": deep}), "a.docx")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (compound({"WordDocument": b"x" * 5000}), "old Word format"),
        (zipped({"letter.txt": b"hello"}), "archive"),
        (zipped({"[Content_Types].xml": _CONTENT_TYPES, "xl/workbook.xml": b"<a/>"}), "spreadsheet"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "picture"),
        (b"{\\rtf1 Dear Ann}", "rich text"),
    ],
)
def test_other_kinds_of_file_get_a_sentence_that_says_what_to_do(data: bytes, words: str) -> None:
    assert words in refusal(data, "something.bin")


def test_a_wrongly_named_file_is_read_as_what_it_is_with_a_warning() -> None:
    letter = read_arrival(pdf_letter(LETTER), name="a.docx").letter
    assert letter
    assert letter.format == "pdf"
    assert letter.warnings[0].code == "wrong-name"


def test_a_file_without_an_ending_is_known_by_its_content() -> None:
    letter = read_arrival(docx(LETTER), name="letter").letter
    assert letter
    assert (letter.format, letter.warnings[0].code) == ("docx", "no-date")


def test_a_bad_attachment_keeps_its_problem_and_the_rest_is_read() -> None:
    whole = docx(LETTER)
    mail = eml(
        "See attached.", From="ann@example.org", attached={"bad.docx": whole[:200], "good.docx": whole}
    )
    arrival = read_arrival(mail, name="a.eml")
    assert [part.name for part in arrival.parts] == ["a.eml", "bad.docx", "good.docx"]
    assert "not complete" in arrival.parts[1].problem
    assert arrival.parts[1].data == whole[:200]
    assert arrival.likeliest == 2


def test_a_png_that_claims_to_be_huge_is_only_a_picture() -> None:
    data = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 2**31 - 1, 2**31 - 1)
    assert "picture" in refusal(data, "a.png")
