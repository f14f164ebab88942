"""更正 of what stands beside the steps of a handler's line: a reminder that never was, the date of a letter
(SM4; seed 八(三)1, 八(四)2).

A letter that went out stays out, and a number once given is never given again: the letter register keeps it, as voided.
"""

from dataclasses import replace
from datetime import date

from baixing_desktop.changes import Changes
from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.encouragement import Incentive
from baixing_desktop.domain.handling import Correction, Reminder
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.organisation import LetterEntry
from baixing_desktop.domain.rules.incentives import Adopted, Adoption, incentive_start
from baixing_desktop.domain.rules.numbering import letter_number
from baixing_desktop.domain.states import Action, IncentiveState, Need
from baixing_desktop.domain.supervision import Supervision
from baixing_desktop.errors import InputError
from baixing_desktop.ids import new_id
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.answers import concerned
from baixing_desktop.usecases.days import not_after
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.encouraging import adopted_words
from baixing_desktop.usecases.officework import change_line, given_text, next_line_state
from baixing_desktop.usecases.permissions import intention


@intention
def take_back_reminder(desk: Desk, reminder_id: str, reason: str) -> tuple[Forwarding, Changes]:
    """撤回催办: the reminder goes; the number of one by letter stays in the register as voided, with ``reason``.

    Raises:
        IllegalActionError: the transition table has no such row, or there is no reason.
        NotFoundError: no such reminder.
    """
    reason, given = given_text(reason, Need.REASON)
    with desk.store.reading() as tx:
        line_id = tx.of(Reminder).get(reminder_id).forwarding_id

    def taken_back(tx: Transaction, line: Forwarding) -> Forwarding:
        reminder = tx.of(Reminder).get(reminder_id)
        state = next_line_state(desk, line, Action.UNREMIND, *given)
        number = f"，{reminder.letter_number}" if reminder.letter_number else ""
        remark = f"：{reminder.note}" if reminder.note else ""
        _keep(desk, tx, line, reason, f"催办 {reminder.reminded_on}，{label(reminder.channel)}{number}{remark}")
        entry = _registered(tx, line, reminder.letter_number)
        if entry is not None:
            voided = replace(entry, voided_on=desk.today(), void_reason=reason, version=entry.version + 1)
            tx.of(LetterEntry).save(voided)
        tx.of(Reminder).remove(reminder)
        return replace(line, state=state)

    return change_line(desk, line_id, Action.UNREMIND, taken_back)


@intention
def correct_issue_date(desk: Desk, forwarding_id: str, on: date, reason: str) -> tuple[Forwarding, Changes]:
    """更正发函日期 in place: no limit and no verdict follows from it. The letter register follows, and so does the day
    of adoption of a contributor who has not heard yet (seed 八(五)2).

    Raises:
        IllegalActionError: the transition table has no such row, or there is no reason.
        InputError: ``INPUT_INVALID``: the day is the old one, lies in the future, in another year than the number of
            the letter, or after what followed: receipt, a reminder, an act of supervision.
        NotFoundError: no such line.
    """
    reason, given = given_text(reason, Need.REASON)

    def corrected(tx: Transaction, line: Forwarding) -> Forwarding:
        state = next_line_state(desk, line, Action.CORRECT_ISSUE, Need.DATE, *given)
        before = line.issued_on
        if before is None:
            raise ValueError("a letter that is out bears its day")
        _require_day(desk, tx, line, before, on)
        entry = _registered(tx, line, line.letter_number)
        if entry is not None:
            tx.of(LetterEntry).save(replace(entry, issued_on=on, version=entry.version + 1))
        _adopted_then(desk, tx, line, before, on)
        _keep(desk, tx, line, reason, f"发函日期 {before}")
        return replace(line, state=state, issued_on=on)

    return change_line(desk, forwarding_id, Action.CORRECT_ISSUE, corrected)


def _require_day(desk: Desk, tx: Transaction, line: Forwarding, before: date, on: date) -> None:
    field = "发函日期"
    if on == before:
        raise InputError("INPUT_INVALID", field=field, reason="和原来的一样")
    if on.year != before.year:
        raise InputError("INPUT_INVALID", field=field, reason=f"函号 {line.letter_number} 属于 {before.year} 年")
    not_after(on, desk.today(), field)
    reminded = [one.reminded_on for one in tx.of(Reminder).where(forwarding_id=line.id)]
    held = [one.held_on for one in tx.of(Supervision).where(forwarding_id=line.id) if one.held_on]
    received = [line.received_on] if line.received_on else []
    for day, words in ((received, "收函"), (reminded, "催办"), (held, "督办")):
        if any(on > one for one in day):
            raise InputError("INPUT_INVALID", field=field, reason=f"晚于{words}的 {min(day).isoformat()}")


def _registered(tx: Transaction, line: Forwarding, number: str | None) -> LetterEntry | None:
    """The entry of the letter register that gave ``number`` to a letter of the line."""
    entries = tx.of(LetterEntry).where(object_id=line.id) if number else ()
    return next((one for one in entries if letter_number(one.organ, one.year, one.serial) == number), None)


def _adopted_then(desk: Desk, tx: Transaction, line: Forwarding, before: date, on: date) -> None:
    words = adopted_words(Adopted(before, Adoption.FORWARDED, desk.reference.unit_name(line.handler)))
    for clue_id in concerned(tx, line):
        for one in tx.of(Incentive).where(clue_id=clue_id, state=IncentiveState.DUE):
            if (one.adopted_on, one.adopted_as) == (before, words):
                start = incentive_start(tx.clues.get(clue_id).content.contributor, on, desk.reference.calendar)
                tx.of(Incentive).save(replace(one, adopted_on=on, due_on=start.due_on, version=one.version + 1))


def _keep(desk: Desk, tx: Transaction, line: Forwarding, reason: str, was: str) -> None:
    tx.of(Correction).add(
        Correction(new_id(), line.id, line.clue_id, line.state, desk.now(), desk.actor.name, reason, was)
    )
