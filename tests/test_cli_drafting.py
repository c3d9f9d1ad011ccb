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


def test_takeback_says_what_was_put_in_below_the_sign_off(
    draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = Document(str(draft))
    document.add_paragraph("P.S. The date is not fixed.")
    document.save(str(draft))
    shape = told(capsys, "takeback", str(draft))
    words = "P.S. The date is not fixed."
    assert shape["around"] == [{"where": "below the sign-off", "before": "", "after": words}]
    assert main(["takeback", str(draft)]) == DONE
    assert f"Below the sign-off, put in: “{words}”" in capsys.readouterr().out


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


def test_template_lint_says_what_is_wrong_and_where(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from drafting.letters import LOOP, with_body

    file = tmp_path / "own.docx"
    file.write_bytes(with_body("{{ salutaton }}", *LOOP))
    shape = told(capsys, "template", "lint", str(file))
    assert not shape["is_usable"]
    [fault] = [each for each in shape["faults"] if each["code"] == "unknown-field"]
    assert fault["where"].startswith("paragraph 1 ")
    assert main(["template", "lint", str(file)]) == DONE
    assert "Do you mean “salutation”?" in capsys.readouterr().out


def test_a_draft_is_written_from_a_word_file_of_the_offices_own(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from drafting.letters import LOOP, with_body

    own, file = tmp_path / "own.docx", tmp_path / "draft.docx"
    own.write_bytes(
        with_body("Our own paper", "{{ salutation }}", *LOOP[:2], "{%p else %}", "Thank you.", LOOP[2])
    )
    case = case_of(capsys)
    told(capsys, "draft", case, "--template", str(own), "-o", str(file))
    words = [line.text for line in Document(str(file)).paragraphs]
    assert words == ["Our own paper", "Dear Chief Inspector", "Thank you."]
    own.unlink()
    changes = told(capsys, "takeback", str(file))["paragraphs"]
    assert [each["change"] for each in changes] == ["unchanged"]


def test_a_hostile_template_writes_nothing_and_changes_no_record(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from drafting.letters import LOOP, with_body

    own, file = tmp_path / "own.docx", tmp_path / "draft.docx"
    own.write_bytes(
        with_body("{% for a in 'aaaaaaaa' %}x{% endfor %}", *LOOP[:2], "{%p else %}", "Thank you.", LOOP[2])
    )
    case, before = case_of(capsys), office.read_bytes()
    assert (
        refusal(capsys, "draft", case, "--template", str(own), "-o", str(file))["kind"] == "invalid-template"
    )
    assert not file.exists()
    from corresp_tracker.casework.offices import open_office
    from corresp_tracker.model.letters import Letter

    opened = open_office(str(office), by="Example")
    with opened.reading() as session:
        assert session.query(Letter).count() == 1
    opened.close()
    assert before[:16] == office.read_bytes()[:16]


def test_check_says_what_looks_wrong_with_a_case_and_with_a_file(
    draft: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    checks = told(capsys, "check", case_of(capsys))["checks"]
    assert {each["code"] for each in checks} >= {"unfilled"}
    assert all(set(each) == {"code", "where", "message", "fix"} for each in checks)
    in_file = told(capsys, "check", str(draft))["checks"]
    assert "unfilled" not in {each["code"] for each in in_file}
    document = Document(str(draft))
    document.paragraphs[-1].insert_paragraph_before("We found {{ subject }}.")
    document.save(str(draft))
    monkeypatch.delenv("CORRESP_OFFICE")
    assert main(["check", str(draft)]) == DONE
    capsys.readouterr()


def test_finalise_writes_the_files_that_go(
    draft: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case, folder = case_of(capsys), tmp_path / "out"
    assert "cannot go yet" in refusal(capsys, "finalise", case, "-o", str(folder))["message"]
    assert not folder.exists()
    told(capsys, "takeback", str(draft), "--accept")
    shape = told(capsys, "finalise", case, "-o", str(folder))
    assert sorted(str(file) for file in folder.iterdir()) == sorted(shape["files"])
    assert {Path(file).suffix for file in shape["files"]} >= {".docx", ".eml"}


def test_campaign_writes_a_folder_of_letters(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people, folder = tmp_path / "people.csv", tmp_path / "out"
    people.write_text("name,their_reference\nJo Bloggs,A/1\nSam Sample,A/2\n", encoding="utf-8")
    shape = told(capsys, "campaign", "acknowledgement", str(people), "-o", str(folder))
    assert len(shape["letters"]) == 2
    assert all((folder / each["file"]).exists() for each in shape["letters"])
    error = refusal(capsys, "campaign", "holding-reply", str(people), "-o", str(tmp_path / "more"))
    assert "still asks for" in error["message"]


def test_a_campaign_is_recorded_as_sent_by_its_name(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = tmp_path / "people.csv"
    people.write_text("name,their_reference\nJo Bloggs,A/1\nSam Sample,A/2\n", encoding="utf-8")
    told(capsys, "campaign", "acknowledgement", str(people), "-o", str(tmp_path / "out"), "--name", "Schools")
    shape = told(capsys, "campaign-sent", "schools", "--by", "post")
    assert (shape["campaign"], shape["sent"], shape["left_out"]) == ("Schools", 2, [])
    error = refusal(capsys, "campaign-sent", "Schools")
    assert "No campaign called “Schools” has letters to send" in error["message"]
