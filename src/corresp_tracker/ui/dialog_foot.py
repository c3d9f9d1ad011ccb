"""The foot of a dialog: what keeping does, leave it, or keep it; and the line above it that says what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLayout, QPushButton, QVBoxLayout

from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from corresp_tracker.ui.message_bar import MessageBar


def foot_of(
    dialog: QDialog,
    keep: QPushButton,
    *,
    says: str | QLabel = "",
    tip: str = "Keep this (Enter)",
    leave: str = "Leave it",
    leave_tip: str = "Change nothing (Esc)",
) -> QHBoxLayout:
    """Lay out what is said of keeping, and both buttons; Enter keeps, Esc leaves. What `keep` does is the dialog's."""
    left = QPushButton(leave, dialog)
    left.setAutoDefault(False)
    left.setToolTip(leave_tip)
    left.clicked.connect(dialog.reject)
    keep.setProperty("primary", True)
    keep.setDefault(True)
    keep.setToolTip(tip)
    foot = QHBoxLayout()
    foot.setSpacing(spacing(dialog) * 2)
    foot.addWidget(plain_label(says, role="small") if isinstance(says, str) else says, 1)
    foot.addWidget(left)
    foot.addWidget(keep)
    return foot


def keep_or_leave(
    dialog: QDialog, keep: Callable[[], None], *, tip: str = "Keep this (Enter)"
) -> QHBoxLayout:
    """Lay out both buttons of a form that is kept as it is."""
    kept = QPushButton("&Keep", dialog)
    kept.clicked.connect(lambda _=False: keep())
    return foot_of(dialog, kept, tip=tip)


def lay_under_bar(dialog: QDialog, bar: MessageBar, inside: QLayout) -> None:
    """Lay a dialog out below the line that says what went wrong, which reaches from edge to edge."""
    unit = spacing(dialog)
    inside.setContentsMargins(unit * 5, unit * 4, unit * 5, unit * 4)
    inside.setSpacing(unit * 3)
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(bar)
    layout.addLayout(inside, 1)
