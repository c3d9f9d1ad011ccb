"""The foot of a form: leave it, or keep it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton

from corresp_tracker.ui.theme import spacing


def keep_or_leave(
    dialog: QDialog, keep: Callable[[], None], *, tip: str = "Keep this (Enter)"
) -> QHBoxLayout:
    """Lay out both buttons; Enter keeps, Esc leaves."""
    leave = QPushButton("Leave it", dialog)
    leave.setAutoDefault(False)
    leave.clicked.connect(dialog.reject)
    kept = QPushButton("&Keep", dialog)
    kept.setProperty("primary", True)
    kept.setDefault(True)
    kept.setToolTip(tip)
    kept.clicked.connect(lambda _=False: keep())
    foot = QHBoxLayout()
    foot.setSpacing(spacing(dialog) * 2)
    foot.addStretch()
    foot.addWidget(leave)
    foot.addWidget(kept)
    return foot
