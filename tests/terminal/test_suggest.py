"""``baixing suggest``: tried on two files, and asked for a clue of the record."""

import json
from pathlib import Path

from baixing_desktop.usecases.desk import Desk
from tests.decisions import LIGHTS_ROUTE, contents, decide
from tests.sync.helpers import enrol_by_hand
from tests.terminal.running import Terminal
from tests.usecases.test_suggesting import NEW


def written(path: Path, start: int, step: int) -> Path:
    """Every ``step``-th of our clues from ``start``, labelled."""
    both = zip(contents(), ("照明", "噪声"), strict=True)
    rows = [
        {"title": content.title, "text": content.analysis, "label": name}
        for group, name in both
        for content in group[start::step]
    ]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


def test_tried_on_two_files(secret: Path, tmp_path: Path) -> None:
    terminal = Terminal(tmp_path / "none", secret)
    train, test = written(tmp_path / "train.jsonl", 0, 2), written(tmp_path / "test.jsonl", 1, 2)
    answer = terminal.json("suggest", "--train", str(train), "--test", str(test))
    assert (answer["train"], answer["test"]) == (20, 20)
    assert answer["macro_f1_permille"] == 1000
    assert answer["f1_permille"] == {"照明": 1000, "噪声": 1000}
    assert sum(one["count"] for one in answer["bins"]) == 20
    assert 0 <= answer["ece_permille"] <= 1000
    assert "宏平均 F1 1.000" in terminal.run("suggest", "--train", str(train), "--test", str(test))


def test_files_that_cannot_be_used_are_named(secret: Path, tmp_path: Path) -> None:
    terminal = Terminal(tmp_path / "none", secret)
    good, bad = written(tmp_path / "good.jsonl", 0, 2), tmp_path / "bad.jsonl"
    for text in ("", "{", "[]", '{"title": "甲", "text": "乙"}', '{"title": 1, "text": "乙", "label": "丙"}'):
        bad.write_text(text, encoding="utf-8")
        terminal.run("suggest", "--train", str(good), "--test", str(bad), code=1)
    terminal.run("suggest", "--train", str(good), "--test", str(tmp_path / "none.jsonl"), code=1)
    terminal.run("suggest", "--train", str(good), code=2)
    terminal.run("suggest", code=2)


def test_asked_for_a_clue(workroom: Desk, office: Desk, secret: Path, tmp_path: Path) -> None:
    enrol_by_hand(office, workroom)
    new = decide(workroom, office, tmp_path / "post", NEW, handler="QJYJ")[NEW.title]
    office.close()
    terminal = Terminal(office.home, secret)
    answer = terminal.json("suggest", new)
    assert answer["route"]["code"] == LIGHTS_ROUTE
    assert answer["route"]["earlier"]
    assert answer["handler"]["code"] == "QJYJ"
    assert "分类建议：" in terminal.run("suggest", new)
