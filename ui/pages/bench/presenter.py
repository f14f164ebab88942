"""What waits in the office, as sentences and counts."""

from dataclasses import dataclass

from baixing_desktop.domain.lists import ClueQuery, OfficeQueue
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.reading import inbound_batches, list_clues, office_today
from ui.words import say_age, say_moment


@dataclass(frozen=True, slots=True)
class QueueLine:
    """One queue: what it is called, what one does there."""

    queue: OfficeQueue
    title: str
    note: str
    alarm: bool = False


@dataclass(frozen=True, slots=True)
class QueueCount:
    """How much waits and since when, in words."""

    count: int
    age: str


_Q = OfficeQueue

GROUPS: tuple[tuple[str, tuple[QueueLine, ...]], ...] = (
    (
        "收件与分类",
        (
            QueueLine(_Q.TO_SCREEN, "待审核", "受理、退回补充或不予采用"),
            QueueLine(_Q.TO_CLASSIFY, "待分类", "按八(三)选择去向"),
            QueueLine(_Q.TO_DRAFT, "待拟函", "选承办单位"),
            QueueLine(_Q.TO_ISSUE, "待发函", "编函号，打印转送函"),
        ),
    ),
    (
        "办理与答复",
        (
            QueueLine(_Q.TO_RECEIVE, "待收函", "承办单位签收"),
            QueueLine(_Q.TO_TAKE_OVER, "待接办", "有期限的函，接办之日起 1 个月内答复"),
            QueueLine(_Q.TO_DECIDE_RETURN, "退办申请", "同意改派，或不同意"),
            QueueLine(_Q.TO_REPLY, "待答复", "登记办理结果和答复"),
            QueueLine(_Q.TO_CONTACT, "待联系群众", "把结果告知反映人"),
            QueueLine(_Q.TO_CLOSE, "待办结", "已告知群众"),
        ),
    ),
    (
        "期限与撤回",
        (
            QueueLine(_Q.OVERDUE, "已超期", "请催办", alarm=True),
            QueueLine(_Q.DUE_SOON, "7 天内到期", "提醒承办单位"),
            QueueLine(_Q.TO_RECALL, "要收回的交办件", "反映人已撤回，请通知承办单位", alarm=True),
        ),
    ),
)


class BenchPresenter:
    """Reads the store; call it in the background."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def counts(self) -> dict[OfficeQueue, QueueCount]:
        """All queues as they are now."""
        found, now = office_today(self._desk), self._desk.now()
        counts: dict[OfficeQueue, QueueCount] = {}
        for queue in OfficeQueue:
            waiting = getattr(found, queue.value)
            counts[queue] = QueueCount(waiting.count, f"最早 {say_age(waiting.oldest, now)}" if waiting.oldest else "")
        return counts


def office_sentence(desk: Desk) -> str:
    """Where the office's data are, in one line."""
    total = list_clues(desk, ClueQuery(limit=1)).total
    arrived = inbound_batches(desk)
    parts = [f"本机数据库 {total} 条线索"]
    if arrived:
        last = arrived[0]
        unit = desk.reference.units.get(last.unit)
        who = unit.short_name if unit else last.unit
        parts.append(f"最近收件 {say_moment(last.received_at, desk.now())}（{who}）")
    else:
        parts.append("还没有收到过批次")
    return " · ".join([*parts, "已加密"])
