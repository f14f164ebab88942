"""A day's work of an office by keyboard, clue after clue, with a record of what was pressed and what was seen."""

from collections.abc import Collection, Mapping
from typing import cast

from PySide6.QtWidgets import QApplication, QLabel

from baixing_desktop.domain.labels import label
from baixing_desktop.domain.outcomes import Route
from tests.ui.seat import Seat, below
from ui.paper import PaperDialog
from ui.shell.notices import NoticeBar

BY_LETTER = (Route.DISTRICT_URGENT, Route.CITY_DEPARTMENT)
TO_THE_CITY = (Route.CITY_EXPRESS, Route.CITY_PREMIUM)
_NUMBERS = {route: str(number) for number, route in enumerate(Route, start=1)}
_HANDLERS = {Route.DISTRICT_URGENT: "区教育", Route.CITY_DEPARTMENT: "市水务"}
_CLAIMS, _OUTPUTS = "Alt+5", "Alt+7"


class Walk:
    """``plan`` says for each title which way it goes; ``record`` keeps for each what was pressed and seen."""

    def __init__(self, plan: Mapping[str, Route]) -> None:
        self.plan = plan
        self.record: dict[str, list[str]] = {title: [] for title in plan}
        self.seat: Seat

    def on(self, *routes: Route) -> list[str]:
        """The titles that go these ways."""
        return [title for title, route in self.plan.items() if route in routes]

    def told(self) -> str:
        """The record, for a person to read."""
        return "\n".join(
            f"{label(self.plan[title])}　{title}\n" + "".join(f"    {line}\n" for line in lines)
            for title, lines in self.record.items()
        )

    # -- eyes and hands

    def front(self) -> str:
        """The clue (or what was made of it) that is open."""
        heads = {w.text() for w in below(self.seat.window) if isinstance(w, QLabel) and w.property("role") == "heading"}
        found = [title for title in self.plan if title in heads]
        assert len(found) == 1, (found, heads)
        return found[0]

    def next_of(self, todo: Collection[str], page: str) -> str:
        """Open one of these, with the arrow letters where another one is open; ``page`` are the keys of the page."""
        front = self.front()
        if front in todo:
            return front
        self.seat.press(page)  # the list gets the focus, and J moves in it
        for key in ("J", "K"):
            before = ""
            while front != before:
                self.seat.press(key)
                before, front = front, self.front()
                if front in todo:
                    return front
        raise AssertionError(f"none of {sorted(todo)} is listed")

    def press(self, title: str, *keys: str) -> None:
        """Press these, for this clue."""
        self.record[title].append(f"按 {' '.join(keys)}")
        self.seat.press(*keys)

    def write(self, title: str, field: str, words: str) -> None:
        """Go to the field and type."""
        self.seat.tab_to(field)
        self.record[title].append(f"在“{field}”写 {words}")
        self.seat.type(words)

    def saw(self, title: str, words: str) -> None:
        """The last notice said so; on a slow machine it may have gone again since."""
        bar = cast("NoticeBar", self.seat.window.findChild(NoticeBar))
        said = bar.accessibleName()
        assert said.startswith(words), (title, words, said, self.seat.words())
        self.record[title].append(f"见 {said}")

    def paper(self, title: str) -> None:
        """A paper opened: look at it and put it away."""
        assert isinstance(QApplication.activeModalWidget(), PaperDialog), title
        assert self.seat.sees("共 ")
        self.record[title].append("见 公文打开")
        self.press(title, "Esc")

    # -- 审核 and 分类

    def screen(self) -> None:
        """Every clue is accepted."""
        self.seat.press("Alt+3")
        for _ in self.plan:
            title = self.front()
            self.press(title, "A")
            self.saw(title, "已受理，正式编号 第2026")
        assert self.seat.sees("没有待审核的线索")

    def classify(self) -> None:
        """Every clue gets its way."""
        self.seat.press("Alt+4")
        for _ in self.plan:
            title = self.front()
            self.press(title, _NUMBERS[self.plan[title]], "Ctrl+Enter")
            self.saw(title, f"已分类为{label(self.plan[title])}。")

    # -- by letter

    def draft_letters(self) -> None:
        """拟函 for the two ways that go by letter."""
        self.seat.press("Alt+4", "Ctrl+Right")
        for _ in self.on(*BY_LETTER):
            title = self.front()
            self.write(title, "承办单位", _HANDLERS[self.plan[title]])
            self.seat.tab_to("请对方在接办之日起 1 个月内答复")
            self.press(title, "Space", "Ctrl+Enter")
            self.saw(title, f"拟转送函：{title}")

    def send_letters(self) -> None:
        """From 发函 to 办结, the letters of the assigned proposals among them."""
        titles = self.on(*BY_LETTER, Route.DISTRICT_GENERAL)
        self.seat.press("Ctrl+Right")
        for _ in titles:
            title = self.front()
            self.press(title, "Ctrl+Enter")
            self.paper(title)
            self.saw(title, "已发函 海协办函〔2026〕")
        for words in ("登记收函", "登记接办"):
            self.seat.press("Ctrl+Right")
            for _ in titles:
                self._plainly(words)
        self.seat.press("Ctrl+Right")
        for _ in titles:
            title = self.front()
            self.seat.tab_to("A 已解决")
            self.press(title, "Space")
            self.write(title, "答复内容", f"《{title}》所提建议已经采纳。")
            self._plainly("登记答复")
        self.seat.press("Ctrl+Right")
        for _ in titles:
            self.write(self.front(), "联系人员", "陈办")
            self._plainly("记录已联系群众")
        self.seat.press("Ctrl+Right")
        for _ in titles:
            self._plainly("办结")

    def _plainly(self, words: str) -> None:
        title = self.front()
        self.press(title, "Ctrl+Enter")
        self.saw(title, f"{words}：{title}")

    # -- 中心工作

    def research(self) -> None:
        """调研, an output, its delivery, 办结."""
        self.seat.press(_OUTPUTS)
        todo = set(self.on(Route.DISTRICT_CORE))
        for title in self._each(todo, _OUTPUTS):
            self.write(title, "参加人员", "经济委")
            self.write(title, "情况", "走访了三个社区。")
            self.press(title, "Ctrl+Enter")
            self.saw(title, f"登记调研：{title}")
            self.press(title, "Ctrl+Shift+M")
            for field in ("成果形式", "承担的专委会"):
                self.seat.tab_to(field)
                self.press(title, "Down")
            self.press(title, "Ctrl+Enter")
            self.saw(title, f"选定成果形式：{title}")
        self.seat.press("Ctrl+Right")
        for title in self._each(todo, _OUTPUTS):
            self.write(title, "报送对象", "区委")
            self.press(title, "Ctrl+Enter")
            self.saw(title, f"登记成果：{title}")
        self.seat.press("Ctrl+Left")
        self._conclude(todo)

    # -- 直通车 and 荐市

    def report(self) -> None:
        """报市材料, its letter, the city's answer, 办结."""
        self.seat.press(_OUTPUTS, "Ctrl+Right", "Ctrl+Right")
        todo = set(self.on(*TO_THE_CITY))
        for title in self._each(todo, _OUTPUTS):
            self.press(title, "Ctrl+Enter")
            self.saw(title, f"起草报市材料：{title}")
        for title in self._each(todo, _OUTPUTS):
            self.press(title, "Ctrl+Enter")
            self.paper(title)
            self.saw(title, f"报送市政协：{title}")
        for title in self._each(todo, _OUTPUTS):
            self.write(title, "处理结果", "市里采纳。")
            self.press(title, "Ctrl+Enter")
            self.saw(title, f"登记市里结果：{title}")
        self._conclude(todo)

    def _conclude(self, todo: Collection[str]) -> None:
        for title in self._each(todo, _OUTPUTS):
            self.press(title, "Ctrl+Enter")
            self.saw(title, f"办结这条线索：{title}")

    # -- 一般

    def grow(self) -> None:
        """列入目录, 认领, 培育, 提案初稿, 送交."""
        self.seat.press(_CLAIMS)
        todo = set(self.on(Route.DISTRICT_GENERAL))
        for title in self._each(todo, _CLAIMS):
            self.press(title, "Ctrl+Enter")
            self.saw(title, f"已列入认领目录：{title}")
        self.seat.press("Ctrl+Right")
        for title in self._each(todo, _CLAIMS):
            self.write(title, "认领人", "王委员")
            self.press(title, "Ctrl+Enter")
            self.saw(title, f"登记认领：{title}")
        self.seat.press("Ctrl+Right")
        for title in self._each(todo, _CLAIMS):
            self.write(title, "内容", "到现场走访，与社区座谈。")
            self.press(title, "Ctrl+Enter")
            self.saw(title, f"记录培育：{title}")
        self.seat.press("Ctrl+Right")
        for title in self._each(todo, _CLAIMS):
            self.press(title, "Ctrl+Shift+M", "Right")
            self.seat.tab_to("提案标题")
            self.press(title, "Ctrl+Enter")
            self.saw(title, f"形成提案初稿：{title}")
        self.seat.press("Ctrl+Right")
        for title in self._each(todo, _CLAIMS):
            self.press(title, "Ctrl+Enter")
            self.saw(title, f"送交提案：{title}")

    def file(self) -> None:
        """立案, in the window of the proposal committee: the first number is typed, the others follow it."""
        self.seat.press("Ctrl+K")
        self.seat.type("认领与培育")
        self.seat.press("Enter", *["Ctrl+Right"] * 4)
        for number, _ in enumerate(self.on(Route.DISTRICT_GENERAL), start=7):
            title = self.front()
            if number == 7:
                for field, value in (("第几届", "16"), ("第几次会议", "5"), ("第几号", "7")):
                    self.write(title, field, value)
            self.press(title, "Ctrl+Enter")
            self.saw(title, f"已立案：第十六届五次会议第{number:03}号")

    def assign(self) -> None:
        """交办."""
        self.seat.press(_CLAIMS, *["Ctrl+Right"] * 5)
        for title in self._each(self.on(Route.DISTRICT_GENERAL), _CLAIMS):
            self.write(title, "承办单位", "区水务")
            self.press(title, "Ctrl+Enter")
            self.saw(title, "已拟 1 份交办函")

    def conclude_proposals(self) -> None:
        """办结提案."""
        self.seat.press(_CLAIMS)
        for title in self._each(self.on(Route.DISTRICT_GENERAL), _CLAIMS):
            self.press(title, "Ctrl+Enter")
            self.saw(title, f"办结提案：{title}")

    def _each(self, titles: Collection[str], page: str):  # noqa: ANN202 - a generator of titles
        """Open each of these once, in whatever order they are listed."""
        todo = set(titles)
        while todo:
            title = self.next_of(todo, page)
            todo.remove(title)
            yield title
