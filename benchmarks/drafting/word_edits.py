"""What drafters do to a letter in Word, done to its XML as Word does it: each edit takes a file and gives one."""

import copy
import random
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{MAIN}}}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_OTHER_WORDS = re.findall(
    r"\w+",
    "however the office has since then looked again at what was said and would put some of it otherwise because "
    "several forces wrote to us about their own arrangements and what they have changed over the last few months",
)


@dataclass(slots=True)
class Body:
    """The letter's own paragraphs in a file, by their bookmarks, as elements that an edit may change."""

    root: etree._Element
    paragraphs: list[etree._Element]
    keep: Sequence[Sequence[str]]
    """For each paragraph the words that cite, which an honest edit of the others leaves alone."""
    random: random.Random

    def text(self, paragraph: etree._Element) -> str:
        return "".join(item.text or "" for item in paragraph.iter(f"{W}t"))

    def set_text(self, paragraph: etree._Element, text: str) -> None:
        """Give a paragraph other words, its properties and bookmarks left."""
        for run in paragraph.findall(f"{W}r"):
            paragraph.remove(run)
        start = paragraph.find(f"{W}bookmarkStart")
        at = 1 + (paragraph.index(start) if start is not None else _after_properties(paragraph))
        paragraph.insert(at, run_of(text))

    def words_kept(self, paragraph: etree._Element) -> Sequence[str]:
        return self.keep[self.paragraphs.index(paragraph)]


def run_of(text: str) -> etree._Element:
    run = etree.Element(f"{W}r")
    words = etree.SubElement(run, f"{W}t")
    words.text = text
    words.set(SPACE, "preserve")
    return run


def _after_properties(paragraph: etree._Element) -> int:
    return 0 if paragraph.find(f"{W}pPr") is not None else -1


def unmarked(paragraph: etree._Element) -> etree._Element:
    """Give a copy as pasting gives it: without the bookmarks, which stay where they were."""
    made = copy.deepcopy(paragraph)
    for item in [*made.iter(f"{W}bookmarkStart"), *made.iter(f"{W}bookmarkEnd")]:
        item.getparent().remove(item)
    return made


def retyped(body: Body, paragraph: etree._Element, share: float) -> str:
    """Give a paragraph's words with a share of them typed anew, but for those that cite."""
    text = body.text(paragraph)
    kept = [span for words in body.words_kept(paragraph) for span in _spans(text, words)]
    pieces = [(match.group(), match.span()) for match in re.finditer(r"\S+|\s+", text)]
    free = [
        at
        for at, (piece, (start, end)) in enumerate(pieces)
        if piece.strip() and not any(start < last and first < end for first, last in kept)
    ]
    count = len([piece for piece, _ in pieces if piece.strip()])
    for at in body.random.sample(free, min(len(free), int(count * share))):
        pieces[at] = (body.random.choice(_OTHER_WORDS), pieces[at][1])
    return "".join(piece for piece, _ in pieces)


def _spans(text: str, words: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(re.escape(words), text)]


def _cut_place(body: Body, paragraph: etree._Element) -> int | None:
    """Give a place between two words, inside no citation, near the middle of a paragraph."""
    text = body.text(paragraph)
    kept = [span for words in body.words_kept(paragraph) for span in _spans(text, words)]
    places = [
        match.start()
        for match in re.finditer(r" ", text)
        if not any(first < match.start() < last for first, last in kept)
    ]
    return min(places, key=lambda at: abs(at - len(text) // 2)) if len(places) > 4 else None


def nothing(body: Body) -> None:
    """Leave the letter as it is."""


def retype_half(body: Body) -> None:
    for paragraph in body.paragraphs:
        body.set_text(paragraph, retyped(body, paragraph, 0.5))


def retype_half_elsewhere(body: Body) -> None:
    """Half retyped, and pasted as plain text: no bookmarks."""
    for paragraph in body.paragraphs:
        text = retyped(body, paragraph, 0.5)
        fresh = unmarked(paragraph)
        paragraph.getparent().replace(paragraph, fresh)
        body.set_text(fresh, text) if text else None


def paste_into_new(body: Body) -> None:
    """All paragraphs pasted into another document: every bookmark gone."""
    for paragraph in body.paragraphs:
        paragraph.getparent().replace(paragraph, unmarked(paragraph))


def move_one(body: Body) -> None:
    if len(body.paragraphs) > 2:
        first = body.paragraphs[1]
        body.paragraphs[-1].addnext(first)


def shuffle(body: Body) -> None:
    parent, places = body.paragraphs[0].getparent(), [each.getnext() for each in body.paragraphs]
    after = places[-1]
    order = list(body.paragraphs)
    body.random.shuffle(order)
    for paragraph in order:
        parent.remove(paragraph)
    for paragraph in order:
        after.addprevious(paragraph)


def shuffle_unmarked(body: Body) -> None:
    shuffle(body)
    paste_into_new(body)


def _split(body: Body, *, mark_last: bool) -> None:
    for paragraph in list(body.paragraphs):
        at = _cut_place(body, paragraph)
        if at is None:
            continue
        text, second = body.text(paragraph), unmarked(paragraph)
        head, tail = (second, paragraph) if mark_last else (paragraph, second)
        paragraph.addprevious(second) if mark_last else paragraph.addnext(second)
        _plain_text(head, text[:at])
        _plain_text(tail, text[at + 1 :])


def _plain_text(paragraph: etree._Element, text: str) -> None:
    for run in paragraph.findall(f"{W}r"):
        paragraph.remove(run)
    start = paragraph.find(f"{W}bookmarkStart")
    at = paragraph.index(start) + 1 if start is not None else len(paragraph)
    paragraph.insert(at, run_of(text))


def split_all(body: Body) -> None:
    _split(body, mark_last=False)


def split_with_bookmark_last(body: Body) -> None:
    _split(body, mark_last=True)


def split_unmarked(body: Body) -> None:
    _split(body, mark_last=False)
    for item in [*body.root.iter(f"{W}bookmarkStart"), *body.root.iter(f"{W}bookmarkEnd")]:
        item.getparent().remove(item)


def _merge(body: Body, *, bookmarks: bool) -> None:
    for first, second in zip(body.paragraphs[1::2], body.paragraphs[2::2], strict=False):
        first.append(run_of(" "))
        for child in list(second):
            is_mark = child.tag in (f"{W}bookmarkStart", f"{W}bookmarkEnd")
            if child.tag == f"{W}r" or (is_mark and bookmarks):
                first.append(child)
        second.getparent().remove(second)


def merge_pairs(body: Body) -> None:
    _merge(body, bookmarks=True)


def merge_pairs_without_bookmarks(body: Body) -> None:
    _merge(body, bookmarks=False)


def cut_and_paste(body: Body) -> None:
    """A paragraph cut and pasted at the end without its bookmark, which its neighbour keeps, empty."""
    if len(body.paragraphs) < 4:
        return
    cut = body.paragraphs[1]
    body.paragraphs[-1].addnext(unmarked(cut))
    for mark in reversed([*cut.iter(f"{W}bookmarkStart"), *cut.iter(f"{W}bookmarkEnd")]):
        body.paragraphs[2].insert(1, mark)
    cut.getparent().remove(cut)


def copy_and_paste(body: Body) -> None:
    """A paragraph pasted a second time above, and the first left."""
    body.paragraphs[0].addnext(unmarked(body.paragraphs[-1]))


def cite_elsewhere(body: Body) -> None:
    """The second half of a paragraph cut and pasted at the end of the next one."""
    for first, second in zip(body.paragraphs[1::2], body.paragraphs[2::2], strict=False):
        at = _cut_place(body, first)
        if at is not None:
            text = body.text(first)
            _plain_text(first, text[:at])
            second.append(run_of(text[at:]))


def cite_far_away(body: Body) -> None:
    """The second half of a paragraph cut and pasted as one of its own at the other end of the letter."""
    last = body.paragraphs[-1]
    for paragraph in body.paragraphs[1:3]:
        at = _cut_place(body, paragraph)
        if at is not None and paragraph is not last:
            text, fresh = body.text(paragraph), unmarked(paragraph)
            _plain_text(paragraph, text[:at])
            last.addnext(fresh)
            _plain_text(fresh, text[at + 1 :])


def other_marks(body: Body) -> None:
    """What Word's AutoFormat does: straight quotes curled, hyphens made dashes, spaces doubled."""
    for item in body.root.iter(f"{W}t"):
        words = (item.text or "").replace(" - ", " – ").replace(". ", ".  ")
        words = re.sub(r"(?<=\w)'(?=\w)", "’", words)
        item.text = re.sub(r"'([^']*)'", r"‘\1’", words)


def broken_runs(body: Body) -> None:
    """Spelling marks and revision ids cut the words into many runs."""
    for paragraph in body.paragraphs:
        for run in paragraph.findall(f"{W}r"):
            words = run.findtext(f"{W}t") or ""
            for piece in reversed(re.findall(r".{1,7}", words, re.DOTALL)):
                fresh = copy.deepcopy(run)
                text = fresh.find(f"{W}t")
                text.text = piece
                text.set(SPACE, "preserve")
                run.addnext(fresh)
            paragraph.remove(run)


def tracked(body: Body) -> None:
    """A fifth of the words changed by another hand with changes tracked."""
    for paragraph in body.paragraphs:
        old, new = body.text(paragraph), retyped(body, paragraph, 0.2)
        if old == new:
            continue
        for run in paragraph.findall(f"{W}r"):
            paragraph.remove(run)
        start = paragraph.find(f"{W}bookmarkStart")
        at = paragraph.index(start) + 1
        for piece in _tracked_runs(old, new):
            paragraph.insert(at, piece)
            at += 1


def tracked_and_accepted(body: Body) -> None:
    tracked(body)
    for item in list(body.root.iter(f"{W}del")):
        item.getparent().remove(item)
    for item in list(body.root.iter(f"{W}ins")):
        for child in reversed(list(item)):
            item.addnext(child)
        item.getparent().remove(item)


def _tracked_runs(old: str, new: str) -> list[etree._Element]:
    made: list[etree._Element] = []
    for was, now in zip(re.findall(r"\S+\s*", old), re.findall(r"\S+\s*", new), strict=True):
        if was == now:
            made.append(run_of(was))
            continue
        for tag, words in (("del", was), ("ins", now)):
            change = etree.Element(f"{W}{tag}")
            change.set(f"{W}id", str(1000 + len(made)))
            change.set(f"{W}author", "Second Drafter")
            run = run_of(words)
            if tag == "del":
                run[0].tag = f"{W}delText"
            change.append(run)
            made.append(change)
    return made


def delete_one(body: Body) -> None:
    """A paragraph deleted whole: its citations are gone, and must be said to be."""
    if len(body.paragraphs) > 2:
        gone = body.paragraphs[1]
        gone.getparent().remove(gone)


def mixed(body: Body) -> None:
    """A day's work: some retyped, one split, two merged, one moved, one new."""
    for paragraph in body.paragraphs[::2]:
        body.set_text(paragraph, retyped(body, paragraph, 0.3))
    if len(body.paragraphs) > 4:
        last = body.paragraphs[-1]
        body.paragraphs[0].addnext(last)
        fresh = unmarked(body.paragraphs[2])
        _plain_text(
            fresh,
            "We have also been asked by another office about a matter that is not in this letter.",
        )
        body.paragraphs[2].addnext(fresh)


EDITS: dict[str, Callable[[Body], None]] = {
    edit.__name__.replace("_", " "): edit
    for edit in (
        nothing,
        retype_half,
        retype_half_elsewhere,
        paste_into_new,
        move_one,
        shuffle,
        shuffle_unmarked,
        split_all,
        split_with_bookmark_last,
        split_unmarked,
        merge_pairs,
        merge_pairs_without_bookmarks,
        cut_and_paste,
        copy_and_paste,
        cite_elsewhere,
        cite_far_away,
        other_marks,
        broken_runs,
        tracked,
        tracked_and_accepted,
        delete_one,
        mixed,
    )
}


def edited(data: bytes, edit: Callable[[Body], None], keep: Sequence[Sequence[str]], *, seed: int) -> bytes:
    """Give the file after an edit; `keep` are, for each of its paragraphs, the words that cite."""
    with zipfile.ZipFile(BytesIO(data)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    root = etree.fromstring(parts["word/document.xml"])
    marks = [item for item in root.iter(f"{W}bookmarkStart") if item.get(f"{W}name", "").startswith("_ct")]
    edit(Body(root, [mark.getparent() for mark in marks], keep, random.Random(seed)))
    parts["word/document.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return buffer.getvalue()
