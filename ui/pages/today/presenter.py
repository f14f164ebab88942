"""What waits on the liaison's desk, as sentences and counts."""

from dataclasses import dataclass
from datetime import datetime

from baixing_desktop.clock import local
from baixing_desktop.domain.lists import Queue, WorkroomQueue, WorkroomToday
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.gathering import NilStanding, called_topics, nil_standing
from baixing_desktop.usecases.printing import blank_attachment3
from baixing_desktop.usecases.reading import workroom_today
from baixing_desktop.usecases.scanning import count_awaiting_signature
from ui.words import say_age, say_moment

_ROWS = (
    (WorkroomQueue.RETURNED, "退回补充", "区办公室请您补充"),
    (WorkroomQueue.TO_TELL, "待告知群众", "已有答复或决定，请转告反映人"),
    (WorkroomQueue.DRAFTS, "草稿", "还没有登记"),
    (WorkroomQueue.TO_SUBMIT, "待报送", "已登记，还没有报送"),
    (WorkroomQueue.IN_TRANSIT, "等待回执", "已送出，区办公室还没有回执"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to do: its queue, its words, how many, since when."""

    queue: WorkroomQueue
    title: str
    note: str
    count: int
    age: str


@dataclass(frozen=True, slots=True)
class TodayView:
    """Everything that the page says. ``quota`` is None where there is none."""

    rows: tuple[Row, ...]
    month: str
    count: int
    quota: int | None
    quota_words: str
    where: tuple[str, ...]
    status: str
    unsigned: int
    topics: tuple[str, ...]
    nil: NilStanding | None


class TodayPresenter:
    """Reads the store; call it in the background."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def empty_rows(self) -> tuple[Row, ...]:
        """The rows before anything was counted."""
        return tuple(Row(queue, title, note, 0, "") for queue, title, note in _ROWS)

    def view(self) -> TodayView:
        """The page as it should be now."""
        desk = self._desk
        found, now = workroom_today(desk), desk.now()
        queues = {queue: getattr(found, queue.value) for queue in WorkroomQueue}
        rows = tuple(
            Row(queue, title, note, queues[queue].count, _age(queues[queue], now)) for queue, title, note in _ROWS
        )
        return TodayView(
            rows=rows,
            month=f"{local(now).month} 月",
            count=found.month_count,
            quota=found.month_quota,
            quota_words=_quota_words(found.month_count, found.month_quota),
            where=_where(found, now),
            status=status_sentence(found, now),
            unsigned=count_awaiting_signature(desk),
            topics=tuple(view.topic.title for view in called_topics(desk)),
            nil=nil_standing(desk),
        )

    def blank_form(self) -> bytes:
        """The empty form as PDF."""
        return blank_attachment3(self._desk)


def status_sentence(found: WorkroomToday, now: datetime, trouble: str = "") -> str:
    """Where the data are, in one line; ``trouble`` says what is the matter with the line to the office."""
    here, receipt = found.only_here, found.last_receipt_at
    if here.count and here.oldest:
        parts = [f"仅在本机 {here.count} 条（最早 {say_age(here.oldest, now)}）"]
    else:
        parts = ["已登记的线索都已报送" if receipt else "还没有登记线索"]
    if receipt:
        parts.append(f"上次回执 {say_moment(receipt, now)}")
    elif here.count:
        parts.append("还没有报送过")
    return " · ".join(part for part in (*parts, trouble, "已加密") if part)


def _where(found: WorkroomToday, now: datetime) -> tuple[str, ...]:
    here, receipt = found.only_here, found.last_receipt_at
    safe = "本机数据已加密，每次停笔自动保存。"
    if not here.count and not receipt:
        return ("还没有登记线索。", "登记以后，这里写着区办公室收到了没有。", safe)
    return (
        f"{here.count} 条只在这台电脑上，请及时报送。" if here.count else "登记过的线索，区办公室都已收到。",
        f"最近一次回执：{say_moment(receipt, now)}。" if receipt else "还没有收到过回执。",
        safe,
    )


def _age(queue: Queue, now: datetime) -> str:
    return f"最早 {say_age(queue.oldest, now)}" if queue.oldest else ""


def _quota_words(count: int, quota: int | None) -> str:
    if quota is None:
        return "直报点不设件数要求。"
    if count >= quota:
        return f"已达到每月 {quota} 件。"
    return f"每月 {quota} 件，本月还差 {quota - count} 件。"
