"""协商: one record of a consultation feeds clues, supervision and outputs (seed 二, 八(一)2, 八(四)2; F44b)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.gathering import Consultation, ConsultationLink
from baixing_desktop.domain.kinds import ConsultationKind, SupervisionForm
from baixing_desktop.domain.lists import ClueSummary
from baixing_desktop.domain.outputs import Output
from baixing_desktop.domain.states import SupervisionState
from baixing_desktop.domain.supervision import FollowUp, Supervision
from baixing_desktop.domain.text import clean_text, one_line
from baixing_desktop.domain.workflow import SUPERVISION
from baixing_desktop.errors import ConflictError, IllegalActionError, InputError
from baixing_desktop.ids import new_id
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.days import not_after
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.usecases.supervising import Held, filled


@dataclass(frozen=True, slots=True)
class TalkForm:
    """What is written down of a consultation: ``organiser`` in words, ``summary`` what was agreed, ``clues`` numbers of
    the clues that it brought up or dealt with."""

    kind: ConsultationKind
    title: str
    held_on: date
    organiser: str
    place: str = ""
    participants: str = ""
    summary: str = ""
    clues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TalkView:
    """A consultation, its clues by number, and what was supervised and made by way of it."""

    kept: Consultation
    clues: tuple[ClueSummary, ...]
    supervised: tuple[Supervision, ...]
    outputs: tuple[Output, ...]

    @property
    def form(self) -> TalkForm:
        """The same as it was filled in."""
        one = self.kept
        return TalkForm(
            one.kind, one.title, one.held_on, one.organiser, one.place, one.participants, one.summary,
            tuple(clue.number for clue in self.clues),
        )  # fmt: skip


@intention
def consultations(desk: Desk) -> tuple[TalkView, ...]:
    """All of them, the newest first."""
    with desk.store.reading() as tx:
        return tuple(_view(tx, one) for one in tx.of(Consultation).where(order="-held_on title"))


@intention
def talks_about(desk: Desk) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """By clue the consultations that it was linked with: identity and title, the newest first."""
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    with desk.store.reading() as tx:
        links = tx.of(ConsultationLink).where()
        for talk in tx.of(Consultation).where(order="-held_on title"):
            for link in links:
                if link.consultation_id == talk.id:
                    found[link.clue_id].append((talk.id, f"{talk.held_on:%Y-%m-%d} {talk.title}"))
    return {clue_id: tuple(talks) for clue_id, talks in found.items()}


@intention
def save_consultation(desk: Desk, form: TalkForm, known: TalkView | None = None) -> tuple[TalkView, Changes]:
    """登记协商, or change ``known``.

    Raises:
        InputError: ``INPUT_MISSING``: no title or organiser; ``INPUT_INVALID``: a day still to come.
        NotFoundError: no clue bears a number that was given.
        ConflictError: ``CHANGED_MEANWHILE``.
    """
    form = _checked(desk, form)
    with desk.store.writing() as tx:
        repo = tx.of(Consultation)
        if known is None:
            kept = _filled_in(form, new_id(), 1)
            repo.add(kept)
        else:
            found = repo.get(known.kept.id)
            if found.version != known.kept.version:
                raise ConflictError("CHANGED_MEANWHILE", current=found)
            kept = _filled_in(form, found.id, found.version + 1)
            repo.save(kept)
        _link(tx, kept.id, form.clues)
        note(desk, tx, "save_consultation", Kind.CONSULTATION, kept.id, clues=len(form.clues))
        view = _view(tx, kept)
    return view, _touched(view)


@intention
def remove_consultation(desk: Desk, known: TalkView) -> tuple[TalkView, Changes]:
    """Take a consultation out that was written down by mistake; :func:`save_consultation` puts it back.

    Raises:
        IllegalActionError: ``ACTION_BARRED``: supervision or an output rests on it.
        ConflictError: ``CHANGED_MEANWHILE``.
    """
    with desk.store.writing() as tx:
        now = _view(tx, known.kept)
        if now.supervised or now.outputs:
            raise IllegalActionError(
                "ACTION_BARRED", action="删除协商", reason="已经由它登记了督办或成果", todo="记错的内容请修改"
            )
        _link(tx, known.kept.id, ())
        tx.of(Consultation).remove(known.kept)
        note(desk, tx, "remove_consultation", Kind.CONSULTATION, known.kept.id)
    return known, _touched(known)


@intention
def supervise_by_consultation(
    desk: Desk, known: TalkView, forwarding_id: str, form: SupervisionForm
) -> tuple[Supervision, Changes]:
    """The consultation was 督办 of a letter about one of its clues too: who took part and what was agreed are taken
    over as they stand in its record.

    Raises:
        IllegalActionError: ``ACTION_BARRED``: the letter is about no clue of the consultation; ``ACTION_NEEDS``: nobody
            is named as taking part, or nothing is said of what was agreed.
        InputError: ``INPUT_INVALID``: the consultation was before the letter was sent.
        NotFoundError: no such letter.
    """
    talk = known.kept
    with desk.store.writing() as tx:
        line = tx.casework.forwarding(forwarding_id)
        linked = {link.clue_id for link in tx.of(ConsultationLink).where(consultation_id=talk.id)}
        if line.clue_id not in linked:
            raise IllegalActionError(
                "ACTION_BARRED", action="登记为督办", reason="这一件不是本次协商的线索", todo="请先补上线索编号"
            )
        state = SUPERVISION.begin(SupervisionState.PLANNED)
        planned = Supervision(new_id(), state, talk.held_on, talk.title, line.id, consultation_id=talk.id)
        act = filled(desk, tx, planned, Held(form, talk.held_on, talk.participants, talk.summary, talk.place))
        act = replace(act, version=1)
        tx.of(Supervision).add(act)
        note(desk, tx, "supervise_by_consultation", Kind.SUPERVISION, act.id, consultation=talk.id)
    return act, Changes.of(Kind.SUPERVISION, act.id) | Changes.of(Kind.CONSULTATION, talk.id)


@intention
def not_by_consultation(desk: Desk, act: Supervision) -> tuple[Supervision, Changes]:
    """Take back :func:`supervise_by_consultation`, as long as nothing followed.

    Raises:
        IllegalActionError: ``ACTION_BARRED``: it was followed up or finished, or is no supervision by consultation.
        ConflictError: ``CHANGED_MEANWHILE``.
    """
    with desk.store.writing() as tx:
        found = tx.of(Supervision).get(act.id)
        followed = tx.of(FollowUp).count(supervision_id=act.id)
        if found.consultation_id is None or found.state is not SupervisionState.HELD or followed:
            raise IllegalActionError(
                "ACTION_BARRED", action="撤回督办登记", reason="已经登记了跟进情况", todo="请到“督办中”办理"
            )
        tx.of(Supervision).remove(act)
        note(desk, tx, "not_by_consultation", Kind.SUPERVISION, act.id, consultation=found.consultation_id)
    return act, Changes.of(Kind.SUPERVISION, act.id) | Changes.of(Kind.CONSULTATION, found.consultation_id)


def _checked(desk: Desk, form: TalkForm) -> TalkForm:
    form = replace(
        form,
        title=one_line(clean_text(form.title)),
        organiser=one_line(clean_text(form.organiser)),
        place=one_line(clean_text(form.place)),
        participants=one_line(clean_text(form.participants)),
        summary=clean_text(form.summary).strip(),
    )
    missing = [name for name, words in (("议题", form.title), ("组织单位", form.organiser)) if not words]
    if missing:
        raise InputError("INPUT_MISSING", fields="、".join(missing))
    not_after(form.held_on, desk.today(), "协商日期")
    return form


def _filled_in(form: TalkForm, identity: str, version: int) -> Consultation:
    return Consultation(
        identity, form.kind, form.title, form.held_on, form.organiser, form.place, form.participants, form.summary,
        version,
    )  # fmt: skip


def _touched(view: TalkView) -> Changes:
    ids = (clue.id for clue in view.clues)
    return Changes.of(Kind.CONSULTATION, view.kept.id) | Changes.of(Kind.CLUE, *ids)


def _link(tx: Transaction, consultation_id: str, numbers: tuple[str, ...]) -> None:
    repo = tx.of(ConsultationLink)
    wanted = [tx.clues.get(number).id for number in numbers]
    for link in repo.where(consultation_id=consultation_id):
        repo.remove(link)
    repo.add(*(ConsultationLink(new_id(), consultation_id, clue_id) for clue_id in dict.fromkeys(wanted)))


def _view(tx: Transaction, kept: Consultation) -> TalkView:
    ids = [link.clue_id for link in tx.of(ConsultationLink).where(consultation_id=kept.id)]
    return TalkView(
        kept,
        tuple(sorted(tx.listing.summaries(ids), key=lambda clue: clue.number)),
        tx.of(Supervision).where(consultation_id=kept.id, order="held_on"),
        tx.of(Output).where(consultation_id=kept.id, order="started_on"),
    )
