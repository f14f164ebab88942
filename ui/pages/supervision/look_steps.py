"""回头看: what was promised, facts in sentences, and the steps that SM7 allows (seed 八(四)3)."""

from collections.abc import Callable
from datetime import date

from baixing_desktop.changes import Changes
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.states import Action, LookBackState
from baixing_desktop.domain.supervision import LookBack
from baixing_desktop.domain.workflow import LOOK_BACK
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.looking_again import take_back_listing, take_back_look_back
from baixing_desktop.usecases.looking_back import (
    Check,
    LookBackView,
    check_look_back,
    complete_look_back,
    continue_look_back,
    escalate_look_back,
    list_look_backs,
    look_backs,
    schedule_look_back,
    waiting_for_look_back,
)
from baixing_desktop.usecases.permissions import may
from ui.pages.supervision.watch_steps import WatchSteps, sheet
from ui.steps.asks import NEW, Ask, AskKind, Item, Offer, Step
from ui.words import say_day

METHODS = (("heard", "听取汇报"), ("read", "查阅资料"), ("visited", "走访座谈"), ("inspected", "现场勘查"))
OFFICES = (("with_party_office", "区委办公室"), ("with_government_office", "区政府办公室"))
_BACKWARDS = {
    LookBackState.LISTED: "撤回“列入回头看”，从名单里拿下",
    LookBackState.SCHEDULED: "撤回“安排检查”，回到待安排",
    LookBackState.CHECKED: "撤回这次检查，回到已安排",
    LookBackState.COMPLETED: "撤回“确认已落实”，回到已检查",
    LookBackState.CONTINUED: "撤回“继续跟踪”，回到已检查",
    LookBackState.NOT_DONE: "撤回“报告未落实”，回到已检查",
}
"""What taking back the last step means, by the state that it led to."""
_TONES = {LookBackState.LISTED: "warn", LookBackState.COMPLETED: "ok", LookBackState.NOT_DONE: "bad"}


class LookSteps:
    """Touches the store; call it in the background."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._watch = WatchSteps(desk)

    def new(self) -> tuple[Item, ...]:
        """The line with which everything due comes on the list."""
        count = waiting_for_look_back(self._desk)
        if not count or not may(self._desk, "looking_back.list_look_backs"):
            return ()
        before = tuple(view.look for view in look_backs(self._desk))
        step = Step(
            "列入回头看",
            f"把这 {count} 件列入回头看",
            lambda _answers: list_look_backs(self._desk),
            note="答复“列入计划”、承诺日期已过、还没有落实的，见 八(四)3。不会重复列入。",
            undo=lambda listed: take_back_listing(self._desk, listed, before),
        )
        state = f"● {count} 件的承诺日期已过"
        return (Item(NEW, f"＋ 列入回头看：{count} 件", "承诺日期已过，还没有列入", state, "warn", steps=(step,)),)

    def item(self, view: LookBackView) -> Item:
        """A look-back with the steps that are possible now."""
        look, matter = view.look, view.matter
        handler = self._desk.reference.unit_name(matter.handler)
        return Item(
            look.id,
            matter.title,
            f"{matter.number}　{handler}　{label(look.state)}",
            f"● {label(look.state)}" + (f"，第 {look.round} 次" if look.round > 1 else ""),
            _TONES.get(look.state, ""),
            self._facts(view, handler),
            self._steps(view),
            (Offer("打印回头看记录表", lambda: sheet(self._desk, "look-back", look.id)),),
            matter.clue_id,
        )

    def _facts(self, view: LookBackView, handler: str) -> tuple[str, ...]:
        look = view.look
        facts = [f"承办单位：{handler}", f"答复：{view.reply.text}", f"承诺 {look.promised_on:%Y-%m-%d} 前完成"]
        if look.scheduled_on:
            facts.append(f"安排 {self._day(look.scheduled_on)} 检查")
        ways = [words for key, words in METHODS if getattr(look, key)]
        offices = [words for key, words in OFFICES if getattr(look, key)]
        if look.checked_on:
            facts.append(f"检查 {self._day(look.checked_on)}：{'、'.join(ways)}，会同{'、'.join(offices)}")
        if look.findings:
            facts.append(look.findings)
        if look.new_promised_on:
            facts.append(f"新的完成日期 {look.new_promised_on:%Y-%m-%d}")
        if look.reason:
            facts.append(f"说明：{look.reason}")
        return tuple(facts)

    def _steps(self, view: LookBackView) -> tuple[Step, ...]:
        made: dict[Action, Callable[[LookBackView], Step]] = {
            Action.CHECK: self._check,
            Action.SCHEDULE: self._schedule,
            Action.COMPLETE: self._complete,
            Action.CONTINUE: self._continue,
            Action.ESCALATE: self._escalate,
            Action.TAKE_BACK: self._take_back,
        }
        possible = LOOK_BACK.actions(view.look.state, self._desk.role)
        if view.look.state is LookBackState.LISTED and view.look.round > 1:
            # The round before is not kept: only at once does it come back.
            del made[Action.TAKE_BACK]
        steps = [make(view) for action, make in made.items() if action in possible]
        if view.look.state is LookBackState.NOT_DONE and may(self._desk, "supervising.plan_supervision"):
            steps.insert(0, self._watch.plan_step(view.reply.forwarding_id, view.matter.title))
        return tuple(steps)

    def _take_back(self, view: LookBackView) -> Step:
        look = view.look
        return Step(
            "撤回上一步登记",
            _BACKWARDS[look.state],
            lambda _answers: take_back_look_back(self._desk, look.id, version=look.version),
            note="登记错了才撤回，撤回以后重新登记。",
            back=True,
        )

    def _back(self, view: LookBackView) -> Callable[[LookBack], tuple[LookBack, Changes]]:
        """At once exactly what stood there comes back."""
        return lambda done: take_back_look_back(self._desk, done.id, version=done.version, was=view.look)

    def _schedule(self, view: LookBackView) -> Step:
        again = view.look.state is LookBackState.SCHEDULED
        return Step(
            "改期" if again else "安排检查",
            "改到哪一天？" if again else "哪一天去检查？",
            lambda a: schedule_look_back(self._desk, view.look.id, a.day("on"), a.text("reason")),
            (
                Ask("on", "检查日期", AskKind.DAY, start=view.look.scheduled_on or self._desk.today()),
                Ask("reason", "改期理由" if again else "说明", AskKind.TEXT, needed=again),
            ),
            undo=self._back(view),
        )

    def _check(self, view: LookBackView) -> Step:
        return Step(
            "登记检查",
            "检查情况怎样？",
            lambda a: check_look_back(
                self._desk, view.look.id, Check(a.day("on"), a.picked("how"), a.picked("with"), a.text("findings"))
            ),
            (
                Ask("how", "检查方式", AskKind.CHECKS, options=METHODS),
                Ask("with", "会同单位", AskKind.CHECKS, options=OFFICES, start=frozenset(key for key, _ in OFFICES)),
                Ask("on", "检查日期", AskKind.DAY),
                Ask("findings", "检查情况", AskKind.TEXT),
            ),
            "区政协办公室会同区委办公室、区政府办公室检查，见 八(四)3。",
            undo=self._back(view),
        )

    def _complete(self, view: LookBackView) -> Step:
        return Step(
            "确认已落实",
            "承诺的事项已经落实？",
            lambda _answers: complete_look_back(self._desk, view.look.id),
            note="确认后这件答复记为已落实，以检查日期为准。",
            undo=self._back(view),
        )

    def _continue(self, view: LookBackView) -> Step:
        return Step(
            "继续跟踪",
            "继续跟踪到哪一天？",
            lambda a: continue_look_back(self._desk, view.look.id, a.day("on"), a.text("reason")),
            (Ask("on", "新的完成日期", AskKind.DAY), Ask("reason", "说明", AskKind.TEXT, needed=False)),
            "这一天过了，会再次列入回头看。",
            undo=self._back(view),
        )

    def _escalate(self, view: LookBackView) -> Step:
        return Step(
            "报告未落实",
            "为什么没有落实？",
            lambda a: escalate_look_back(self._desk, view.look.id, a.text("reason")),
            (Ask("reason", "未落实原因", AskKind.TEXT),),
            "报告后移到“已结束”，在那里可以为它计划督办。",
            undo=self._back(view),
        )

    def _day(self, day: date) -> str:
        return say_day(day, self._desk.today())
