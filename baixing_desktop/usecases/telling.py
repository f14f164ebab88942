"""反馈群众: telling citizens what became of their suggestions, and keeping that it was done (seed 八(四)1, 八(五)2)."""

from dataclasses import dataclass
from datetime import date

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.casework import CitizenContact
from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.outcomes import ContactChannel, Satisfaction
from baixing_desktop.domain.progress import ProgressStep
from baixing_desktop.domain.rules.telling import TellingFault, telling_faults
from baixing_desktop.domain.telling import Telling, answer_to_tell, news_to_tell, published_now
from baixing_desktop.domain.text import clean_text, one_line
from baixing_desktop.domain.units import Face
from baixing_desktop.errors import IllegalActionError, InputError
from baixing_desktop.ids import new_id
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.desk import Desk, note, require_face
from baixing_desktop.usecases.messages import report_telling
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.usecases.reading import find_clue


@dataclass(frozen=True, slots=True)
class ToTell:
    """What a citizen is to hear: the clue with its contact masked, the office's answer, what its handlers said in
    public, and what was told before.
    """

    clue: Clue
    news: ProgressStep | None
    told: tuple[Telling, ...]
    published: ProgressStep | None = None


@intention
def to_tell(desk: Desk, clue_id: str) -> ToTell:
    """Everything about one clue that belongs to telling its citizen.

    Raises:
        NotFoundError: ``CLUE_NOT_FOUND``.
    """
    clue = find_clue(desk, clue_id)
    with desk.store.reading() as tx:
        steps = tx.news.of_clue(clue.id)
        return ToTell(clue, answer_to_tell(steps), _told(tx, clue.id), published_now(steps))


@intention
def record_telling(
    desk: Desk,
    clue_id: str,
    channel: ContactChannel,
    told_on: date,
    person: str,
    *,
    satisfaction: Satisfaction | None = None,
    remark: str = "",
) -> tuple[Telling, Changes]:
    """Keep that the citizen was told (or could not be reached) what the office's last news is.

    Raises:
        InputError: ``INPUT_MISSING``: who told it, or for 无法联系 what was tried; ``INPUT_INVALID``: a day to come.
        IllegalActionError: there is nothing to tell yet.
        NotFoundError: ``CLUE_NOT_FOUND``.
    """
    person, remark = one_line(clean_text(person)), clean_text(remark).strip()
    _require(desk, channel, told_on, person, remark)
    with desk.store.writing() as tx:
        require_face(tx.system.installation(), Face.WORKROOM)
        clue = tx.clues.get(clue_id)
        steps = tx.news.of_clue(clue.id)
        answer, news = answer_to_tell(steps), news_to_tell(steps)
        if answer is None or news is None:
            raise IllegalActionError(
                "ACTION_NOT_POSSIBLE", subject="线索", state="还没有答复", action="登记告知", possible="查看"
            )
        reached = channel is not ContactChannel.UNREACHABLE
        telling = Telling(
            id=new_id(),
            clue_id=clue.id,
            about=answer.step,
            news_at=news.at,
            channel=channel,
            told_on=told_on,
            person=person,
            recorded_at=desk.now(),
            satisfaction=satisfaction if reached else None,
            note=remark,
        )
        tx.of(Telling).add(telling)
        report_telling(desk, tx, clue, CitizenContact(channel, told_on, person, remark, telling.satisfaction))
        note(desk, tx, "tell", Kind.CLUE, clue.id, channel=channel, satisfaction=telling.satisfaction or "")
    return telling, Changes.of(Kind.CLUE, clue.id) | Changes.of(Kind.PROGRESS, clue.id)


_ASKED_FOR = {TellingFault.NOBODY: "告知人", TellingFault.NOTHING_TRIED: "联系经过"}


def _require(desk: Desk, channel: ContactChannel, told_on: date, person: str, remark: str) -> None:
    faults = telling_faults(channel, told_on, person, remark, desk.today())
    missing = [words for fault, words in _ASKED_FOR.items() if fault in faults]
    if missing:
        raise InputError("INPUT_MISSING", fields="、".join(missing))
    if faults:
        raise InputError("INPUT_INVALID", field="告知日期", reason="这一天还没有到")


def _told(tx: Transaction, clue_id: str) -> tuple[Telling, ...]:
    return tx.of(Telling).where(clue_id=clue_id, order="-recorded_at")
