"""中心工作 and what is made of it: facts in sentences, and the steps (seed 八(三)1, 九(三)3)."""

from datetime import date

from baixing_desktop.domain.kinds import CultivationKind, OutputKind
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.outcomes import Route
from baixing_desktop.domain.outputs import Output
from baixing_desktop.domain.proposals import Cultivation
from baixing_desktop.domain.rules.routing import own_outputs
from baixing_desktop.domain.states import OfficeState
from baixing_desktop.domain.units import UnitKind
from baixing_desktop.usecases.curating import conclude_clue
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.outputs import (
    OutputView,
    Research,
    begin_output,
    deliver_output,
    drop_output,
    log_research,
    take_back_output,
    take_back_research,
)
from baixing_desktop.usecases.permissions import may
from ui.steps.asks import Ask, AskKind, Item, Options, Step
from ui.words import say_day

_RESEARCH = tuple((kind.value, label(kind)) for kind in CultivationKind)
_KINDS = tuple((kind.value, label(kind)) for kind in OutputKind if kind in own_outputs(Route.DISTRICT_CORE))


def committees(desk: Desk) -> Options:
    """The committees, to choose from."""
    return tuple((unit.code, unit.name) for unit in desk.reference.units_of(UnitKind.COMMITTEE))


def conclude_step(desk: Desk, clue_id: str, heading: str) -> Step:
    """办结 of a clue that went another way than by letter."""
    return Step(
        "办结这条线索", heading, lambda _answers: conclude_clue(desk, clue_id), note="办结后工作室会看到“已办结”。"
    )


class OutputSteps:
    """Touches the store; call it in the background."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def research(self, one: Research, talks: Options, committees: Options) -> Item:
        """A clue of 中心工作 with what can be done now; ``talks`` are the consultations about it."""
        clue = one.clue
        facts = [f"{label(entry.kind)} {self._day(entry.on)}，{entry.person}：{entry.text}" for entry in one.log] or [
            "还没有登记调研"
        ]
        facts += [f"{label(made.kind)}：{made.title}　{_standing(made)}" for made in one.outputs]
        steps: list[Step] = []
        if one.delivered and clue.office_state is OfficeState.ROUTED and may(self._desk, "curating.conclude_clue"):
            steps.append(conclude_step(self._desk, clue.id, "成果都已登记，可以办结"))
        if may(self._desk, "outputs.log_research"):
            steps.append(self._log(clue.id))
        if may(self._desk, "outputs.begin_output"):
            steps.append(self._begin(clue.id, clue.title, talks, committees, first=not one.outputs))
        own = [entry for entry in one.log if entry.claim_id is None]
        if own and may(self._desk, "outputs.take_back_research"):
            steps.append(self._unlog(own[-1]))
        state = "● 已有成果，可以办结" if one.delivered else "● 研究中" if one.log or one.outputs else "● 待研究"
        return Item(
            clue.id,
            clue.title,
            f"{clue.number}　{self._desk.reference.unit_name(clue.unit)}",
            state,
            "ok" if one.delivered else "" if one.log or one.outputs else "warn",
            tuple(facts),
            tuple(steps),
            clue_id=clue.id,
        )

    def item(self, view: OutputView) -> Item:
        """An output with what can be done now."""
        made, clue = view.output, view.clue
        facts = [f"线索：{clue.title}", f"开始 {self._day(made.started_on)}"]
        if made.committee:
            facts.insert(1, f"承担：{self._desk.reference.unit_name(made.committee)}")
        if made.delivered_on:
            facts.append(f"{self._day(made.delivered_on)} 报送{made.addressee}")
        facts += [words for words in (made.result, made.reason) if words]
        over = made.delivered_on or made.dropped_on
        steps = () if over or not may(self._desk, "outputs.deliver_output") else self._ending(made.id)
        if may(self._desk, "outputs.take_back_output"):
            steps = (*steps, self._take_back(made))
        return Item(
            made.id,
            made.title,
            f"{label(made.kind)}　{clue.number}　{_standing(made)}",
            f"● {label(made.kind)}，{_standing(made)}",
            "ok" if made.delivered_on else "",
            tuple(facts),
            steps,
            clue_id=clue.id,
        )

    def _log(self, clue_id: str) -> Step:
        return Step(
            "登记调研",
            "专委会做了什么？",
            lambda a: log_research(
                self._desk, clue_id, CultivationKind(a.text("kind")), a.day("on"), a.text("who"), a.text("text")
            ),
            (
                Ask("kind", "方式", AskKind.CHOICE, options=_RESEARCH, start=CultivationKind.RESEARCH.value),
                Ask("on", "日期", AskKind.DAY),
                Ask("who", "参加人员", AskKind.LINE),
                Ask("text", "情况", AskKind.TEXT),
            ),
            undo=lambda entry: take_back_research(self._desk, entry),
        )

    def _unlog(self, entry: Cultivation) -> Step:
        return Step(
            "撤回最近一次调研",
            f"撤回{label(entry.kind)}（{self._day(entry.on)}）：{entry.text}",
            lambda _answers: take_back_research(self._desk, entry),
            note="登记错了才撤回，撤回以后重新登记。",
            back=True,
        )

    def _take_back(self, made: Output) -> Step:
        ended = "不再形成" if made.dropped_on else "登记成果"
        over = made.dropped_on or made.delivered_on
        return Step(
            "撤回上一步登记",
            f"撤回“{ended}”，继续形成" if over else "撤回“选定成果形式”，这项成果不算",
            lambda _answers: take_back_output(self._desk, made.id, version=made.version),
            note="登记错了才撤回，撤回以后重新登记。",
            back=True,
        )

    def _back(self, made: Output):  # noqa: ANN202 - what take_back_output gives
        return take_back_output(self._desk, made.id, version=made.version)

    def _begin(self, clue_id: str, title: str, talks: Options, committees: Options, *, first: bool) -> Step:
        return Step(
            "选定成果形式" if first else "再形成一项成果",
            "这条线索作为什么处理？",
            lambda a: begin_output(
                self._desk,
                clue_id,
                OutputKind(a.text("kind")),
                a.text("title"),
                a.text("committee"),
                a.day("on"),
                consultation_id=(a.text("talk") or None) if talks else None,
            ),
            (
                Ask("kind", "成果形式", AskKind.CHOICE, options=_KINDS),
                Ask("committee", "承担的专委会", AskKind.CHOICE, options=committees),
                Ask("title", "成果标题", AskKind.LINE, start=title),
                Ask("on", "开始日期", AskKind.DAY),
                *([Ask("talk", "来自哪次协商", AskKind.CHOICE, needed=False, options=talks)] if talks else ()),
            ),
            "一条线索可以形成几项成果，分别统计，见 八(三)1。",
            undo=self._back,
        )

    def _ending(self, output_id: str) -> tuple[Step, ...]:
        return (
            Step(
                "登记成果",
                "成果报送给谁，结果怎样？",
                lambda a: deliver_output(self._desk, output_id, a.day("on"), a.text("to"), a.text("result")),
                (
                    Ask("to", "报送对象", AskKind.LINE, hint="如区委、区政府，区政协常委会"),
                    Ask("on", "报送日期", AskKind.DAY),
                    Ask("result", "结果", AskKind.TEXT, needed=False, hint="采纳、批示等，可以不写"),
                ),
                undo=self._back,
            ),
            Step(
                "不再形成",
                "为什么不再形成这项成果？",
                lambda a: drop_output(self._desk, output_id, a.day("on"), a.text("reason")),
                (Ask("reason", "理由", AskKind.TEXT), Ask("on", "日期", AskKind.DAY)),
                undo=self._back,
            ),
        )

    def _day(self, day: date) -> str:
        return say_day(day, self._desk.today())


def _standing(made: Output) -> str:
    return "已报送" if made.delivered_on else "不再形成" if made.dropped_on else "形成中"
