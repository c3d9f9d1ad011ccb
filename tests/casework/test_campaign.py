"""One letter to many: each with its own names and references; all of them, or none."""

import csv
import io
from pathlib import Path

import pytest
from docx import Document

from casework.letters import log
from corresp_tracker.casework.campaign import INDEX, CampaignLetter, refuse_prompts, write_campaign
from corresp_tracker.casework.campaign_list import read_campaign
from corresp_tracker.casework.templates import OfficeTemplate, office_template, own_template
from corresp_tracker.errors import InvalidLetter, OutputError
from corresp_tracker.model.cases import Case
from corresp_tracker.model.letters import Letter, Revision
from corresp_tracker.store.database import Office
from corresp_tracker.values.partial_date import PartialDate
from drafting.letters import LOOP, with_body

HEADS = "name,honours,post,organisation,address,their_reference,answered,subject\n"


def listed(count: int) -> bytes:
    rows = [
        f"Jo Example{n},MP,,House of Examples,{n} Sample Road|Exampleton,EX/{n},17/10/2016,Schools\n"
        for n in range(1, count + 1)
    ]
    return (HEADS + "".join(rows)).encode()


def template(office: Office, name: str = "acknowledgement") -> OfficeTemplate:
    with office.reading() as session:
        return office_template(session, name)


def write(
    office: Office,
    data: bytes,
    folder: Path,
    *,
    chosen: OfficeTemplate | None = None,
    stop_after: int | None = None,
) -> tuple[CampaignLetter, ...]:
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        told.append((done, total))
        if stop_after is not None and done >= stop_after:
            raise KeyboardInterrupt

    with office.writing("Wrote a campaign") as session:
        written = write_campaign(
            session,
            read_campaign(data).rows,
            template=chosen or template(office),
            folder=folder,
            by="Clerk",
            progress=progress,
        )
    assert told == [(done, len(written)) for done in range(len(written) + 1)]
    return written


def words(file: Path) -> list[str]:
    return [line.text for line in Document(str(file)).paragraphs]


def counts(office: Office) -> tuple[int, int, int]:
    with office.reading() as session:
        return (session.query(Case).count(), session.query(Letter).count(), session.query(Revision).count())


def test_each_letter_has_its_own_names_and_references_as_file_and_as_record(
    office: Office, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    written = write(office, listed(3), folder)
    assert len(written) == 3
    assert sorted(each.name for each in folder.iterdir()) == sorted([INDEX, *(each.file for each in written)])
    second = words(folder / written[1].file)
    assert second[:4] == ["Jo Example2 MP", "House of Examples", "2 Sample Road", "Exampleton"]
    assert f"Our ref:\t{written[1].case}" in second
    assert "Your ref:\tEX/2" in second
    assert "Dear Jo Example2" in second
    assert "Thank you for your letter of 17 October 2016." in second
    with office.reading() as session:
        letter = session.get_one(Letter, written[1].letter_id)
        assert (letter.is_draft, letter.their_reference, letter.head) == (True, "EX/2", 1)
    rows = list(csv.reader(io.StringIO((folder / INDEX).read_text(encoding="utf-8-sig"))))
    assert rows[2] == ["3", written[1].case, str(written[1].letter_id), written[1].file]


def test_a_row_may_name_a_case_whose_letter_is_answered(office: Office, tmp_path: Path) -> None:
    came = log(office)
    data = f"our reference;subject\n{came.reference};\n".encode()
    [written] = write(office, data, tmp_path / "out")
    said = words(tmp_path / "out" / written.file)
    assert {"Chief Inspector", "Your ref:\tEIS/16/9", "Dear Chief Inspector"} <= set(said)
    assert "Thank you for your letter of 17 October 2016, which we received on 17 October 2016." in said
    with office.reading() as session:
        assert session.get_one(Letter, written.letter_id).answers_id == came.letter_id


def test_a_campaign_called_off_leaves_nothing_behind(office: Office, tmp_path: Path) -> None:
    before = counts(office)
    with pytest.raises(KeyboardInterrupt):
        write(office, listed(5), tmp_path / "out", stop_after=3)
    assert counts(office) == before
    assert list(tmp_path.glob("*")) == [
        each for each in tmp_path.glob("*") if each.suffix.startswith(".corresp")
    ]
    assert list(tmp_path.glob(".out*")) == []


def test_a_row_that_cannot_be_written_is_named_and_nothing_is_kept(office: Office, tmp_path: Path) -> None:
    before = counts(office)
    with pytest.raises(InvalidLetter, match=r"because of row 3: There is no case NO/1"):
        write(office, b"case,name,subject\n,Jo Bloggs,S\nNO/1,Sam Sample,S\n", tmp_path / "out")
    assert counts(office) == before
    assert not (tmp_path / "out").exists()


def test_a_folder_that_holds_something_is_refused(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "mine.txt").write_text("mine")
    with pytest.raises(OutputError, match="not empty"):
        write(office, listed(1), folder)
    assert [each.name for each in folder.iterdir()] == ["mine.txt"]


def test_a_template_that_still_asks_for_something_is_no_campaign(office: Office) -> None:
    with pytest.raises(InvalidLetter, match="still asks for"):
        refuse_prompts(template(office, "ministerial-reply"))
    refuse_prompts(template(office))


def test_an_offices_own_template_is_filled_for_each(office: Office, tmp_path: Path) -> None:
    data = with_body(
        "Our own paper", "{{ addressee[0] }}", *LOOP[:2], "{%p else %}", "To {{ their_reference }}.", LOOP[2]
    )
    written = write(office, listed(2), tmp_path / "out", chosen=own_template(data, stem="own"))
    assert [words(tmp_path / "out" / each.file) for each in written] == [
        ["Our own paper", "Jo Example1 MP", "To EX/1."],
        ["Our own paper", "Jo Example2 MP", "To EX/2."],
    ]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"name\n", "no letters"),
        (b"nickname\nJo\n", "for nobody whom"),
        (b"subject\nSchools\n", "for nobody whom"),
        (b"name,name\nJo,Jo\n", "“name” twice"),
        (b"name,answered\nJo,soon\n", "row 2 has “soon” for a date"),
        (b"name,answered\nJo,31/02/2016\n", "row 2 has “31/02/2016”"),
        (b"name\nJo\nJo\n", "row 3 is the same as row 2"),
        (b"name,post\n,\nJo,\n,\n", None),
        (b"name\nJo,extra\n", "row 2 has more cells"),
    ],
)
def test_a_list_is_refused_whole_with_its_rows(data: bytes, says: str | None) -> None:
    if says is None:
        assert [row.reader.name for row in read_campaign(data).rows] == ["Jo"]
        return
    with pytest.raises(InvalidLetter, match=says):
        read_campaign(data)


def test_a_list_from_a_spreadsheet_is_read_as_it_was_saved() -> None:
    heads = "Title;First name;Surname;Address 1;Postcode;Hobby;Letter of;Your ref"
    cells = "Ms;Zoë;O’Neill;1 Sample Road;EX1 1AA;chess;17 October 2016;A/1"
    [row] = read_campaign(f"{heads}\n{cells}\n".encode("cp1252")).rows
    assert (row.reader.name, row.answered) == ("Ms Zoë O’Neill", PartialDate("2016-10-17"))
    assert (row.reader.address, row.their_reference) == (("1 Sample Road", "EX1 1AA"), "A/1")
    assert read_campaign(b"name,hobby\nJo,chess\n").unused == ("hobby",)


def test_a_reference_is_the_cases_where_there_is_one_and_else_the_readers(
    office: Office, tmp_path: Path
) -> None:
    came = log(office)
    data = f"reference,name\n{came.reference},\nA/7,Jo Bloggs\n".encode()
    first, second = write(office, data, tmp_path / "out")
    assert first.case == came.reference
    assert "Your ref:\tA/7" in words(tmp_path / "out" / second.file)
