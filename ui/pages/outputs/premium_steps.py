"""精品: facts in sentences, and the steps that SM9 allows (seed 八(三)2, 九(三)3)."""

from collections.abc import Callable
from datetime import date

from baixing_desktop.domain.kinds import PremiumUse, ReportTarget
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.outputs import Premium
from baixing_desktop.domain.states import Action, PremiumState
from baixing_desktop.domain.workflow import PREMIUM
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.permissions import may
from baixing_desktop.usecases.premiums import (
    PremiumView,
    may_be_nominated,
    nominate_premium,
    not_select_premium,
    report_premium,
    select_premium,
    shortlist_premium,
    take_back_premium,
    take_back_premium_report,
    use_premium,
)
from ui.pages.outputs.output_steps import committees
from ui.steps.asks import NEW, Answers, Ask, AskKind, Item, Step
from ui.words import say_day

_TONES = {PremiumState.NOMINATED: "warn", PremiumState.USED: "ok"}
_BACKWARDS = {
    PremiumState.NOMINATED: "撤回“提名精品”，从名单里拿下",
    PremiumState.SHORTLISTED: "撤回“入围”，回到已提名",
    PremiumState.SELECTED: "撤回“选定”，回到已入围",
    PremiumState.NOT_SELECTED: "撤回“不选用”，回到原来的一步",
    PremiumState.REPORTED: "撤回最近一次报送",
    PremiumState.USED: "撤回“登记使用”，回到已报送",
}
"""What taking back the last step means, by the state that it led to."""
_TARGETS = tuple((target.value, label(target)) for target in ReportTarget)
_USES = tuple((use.value, label(use)) for use in PremiumUse)


class PremiumSteps:
    """Touches the store; call it in the background."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def new(self) -> tuple[Item, ...]:
        """The line with which a clue of the library is nominated for this year."""
        year = self._desk.today().year
        found = may_be_nominated(self._desk, year) if may(self._desk, "premiums.nominate_premium") else ()
        if not found:
            return ()
        ids = {clue.number: clue.id for clue in found}

        def nominate(answers: Answers):  # noqa: ANN202 - what nominate_premium gives
            return nominate_premium(
                self._desk,
                ids[answers.text("what")],
                year,
                answers.text("committee"),
                answers.day("on"),
                answers.text("grounds"),
            )

        options = tuple((clue.number, clue.title) for clue in found)
        asks = (
            Ask("what", "哪一条线索", AskKind.FIND, options=options, hint="输入编号或标题的一部分"),
            Ask("committee", "推荐的专委会", AskKind.CHOICE, options=committees(self._desk)),
            Ask("on", "提名日期", AskKind.DAY),
            Ask("grounds", "推荐理由", AskKind.TEXT, needed=False),
        )
        words = "各专委会每年不少于 1 个，见 九(三)3。"
        step = Step("提名精品", f"{year} 年精品线索", nominate, asks, words, undo=self._back)
        return (Item(NEW, "＋ 提名精品", "从已受理的线索中选", f"可以提名的有 {len(found)} 条", steps=(step,)),)

    def item(self, view: PremiumView) -> Item:
        """An item with the steps that are possible now."""
        item, clue = view.item, view.clue
        committee = self._desk.reference.unit_name(item.committee)
        return Item(
            item.id,
            clue.title,
            f"{clue.number}　{item.year} 年　{committee}　{label(item.state)}",
            f"● {label(item.state)}",
            _TONES.get(item.state, ""),
            self._facts(view, committee),
            self._steps(item),
            clue_id=clue.id,
        )

    def _facts(self, view: PremiumView, committee: str) -> tuple[str, ...]:
        item = view.item
        grounds = f"：{item.grounds}" if item.grounds else ""
        facts = [f"提名 {self._day(item.nominated_on)}，{committee}（{item.nominated_by}登记）{grounds}"]
        if item.selected_on:
            facts.append(f"选定 {self._day(item.selected_on)}")
        for one in view.reports:
            number = f"，{one.letter_number}" if one.letter_number else ""
            facts.append(f"报送{label(one.target)} {self._day(one.on)}{number}")
        if item.use and item.used_on:
            facts.append(f"使用 {self._day(item.used_on)}：{label(item.use)}")
        if item.reason:
            facts.append(f"不选用的理由：{item.reason}")
        return tuple(facts)

    def _steps(self, item: Premium) -> tuple[Step, ...]:
        made: dict[Action, Callable[[str], Step]] = {
            Action.SHORTLIST: self._shortlist,
            Action.SELECT: self._select,
            Action.USE: self._use,
            Action.REPORT: self._report,
            Action.NOT_SELECT: self._not_select,
        }
        possible = PREMIUM.actions(item.state, self._desk.role)
        steps = [make(item.id) for action, make in made.items() if action in possible]
        nominated = item.state is PremiumState.NOMINATED
        if Action.TAKE_BACK in possible or (nominated and may(self._desk, "premiums.take_back_premium")):
            steps.append(self._take_back(item))
        return tuple(steps)

    def _take_back(self, item: Premium) -> Step:
        return Step(
            "撤回上一步登记",
            _BACKWARDS[item.state],
            lambda _answers: take_back_premium(self._desk, item.id, version=item.version),
            note="登记错了才撤回，撤回以后重新登记。",
            back=True,
        )

    def _back(self, item: Premium):  # noqa: ANN202 - what take_back_premium gives
        return take_back_premium(self._desk, item.id, version=item.version)

    def _shortlist(self, item_id: str) -> Step:
        return Step("入围", "列入候选", lambda _answers: shortlist_premium(self._desk, item_id), undo=self._back)

    def _select(self, item_id: str) -> Step:
        return Step(
            "选定",
            "哪一天选定？",
            lambda a: select_premium(self._desk, item_id, a.day("on")),
            (Ask("on", "选定日期", AskKind.DAY),),
            undo=self._back,
        )

    def _not_select(self, item_id: str) -> Step:
        return Step(
            "不选用",
            "为什么不选用？",
            lambda a: not_select_premium(self._desk, item_id, a.text("reason")),
            (Ask("reason", "理由", AskKind.TEXT),),
            undo=self._back,
        )

    def _report(self, item_id: str) -> Step:
        return Step(
            "登记报送",
            "报送到哪里？",
            lambda a: report_premium(self._desk, item_id, ReportTarget(a.text("to")), a.day("on"), a.text("letter")),
            (
                Ask("to", "报送对象", AskKind.CHOICE, options=_TARGETS),
                Ask("on", "报送日期", AskKind.DAY),
                Ask("letter", "函号", AskKind.LINE, needed=False),
            ),
            undo=lambda report: take_back_premium_report(self._desk, report),
        )

    def _use(self, item_id: str) -> Step:
        return Step(
            "登记使用",
            "市里怎样使用？",
            lambda a: use_premium(self._desk, item_id, PremiumUse(a.text("use")), a.day("on")),
            (Ask("use", "使用方式", AskKind.CHOICE, options=_USES), Ask("on", "使用日期", AskKind.DAY)),
            undo=self._back,
        )

    def _day(self, day: date) -> str:
        return say_day(day, self._desk.today())
