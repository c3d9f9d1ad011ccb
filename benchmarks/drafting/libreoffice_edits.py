"""Edits made by LibreOffice itself, driven through UNO. For the Python that LibreOffice comes with:

    /usr/bin/python3 benchmarks/drafting/libreoffice_edits.py LISTENING_PORT JOBS.json

JOBS.json is a list of {"source", "target", "edit", "keep"}: `keep` are for each paragraph of the letter, in order, the
words that cite. Each file is opened, edited as a person edits, and saved as .docx: see `round_trip.py --libreoffice`.
"""

import json
import pathlib
import random
import re
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.text.ControlCharacter import PARAGRAPH_BREAK

OTHERS = re.findall(
    r"\w+", "since then we have looked again at what was said and would now put some of it otherwise"
)


def setting(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def connect(port):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(120):
        try:
            return resolver.resolve(f"uno:socket,host=127.0.0.1,port={port};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.5)
    raise SystemExit("LibreOffice does not answer")


class Letter:
    """A letter that is open, and its own paragraphs: those in which our bookmarks begin."""

    def __init__(self, document, keep, seed):
        self.document, self.keep, self.random = document, keep, random.Random(seed)
        self.text = document.Text

    def paragraphs(self):
        marks = self.document.Bookmarks
        named = [name for name in marks.ElementNames if name.startswith("_ct") and len(name) == 35]
        cursors = [self.text.createTextCursorByRange(marks.getByName(name).Anchor.Start) for name in named]
        cursors.sort(key=lambda cursor: self._place(cursor))
        for cursor in cursors:
            cursor.gotoStartOfParagraph(False)
            cursor.gotoEndOfParagraph(True)
        return cursors

    def _place(self, cursor):
        before = self.text.createTextCursorByRange(self.text.Start)
        before.gotoRange(cursor.Start, True)
        return len(before.String)


def retype(letter, share=0.4):
    """Type a share of the words anew, one by one, but those of citations."""
    for index, paragraph in enumerate(letter.paragraphs()):
        text = paragraph.String
        spans = [
            found.span() for words in letter.keep[index] for found in re.finditer(re.escape(words), text)
        ]
        places, at = [], 0
        for word in text.split(" "):
            end = at + len(word)
            if word and not any(start < end and at < stop for start, stop in spans):
                places.append((at, end))
            at = end + 1
        chosen = letter.random.sample(places, int(len(places) * share))
        for start, end in sorted(chosen, reverse=True):
            cursor = letter.text.createTextCursorByRange(paragraph.Start)
            cursor.goRight(start, False)
            cursor.goRight(end - start, True)
            cursor.String = letter.random.choice(OTHERS)


def split(letter):
    """Press Enter in the middle of each paragraph, between two words of no citation."""
    for index, paragraph in reversed(list(enumerate(letter.paragraphs()))):
        text = paragraph.String
        spans = [
            found.span() for words in letter.keep[index] for found in re.finditer(re.escape(words), text)
        ]
        places = [
            at
            for at, mark in enumerate(text)
            if mark == " " and not any(start < at < stop for start, stop in spans)
        ]
        if len(places) < 5:
            continue
        at = min(places, key=lambda place: abs(place - len(text) // 2))
        cursor = letter.text.createTextCursorByRange(paragraph.Start)
        cursor.goRight(at, False)
        cursor.goRight(1, True)
        cursor.String = ""
        letter.text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)


def merge(letter):
    """Press Backspace at the start of every second paragraph."""
    for paragraph in reversed(letter.paragraphs()[2::2]):
        cursor = letter.text.createTextCursorByRange(paragraph.Start)
        if cursor.goLeft(1, True):
            cursor.String = " "


def dispatch(letter, command):
    context = uno.getComponentContext()
    frame = letter.document.CurrentController.Frame
    LETTER_DISPATCH.executeDispatch(frame, command, "", 0, ())
    return context


def cut_and_paste(letter):
    """Cut a paragraph and paste it above the first, through the clipboard as a person does."""
    paragraphs = letter.paragraphs()
    if len(paragraphs) < 3:
        return
    view = letter.document.CurrentController.ViewCursor
    view.gotoRange(paragraphs[-2].Start, False)
    view.gotoStartOfLine(False)
    view.gotoRange(paragraphs[-2].End, True)
    view.goRight(1, True)
    dispatch(letter, ".uno:Cut")
    view.gotoRange(letter.paragraphs()[0].Start, False)
    dispatch(letter, ".uno:Paste")


def move(letter):
    """Move a paragraph two places up with the keys for it."""
    paragraphs = letter.paragraphs()
    if len(paragraphs) < 4:
        return
    view = letter.document.CurrentController.ViewCursor
    view.gotoRange(paragraphs[3].Start, False)
    for _ in range(2):
        dispatch(letter, ".uno:MoveUp")


def track_and_accept(letter):
    """Retype with changes tracked, and accept them all."""
    letter.document.RecordChanges = True
    retype(letter, 0.2)
    letter.document.RecordChanges = False
    dispatch(letter, ".uno:AcceptAllTrackedChanges")


def track(letter):
    """Retype with changes tracked, and leave them."""
    letter.document.RecordChanges = True
    retype(letter, 0.2)


def resave(letter):
    """Open it and save it."""


EDITS = {
    each.__name__.replace("_", " "): each
    for each in (resave, retype, split, merge, cut_and_paste, move, track, track_and_accept)
}
LETTER_DISPATCH = None


def main():
    global LETTER_DISPATCH
    port, jobs = sys.argv[1], json.loads(pathlib.Path(sys.argv[2]).read_text(encoding="utf-8"))
    context = connect(port)
    manager = context.ServiceManager
    desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    LETTER_DISPATCH = manager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
    for number, job in enumerate(jobs):
        document = desktop.loadComponentFromURL(
            pathlib.Path(job["source"]).as_uri(), "_blank", 0, (setting("Hidden", False),)
        )
        EDITS[job["edit"]](Letter(document, job["keep"], number))
        document.storeToURL(
            pathlib.Path(job["target"]).as_uri(), (setting("FilterName", "MS Word 2007 XML"),)
        )
        document.close(True)
    desktop.terminate()


if __name__ == "__main__":
    main()
