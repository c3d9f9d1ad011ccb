"""The commands about drafts: what they print, and what they refuse."""

import io
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from corresp_tracker.cli import DONE, main
from test_cli import LETTER, refusal, told


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Path:
    """An office with one letter logged."""
    from corresp_tracker.casework.offices import start_office
    from flows.conftest import PROFILE

    address = tmp_path / "office.corresp"
    start_office(str(address), PROFILE, by="Example").close()
    monkeypatch.setenv("CORRESP_OFFICE", str(address))
    file = tmp_path / "letter.txt"
    file.write_text(LETTER, encoding="utf-8")
    assert main(["log", str(file)]) == DONE
    capsys.readouterr()
    return address


@pytest.fixture
def draft(office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A draft in Word, with what its template asks for filled in there."""
    file = tmp_path / "draft.docx"
    told(capsys, "draft", case_of(capsys), "--template", "inter-inspectorate-reply", "-o", str(file))
    document = Document(str(file))
    for line in document.paragraphs:
        if "[" in line.text and "_ct" in line._p.xml:
            line.runs[0].text = f"{len(line.text)}: 'Missing Children: Who Cares?' (March 2016) says so."
            for run in line.runs[1:]:
                run._r.getparent().remove(run._r)
    document.save(str(file))
    return file


def case_of(capsys: pytest.CaptureFixture[str]) -> str:
    [hit] = told(capsys, "search", "latest")["hits"]
    return str(hit["case"])


def test_takeback_says_what_happened_and_accept_keeps_what_is_sure(
    draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shape: dict[str, Any] = told(capsys, "takeback", str(draft))
    assert set(shape) >= {"letter", "version", "paragraphs"}
    assert shape["version"] == 1
    changes = [each["change"] for each in shape["paragraphs"]]
    assert changes[0] == "unchanged"
    assert "edited" in changes
    assert all(set(each) == {"id", "change", "text", "links"} for each in shape["paragraphs"])
    kept = told(capsys, "takeback", str(draft), "--accept")
    assert kept["version"] == 2
    again = told(capsys, "takeback", str(draft))
    cited = [link for each in again["paragraphs"] for link in each["links"]]
    assert ("missing-children-who-cares", True) in {(link["work"], link["kept"]) for link in cited}
    assert all(link["kept"] for link in cited)


def test_takeback_says_it_in_words(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["takeback", str(draft)]) == DONE
    said = capsys.readouterr().out
    assert "from version 1:" in said
    assert "Edited: " in said


def test_takeback_refuses_what_is_no_draft(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = io.BytesIO()
    document = Document()
    document.add_paragraph("Dear Jo")
    document.add_paragraph("This was never drafted here, and nothing says what it is.")
    document.save(kept)
    file = tmp_path / "other.docx"
    file.write_bytes(kept.getvalue())
    assert refusal(capsys, "takeback", str(file))["kind"] == "not-found"
    assert refusal(capsys, "takeback", str(tmp_path / "letter.txt"))["kind"] == "invalid-letter"
