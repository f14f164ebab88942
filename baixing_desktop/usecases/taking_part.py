"""群众参与 through the twelve stages, and invitations to the plenary and to surveys (seed 二, 八(五)2)."""

from dataclasses import dataclass, replace
from datetime import date

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.encouragement import Incentive, Invitation, Participation
from baixing_desktop.domain.kinds import InvitationKind, ParticipationStage
from baixing_desktop.domain.rules.incentives import may_invite
from baixing_desktop.domain.text import clean_text, one_line
from baixing_desktop.errors import IllegalActionError, InputError
from baixing_desktop.ids import new_id
from baixing_desktop.usecases.days import not_after
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.usecases.standing import require_standing


@dataclass(frozen=True, slots=True)
class Parts:
    """In which stages the contributor of a clue took part, and to what the person was invited; by day."""

    stages: tuple[Participation, ...]
    invitations: tuple[Invitation, ...]


@intention
def parts_of(desk: Desk, clue_id: str) -> Parts:
    """How the contributor of a clue takes part."""
    with desk.store.reading() as tx:
        return Parts(
            tx.of(Participation).where(clue_id=clue_id, order="on"),
            tx.of(Invitation).where(clue_id=clue_id, order="on"),
        )


@intention
def record_part(
    desk: Desk, clue_id: str, stage: ParticipationStage, on: date, remark: str = ""
) -> tuple[Participation, Changes]:
    """The contributor took part in a stage on a day; :func:`remove_part` takes it back.

    Raises:
        InputError: ``INPUT_INVALID``: a day still to come, or written down already.
        IllegalActionError: the clue is withdrawn or erased.
        NotFoundError: no such clue.
    """
    not_after(on, desk.today(), "日期")
    with desk.store.writing() as tx:
        require_standing(tx, tx.clues.get(clue_id))
        if tx.of(Participation).count(clue_id=clue_id, stage=stage, on=on):
            raise InputError("INPUT_INVALID", field="环节", reason="这一天的这个环节已经登记")
        kept = Participation(new_id(), clue_id, stage, on, one_line(clean_text(remark)))
        tx.of(Participation).add(kept)
        note(desk, tx, "record_part", Kind.INCENTIVE, kept.id, clue=clue_id, stage=stage.value)
    return kept, Changes.of(Kind.INCENTIVE, kept.id)


@intention
def remove_part(desk: Desk, part: Participation) -> tuple[Participation, Changes]:
    """Take out what was written down by mistake.

    Raises:
        ConflictError: ``CHANGED_MEANWHILE``.
    """
    with desk.store.writing() as tx:
        tx.of(Participation).remove(part)
        note(desk, tx, "remove_part", Kind.INCENTIVE, part.id, clue=part.clue_id)
    return part, Changes.of(Kind.INCENTIVE, part.id)


@intention
def invite(desk: Desk, clue_id: str, kind: InvitationKind, occasion: str, on: date) -> tuple[Invitation, Changes]:
    """邀请 the contributor of an adopted clue; ``on`` is the day of the occasion.

    Raises:
        InputError: ``INPUT_MISSING``: no occasion.
        IllegalActionError: ``ACTION_BARRED``: the clue was not adopted, or nobody can be named.
        NotFoundError: no such clue.
    """
    occasion = one_line(clean_text(occasion))
    if not occasion:
        raise InputError("INPUT_MISSING", fields="活动")
    with desk.store.writing() as tx:
        clue = tx.clues.get(clue_id)
        require_standing(tx, clue)
        adopted = bool(tx.of(Incentive).count(clue_id=clue_id))
        if not may_invite(clue.content.contributor, adopted=adopted):
            raise IllegalActionError(
                "ACTION_BARRED", action="邀请", reason="线索还没有被采用，或者是匿名的", todo="请另选一位"
            )
        kept = Invitation(new_id(), clue_id, kind, occasion, on)
        tx.of(Invitation).add(kept)
        note(desk, tx, "invite", Kind.INCENTIVE, kept.id, clue=clue_id, kind_of=kind.value)
    return kept, Changes.of(Kind.INCENTIVE, kept.id)


@intention
def settle_invitation(desk: Desk, invitation: Invitation, *, attended: bool) -> tuple[Invitation, Changes]:
    """Whether the person came.

    Raises:
        ConflictError: ``CHANGED_MEANWHILE``.
    """
    kept = replace(invitation, attended=attended, version=invitation.version + 1)
    with desk.store.writing() as tx:
        tx.of(Invitation).save(kept)
        note(desk, tx, "settle_invitation", Kind.INCENTIVE, kept.id, attended=attended)
    return kept, Changes.of(Kind.INCENTIVE, kept.id)


@intention
def remove_invitation(desk: Desk, invitation: Invitation) -> tuple[Invitation, Changes]:
    """Take an invitation out that was written down by mistake.

    Raises:
        ConflictError: ``CHANGED_MEANWHILE``.
    """
    with desk.store.writing() as tx:
        tx.of(Invitation).remove(invitation)
        note(desk, tx, "remove_invitation", Kind.INCENTIVE, invitation.id, clue=invitation.clue_id)
    return invitation, Changes.of(Kind.INCENTIVE, invitation.id)
