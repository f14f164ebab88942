"""The sense of the page 反馈群众."""

from dataclasses import dataclass
from datetime import date

from baixing_desktop.changes import Changes
from baixing_desktop.domain.clue import Contributor
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.lists import ClueList, WorkroomQueue
from baixing_desktop.domain.outcomes import ContactChannel, Satisfaction
from baixing_desktop.domain.rules.telling import TellingFault, telling_faults
from baixing_desktop.domain.telling import Telling
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.reading import reveal_contact, workroom_queue
from baixing_desktop.usecases.telling import ToTell, record_telling, to_tell
from baixing_desktop.usecases.wording import step_sentence
from ui.words import say_day, say_moment

_WRONG = {
    TellingFault.NOBODY: "请写是谁告知的。",
    TellingFault.DAY_TO_COME: "这一天还没有到。",
    TellingFault.NOTHING_TRIED: "联系不上时，请写明什么时候、怎样联系过。",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What stands in the fields of the form."""

    channel: ContactChannel
    told_on: date
    person: str
    satisfaction: Satisfaction | None
    remark: str


@dataclass(frozen=True, slots=True)
class FeedbackView:
    """One citizen to be told: the clue, the news in words, what was said in public, and what was told before."""

    item: ToTell
    news: str
    detail: str
    when: str
    before: tuple[str, ...]
    published: str = ""
    published_words: str = ""


class FeedbackPresenter:
    """Touches the store; call it in the background."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def waiting(self) -> ClueList:
        """The clues whose citizens wait for news."""
        return workroom_queue(self._desk, WorkroomQueue.TO_TELL)

    def view(self, clue_id: str) -> FeedbackView:
        """Everything about one of them."""
        item, now = to_tell(self._desk, clue_id), self._desk.now()
        news, detail = step_sentence(item.news, self._desk.reference) if item.news else ("", "")
        when = say_moment(item.news.at, now) if item.news else ""
        told = tuple(self._sentence(telling) for telling in item.told)
        if item.published is None:
            return FeedbackView(item, news, detail, when, told)
        said, words = step_sentence(item.published, self._desk.reference)
        said = f"{say_moment(item.published.at, now)}　{said}，请一并转告"
        return FeedbackView(item, news, detail, when, told, said, words)

    def reveal(self, clue_id: str) -> Contributor:
        """The contact in full; that it was looked at is recorded."""
        return reveal_contact(self._desk, clue_id)

    def record(self, clue_id: str, told: Told) -> tuple[Telling, Changes]:
        """Keep that the citizen was told."""
        return record_telling(
            self._desk, clue_id, told.channel, told.told_on, told.person,
            satisfaction=told.satisfaction, remark=told.remark,
        )  # fmt: skip

    def blank(self) -> Told:
        """What most likely happened: whoever sits here telephoned today."""
        return Told(ContactChannel.PHONE, self._desk.today(), self._desk.actor.name, None, "")

    @staticmethod
    def wrong(told: Told, today: date) -> dict[TellingFault, str]:
        """What is missing or wrong, in words for its field."""
        faults = telling_faults(told.channel, told.told_on, told.person, told.remark, today)
        return {fault: _WRONG[fault] for fault in faults}

    def _sentence(self, telling: Telling) -> str:
        opinion = f"，反映人{label(telling.satisfaction)}" if telling.satisfaction else ""
        day = say_day(telling.told_on, self._desk.today())
        return f"{day}　{telling.person}　{label(telling.channel)}{opinion}"
