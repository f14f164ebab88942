"""Each bench runs at a tiny size without peers; no time is asserted, only that something was measured."""

import ast
import importlib
from contextlib import closing, nullcontext
from pathlib import Path
from random import Random

import pytest

from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.domain.units import Face
from baixing_desktop.store.checks import faults
from baixing_desktop.usecases.reading import list_clues
from tests.bench import corpus, homes, starting
from tests.bench.catalogue import BENCHES, Bench, named
from tests.bench.ground import TINY, Ground, in_turn
from tests.bench.growth import slope
from tests.bench.keeping import BEGIN, END, FIGURES, keep
from tests.bench.levels import AFTERNOON_S, Costs, play
from tests.bench.peers import Peers
from tests.bench.report import head, markdown, setting, write
from tests.bench.result import Findings, Ratio
from tests.builders import new_home
from tests.effort import some

SERVICES = {"syncing", "postgres", "levels", "lists"}
"""They start services or windows, which are tried elsewhere."""
TRIED = some(
    [bench for bench in BENCHES if bench.name not in SERVICES], [bench for bench in BENCHES if bench.name in SERVICES]
)


@pytest.mark.parametrize("bench", TRIED, ids=lambda bench: bench.name)
def test_a_bench_measures(bench: Bench, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    (tmp_path / "place").mkdir()
    peers = Peers(tmp_path / "peers", may_install=False)
    # The tests' own server, which runs already.
    ground = Ground(
        TINY, tmp_path / "place", tmp_path / "kept", peers, lambda: nullcontext(request.getfixturevalue("postgres"))
    )
    findings: Findings = importlib.import_module(bench.module).measure(ground)
    assert findings.ratios or findings.facts
    assert all(min(ratio.ours) > 0 and min(ratio.theirs) > 0 for ratio in findings.ratios)
    assert bench.title in markdown(bench, findings)
    judged = (*findings.ratios, *findings.facts)
    assert not [one.what for one in judged if one.met is not None and not one.why]
    wrong = [fact for fact in findings.facts if "LIKE" in fact.what and fact.value]
    assert not wrong


@pytest.mark.parametrize(("face", "unit"), [(Face.WORKROOM, "SY"), (Face.OFFICE, "HZZX")])
def test_a_record_written_in_bulk_is_whole(face: Face, unit: str, tmp_path: Path) -> None:
    with closing(new_home(tmp_path / "home", face, unit)) as desk:
        homes.written(desk, 30)
        term = corpus.content(7).analysis[4:9]
        assert [line.title for line in list_clues(desk, ClueQuery(term)).items] == [corpus.content(7).title]
        assert list_clues(desk, ClueQuery()).total == 30
        with desk.store.reading() as tx:
            assert list(faults(tx.connection)) == []


def test_no_further_round_begins_when_time_is_up() -> None:
    done: list[int] = []
    (taken,) = in_turn(1000, lambda: done.append(1), seconds=0)
    assert (len(taken), len(done)) == (1, 2)


def test_ratios_are_of_the_same_round_and_judged_by_the_middle() -> None:
    ratio = Ratio("", (2.0, 9.0, 4.0), "", (1.0, 3.0, 4.0), goal=2.0)
    assert (ratio.spread.least, ratio.spread.middle, ratio.spread.most) == (1.0, 2.0, 3.0)
    assert ratio.met


def test_growth_in_proportion_has_exponent_one() -> None:
    assert slope((1, 10, 100), (5, 50, 500)) == pytest.approx(1)
    assert slope((1, 10, 100), (5, 5, 5)) == pytest.approx(0)


def test_who_asks_while_the_writer_is_busy_waits_for_the_rest_of_it() -> None:
    idle, busy = Costs(1.0, 1.0, 0.0, 0, 0, 0), Costs(1.0, 1.0, 60_000.0, 0, 0, 0)
    assert play(1, 100, idle, Random(1)).wait_s == pytest.approx(0.001)
    comparing = Costs(1.0, 1000.0, 0.0, 0, 0, 0)
    assert play(1, 100, comparing, Random(1)).use > 2 * play(1, 100, idle, Random(1)).use
    crowded = play(50, 1000, busy, Random(1))
    assert crowded.use > 1
    assert crowded.wait_s > AFTERNOON_S
    assert play(50, 1000, Costs(1.0, 1.0, 1000.0, 0, 0, 0), Random(1)).wait_s < crowded.wait_s


def test_figures_are_written_for_people_and_for_programs(tmp_path: Path) -> None:
    findings = Findings([Ratio("存", (1.0,), "裸库", (2.0,), goal=0.4)], missing=["某：没有"])
    findings.at_most("大小", 3, "kB", 5, "字多")
    where = setting("tiny")
    text, data = write(tmp_path, where, [(BENCHES[0], findings)])
    assert head(where) in text.read_text(encoding="utf-8")
    assert "未达到" in text.read_text(encoding="utf-8")
    assert '"裸库"' in data.read_text(encoding="utf-8")


def test_what_falls_short_says_by_how_much_and_why(tmp_path: Path) -> None:
    findings = Findings([Ratio("存", (3.0,), "裸库", (1.0,), goal=2.0, why="要落盘")])
    findings.at_most("大小", 6, "kB", 4, "字多")
    findings.at_most("错的", 2, "个", 0, "查错了")
    findings.at_least("找回", 97.5, "%", 98, "名称不同")
    told = markdown(BENCHES[0], findings)
    for words in ("1.5 倍。要落盘", "1.5 倍。字多", "多 2。查错了", "差 0.5 %。名称不同"):
        assert f"未达到，{'是目标的 ' if '倍' in words else ''}{words}" in told


def test_whoever_is_beside_a_peer_with_a_goal_says_why_it_may_be_missed() -> None:
    """The rows that no test measures, because no test has the peers."""
    for file in sorted(Path(__file__).parent.glob("*.py")):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if file.name == Path(__file__).name or not (isinstance(call, ast.Call) and _name(call) == "Ratio"):
                continue
            given = dict(zip(("what", "ours", "peer", "theirs", "unit", "goal", "why"), call.args, strict=False))
            names = {*given, *(word.arg for word in call.keywords)}
            assert not names & {"goal"} or names & {"why", None}, f"{file.name}:{call.lineno}"


def test_the_window_of_anki_is_told_to_be_absent_with_the_way_to_it(tmp_path: Path) -> None:
    (tmp_path / "place").mkdir()
    peers = Peers(tmp_path / "peers", may_install=False, window=True)
    findings = starting.measure(Ground(TINY, tmp_path / "place", tmp_path / "kept", peers))
    assert [one for one in findings.missing if "aqt" in one and "没有安装" in one and "bench full starting" in one]
    assert not [ratio for ratio in findings.ratios if "aqt" in ratio.peer]


def test_the_last_of_each_is_kept_for_readers(tmp_path: Path) -> None:
    where, root = setting("tiny"), tmp_path / "root"
    (root / FIGURES).parent.mkdir(parents=True)
    (root / "README.md").write_text(f"甲\n{BEGIN}\nold\n{END}\n乙\n", encoding="utf-8")
    list(write(tmp_path, where, [(BENCHES[0], Findings([Ratio("存", (3.0,), "裸库", (1.0,), goal=2.0)]))]))
    list(write(tmp_path, where, [(BENCHES[1], Findings([Ratio("找", (1.0,), "裸库", (1.0,), goal=2.0)]))]))
    assert len(list(keep(tmp_path, root))) == 2
    figures, readme = (root / FIGURES).read_text(encoding="utf-8"), (root / "README.md").read_text(encoding="utf-8")
    assert figures.count(head(where)) == 2
    assert readme.startswith("甲\n")
    assert readme.endswith(f"{END}\n乙\n")
    assert "old" not in readme
    assert f"| {BENCHES[0].name} | 0 of 1 | 1.5 times as slow or large |" in readme
    assert f"| {BENCHES[1].name} | 1 of 1 |  |" in readme


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def test_all_are_meant_when_none_is_named() -> None:
    assert named([]) == BENCHES
    assert [bench.name for bench in named(["saving"])] == ["saving"]
