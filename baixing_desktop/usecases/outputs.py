"""中心工作 and its outputs: committees research a clue and make something of it (seed 八(三)1, 九(三)3).

Every act raises, besides what it names:
    IllegalActionError: the clue is withdrawn, or its state or route does not allow it.
    InputError: ``INPUT_INVALID``: a day is in the future or before the step before; ``INPUT_MISSING``.
    NotFoundError: no such clue or output.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.gathering import Consultation
from baixing_desktop.domain.kinds import CultivationKind, OutputKind
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.lists import ClueQuery, ClueSummary
from baixing_desktop.domain.outcomes import Route
from baixing_desktop.domain.outputs import CityReport, Output
from baixing_desktop.domain.proposals import Cultivation, Proposal, ProposalClue
from baixing_desktop.domain.rules.incentives import Adopted, Adoption
from baixing_desktop.domain.rules.routing import own_outputs
from baixing_desktop.domain.states import Action, OfficeState, ProposalState
from baixing_desktop.domain.text import clean_text, one_line
from baixing_desktop.domain.units import UnitKind
from baixing_desktop.domain.workflow import CLUE_IN_OFFICE
from baixing_desktop.errors import ConflictError, IllegalActionError, InputError
from baixing_desktop.ids import new_id
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.answers import contributing
from baixing_desktop.usecases.days import not_after, not_before
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.encouraging import adoption_gone
from baixing_desktop.usecases.officework import office_clue, save_clue, state_of
from baixing_desktop.usecases.permissions import intention

_AT_WORK = (OfficeState.CLASSIFIED, OfficeState.ROUTED)
_ASSIGNED = (ProposalState.ASSIGNED, ProposalState.CONCLUDED)


@dataclass(frozen=True, slots=True)
class OutputView:
    """An output with the clue it was made of."""

    output: Output
    clue: ClueSummary


@dataclass(frozen=True, slots=True)
class Research:
    """A clue of 中心工作: what its committee found out so far, and what is made of it, each oldest first."""

    clue: ClueSummary
    log: tuple[Cultivation, ...]
    outputs: tuple[Output, ...]

    @property
    def delivered(self) -> bool:
        """Whether something came of it and nothing is under way any more: it can be concluded."""
        return any(one.delivered_on for one in self.outputs) and all(map(is_over, self.outputs))


def is_over(output: Output) -> bool:
    """Whether an output was delivered or dropped."""
    return output.delivered_on is not None or output.dropped_on is not None


@intention
def core_clues(desk: Desk) -> tuple[Research, ...]:
    """The clues of 中心工作 that are not concluded."""
    with desk.store.reading() as tx:
        clues = on_route(tx, Route.DISTRICT_CORE)
        ids = [clue.id for clue in clues]
        log = list(tx.of(Cultivation).of_many("clue_id", ids, order="on"))
        made = list(tx.of(Output).of_many("clue_id", ids, order="started_on"))
    return tuple(
        Research(
            clue,
            tuple(one for one in log if one.clue_id == clue.id),
            tuple(one for one in made if one.clue_id == clue.id),
        )
        for clue in clues
    )


@intention
def outputs(desk: Desk, *, over: bool = False) -> tuple[OutputView, ...]:
    """Outputs under way, the oldest first; or those delivered or dropped, the latest first."""
    with desk.store.reading() as tx:
        found = [
            one for one in tx.of(Output).where(order="-started_on" if over else "started_on") if is_over(one) is over
        ]
        known = clues_named(tx, [one.clue_id for one in found])
    return tuple(OutputView(one, known[one.clue_id]) for one in found)


@intention
def log_research(
    desk: Desk, clue_id: str, kind: CultivationKind, on: date, person: str, text: str
) -> tuple[Cultivation, Changes]:
    """登记调研: what the committee did about a clue (seed 八(三)1 进一步调研)."""
    person, text = one_line(clean_text(person)), clean_text(text).strip()
    missing = "、".join(words for words, there in (("人员", person), ("情况", text)) if not there)
    if missing:
        raise InputError("INPUT_MISSING", fields=missing)
    with desk.store.writing() as tx:
        clue = office_clue(tx, clue_id, None)
        _require_at_work(clue, "登记调研")
        not_after(on, desk.today(), "日期")
        entry = Cultivation(new_id(), clue.id, kind, on, person, text)
        tx.of(Cultivation).add(entry)
        note(desk, tx, "log_research", Kind.CLUE, clue.id, form=kind.value, entry=entry.id)
    return entry, Changes.of(Kind.CLUE, clue.id)


@intention
def begin_output(
    desk: Desk,
    clue_id: str,
    kind: OutputKind,
    title: str,
    committee: str,
    started_on: date,
    *,
    consultation_id: str | None = None,
) -> tuple[Output, Changes]:
    """选定成果形式: what ``committee`` (a unit code) makes of a clue. A clue may become several outputs, each is
    counted; proposals begin with a claim instead (seed 八(三)1). ``consultation_id``: it came of that consultation.

    Raises:
        IllegalActionError: ``ACTION_BARRED``: its route leads to no output of this kind.
        NotFoundError: no such clue or consultation.
    """
    desk.reference.unit(committee, UnitKind.COMMITTEE, role="专委会")
    with desk.store.writing() as tx:
        clue = office_clue(tx, clue_id, None)
        _require_at_work(clue, "选定成果形式")
        route = tx.casework.classifications(clue.id)[-1].route
        if kind not in own_outputs(route):
            raise IllegalActionError(
                "ACTION_BARRED",
                action=f"作为{label(kind)}",
                reason=f"分类是{label(route)}",
                todo="请重新分类或另选形式",
            )
        not_after(started_on, desk.today(), "开始日期")
        route_on(desk, tx, clue)
        words = one_line(clean_text(title)) or clue.content.title
        talk = tx.of(Consultation).get(consultation_id).id if consultation_id else None
        output = Output(new_id(), clue.id, kind, words, started_on, committee, talk)
        tx.of(Output).add(output)
        note(desk, tx, "begin_output", Kind.OUTPUT, output.id, clue=clue.id, form=kind.value)
    return output, Changes.of(Kind.OUTPUT, output.id) | Changes.of(Kind.CLUE, clue.id)


@intention
def deliver_output(desk: Desk, output_id: str, on: date, addressee: str, result: str = "") -> tuple[Output, Changes]:
    """登记成果: it was delivered to ``addressee``."""
    addressee = one_line(clean_text(addressee))
    if not addressee:
        raise InputError("INPUT_MISSING", fields="报送对象")
    return _ended(desk, output_id, "deliver_output", on, addressee=addressee, result=result, delivered_on=on)


@intention
def drop_output(desk: Desk, output_id: str, on: date, reason: str) -> tuple[Output, Changes]:
    """不再形成成果, with the reason."""
    reason = one_line(clean_text(reason))
    if not reason:
        raise InputError("INPUT_MISSING", fields="理由")
    return _ended(desk, output_id, "drop_output", on, reason=reason, dropped_on=on)


@intention
def take_back_research(desk: Desk, entry: Cultivation) -> tuple[Cultivation, Changes]:
    """撤回一次调研登记: exactly this entry (decision 0048).

    Raises:
        ConflictError: ``CHANGED_MEANWHILE``: it is not there any more.
        IllegalActionError: ``ACTION_BARRED``: it belongs to a claim, or the clue was concluded since.
    """
    if entry.claim_id is not None:
        raise IllegalActionError(
            "ACTION_BARRED", action="撤回调研登记", reason="这是认领以后的培育记录", todo="请在“认领与培育”里办理"
        )
    with desk.store.writing() as tx:
        clue = office_clue(tx, entry.clue_id, None)
        require_not_concluded(clue, "撤回调研登记")
        tx.of(Cultivation).remove(entry)
        note(desk, tx, "take_back_research", Kind.CLUE, clue.id, form=entry.kind.value, entry=entry.id)
    return entry, Changes.of(Kind.CLUE, clue.id)


@intention
def take_back_output(desk: Desk, output_id: str, *, version: int) -> tuple[Output, Changes]:
    """撤回上一步登记: that it was delivered or dropped; of one that was only begun, that it was (decision 0048).
    What was owed to a contributor because of it goes too.

    Raises:
        ConflictError: ``CHANGED_MEANWHILE``: something else was done since.
        IllegalActionError: ``ACTION_BARRED``: the clue was concluded since, or the contributor has heard of it.
    """
    with desk.store.writing() as tx:
        found = tx.of(Output).get(output_id)
        clue = office_clue(tx, found.clue_id, None)
        require_not_concluded(clue, "撤回上一步登记")
        if found.version != version:
            raise ConflictError("CHANGED_MEANWHILE", current=found)
        note(desk, tx, Action.TAKE_BACK, Kind.OUTPUT, found.id, clue=clue.id)
        touched = Changes.of(Kind.OUTPUT, found.id) | Changes.of(Kind.CLUE, clue.id)
        if not is_over(found):
            tx.of(Output).remove(found)
            route_back(desk, tx, clue)
            return found, touched
        gone = _no_longer_adopted(tx, found)
        output = replace(
            found, delivered_on=None, addressee="", result="", dropped_on=None, reason="", version=found.version + 1
        )
        tx.of(Output).save(output)
    return output, touched | Changes.of(Kind.INCENTIVE, *gone)


def _no_longer_adopted(tx: Transaction, output: Output) -> tuple[str, ...]:
    on = output.delivered_on
    if on is None or tx.of(Output).count(clue_id=output.clue_id, kind=output.kind, delivered_on=on) > 1:
        return ()
    fact = Adopted(on, Adoption.OUTPUT, label(output.kind))
    return adoption_gone(tx, contributing(tx, output.clue_id), fact, "撤回“登记成果”")


def _ended(desk: Desk, output_id: str, action: str, on: date, **changed: object) -> tuple[Output, Changes]:
    with desk.store.writing() as tx:
        found = tx.of(Output).get(output_id)
        office_clue(tx, found.clue_id, None)
        if is_over(found):
            raise IllegalActionError("ACTION_BARRED", action="再登记一次", reason="这项成果已经结束", todo="可以查看")
        not_before(on, found.started_on, "日期")
        not_after(on, desk.today(), "日期")
        output = replace(found, version=found.version + 1, **changed)  # pyright: ignore[reportArgumentType] - its fields
        tx.of(Output).save(output)
        note(desk, tx, action, Kind.OUTPUT, output.id, clue=output.clue_id)
    return output, Changes.of(Kind.OUTPUT, output.id)


def on_route(tx: Transaction, *routes: Route) -> tuple[ClueSummary, ...]:
    """Clues classified this way and not concluded, the oldest first."""
    ids = tx.listing.ids(ClueQuery(office_states=_AT_WORK, at_hand=True))
    last = tx.casework.last_routes(ids)
    known = clues_named(tx, [one for one in ids if last.get(one) in routes])
    return tuple(sorted((one for one in known.values() if not one.withdrawn), key=lambda one: one.updated_at))


def clues_named(tx: Transaction, ids: Sequence[str]) -> dict[str, ClueSummary]:
    """Clues for a list, by identity."""
    return {one.id: one for one in tx.listing.summaries(list(dict.fromkeys(ids)))}


def route_on(desk: Desk, tx: Transaction, clue: Clue) -> Clue:
    """转入办理 of a clue that was only classified until now."""
    if state_of(clue) is OfficeState.ROUTED:
        return clue
    state = CLUE_IN_OFFICE.advance(state_of(clue), Action.ROUTE, desk.role)
    return save_clue(desk, tx, replace(clue, office_state=state))


def route_back(desk: Desk, tx: Transaction, clue: Clue) -> None:
    """Back to 已分类 when nothing leads the clue on any more: the opposite of :func:`route_on`.

    What leads on is another output or report, a letter that went out, and a proposal that was assigned.
    """
    if state_of(clue) is not OfficeState.ROUTED or any(one.issued_on for one in tx.casework.forwardings(clue.id)):
        return
    under = [link.proposal_id for link in tx.of(ProposalClue).where(clue_id=clue.id)]
    assigned = any(one.state in _ASSIGNED for one in tx.of(Proposal).of_many("id", under))
    if not assigned and not any(tx.of(kind).count(clue_id=clue.id) for kind in (Output, CityReport)):
        state = CLUE_IN_OFFICE.advance(OfficeState.ROUTED, Action.TAKE_BACK, desk.role)
        save_clue(desk, tx, replace(clue, office_state=state))


def require_not_concluded(clue: Clue, action: str) -> None:
    """Refuse to take back what the end of a clue, of which its workroom was told, rests on.

    Raises:
        IllegalActionError: ``ACTION_BARRED``.
    """
    if state_of(clue) in (OfficeState.CONCLUDED, OfficeState.ARCHIVED):
        raise IllegalActionError(
            "ACTION_BARRED", action=action, reason=f"线索现在是“{label(state_of(clue))}”", todo="请先恢复线索的办理"
        )


def _require_at_work(clue: Clue, action: str) -> None:
    if state_of(clue) not in _AT_WORK:
        raise IllegalActionError(
            "ACTION_NOT_POSSIBLE", subject="线索", state=label(state_of(clue)), action=action, possible="先分类"
        )
