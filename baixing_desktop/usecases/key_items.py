"""重点提案: a candidate is confirmed by a meeting, supervised by a leader and reported (seed 九(二)4; SM6).

Every act raises, besides what it names:
    IllegalActionError: the table has no such row, or something is not given.
    InputError: ``INPUT_INVALID``: a day is in the future or before the step before.
    NotFoundError: no such item or proposal.
"""

from dataclasses import dataclass, replace
from datetime import date

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.proposals import Proposal
from baixing_desktop.domain.states import Action, KeyItemState, Need, ProposalState, SupervisionState
from baixing_desktop.domain.supervision import KeyItem, Supervision
from baixing_desktop.domain.text import clean_text, one_line
from baixing_desktop.domain.workflow import KEY_ITEM, SUPERVISION
from baixing_desktop.errors import ConflictError, IllegalActionError
from baixing_desktop.ids import new_id
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.days import not_after, not_before
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.officework import given_text
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.usecases.supervised import Matter, matters_of, proposal_number, require_in_force
from baixing_desktop.usecases.supervising import Held, filled

_OVER = frozenset({KeyItemState.REPORTED, KeyItemState.DROPPED})
_FILED = (ProposalState.FILED, ProposalState.ASSIGNED)


@dataclass(frozen=True, slots=True)
class KeyItemView:
    """A key item, its proposal, and how often its leader supervised it."""

    item: KeyItem
    matter: Matter
    supervised: tuple[Supervision, ...]


@intention
def key_items(desk: Desk, *, over: bool = False) -> tuple[KeyItemView, ...]:
    """Candidates and key items under way; or those reported or dropped, the latest first."""
    with desk.store.reading() as tx:
        states = [state for state in KeyItemState if (state in _OVER) is over]
        items = tx.of(KeyItem).where(state=states, order="-proposed_on" if over else "proposed_on")
        _, matters = matters_of(tx, (), [item.proposal_id for item in items])
        acts = list(tx.of(Supervision).of_many("key_item_id", [item.id for item in items], order="held_on"))
    return tuple(
        KeyItemView(item, matters[item.proposal_id], tuple(act for act in acts if act.key_item_id == item.id))
        for item in items
    )


@intention
def may_become_key(desk: Desk, year: int) -> tuple[tuple[str, str], ...]:
    """Identity and name of the proposals that are filed and not yet a candidate of ``year``."""
    with desk.store.reading() as tx:
        taken = {item.proposal_id for item in tx.of(KeyItem).where(year=year)}
        filed = tx.of(Proposal).where(state=_FILED, order="-drafted_on")
    return tuple(
        (one.id, "　".join(filter(None, (proposal_number(one), one.title)))) for one in filed if one.id not in taken
    )


@intention
def propose_key_item(desk: Desk, proposal_id: str, year: int, on: date, grounds: str = "") -> tuple[KeyItem, Changes]:
    """列为备选件 of a year.

    Raises:
        IllegalActionError: ``ACTION_BARRED``: not filed, or a candidate of that year already.
    """
    with desk.store.writing() as tx:
        require_in_force(tx.of(Proposal).get(proposal_id), "列为备选")
        if tx.of(KeyItem).count(proposal_id=proposal_id, year=year):
            raise IllegalActionError(
                "ACTION_BARRED", action="列为备选", reason=f"这件提案已列入 {year} 年", todo="请在名单里查看"
            )
        not_after(on, desk.today(), "提出日期")
        item = KeyItem(
            new_id(), proposal_id, year, KEY_ITEM.begin(KeyItemState.CANDIDATE), on, clean_text(grounds).strip()
        )
        tx.of(KeyItem).add(item)
        note(desk, tx, "propose_key_item", Kind.KEY_ITEM, item.id, proposal=proposal_id, year=year)
    return item, Changes.of(Kind.KEY_ITEM, item.id)


@intention
def confirm_key_item(desk: Desk, item_id: str, leader: str, meeting: str, on: date) -> tuple[KeyItem, Changes]:
    """列为重点提案: by which meeting, and which leader supervises it."""
    leader, meeting = one_line(clean_text(leader)), one_line(clean_text(meeting))
    given = {need for need, words in ((Need.LEADER, leader), (Need.MEETING, meeting)) if words}
    return _moved(
        desk,
        item_id,
        Action.CONFIRM,
        frozenset(given | {Need.DATE}),
        on,
        leader=leader,
        meeting=meeting,
        confirmed_on=on,
    )


@intention
def drop_key_item(desk: Desk, item_id: str, reason: str) -> tuple[KeyItem, Changes]:
    """移出备选."""
    reason, given = given_text(reason, Need.REASON)
    return _moved(desk, item_id, Action.DROP, given, desk.today(), reason=reason)


@intention
def supervise_key_item(desk: Desk, item_id: str, held: Held) -> tuple[Supervision, Changes]:
    """登记领导督办: an act of supervision of its own, which can be followed up like any other."""
    with desk.store.writing() as tx:
        found = tx.of(KeyItem).get(item_id)
        given = {Need.DATE, Need.FINDINGS} if held.findings.strip() else {Need.DATE}
        state = KEY_ITEM.advance(found.state, Action.SUPERVISE, desk.role, frozenset(given))
        not_before(held.held_on, found.confirmed_on, "督办日期")
        title = tx.of(Proposal).get(found.proposal_id).title
        planned = Supervision(
            new_id(),
            SUPERVISION.begin(SupervisionState.PLANNED),
            held.held_on,
            title,
            proposal_id=found.proposal_id,
            key_item_id=found.id,
        )
        act = replace(filled(desk, tx, planned, held), version=planned.version)
        tx.of(Supervision).add(act)
        tx.of(KeyItem).save(replace(found, state=state, version=found.version + 1))
        note(desk, tx, Action.SUPERVISE, Kind.KEY_ITEM, found.id, supervision=act.id)
    return act, Changes.of(Kind.KEY_ITEM, found.id) | Changes.of(Kind.SUPERVISION, act.id)


@intention
def report_key_item(desk: Desk, item_id: str, on: date, report: str = "") -> tuple[KeyItem, Changes]:
    """登记报送: the result was reported; ``report`` says to whom or in what."""
    words = clean_text(report).strip()
    return _moved(desk, item_id, Action.REPORT, frozenset({Need.DATE}), on, reported_on=on, report=words)


@intention
def take_back_key_item(desk: Desk, item_id: str, *, version: int) -> tuple[KeyItem, Changes]:
    """撤回上一步登记: the report, the last leader's supervision, the meeting's decision, the dropping; of a candidate
    that it is one at all (decision 0048).

    Raises:
        IllegalActionError: ``ACTION_BARRED``: the leader's supervision was followed up since; else the table has no
            such row.
        ConflictError: ``CHANGED_MEANWHILE``.
    """
    with desk.store.writing() as tx:
        found = tx.of(KeyItem).get(item_id)
        if found.version != version:
            raise ConflictError("CHANGED_MEANWHILE", current=found)
        if found.state is KeyItemState.CANDIDATE:
            tx.of(KeyItem).remove(found)
            note(desk, tx, Action.TAKE_BACK, Kind.KEY_ITEM, found.id, was=found.state.value, state="")
            return found, Changes.of(Kind.KEY_ITEM, found.id)
        if found.state is KeyItemState.SUPERVISED:
            act = tx.of(Supervision).where(key_item_id=found.id, order="-held_on", limit=1)[0]
            return _unsupervised(desk, tx, found, act)
        before = _before(found)
        state = KEY_ITEM.advance(found.state, Action.TAKE_BACK, desk.role, target=before.state)
        item = replace(before, state=state, version=found.version + 1)
        tx.of(KeyItem).save(item)
        note(desk, tx, Action.TAKE_BACK, Kind.KEY_ITEM, item.id, was=found.state.value, state=state.value)
    return item, Changes.of(Kind.KEY_ITEM, item.id)


@intention
def take_back_key_supervision(desk: Desk, act: Supervision) -> tuple[KeyItem, Changes]:
    """Take back :func:`supervise_key_item`: exactly this act, as long as nothing followed from it.

    Raises:
        IllegalActionError: ``ACTION_BARRED``: it was followed up.
        ConflictError: ``CHANGED_MEANWHILE``: the item was reported since, or the act is not what it was.
    """
    with desk.store.writing() as tx:
        found = tx.of(Supervision).find(act.id)
        item = tx.of(KeyItem).get(act.key_item_id or "")
        if found is None or item.state is not KeyItemState.SUPERVISED:
            raise ConflictError("CHANGED_MEANWHILE", current=item)
        return _unsupervised(desk, tx, item, act)


def _unsupervised(desk: Desk, tx: Transaction, item: KeyItem, act: Supervision) -> tuple[KeyItem, Changes]:
    if tx.of(Supervision).get(act.id).state is not SupervisionState.HELD:
        raise IllegalActionError(
            "ACTION_BARRED",
            action="撤回领导督办",
            reason="这次督办已登记跟进情况",
            todo="请先在“督办中”撤回跟进情况，已完成的在“已结束”里撤回",
        )
    left = tx.of(Supervision).count(key_item_id=item.id) > 1
    before = KeyItemState.SUPERVISED if left else KeyItemState.CONFIRMED
    state = KEY_ITEM.advance(item.state, Action.TAKE_BACK, desk.role, target=before)
    tx.of(Supervision).remove(act)
    kept = replace(item, state=state, version=item.version + 1)
    tx.of(KeyItem).save(kept)
    note(desk, tx, Action.TAKE_BACK, Kind.KEY_ITEM, kept.id, supervision=act.id, state=state.value)
    return kept, Changes.of(Kind.KEY_ITEM, kept.id) | Changes.of(Kind.SUPERVISION, act.id)


def _before(item: KeyItem) -> KeyItem:
    match item.state:
        case KeyItemState.REPORTED:
            return replace(item, state=KeyItemState.SUPERVISED, reported_on=None, report="")
        case KeyItemState.CONFIRMED:
            return replace(item, state=KeyItemState.CANDIDATE, leader="", meeting="", confirmed_on=None)
        case _:
            return replace(item, state=KeyItemState.CANDIDATE, reason="")


def _moved(
    desk: Desk, item_id: str, action: Action, given: frozenset[Need], on: date, **changed: object
) -> tuple[KeyItem, Changes]:
    with desk.store.writing() as tx:
        found = tx.of(KeyItem).get(item_id)
        state = KEY_ITEM.advance(found.state, action, desk.role, given)
        not_before(on, found.confirmed_on or found.proposed_on, "日期")
        not_after(on, desk.today(), "日期")
        item = replace(found, state=state, version=found.version + 1, **changed)  # pyright: ignore[reportArgumentType] - fields of KeyItem
        tx.of(KeyItem).save(item)
        note(desk, tx, action, Kind.KEY_ITEM, item.id, state=state.value)
    return item, Changes.of(Kind.KEY_ITEM, item.id)
