"""直通车 and 荐市: facts in sentences, the steps, the letter and the pack (seed 八(三)2)."""

from datetime import date

from baixing_desktop.domain.labels import label
from baixing_desktop.domain.lists import ClueSummary
from baixing_desktop.domain.outputs import CityReport
from baixing_desktop.usecases.city import (
    CityView,
    begin_city_report,
    record_city_result,
    send_city_report,
    take_back_city_report,
)
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.pack import city_pack
from baixing_desktop.usecases.papers import Format, PaperRequest, make_paper, paper_kind
from baixing_desktop.usecases.permissions import may
from ui.pages.outputs.output_steps import committees, conclude_step
from ui.steps.asks import Ask, AskKind, Item, Made, Offer, Step
from ui.words import say_day


class CitySteps:
    """Touches the store; call it in the background."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def waiting(self, clue: ClueSummary) -> Item:
        """A clue that nobody wrote a report about yet."""
        step = Step(
            "起草报市材料",
            "由谁研究深化？",
            lambda a: begin_city_report(
                self._desk,
                clue.id,
                a.text("title"),
                a.day("on"),
                committee=a.text("committee") or None,
                departments=a.text("with"),
            ),
            (
                Ask("title", "标题", AskKind.LINE, start=clue.title),
                Ask("committee", "牵头专委会", AskKind.CHOICE, needed=False, options=committees(self._desk)),
                Ask("with", "联合部门", AskKind.LINE, needed=False, hint="一起研究的职能部门"),
                Ask("on", "开始日期", AskKind.DAY),
            ),
            "由区政协办公室、各专委会牵头联合职能部门研究，以“直通车”形式报送市政协，见 八(三)2。",
            undo=self._back,
        )
        steps = (step,) if may(self._desk, "city.begin_city_report") else ()
        second = f"{clue.number}　{self._desk.reference.unit_name(clue.unit)}　待起草"
        return Item(clue.id, clue.title, second, "● 待起草", "warn", ("还没有报市材料",), steps, clue_id=clue.id)

    def item(self, view: CityView) -> Item:
        """A report with what can be done now."""
        report, clue = view.report, view.clue
        ended = "已有结果，可以办结" if view.may_conclude else "已有结果"
        standing = ended if report.result_on else "已报送，等结果" if report.reported_on else "起草中"
        offers = (
            Offer("打印报市政协函", lambda: self._letter(report)),
            Offer("存报市材料（函、Word、情况表）", lambda: self._pack(report)),
        )
        return Item(
            report.id,
            report.title,
            "　".join(filter(None, (clue.number, label(report.kind), standing))),
            f"● {label(report.kind)}，{standing}",
            "ok" if report.result_on else "",
            self._facts(report),
            self._steps(view),
            offers if report.letter_number else (),
            clue.id,
        )

    def _facts(self, report: CityReport) -> tuple[str, ...]:
        facts = [f"开始 {self._day(report.started_on)}"]
        if report.committee:
            facts.append(f"牵头：{self._desk.reference.unit_name(report.committee)}")
        if report.departments:
            facts.append(f"联合：{report.departments}")
        if report.reported_on:
            facts.append(f"报送 {self._day(report.reported_on)}，{report.letter_number or ''}")
        if report.result_on:
            facts.append(f"市里结果 {self._day(report.result_on)}：{report.result}")
        return tuple(facts)

    def _steps(self, view: CityView) -> tuple[Step, ...]:
        sent_only = view.report.reported_on is not None and view.report.result_on is None
        if sent_only or not may(self._desk, "city.take_back_city_report"):
            return self._onwards(view)
        return (*self._onwards(view), self._take_back(view.report))

    def _take_back(self, report: CityReport) -> Step:
        return Step(
            "撤回上一步登记",
            "撤回“登记市里结果”，继续等结果" if report.result_on else "撤回“起草报市材料”，这份材料不算",
            lambda _answers: take_back_city_report(self._desk, report.id, version=report.version),
            note="登记错了才撤回，撤回以后重新登记。",
            back=True,
        )

    def _back(self, report: CityReport):  # noqa: ANN202 - what take_back_city_report gives
        return take_back_city_report(self._desk, report.id, version=report.version)

    def _onwards(self, view: CityView) -> tuple[Step, ...]:
        report = view.report
        if view.may_conclude and may(self._desk, "curating.conclude_clue"):
            return (conclude_step(self._desk, view.clue.id, "市里已有结果，可以办结"),)
        if report.reported_on is None and may(self._desk, "city.send_city_report"):
            return (
                Step(
                    "报送市政协",
                    "核对后报送",
                    lambda a: send_city_report(self._desk, report.id, a.day("on")),
                    (Ask("on", "报送日期", AskKind.DAY),),
                    "将编定函号，并打开报市政协函。函号一经编定不能收回。",
                    self._letter,
                ),
            )
        if report.reported_on and report.result_on is None and may(self._desk, "city.record_city_result"):
            return (
                Step(
                    "登记市里结果",
                    "市里怎样处理？",
                    lambda a: record_city_result(self._desk, report.id, a.day("on"), a.text("result")),
                    (Ask("result", "处理结果", AskKind.TEXT), Ask("on", "结果日期", AskKind.DAY)),
                    undo=self._back,
                ),
            )
        return ()

    def _letter(self, report: CityReport) -> Made:
        kind = paper_kind("city-letter")
        return Made(kind.title, make_paper(kind, self._desk, Format.PDF, PaperRequest((report.id,))).data)

    def _pack(self, report: CityReport) -> Made:
        name, data = city_pack(self._desk, report.id)
        return Made(name, data, "压缩文件 (*.zip)")

    def _day(self, day: date) -> str:
        return say_day(day, self._desk.today())
