"""How long reading a letter takes, beside the bare libraries on the same bytes in the same run.

    .venv/bin/python benchmarks/reading_speed.py [--rounds 30] [FILE ...]

The letters are those of the example office, made for the run. Peers: python-docx walking the paragraphs of the .docx,
and pypdfium2 taking the text of each page of the .pdf. Each row is the median over the rounds, taken in turn; a ratio
of 2 means twice the peer's time.
"""

import argparse
import io
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import docx
import pypdfium2

from corresp_tracker.casework.example import make_example
from corresp_tracker.intake.reading import read_arrival


def bare_docx(data: bytes) -> int:
    return sum(len(paragraph.text) for paragraph in docx.Document(io.BytesIO(data)).paragraphs)


def bare_pdf(data: bytes) -> int:
    document = pypdfium2.PdfDocument(data)
    try:
        return sum(len(page.get_textpage().get_text_range()) for page in document)
    finally:
        document.close()


def bare_text(data: bytes) -> int:
    return len(data.decode())


PEERS: dict[str, Callable[[bytes], int]] = {".docx": bare_docx, ".pdf": bare_pdf, ".txt": bare_text}


def milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def measure(path: Path, rounds: int) -> tuple[float, float]:
    data = path.read_bytes()
    ours: list[float] = []
    peers: list[float] = []
    for _ in range(rounds + 1):
        ours.append(milliseconds(lambda: read_arrival(data, name=path.name)))
        peers.append(milliseconds(lambda: PEERS[path.suffix](data)))
    return statistics.median(ours[1:]), statistics.median(peers[1:])


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("files", nargs="*", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made = () if options.files else make_example(Path(folder), by="Benchmark").letters
        show(options.files or sorted(path for path in made if path.suffix in PEERS), options.rounds)
    return 0


def show(files: Sequence[Path], rounds: int) -> None:
    print(f"{'file':<48}{'read, ms':>10}{'peer, ms':>10}{'ratio':>8}")
    for path in files:
        ours, peer = measure(path, rounds)
        print(f"{path.name[:46]:<48}{ours:>10.2f}{peer:>10.2f}{ours / peer:>8.1f}")


if __name__ == "__main__":
    sys.exit(main())
