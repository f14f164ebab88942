"""The trail: nobody changes it, every single change is found, its end cannot be cut off unnoticed (D6, D7, R20)."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from baixing_desktop.domain.audit import AuditEntry, AuditQuery, audit_hash, first_fault
from baixing_desktop.domain.batch import GENESIS
from baixing_desktop.domain.people import Actor, Confirmation
from baixing_desktop.domain.states import Role
from baixing_desktop.errors import StoreError
from baixing_desktop.usecases import auditing, reference
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import register_clue
from baixing_desktop.usecases.people import set_policy
from tests.builders import SetClock, clue_content, colleague, refused, with_own_passphrase

OWN, LATER = "骑楼街上的云吞面B8", "早茶铺里的虾饺王C9"


@pytest.fixture
def auditor(workroom: Desk) -> Desk:
    """The audit administrator at a desk where some work was done."""
    for number in range(3):
        register_clue(workroom, clue_content(number))
    return replace(workroom, actor=Actor("auditor", "郑审计", None, Role.AUDIT_ADMIN))


def chain(length: int, clock: SetClock) -> list[AuditEntry]:
    entries: list[AuditEntry] = []
    for seq in range(1, length + 1):
        prev = entries[-1].hash if entries else GENESIS
        entry = AuditEntry(seq, clock.now(), "李", "liaison", "save", "clue", f"c{seq}", {"n": seq}, prev, actor_id="p")
        entries.append(replace(entry, hash=audit_hash(entry)))
    return entries


CHAIN = chain(12, SetClock())


@settings(max_examples=300)
@given(st.data())
def test_every_single_change_is_found(data: st.DataObject) -> None:
    entries = list(CHAIN)
    place = data.draw(st.integers(0, len(entries) - 1))
    kind = data.draw(st.sampled_from(["change", "delete", "insert", "swap"]))
    if kind == "change":
        field = data.draw(st.sampled_from(["actor", "role", "action", "kind", "object_id", "actor_id", "hash", "prev"]))
        entries[place] = replace(entries[place], **{field: "x"})
    elif kind == "delete":
        if place == len(entries) - 1:
            return  # a cut at the end is found by a head that was printed before
        del entries[place]
    elif kind == "insert":
        entries.insert(place, replace(entries[place], seq=entries[place].seq))
    else:
        other = (place + 1) % len(entries)
        entries[place], entries[other] = entries[other], entries[place]
    assert first_fault(entries) is not None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET actor = 'x' WHERE seq = 2",
        "DELETE FROM audit WHERE seq = 2",
        "DELETE FROM audit",
        "INSERT INTO audit SELECT * FROM audit WHERE seq = 1",
    ],
)
def test_the_database_refuses_to_change_the_trail(auditor: Desk, statement: str) -> None:
    with pytest.raises(StoreError), auditor.store.writing() as tx:
        tx.connection.execute(text(statement))
    assert auditing.verify(auditor).sound


def test_what_was_changed_behind_the_databases_back_is_named(auditor: Desk) -> None:
    with auditor.store.writing() as tx:
        tx.connection.execute(text("DROP TRIGGER audit_never_changes"))
        tx.connection.execute(text("UPDATE audit SET object_id = 'x' WHERE seq = 3"))
    verdict = auditing.verify(auditor)
    assert (verdict.sound, verdict.fault) == (False, 3)
    assert "第 3 条" in verdict.why


def test_a_printed_head_finds_a_cut_end_and_a_rewritten_trail(auditor: Desk, tmp_path: Path) -> None:
    head = auditing.head(auditor)
    known = auditing.read_head(auditing.written(head).lower(), auditor)
    end = auditing.export(auditor, tmp_path / "trail.jsonl")
    exported = auditing.read_head((tmp_path / "trail.jsonl").read_text(encoding="utf-8"), auditor)
    assert (exported.seq, end.hash.startswith(exported.hash)) == (end.seq, True)
    assert auditing.verify(auditor, known).sound
    assert auditing.verify(auditor, exported).sound
    with auditor.store.writing() as tx:
        tx.connection.execute(text("DROP TRIGGER audit_never_deleted"))
        tx.connection.execute(text("DELETE FROM audit WHERE seq >= :seq"), {"seq": head.seq})
    assert auditing.verify(auditor).sound, "the chain alone cannot know"
    assert "末尾被删过" in auditing.verify(auditor, known).why
    for number in range(5):
        register_clue(replace(auditor, actor=Actor("x", "李", Role.LIAISON)), clue_content(number))
    assert "被改写过" in auditing.verify(auditor, known).why


@pytest.mark.parametrize("given_text", ["", "BXA1-x", "{}", "BXA1-12-zz", "第一行\n第二行"])
def test_what_is_no_head_is_refused(auditor: Desk, given_text: str) -> None:
    assert refused(lambda: auditing.read_head(given_text, auditor)) == "INPUT_INVALID"


def test_an_entry_says_who_in_what_role_on_which_device_and_how_it_ended(auditor: Desk) -> None:
    entries = {entry.action: entry for entry in auditing.trail(auditor, AuditQuery())}
    entry = entries["register"]
    assert (entry.actor, entry.role, entry.result) == ("测试员", "liaison+system", "done")
    assert entry.device == auditor.installation.device_id
    assert entry.device_time
    assert "张䶮" not in str(entry.detail)
    newest = auditing.trail(auditor, AuditQuery(limit=1))
    assert newest[0].action == "read_audit"


def test_business_staff_read_nothing_and_auditors_change_nothing(workroom: Desk, auditor: Desk) -> None:
    assert refused(lambda: auditing.trail(workroom, AuditQuery())) == "ACTION_NOT_ALLOWED"
    assert refused(lambda: register_clue(auditor, clue_content())) == "ACTION_NOT_ALLOWED"


def jumps(desk: Desk) -> list[object]:
    """By how many seconds the trail says that the clock was set."""
    with desk.store.reading() as tx:
        return [entry.detail["seconds"] for entry in tx.audit.all() if entry.action == "time_jump"]


def test_a_clock_that_was_set_stands_in_the_trail(workroom: Desk, clock: SetClock) -> None:
    clock.jump(days=-3)
    register_clue(workroom, clue_content(1))
    clock.jump(hours=2)
    clock.forward(hours=1)
    register_clue(workroom, clue_content(2))
    clock.jump(minutes=4)
    register_clue(workroom, clue_content(3))
    assert jumps(workroom) == [-3 * 86400, 2 * 3600]


def test_time_that_passed_is_no_jump(workroom: Desk, clock: SetClock) -> None:
    clock.forward(days=40)
    register_clue(workroom, clue_content())
    assert jumps(workroom) == []


def test_what_is_old_enough_is_archived_by_two(auditor: Desk, workroom: Desk, clock: SetClock, tmp_path: Path) -> None:
    colleague(workroom, "王强", OWN, post=Role.LIAISON)
    path = tmp_path / "old.jsonl"
    assert refused(lambda: auditing.archive(auditor, path, Confirmation("王强", OWN))) == "AUDIT_NOTHING_OLD"
    before = auditing.head(auditor)
    clock.forward(days=3 * 365 + 1)
    with_own_passphrase(workroom, "王强", OWN, LATER)
    assert auditing.archive(auditor, path, Confirmation("王强", LATER)) == before.seq
    assert len(path.read_text(encoding="utf-8").splitlines()) > before.seq
    verdict = auditing.verify(auditor, before)
    assert verdict.sound
    assert verdict.floor == before.seq, "what is newer stays"
    register_clue(workroom_after(auditor), clue_content(9))
    assert auditing.verify(auditor).sound


def test_how_long_the_trail_is_kept_is_set_and_never_under_half_a_year(
    office: Desk, clock: SetClock, tmp_path: Path
) -> None:
    colleague(office, "王强", OWN, post=Role.OFFICE)
    auditor = replace(office, actor=Actor("auditor", "郑审计", None, Role.AUDIT_ADMIN))

    def archived() -> int:
        return auditing.archive(auditor, tmp_path / "old.jsonl", Confirmation("王强", OWN))

    reference.edit_entry(office, "retention", "AUDIT", {"years": 0, "days": 30}, "试行")
    clock.forward(days=80)
    assert refused(archived) == "AUDIT_NOTHING_OLD", "thirty days are less than the law asks for"
    reference.edit_entry(office, "retention", "AUDIT", {"years": 1, "days": 0}, "改为一年")
    set_policy(office, "nist")
    clock.forward(days=120)
    assert refused(archived) == "AUDIT_NOTHING_OLD"
    reference.edit_entry(office, "retention", "AUDIT", {"years": 0, "days": 190}, "改为半年多")
    assert archived() > 0
    assert auditing.verify(auditor).sound


def workroom_after(desk: Desk) -> Desk:
    return replace(desk, actor=Actor("x", "李", Role.LIAISON))
