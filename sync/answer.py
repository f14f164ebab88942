"""What the office answers, as the workroom reads it: from HTTPS and from receipt files alike."""

from dataclasses import dataclass
from datetime import datetime
from typing import NoReturn

from baixing_desktop.changes import Changes
from baixing_desktop.clock import parse_stamp
from baixing_desktop.domain.batch import ItemResult
from baixing_desktop.domain.units import Doubt, OfficeContact
from baixing_desktop.errors import SyncError
from baixing_desktop.usecases import (
    agreement,
    allowances,
    arriving,
    attachments,
    board,
    membership,
    reference,
    submission,
)
from baixing_desktop.usecases.desk import Desk
from sync.container import Container
from sync.problems import Problem, read_problem
from sync.wire.v1 import Answer, read_answer


@dataclass(frozen=True, slots=True)
class Applied:
    """What an answer changed here: events confirmed or rejected, pieces of news learnt.

    ``agrees``: both sides count the same answers; ``skew``: our clock minus the office's, in seconds.
    """

    confirmed: int
    rejected: int
    news: int
    changes: Changes
    agrees: bool = True
    skew: int = 0


def open_answer(desk: Desk, contact: OfficeContact, container: Container) -> Answer | Problem:
    """The office's answer to this workstation, signed by the office we are enrolled with. Nothing is changed.

    Raises:
        SyncError: ``BATCH_NOT_OURS``: for another workstation; ``BATCH_DAMAGED``.
    """
    me = desk.installation
    if (container.device, container.epoch) != (me.device_id, me.epoch):
        raise SyncError("BATCH_NOT_OURS")
    container.check_signature(contact.sign_key)
    raw = container.open(desk.keys.seal_identity)
    try:
        if container.kind == "refusal":
            return read_problem(raw)
        answer = read_answer(raw)
        stated = (container.kind, container.fields.number("last"), container.fields.digest("head"))
    except ValueError as error:
        raise SyncError("BATCH_DAMAGED") from error
    receipt = answer.receipt
    if stated != ("receipt", receipt.last, receipt.head) or (receipt.device, receipt.epoch) != (me.device_id, me.epoch):
        raise SyncError("BATCH_DAMAGED")
    return answer


class OfficeRestoredError(Exception):
    """The office lost events that it had confirmed, and this workroom will send them again; ``changes`` tells."""

    def __init__(self, changes: Changes) -> None:
        super().__init__("the office was restored from an older backup")
        self.changes = changes


def heed(desk: Desk, problem: Problem, container: Container) -> NoReturn:
    """Act on a refusal that the office signed: a restored office gets again what it lost, a fork ends this log, and so
    does another copy of this record that was enrolled anew under our name.

    Raises:
        OfficeRestoredError: send again, from an earlier event on.
        SyncError: the refusal, as its user is told.
    """
    _, _, confirmed = submission.log_tail(desk)
    expected = problem.facts.get("expected")
    if problem.code == "BATCH_GAP" and isinstance(expected, int) and 1 <= expected <= confirmed:
        raise OfficeRestoredError(membership.office_lost(desk, expected, said_at(container)))
    epoch = problem.facts.get("epoch")
    moved_on = problem.code == "BATCH_UNKNOWN_DEVICE" and isinstance(epoch, int) and epoch > desk.installation.epoch
    if problem.code == "BATCH_FORK" or moved_on:
        membership.enter_doubt(desk, Doubt.FORKED)
    raise problem.error()


def said_at(container: Container) -> datetime:
    """The office's clock when it wrote ``container``.

    Raises:
        SyncError: ``BATCH_DAMAGED``.
    """
    try:
        return parse_stamp(container.fields.text("at"))
    except ValueError as error:
        raise SyncError("BATCH_DAMAGED") from error


def apply_answer(desk: Desk, answer: Answer) -> Applied:
    """Write down what the office confirmed, then its news: the news may speak of what was just confirmed.

    Applying the same answer again changes nothing.

    Raises:
        SyncError: ``SYNC_BAD_ANSWER``: the head is not in our own chain, or news is missing before this page;
            ``BATCH_GAP``: it answers from a later event on than the first unanswered one (a batch in several files);
            ``SYNC_ENROL_ANEW``: it has more of us than we ever wrote, so this record is a copy or was restored.
    """
    last, _, confirmed_before = submission.log_tail(desk)
    if answer.receipt.last > last:
        membership.enter_doubt(desk, Doubt.RESTORED)
        raise SyncError("SYNC_ENROL_ANEW")
    if min((item.seq for item in answer.receipt.items), default=0) > confirmed_before + 1:
        raise SyncError("BATCH_GAP", expected=confirmed_before + 1)
    confirmed, changes = submission.apply_receipt(desk, answer.receipt)
    membership.office_understands(desk, answer.schema)
    membership.office_backed_up(desk, min(answer.backed_up, answer.receipt.last))
    learnt = reference.take_edition(desk, answer.edition) if answer.edition else Changes()
    learnt |= board.take_board(desk, answer.board) if answer.board else Changes()
    learnt |= arriving.take_notice(desk, answer.update) if answer.update else Changes()
    news, more = submission.apply_downlink(desk, answer.page.items, anew=answer.page.anew)
    more |= attachments.confirm_delivered(desk, answer.have) if answer.have else Changes()
    more |= allowances.heed_not_taken(desk, answer.not_taken, (*answer.have, *answer.missing))
    rejected = sum(item.result is ItemResult.REJECTED for item in answer.receipt.items)
    agrees, found = True, Changes()
    if answer.check:
        agrees, found = agreement.compare_own(desk, answer.receipt.last, answer.check)
    skew = membership.office_memory(desk).skew
    return Applied(confirmed, rejected, news, changes | learnt | more | found, agrees, skew)
