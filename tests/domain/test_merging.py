"""Merging links clues and never chains them (SM3); undoing everything leaves nothing."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baixing_desktop.domain.rules.merging import MergeObstacle, contributing_clues, links_in_force, merge_obstacle
from baixing_desktop.domain.screening import MergeLink
from baixing_desktop.domain.states import OfficeState as O

AT = datetime(2026, 11, 23, tzinfo=UTC)
NAMES = "ABCDEF"


def link(clue: str, master: str, minute: int = 0) -> MergeLink:
    return MergeLink(f"{clue}{master}{minute}", clue, master, O.SCREENING, AT + timedelta(minutes=minute), "x")


@pytest.mark.parametrize("state", O)
def test_the_master_is_accepted_and_not_itself_merged(state: O) -> None:
    found = merge_obstacle("A", "B", state, [])
    if state in {O.ACCEPTED, O.RETAINED, O.CLASSIFIED, O.ROUTED}:
        assert found is None
    else:
        assert found is (MergeObstacle.MASTER_MERGED if state is O.MERGED else MergeObstacle.MASTER_NOT_ACCEPTED)


def test_the_obstacles() -> None:
    assert merge_obstacle("A", "A", O.ACCEPTED, []) is MergeObstacle.SAME
    assert merge_obstacle("A", "B", O.ACCEPTED, [link("B", "C")]) is MergeObstacle.MASTER_MERGED
    assert merge_obstacle("A", "B", O.ACCEPTED, [link("C", "A")]) is MergeObstacle.HAS_MERGED
    undone = replace(link("C", "A"), undone_at=AT, undone_by="x")
    assert merge_obstacle("A", "B", O.ACCEPTED, [undone]) is None


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES), st.booleans()), max_size=30))
def test_any_merging_and_undoing_keeps_every_contributor_and_makes_no_chain(
    steps: list[tuple[str, str, bool]],
) -> None:
    links: list[MergeLink] = []
    for minute, (clue, master, undo) in enumerate(steps):
        mine = [one for one in links_in_force(links) if one.clue_id == clue]
        if undo and mine:
            links = [replace(o, undone_at=AT, undone_by="x") if o in mine else o for o in links]
        elif not mine and not merge_obstacle(clue, master, O.ACCEPTED, links):
            links.append(link(clue, master, minute))
    force = links_in_force(links)
    merged, masters = [o.clue_id for o in force], {o.master_id for o in force}
    assert len(merged) == len(set(merged))
    assert not masters & set(merged)
    told = [name for root in NAMES if root not in merged for name in contributing_clues(root, links)]
    assert sorted(told) == sorted(NAMES), "each contributor belongs to exactly one case"
