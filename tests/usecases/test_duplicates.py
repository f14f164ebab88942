"""查重 on the real record: candidates with reasons, merging, and clues told apart."""

from dataclasses import replace
from pathlib import Path

import pytest

from baixing_desktop.domain.clue import Contributor
from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.domain.rules.merging import MergeObstacle
from baixing_desktop.domain.rules.similarity import Verdict
from baixing_desktop.errors import NotFoundError
from baixing_desktop.usecases import casework, curating
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import register_clue
from baixing_desktop.usecases.duplicates import Candidate, candidates_for, tell_apart, undo_tell_apart
from baixing_desktop.usecases.reading import clue_ids
from baixing_desktop.usecases.similar import rarity_here
from tests.builders import STREETLIGHTS, clue_content
from tests.sync.helpers import enrol_by_hand
from tests.usecases.conftest import carry

AGAIN = replace(
    STREETLIGHTS,
    title="沙园七街晚上太黑，请装路灯",
    analysis="沙园七街长约三百米，夜间照明不足，老人出门容易摔倒。",
    suggestions="加装路灯，清理遮挡灯光的树枝。",
    contributor=Contributor(name="李群众", phone="138 0000 0001", address="沙园七街"),
)
NEXT_STREET = clue_content(title="建议在沙园八街加装路灯")
TREES = clue_content(
    title="江边步道的座椅坏了",
    analysis="滨江步道三张座椅断裂，夜间照明不足，游人无处休息。",
    suggestions="更换座椅。",
    contributor=Contributor(name="王群众", phone="13800000009", address=""),
)


@pytest.fixture
def four(office: Desk, workroom: Desk, tmp_path: Path) -> dict[str, str]:
    """Identities by title: one matter twice, the same wish for another street, and something else."""
    enrol_by_hand(office, workroom)
    for content in (STREETLIGHTS, AGAIN, NEXT_STREET, TREES):
        register_clue(workroom, content)
    carry(workroom, office, tmp_path)
    with office.store.reading() as tx:
        return {tx.clues.get(identity).content.title: identity for identity in clue_ids(office, ClueQuery())}


def like(desk: Desk, clue_id: str) -> tuple[Candidate, ...]:
    """What is offered for a clue."""
    return candidates_for(desk, clue_id, rarity_here(desk))


def test_the_same_matter_comes_first_with_its_reasons(office: Desk, four: dict[str, str]) -> None:
    first, *others = like(office, four[AGAIN.title])
    assert first.clue.title == STREETLIGHTS.title
    assert first.likeness.verdict is Verdict.SAME
    assert "沙园七街长约三百米，夜间照明不足" in first.likeness.passages
    assert any("沙园七街" in place for place in first.likeness.places)
    assert first.same_person, "the same telephone, written otherwise"
    assert first.obstacle is MergeObstacle.MASTER_NOT_ACCEPTED
    assert TREES.title not in {other.clue.title for other in others}


def test_another_street_is_never_the_same(office: Desk, four: dict[str, str]) -> None:
    offered = {found.clue.title: found.likeness for found in like(office, four[STREETLIGHTS.title])}
    assert offered[NEXT_STREET.title].verdict is Verdict.RELATED
    assert offered[NEXT_STREET.title].differing


def test_the_hardly_alike_come_last_with_their_reasons_and_only_when_asked_for(
    office: Desk, four: dict[str, str]
) -> None:
    trees, rarity = four[TREES.title], rarity_here(office)
    assert like(office, trees) == ()
    faint = candidates_for(office, trees, rarity, faintly=True)
    assert {found.likeness.verdict for found in faint} == {Verdict.DIFFERENT}
    assert any("夜间照明不足" in found.likeness.passages for found in faint)
    both = candidates_for(office, four[NEXT_STREET.title], rarity, faintly=True)
    assert [found.likeness.score for found in both] == sorted((f.likeness.score for f in both), reverse=True)
    assert both[: len(like(office, four[NEXT_STREET.title]))] == like(office, four[NEXT_STREET.title])


def test_what_was_merged_is_not_offered_until_undone(office: Desk, four: dict[str, str]) -> None:
    again, lights = four[AGAIN.title], four[STREETLIGHTS.title]
    casework.accept_clue(office, lights)
    before = like(office, again)
    assert before[0].obstacle is None
    curating.merge_clue(office, again, lights)
    assert lights not in {found.clue.id for found in like(office, again)}
    curating.undo_merge(office, again)
    assert [found.clue.id for found in like(office, again)] == [found.clue.id for found in before]


def test_clues_told_apart_are_not_offered_to_each_other_again(office: Desk, four: dict[str, str]) -> None:
    again, lights = four[AGAIN.title], four[STREETLIGHTS.title]
    told, _ = tell_apart(office, again, lights)
    assert tell_apart(office, lights, again)[0] == told, "saying it twice, or the other way round, changes nothing"
    assert lights not in {found.clue.id for found in like(office, again)}
    assert again not in {found.clue.id for found in like(office, lights)}
    undone, _ = undo_tell_apart(office, lights, again)
    assert undone.undone_by == office.actor.name
    assert lights in {found.clue.id for found in like(office, again)}
    with pytest.raises(NotFoundError):
        undo_tell_apart(office, lights, again)
