"""Drafts to Word and back, by a matrix of edits: which citations are kept, and whether any is lost unsaid.

    .venv/bin/python benchmarks/drafting/round_trip.py [--letters 12] [--edit NAME] [--resave] [--libreoffice]

The drafts are letters of the gold set of citing, in an office with the starter register. Each edit is made on the file
that the program wrote; with --resave LibreOffice then opens the file and saves it as .docx again. Everything is taken
over, as a person would who accepts all. A citation counts where its words still stand in a file that has half of its
paragraph's words: it is kept where the report says so, and the draft afterwards has it at those words. A citation that is
neither kept nor reported as gone is lost in silence.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from shutil import which

from sqlalchemy.orm import Session

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.citing.gold_set import gold_letters, gold_register
from benchmarks.drafting.word_edits import EDITS, Body, edited
from corresp_tracker.casework.letters import links_of, standing_paragraphs
from corresp_tracker.casework.links import confirm_all
from corresp_tracker.casework.offices import start_office
from corresp_tracker.casework.replies import DraftedParagraph, save_heading, save_paragraphs, start_letter
from corresp_tracker.casework.takeback import takeback
from corresp_tracker.casework.word_in import take_back
from corresp_tracker.casework.word_replies import write_word
from corresp_tracker.intake.reading import read_arrival
from corresp_tracker.model.base import new_uid
from corresp_tracker.model.cases import Case
from corresp_tracker.model.letters import Letter
from corresp_tracker.store.database import NewOffice, Office
from corresp_tracker.values.draft import DraftHeading
from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.letter_text import Arrival, PrintedCorrespondent

PROFILE = NewOffice(
    name="Example private office",
    organisation_key="org-hmicfrs",
    letterhead="Example Inspectorate\n1 Example Street\nExampleton EX1 1AA",
    signatory_name="Sir Example Person",
    signatory_post="HM Chief Inspector of Constabulary",
)


_BY_LIBREOFFICE = ("resave", "retype", "split", "merge", "cut and paste", "move", "track", "track and accept")
_PORT = 28_734
_DELETED = {"delete one": 1}  # the paragraph whose words are gone, whatever stands elsewhere


@dataclass(slots=True)
class Score:
    """Citations of drafts, by what became of them."""

    expected: int = 0
    kept: int = 0
    told_gone: int = 0
    silent: list[str] = field(default_factory=list[str])
    missed: list[str] = field(default_factory=list[str])

    @property
    def share(self) -> float:
        return self.kept / self.expected if self.expected else 1.0


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft with its file, and the words that cite in each of its paragraphs."""

    letter_id: int
    data: bytes
    texts: tuple[str, ...]
    cited: tuple[tuple[str, ...], ...]


class Undone(Exception):  # noqa: N818  it is no error: the file is scored, and the office as it was
    """Takes back all that a transaction did."""


def drafts(office: Office, count: int) -> Iterator[Drafted]:
    """Write letters of the gold set as drafts of an office, half of them with every link confirmed."""
    chosen = [letter for letter in gold_letters("build", gold_register()) if len(letter.paragraphs) >= 5]
    for number, gold in enumerate(chosen[:: max(1, len(chosen) // count)][:count]):
        texts = [" ".join(each.paragraph.text.split()) for each in gold.paragraphs]
        with office.writing("Drafted an example") as session:
            case = Case(reference=f"EX/2026/{number:04}", subject="An example")
            session.add(case)
            session.flush()
            letter_id = start_letter(session, case.id, template="inter-inspectorate-reply", by="Example")
            letter = session.get_one(Letter, letter_id)
            heading = DraftHeading(
                addressees=(PrintedCorrespondent(name="Jo Example", organisation="Example Office"),),
                our_reference=case.reference,
                their_reference="",
                salutation="Dear Jo",
                subject="An example",
                sign_off="Yours sincerely",
            )
            page = save_heading(session, letter_id, heading, version=letter.version)
            drafted = [
                DraftedParagraph(uid=new_uid(), level=0, text=text, numbered=at > 0)
                for at, text in enumerate(texts)
            ]
            save_paragraphs(session, letter_id, drafted, version=page.version)
            if number % 2:
                confirm_all(session, letter_id, by="Example")
            data = write_word(session, letter_id, by="Example").data
            links = links_of(session, letter_id)
            cited = tuple(
                tuple(link.words for link in links if link.paragraph_id == paragraph.id)
                for paragraph in standing_paragraphs(session, letter_id)
            )
        yield Drafted(letter_id, data, tuple(texts), cited)


def resaved(data: bytes) -> bytes:
    """Give a file as LibreOffice saves it."""
    program = which("soffice")
    assert program, "LibreOffice is not installed"
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder, "draft.docx"), Path(folder, "out")
        source.write_bytes(data)
        subprocess.run(
            [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "docx",
             "--outdir", str(out), str(source)],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        return (out / "draft.docx").read_bytes()


def score_file(office: Office, draft: Drafted, data: bytes, score: Score, *, name: str) -> None:
    """Take a file back, all of it, count what became of each citation, and undo it."""
    arrival = read_arrival(data, name="draft.docx")
    try:
        with office.writing("Took back") as session:
            before = {
                link.id: (link.words, (link.work_id, link.cited_letter_id, link.organisation_id), at)
                for at, paragraph in enumerate(standing_paragraphs(session, draft.letter_id))
                for link in links_of(session, draft.letter_id)
                if link.paragraph_id == paragraph.id
            }
            report = takeback(session, arrival)
            told = [link for change in report.changes for each in change.paragraphs for link in each.links]
            if len(told) != len(before):
                score.silent.append(f"{name}: {len(before)} citations, {len(told)} in the report")
            keys = [change.key for change in report.changes]
            take_back(session, arrival, data=data, name="d.docx", by="Example", keys=keys)
            _count(
                session, draft, arrival, before, [link.words for link in told if not link.kept], score, name
            )
            raise Undone
    except Undone:
        pass


def _count(
    session: Session,
    draft: Drafted,
    arrival: Arrival,
    before: dict[int, tuple[str, tuple[int | None, ...], int]],
    gone: list[str],
    score: Score,
    name: str,
) -> None:
    assert arrival.letter is not None
    assert arrival.letter.word is not None
    said = [" ".join(folded_words(each.text)) for each in arrival.letter.word.paragraphs]
    texts = {each.id: each.text for each in standing_paragraphs(session, draft.letter_id)}
    standing = [
        link for link in links_of(session, draft.letter_id) if link.paragraph_id in texts and not link.lost
    ]
    left = list(standing)
    for words, target, at in sorted(before.values(), key=lambda each: each[0] in gone):
        wanted = " ".join(folded_words(words))
        is_there = any(wanted in each for each in said) and _half_kept(draft.texts[at], said)
        is_there = is_there and _DELETED.get(name) != at
        same = [
            link
            for link in left
            if (not any(target) or (link.work_id, link.cited_letter_id, link.organisation_id) == target)
            and _is_in(wanted, " ".join(folded_words(texts[link.paragraph_id][link.start : link.end])))
        ]
        score.expected += is_there or bool(same)
        if same:
            left.remove(max(same, key=lambda link: link.words == words))
            score.kept += 1
        elif words in gone:
            gone.remove(words)
            score.told_gone += 1
            if is_there:
                score.missed.append(f"{name}: “{words}” said to be gone")
        else:
            altered = [
                link for link in left if (link.work_id, link.cited_letter_id, link.organisation_id) == target
            ]
            if altered:
                score.missed.append(f"{name}: “{words}” became “{altered[0].words}”")
            else:
                score.silent.append(f"{name}: “{words}”")


def _is_in(wanted: str, words: str) -> bool:
    """Say whether a link has the words; the finder may take "the" before them along, or leave it."""
    return wanted in words or (words in wanted and len(words) * 2 > len(wanted))


def _half_kept(text: str, said: Sequence[str]) -> bool:
    """Say whether half of a paragraph's words stand together, in one paragraph of the file or in two pieces."""
    words = [word for word in folded_words(text) if len(word) > 3]
    shares = sorted((sum(word in set(each.split()) for word in words) for each in said), reverse=True)
    return sum(shares[:2]) * 2 >= len(words) and shares[0] * 4 >= len(words)


def run(letters: int, edits: dict[str, Callable[[Body], None]], *, resave: bool) -> dict[str, Score]:
    """Score every edit on so many letters."""
    scores = {name: Score() for name in edits}
    with tempfile.TemporaryDirectory() as folder:
        office = start_office(f"{folder}/office.corresp", PROFILE, by="Example")
        try:
            for seed, draft in enumerate(drafts(office, letters)):
                for name, edit in edits.items():
                    data = edited(draft.data, edit, draft.cited, seed=seed)
                    score_file(office, draft, resaved(data) if resave else data, scores[name], name=name)
        finally:
            office.close()
    return scores


def run_by_libreoffice(letters: int) -> dict[str, Score]:
    """Score the edits that LibreOffice makes itself, driven through UNO by the Python that it comes with."""
    program, python = which("soffice"), "/usr/bin/python3"
    assert program, "LibreOffice is not installed"
    scores = {name: Score() for name in _BY_LIBREOFFICE}
    with tempfile.TemporaryDirectory() as folder:
        office = start_office(f"{folder}/office.corresp", PROFILE, by="Example")
        try:
            jobs: list[dict[str, object]] = []
            kept: list[tuple[Drafted, str, Path]] = []
            for number, draft in enumerate(drafts(office, letters)):
                source = Path(folder, f"{number}.docx")
                source.write_bytes(draft.data)
                for name in _BY_LIBREOFFICE:
                    target = Path(folder, f"{number}-{name.replace(' ', '-')}.docx")
                    jobs.append(
                        {"source": str(source), "target": str(target), "edit": name, "keep": draft.cited}
                    )
                    kept.append((draft, name, target))
            told = Path(folder, "jobs.json")
            told.write_text(json.dumps(jobs), encoding="utf-8")
            _drive(program, python, told, Path(folder))
            for draft, name, target in kept:
                score_file(office, draft, target.read_bytes(), scores[name], name=name)
        finally:
            office.close()
    return scores


def _drive(program: str, python: str, told: Path, folder: Path) -> None:
    """Start LibreOffice without a screen, on this machine's own address alone, and have the edits made."""
    office = subprocess.Popen(
        [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore", "--nologo",
         f"--accept=socket,host=127.0.0.1,port={_PORT};urp;"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        script = Path(__file__).with_name("libreoffice_edits.py")
        subprocess.run([python, str(script), str(_PORT), str(told)], check=True, timeout=1_800)
    finally:
        office.terminate()
        office.wait()


def main() -> int:
    """Print the share of citations kept for each edit, and everything that was missed or lost in silence."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--letters", type=int, default=12)
    options.add_argument("--edit", choices=list(EDITS))
    options.add_argument("--resave", action="store_true", help="through LibreOffice as well")
    options.add_argument(
        "--libreoffice", action="store_true", help="edits that LibreOffice makes, through UNO"
    )
    told = options.parse_args()
    edits = {told.edit: EDITS[told.edit]} if told.edit else EDITS
    scores = (
        run_by_libreoffice(told.letters) if told.libreoffice else run(told.letters, edits, resave=told.resave)
    )
    for name, score in scores.items():
        print(
            f"{name:32} {score.kept:4} of {score.expected:4} kept ({score.share:6.1%}); "
            f"{score.told_gone:3} told gone; {len(score.silent)} lost in silence"
        )
    whole = Score(sum(s.expected for s in scores.values()), sum(s.kept for s in scores.values()))
    print(f"{'all':32} {whole.kept:4} of {whole.expected:4} kept ({whole.share:6.2%})")
    for score in scores.values():
        for line in [*score.silent, *score.missed][:12]:
            print("   ", line)
    return 1 if any(score.silent for score in scores.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
