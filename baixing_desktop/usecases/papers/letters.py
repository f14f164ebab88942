"""发文登记簿 from the letter register."""

from baixing_desktop.domain.clue import Contributor
from baixing_desktop.domain.kinds import LetterKind
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.organisation import LetterEntry
from baixing_desktop.domain.rules.numbering import letter_number
from baixing_desktop.domain.rules.redaction import redact_text
from baixing_desktop.papers.ledgers.letters import LetterLine, letters_ledger
from baixing_desktop.usecases.papers.kinds import Counter, Gathered

_OF_A_LINE = (LetterKind.FORWARD, LetterKind.ASSIGN, LetterKind.REMIND)


def letters(counter: Counter) -> Gathered:
    """Every number given to a letter of a period, in the order of the numbers."""
    period = counter.period
    entries = [one for one in counter.tx.of(LetterEntry).where() if one.issued_on in period]
    entries.sort(key=lambda one: (one.organ, one.year, one.serial))
    lines = [_line(counter, one) for one in entries]
    return Gathered(letters_ledger(lines, period.words, counter.taken(period.words)), "ledger", "")


def _line(counter: Counter, one: LetterEntry) -> LetterLine:
    return LetterLine(
        letter_number(one.organ, one.year, one.serial),
        one.issued_on,
        label(one.kind),
        one.addressee,
        redact_text(one.subject, _contributor(counter, one)),
        one.registered_by,
        f"作废 {one.voided_on}：{one.void_reason}" if one.voided_on else "",
    )


def _contributor(counter: Counter, one: LetterEntry) -> Contributor:
    """Whose name the subject may hold: it is the title of a clue."""
    if one.kind not in _OF_A_LINE or one.object_id is None:
        return Contributor()
    return counter.tx.clues.get(counter.tx.casework.forwarding(one.object_id).clue_id).content.contributor
