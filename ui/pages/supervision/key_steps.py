"""重点提案: candidates and key items, facts in sentences, and the steps that SM6 allows (seed 九(二)4)."""

from collections.abc import Callable
from datetime import date

from baixing_desktop.domain.labels import label
from baixing_desktop.domain.states import Action, KeyItemState
from baixing_desktop.domain.supervision import KeyItem
from baixing_desktop.domain.workflow import KEY_ITEM
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.key_items import (
    KeyItemView,
    confirm_key_item,
    drop_key_item,
    may_become_key,
    propose_key_item,
    report_key_item,
    supervise_key_item,
    take_back_key_item,
    take_back_key_supervision,
)
from baixing_desktop.usecases.permissions import may
from ui.pages.supervision.watch_steps import held_asks, held_of, sheet
from ui.steps.asks import NEW, Answers, Ask, AskKind, Item, Offer, Step
from ui.words import say_day

_TONES = {KeyItemState.CANDIDATE: "warn", KeyItemState.REPORTED: "ok"}


class KeySteps:
    """Touches the store; call it in the background."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def new(self) -> tuple[Item, ...]:
        """The line with which a filed proposal becomes a candidate of this year."""
        year = self._desk.today().year
        found = may_become_key(self._desk, year) if may(self._desk, "key_items.propose_key_item") else ()
        if not found:
            return ()
        numbers = {f"{place}": one for place, (one, _) in enumerate(found, start=1)}
        options = tuple((number, words) for number, (_, words) in zip(numbers, found, strict=True))

        def propose(answers: Answers):  # noqa: ANN202 - what propose_key_item gives
            return propose_key_item(
                self._desk, numbers[answers.text("what")], year, answers.day("on"), answers.text("grounds")
            )

        asks = (
            Ask("what", "哪一件提案", AskKind.CHOICE, options=options),
            Ask("on", "提出日期", AskKind.DAY),
            Ask("grounds", "推荐理由", AskKind.TEXT, needed=False),
        )
        words = "由会议决定，由领导督办，见 九(二)4。"
        step = Step("列为备选", f"{year} 年重点提案备选件", propose, asks, words, undo=self._back)
        return (Item(NEW, "＋ 列为重点提案备选", "从已立案的提案中选", f"可以备选的有 {len(found)} 件", steps=(step,)),)

    def item(self, view: KeyItemView) -> Item:
        """A candidate or key item with the steps that are possible now."""
        item, matter = view.item, view.matter
        offers = tuple(
            Offer(
                f"打印督办记录表（{self._day(act.held_on)}）" if act.held_on else "打印督办记录表",
                lambda act=act: sheet(self._desk, "supervision", act.id),
            )
            for act in view.supervised[-2:]
        )
        return Item(
            item.id,
            matter.title,
            "　".join(filter(None, (matter.number, f"{item.year} 年", label(item.state)))),
            f"● {label(item.state)}",
            _TONES.get(item.state, ""),
            self._facts(view),
            self._steps(view),
            offers,
            matter.clue_id,
        )

    def _facts(self, view: KeyItemView) -> tuple[str, ...]:
        item = view.item
        facts = [f"提出 {self._day(item.proposed_on)}" + (f"：{item.grounds}" if item.grounds else "")]
        if item.confirmed_on:
            facts.append(f"会议决定 {self._day(item.confirmed_on)}，{item.meeting}，督办领导：{item.leader}")
        for act in view.supervised:
            form = f"，{label(act.form)}" if act.form else ""
            facts.append(f"领导督办 {self._day(act.held_on) if act.held_on else ''}{form}：{act.findings}")
        if item.reported_on:
            facts.append(f"报送 {self._day(item.reported_on)}" + (f"：{item.report}" if item.report else ""))
        if item.reason:
            facts.append(f"移出理由：{item.reason}")
        return tuple(facts)

    def _steps(self, view: KeyItemView) -> tuple[Step, ...]:
        made: dict[Action, Callable[[str], Step]] = {
            Action.CONFIRM: self._confirm,
            Action.DROP: self._drop,
            Action.SUPERVISE: self._supervise,
            Action.REPORT: self._report,
            Action.TAKE_BACK: lambda _id: self._take_back(view),
        }
        possible = KEY_ITEM.actions(view.item.state, self._desk.role)
        steps = [made[action](view.item.id) for action in possible]
        if view.item.state is KeyItemState.CANDIDATE and may(self._desk, "key_items.take_back_key_item"):
            steps.append(self._take_back(view))
        return tuple(steps)

    def _take_back(self, view: KeyItemView) -> Step:
        item = view.item
        last = "".join(f"（{self._day(act.held_on)}）" for act in view.supervised[-1:] if act.held_on)
        what = {
            KeyItemState.CANDIDATE: "撤回“列为备选”，从名单里拿下",
            KeyItemState.DROPPED: "撤回“移出备选”，回到备选",
            KeyItemState.CONFIRMED: "撤回“列为重点提案”，回到备选",
            KeyItemState.SUPERVISED: f"撤回领导督办{last}",
            KeyItemState.REPORTED: "撤回“登记报送”，继续督办",
        }[item.state]
        return Step(
            "撤回上一步登记",
            what,
            lambda _answers: take_back_key_item(self._desk, item.id, version=item.version),
            note="登记错了才撤回，撤回以后重新登记。",
            back=True,
        )

    def _back(self, item: KeyItem):  # noqa: ANN202 - what take_back_key_item gives
        return take_back_key_item(self._desk, item.id, version=item.version)

    def _confirm(self, item_id: str) -> Step:
        return Step(
            "列为重点提案",
            "哪次会议决定，由谁督办？",
            lambda a: confirm_key_item(self._desk, item_id, a.text("leader"), a.text("meeting"), a.day("on")),
            (
                Ask("meeting", "审议会议", AskKind.LINE, hint="如区政协主席（扩大）会议"),
                Ask("leader", "督办领导", AskKind.LINE),
                Ask("on", "决定日期", AskKind.DAY),
            ),
            undo=self._back,
        )

    def _drop(self, item_id: str) -> Step:
        return Step(
            "移出备选",
            "为什么移出备选？",
            lambda a: drop_key_item(self._desk, item_id, a.text("reason")),
            (Ask("reason", "理由", AskKind.TEXT),),
            undo=self._back,
        )

    def _supervise(self, item_id: str) -> Step:
        return Step(
            "登记领导督办",
            "领导督办情况怎样？",
            lambda a: supervise_key_item(self._desk, item_id, held_of(a)),
            held_asks(),
            "登记后同时列入“督办中”，可以继续登记跟进情况。",
            undo=lambda act: take_back_key_supervision(self._desk, act),
        )

    def _report(self, item_id: str) -> Step:
        return Step(
            "登记报送",
            "督办结果报送到哪里？",
            lambda a: report_key_item(self._desk, item_id, a.day("on"), a.text("report")),
            (Ask("on", "报送日期", AskKind.DAY), Ask("report", "报送情况", AskKind.TEXT, needed=False)),
            undo=self._back,
        )

    def _day(self, day: date) -> str:
        return say_day(day, self._desk.today())
