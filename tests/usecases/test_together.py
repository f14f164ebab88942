"""Several clues settled together: foreseen, done each for itself, taken back, raced for, stopped, cut off."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from baixing_desktop.domain.audit import AuditQuery
from baixing_desktop.domain.kinds import CultivationKind
from baixing_desktop.domain.marks import Marks
from baixing_desktop.domain.outcomes import Route
from baixing_desktop.domain.states import OfficeState, Role
from baixing_desktop.domain.together import Deed, Fate, Line, Settled, Together
from baixing_desktop.domain.units import Face
from baixing_desktop.usecases import (
    casework,
    curating,
    drafting,
    duplicates,
    gathering,
    marking,
    messages,
    outputs,
    together,
)
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.reading import find_clue, timeline
from baixing_desktop.work import Work
from tests.builders import SetClock, clue_content, colleague, new_home, open_home, refused
from tests.postgres import Cluster
from tests.sync.helpers import enrol_by_hand
from tests.usecases.conftest import SECOND_PASSPHRASE, carry

ROOT = Path(__file__).parents[2]
ACCEPT = Together(Deed.ACCEPT)


@pytest.fixture
def apart(office: Desk, received: tuple[str, ...]) -> tuple[str, ...]:
    """The three clues, of which a clerk said that they are not the same."""
    first, second, third = received
    for one, other in ((first, second), (first, third), (second, third)):
        duplicates.tell_apart(office, one, other)
    return received


def states(desk: Desk, *ids: str) -> list[OfficeState | None]:
    return [find_clue(desk, one).office_state for one in ids]


def foreseen(desk: Desk, what: Together, ids: tuple[str, ...]) -> tuple[Line, ...]:
    lines = together.foresee(desk, what, ids)
    assert [line.clue_id for line in lines] == list(ids)
    return lines


def done(desk: Desk, what: Together, ids: tuple[str, ...], work: Work | None = None) -> Settled:
    return together.do_together(desk, what, foreseen(desk, what, ids), work)[0]


def test_what_speaks_against_it_is_said_before_anything_is_written(
    office: Desk, workroom: Desk, second: Desk, tmp_path: Path
) -> None:
    enrol_by_hand(office, workroom)
    analysis = "沙园七街长约三百米，夜间照明不足，老人出门容易摔倒。"
    again = clue_content(title="沙园七街晚上太黑，请装路灯", analysis=analysis, suggestions="加装路灯，清理树枝。")
    other = clue_content(title="江边步道的座椅坏了", analysis="三张座椅断裂，游人无处休息。", suggestions="更换。")
    received = tuple(drafting.register_clue(workroom, each)[0].id for each in (again, clue_content(), other))
    carry(workroom, office, tmp_path)
    alike, taken, open_elsewhere = received
    casework.accept_clue(second, taken)
    lines = together.foresee(office, ACCEPT, received, elsewhere={open_elsewhere: "王审批（15:21 起）正打开着这一条"})
    assert [(line.may, line.will) for line in lines][::2] == [(True, "受理，编下一个正式编号")] * 2
    assert f"与 {find_clue(office, taken).number} 疑似同一件" in lines[0].held
    assert not lines[1].may
    assert lines[1].held == "现在是“已受理”（王审批 11-23 15:21 审核）"
    assert lines[2].held == "王审批（15:21 起）正打开着这一条"
    assert states(office, alike, open_elsewhere) == [OfficeState.RECEIVED] * 2, "looking writes nothing"
    messages.withdraw_clue(workroom, alike, "反映人要求撤回")
    carry(workroom, office, tmp_path)
    (line,) = together.foresee(office, ACCEPT, (alike,))
    assert (line.may, "已经撤回" in line.held) == (False, True)


def test_each_is_accepted_and_all_of_it_is_taken_back_but_what_somebody_touched(
    office: Desk, second: Desk, apart: tuple[str, ...]
) -> None:
    settled = done(office, ACCEPT, apart)
    assert [one.fate for one in settled.outcomes] == [Fate.DONE] * 3
    numbers = [find_clue(office, one).formal_number for one in apart]
    assert [one.words for one in settled.outcomes] == [f"已受理，正式编号 {number}" for number in numbers]
    again, _ = together.do_together(office, ACCEPT, [one.line for one in settled.outcomes])
    assert {one.fate for one in again.outcomes} == {Fate.FAILED}, "a second click does nothing twice"
    curating.retain_clue(second, apart[1], "留作参考。")
    back, _ = together.take_back_together(office, settled)
    assert [one.fate for one in back.outcomes] == [Fate.DONE, Fate.FAILED, Fate.DONE]
    assert back.outcomes[1].words == "刚在别处办过，没有改动"
    assert states(office, *apart) == [OfficeState.SCREENING, OfficeState.RETAINED, OfficeState.SCREENING]
    assert not back.undoable
    with office.store.reading() as tx:
        entries = tx.audit.found(AuditQuery(object_id=settled.id))
    acts = [(entry.action, entry.detail.get("batch")) for entry in reversed(entries)]
    assert acts == [("begin_together", None), *[("accept", settled.id)] * 3, ("end_together", None)]
    assert [entry.text for entry in timeline(office, apart[0])][-2:] == ["区办已受理", "区办重新审核"]


def test_the_other_decisions_of_screening(office: Desk, apart: tuple[str, ...]) -> None:
    for what, state in (
        (Together(Deed.RETAIN, "留作参考。"), OfficeState.RETAINED),
        (Together(Deed.DECLINE, "属于民事纠纷。", "可申请人民调解"), OfficeState.DECLINED),
    ):
        settled = done(office, what, apart[1:])
        assert states(office, *apart[1:]) == [state] * 2
        assert what.reason.rstrip("。") in timeline(office, apart[2])[-1].detail
        together.take_back_together(office, settled)
        assert states(office, *apart[1:]) == [OfficeState.SCREENING] * 2
    settled = done(office, Together(Deed.RETURN, "请写明具体路段。"), apart)
    assert states(office, *apart) == [OfficeState.RETURNED] * 3
    with pytest.raises(ValueError, match="not taken back"):
        together.take_back_together(office, settled)


def test_classified_together_with_marks_that_are_added_and_given_back(office: Desk, apart: tuple[str, ...]) -> None:
    for one in apart:
        casework.accept_clue(office, one)
    casework.classify_clue(office, apart[0], Route.DISTRICT_CORE)
    with office.store.writing() as tx:
        gathering.change_context(tx, apart[1], urgent=True)
    what = Together(Deed.CLASSIFY, route=Route.DISTRICT_GENERAL, marks=Marks(important=True))
    lines = foreseen(office, what, apart)
    assert [line.may for line in lines] == [False, True, True]
    assert lines[1].will == "分为“本区·一般”，加上重要"
    settled, _ = together.do_together(office, what, lines[1:])
    assert states(office, *apart) == [OfficeState.CLASSIFIED] * 3
    assert Marks.of(gathering.context_of(office, apart[1])) == Marks(important=True, urgent=True)
    together.take_back_together(office, settled)
    assert states(office, *apart) == [OfficeState.CLASSIFIED, OfficeState.ACCEPTED, OfficeState.ACCEPTED]
    assert Marks.of(gathering.context_of(office, apart[1])) == Marks(urgent=True)
    again, _ = together.do_together(office, what, foreseen(office, what, apart[1:]))
    assert [one.fate for one in again.outcomes] == [Fate.DONE] * 2, "without a reason, as if it were the first time"


def test_a_classification_on_which_a_letter_rests_is_not_taken_back(
    office: Desk, apart: tuple[str, ...], handler: str
) -> None:
    casework.accept_clue(office, apart[0])
    classified = done(office, Together(Deed.CLASSIFY, route=Route.DISTRICT_URGENT), apart[:1])
    what = Together(Deed.DRAFT, handler=handler, limited=True)
    lines = foreseen(office, what, apart[:2])
    assert [line.may for line in lines] == [True, False], "the second is not classified"
    assert lines[0].will == f"拟给{office.reference.unit_name(handler)}的转送函，请对方接办之日起 1 个月内答复"
    drafted, _ = together.do_together(office, what, lines[:1])
    back, _ = together.take_back_together(office, classified)
    assert back.outcomes[0].words == "不能撤回分类：已拟转送函"
    (again,) = together.foresee(office, what, apart[:1])
    assert not again.may, "one letter is enough"
    together.take_back_together(office, drafted)
    assert together.foresee(office, what, apart[:1])[0].may
    back, _ = together.take_back_together(office, classified)
    assert back.outcomes[0].words == "已撤销"


def test_marks_that_a_colleague_changed_since_are_not_overwritten(
    office: Desk, second: Desk, apart: tuple[str, ...]
) -> None:
    casework.accept_clue(office, apart[0])
    settled = done(office, Together(Deed.CLASSIFY, route=Route.DISTRICT_CORE, marks=Marks(urgent=True)), apart[:1])
    marking.change_marks(second, apart[0], Marks(important=True), was=Marks(urgent=True))
    back, _ = together.take_back_together(office, settled)
    assert back.outcomes[0].words == "刚在别处办过，没有改动"
    assert Marks.of(gathering.context_of(office, apart[0])) == Marks(important=True)


def test_a_classification_on_which_research_rests_is_not_taken_back(office: Desk, apart: tuple[str, ...]) -> None:
    casework.accept_clue(office, apart[0])
    settled = done(office, Together(Deed.CLASSIFY, route=Route.DISTRICT_CORE), apart[:1])
    entry, _ = outputs.log_research(office, apart[0], CultivationKind.RESEARCH, office.today(), "李委员", "看了现场。")
    back, _ = together.take_back_together(office, settled)
    assert back.outcomes[0].words == "不能撤回分类：已登记调研"
    outputs.take_back_research(office, entry)
    back, _ = together.take_back_together(office, settled)
    assert back.outcomes[0].words == "已撤销"


def test_who_stops_it_leaves_the_rest(office: Desk, apart: tuple[str, ...]) -> None:
    def tell(done: int, total: int, what: str) -> None:
        assert (total, what) == (3, "正在受理")
        if done == 1:
            work.cancel()

    work = Work(tell)
    settled = done(office, ACCEPT, apart, work)
    assert [one.fate for one in settled.outcomes] == [Fate.DONE, Fate.DONE, Fate.LEFT]
    assert states(office, apart[2]) == [OfficeState.RECEIVED]
    assert together.cut_off(office) is None, "it was stopped, not cut off"


def test_who_may(office: Desk, workroom: Desk) -> None:
    assert refused(lambda: together.do_together(workroom, ACCEPT, ())) == "WRONG_ROLE"
    triage = colleague(office, "李处理", SECOND_PASSPHRASE, post=Role.TRIAGE)
    assert not together.may_take_back(triage, Deed.DECLINE), "reconsidering is the office's"
    assert together.may_take_back(triage, Deed.ACCEPT)
    assert together.may_take_back(office, Deed.DECLINE)


def test_two_seats_with_overlapping_batches_settle_each_clue_once(
    tmp_path: Path, clock: SetClock, postgres: Cluster
) -> None:
    office = new_home(tmp_path / "office", Face.OFFICE, "HZZX", clock, database=postgres.new_database())
    workroom = new_home(tmp_path / "workroom", Face.WORKROOM, "SY", clock)
    enrol_by_hand(office, workroom)
    ids = tuple(drafting.register_clue(workroom, clue_content(number))[0].id for number in range(1, 6))
    carry(workroom, office, tmp_path)
    wang = colleague(office, "王审批", SECOND_PASSPHRASE, post=Role.OFFICE)
    plans = (foreseen(office, ACCEPT, ids[:4]), foreseen(wang, ACCEPT, ids[:1:-1]))

    def settle(desk: Desk, lines: tuple[Line, ...]) -> Settled:
        return together.do_together(desk, ACCEPT, lines)[0]

    with ThreadPoolExecutor(2) as both:
        results = list(both.map(settle, (office, wang), plans))
    settled = [one.line.clue_id for result in results for one in result.of(Fate.DONE)]
    assert sorted(settled) == sorted(ids), "each of them once, whoever was first"
    numbers = sorted(str(find_clue(office, one).formal_number) for one in ids)
    assert len(set(numbers)) == len(ids)
    office.close()
    workroom.close()


_SETTLING = """
import sys
from pathlib import Path
from baixing_desktop.domain.together import Deed, Together
from baixing_desktop.usecases import together
from baixing_desktop.work import Work
from tests.builders import open_home
desk = open_home(Path(sys.argv[1]))
accept = Together(Deed.ACCEPT)
lines = together.foresee(desk, accept, sys.argv[2:])
def tell(done, total, what):
    print(done, flush=True)
    if done == 2:
        sys.stdin.readline()
together.do_together(desk, accept, lines, Work(tell))
"""


def test_killed_in_the_middle_each_clue_is_whole_and_it_is_said_once(
    office: Desk, apart: tuple[str, ...], clock: SetClock
) -> None:
    home = office.home
    office.close()
    line = [sys.executable, "-c", _SETTLING, str(home), *apart]
    with subprocess.Popen(line, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as settling:
        assert settling.stdout is not None
        assert any(told == "2\n" for told in settling.stdout), "two are done, the third waits"
        settling.kill()
    desk = open_home(home, clock)
    assert states(desk, *apart) == [OfficeState.ACCEPTED, OfficeState.ACCEPTED, OfficeState.RECEIVED]
    found = together.cut_off(desk)
    assert found is not None
    assert (found.deed, found.of, found.done, found.taking_back) == (Deed.ACCEPT, 3, apart[:2], False)
    assert together.cut_off(desk) is None, "once is enough"
    desk.close()
