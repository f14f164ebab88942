"""激励反馈: who is owed word that a clue was adopted, and what was done about it (seed 八(五)2; SM10)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.encouragement import Incentive
from baixing_desktop.domain.kinds import OpinionChannel, RewardKind
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.domain.outputs import CityReport, Output
from baixing_desktop.domain.proposals import Proposal, ProposalClue
from baixing_desktop.domain.rules.incentives import Adopted, Adoption, first_adoption, incentive_start
from baixing_desktop.domain.screening import MergeLink
from baixing_desktop.domain.states import Action, IncentiveState, Need, OfficeState, ProposalState
from baixing_desktop.domain.text import clean_text, one_line
from baixing_desktop.domain.units import Face
from baixing_desktop.domain.workflow import INCENTIVE
from baixing_desktop.errors import ConflictError, IllegalActionError
from baixing_desktop.ids import new_id
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.days import not_before
from baixing_desktop.usecases.desk import Desk, note, require_face
from baixing_desktop.usecases.officework import given_text
from baixing_desktop.usecases.permissions import intention

_ADOPTABLE = (
    OfficeState.ACCEPTED, OfficeState.CLASSIFIED, OfficeState.ROUTED, OfficeState.CONCLUDED, OfficeState.ARCHIVED,
    OfficeState.RETAINED, OfficeState.MERGED,
)  # fmt: skip
_FILED = frozenset({ProposalState.FILED, ProposalState.ASSIGNED, ProposalState.CONCLUDED})


@dataclass(frozen=True, slots=True)
class IncentiveView:
    """One contributing clue that was adopted; the contributor's name is masked."""

    kept: Incentive
    number: str
    title: str
    masked_name: str

    def overdue(self, today: date) -> bool:
        """Whether the contributor should have heard by now."""
        due = self.kept.due_on
        return self.kept.state is IncentiveState.DUE and due is not None and due < today


@intention
def take_up_adopted(desk: Desk) -> tuple[int, Changes]:
    """Begin an incentive for every clue that was adopted since this was last asked: its contributor, and each of those
    merged into it, is owed word; an anonymous one takes no part. How many are due anew.

    Raises:
        InputError: ``WRONG_ROLE``: this is no office.
    """
    require_face(desk.installation, Face.OFFICE)
    with desk.store.reading() as tx:
        fresh = _newly_adopted(desk, tx)
    if not fresh:
        return 0, Changes()
    with desk.store.writing() as tx:
        known = {one.clue_id for one in tx.of(Incentive).of_many("clue_id", list(fresh))}
        made = [_begun(desk, tx, clue_id, fact) for clue_id, fact in fresh.items() if clue_id not in known]
        tx.of(Incentive).add(*made)
        note(desk, tx, "take_up_adopted", Kind.INCENTIVE, "", clues=len(made))
    due = sum(one.state is IncentiveState.DUE for one in made)
    return due, Changes.of(Kind.INCENTIVE, *(one.id for one in made))


@intention
def incentives(desk: Desk) -> tuple[IncentiveView, ...]:
    """All of them: first what is due, the earliest day first, then the others, newest adoption first."""
    with desk.store.reading() as tx:
        found = tx.of(Incentive).where(order="-adopted_on")
        lines = {line.id: line for line in tx.listing.summaries([one.clue_id for one in found])}
    views = [
        IncentiveView(one, line.number, line.title, line.masked_name)
        for one in found
        for line in [lines.get(one.clue_id)]
        if line is not None
    ]
    due = [view for view in views if view.kept.state is IncentiveState.DUE]
    due.sort(key=lambda view: view.kept.due_on or view.kept.adopted_on)
    return (*due, *(view for view in views if view.kept.state is not IncentiveState.DUE))


@intention
def feed_back(
    desk: Desk, incentive_id: str, channel: OpinionChannel, on: date, remark: str = "", *, version: int | None = None
) -> tuple[Incentive, Changes]:
    """反馈: the contributor heard that the clue was adopted.

    Raises (as the three below):
        IllegalActionError: the table has no such row, or something is not given.
        InputError: ``INPUT_INVALID``: before the adoption, or a day still to come.
        ConflictError: ``CHANGED_MEANWHILE``.
        NotFoundError: ``RECORD_NOT_FOUND``.
    """

    def change(one: Incentive) -> Incentive:
        not_before(on, one.adopted_on, "反馈日期")
        return replace(one, fed_back_on=on, channel=channel, note=one_line(clean_text(remark)) or one.note)

    return _step(desk, incentive_id, Action.FEED_BACK, frozenset({Need.FORM, Need.DATE}), change, version)


@intention
def reward(
    desk: Desk, incentive_id: str, kind: RewardKind, on: date, remark: str = "", *, version: int | None = None
) -> tuple[Incentive, Changes]:
    """激励 in one of the suitable ways."""

    def change(one: Incentive) -> Incentive:
        not_before(on, one.fed_back_on, "激励日期")
        return replace(one, reward=kind, decided_on=on, note=one_line(clean_text(remark)) or one.note)

    return _step(desk, incentive_id, Action.REWARD, frozenset({Need.REWARD, Need.DATE}), change, version)


@intention
def not_reward(desk: Desk, incentive_id: str, reason: str, *, version: int | None = None) -> tuple[Incentive, Changes]:
    """不予激励, with the reason: word was given, that is all."""
    reason, given = given_text(reason, Need.REASON)

    def change(one: Incentive) -> Incentive:
        return replace(one, reason=reason, decided_on=desk.today())

    return _step(desk, incentive_id, Action.NOT_REWARD, given, change, version)


@intention
def take_back_incentive(
    desk: Desk, incentive_id: str, reason: str, *, version: int | None = None
) -> tuple[Incentive, Changes]:
    """撤回上一步登记: the word that was given, or the decision on a reward; with which reason stays in the remark."""
    reason, given = given_text(reason, Need.REASON)

    def change(one: Incentive) -> Incentive:
        said = "；".join(filter(None, (one.note, f"撤回“{label(one.state)}”：{reason}")))
        if one.state is IncentiveState.FED_BACK:
            return replace(one, fed_back_on=None, channel=None, note=said)
        return replace(one, reward=None, decided_on=None, reason="", note=said)

    return _step(desk, incentive_id, Action.TAKE_BACK, given, change, version)


def _step(
    desk: Desk,
    incentive_id: str,
    action: Action,
    given: frozenset[Need],
    change: Callable[[Incentive], Incentive],
    version: int | None,
) -> tuple[Incentive, Changes]:
    with desk.store.writing() as tx:
        found = tx.of(Incentive).get(incentive_id)
        if version is not None and found.version != version:
            raise ConflictError("CHANGED_MEANWHILE", current=found)
        state = INCENTIVE.advance(found.state, action, desk.role, given)
        kept = replace(change(found), state=state, version=found.version + 1)
        tx.of(Incentive).save(kept)
        note(desk, tx, action, Kind.INCENTIVE, kept.id, clue=kept.clue_id, state=state.value)
    return kept, Changes.of(Kind.INCENTIVE, kept.id)


def _begun(desk: Desk, tx: Transaction, clue_id: str, fact: Adopted) -> Incentive:
    start = incentive_start(tx.clues.get(clue_id).content.contributor, fact.on, desk.reference.calendar)
    return Incentive(new_id(), clue_id, INCENTIVE.begin(start.state), fact.on, adopted_words(fact), start.due_on)


def adopted_words(fact: Adopted) -> str:
    """As what a clue was adopted, the way its incentive says it."""
    return f"{label(fact.kind)}：{fact.words}"


def adoption_gone(tx: Transaction, clue_ids: Sequence[str], fact: Adopted, action: str) -> tuple[str, ...]:
    """A fact that adopted these clues was entered by mistake: nobody is owed word of it any more. Another adoption is
    taken up when somebody looks. The incentives that went.

    Raises:
        IllegalActionError: ``ACTION_BARRED``: a contributor has heard of it; ``action`` in words.
    """
    words = adopted_words(fact)
    owed = (one for one in tx.of(Incentive).of_many("clue_id", clue_ids) if one.adopted_as == words)
    gone = tuple(one for one in owed if one.adopted_on == fact.on)
    for one in gone:
        if one.state not in (IncentiveState.DUE, IncentiveState.NOT_APPLICABLE):
            raise IllegalActionError(
                "ACTION_BARRED", action=action, reason="已据此反馈反映人", todo="请先在“激励与宣传”里撤回反馈"
            )
        tx.of(Incentive).remove(one)
    return tuple(one.id for one in gone)


def _newly_adopted(desk: Desk, tx: Transaction) -> dict[str, Adopted]:
    """The first adoption of every clue that has no incentive yet; a merged clue is adopted with its master."""
    known = {one.clue_id for one in tx.of(Incentive).where()}
    ids = [one for one in tx.listing.ids(ClueQuery(office_states=_ADOPTABLE)) if one not in known]
    links = tx.of(MergeLink).of_many("clue_id", ids)
    masters = {link.clue_id: link.master_id for link in links if link.undone_at is None}
    wanted = {one: masters.get(one, one) for one in ids}
    facts = _facts(desk, tx, list(dict.fromkeys(wanted.values())))
    found = ((one, first_adoption(facts[master])) for one, master in wanted.items())
    return {one: fact for one, fact in found if fact is not None}


def _facts(desk: Desk, tx: Transaction, ids: Sequence[str]) -> Mapping[str, Iterable[Adopted]]:
    """What shows that these clues were adopted: letters issued, outputs delivered, proposals filed, city reports."""
    facts: defaultdict[str, list[Adopted]] = defaultdict(list)
    for clue_id, lines in tx.casework.forwardings_of(ids).items():
        facts[clue_id] += [
            Adopted(line.issued_on, Adoption.FORWARDED, desk.reference.unit_name(line.handler))
            for line in lines
            if line.issued_on
        ]
    for output in tx.of(Output).of_many("clue_id", ids):
        if output.delivered_on:
            facts[output.clue_id].append(Adopted(output.delivered_on, Adoption.OUTPUT, label(output.kind)))
    for report in tx.of(CityReport).of_many("clue_id", ids):
        if report.reported_on:
            facts[report.clue_id].append(Adopted(report.reported_on, Adoption.CITY_REPORT, label(report.kind)))
    links = list(tx.of(ProposalClue).of_many("clue_id", ids))
    proposals = {one.id: one for one in tx.of(Proposal).of_many("id", [link.proposal_id for link in links])}
    for link in links:
        filed = proposals[link.proposal_id]
        if filed.state in _FILED and filed.decided_on:
            facts[link.clue_id].append(Adopted(filed.decided_on, Adoption.PROPOSAL, filed.title))
    return facts
