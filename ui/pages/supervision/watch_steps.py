"""督办 and what is late: facts in sentences, and the steps that SM6 allows."""

from collections.abc import Callable
from datetime import date

from baixing_desktop.domain.handling import Reminder
from baixing_desktop.domain.kinds import OpinionChannel, SupervisionForm
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.states import Action, SupervisionState
from baixing_desktop.domain.supervision import Supervision
from baixing_desktop.domain.workflow import SUPERVISION
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.handling import remind
from baixing_desktop.usecases.papers import Format, PaperRequest, make_paper, paper_kind
from baixing_desktop.usecases.permissions import may
from baixing_desktop.usecases.supervised import LateLine, SupervisionView, may_be_supervised
from baixing_desktop.usecases.supervising import (
    Held,
    call_off_supervision,
    finish_supervision,
    follow_up,
    hold_supervision,
    plan_supervision,
    take_back_supervision,
)
from ui.steps.asks import NEW, Answers, Ask, AskKind, Item, Made, Offer, Step
from ui.words import say_day

FORMS = tuple((form.value, label(form)) for form in SupervisionForm)
_TONES = {SupervisionState.PLANNED: "warn", SupervisionState.DONE: "ok"}


def sheet(desk: Desk, name: str, record_id: str) -> Made:
    """A paper of that name about a record; without one, to be filled in by hand."""
    kind = paper_kind(name)
    made = make_paper(kind, desk, Format.PDF, PaperRequest((record_id,) if record_id else ()))
    return Made(kind.title, made.data)


def held_asks() -> tuple[Ask, ...]:
    """What is asked about an act of supervision (seed 八(四)2)."""
    return (
        Ask("form", "督办形式", AskKind.CHOICE, options=FORMS),
        Ask("on", "督办日期", AskKind.DAY),
        Ask("place", "地点", AskKind.LINE, needed=False),
        Ask("who", "参加人员", AskKind.LINE, hint="单位、姓名和职务"),
        Ask("findings", "办理进展和督办意见", AskKind.TEXT),
    )


def held_of(answers: Answers) -> Held:
    """What was answered to :func:`held_asks`."""
    return Held(
        SupervisionForm(answers.text("form")),
        answers.day("on"),
        answers.text("who"),
        answers.text("findings"),
        answers.text("place"),
    )


class WatchSteps:
    """Touches the store; call it in the background."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def new(self) -> tuple[Item, ...]:
        """The line with which supervision of something else begins."""
        if not may(self._desk, "supervising.plan_supervision"):
            return ()
        found = {one.number: one for one in may_be_supervised(self._desk)}
        if not found:
            return ()
        options = tuple(
            (number, "　".join(filter(None, (one.matter.title, self._unit(one.matter.handler)))))
            for number, one in found.items()
        )

        def plan(answers: Answers):  # noqa: ANN202 - what plan_supervision gives
            one = found[answers.text("what")]
            return plan_supervision(
                self._desk,
                answers.day("on"),
                forwarding_id=one.forwarding_id,
                proposal_id=one.proposal_id,
                subject=answers.text("subject"),
            )

        asks = (
            Ask("what", "督办哪一件", AskKind.FIND, options=options, hint="输入函号、提案号、标题或单位的一部分"),
            Ask("on", "计划日期", AskKind.DAY, start=self._desk.today()),
            Ask("subject", "督办事由", AskKind.LINE, needed=False, hint="不填则用标题"),
        )
        step = Step("计划督办", "为哪一件安排督办？", plan, asks)
        return (Item(NEW, "＋ 计划督办", "选一件转送件或提案", f"可以督办的有 {len(found)} 件", steps=(step,)),)

    def late(self, one: LateLine) -> Item:
        """A reply that did not come in time."""
        days = (self._desk.today() - one.due_on).days
        line, matter = one.line, one.matter
        facts = [f"承办单位：{self._unit(line.handler)}，{line.letter_number or ''}"]
        if line.taken_over_on:
            facts.append(f"接办 {self._day(line.taken_over_on)}，应在 {one.due_on:%Y-%m-%d} 前答复")
        facts.append(f"已催办 {one.reminders} 次" if one.reminders else "还没有催办")
        steps: list[Step] = []
        if one.supervised:
            facts.append("已列入督办，见“督办中”。")
        elif may(self._desk, "supervising.plan_supervision"):
            steps.append(self.plan_step(line.id, matter.title))
        if may(self._desk, "handling.remind"):
            steps.append(self._remind_step(line.id))
        return Item(
            line.id,
            matter.title,
            f"{matter.number}　{self._unit(line.handler)}　超过 {days} 天",
            f"● 已超期 {days} 天",
            "bad",
            tuple(facts),
            tuple(steps),
            (Offer("打印催办单", lambda: sheet(self._desk, "reminder", line.id)),),
            matter.clue_id,
        )

    def item(self, view: SupervisionView) -> Item:
        """An act of supervision with the steps that are possible now."""
        act, matter = view.act, view.matter
        day = act.held_on or act.planned_on
        handler = self._unit(matter.handler)
        return Item(
            act.id,
            act.subject,
            "　".join(filter(None, (matter.number, handler, f"{label(act.state)} {self._day(day)}"))),
            f"● {label(act.state)}",
            _TONES.get(act.state, ""),
            self._facts(view, handler),
            self._steps(view),
            (Offer("打印督办记录表", lambda: sheet(self._desk, "supervision", act.id)),),
            matter.clue_id,
        )

    def plan_step(self, forwarding_id: str, title: str) -> Step:
        """计划督办 of one letter, filled in already."""
        return Step(
            "计划督办",
            "安排一次督办",
            lambda answers: plan_supervision(
                self._desk, answers.day("on"), forwarding_id=forwarding_id, subject=answers.text("subject")
            ),
            (
                Ask("on", "计划日期", AskKind.DAY, start=self._desk.today()),
                Ask("subject", "督办事由", AskKind.LINE, start=title),
            ),
        )

    def _remind_step(self, forwarding_id: str) -> Step:
        def send(answers: Answers):  # noqa: ANN202 - what remind gives
            return remind(self._desk, forwarding_id, answers.day("on"), OpinionChannel.LETTER, answers.text("note"))

        def paper(_reminder: Reminder) -> Made:
            return sheet(self._desk, "reminder", forwarding_id)

        return Step(
            "发催办单",
            "书面催办",
            send,
            (Ask("on", "催办日期", AskKind.DAY), Ask("note", "备注", AskKind.TEXT, needed=False)),
            "将编定函号，登记一次催办，并打开催办单。登记错了，到“分类·转办”撤回催办，函号作废。",
            paper,
        )

    def _steps(self, view: SupervisionView) -> tuple[Step, ...]:
        made: dict[Action, Callable[[SupervisionView], Step]] = {
            Action.HOLD: self._hold,
            Action.CALL_OFF: self._call_off,
            Action.FOLLOW_UP: self._follow,
            Action.FINISH: self._finish,
            Action.TAKE_BACK: self._take_back,
        }
        return tuple(made[action](view) for action in SUPERVISION.actions(view.act.state, self._desk.role))

    def _hold(self, view: SupervisionView) -> Step:
        note = "调研协商、书面协商、对口协商、会议协商，见 八(四)2。"
        return Step(
            "登记督办情况",
            "这次督办情况怎样？",
            lambda answers: hold_supervision(self._desk, view.act.id, held_of(answers)),
            held_asks(),
            note,
            undo=self._back,
        )

    def _call_off(self, view: SupervisionView) -> Step:
        return Step(
            "取消督办",
            "为什么不督办了？",
            lambda answers: call_off_supervision(self._desk, view.act.id, answers.text("reason")),
            (Ask("reason", "理由", AskKind.TEXT),),
            undo=self._back,
        )

    def _follow(self, view: SupervisionView) -> Step:
        return Step(
            "登记跟进情况",
            "督办以后有什么进展？",
            lambda answers: follow_up(self._desk, view.act.id, answers.day("on"), answers.text("text")),
            (Ask("on", "跟进日期", AskKind.DAY), Ask("text", "进展", AskKind.TEXT)),
            undo=lambda step: take_back_supervision(self._desk, step.supervision_id, follow_up_id=step.id),
        )

    def _finish(self, view: SupervisionView) -> Step:
        return Step(
            "完成督办",
            "督办意见落实了吗？",
            lambda answers: finish_supervision(self._desk, view.act.id, answers.day("on")),
            (Ask("on", "完成日期", AskKind.DAY),),
            undo=self._back,
        )

    def _take_back(self, view: SupervisionView) -> Step:
        act, last = view.act, view.follow_ups[-1:]
        what = {
            SupervisionState.HELD: "撤回督办情况，回到计划",
            SupervisionState.FOLLOWED_UP: "撤回跟进情况："
            + "".join(f"{self._day(one.on)}，{one.text}" for one in last),
            SupervisionState.DONE: "撤回“完成督办”，继续跟进",
        }.get(act.state, "撤回“取消督办”，回到计划")
        newest = last[0].id if act.state is SupervisionState.FOLLOWED_UP else None
        return Step(
            "撤回上一步登记",
            what,
            lambda _answers: take_back_supervision(self._desk, act.id, version=act.version, follow_up_id=newest),
            note="登记错了才撤回，撤回以后重新登记。",
            back=True,
        )

    def _back(self, act: Supervision):  # noqa: ANN202 - what take_back_supervision gives
        return take_back_supervision(self._desk, act.id, version=act.version)

    def _facts(self, view: SupervisionView, handler: str) -> tuple[str, ...]:
        act = view.act
        facts = [f"承办单位：{handler}"] if handler else []
        facts.append(f"计划 {self._day(act.planned_on)}")
        if act.form and act.held_on:
            place = f"，{act.place}" if act.place else ""
            facts += [
                f"{label(act.form)}，{self._day(act.held_on)}{place}",
                f"参加人员：{act.participants}",
                act.findings,
            ]
        facts += [f"跟进 {self._day(step.on)}：{step.text}" for step in view.follow_ups]
        if act.done_on:
            facts.append(f"完成 {self._day(act.done_on)}")
        if act.reason:
            facts.append(f"取消理由：{act.reason}")
        return tuple(facts)

    def _unit(self, code: str) -> str:
        return self._desk.reference.unit_name(code) if code else ""

    def _day(self, day: date) -> str:
        return say_day(day, self._desk.today())
