"""The sense of the page 督办·回头看: which matters lie on which shelf."""

from baixing_desktop.usecases.consultations import consultations
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.key_items import key_items
from baixing_desktop.usecases.looking_back import look_backs, waiting_for_look_back
from baixing_desktop.usecases.responses import public_responses
from baixing_desktop.usecases.supervised import late_lines, supervisions
from ui.pages.supervision.key_steps import KeySteps
from ui.pages.supervision.look_steps import LookSteps
from ui.pages.supervision.own_steps import OwnSteps
from ui.pages.supervision.response_steps import ResponseSteps
from ui.pages.supervision.talk_steps import TalkSteps
from ui.pages.supervision.watch_steps import WatchSteps
from ui.steps.asks import Item, Shelf, ShelfView

OPEN, LATE, KEY, BACK, OVER = "open", "late", "key", "back", "over"
RESPONSES, TALKS = "responses", "talks"


class SupervisionPresenter:
    """Touches the store; call it in the background."""

    shelves = (
        Shelf(OPEN, "督办中", "没有正在督办的事项", "从“计划督办”或“已超期”开始。"),
        Shelf(LATE, "已超期", "没有超期未答复的转送件", "登记接办以后，到期没有答复的列在这里。"),
        Shelf(KEY, "重点提案", "没有重点提案", "提案立案以后，可以列为重点提案备选。"),
        Shelf(BACK, "回头看", "没有要回头看的事项", "答复“列入计划”的，承诺日期过了还没有落实，就列在这里。"),
        Shelf(RESPONSES, "公开回应", "还没有公开回应", "承办单位答复以后，通过公开渠道作的回应记在这里。"),
        Shelf(TALKS, "协商", "还没有协商记录", "“有事好商量”、基层协商、党派团体协商等记在这里。"),
        Shelf(OVER, "已结束", "还没有结束的督办、重点提案和回头看"),
    )

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._watch, self._keys, self._looks = WatchSteps(desk), KeySteps(desk), LookSteps(desk)
        self._responses, self._talks, self._own = ResponseSteps(desk), TalkSteps(desk), OwnSteps(desk)

    def look(self, shelf: str) -> ShelfView:
        """The shelf, and the counts of all of them."""
        desk = self._desk
        acts, late, keys, looks = supervisions(desk), late_lines(desk), key_items(desk), look_backs(desk)
        answered, talks = public_responses(desk), consultations(desk)
        counts = {
            OPEN: len(acts),
            LATE: len(late),
            KEY: len(keys),
            BACK: len(looks) + waiting_for_look_back(desk),
            RESPONSES: len(answered),
            TALKS: len(talks),
        }
        items: tuple[Item, ...]
        match shelf:
            case "late":
                items = tuple(map(self._watch.late, late))
            case "key":
                items = (*self._keys.new(), *map(self._keys.item, keys))
            case "back":
                items = (*self._looks.new(), *map(self._looks.item, looks))
            case "responses":
                items = (*self._responses.new(), *map(self._responses.item, answered))
            case "talks":
                letters = self._talks.letters() if talks else {}
                items = (*self._talks.new(), *(self._talks.item(view, letters) for view in talks), *self._own.new())
            case "over":
                items = self._over()
            case _:
                items = (*self._watch.new(), *map(self._watch.item, acts))
        return ShelfView(items, counts)

    def _over(self) -> tuple[Item, ...]:
        return (
            *map(self._watch.item, supervisions(self._desk, over=True)),
            *map(self._keys.item, key_items(self._desk, over=True)),
            *map(self._looks.item, look_backs(self._desk, over=True)),
        )
