"""No way of citing is found less well than the last time that the figures were kept (benchmarks/citing/floors.json)."""

import json

import pytest
from benchmarks.citing.accuracy import FLOORS, floors_of, main, score_of
from benchmarks.citing.gold_set import SETS, gold_letters, gold_register


@pytest.mark.parametrize("name", SETS)
def test_no_way_of_citing_has_dropped(name: str) -> None:
    kept = json.loads(FLOORS.read_text(encoding="utf-8"))[name]
    register = gold_register()
    now = floors_of(score_of(gold_letters(name, register), register))
    dropped = {
        way: (kept[way], now.get(way, [0, 0]))
        for way in kept
        if now.get(way, [0, 0])[0] < kept[way][0] or now.get(way, [0, 0])[1] > kept[way][1]
    }
    assert dropped == {}


def printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str
) -> tuple[int, str]:
    monkeypatch.setattr("sys.argv", ["accuracy.py", *words])
    code = main()
    return code, capsys.readouterr().out


def test_some_gold_letters_a_set_are_scored_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out = printed(monkeypatch, capsys, "second", "--ids", "c-002", "c-04")
    assert code == 0
    assert out.startswith("second, a second set held out (c-): 6 letters, ")


def test_ids_that_no_letter_has_are_said_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out = printed(monkeypatch, capsys, "build", "--ids", "c-001")
    assert (code, out) == (1, "build: no letter has an id that begins with c-001\n")


def test_the_scores_of_some_letters_are_not_kept_for_those_of_the_set(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = FLOORS.read_bytes()
    with pytest.raises(SystemExit):
        printed(monkeypatch, capsys, "second", "--ids", "c-001", "--keep")
    assert "--keep is for a whole set" in capsys.readouterr().err
    assert FLOORS.read_bytes() == before
