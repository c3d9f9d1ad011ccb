"""No way of citing is found less well than the last time that the figures were kept (benchmarks/citing/floors.json)."""

import json

import pytest
from benchmarks.citing.accuracy import FLOORS, floors_of, score_of
from benchmarks.citing.gold_set import gold_letters, gold_register


@pytest.mark.parametrize("part", ["build", "report"])
def test_no_way_of_citing_has_dropped(part: str) -> None:
    kept = json.loads(FLOORS.read_text(encoding="utf-8"))[part]
    register = gold_register()
    now = floors_of(score_of(gold_letters(part, register), register))
    dropped = {
        way: (kept[way], now.get(way, [0, 0]))
        for way in kept
        if now.get(way, [0, 0])[0] < kept[way][0] or now.get(way, [0, 0])[1] > kept[way][1]
    }
    assert dropped == {}
