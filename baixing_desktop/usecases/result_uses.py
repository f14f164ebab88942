"""成果转化: what a suggestion became – a decision, a 民生实项目 – with its proof (seed 八(四)2; F45)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.handling import ResultUse
from baixing_desktop.domain.kinds import ResultKind
from baixing_desktop.domain.lists import ClueQuery, ClueSummary
from baixing_desktop.domain.proposals import Proposal, ProposalClue
from baixing_desktop.domain.states import OfficeState, ProposalState
from baixing_desktop.domain.text import clean_text, one_line
from baixing_desktop.errors import ConflictError, IllegalActionError, InputError
from baixing_desktop.ids import new_id
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.days import not_after
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.officework import office_clue
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.usecases.supervised import proposal_number

_USABLE = (
    OfficeState.ACCEPTED, OfficeState.CLASSIFIED, OfficeState.ROUTED, OfficeState.CONCLUDED, OfficeState.ARCHIVED,
    OfficeState.RETAINED,
)  # fmt: skip
_FILED = (ProposalState.FILED, ProposalState.ASSIGNED, ProposalState.CONCLUDED)


@dataclass(frozen=True, slots=True)
class UseForm:
    """What is written down: what it became, called ``title``, since which day, and the ``proof``: the number of the
    paper, or where it can be read."""

    kind: ResultKind
    title: str
    on: date
    proof: str


@dataclass(frozen=True, slots=True)
class UseView:
    """A result and the clue that it comes from."""

    kept: ResultUse
    clue: ClueSummary

    @property
    def form(self) -> UseForm:
        """The same as it was filled in."""
        one = self.kept
        return UseForm(one.kind, one.title, one.on, one.proof)


@dataclass(frozen=True, slots=True)
class Usable:
    """A clue, or a filed proposal by way of its leading clue, that may have become something."""

    number: str
    title: str
    clue_id: str


@intention
def result_uses(desk: Desk) -> tuple[UseView, ...]:
    """All of them, the newest first."""
    with desk.store.reading() as tx:
        return _views(tx, tx.of(ResultUse).where(order="-on title"))


@intention
def may_have_become(desk: Desk) -> tuple[Usable, ...]:
    """Filed proposals, the newest first, then the clues that were accepted, by number."""
    with desk.store.reading() as tx:
        filed = tx.of(Proposal).where(state=_FILED, order="-drafted_on")
        leading = _leading(tx, [one.id for one in filed])
        clues = tx.listing.summaries(tx.listing.ids(ClueQuery(office_states=_USABLE)))
    standing = {one.id for one in clues if not one.withdrawn}
    return (
        *(
            Usable(proposal_number(one) or one.title, one.title, leading[one.id])
            for one in filed
            if leading.get(one.id) in standing
        ),
        *(Usable(one.number, one.title, one.id) for one in clues if one.id in standing),
    )


@intention
def add_use(desk: Desk, clue_id: str, form: UseForm) -> tuple[UseView, Changes]:
    """登记成果转化 of a clue that was accepted; :func:`remove_use` takes it out again.

    Raises:
        IllegalActionError: ``ACTION_BARRED``: the clue was not accepted; ``CLUE_WITHDRAWN``.
        InputError: ``INPUT_MISSING``: no title or no proof; ``INPUT_INVALID``: a day still to come.
        NotFoundError: no such clue.
    """
    form = _checked(desk, form)
    with desk.store.writing() as tx:
        clue = office_clue(tx, clue_id, None)
        if clue.office_state not in _USABLE:
            raise IllegalActionError("ACTION_BARRED", action="登记成果转化", reason="这条线索没有受理", todo="请先受理")
        kept = ResultUse(new_id(), clue.id, form.kind, form.title, form.on, form.proof)
        tx.of(ResultUse).add(kept)
        note(desk, tx, "add_use", Kind.OUTPUT, kept.id, clue=clue.id, kind_of=form.kind.value)
        (view,) = _views(tx, (kept,))
    return view, Changes.of(Kind.OUTPUT, kept.id)


@intention
def change_use(desk: Desk, known: UseView, form: UseForm) -> tuple[UseView, Changes]:
    """Put right what was written down.

    Raises:
        ConflictError: ``CHANGED_MEANWHILE``.
        InputError: as of :func:`add_use`.
    """
    form = _checked(desk, form)
    with desk.store.writing() as tx:
        found = tx.of(ResultUse).get(known.kept.id)
        if found.version != known.kept.version:
            raise ConflictError("CHANGED_MEANWHILE", current=found)
        kept = replace(found, kind=form.kind, title=form.title, on=form.on, proof=form.proof, version=found.version + 1)
        tx.of(ResultUse).save(kept)
        note(desk, tx, "change_use", Kind.OUTPUT, kept.id, clue=kept.clue_id, kind_of=form.kind.value)
        (view,) = _views(tx, (kept,))
    return view, Changes.of(Kind.OUTPUT, kept.id)


@intention
def remove_use(desk: Desk, known: UseView) -> tuple[UseView, Changes]:
    """Take one out that was written down by mistake; :func:`add_use` puts it back.

    Raises:
        ConflictError: ``CHANGED_MEANWHILE``.
    """
    with desk.store.writing() as tx:
        tx.of(ResultUse).remove(known.kept)
        note(desk, tx, "remove_use", Kind.OUTPUT, known.kept.id, clue=known.kept.clue_id)
    return known, Changes.of(Kind.OUTPUT, known.kept.id)


def _checked(desk: Desk, form: UseForm) -> UseForm:
    title, proof = one_line(clean_text(form.title)), clean_text(form.proof).strip()
    missing = [name for name, words in (("名称", title), ("依据", proof)) if not words]
    if missing:
        raise InputError("INPUT_MISSING", fields="、".join(missing))
    not_after(form.on, desk.today(), "日期")
    return UseForm(form.kind, title, form.on, proof)


def _leading(tx: Transaction, proposals: list[str]) -> dict[str, str]:
    """The clue that each proposal rests on before others."""
    links = sorted(tx.of(ProposalClue).of_many("proposal_id", proposals), key=lambda one: one.leading)
    return {one.proposal_id: one.clue_id for one in links}


def _views(tx: Transaction, kept: Iterable[ResultUse]) -> tuple[UseView, ...]:
    found = tuple(kept)
    known = {one.id: one for one in tx.listing.summaries(list(dict.fromkeys(one.clue_id for one in found)))}
    return tuple(UseView(one, known[one.clue_id]) for one in found if one.clue_id in known)
