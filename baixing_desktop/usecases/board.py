"""公告: what the office prescribes or calls for reaches every workroom, which goes by it: topics, the monthly quota,
the idle time, and who can be on duty (seed 八(一)1-2, 八(二); safety D3).
"""

import json
from collections.abc import Collection
from dataclasses import replace

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.board import IDLE_CHOICES, MONTH_QUOTAS, NONE, Board, board_from_record, board_of
from baixing_desktop.domain.gathering import ClueContext, Session, Topic
from baixing_desktop.domain.kinds import QuotaBasis
from baixing_desktop.domain.organisation import Member
from baixing_desktop.domain.rules.quotas import QuotaPolicy
from baixing_desktop.domain.units import Face
from baixing_desktop.errors import InputError
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.desk import Desk, note, require_face
from baixing_desktop.usecases.permissions import intention

QUOTA_SETTING = "month_quota"
BASIS_SETTING = "quota_basis"
IDLE_SETTING = "idle_minutes"
_BOARD_SETTING = "board"


def policy_in(tx: Transaction) -> QuotaPolicy:
    """The figures that hold here: the office's own, or those that a workroom heard of; the seed's until then."""
    board, own, basis = _held(tx), tx.settings.value(QUOTA_SETTING), tx.settings.value(BASIS_SETTING)
    if board is not None:
        return QuotaPolicy(workroom_per_month=board.month_quota)
    stated = QuotaPolicy(basis=QuotaBasis(basis)) if basis else QuotaPolicy()
    return replace(stated, workroom_per_month=int(own)) if own else stated


def members_told(tx: Transaction) -> tuple[str, ...]:
    """In a workroom: the names of the members in office, as the office told them last."""
    board = _held(tx)
    return board.members if board is not None else ()


def longest_idle_in(tx: Transaction) -> int:
    """The most minutes without a touch that may pass here before the window locks: the office may prescribe less."""
    board = _held(tx)
    return board.idle_minutes if board is not None and board.idle_minutes is not None else IDLE_CHOICES[-1]


@intention
def set_month_quota(desk: Desk, clues: int) -> tuple[int, Changes]:
    """How many clues a month are asked of every workroom (seed 八(二): 2); returns what it was. It blocks nothing.

    Raises:
        InputError: ``WRONG_ROLE``: this is no office; ``INPUT_INVALID``.
    """
    if clues not in MONTH_QUOTAS:
        raise InputError("INPUT_INVALID", field="每月条数", reason=f"可以是 0 到 {MONTH_QUOTAS[-1]}")
    with desk.store.writing() as tx:
        require_face(tx.system.installation(), Face.OFFICE)
        before = policy_in(tx).workroom_per_month
        tx.settings.put(QUOTA_SETTING, str(clues), desk.now(), desk.actor.name)
        note(desk, tx, "set_month_quota", "setting", QUOTA_SETTING, before=before, after=clues)
    return before, Changes.of(Kind.QUOTA, QUOTA_SETTING) | Changes.of(Kind.SETTING, QUOTA_SETTING)


@intention
def set_quota_basis(desk: Desk, basis: QuotaBasis) -> tuple[QuotaBasis, Changes]:
    """Read 每年收集报送不少于2条 (seed 八(二)) as asked of every member, or of a committee as a whole (domain decision
    3); returns what it was. It blocks nothing.

    Raises:
        InputError: ``WRONG_ROLE``: this is no office.
    """
    with desk.store.writing() as tx:
        require_face(tx.system.installation(), Face.OFFICE)
        before = policy_in(tx).basis
        tx.settings.put(BASIS_SETTING, basis.value, desk.now(), desk.actor.name)
        note(desk, tx, "set_quota_basis", "setting", BASIS_SETTING, before=before.value, after=basis.value)
    return before, Changes.of(Kind.QUOTA, BASIS_SETTING) | Changes.of(Kind.SETTING, BASIS_SETTING)


@intention
def board_for(desk: Desk, held: str) -> Board | None:
    """What to send to a workroom that has the board with the hash ``held``; None when it has this one."""
    with desk.store.reading() as tx:
        idle = tx.settings.value(IDLE_SETTING)
        quota = policy_in(tx).workroom_per_month
        today = desk.today()
        members = [one.name for one in tx.of(Member).where(order="name") if one.serves_on(today)]
        board = board_of(tx.of(Topic).where(), quota, int(idle) if idle else None, members)
    return board if board.digest != held else None


@intention
def board_held(desk: Desk) -> str:
    """The hash of the board here."""
    with desk.store.reading() as tx:
        held = _held(tx)
    return held.digest if held else NONE


@intention
def take_board(desk: Desk, board: Board) -> Changes:
    """In a workroom: go by what the office lets know; the same again changes nothing."""
    with desk.store.writing() as tx:
        require_face(tx.system.installation(), Face.WORKROOM)
        held = _held(tx)
        if held is not None and held.record == board.record:
            return Changes()
        ids = {topic.id for topic in board.topics}
        touched = [topic.id for topic in board.topics if _take_topic(tx, topic, ids)]
        tx.settings.put(_BOARD_SETTING, board.record.decode(), desk.now(), desk.actor.name)
        note(desk, tx, "take_board", "setting", _BOARD_SETTING, topics=len(touched), quota=board.month_quota)
    told = Changes.of(Kind.QUOTA, QUOTA_SETTING) | Changes.of(Kind.SETTING, IDLE_SETTING)
    if (held.members if held else ()) != board.members:
        told |= Changes.of(Kind.ROSTER, _BOARD_SETTING)
    return Changes.of(Kind.TOPIC, *touched) | told


def _held(tx: Transaction) -> Board | None:
    text = tx.settings.value(_BOARD_SETTING)
    return board_from_record(json.loads(text)) if text else None


def _take_topic(tx: Transaction, told: Topic, ids: Collection[str]) -> bool:
    """Write a topic as the office has it (``ids`` are all that it has); whether that was news."""
    repo = tx.of(Topic)
    known = next(iter(repo.where(id=told.id)), None)
    if known is not None and replace(told, version=known.version) == known:
        return False
    aside = [_put_aside(tx, other) for other in repo.where(year=told.year, title=told.title) if other.id != told.id]
    if known is None:
        repo.add(told)
    else:
        repo.save(replace(told, version=known.version + 1))
    for other in aside:
        if other.id not in ids:
            _become(tx, other, told)
    return True


def _put_aside(tx: Transaction, topic: Topic) -> Topic:
    """Free the title: another topic bears it from now on."""
    aside = replace(topic, title=f"{topic.title}（{topic.id[:8]}）", version=topic.version + 1)
    tx.of(Topic).save(aside)
    return aside


def _become(tx: Transaction, own: Topic, told: Topic) -> None:
    """The same subject was written down here before the office published it: all that belonged to it belongs there."""
    for context in tx.of(ClueContext).where(topic_id=own.id):
        tx.of(ClueContext).save(replace(context, topic_id=told.id, version=context.version + 1))
    for session in tx.of(Session).where(topic_id=own.id):
        tx.of(Session).save(replace(session, topic_id=told.id, version=session.version + 1))
    tx.of(Topic).remove(own)
