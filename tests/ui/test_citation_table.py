from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from corresp_tracker.ui.citation_table import CitationTableModel
from corresp_tracker.ui.citation_timeline import CitationTimeline
from corresp_tracker.values.fact_pack import CitedStatement, FactPack
from corresp_tracker.values.partial_date import PartialDate

PACK = FactPack(
    reference="INS/2016/0001",
    subject="S",
    with_whom="Chief Inspector",
    dated=None,
    is_draft=True,
    statements=(
        CitedStatement(
            label="1",
            statement="We said so in ‘A <b>bold</b> title’.",
            words="‘A <b>bold</b> title’",
            kind="report",
            source="A <b>bold</b> title",
            published_on=PartialDate.parse("2016-03"),
            standing="found by the program",
        ),
        CitedStatement(label="2", statement="That one.", words="That one", kind="report", source=""),
    ),
)


def test_rows_are_copied_with_their_heads_as_text_and_as_a_table(qtbot: QtBot) -> None:
    model = CitationTableModel(PACK)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    plain, html = model.as_text([])
    heads, first, second = plain.splitlines()
    assert heads.split("\t")[:3] == ["Para", "Words", "Cites"]
    assert first.split("\t")[4] == "March 2016"
    assert second.split("\t")[2] == ""
    assert html.count("<tr>") == 3
    assert "&lt;b&gt;bold" in html
    assert model.as_text([1])[0].splitlines()[1].startswith("2\t")
    assert model.data(model.index(0, 1), Qt.ItemDataRole.ToolTipRole).startswith("<qt>‘A &lt;b&gt;")


def test_a_timeline_says_its_years_and_hides_where_there_is_only_one(qtbot: QtBot) -> None:
    from corresp_tracker.store.lists import YearOfCitations

    timeline = CitationTimeline()
    qtbot.addWidget(timeline)
    one = YearOfCitations(year=2016, sent=2, received=1)
    timeline.show_years([one])
    assert timeline.isHidden()
    timeline.show_years(
        [one, YearOfCitations(year=2017, sent=0, received=0), YearOfCitations(year=None, sent=1, received=0)]
    )
    assert not timeline.isHidden()
    assert timeline.accessibleName() == "Cited by year: 2016: 2 sent, 1 received; undated: 1 sent, 0 received"
    timeline.resize(400, 80)
    assert not timeline.grab().isNull()
