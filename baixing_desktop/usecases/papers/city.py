"""报市政协函, 报市情况表, and both with the Word edition in one pack (seed 八(三)2)."""

from baixing_desktop.changes import Kind
from baixing_desktop.domain.kinds import CityReportKind
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.outputs import CityReport
from baixing_desktop.domain.rules.redaction import redacted
from baixing_desktop.domain.text import one_line
from baixing_desktop.errors import IllegalActionError, NotFoundError
from baixing_desktop.papers.layouts.letter import AttachedClue, Letter
from baixing_desktop.papers.layouts.words import BASIS
from baixing_desktop.papers.ledgers.city import CityLine, city_ledger
from baixing_desktop.usecases.papers.kinds import Counter, Gathered
from baixing_desktop.usecases.phrasing import worded
from baixing_desktop.usecases.standing import require_standing

CITY_OFFICE = "SZXB"
"""市政协办公厅 in the list of units."""
_LEDGER = "ledger"


def city_letter(counter: Counter) -> Gathered:
    """报市政协函 of a report, or of the newest report about a clue (by identity or number)."""
    report = _report_of(counter)
    clue = counter.tx.clues.get(report.clue_id)
    require_standing(counter.tx, clue)
    if report.letter_number is None:
        raise IllegalActionError(
            "ACTION_NOT_POSSIBLE",
            subject="报市材料",
            state="还没有函号",
            action="打印报市政协函",
            possible="报送市政协",
        )
    content = redacted(worded(counter.tx, clue).content)
    reference = counter.desk.reference
    letter = Letter(
        letter_number=report.letter_number,
        addressee=reference.unit_name(CITY_OFFICE),
        clue=AttachedClue(
            number=clue.number,
            title=content.title,
            analysis=content.analysis,
            suggestions=content.suggestions,
            source_label=reference.source_label(content.source.category),
        ),
        issued_on=report.reported_on,
        contact=counter.operator,
        contact_phone="",
        subject="推荐" if report.kind is CityReportKind.PREMIUM else "报送",
        body=_body(counter, report, clue.number),
    )
    return Gathered(letter, Kind.CITY_REPORT, report.id)


def city_table(counter: Counter) -> Gathered:
    """报市情况表 of a period, by the day of the report; those not sent yet by the day they were begun."""
    period = counter.period
    found = [
        one
        for one in counter.tx.of(CityReport).where(order="started_on")
        if (one.reported_on or one.started_on) in period
    ]
    lines = [_line(counter, one) for one in found]
    return Gathered(city_ledger(lines, period.words, counter.taken(period.words)), _LEDGER, "")


def _report_of(counter: Counter) -> CityReport:
    named = counter.tx.of(CityReport).find(counter.request.id)
    if named is not None:
        return named
    clue = counter.tx.clues.get(counter.request.id)
    found = counter.tx.of(CityReport).where(clue_id=clue.id, order="-started_on", limit=1)
    if not found:
        raise NotFoundError("RECORD_NOT_FOUND", kind="报市材料")
    return found[0]


def _body(counter: Counter, report: CityReport, number: str) -> tuple[str, ...]:
    title = one_line(report.title)
    if report.kind is CityReportKind.PREMIUM:
        asked = (
            f"根据{BASIS}，现将精品“百姓提案”线索《{title}》（{number}）推荐给市政协，供作为下一年度全会培育重点提案、"
            "界别座谈会发言、年度协商议题、民主监督议题和重要社情民意信息的来源。"
        )
    else:
        asked = (
            f"根据{BASIS}，现将不属于我区职权所能解决的“百姓提案”线索《{title}》（{number}）以“直通车”形式报送，"
            "请通过市层面的协商和办理推动问题解决。"
        )
    studied = [counter.desk.reference.unit_name(report.committee)] if report.committee else []
    studied += [report.departments] if report.departments else []
    research = f"该线索已由{'会同'.join(studied)}研究深化。" if studied else ""
    contact = f"随函材料不含反映人的联系方式，需要与反映人沟通的，请与我办联系。联系人：{counter.operator}。"
    return tuple(words for words in (asked, research, "处理结果请函告我办。", contact) if words)


def _line(counter: Counter, report: CityReport) -> CityLine:
    clue = counter.tx.clues.get(report.clue_id)
    return CityLine(
        number=clue.number,
        title=redacted(worded(counter.tx, clue).content).title if clue.withdrawn_at is None else "（已撤回）",
        kind=label(report.kind),
        committee=counter.desk.reference.unit_name(report.committee) if report.committee else "",
        departments=report.departments,
        reported_on=report.reported_on,
        letter_number=report.letter_number or "",
        result_on=report.result_on,
        result=report.result,
    )
