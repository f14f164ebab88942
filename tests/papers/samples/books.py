"""Compendium, brief and typical case, the shortest and usual ones."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from baixing_desktop.domain.statistics import Handling
from baixing_desktop.papers.layouts.brief import Brief
from baixing_desktop.papers.layouts.compendium import CompendiumBook, CompendiumClue, CompendiumTable, CompendiumTheme
from baixing_desktop.papers.layouts.showcase import CaseSheet, facts_words, media_words
from baixing_desktop.papers.render import Paper
from tests.papers.samples.words import (
    ANALYSIS,
    COUNTS,
    DAY,
    HANDLER,
    LONG_HANDLER,
    LONG_TITLE,
    MUCH,
    NUMBER,
    OFFICE,
    PROPOSAL_OFFICE,
    REPLY,
    SUGGESTIONS,
    TITLE,
    WORKROOMS,
)

CLUE = CompendiumClue(NUMBER, TITLE, ANALYSIS, SUGGESTIONS, "街道政协委员工作室", DAY)
INTERNAL = CompendiumClue(
    "第2026002号",
    LONG_TITLE,
    MUCH[:260],
    SUGGESTIONS * 2,
    "区政协专门委员会",
    DAY,
    ("第2026007号", "第2026009号"),
    "陈䶮",
    "区住房建设局（海协办函〔2026〕4号）已接办。",
)
CASE = CaseSheet(
    TITLE,
    facts_words((NUMBER,), ("第2026007号", "第2026009号"), ("第16届2次会议第12号",), "沙园街道"),
    f"{ANALYSIS}\n{SUGGESTIONS}",
    f"2026年6月20日，区政协办公室转{HANDLER}办理，2026年6月24日接办，2026年7月20日答复：{REPLY}",
    "已解决或采纳。\n民生实项目：2027年区民生实事（海府办〔2026〕12号）。",
    (media_words(DAY, "广州日报", "一盏路灯的来历", "A5版"), media_words(DAY, "“海珠政协”公众号", "小巷亮了", "")),
    PROPOSAL_OFFICE,
    DAY,
    "陈䶮",
)
MONTHS = tuple(f"{month}月" for month in range(1, 12))

BOOKS: Mapping[str, Mapping[str, Paper]] = {
    "compendium": {
        "short": CompendiumBook("2026年第6期", "2026年6月", False, OFFICE, DAY, [CompendiumTheme("其他", [CLUE])]),
        "usual": CompendiumBook(
            "2026年第3期",
            "2026年7月至9月",
            True,
            PROPOSAL_OFFICE,
            DAY,
            [
                CompendiumTheme("城市建设与管理", [CLUE, INTERNAL, CLUE]),
                CompendiumTheme("社会事务", [INTERNAL, CLUE]),
                CompendiumTheme("教科文卫体", [CLUE] * 3),
            ],
            (CompendiumTable("按来源统计", "来源", [("街道政协委员工作室", 9), ("区政协专门委员会", 2)]),),
        ),
    },
    "showcase": {"usual": CASE, "long": replace(CASE, title=LONG_TITLE, said=MUCH, done=f"{MUCH}\n{MUCH}", credit="")},
    "brief": {
        "short": Brief(
            "2026年第1期", "2026年1月", OFFICE, DAY, [("收集", 0), ("已办结", 0)], [], [], [], ["1月"], [0], [0], []
        ),
        "usual": Brief(
            "2026年第11期",
            "2026年1月至11月",
            PROPOSAL_OFFICE,
            date(2026, 11, 30),
            [("收集", 110), ("采用", 96), ("分类处理", 90), ("转送交办", 47), ("已答复", 31), ("已办结", 22)],
            [(f"{name}街道工作室", 17 - n) for n, name in enumerate(WORKROOMS)],
            [("街道政协委员工作室", 80), ("区政协专门委员会", 20), ("市政协线上平台", 10)],
            [("本区·一般", 40), ("本区·重要紧急", 30), ("非本区·转市部门", 17), ("非本区·直通车", 3)],
            MONTHS,
            [3, 5, 8, 12, 7, 9, 15, 11, 14, 16, 10],
            [0, 1, 2, 3, 5, 4, 6, 7, 6, 9, 8],
            [(HANDLER, COUNTS), ("区水务局", Handling(1)), (LONG_HANDLER, COUNTS)],
            [f"{name}街道工作室" for name in WORKROOMS[-4:]],
            [(NUMBER, TITLE), ("第2026002号", LONG_TITLE)],
        ),
    },
}
