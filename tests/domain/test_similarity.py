"""Likeness of clues: on real messages with curated duplicates and hard negatives, and as properties."""

import json
import random
from collections import defaultdict
from itertools import combinations, product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baixing_desktop.domain.rules.similarity import (
    CONFLICT_FACTOR,
    SAME_FROM,
    Matter,
    Rarity,
    Verdict,
    Weighed,
    compare,
    differing_designators,
    score,
    weigh,
    weigh_if_near,
)

LIGHTS = Matter("建议在沙园七街加装路灯", "沙园七街夜间照明不足，近半年三位老人摔倒。建议加装路灯二十盏。")
MATTERS = st.builds(Matter, st.text("路灯街桥水电树的1路", max_size=12), st.text("路灯街桥水电树的。，", max_size=40))
SOME = Rarity(50, {"路": 40, "灯": 6, "的": 50, "路灯": 5})


@pytest.fixture(scope="module")
def messages(shared_data: Path) -> dict[str, Weighed]:
    lines = (shared_data / "tipdm2020c/hot_messages.jsonl").read_text("utf-8").splitlines()
    return all_weighed({m["id"]: Matter(m["title"], m["detail"]) for m in map(json.loads, lines)})


@pytest.fixture(scope="module")
def clusters(shared_data: Path) -> list[dict[str, list[str]]]:
    return json.loads((shared_data / "tipdm2020c/hot_clusters_curated.json").read_text("utf-8"))


def all_weighed(matters: dict[str, Matter]) -> dict[str, Weighed]:
    rarity = Rarity.of(list(matters.values()))
    return {name: weigh(matter, rarity) for name, matter in matters.items()}


def likeness(one: Matter, other: Matter) -> float:
    return score(weigh(one, SOME), weigh(other, SOME))


def area_under_curve(positive: list[float], negative: list[float]) -> float:
    """Probability that a true pair scores above a false one."""
    wins = sum((p > n) + (p == n) / 2 for p, n in product(positive, negative))
    return wins / (len(positive) * len(negative))


def test_true_pairs_are_told_from_the_same_place_with_another_matter(
    messages: dict[str, Weighed], clusters: list[dict[str, list[str]]]
) -> None:
    true = [pair for c in clusters for pair in combinations(c["ids"], 2)]
    false = [pair for c in clusters for pair in product(c["ids"], c["hard_negatives"])]
    scored = [[score(messages[a], messages[b]) for a, b in pairs] for pairs in (true, false)]
    assert area_under_curve(*scored) >= 0.97


def test_every_member_of_a_cluster_has_a_true_mate_among_the_first_five(
    messages: dict[str, Weighed], clusters: list[dict[str, list[str]]]
) -> None:
    mates: dict[str, set[str]] = defaultdict(set)
    for cluster in clusters:
        for member in cluster["ids"]:
            mates[member] |= set(cluster["ids"]) - {member}
    # Every tenth member of the large clusters is asked, all of the small; against its mates and every fifth message.
    asked = [m for c in clusters for m in (c["ids"] if len(c["ids"]) < 12 else c["ids"][::10])]
    others = sorted(messages)[::5]
    for member in asked:
        pool = {*others, *mates[member]} - {member}
        first = sorted(pool, key=lambda other: -score(messages[member], messages[other]))[:5]
        assert mates[member] & set(first), messages[member].matter.title


def test_letters_that_differ_in_a_route_number_are_never_the_same(shared_data: Path) -> None:
    lines = (shared_data / "beijing_letters/letters.jsonl").read_text("utf-8").splitlines()
    letters = all_weighed({m["id"]: Matter(m["title"], m["content"]) for m in map(json.loads, lines)}).values()
    routes = [pair for pair in combinations(letters, 2) if differing_designators(pair[0].matter, pair[1].matter)]
    assert len(routes) > 1_000
    assert all(score(one, other) < SAME_FROM for one, other in routes[::20])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("滨江3期绿化枯死", "滨江三期绿化枯死"),
        ("十二号线施工扰民", "12号线施工扰民"),
        ("二十栋电梯停用", "20栋电梯停用"),
        ("十栋电梯停用", "10栋电梯停用"),
    ],
)
def test_a_number_in_words_is_the_same_in_figures(one: str, other: str) -> None:
    assert not differing_designators(Matter(one, ""), Matter(other, ""))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("建议调整430路", "建议调整905路"),
        ("建议59路与380路整合", "建议59路与82路整合"),
        ("建议在沙园七街加装路灯", "建议在沙园八街加装路灯"),
        ("地铁8号线噪音扰民", "地铁11号线噪音扰民"),
        ("晓港中学门口拥堵", "江南小学门口拥堵"),
        ("滨江二期绿化枯死", "滨江三期绿化枯死"),
    ],
)
def test_other_places_and_numbers_tell_matters_apart(one: str, other: str) -> None:
    body = "上下学高峰拥堵，老人小孩通行不便，建议尽快处理。"
    found = compare(weigh(Matter(one, body), SOME), weigh(Matter(other, body), SOME))
    assert found.differing
    assert found.verdict is not Verdict.SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("调整644、608建议", "建议调整644路和608路"),
        ("建议专155路和专156路延长", "建议调整专156路"),
        ("2021年路灯不亮", "2022年路灯不亮"),
        ("沙园七街路灯不亮", "路灯不亮"),
        ("涉外经济学院强制实习", "经济学院强制学生实习"),
        ("建议改造老旧小区", "晓港花园小区改造"),
        ("希望小区加装电梯", "晓港小区加装电梯"),
    ],
)
def test_the_same_things_named_differently_do_not_conflict(one: str, other: str) -> None:
    assert not differing_designators(Matter(one, ""), Matter(other, ""))


def test_the_reasons_are_words_of_both() -> None:
    again = Matter("沙园七街路灯不亮", "我住沙园七街，沙园七街夜间照明不足，请加装路灯。")
    found = compare(weigh(LIGHTS, SOME), weigh(again, SOME))
    assert found.verdict is Verdict.SAME
    assert "沙园七街夜间照明不足" in found.passages
    assert any("沙园七街" in place for place in found.places)


def test_passages_are_found_in_whatever_order_they_stand() -> None:
    parts = ("沙园七街夜间照明不足", "河涌两岸没有护栏", "公交站离得太远")
    one, other = Matter("路灯", "。".join(parts)), Matter("路灯", "！".join(reversed(parts)))
    assert set(parts) <= set(compare(weigh(one, SOME), weigh(other, SOME)).passages)


def test_a_text_that_repeats_itself_is_compared_in_no_time() -> None:
    one, other = Matter("路灯", "路灯不亮。" * 4000), Matter("路灯", "路灯不亮。" * 3999 + "请修。")
    (longest, *_) = compare(weigh(one, SOME), weigh(other, SOME)).passages
    assert len(longest) > 10_000


@given(MATTERS, MATTERS)
def test_what_is_not_near_is_called_different_and_all_else_is_weighed_as_ever(one: Matter, other: Matter) -> None:
    left, right = weigh(one, SOME), weigh(other, SOME)
    near = weigh_if_near(other, SOME, left)
    assert near == right or (near is None and compare(left, right).verdict is Verdict.DIFFERENT)


@given(MATTERS, MATTERS)
def test_only_differing_names_make_near_ones_different(one: Matter, other: Matter) -> None:
    left, right = weigh(one, SOME), weigh(other, SOME)
    found = compare(left, right)
    near = weigh_if_near(other, SOME, left) is not None
    assert near == (found.verdict is not Verdict.DIFFERENT) or (near and found.differing)


@given(MATTERS, MATTERS)
def test_likeness_is_symmetric_and_between_nothing_and_one(one: Matter, other: Matter) -> None:
    value = likeness(one, other)
    assert 0 <= value <= 1
    assert value == pytest.approx(likeness(other, one))


@given(MATTERS)
def test_a_clue_is_like_itself(matter: Matter) -> None:
    assert likeness(matter, matter) == pytest.approx(1) or not any(c.isalnum() for c in matter.title + matter.body)


@given(st.lists(st.text("路灯街桥水电树", min_size=1, max_size=8), min_size=1, max_size=6), st.randoms())
def test_the_order_of_sentences_does_not_matter(sentences: list[str], chance: random.Random) -> None:
    moved = list(sentences)
    chance.shuffle(moved)
    one, other = Matter("路灯", "。".join(sentences)), Matter("路灯", "。".join(moved))
    assert likeness(one, other) == pytest.approx(1)


def test_what_conflicts_stays_below_the_same_even_with_equal_words() -> None:
    assert CONFLICT_FACTOR < SAME_FROM
