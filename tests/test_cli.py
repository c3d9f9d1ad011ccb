"""The command: what it prints, for people and for programs, and what it refuses."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from corresp_tracker.cli import DONE, REFUSED, main

LETTER = """Example letter: invented for a test.

Example Inspectorate of Schools
2 Sample Road
Exampleton EX2 2BB

Chief Inspector
HM Inspectorate of Constabulary

17 October 2016

Our ref: EIS/16/9

Dear Chief Inspector

CHILDREN WHO GO MISSING

I have read 'Missing Children: Who Cares?' (March 2016) with care.

2. Is it still the latest that you have said?

Yours sincerely

Chief Inspector
Example Inspectorate of Schools
"""


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    file = tmp_path / "letter.txt"
    file.write_text(LETTER, encoding="utf-8")
    return file


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Path:
    """An office made by the command, which the environment names."""
    address = tmp_path / "office.corresp"
    assert main(["--office", str(address), "create", "Example office"]) == DONE
    monkeypatch.setenv("CORRESP_OFFICE", str(address))
    capsys.readouterr()
    return address


def told(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    assert main([*words, "--json"]) == DONE
    return json.loads(capsys.readouterr().out)


def refusal(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, str]:
    assert main([*words, "--json"]) == REFUSED
    printed = capsys.readouterr()
    error: dict[str, str] = json.loads(printed.out)["error"]
    assert printed.err.strip() == error["message"]
    return error


def test_read_says_what_a_letter_says(capsys: pytest.CaptureFixture[str], letter: Path) -> None:
    shape = told(capsys, "read", str(letter))
    assert shape["format"] == "txt"
    assert shape["subject"] == "CHILDREN WHO GO MISSING"
    assert (shape["dated"], shape["our_reference"]) == ("2016-10-17", "EIS/16/9")
    assert [paragraph["label"] for paragraph in shape["paragraphs"]] == ["1", "2"]
    assert "citations" not in shape["paragraphs"][0]


def test_cite_without_an_office_uses_the_starter_register(
    capsys: pytest.CaptureFixture[str], letter: Path
) -> None:
    paragraph = told(capsys, "cite", str(letter))["paragraphs"][0]
    [citation] = [each for each in paragraph["citations"] if each["kind"] == "report"]
    assert citation["work"] == "missing-children-who-cares"
    assert citation["confidence"] == "certain"
    assert paragraph["text"][citation["start"] : citation["end"]] == citation["words"]


def test_a_logged_letter_is_found_again_and_cited_by_its_case(
    capsys: pytest.CaptureFixture[str], office: Path, letter: Path, tmp_path: Path
) -> None:
    logged = told(capsys, "log", str(letter), "--on", "2016-10-17")
    assert (logged["direction"], logged["due"], logged["duplicate_of"]) == ("in", "2016-11-14", None)
    assert logged["case"].startswith("INS/2016/")
    found = told(capsys, "search", "cites:missing-children-who-cares")
    assert [(hit["case"], hit["paragraph"]) for hit in found["hits"]] == [(logged["case"], "1")]
    answer = tmp_path / "answer.txt"
    answer.write_text(
        "HMIC\n\nChief Inspector\nExample Inspectorate of Schools\n2 Sample Road\n\n1 November 2016\n\n"
        "Dear Chief Inspector\n\nThank you for your letter of 17 October 2016.\n\nYours sincerely\n\n"
        "HM Chief Inspector of Constabulary\n",
        encoding="utf-8",
    )
    cited = told(capsys, "cite", str(answer), "--direction", "out")["paragraphs"][0]["citations"]
    assert [(each["kind"], each["work"]) for each in cited] == [("letter", logged["case"])]


def test_the_same_file_logged_twice_is_said_to_be_a_duplicate(
    capsys: pytest.CaptureFixture[str], office: Path, letter: Path
) -> None:
    first = told(capsys, "log", str(letter))
    again = told(capsys, "log", str(letter))
    assert again["duplicate_of"] == first["letter"]


def test_a_file_that_cannot_be_read_is_kept_and_nothing_is_half_logged(
    capsys: pytest.CaptureFixture[str], office: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "scan.pdf"
    empty.write_bytes(b"")
    error = refusal(capsys, "log", str(empty))
    assert error["kind"] == "unreadable-file"
    assert "kept" in error["message"]
    assert told(capsys, "search", "letter")["total"] == 0


def test_draft_writes_the_reply_to_word(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    made = told(capsys, "example", str(tmp_path / "example"))
    assert len(made["letters"]) >= 19
    reply = tmp_path / "out" / "reply.docx"
    office = ("--office", made["office"])
    case = told(capsys, *office, "search", "subject:vetting")["hits"][0]["case"]
    template = ("--template", "inter-inspectorate-reply")
    drafted = told(capsys, *office, "draft", case, *template, "-o", str(reply))
    assert Path(drafted["file"]) == reply
    words = "\n".join(paragraph.text for paragraph in Document(str(reply)).paragraphs)
    assert drafted["case"] in words
    assert "{{" not in words


def test_a_reply_that_lacks_something_is_refused_and_nothing_is_kept(
    capsys: pytest.CaptureFixture[str], office: Path, letter: Path, tmp_path: Path
) -> None:
    case = told(capsys, "log", str(letter))["case"]
    target = tmp_path / "reply.docx"
    error = refusal(capsys, "draft", case, "--template", "acknowledgement", "-o", str(target))
    assert "signatory" in error["message"]
    assert not target.exists()
    assert told(capsys, "search", "receiving", "--drafts")["total"] == 0


def test_the_register_goes_out_and_comes_back_the_same(
    capsys: pytest.CaptureFixture[str], office: Path, tmp_path: Path
) -> None:
    for kind in ("reports", "programmes", "organisations", "correspondents"):
        file = tmp_path / f"{kind}.csv"
        told(capsys, "register", "export", kind, "-o", str(file))
        taken = told(capsys, "register", "import", str(file))
        assert (taken["added"], taken["changed"], taken["problems"]) == (0, 0, [])
        assert taken["same"] > 10


def test_a_bad_row_is_named_and_the_rest_waits_for_the_word(
    capsys: pytest.CaptureFixture[str], office: Path, tmp_path: Path
) -> None:
    file = tmp_path / "reports.csv"
    file.write_text(
        "id,title,published_on\nnew-one,A new report,2026-13-01\nnew-two,Another report,2026-01\n"
    )
    error = refusal(capsys, "register", "import", str(file))
    assert "line 2" in error["message"]
    taken = told(capsys, "register", "import", str(file), "--take-good-rows")
    assert (taken["added"], [each["line"] for each in taken["problems"]]) == (1, [2])


def test_a_backup_comes_back(
    capsys: pytest.CaptureFixture[str], office: Path, letter: Path, tmp_path: Path
) -> None:
    told(capsys, "log", str(letter))
    backup = tmp_path / "backup.corresp"
    assert told(capsys, "backup", str(backup))["letters"] == 1
    again = tmp_path / "again.corresp"
    told(capsys, "--office", str(again), "restore", str(backup))
    assert told(capsys, "--office", str(again), "search", "latest")["total"] == 1


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (["search", "letter"], "log-unavailable"),
        (["read", "no-such-file.docx"], "unreadable-file"),
        (["--office", "no-such.corresp", "search", "x"], "log-unavailable"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, words: list[str], kind: str
) -> None:
    monkeypatch.delenv("CORRESP_OFFICE", raising=False)
    error = refusal(capsys, *words)
    assert error["kind"] == kind
    assert error["message"].endswith(".")


def test_a_search_that_cannot_be_understood_is_refused(
    capsys: pytest.CaptureFixture[str], office: Path
) -> None:
    assert refusal(capsys, "search", '"missing')["kind"] == "invalid-query"


def test_wrong_usage_ends_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["no-such-command"])
    assert ended.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_the_command_runs_where_qt_cannot_be_imported(letter: Path) -> None:
    program = (
        "import sys\n"
        "for name in ('PySide6', 'shiboken6'): sys.modules[name] = None\n"
        "from corresp_tracker.cli import main\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "cite", str(letter), "--json"],
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == DONE, done.stderr
    assert json.loads(done.stdout)["subject"] == "CHILDREN WHO GO MISSING"


PAGES = Path(__file__).parent / "data" / "pages"


def test_works_are_written_in_the_form_that_is_asked_for_or_that_the_file_is_named_for(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "works.ris"
    told_of = told(capsys, "register", "export", "-o", str(out), "--words", "missing children")
    assert told_of["format"] == "ris"
    assert told_of["works"] == out.read_text(encoding="utf-8").count("TY  - RPRT") > 0
    bib = tmp_path / "works.txt"
    assert told(capsys, "register", "export", "--format", "bibtex", "-o", str(bib))["left_out"] == 0
    assert bib.read_text(encoding="utf-8").startswith("@")
    assert main(["register", "export", "organisations", "--format", "ris", "-o", str(out)]) == REFUSED


def test_the_works_of_one_letter_are_written(
    office: Path, letter: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    logged = told(capsys, "log", str(letter))
    out = tmp_path / "letter.csv"
    assert told(capsys, "register", "export", "--letter", str(logged["letter"]), "-o", str(out))["works"] == 1
    assert "missing-children-who-cares" in out.read_text(encoding="utf-8-sig")


def test_a_publications_page_is_looked_at_before_its_dates_are_taken(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = str(PAGES / "list-with-labels.html")
    rows = told(capsys, "register", "import", page, "--preview")["rows"]
    assert [row["becomes"] for row in rows] == ["new", "new", "new"]
    assert [bool(row["question"]) for row in rows] == [False, True, False]
    assert main(["register", "import", page]) == REFUSED
    assert "--take-dates" in capsys.readouterr().err
    assert told(capsys, "register", "import", page, "--take-good-rows")["added"] == 3
    assert told(capsys, "register", "import", page, "--take-dates")["changed"] == 1
    assert told(capsys, "register", "import", page, "--take-dates")["same"] == 3


def test_two_works_are_merged_and_letters_looked_at_again(
    office: Path, letter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told(capsys, "log", str(letter))
    merged = told(capsys, "register", "merge", "core-business", "missing-children-who-cares")
    assert merged["looked_at"] == 1
    assert main(["register", "merge", "core-business", "nothing-such"]) == REFUSED
    assert told(capsys, "register", "relink", "--keep")["letters"] == []


@pytest.mark.skipif(sys.platform == "win32", reason="there a closed pipe is another error")
def test_whoever_stops_reading_before_the_end_hears_no_complaint() -> None:
    asked = [sys.executable, "-m", "corresp_tracker", "due", "--received", "2016-10-17", "--json"]
    with subprocess.Popen(asked, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.close()
        complaint = running.stderr.read()
    assert complaint == b""
    assert running.returncode == DONE
