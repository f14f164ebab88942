"""The schedule proposes what was kept long enough; nothing goes by itself (safety P8)."""

from pathlib import Path

import pytest

from baixing_desktop.domain.privacy import ErasureGround, ErasureScope
from baixing_desktop.errors import IllegalActionError
from baixing_desktop.usecases import casework, erasure, messages
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import register_clue, save_draft
from baixing_desktop.usecases.retention import retention_proposals
from tests.builders import SetClock, clue_content
from tests.usecases.conftest import carry


def proposed(desk: Desk) -> list[tuple[str, str]]:
    return [(expired.clue_id, expired.rule.code) for expired in retention_proposals(desk)]


def test_each_closed_clue_by_its_rule(
    office: Desk, workroom: Desk, second: Desk, received: tuple[str, ...], tmp_path: Path, clock: SetClock
) -> None:
    one, two, three = received
    casework.decline_clue(office, one, "属于民事纠纷。", "可申请人民调解")
    messages.withdraw_clue(workroom, two, "反映人要求撤回")
    carry(workroom, office, tmp_path)
    casework.accept_clue(office, three)
    clock.forward(days=300)
    assert proposed(office) == []
    clock.forward(days=66)
    assert sorted(proposed(office)) == sorted([(one, "CLUE_DECLINED"), (two, "CLUE_DECLINED")])
    entry, _ = erasure.propose_erasure(
        office, one, ErasureScope.CONTACT, ErasureGround.KEPT_LONG_ENOUGH, "保存期限届满"
    )
    erasure.approve_erasure(second, entry)
    assert proposed(office) == [(two, "CLUE_DECLINED")]
    taken_back, _ = erasure.propose_erasure(office, two, ErasureScope.ALL, ErasureGround.KEPT_LONG_ENOUGH, "期限届满")
    erasure.approve_erasure(second, taken_back)
    assert proposed(office) == []
    with pytest.raises(IllegalActionError) as in_hand:
        erasure.propose_erasure(office, three, ErasureScope.CONTACT, ErasureGround.KEPT_LONG_ENOUGH, "保存期限届满")
    assert "还在办理" in in_hand.value.advice.what


def test_old_drafts_are_proposed_in_the_workroom(workroom: Desk, clock: SetClock) -> None:
    draft, _ = save_draft(workroom, clue_content())
    register_clue(workroom, clue_content(2))
    clock.forward(days=89)
    assert proposed(workroom) == []
    clock.forward(days=1)
    assert proposed(workroom) == [(draft.id, "DRAFT")]
