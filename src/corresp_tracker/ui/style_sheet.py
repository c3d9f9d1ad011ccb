"""The rules by which stock controls are drawn: flat grounds, hairlines, and room that grows with the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corresp_tracker.paths import resource

if TYPE_CHECKING:
    from corresp_tracker.ui.theme import Colours

_RULES = """
QToolTip {{ color: {text}; background: {base}; border: 1px solid {control_edge}; padding: {s}px; }}
QMenuBar {{ background: {rail}; border: 0; padding: 2px {s}px; }}
QMenuBar::item {{ padding: {s}px {m}px; background: transparent; border-radius: {r}px; }}
QMenuBar::item:selected {{ background: {selection}; }}
QMenu {{ background: {base}; border: 1px solid {control_edge}; padding: {s}px 0; }}
QMenu::item {{ padding: {s}px {xl}px {s}px {l}px; }}
QMenu::item:selected {{ background: {selection}; color: {text}; }}
QMenu::item:disabled {{ color: {quiet_text}; }}
QMenu::separator {{ height: 1px; background: {hairline}; margin: {s}px 0; }}
QPushButton, QToolButton[shape="button"] {{
    background: {base}; color: {text}; border: 1px solid {control_edge}; border-radius: {r}px;
    padding: {s}px {l}px; min-height: {line}px; }}
QPushButton:hover, QToolButton[shape="button"]:hover {{ background: {hover}; }}
QPushButton:pressed {{ background: {selection}; }}
QPushButton:focus {{ border: 1px solid {accent}; }}
QPushButton:disabled {{ color: {quiet_text}; background: {window}; border-color: {hairline}; }}
QPushButton[primary="true"] {{ background: {accent}; color: {accent_text}; border-color: {accent}; }}
QPushButton[primary="true"]:hover {{ background: {accent_hover}; border-color: {accent_hover}; }}
QPushButton[primary="true"]:focus {{ border: 2px solid {text}; }}
QPushButton[primary="true"]:disabled {{
    background: {hairline}; color: {quiet_text}; border-color: {hairline}; }}
QPushButton[flat="true"] {{ background: transparent; border: 1px solid transparent; color: {accent}; }}
QPushButton[flat="true"]:hover {{ background: {selection}; }}
QPushButton[flat="true"]:focus {{ border: 1px solid {accent}; }}
QToolButton {{
    background: transparent; border: 1px solid transparent; border-radius: {r}px; padding: {s}px; }}
QToolButton:hover {{ background: {selection}; }}
QToolButton:focus {{ border: 1px solid {accent}; }}
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QDateEdit, QSpinBox {{
    background: {base}; color: {text}; border: 1px solid {control_edge}; border-radius: {r}px;
    padding: {s}px {m}px; selection-background-color: {accent}; selection-color: {accent_text}; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QDateEdit:focus, QSpinBox:focus {{
    border: 1px solid {accent}; }}
QLineEdit:read-only, QLineEdit:disabled {{ background: {window}; }}
QTextEdit[page="true"], QPlainTextEdit[page="true"] {{
    background: {page}; border: 0; border-radius: 0; padding: {m}px {l}px; }}
QComboBox {{ padding-right: {xl}px; }}
QComboBox::drop-down {{ border: 0; width: {xl}px; }}
QComboBox::down-arrow {{ image: url("{arrow}"); width: {m}px; height: {m}px; }}
QCheckBox, QRadioButton {{ spacing: {m}px; }}
QCheckBox::indicator, QRadioButton::indicator, QTableView::indicator, QListView::indicator {{
    width: {l}px; height: {l}px; background: {base}; border: 1px solid {quiet_text}; }}
QCheckBox::indicator, QTableView::indicator, QListView::indicator {{ border-radius: {r}px; }}
QRadioButton::indicator {{ border-radius: {round}px; }}
QCheckBox::indicator:checked, QTableView::indicator:checked, QListView::indicator:checked {{
    image: url("{tick}"); background: {accent}; border-color: {accent}; }}
QRadioButton::indicator:checked {{ image: url("{dot}"); border-color: {accent}; }}
QCheckBox::indicator:focus, QRadioButton::indicator:focus {{ border: 2px solid {accent}; }}
QComboBox QAbstractItemView {{ background: {base}; border: 1px solid {control_edge}; outline: 0; }}
QTabWidget::pane {{ border: 0; border-top: 1px solid {hairline}; }}
QTabBar {{ background: transparent; qproperty-drawBase: 0; }}
QTabBar::tab {{
    background: transparent; color: {quiet_text}; border: 0; border-bottom: 2px solid transparent;
    padding: {m}px {m}px; margin-right: {m}px; }}
QTabBar::tab:selected {{ color: {text}; border-bottom: 2px solid {accent}; }}
QTabBar::tab:hover {{ color: {text}; }}
QTabBar::tab:focus {{ color: {accent}; }}
QListView, QTreeView, QTableView {{
    background: {base}; border: 0; outline: 0; selection-background-color: {selection};
    selection-color: {text}; }}
QTableView::item {{ padding: 0 {m}px; }}
QListView#rail {{ background: {rail}; border-right: 1px solid {hairline}; padding: {m}px 0; }}
QHeaderView::section {{
    background: {window}; color: {quiet_text}; border: 0; border-bottom: 1px solid {hairline};
    padding: {s}px {m}px; }}
QSplitter::handle {{ background: {hairline}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}
QScrollArea {{ border: 0; background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: {bar}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {bar}px; margin: 0; }}
QScrollBar::handle {{ background: {control_edge}; border-radius: 3px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: {xl}px; }}
QScrollBar::handle:horizontal {{ min-width: {xl}px; }}
QScrollBar::handle:hover {{ background: {quiet_text}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QStatusBar {{ background: {rail}; border-top: 1px solid {hairline}; }}
QStatusBar::item {{ border: 0; }}
QProgressBar {{
    background: {hairline}; border: 0; border-radius: 3px; max-height: {m}px; text-align: center; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 3px; }}
QGroupBox {{ border: 0; border-top: 1px solid {hairline}; margin-top: {l}px; padding-top: {m}px; }}
QGroupBox::title {{ subcontrol-origin: margin; left: 0; color: {quiet_text}; }}
QLabel[quiet="true"] {{ color: {quiet_text}; }}
QLabel[overdue="true"] {{ color: {overdue}; }}
QLabel[role="small"] {{ color: {quiet_text}; font-size: {small}pt; }}
QLabel[role="heading"] {{ font-size: {heading}pt; font-weight: 600; }}
QLabel[role="strong"] {{ font-weight: 600; }}
QLabel[role="badge"] {{
    color: {accent}; border: 1px solid {accent}; border-radius: {r}px; padding: 0 {m}px;
    font-size: {small}pt; }}
QFrame[role="rail"] {{ background: {rail}; border: 0; border-right: 1px solid {hairline}; }}
QFrame[role="top"] {{ background: {rail}; border: 0; border-bottom: 1px solid {hairline}; }}
QFrame[role="pane"] {{ background: {base}; border: 0; }}
QFrame[role="notice"] {{ background: {notice}; border: 0; border-bottom: 1px solid {notice_edge}; }}
QFrame[role="card"][rests="true"] {{ background: {window}; }}
QLineEdit:disabled {{ color: {quiet_text}; }}
QTextEdit[rests="true"] {{ color: {quiet_text}; }}
QFrame[role="card"] {{ background: {base}; border: 1px solid {hairline}; border-radius: {r}px; }}
QFrame[role="line"] {{ background: {hairline}; border: 0; max-height: 1px; min-height: 1px; }}
"""


def _icon(name: str, colours: Colours) -> str:
    """Give the file of a small drawing in the colours' own kind."""
    kind = "dark" if colours.is_dark else "light"
    return resource("icons", f"{name}-{kind}.svg").as_posix()


def style_sheet(colours: Colours, unit: int, points: float) -> str:
    """Write the rules for these colours; `unit` is the unit of spaces in pixels, `points` the text's size."""
    named = {
        name: getattr(colours, name).name()
        for name in type(colours).__dataclass_fields__
        if name != "is_dark"
    }
    return _RULES.format(
        **named,
        s=unit,
        m=unit * 2,
        l=unit * 3,
        xl=unit * 6,
        r=max(4, unit),
        line=unit * 4,
        round=(unit * 3 + 2) // 2,
        arrow=_icon("arrow", colours),
        tick=_icon("tick", colours),
        dot=_icon("dot", colours),
        bar=max(10, unit * 2 + unit // 2),
        small=round(points * 0.89, 1),
        heading=round(points * 1.33, 1),
    )
