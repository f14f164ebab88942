"""Suggestions learned from decisions: what is said, why, how surely, and when nothing is said."""

from itertools import product
from zlib import crc32

import pytest

from baixing_desktop.domain.rules.similarity import Matter
from baixing_desktop.domain.rules.suggesting import LEAST_DECISIONS, SURE_FROM, Lesson, Suggester
from tests.decisions import LIGHTS, NOISE, PLACES, WISHES

LIGHT = Matter("建议在宝岗大道加装路灯", "宝岗大道夜间照明不足，老人出门摔倒。")
NOISY = Matter("建议在宝岗大道减少噪声", "宝岗大道夜间施工，老人出门不便。")


def lessons(most: int = 1000) -> list[Lesson]:
    """The same number of decisions on street lights and on noise."""
    pairs = list(product(PLACES, WISHES))[:most]
    return [
        lesson
        for place, wish in pairs
        for lesson in (
            Lesson(Matter(LIGHTS[0].format(place), LIGHTS[1].format(place, wish)), "LIGHTS"),
            Lesson(Matter(NOISE[0].format(place), NOISE[1].format(place, wish)), "NOISE"),
        )
    ]


def test_what_was_decided_before_is_suggested_with_the_words_for_it() -> None:
    guess = Suggester.of(lessons()).suggest(LIGHT)
    assert guess is not None
    assert guess.label == "LIGHTS"
    assert SURE_FROM <= guess.confidence <= 1
    assert "加装路灯" in guess.words
    assert all(word in f"{LIGHT.title}{LIGHT.body}" for word in guess.words)


def test_too_few_decisions_suggest_nothing() -> None:
    few = lessons(LEAST_DECISIONS // 2 - 1)
    assert Suggester.of(few).suggest(LIGHT) is None
    assert Suggester().suggest(LIGHT) is None
    assert Suggester().guesses(LIGHT) == ()


def test_a_label_decided_too_seldom_is_not_suggested() -> None:
    seldom = [*(one for one in lessons() if one.label == "NOISE"), *lessons()[:2]]
    assert Suggester.of(seldom).suggest(LIGHT) is None


def test_a_text_with_nothing_known_in_it_is_no_ground_for_a_suggestion() -> None:
    assert Suggester.of(lessons()).suggest(Matter("龘靐", "")) is None


def test_confidences_add_up_to_one_and_do_not_depend_on_the_order() -> None:
    forward, backward = Suggester.of(lessons()), Suggester.of(lessons()[::-1])
    chances = {guess.label: guess.confidence for guess in forward.guesses(LIGHT)}
    assert sum(chances.values()) == pytest.approx(1)
    assert {g.label: pytest.approx(g.confidence, abs=0.05) for g in backward.guesses(LIGHT)} == chances


def test_where_decisions_follow_no_rule_it_is_not_sure() -> None:
    mixed = [
        Lesson(lesson.matter, "ONE" if crc32(lesson.matter.body.encode()) % 2 else "OTHER") for lesson in lessons()
    ]
    assert Suggester.of(mixed).suggest(LIGHT) is None


def test_what_is_decided_seldom_is_not_drowned_by_what_is_decided_often() -> None:
    """Half of the words speak for either; all other places of the counts are empty, and must not weigh."""
    seldom = [one for at, one in enumerate(lessons()) if one.label == "LIGHTS" or at % 20 == 1]
    learned = Suggester.of(seldom)
    assert learned.labels == {"LIGHTS": 20, "NOISE": 2}
    assert learned.guesses(NOISY)[0].label == "NOISE"
    assert learned.guesses(LIGHT)[0].label == "LIGHTS"


def test_where_all_was_decided_alike_there_is_nothing_to_suggest() -> None:
    assert Suggester.of([one for one in lessons() if one.label == "LIGHTS"] * 2).suggest(LIGHT) is None


def test_one_more_decision_is_added_without_learning_anew() -> None:
    whole = Suggester.of(lessons())
    grown = Suggester.of(lessons()[:-1])
    grown.learn(lessons()[-1])
    assert grown.decisions == whole.decisions
    assert grown.labels == whole.labels
    assert grown.guesses(LIGHT)[0].label == whole.guesses(LIGHT)[0].label
