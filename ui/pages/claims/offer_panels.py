"""列入认领目录, and the weeks in which clues are claimed."""

from datetime import date, timedelta
from typing import Any

from baixing_desktop.domain.proposals import ClaimWindow
from baixing_desktop.usecases.claiming import Help, WindowForm
from ui.pages.claims.panels import Act, Panel, Undo
from ui.pages.claims.presenter import Shown
from ui.widgets.fields import Check, Choice, DateField, Finder, Options, TextLine
from ui.words import say_day

_NONE = ""
WEEKS = timedelta(weeks=6)
"""So long a new 认领期 is proposed to be; the dates are the office's to set (domain SM5)."""


class OfferPanel(Panel):
    """列入认领目录, one clue or all that are listed."""

    words, heading = "列入认领目录", "选为提案参考选题，供提案主体认领"
    note = "八(二)3：每年全会召开前挑选。目录不含姓名和联系方式。"

    def build(self) -> None:
        """Window, counterpart committee, likely handler, and whether all of them."""
        self._window = Choice("认领期")
        self.form.add("认领期", self._window)
        self._committees: Options = ()
        self._committee = Choice("对口专委会")
        self._committee.follow(lambda: [(_NONE, "暂不指定"), *(self._committees or self.presenter.committees())])
        self.form.add("对口专委会", self._committee)
        self._handler = Finder("建议主办单位", self.presenter.handlers(), hint="可以不填")
        self.form.add("建议主办单位", self._handler)
        self._all = Check("把列表里的全部列入")
        self.form.add("范围", self._all)

    def read(self, shown: Shown) -> tuple[tuple[ClaimWindow, ...], Options]:
        """The windows, and what the committees have in hand."""
        return self.presenter.windows(), self.presenter.committee_loads()

    def begin(self, shown: Shown) -> None:
        """The newest window that is not over."""
        windows: tuple[ClaimWindow, ...]
        windows, self._committees = self.known
        self._committee.reread()
        self._window.offer([(_NONE, "不限日期"), *((one.id, _window_words(one, self.today)) for one in windows)])
        current = next((one.id for one in windows if one.closes_on >= self.today), _NONE)
        self._window.setCurrentIndex(self._window.findData(current))
        self._committee.setCurrentIndex(0)
        self._handler.follow(self.presenter.handlers)
        several = self.board is not None and len(self.board.items) > 1
        self._all.setChecked(False)
        self._all.setEnabled(several)
        self._window.setFocus()

    def act(self, shown: Shown) -> Act | None:
        """Offer it, or all of them."""
        listed = [item.id for item in self.board.items] if self.board else []
        ids = listed if self._all.isChecked() else [shown.item.id]
        window, aid = self._window.code, Help(self._committee.code or None, self._handler.code or None)
        return lambda work: self.presenter.offer(ids, window, aid, work)

    def done(self, shown: Shown, value: Any) -> str:
        """How many."""
        return f"已列入认领目录：{len(value)} 条" if len(value) > 1 else f"已列入认领目录：{shown.title}"

    def undo(self, shown: Shown, value: Any) -> Undo:
        """Take the offers back."""
        return lambda: self.presenter.claims_back(value)


class WindowPanel(Panel):
    """认领期: a new one, or the dates of a known one."""

    words, heading = "保存认领期", "从哪天到哪天可以认领？"
    note = "登记认领的日期必须在认领期内。过了截止日期，可以在这里改期。"

    def build(self) -> None:
        """Which, its name, its dates."""
        self._which = Choice("哪一个")
        self.form.add("哪一个", self._which)
        self._name = TextLine("名称", hint="如：十六届六次会议", limit=40)
        self._name_field = self.form.add("名称", self._name, needed=True)
        self._opens, self._closes = DateField("开始日期", self.today), DateField("截止日期", self.today)
        self.form.add("开始日期", self._opens, needed=True)
        self._closes_field = self.form.add("截止日期", self._closes, needed=True)
        self._windows = ()
        self._which.currentIndexChanged.connect(self._fill)

    def read(self, shown: Shown) -> tuple[ClaimWindow, ...]:
        """The windows."""
        return self.presenter.windows()

    def begin(self, shown: Shown) -> None:
        """A new one, unless one is running."""
        self._windows: tuple[ClaimWindow, ...] = self.known
        self._which.offer([(_NONE, "新的认领期"), *((one.id, _window_words(one, self.today)) for one in self._windows)])
        current = next((one.id for one in self._windows if one.closes_on >= self.today), _NONE)
        self._which.setCurrentIndex(self._which.findData(current))
        self._fill()
        self._name.setFocus()

    def act(self, shown: Shown) -> Act | None:
        """Save it."""
        name, opens, closes, known = self._name.text().strip(), self._opens.day, self._closes.day, self._known
        self._name_field.wrong("" if name else "请写名称。")
        self._closes_field.wrong("" if closes >= opens else "早于开始日期。")
        if not name or closes < opens:
            return None
        year = known.year if known else closes.year
        return lambda _work: self.presenter.save_window(WindowForm(year, name, opens, closes), known)

    def done(self, shown: Shown, value: Any) -> str:
        """Its name."""
        return f"已保存认领期：{_window_words(value, self.today)}"

    def undo(self, shown: Shown, value: Any) -> Undo:
        """As it was before, or none."""
        was = next((one for one in self._windows if one.id == value.id), None)
        if was is None:
            return lambda: self.presenter.unset_window(value)
        return lambda: self.presenter.save_window(WindowForm(was.year, was.name, was.opens_on, was.closes_on), value)

    @property
    def _known(self) -> ClaimWindow | None:
        return next((one for one in self._windows if one.id == self._which.code), None)

    def _fill(self) -> None:
        known = self._known
        self._name.setText(known.name if known else "")
        self._opens.put(known.opens_on if known else self.today)
        self._closes.put(known.closes_on if known else self.today + WEEKS)


def _window_words(one: ClaimWindow, today: date) -> str:
    return f"{one.name}（{say_day(one.opens_on, today)}至{say_day(one.closes_on, today)}）"
