"""How the windows look: colours by role, light and dark alike; text and spaces that grow together.

There is one typeface, the system's, and one accent colour. Only what is overdue has a colour of its own.
"""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from corresp_tracker.ui.style_sheet import style_sheet

SMALLEST_TEXT, LARGEST_TEXT, TEXT_STEP = 100, 200, 10


class Theme(StrEnum):
    """Which colours the person wants: the desktop's, or one of the two always."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """The colours by what they are for. Text on each ground has a contrast of 4.5 to 1 or more."""

    window: QColor
    rail: QColor
    base: QColor
    page: QColor
    text: QColor
    quiet_text: QColor
    hairline: QColor
    control_edge: QColor
    hover: QColor
    selection: QColor
    accent: QColor
    accent_hover: QColor
    accent_text: QColor
    overdue: QColor
    link_stands: QColor
    link_asks: QColor
    link_gap: QColor
    search_mark: QColor
    notice: QColor
    notice_edge: QColor
    is_dark: bool


LIGHT = Colours(
    window=QColor("#f6f7f8"),
    rail=QColor("#edeff1"),
    base=QColor("#ffffff"),
    page=QColor("#ffffff"),
    text=QColor("#1b2126"),
    quiet_text=QColor("#58636d"),
    hairline=QColor("#dde1e5"),
    control_edge=QColor("#b9c1c8"),
    hover=QColor("#f0f3f5"),
    selection=QColor("#dce9f3"),
    accent=QColor("#1b5e8f"),
    accent_hover=QColor("#174f79"),
    accent_text=QColor("#ffffff"),
    overdue=QColor("#b3261e"),
    link_stands=QColor("#1b5e8f"),
    link_asks=QColor("#1b2126"),
    link_gap=QColor("#58636d"),
    search_mark=QColor("#ffeaa3"),
    notice=QColor("#fbf6e6"),
    notice_edge=QColor("#d9c689"),
    is_dark=False,
)

DARK = Colours(
    window=QColor("#1d2023"),
    rail=QColor("#181b1d"),
    base=QColor("#23272b"),
    page=QColor("#272b30"),
    text=QColor("#e5e8ea"),
    quiet_text=QColor("#a3adb5"),
    hairline=QColor("#363c41"),
    control_edge=QColor("#545c64"),
    hover=QColor("#2a2f34"),
    selection=QColor("#2b4052"),
    accent=QColor("#80b8e4"),
    accent_hover=QColor("#9bc8ec"),
    accent_text=QColor("#10202c"),
    overdue=QColor("#ff9d92"),
    link_stands=QColor("#80b8e4"),
    link_asks=QColor("#e5e8ea"),
    link_gap=QColor("#a3adb5"),
    search_mark=QColor("#5d4d13"),
    notice=QColor("#332f21"),
    notice_edge=QColor("#6b6039"),
    is_dark=True,
)


def colours_of(widget: QWidget) -> Colours:
    """Give the colours that a widget is shown in."""
    return colours_in(widget.palette())


def colours_in(palette: QPalette) -> Colours:
    """Give the colours that a palette was made from.

    Told by a role that no rule of the style sheet touches: a transparent ground is black to a palette.
    """
    return DARK if palette.color(QPalette.ColorRole.ToolTipBase).lightness() < 128 else LIGHT


def spacing(source: QWidget | QFont | QFontMetrics) -> int:
    """Give the unit of all spaces: a quarter of a line of text, 4 px at the usual size."""
    if isinstance(source, QFontMetrics):
        metrics = source
    else:
        metrics = QFontMetrics(source.font() if isinstance(source, QWidget) else source)
    return max(4, round(metrics.height() / 4))


def bold(font: QFont) -> QFont:
    """Give the font for a name in a row or a heading of a group."""
    changed = QFont(font)
    changed.setWeight(QFont.Weight.DemiBold)
    return changed


def heading(font: QFont) -> QFont:
    """Give the font for the heading of a page: a third larger."""
    changed = bold(font)
    changed.setPointSizeF(font.pointSizeF() * 1.33)
    return changed


def small(font: QFont) -> QFont:
    """Give the font for labels that stand back: an eighth smaller."""
    changed = QFont(font)
    changed.setPointSizeF(font.pointSizeF() * 0.89)
    return changed


def is_dark(app: QApplication, theme: Theme) -> bool:
    """Say whether to show the dark colours."""
    if theme is Theme.SYSTEM:
        return app.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return theme is Theme.DARK


def apply_theme(app: QApplication, theme: Theme, text_percent: int = 100) -> None:
    """Dress all windows: Fusion drawn in our colours, the system's typeface at `text_percent` of its size."""
    colours = DARK if is_dark(app, theme) else LIGHT
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    percent = min(max(text_percent, SMALLEST_TEXT), LARGEST_TEXT)
    font.setPointSizeF(max(font.pointSizeF(), 9) * percent / 100)
    app.setStyle("Fusion")
    app.setFont(font)
    app.setPalette(palette_of(colours))
    app.setStyleSheet(style_sheet(colours, spacing(font), font.pointSizeF()))


def palette_of(colours: Colours) -> QPalette:
    """Make the palette that stock controls are drawn with."""
    role = QPalette.ColorRole
    palette = QPalette(colours.window)
    for part, colour in (
        (role.Window, colours.window),
        (role.WindowText, colours.text),
        (role.Base, colours.base),
        (role.AlternateBase, colours.hover),
        (role.Text, colours.text),
        (role.Button, colours.window),
        (role.ButtonText, colours.text),
        (role.BrightText, colours.overdue),
        (role.ToolTipBase, colours.base),
        (role.ToolTipText, colours.text),
        (role.Highlight, colours.selection),
        (role.HighlightedText, colours.text),
        (role.Accent, colours.accent),
        (role.Link, colours.accent),
        (role.LinkVisited, colours.accent),
        (role.PlaceholderText, colours.quiet_text),
        (role.Mid, colours.hairline),
        (role.Midlight, colours.hairline),
        (role.Dark, colours.control_edge),
        (role.Light, colours.base),
    ):
        palette.setColor(part, colour)
    for part in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, part, _between(colours.quiet_text, colours.window))
    return palette


def _between(one: QColor, other: QColor) -> QColor:
    return QColor(
        (one.red() * 2 + other.red()) // 3,
        (one.green() * 2 + other.green()) // 3,
        (one.blue() * 2 + other.blue()) // 3,
    )


class FollowsDesktop(QObject):
    """Dresses the windows again when the desktop turns light or dark."""

    def __init__(self, app: QApplication, theme: Theme, text_percent: int) -> None:
        super().__init__(app)
        self._app, self._theme, self._text_percent = app, theme, text_percent
        app.styleHints().colorSchemeChanged.connect(self._dress)
        self._dress()

    @property
    def theme(self) -> Theme:
        """The colours that the person wants."""
        return self._theme

    @property
    def text_percent(self) -> int:
        """The size of text, in percent of the system's."""
        return self._text_percent

    def change(self, *, theme: Theme | None = None, text_percent: int | None = None) -> None:
        """Show other colours or another size of text from now on."""
        self._theme = theme or self._theme
        if text_percent is not None:
            self._text_percent = min(max(text_percent, SMALLEST_TEXT), LARGEST_TEXT)
        self._dress()

    def _dress(self) -> None:
        apply_theme(self._app, self._theme, self._text_percent)
