"""How we are doing: percent in time, what is open, the backlog, who writes; every figure opens its cases."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QMessageBox,
    QPushButton,
    QSplitter,
    QTabBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.files import write_whole
from corresp_tracker.ui.cases_behind_dialog import CasesBehindDialog
from corresp_tracker.ui.chart import Chart
from corresp_tracker.ui.figure_table import FigureTable
from corresp_tracker.ui.figure_views import Cell, FigureView, percent_words, views_of, whole_cells
from corresp_tracker.ui.in_words import counted
from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.message_bar import MessageBar
from corresp_tracker.ui.period_field import PeriodField
from corresp_tracker.ui.plain_table import as_plain_table
from corresp_tracker.ui.table_rows import Index
from corresp_tracker.ui.theme import spacing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.casework.how_we_do import HowWeDo
    from corresp_tracker.store.changes import Changes
    from corresp_tracker.store.lists.performance import Period
    from corresp_tracker.ui.jobs import Jobs

_TABLES = frozenset(
    {"case", "letter", "party", "due_change", "case_kind", "own_holiday", "published_quarter"}
)
_FILES = "Excel (*.xlsx);;CSV (*.csv)"
_SHARE = (3, 2)


class PerformancePage(QWidget):
    """Shows the figures of a time. `case_asked` opens a case that is behind one of them."""

    case_asked = Signal(int)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._figures: HowWeDo | None = None
        self._views: tuple[FigureView, ...] = ()
        self._generation = 0
        self.bar = MessageBar(self)
        self.period = PeriodField(self)
        self.headlines = (QPushButton(self), QPushButton(self))
        self.state = plain_label(role="quiet", wraps=True, parent=self)
        self.tabs = QTabBar(self)
        self.chart = Chart(self)
        self.table = QTableView(self)
        self.copy_picture_button = _button("&Copy picture", "Copy the chart as a picture (Ctrl+Shift+C)")
        self.save_picture_button = _button("&Save picture …", "Save the chart as a picture")
        self.export_button = _button(
            "&Export …", "Write all figures, their cases and definitions (Ctrl+Shift+E)"
        )
        self.publish_button = _button(
            "&Publish the quarter …", "Freeze the figures of this quarter as published"
        )
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.table)

    @property
    def figures(self) -> HowWeDo | None:
        """What is shown."""
        return self._figures

    def reload(self) -> None:
        """Count again."""
        period = self.period.period()
        if period is None and not self.period.is_whole:
            self.state.setText("Type the two days, the earlier one first.")
            return
        self._generation += 1
        generation = self._generation

        def then(figures: HowWeDo) -> None:
            if generation == self._generation:
                self._show(figures)

        self._jobs.read(self, lambda session: _figures(session, period), then, self.bar.say_error)

    def copy_picture(self) -> None:
        """Put the chart on the clipboard."""
        if self.chart.data:
            QGuiApplication.clipboard().setImage(self.chart.picture())
            self.bar.say(f"Copied the picture “{self.chart.data.title}”.")

    def copy_table(self) -> None:
        """Put the table behind the chart on the clipboard, to paste into a spreadsheet."""
        view = self.view
        if view:
            lines = [view.heads, *([cell.words for cell in row] for row in view.rows)]
            QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines) + "\n")
            self.bar.say(f"Copied {counted(len(view.rows), 'row')}.")

    def save_picture(self, file: Path) -> None:
        """Write the chart to a file."""
        image = self.chart.picture()

        def task() -> None:
            write_whole(file, png_of(image))

        self._jobs.run(self, task, lambda _: self.bar.say(f"The picture is {file.name}."), self.bar.say_error)

    def export_to(self, file: Path) -> None:
        """Write all figures to a file: a spreadsheet, or CSV where its name ends so."""
        figures = self._figures
        if figures is None:
            return
        period = figures.performance.period
        form = "csv" if file.suffix.lower() == ".csv" else "xlsx"

        def written(data: bytes) -> None:
            self._jobs.run(
                self,
                lambda: write_whole(file, data),
                lambda _: self.bar.say(f"The figures and their definitions are in {file.name}."),
                self.bar.say_error,
            )

        self._jobs.read(self, lambda session: _exported(session, period, form), written, self.bar.say_error)

    def publish(self) -> None:
        """Freeze the quarter that is shown."""
        figures = self._figures
        if figures is None:
            return
        from corresp_tracker.casework.how_we_do import quarter_words

        period = figures.performance.period
        self._jobs.write(
            self,
            f"Published the figures of {quarter_words(period)}",
            lambda session: _publish(session, period),
            lambda _: self.reload(),
            self.bar.say_error,
        )

    @property
    def view(self) -> FigureView | None:
        """The table that is chosen."""
        at = self.tabs.currentIndex()
        return self._views[at] if 0 <= at < len(self._views) else None

    def _show(self, figures: HowWeDo) -> None:
        self._figures = figures
        chosen = self.view.name if self.view else ""
        self._views = views_of(figures)
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for view in self._views:
            self.tabs.addTab(view.name)
        names = [view.name for view in self._views]
        self.tabs.setCurrentIndex(names.index(chosen) if chosen in names else 0)
        self.tabs.blockSignals(False)
        for button, cell in zip(self.headlines, whole_cells(figures), strict=True):
            button.setText(cell.words)
            button.setEnabled(cell.behind is not None)
            button.setToolTip(cell.behind.title if cell.behind else "")
        self.state.setText(state_in_words(figures))
        self.publish_button.setVisible(_may_publish(figures))
        self._show_view()

    def _show_view(self) -> None:
        view = self.view
        if view is None:
            return
        self.chart.setVisible(view.chart is not None)
        for button in (self.copy_picture_button, self.save_picture_button):
            button.setEnabled(view.chart is not None)
        self.chart.show_data(view.chart)
        self._put_table(FigureTable(view, self.table))
        wide = [max(34 if column == 0 else 12, len(head) + 5) for column, head in enumerate(view.heads)]
        as_plain_table(self.table, view.name, wide)
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectItems)
        self.table.horizontalHeader().setSectionResizeMode(len(wide) - 1, QHeaderView.ResizeMode.Stretch)
        if not view.rows:
            self.bar.say(view.empty)

    def _put_table(self, table: FigureTable) -> None:
        """Show a table, and let go of the one before."""
        before, chosen = self.table.model(), self.table.selectionModel()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.table.setModel(table)
        for former in (before, chosen):
            if former:
                former.deleteLater()

    def _open_cell(self, index: Index) -> None:
        model = self.table.model()
        if isinstance(model, FigureTable) and index.isValid():
            self._open(model.cell(index.row(), index.column()))

    def _open_label(self, place: int) -> None:
        view = self.view
        if view and place < len(view.rows):
            self._open(next((cell for cell in view.rows[place] if cell.behind), Cell("")))

    def _open_headline(self, place: int) -> None:
        if self._figures:
            self._open(whole_cells(self._figures)[place])

    def _open(self, cell: Cell) -> None:
        if cell.behind:
            dialog = CasesBehindDialog(self._jobs, cell.behind, self)
            dialog.case_asked.connect(self.case_asked)
            dialog.open()

    def _ask_to_publish(self) -> None:
        box = QMessageBox(self)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle("Publish the quarter")
        box.setText("The figures of this quarter are kept as they are now, for good.")
        box.setInformativeText("Whatever is corrected later is listed beside them. This cannot be undone.")
        publish = box.addButton("&Publish", QMessageBox.ButtonRole.AcceptRole)
        box.addButton("&Not yet", QMessageBox.ButtonRole.RejectRole)

        def finished(_: int) -> None:
            box.deleteLater()
            if box.clickedButton() is publish:
                self.publish()

        box.finished.connect(finished)
        box.open()

    def _ask_where(self, title: str, name: str, forms: str, then: Callable[[Path], None]) -> None:
        dialog = QFileDialog(self, title, "", forms)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(name.rpartition(".")[2])

        def suffix_of(chosen: str) -> None:
            dialog.setDefaultSuffix(chosen.rpartition(".")[2].rstrip(")"))

        def chosen_file(file: str) -> None:
            then(Path(file))

        dialog.filterSelected.connect(suffix_of)
        dialog.selectFile(name)
        dialog.fileSelected.connect(chosen_file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _changed(self, changes: Changes) -> None:
        if changes.kinds & _TABLES and self.isVisible():
            self.reload()

    def _connect(self) -> None:
        self._jobs.changed.connect(self._changed)
        self.period.changed.connect(self.reload)
        self.tabs.currentChanged.connect(lambda: self._show_view())
        self.table.activated.connect(self._open_cell)
        self.chart.opened.connect(self._open_label)
        for place, button in enumerate(self.headlines):
            button.clicked.connect(lambda _=False, at=place: self._open_headline(at))
        self.copy_picture_button.clicked.connect(lambda: self.copy_picture())
        self.save_picture_button.clicked.connect(
            lambda: self._ask_where("Save the picture", "chart.png", "Pictures (*.png)", self.save_picture)
        )
        self.export_button.clicked.connect(lambda: self._ask_for_export())
        self.publish_button.clicked.connect(lambda: self._ask_to_publish())
        for keys, do in (("Ctrl+Shift+C", self.copy_picture), ("Ctrl+Shift+E", self._ask_for_export)):
            QShortcut(QKeySequence(keys), self, do, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self.table, self.copy_table)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)

    def _ask_for_export(self) -> None:
        self._ask_where("Export the figures", "how we are doing.xlsx", _FILES, self.export_to)

    def _lay_out(self) -> None:
        unit = spacing(self)
        top = QHBoxLayout()
        top.setSpacing(unit * 4)
        top.addWidget(self.period)
        top.addStretch()
        for button in self.headlines:
            button.setProperty("flat", True)
            top.addWidget(button)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName("Figures")
        sides = QSplitter(Qt.Orientation.Vertical, self)
        sides.addWidget(self.chart)
        sides.addWidget(self.table)
        for place, share in enumerate(_SHARE):
            sides.setStretchFactor(place, share)
        sides.setChildrenCollapsible(False)
        foot = QHBoxLayout()
        foot.setSpacing(unit * 2)
        foot.addWidget(self.state, 1)
        for button in (
            self.copy_picture_button,
            self.save_picture_button,
            self.export_button,
            self.publish_button,
        ):
            foot.addWidget(button)
        inside = QVBoxLayout()
        inside.setContentsMargins(unit * 5, unit * 3, unit * 5, unit * 3)
        inside.setSpacing(unit * 3)
        inside.addLayout(top)
        inside.addWidget(self.tabs)
        inside.addWidget(sides, 1)
        inside.addLayout(foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addLayout(inside, 1)


def state_in_words(figures: HowWeDo) -> str:
    """Say what stands beside the figures: what is pending, and whether they were published."""
    target = figures.performance.target
    parts = [
        f"{number:,} {words}"
        for number, words in ((target.not_yet_due, "not yet due"), (target.on_hold, "on hold"))
        if number
    ]
    said = f"Not counted: {' and '.join(parts)}." if parts else ""
    if figures.published_target and figures.published_twenty_days:
        both = (figures.published_target, figures.published_twenty_days)
        as_what = " and ".join(percent_words(tally) for tally in both)
        since = counted(len(figures.corrections), "correction")
        said = f"{figures.published} as {as_what}; {since} since. {said}"
    return said.strip()


def png_of(image: Any) -> bytes:
    """Give a picture as the bytes of a PNG file."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice

    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    buffer.close()
    return bytes(data.data())


def _button(words: str, meaning: str) -> QPushButton:
    button = QPushButton(words)
    button.setToolTip(meaning)
    button.setAccessibleName(meaning.partition(" (")[0])
    return button


def _may_publish(figures: HowWeDo) -> bool:
    from corresp_tracker.casework.how_we_do import quarter_of

    period = figures.performance.period
    is_quarter = quarter_of(period.first, today=period.today) == period
    return is_quarter and period.last < period.today and not figures.published


def _figures(session: Session, period: Period | None) -> HowWeDo:
    from corresp_tracker.casework.how_we_do import how_we_do

    return how_we_do(session, period)


def _exported(session: Session, period: Period, form: str) -> bytes:
    from corresp_tracker.casework.figures_export import export_figures
    from corresp_tracker.casework.sheet_files import SheetForm

    return export_figures(session, period, SheetForm(form))


def _publish(session: Session, period: Period) -> None:
    from corresp_tracker.casework.how_we_do import publish_quarter

    publish_quarter(session, period)
