"""Two versions of one revision, or one after the acceptance: an answer of its own, both kept, the office decides."""

import json
import shutil
from collections.abc import Generator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from baixing_desktop.domain.batch import (
    GENESIS,
    NUMBER_TAKEN,
    EventType,
    ItemReceipt,
    ItemResult,
    StoredEvent,
    SubmittedClue,
)
from baixing_desktop.domain.clue import Consents
from baixing_desktop.domain.progress import Step
from baixing_desktop.domain.record import content_hash
from baixing_desktop.domain.rules.numbering import provisional_number
from baixing_desktop.domain.states import ClueState, OfficeState
from baixing_desktop.errors import IllegalActionError, InputError
from baixing_desktop.ids import new_id
from baixing_desktop.store.checks import faults
from baixing_desktop.usecases import casework, drafting, messages, reading, revisions
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.reading import timeline
from baixing_desktop.usecases.revisions import TWO_VERSIONS
from sync.batch import Outgoing, pack_batch
from sync.container import UP, read_single
from sync.log import Span, write_event
from sync.receive import receive, sender_of
from sync.session import envelope_to, require_contact
from tests.builders import SetClock, clue_content, open_home
from tests.proofs.tools.exchanges import enrol_anew, seal_as_later_release
from tests.sync.conftest import Pair
from tests.sync.helpers import clues_in, exchange_by_hand, register


@dataclass(frozen=True)
class Copies(Pair):
    """An office, and two copies of a workroom whose returned clue both of them mended, each in its own way."""

    clone: Desk
    clue: str


@pytest.fixture
def copies(pair: Pair, tmp_path: Path, clock: SetClock) -> Generator[Copies]:
    clue, *_ = register(pair.workroom, 1)
    exchange_by_hand(pair.office, pair.workroom)
    casework.return_clue(pair.office, clue.id, "请补充地点")
    exchange_by_hand(pair.office, pair.workroom)
    shutil.copytree(pair.workroom.home, tmp_path / "clone")
    clone = open_home(tmp_path / "clone", clock)
    mend(pair.workroom, clue.id, "在南门路口。")
    mend(clone, clue.id, "在北门路口。")
    exchange_by_hand(pair.office, pair.workroom)
    yield Copies(pair.office, pair.workroom, clone, clue.id)
    clone.close()


def mend(desk: Desk, clue_id: str, analysis: str, **changes: object) -> None:
    drafting.reopen_draft(desk, clue_id)
    drafting.register_clue(desk, clue_content(1, analysis=analysis, **changes), clue_id=clue_id)


def arrive(copies: Copies) -> ItemReceipt:
    """The other copy comes anew and sends; its last answer about a clue."""
    enrol_anew(copies.office, copies.clone)
    exchange_by_hand(copies.office, copies.clone)
    with copies.clone.store.reading() as tx:
        return [one for one in tx.outbox.answers(tx.system.installation().epoch) if one.clue_id == copies.clue][-1]


def test_after_the_acceptance_both_versions_are_kept_and_the_workroom_is_told(copies: Copies) -> None:
    casework.accept_clue(copies.office, copies.clue)
    before = clues_in(copies.office)[copies.clue]
    answer = arrive(copies)
    assert (answer.result, answer.reason) == (ItemResult.ACCEPTED, TWO_VERSIONS)
    assert clues_in(copies.office)[copies.clue] == before
    (versions,) = revisions.open_revisions(copies.office)
    assert "在南门路口。" in versions.ours
    assert "在北门路口。" in versions.theirs
    assert versions.number == before.formal_number
    assert not versions.contact_changed
    assert clues_in(copies.clone)[copies.clue].workroom_state is ClueState.ACKNOWLEDGED
    enrol_anew(copies.office, copies.clone)
    exchange_by_hand(copies.office, copies.clone)
    assert len(revisions.open_revisions(copies.office)) == 1, "sent again it is the same one"


def test_two_texts_of_one_revision_are_never_taken_for_the_same(copies: Copies) -> None:
    """Before the acceptance too: the second one used to be answered as here already."""
    assert arrive(copies).reason == TWO_VERSIONS
    assert clues_in(copies.office)[copies.clue].content.analysis == "在南门路口。"
    assert len(revisions.open_revisions(copies.office)) == 1


def test_the_adopted_one_stands_and_the_citizen_s_word_on_consents_too(copies: Copies) -> None:
    casework.accept_clue(copies.office, copies.clue)
    messages.change_consents(copies.workroom, copies.clue, Consents(collect=True))
    exchange_by_hand(copies.office, copies.workroom)
    arrive(copies)
    adopted, _ = revisions.adopt_revision(copies.office, copies.clue, 2)
    assert adopted.content.analysis == "在北门路口。"
    assert not adopted.content.consents.handover
    assert (adopted.office_state, adopted.revision) == (OfficeState.ACCEPTED, 3)
    with copies.office.store.reading() as tx:
        kept = [tx.clues.revision(copies.clue, number) for number in (2, 3)]
    assert [one[0].analysis for one in kept if one] == ["在南门路口。", "在北门路口。"]
    assert revisions.open_revisions(copies.office) == ()
    exchange_by_hand(copies.office, copies.clone)
    with copies.clone.store.reading() as tx:
        last = tx.news.of_clue(copies.clue)[-1]
    assert (last.step, last.state, last.reason) == (Step.RECEIVED_AGAIN, OfficeState.ACCEPTED, "已采用修改稿")
    assert any("区办已处理修改稿" in line.text for line in timeline(copies.clone, copies.clue))
    assert reading.find_clue(copies.clone, copies.clue).office_state is OfficeState.ACCEPTED


def test_the_declined_one_changes_nothing_and_is_decided_once(copies: Copies) -> None:
    casework.accept_clue(copies.office, copies.clue)
    before = clues_in(copies.office)[copies.clue]
    arrive(copies)
    with pytest.raises(InputError):
        revisions.decline_revision(copies.office, copies.clue, 2, " ")
    revisions.decline_revision(copies.office, copies.clue, 2, "现稿已据此转办")
    assert clues_in(copies.office)[copies.clue] == before
    for again in (
        lambda: revisions.decline_revision(copies.office, copies.clue, 2, "再说一次"),
        lambda: revisions.adopt_revision(copies.office, copies.clue, 2),
    ):
        with pytest.raises(IllegalActionError):
            again()


def test_what_was_declined_or_withdrawn_is_not_revised(copies: Copies) -> None:
    messages.withdraw_clue(copies.workroom, copies.clue, "反映人撤回")
    exchange_by_hand(copies.office, copies.workroom)
    answer = arrive(copies)
    assert (answer.result, answer.reason) == (ItemResult.REJECTED, "这条线索已撤回，修改请以新线索报送")
    assert revisions.open_revisions(copies.office) == ()


def test_a_revision_with_another_person_says_so_and_shows_nobody(copies: Copies) -> None:
    casework.accept_clue(copies.office, copies.clue)
    person = replace(clue_content().contributor, name="张䶮", phone="13800000009", anonymous=False)
    mend(copies.clone, copies.clue, "在北门路口。", contributor=person)
    arrive(copies)
    (versions,) = revisions.open_revisions(copies.office)
    assert versions.contact_changed
    assert "张䶮" not in versions.theirs
    assert "13800000009" not in versions.theirs


def test_a_clue_of_a_later_minor_form_is_taken_in_and_its_event_kept_whole(pair: Pair) -> None:
    clue, *_ = register(pair.workroom, 1)
    seal_as_later_release(pair.workroom, content=True)
    exchange_by_hand(pair.office, pair.workroom)
    there = clues_in(pair.office)[clue.id]
    assert there.content == clue.content
    with pair.office.store.reading() as tx:
        (data,) = tx.connection.exec_driver_sql("SELECT data FROM inbound_event").scalars()
        assert faults(tx.connection) == ()
    assert "以后的栏目".encode() in data
    assert there.content_hash == json.loads(data)["body"]["content_hash"]


def test_events_of_one_batch_know_of_each_other(pair: Pair) -> None:
    """A revision that comes along with its first form, and a number that two clues of the batch want."""
    me, now = pair.workroom.installation, pair.workroom.now()
    first, other = new_id(), new_id()
    number = provisional_number(me.unit, now.year, me.device_code, 1)
    events: list[StoredEvent] = []
    for seq, (clue_id, revision) in enumerate(((first, 1), (other, 1), (first, 2)), start=1):
        content = clue_content(seq)
        clue = SubmittedClue(clue_id, me.unit, number, revision, content, content_hash(content), "李敏", now)
        kind = EventType.SUBMIT if revision == 1 else EventType.REVISE
        prev = events[-1].hash if events else GENESIS
        event = write_event(
            clue, type=kind, device=me.device_id, epoch=me.epoch, seq=seq, prev=prev, at=now, actor="李敏"
        )
        events.append(event)
    span = Span(me.device_id, me.epoch, 1, 3, GENESIS, events[-1].hash)
    outgoing = Outgoing(new_id(), span, tuple(events), (), (0, GENESIS))
    request = read_single(pack_batch(outgoing, envelope_to(pair.workroom, require_contact(pair.workroom))), UP)
    for _ in range(2):
        answer = receive(pair.office, sender_of(pair.office, request), request, carrier="https", news=1)
        said = [(item.result, item.reason) for item in answer.receipt.items]
        assert said == [(ItemResult.ACCEPTED, None), (ItemResult.REJECTED, NUMBER_TAKEN), (ItemResult.ACCEPTED, None)]
        assert [(clue.id, clue.revision) for clue in clues_in(pair.office).values()] == [(first, 2)]
