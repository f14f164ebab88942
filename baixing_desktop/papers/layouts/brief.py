"""工作简报: how the programme went in a month or a year, in words, tables and charts (seed 八(五)3, 九(一)5; F54)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from baixing_desktop.domain.statistics import Handling, together
from baixing_desktop.papers.layouts.words import day_words, joined
from baixing_desktop.papers.ledgers.page import printed
from baixing_desktop.papers.sheet.brand import brand_mark
from baixing_desktop.papers.sheet.charts import Series, bar_chart, funnel_chart, line_chart
from baixing_desktop.papers.sheet.faces import FaceName
from baixing_desktop.papers.sheet.flow import Block, Figure, Part, Region, pages_of
from baixing_desktop.papers.sheet.furniture import page_dash
from baixing_desktop.papers.sheet.grid import Align, Column
from baixing_desktop.papers.sheet.marks import BOTTOM, LEFT, RED, TOP, WIDTH, Mark, Page, Rule, Text
from baixing_desktop.papers.sheet.prose import heading, ordinal, paragraphs, space, table
from baixing_desktop.papers.sheet.text import INDENT, Style, centred, place, set_line, set_text

_HEAD = Style(38, FaceName.TITLE, leading=1.3)
_ISSUE = Style(15, leading=1.5)
_SIDE = Style(14, leading=1.5)
_TITLE = Style(20, FaceName.TITLE, leading=1.5)
_TEXT = Style(14, leading=1.75, indent=INDENT, justify=True)
_COPIES = Style(13, leading=1.5, indent=1.0, hang=4.0)
_LATER = Region(TOP, BOTTOM)
_HEAD_TOP = 32.0
BRAND_WIDTH, BRAND_HEIGHT = 60.0, 16.0
_BRAND_TOP = 13.0
_NEXT = (
    "继续做好线索征集和登记，督促未达标的工作室按月报送；加强与承办单位的沟通，及时催办超过时限的线索；"
    "对列入计划办理的，适时组织“回头看”，并将办理结果告知反映人。"
)


@dataclass(frozen=True, slots=True)
class Brief:
    """One brief. ``period`` is such as ``2026年11月``; ``funnel`` are the stages from the first to the last.

    ``received`` and ``closed`` are counts for each of ``months``. ``short_units`` are workrooms below their quota;
    ``highlights`` pairs numbers with titles of clues worth naming. No person is named.
    """

    issue: str
    period: str
    issuer: str
    made_on: date
    funnel: Sequence[tuple[str, int]]
    by_unit: Sequence[tuple[str, int]]
    by_source: Sequence[tuple[str, int]]
    by_route: Sequence[tuple[str, int]]
    months: Sequence[str]
    received: Sequence[int]
    closed: Sequence[int]
    handlers: Sequence[tuple[str, Handling]]
    short_units: Sequence[str] = ()
    highlights: Sequence[tuple[str, str]] = ()
    became: Sequence[tuple[str, str]] = ()
    """What suggestions became in the period: kind and name."""
    responses: int = 0
    """公开回应 of the period."""
    talks: int = 0
    """协商 of the period."""
    brand: bytes = b""
    """品牌标志 as PNG, if the office has one."""
    copies: str = "报：区委、区政府，市政协。送：各专门委员会、各参加单位、各街道政协委员工作室。"

    @property
    def title(self) -> str:
        """The title under the head."""
        return f"{self.period}“百姓提案”工作情况"


@dataclass(frozen=True, slots=True)
class BriefSection:
    """A numbered section: heading, paragraphs, charts, and the table of handlers if it has one."""

    title: str
    words: Sequence[str]
    charts: Sequence[Figure] = ()
    handlers: bool = False


def lay_out_brief(brief: Brief) -> Iterator[Page]:
    """The pages of the brief.

    Raises:
        PaperError: ``PAPER_NO_GLYPH``, or ``PAPER_TOO_LONG`` for an issuer's name that its line cannot hold.
    """
    head, top = _head(brief)
    for number, marks in enumerate(pages_of(_parts(brief), Region(top, BOTTOM), _LATER), 1):
        yield (*(head if number == 1 else ()), *marks, page_dash(number))


def sections(brief: Brief) -> list[BriefSection]:
    """What the brief says; the Word edition says the same."""
    return [_overall(brief), _gathered(brief), _handled(brief), *_became(brief), *_named(brief), _next()]


def whole(brief: Brief) -> Handling:
    """The counts of all handlers together."""
    return together(counts for _, counts in brief.handlers)


def handler_rows(brief: Brief) -> list[tuple[str, ...]]:
    """The table of handlers: name, in all, answered, overdue, 按期率, A, B, C; the last row is the sum."""
    lines = [*brief.handlers, ("合计", whole(brief))]
    return [
        (
            name,
            str(one.whole),
            str(one.replied),
            str(one.overdue),
            printed(one.punctuality),
            str(one.resolved),
            str(one.planned),
            str(one.reference),
        )
        for name, one in lines
    ]


HANDLER_HEADS = ("承办单位", "承办", "已答复", "超期", "按期率", "A", "B", "C")
_HANDLER_COLUMNS = [
    Column(head, 14 if number else 44, Align.RIGHT if number else Align.LEFT)
    for number, head in enumerate(HANDLER_HEADS)
]


def _head(brief: Brief) -> tuple[list[Mark], float]:
    """The red head of an office's brief: name, issue, who and when, and a red line."""
    line, style = set_line("“百姓提案”工作简报", _HEAD, WIDTH, smallest=20, field="报头")
    x = LEFT + centred(line, style, WIDTH)
    marks: list[Mark] = [
        *brand_mark(brief.brand, LEFT + (WIDTH - BRAND_WIDTH) / 2, _BRAND_TOP, BRAND_WIDTH, BRAND_HEIGHT),
        *(_red(text) for text in place([line], style, x, _HEAD_TOP)),
    ]
    y = _HEAD_TOP + style.line + 2
    issue, used = set_line(brief.issue, _ISSUE, WIDTH, smallest=10, field="期号")
    marks += place([issue], used, LEFT + centred(issue, used, WIDTH), y)
    y += _ISSUE.line + 3
    day, _ = set_line(day_words(brief.made_on), _SIDE, WIDTH, smallest=_SIDE.size, field="日期")
    issuer, used = set_line(brief.issuer, _SIDE, WIDTH - day.width - 4, smallest=9, field="编印单位")
    marks += place([issuer], used, LEFT, y)
    marks += place([day], _SIDE, LEFT + WIDTH - day.width, y)
    y += _SIDE.line + 1.5
    marks.append(Rule(LEFT, y, LEFT + WIDTH, y, 0.7, RED))
    return marks, y + 9


def _red(text: Text) -> Text:
    return Text(text.x, text.y, text.runs, text.size, text.spread, RED)


def _parts(brief: Brief) -> Iterator[Part]:
    for line in set_text(brief.title, _TITLE, WIDTH):
        yield Block([line], _TITLE, centred(line, _TITLE, WIDTH))
    yield space(4)
    for number, section in enumerate(sections(brief), 1):
        yield heading(f"{ordinal(number)}、{section.title}", 2, before=0.4)
        for words in section.words:
            yield from paragraphs(words, _TEXT, glued=words is section.words[0])
        yield from section.charts
        if section.handlers:
            yield table(_HANDLER_COLUMNS, handler_rows(brief))
    yield _imprint(brief)


def _imprint(brief: Brief) -> Figure:
    """版记: to whom the brief goes, between two lines."""
    lines = set_text(brief.copies.replace("。送：", "。\n送："), _COPIES, WIDTH)
    height = _COPIES.line * len(lines) + 2

    def draw(top: float) -> Sequence[Mark]:
        edges = (Rule(LEFT, y, LEFT + WIDTH, y, 0.35) for y in (top, top + height))
        return [*edges, *place(lines, _COPIES, LEFT, top + 1)]

    return Figure(height, draw, before=10.0, glued=True)


def _overall(brief: Brief) -> BriefSection:
    stages = dict(brief.funnel)
    said = "，".join(f"{label}{count}件" for label, count in brief.funnel)
    first, *_, last = brief.funnel
    part = f"，占{last[1] / first[1]:.0%}" if first[1] else ""
    words = f"{brief.period}，全区“百姓提案”线索{said}。其中{last[0]}的{last[1]}件{part}。"
    if not any(stages.values()):
        words = f"{brief.period}，没有收集到“百姓提案”线索。"
    charts = [funnel_chart("图1  线索办理总体情况", brief.funnel)]
    if len(brief.months) > 1:
        series = [Series("收集", brief.received), Series("办结", brief.closed)]
        charts.append(line_chart("图2  各月收集和办结情况", brief.months, series))
    return BriefSection("总体情况", [words], charts)


def _gathered(brief: Brief) -> BriefSection:
    leading = [f"{name}{count}件" for name, count in brief.by_unit[:3] if count]
    words = [f"报送较多的是{joined(leading)}。" if leading else "各单位没有报送线索。"]
    if brief.short_units:
        words.append(f"未达到每月不少于2条的工作室有{len(brief.short_units)}个：{joined(brief.short_units)}。")
    charts = [bar_chart("图3  各单位报送情况", brief.by_unit), bar_chart("图4  线索来源", brief.by_source)]
    return BriefSection("征集情况", words, charts)


def _handled(brief: Brief) -> BriefSection:
    total = whole(brief)
    answered = f"承办单位已答复{total.replied}件，办理中{total.working}件，待接办{total.waiting}件"
    late = f"，超过时限{total.overdue}件" if total.overdue else "，没有超过时限的"
    share = total.punctuality
    on_time = f"有时限的答复中，按期率为{share:.1%}。" if share is not None else ""
    outcome = (
        f"答复结果中，已解决或采纳{total.resolved}件，列入计划逐步解决{total.planned}件，留作参考{total.reference}件。"
        if total.replied
        else ""
    )
    charts = [bar_chart("图5  分类处理情况", brief.by_route)]
    words = f"{answered}{late}。{on_time}{outcome}"
    return BriefSection("办理情况", [words], charts, handlers=bool(brief.handlers))


def _became(brief: Brief) -> list[BriefSection]:
    """成果转化, 公开回应 and 协商 (seed 八(四)2, 二); nothing where there was none."""
    counts = (("成果转化", len(brief.became), "项"), ("公开回应", brief.responses, "次"), ("协商", brief.talks, "次"))
    said = [f"{name}{count}{unit}" for name, count, unit in counts if count]
    if not said:
        return []
    return [BriefSection("成果转化和协商", [f"{joined(said)}。", *(f"{kind}：{name}" for kind, name in brief.became)])]


def _named(brief: Brief) -> list[BriefSection]:
    words = [f"{number}　{title}" for number, title in brief.highlights]
    return [BriefSection("重点线索", words)] if words else []


def _next() -> BriefSection:
    return BriefSection("下一步工作", [_NEXT])
