"""The commands about templates: what they keep, what they print, and what they refuse."""

from pathlib import Path

import pytest
from docx import Document

from corresp_tracker.cli import DONE, main
from drafting.letters import LOOP, with_body
from test_cli import refusal, told
from test_cli_drafting import case_of
from test_cli_drafting import office as office  # the fixture: an office with one letter logged

FIRST = with_body("{{ salutation }}", *LOOP[:2], "{%p else %}", "Thank you.", LOOP[2])
SECOND = with_body("Our new paper", "{{ salutation }}", *LOOP)


@pytest.fixture
def paper(office: Path, tmp_path: Path) -> Path:
    """A Word file that can be a template."""
    file = tmp_path / "Our paper.docx"
    file.write_bytes(FIRST)
    return file


def test_a_file_is_imported_once_given_a_version_approved_and_exported(
    paper: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = told(capsys, "template", "import", str(paper), "--note", "new crest")
    assert first == {"title": "Our paper", "number": 1, "is_new": True}
    assert not told(capsys, "template", "import", str(paper))["is_new"]
    paper.write_bytes(SECOND)
    assert told(capsys, "template", "import", str(paper), "--into", "our paper")["number"] == 2
    approved = told(capsys, "template", "approve", "Our paper", "--by", "Sam Sample", "--on", "2026-11-02")
    assert approved == {"title": "Our paper", "number": 2, "approved_by": "Sam Sample"}
    [own, *shipped] = told(capsys, "template", "list")
    assert [(each["number"], each["approved_on"], each["note"]) for each in own["versions"]] == [
        (2, "2026-11-02", ""),
        (1, None, "new crest"),
    ]
    assert [each["key"] for each in shipped if each["ships"]] == [
        "acknowledgement",
        "holding-reply",
        "inter-inspectorate-reply",
        "ministerial-reply",
    ]
    for words, expected in ((), SECOND), (("--number", "1"), FIRST):
        told(capsys, "template", "export", "Our paper", *words, "-o", str(tmp_path / "out.docx"))
        assert (tmp_path / "out.docx").read_bytes() == expected


def test_a_shipped_one_is_written_out_to_begin_from_and_stays_as_it_is(
    paper: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "begin.docx"
    told(capsys, "template", "export", "ministerial-reply", "-o", str(out))
    assert told(capsys, "template", "lint", str(out))["is_usable"]
    refused = refusal(capsys, "template", "approve", "Ministerial reply")
    assert refused["kind"] == "invalid-template"
    assert refusal(capsys, "template", "export", "no such", "-o", str(out))["kind"] == "not-found"
    assert refusal(capsys, "template", "export", "Ministerial reply", "--number", "3", "-o", str(out)) == {
        "kind": "not-found",
        "message": "“Ministerial reply” has no version 3: see `template list`.",
    }


def test_a_faulty_file_is_kept_out(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paper.write_bytes(with_body("{{ salutaton }}", *LOOP))
    assert "Do you mean “salutation”?" in refusal(capsys, "template", "import", str(paper))["message"]
    assert main(["template", "list"]) == DONE
    assert "Our paper" not in capsys.readouterr().out


def test_a_draft_takes_the_usual_template_or_one_by_its_title(
    paper: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case, file = case_of(capsys), tmp_path / "draft.docx"
    usual = told(capsys, "draft", case, "--role", "acknowledgement", "-o", str(file))
    assert usual["template"] == "acknowledgement"
    told(capsys, "template", "import", str(paper))
    told(capsys, "draft", case, "--template", "our paper", "-o", str(file))
    assert [line.text for line in Document(str(file)).paragraphs] == ["Dear Chief Inspector", "Thank you."]
    assert "not approved; used in 1 letters" in _listed(capsys)


def _listed(capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["template", "list"]) == DONE
    return capsys.readouterr().out
