"""All keys at a glance (F1)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.theme import spacing

KEYS = (
    (
        "Anywhere",
        (
            (
                "Ctrl+1 to Ctrl+6",
                "Worklist, letters, reports and programmes, people, searches, how we are doing",
            ),
            ("Ctrl+Shift+R", "All citations to look at, letter after letter"),
            ("Ctrl+E", "Find anything ever said"),
            ("F7", "Narrow the worklist, and keep that as a list of your own"),
            ("Ctrl+T", "The worklist as a table: columns chosen, sorted, copied, exported"),
            ("Ctrl+N", "Log letters"),
            ("Ctrl+Shift+I", "Import the spreadsheet that the office kept until now"),
            ("Ctrl+R", "Draft a reply, or go on with the draft"),
            ("Ctrl+Shift+F  Ctrl+Shift+G", "Follow-ups of the case; what it belongs with"),
            ("Ctrl+Shift+Y", "Have somebody else sign in the case"),
            ("Ctrl+J", "Move, hold, extend, bring forward or close all chosen cases at once"),
            ("Ctrl+Shift+D  Ctrl+Shift+N", "Give the chosen cases away; whom to remind today"),
            ("F9", "The templates of the office: import, approve, and what each is usual for"),
            ("Ctrl++  Ctrl+-  Ctrl+0", "Larger, smaller, usual text"),
            ("Ctrl+Z  Ctrl+Shift+Z", "Undo your last step, and do it again; while typing, what was typed"),
            ("Esc", "Back to the row that you came from"),
        ),
    ),
    (
        "In a letter",
        (
            ("F8", "The next citation to look at"),
            ("Enter  Del", "Accept or reject the citation that is open"),
            ("Shift+Enter  Shift+Del", "Link all places with the same words; never take them for it again"),
            ("1 to 9", "Choose what is meant, where several works are offered"),
            ("Ctrl+K", "Link the selected words to a report or programme"),
            ("Ctrl+F", "Find in this letter"),
            ("Ctrl+Shift+C", "Copy as answer"),
            ("Ctrl+Shift+T", "What it cites, as a table and as a fact pack"),
            ("F4", "Its versions, any two compared; F7 and Shift+F7 go from change to change"),
        ),
    ),
    (
        "In a draft",
        (
            ("Ctrl+K", "Cite a report or programme"),
            ("Ctrl+B", "What was said before, like this paragraph; Enter puts it in with its links"),
            ("F3", "Standard lines; Enter puts one in"),
            ("Ctrl+Shift+K", "Clearance: who agreed to what, and the signing pack"),
            ("Ctrl+M", "Mark the selected words of the letter as a point to answer"),
            ("Alt+Up  Alt+Down", "Move the paragraph"),
            ("Tab  Shift+Tab", "Make it a sub-paragraph, or a paragraph again"),
            ("F8", "The next thing to look at"),
            ("Ctrl+Shift+O  Ctrl+Shift+J", "Open in Word; take it back from there"),
            ("Ctrl+Shift+A  Ctrl+Shift+U", "A letter to each addressee; the same words to all of them"),
            ("Ctrl+Shift+H", "Address it to who holds the post now"),
            ("F6", "Change over to a newer version of its template"),
            ("Ctrl+Shift+Q", "Leave salutation and sign-off for the signatory’s hand, or print them"),
            ("Ctrl+Shift+P", "Check it before it goes, and make the files that go"),
            ("F4", "Its versions: what changed since the last, or between any two"),
        ),
    ),
    (
        "Reports and programmes",
        (
            ("Ins  Shift+Ins", "Add a report, or a programme"),
            ("F2", "Edit the one on show"),
            ("Ctrl+M", "Merge it with another that is the same"),
            ("Ctrl+I  Ctrl+Shift+E", "Import a table or a saved web page; export"),
            ("Ctrl+Shift+L", "Look at all letters again"),
        ),
    ),
    (
        "People",
        (
            ("F2  Ctrl+Shift+P", "Edit the person on show; their posts"),
            ("Ins  Ctrl+M", "Add somebody; merge the one on show with another"),
            ("Ctrl+Shift+M  Ctrl+Shift+H", "Find people who may be one; a reshuffle"),
            ("Ctrl+I  Ctrl+Shift+E", "Import and export"),
        ),
    ),
    (
        "While logging",
        (("F8", "The next doubtful field"), ("Ctrl+Enter", "Log, and go to the next file")),
    ),
)


def show_keys(parent: QWidget) -> None:
    """Show all keys until they are closed."""
    KeyboardDialog(parent).open()


class KeyboardDialog(QDialog):
    """Lists the keys under where they work."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Keys")
        unit = spacing(self)
        inside = QWidget(self)
        grid = QGridLayout(inside)
        grid.setHorizontalSpacing(unit * 6)
        grid.setVerticalSpacing(unit)
        row = 0
        for place, keys in KEYS:
            title = plain_label(place, role="strong")
            title.setContentsMargins(0, unit * 3 if row else 0, 0, unit)
            grid.addWidget(title, row, 0, 1, 2)
            row += 1
            for key, words in keys:
                grid.addWidget(plain_label(key), row, 0)
                grid.addWidget(plain_label(words, role="quiet"), row, 1)
                row += 1
        grid.setColumnStretch(1, 1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setWidget(inside)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit * 5, unit * 4, unit * 5, unit * 4)
        layout.setSpacing(unit * 3)
        layout.addWidget(area, 1)
        layout.addWidget(buttons)
        self.resize(inside.sizeHint().width() + unit * 20, inside.sizeHint().height() + unit * 30)
