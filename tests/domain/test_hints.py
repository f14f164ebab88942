"""Hints say what to look at again; they refuse nothing (domain A2.1, A2.2)."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baixing_desktop.domain.clue import ClueContent
from baixing_desktop.domain.rules.hints import (
    HintEffect,
    HintWord,
    LengthStanding,
    body_length,
    must_stop,
    screening_hints,
    title_length,
)
from baixing_desktop.usecases.samples import sample_clues
from baixing_desktop.usecases.setup import load_reference
from tests.builders import STREETLIGHTS

REFERENCE = load_reference()
WORDS, REASONS = REFERENCE.hint_words, REFERENCE.reasons


def reasons(content: ClueContent) -> dict[str, tuple[str, ...]]:
    return {hint.reason: hint.words for hint in screening_hints(content, WORDS)}


@pytest.mark.parametrize("entry", WORDS.words, ids=lambda entry: entry.word)
def test_every_word_hints_at_its_reason_unless_excused(entry: HintWord) -> None:
    assert entry.word in reasons(replace(STREETLIGHTS, analysis=f"居民说{entry.word}，请核实。"))[entry.reason]
    for phrase in entry.unless:
        assert entry.word in phrase
        assert entry.word not in reasons(replace(STREETLIGHTS, analysis=f"关于{phrase}。")).get(entry.reason, ())
        assert entry.reason in reasons(replace(STREETLIGHTS, analysis=f"关于{phrase}，又说{entry.word}。"))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (replace(STREETLIGHTS, analysis="本人身份证11010519491231002X。"), "PRIVACY"),
        (replace(STREETLIGHTS, analysis="款项转入6222021001122334458。"), "PRIVACY"),
        (replace(STREETLIGHTS, analysis="合同编号6222021001122334450。"), None),
        (replace(STREETLIGHTS, title="建议加装路灯；建议清理河涌"), "MULTI"),
        (replace(STREETLIGHTS, title="建议加装路灯并建议修剪树枝"), "MULTI"),
        (replace(STREETLIGHTS, suggestions="希望有关部门高度重视，尽快解决。"), "VAGUE"),
        (replace(STREETLIGHTS, suggestions="加强管理，加大力度，切实落实责任。"), "VAGUE"),
        (replace(STREETLIGHTS, suggestions="在七街东口加装路灯二十盏。"), None),
    ],
)
def test_what_is_seen_without_words(content: ClueContent, reason: str | None) -> None:
    assert set(reasons(content)) == ({reason} if reason else set())


def test_the_samples_and_the_usual_clue_raise_no_hint() -> None:
    contents = [STREETLIGHTS, *(sample.content for sample in sample_clues(date(2026, 11, 25)))]
    assert [reasons(content) for content in contents] == [{}] * len(contents)


def test_only_secrets_stop() -> None:
    """涉密 must not be in the system at all; being beyond the district's power is a route, never a reason."""
    stopping = {code for code, reason in REASONS.items() if reason.effect is HintEffect.STOP}
    assert stopping == {"SECRET"}
    secret = replace(STREETLIGHTS, analysis="附机密级文件一份。")
    assert must_stop(screening_hints(secret, WORDS), REASONS)
    assert not must_stop(screening_hints(replace(STREETLIGHTS, analysis="我要举报"), WORDS), REASONS)
    assert not [reason for reason in REASONS.values() if "职权" in reason.label]
    assert all(reason.referral for reason in REASONS.values())


@pytest.mark.parametrize(
    ("length", "title", "body"),
    [
        (30, LengthStanding.FINE, LengthStanding.FINE),
        (31, LengthStanding.LONG, LengthStanding.FINE),
        (50, LengthStanding.LONG, LengthStanding.FINE),
        (51, LengthStanding.VERY_LONG, LengthStanding.FINE),
        (300, LengthStanding.VERY_LONG, LengthStanding.FINE),
        (301, LengthStanding.VERY_LONG, LengthStanding.LONG),
        (1501, LengthStanding.VERY_LONG, LengthStanding.VERY_LONG),
    ],
)
def test_lengths(length: int, title: LengthStanding, body: LengthStanding) -> None:
    assert title_length("灯" * length) is title
    assert body_length("灯" * length + " \n") is body


@given(st.text(max_size=200), st.text(max_size=200), st.text(max_size=200))
def test_any_text_can_be_looked_at(title: str, analysis: str, suggestions: str) -> None:
    found = reasons(ClueContent(title=title, analysis=analysis, suggestions=suggestions))
    assert set(found) <= set(REASONS)
    assert all(found.values())
