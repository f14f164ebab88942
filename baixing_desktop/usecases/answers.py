"""The history of a handler's line: every reply, every contact, every opinion as a record of its own (seed 八(四)1).

The line itself bears the reply and the contact in force; these records keep what was rejected or done again too.
"""

from dataclasses import replace
from datetime import date

from baixing_desktop.domain.casework import CitizenContact, Forwarding, Reply
from baixing_desktop.domain.gathering import UnitBar
from baixing_desktop.domain.handling import ContributorContact, Evaluation, HandlerReply
from baixing_desktop.domain.kinds import Attitude, OpinionChannel
from baixing_desktop.domain.outcomes import Outcome, Satisfaction
from baixing_desktop.domain.rules.handling import after_opinions
from baixing_desktop.domain.rules.merging import contributing_clues
from baixing_desktop.domain.screening import MergeLink
from baixing_desktop.domain.states import Action, Role
from baixing_desktop.domain.workflow import FORWARDING
from baixing_desktop.errors import IllegalActionError, InputError
from baixing_desktop.ids import new_id
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.claimed import clues_under, proposal_under


def add_reply(tx: Transaction, line: Forwarding, reply: Reply, promised_on: date | None) -> HandlerReply:
    """Keep ``reply`` as the next one of its line.

    Raises:
        InputError: a planned item (B) names no day, or one before the reply.
    """
    if reply.outcome is Outcome.PLANNED:
        if promised_on is None:
            raise InputError("INPUT_MISSING", fields="计划完成日期")
        if promised_on < reply.replied_on:
            raise InputError("INPUT_INVALID", field="计划完成日期", reason="早于答复日期")
    ordinal = tx.of(HandlerReply).count(forwarding_id=line.id) + 1
    kept = HandlerReply(
        new_id(), line.id, ordinal, reply.outcome, reply.text, reply.replied_on, reply.on_time, promised_on
    )
    tx.of(HandlerReply).add(kept)
    return kept


def reply_in_force(tx: Transaction, line: Forwarding) -> HandlerReply:
    """The record of the line's present reply. A line of an older record gets it now; a planned item that named no
    day then is due for look-back at once.
    """
    if line.reply is None:
        raise ValueError("no reply is in force")
    found = tx.of(HandlerReply).where(forwarding_id=line.id, rejected_on=None, order="-ordinal", limit=1)
    if found:
        return found[0]
    promised = line.reply.replied_on if line.reply.outcome is Outcome.PLANNED else None
    return add_reply(tx, line, line.reply, promised)


def contributing(tx: Transaction, clue_id: str) -> tuple[str, ...]:
    """The clue and those merged into it: each contributor is told."""
    return contributing_clues(clue_id, tx.of(MergeLink).where(master_id=clue_id))


def last_reply(tx: Transaction, line: Forwarding) -> HandlerReply | None:
    """The newest answer of the line, in force or put aside; None for a line of an older record too."""
    return next(iter(tx.of(HandlerReply).where(forwarding_id=line.id, order="-ordinal", limit=1)), None)


def contacts_of(tx: Transaction, reply: HandlerReply) -> tuple[ContributorContact, ...]:
    """Who was told of ``reply``, in the order of the days."""
    return tx.of(ContributorContact).where(reply_id=reply.id, order="contacted_on")


def contact_in_force(tx: Transaction, contacts: tuple[ContributorContact, ...]) -> CitizenContact | None:
    """The last of ``contacts`` as the line bears it, with what was thought of the answer."""
    if not contacts:
        return None
    last = contacts[-1]
    heard = next(iter(tx.of(Evaluation).where(contact_id=last.id)), None)
    return CitizenContact(
        last.channel, last.contacted_on, last.person, last.note, heard.satisfaction if heard else None
    )


def concerned(tx: Transaction, line: Forwarding) -> tuple[str, ...]:
    """The clues whose contributors are told what the line's handler answers: its own, those merged into it, and for an
    assigned proposal every clue on which it rests; one that was taken back is left out.
    """
    proposal = proposal_under(tx, line)
    under = clues_under(tx, proposal.id) if proposal else ()
    all_of_them = (each for clue_id in (line.clue_id, *under) for each in contributing(tx, clue_id))
    return tuple(each for each in dict.fromkeys(all_of_them) if each == line.clue_id or _stands(tx, each))


def _stands(tx: Transaction, clue_id: str) -> bool:
    return tx.clues.get(clue_id).withdrawn_at is None


def bars_on(tx: Transaction, clue_id: str) -> tuple[UnitBar, ...]:
    """The units that the clue, or one merged into it, complains about: a letter speaks for all of them."""
    return tuple(tx.of(UnitBar).of_many("clue_id", contributing(tx, clue_id)))


def told(tx: Transaction, line: Forwarding) -> tuple[str, ...]:
    """The clues whose contributors were told of the reply in force."""
    reply = reply_in_force(tx, line) if line.reply else None
    if reply is None:
        return ()
    return tuple(c.clue_id for c in tx.of(ContributorContact).where(forwarding_id=line.id, reply_id=reply.id))


def add_contact(
    tx: Transaction, line: Forwarding, clue_id: str, clues: tuple[str, ...], contact: CitizenContact
) -> None:
    """Keep that the contributor of ``clue_id`` was told, with the opinion if there was one.

    Raises:
        InputError: ``clue_id`` is none of ``clues``, or its contributor was told already.
    """
    if clue_id not in clues:
        raise InputError("INPUT_INVALID", field="线索", reason="没有并入这条线索")
    if clue_id in told(tx, line):
        raise InputError("INPUT_INVALID", field="线索", reason="这位反映人已经告知")
    kept = ContributorContact(
        new_id(),
        line.id,
        reply_in_force(tx, line).id,
        clue_id,
        contact.channel,
        contact.contacted_on,
        contact.person,
        contact.note,
    )
    tx.of(ContributorContact).add(kept)
    if contact.satisfaction:
        tx.of(Evaluation).add(Evaluation(new_id(), kept.id, contact.satisfaction, contact.contacted_on))


def add_opinion(
    tx: Transaction,
    line: Forwarding,
    clue_id: str,
    satisfaction: Satisfaction,
    heard_on: date,
    *,
    attitude: Attitude | None,
    heard_by: OpinionChannel | None,
    opinion: str,
) -> None:
    """Keep what the contributor of ``clue_id`` thinks of the reply in force; a later opinion replaces the first.

    Raises:
        InputError: this contributor was not told of the reply.
    """
    reply = reply_in_force(tx, line)
    contacts = tx.of(ContributorContact).where(forwarding_id=line.id, reply_id=reply.id, clue_id=clue_id)
    if not contacts:
        raise InputError("INPUT_INVALID", field="线索", reason="还没有告知这位反映人")
    earlier = tx.of(Evaluation).where(contact_id=contacts[0].id)
    heard = Evaluation(new_id(), contacts[0].id, satisfaction, heard_on, attitude, heard_by, opinion)
    if earlier:
        tx.of(Evaluation).save(replace(heard, id=earlier[0].id, version=earlier[0].version + 1))
    else:
        tx.of(Evaluation).add(heard)


def opinions(tx: Transaction, line: Forwarding) -> tuple[Satisfaction, ...]:
    """What the contributors think of the reply in force."""
    reply = reply_in_force(tx, line)
    contacts = [c.id for c in tx.of(ContributorContact).where(forwarding_id=line.id, reply_id=reply.id)]
    kept = tuple(e.satisfaction for e in tx.of(Evaluation).where(contact_id=contacts))
    # A line of an older record bears its one opinion itself.
    return kept or ((line.contact.satisfaction,) if line.contact and line.contact.satisfaction else ())


def ending(tx: Transaction, line: Forwarding, role: Role) -> Action:
    """How the line may be closed now; the table says what that needs, and where it cannot be closed at all.

    Raises:
        IllegalActionError: somebody is dissatisfied, and it was not done again yet.
    """
    if not FORWARDING.may(line.state, Action.CLOSE, role):
        return Action.CLOSE
    action = after_opinions(opinions(tx, line), line.redone)
    if action is Action.REDO:
        raise IllegalActionError(
            "ACTION_BARRED", action="办结", reason="有群众不满意", todo="请先要求承办单位重新办理一次"
        )
    return action


def reject(tx: Transaction, line: Forwarding, on: date, reason: str) -> None:
    """Put the reply in force aside: it stays readable, with the reason."""
    reply = reply_in_force(tx, line)
    tx.of(HandlerReply).save(replace(reply, rejected_on=on, rejection=reason, version=reply.version + 1))
