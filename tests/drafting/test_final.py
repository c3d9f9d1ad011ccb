"""The copy that leaves has the letter and nothing else; its e-mail goes to its readers and to nobody else."""

import io
import re
from email import message_from_bytes
from email.policy import default

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from corresp_tracker.drafting.covering import Covering, Mailbox, covering_email, unaddressed
from corresp_tracker.drafting.final import final_copy, left_behind
from corresp_tracker.drafting.pdf import as_pdf, libreoffice
from corresp_tracker.drafting.word import write_letter
from corresp_tracker.errors import InvalidLetter
from corresp_tracker.intake.reading import read_arrival
from drafting.letters import LETTER, REPLY, parts_of, rezipped


def in_word() -> bytes:
    """The letter as it comes out of Word: with a comment, revision ids, hidden words and names of authors."""
    document = Document(io.BytesIO(write_letter(LETTER, template=REPLY)))
    line = next(each for each in document.paragraphs if each.text.startswith("Thank you"))
    document.add_comment(line.runs, text="Sure?", author="Policy Lead")
    line._p.set(qn("w:rsidR"), "00A1B2C3")
    hidden = line.add_run("not for them")
    hidden.font.hidden = True
    document.core_properties.author = "Jo Drafter"
    document.core_properties.last_modified_by = "Sam Drafter"
    kept = io.BytesIO()
    document.save(kept)
    parts = parts_of(kept.getvalue())
    rsids = b'<w:rsids><w:rsidRoot w:val="00A1B2C3"/></w:rsids>'
    parts["word/settings.xml"] = parts["word/settings.xml"].replace(b"<w:zoom", rsids + b"<w:zoom", 1)
    parts["docProps/app.xml"] = b"<Properties><Manager>Jo Drafter</Manager></Properties>"
    return rezipped(parts)


def printed(data: bytes) -> list[str]:
    return [
        "".join(run.text for run in line.runs if not run.font.hidden)
        for line in Document(io.BytesIO(data)).paragraphs
    ]


def test_what_is_the_offices_own_business_stays_behind() -> None:
    before = in_word()
    assert set(left_behind(before)) >= {"bookmarks", "revision ids", "comments", "names of authors"}
    after = final_copy(before)
    assert left_behind(after) == ()
    everything = b"".join(parts_of(after).values())
    for words in (b"Drafter", b"Policy Lead", b"Sure?", b"not for them", b"00A1B2C3", b"_ct"):
        assert words not in everything


def test_what_prints_is_untouched_and_every_tie_leads_somewhere() -> None:
    before = in_word()
    after = final_copy(before)
    assert printed(after) == printed(before)
    parts = parts_of(after)
    said = read_arrival(after, name="letter.docx").letter
    assert said is not None
    assert [each.label for each in said.paragraphs] == ["1", "2", "2(a)", "2(b)", "2(b)(i)", "3"]
    for name, content in parts.items():
        if name.endswith(".rels"):
            folder = name.partition("_rels/")[0]
            targets = re.findall(r'Target="([^"]+)"', content.decode())
            assert all(f"{folder}{target}".lstrip("/") in parts for target in targets if "://" not in target)
    listed = re.findall(r'PartName="/([^"]+)"', parts["[Content_Types].xml"].decode())
    assert set(listed) <= set(parts)


def test_the_same_copy_twice_is_the_same_file() -> None:
    once = final_copy(write_letter(LETTER, template=REPLY))
    assert final_copy(once) == once


def test_bookmarks_of_a_templates_own_stay() -> None:
    parts = parts_of(write_letter(LETTER, template=REPLY))
    own = b'<w:bookmarkStart w:id="77" w:name="Crest"/><w:bookmarkEnd w:id="77"/>'
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:sectPr", own + b"<w:sectPr", 1)
    assert b'w:name="Crest"' in parts_of(final_copy(rezipped(parts)))["word/document.xml"]


def test_a_letter_with_tracked_changes_does_not_go() -> None:
    document = Document(io.BytesIO(write_letter(LETTER, template=REPLY)))
    inserted = OxmlElement("w:ins")
    inserted.set(qn("w:author"), "Jo")
    document.paragraphs[-1]._p.append(inserted)
    kept = io.BytesIO()
    document.save(kept)
    with pytest.raises(InvalidLetter, match="tracked changes"):
        final_copy(kept.getvalue())


COVERING = Covering(
    to=(Mailbox("Zoë O’Neill", "zoe@example.org"),),
    copies=(Mailbox("Jo Bloggs", "jo@example.org"), Mailbox("Sam Sample", "")),
    subject="Custody\nand care",
    our_reference="MIN/2016/0042",
    marking="OFFICIAL",
    salutation="Dear Zoë",
    sign_off="Yours sincerely",
    signature=("Sir Example Person", "HM Chief Inspector"),
)


def test_the_e_mail_has_the_right_readers_and_the_letter() -> None:
    message = message_from_bytes(covering_email(COVERING, [("letter.pdf", b"%PDF-1.7 x")]), policy=default)
    assert [(each.display_name, each.addr_spec) for each in message["To"].addresses] == [
        ("Zoë O’Neill", "zoe@example.org")
    ]
    assert [each.addr_spec for each in message["Cc"].addresses] == ["jo@example.org"]
    assert message["Bcc"] is None
    assert message["Subject"] == "OFFICIAL: Custody and care (MIN/2016/0042)"
    assert message["X-Unsent"] == "1"
    [attached] = message.iter_attachments()
    assert (attached.get_filename(), attached.get_content_type()) == ("letter.pdf", "application/pdf")
    body = message.get_body()
    assert body is not None
    assert "Dear Zoë" in body.get_content()
    assert unaddressed(COVERING) == ("Sam Sample",)


def test_an_address_that_is_none_is_left_out() -> None:
    wrong = Covering(
        **{
            **{name: getattr(COVERING, name) for name in COVERING.__slots__},
            "to": (Mailbox("A", "a@b.c, d@e.f"),),
        }
    )
    message = message_from_bytes(covering_email(wrong, []), policy=default)
    assert message["To"] is None
    assert unaddressed(wrong) == ("A", "Sam Sample")


@pytest.mark.skipif(libreoffice() is None, reason="LibreOffice is not installed")
def test_the_pdf_is_the_letter() -> None:
    pdf = as_pdf(final_copy(write_letter(LETTER, template=REPLY)), name="letter")
    assert pdf is not None
    said = read_arrival(pdf, name="letter.pdf").letter
    assert said is not None
    assert said.salutation == "Dear Chief Inspector"
    assert b"Drafter" not in pdf


def test_without_a_program_there_is_no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corresp_tracker.drafting.pdf.libreoffice", lambda: None)
    assert as_pdf(b"", name="letter") is None
