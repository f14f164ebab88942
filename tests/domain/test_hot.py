"""热点: groups of real messages against those that people curated, and the decisions that are kept."""

import json
from itertools import combinations
from pathlib import Path

import pytest

from baixing_desktop.domain.rules.hot import LEAST, Gathering
from baixing_desktop.domain.rules.similarity import Matter, Rarity
from baixing_desktop.errors import UserError
from baixing_desktop.work import Work

ROADS = ("沙园七街", "宝岗大道", "江南西路", "滨江东路")


def lights(road: str) -> Matter:
    """One of several ways to ask for lamps in ``road``."""
    return Matter(f"建议在{road}加装路灯", f"{road}夜间照明不足，近半年三位老人摔倒。建议加装路灯二十盏。")


def gathered(matters: dict[str, Matter], **decided: list[tuple[str, str]]) -> list[tuple[str, ...]]:
    """The groups of ``matters``."""
    return Gathering(matters, Rarity.of(list(matters.values())), **decided).groups(Work())


def test_curated_clusters_are_found_and_nothing_else_is_in_them(shared_data: Path) -> None:
    folder = shared_data / "tipdm2020c"
    rows = [json.loads(line) for line in (folder / "hot_messages.jsonl").read_text("utf-8").splitlines()]
    messages = {row["id"]: Matter(row["title"], row["detail"]) for row in rows}
    clusters = json.loads((folder / "hot_clusters_curated.json").read_text("utf-8"))
    rarity = Rarity.of(list(messages.values())[:400])
    gathering = Gathering(messages, rarity)
    groups = gathering.groups(Work())
    by_name = {cluster["cluster"]: cluster for cluster in clusters}
    largest = [max(groups, key=lambda group, ids=set(one["ids"]): len(ids & set(group))) for one in clusters]
    for cluster, group in zip(clusters, largest, strict=True):
        assert not set(group) & set(cluster["hard_negatives"]), cluster["desc"]
    found = {one["cluster"]: len(set(one["ids"]) & set(group)) for one, group in zip(clusters, largest, strict=True)}
    # 39 of 57, 10 of 10 …: the loosest reports of a matter stay outside; what differs never comes in.
    assert found["C02"] >= 0.6 * len(by_name["C02"]["ids"])
    assert all(found[name] == len(by_name[name]["ids"]) for name in ("C12", "C15", "C22", "C23", "C24"))
    mixed = [group for group in groups if len(group) >= LEAST and _mixed(group, clusters)]
    assert len(mixed) <= 2
    assert "滨河苑" in "".join(gathering.words(groups[0]))


def _mixed(group: tuple[str, ...], clusters: list[dict[str, list[str]]]) -> bool:
    inside = [len(set(group) & set(cluster["ids"])) for cluster in clusters]
    return any(inside) and max(inside) < len(group)


def test_what_differs_in_a_number_is_another_matter() -> None:
    body = "早晚高峰等车半小时以上，老人小孩上车困难，建议增加班次。"
    matters = {f"{route}-{at}": Matter(f"建议{route}路增加班次", body) for route in (430, 905, 59) for at in range(3)}
    groups = gathered(matters)
    assert [len(group) for group in groups] == [3, 3, 3]
    assert all(len({name.partition("-")[0] for name in group}) == 1 for group in groups)


def test_what_was_decided_is_kept() -> None:
    matters = {str(number): lights(ROADS[0]) for number in range(3)} | {"bench": Matter("江边座椅坏了", "三张断裂。")}
    assert gathered(matters) == [("0", "1", "2")]
    (group,) = gathered(matters, together=[("bench", "0")])
    assert set(group) == set(matters)
    groups = gathered(matters, apart=[("0", "1"), ("0", "2"), ("1", "2")])
    assert not any({one, other} <= set(group) for group in groups for one, other in combinations("012", 2))


def test_the_title_and_the_words_stand_for_the_group() -> None:
    matters = {str(number): lights(ROADS[0]) for number in range(4)}
    gathering = Gathering(matters, Rarity.of(list(matters.values())))
    (group,) = gathering.groups(Work())
    assert gathering.middle(group) in matters
    assert any("路灯" in words for words in gathering.words(group))


def test_it_tells_how_far_it_is_and_can_be_stopped() -> None:
    said: list[tuple[int, int, str]] = []
    gathering = Gathering({str(number): lights(ROADS[number % 4]) for number in range(8)}, Rarity(0, {}))
    gathering.groups(Work(lambda done, total, what: said.append((done, total, what))))
    assert {what for _, _, what in said} == {"正在读线索", "正在比较"}
    stopped = Work()
    stopped.cancel()
    with pytest.raises(UserError) as caught:
        gathering.groups(stopped)
    assert caught.value.code == "CANCELLED"


def test_of_nothing_there_is_nothing() -> None:
    assert gathered({}) == []
    assert gathered({"one": lights(ROADS[0]), "empty": Matter("", "")}) == []
