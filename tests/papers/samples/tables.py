"""Ledgers with no line, with the usual and with very many."""

from collections.abc import Mapping

from baixing_desktop.domain.statistics import Handling
from baixing_desktop.papers.ledgers.catalogue import CatalogueLine, catalogue_ledger
from baixing_desktop.papers.ledgers.committees import CommitteeLine, committees_ledger
from baixing_desktop.papers.ledgers.handling import handling_ledger
from baixing_desktop.papers.ledgers.letters import LetterLine, letters_ledger
from baixing_desktop.papers.ledgers.manifest import Manifest, ManifestLine, manifest_ledger
from baixing_desktop.papers.ledgers.publicity import IncentiveLine, PublicityLine, incentives_ledger, publicity_ledger
from baixing_desktop.papers.ledgers.quota import QuotaLine, quota_ledger
from baixing_desktop.papers.ledgers.results import (
    ResponseLine,
    TalkLine,
    UseLine,
    consultations_ledger,
    responses_ledger,
    uses_ledger,
)
from baixing_desktop.papers.ledgers.showcases import CaseLine, cases_ledger
from baixing_desktop.papers.render import Paper
from tests.papers.samples.words import (
    COUNTS,
    DAY,
    HANDLER,
    LATER,
    LONG_HANDLER,
    LONG_TITLE,
    MUCH,
    NUMBER,
    SUGGESTIONS,
    TAKEN,
    TITLE,
    UNIT,
    WORKROOMS,
)

LEDGERS: Mapping[str, Mapping[str, Paper]] = {
    "manifest": {
        "short": manifest_ledger(Manifest("SY-K3F-1-1-1", UNIT, DAY, None, None, []), TAKEN),
        "usual": manifest_ledger(
            Manifest(
                "SY-K3F-1-1-9",
                UNIT,
                DAY,
                DAY,
                LATER,
                [ManifestLine(f"SY-2026-K3F-{n:04d}-7", TITLE, "陈*", n % 3, "0a1b2c3d4e") for n in range(1, 10)],
            ),
            TAKEN,
        ),
        "long": manifest_ledger(
            Manifest(
                "SY-K3F-1-1-60",
                UNIT,
                DAY,
                DAY,
                LATER,
                [ManifestLine(f"SY-2026-K3F-{n:04d}-7", LONG_TITLE, "欧阳**", n, "0a1b2c3d4e") for n in range(1, 61)],
            ),
            TAKEN,
        ),
    },
    "catalogue": {
        "short": catalogue_ledger([], "2026年", TAKEN),
        "usual": catalogue_ledger(
            [CatalogueLine(f"第2026{n:03d}号", TITLE, SUGGESTIONS, "沙园街道", "经济委", HANDLER) for n in range(1, 7)],
            "2026年",
            TAKEN,
        ),
        "long": catalogue_ledger(
            [
                CatalogueLine(
                    f"第2026{n:03d}号",
                    LONG_TITLE,
                    MUCH,
                    "南石头街道",
                    "社会法制民族宗教委",
                    LONG_HANDLER,
                    "王委员",
                    DAY,
                )
                for n in range(1, 41)
            ],
            "2025年12月至2026年11月",
            TAKEN,
        ),
    },
    "handling": {
        "short": handling_ledger([], "2026年", TAKEN),
        "usual": handling_ledger([(HANDLER, COUNTS), ("区水务局", Handling(1))], "2026年", TAKEN),
        "long": handling_ledger([(LONG_HANDLER, COUNTS)] * 40, "2025年12月至2026年11月", TAKEN),
    },
    "quota": {
        "short": quota_ledger([], 2027, 0, 2, TAKEN),
        "usual": quota_ledger(
            [
                QuotaLine(f"{name}街道工作室", (*((n * month) % 4 for month in range(1, 12)), 0), n % 3, frozenset({5}))
                for n, name in enumerate(WORKROOMS)
            ],
            2026,
            11,
            2,
            TAKEN,
        ),
    },
    "committees": {
        "short": committees_ledger([], 2026, TAKEN),
        "usual": committees_ledger(
            [CommitteeLine("区政协经济委员会", 41, 40, 1, 3, 2), CommitteeLine("区政协社会法制民族宗教委员会", 9, 30)],
            2026,
            TAKEN,
        ),
    },
    "letters": {
        "short": letters_ledger([], "2026年", TAKEN),
        "usual": letters_ledger(
            [
                LetterLine("海协办函〔2026〕1号", DAY, "转送函", HANDLER, TITLE, "陈办"),
                LetterLine("海协办函〔2026〕2号", LATER, "催办函", HANDLER, TITLE, "陈办", f"作废 {LATER}：登记错了"),
            ],
            "2026年",
            TAKEN,
        ),
        "long": letters_ledger(
            [LetterLine("海协办函〔2026〕1024号", DAY, "报市政协函", LONG_HANDLER, LONG_TITLE, "欧阳办", LONG_TITLE)]
            * 30,
            "2026年",
            TAKEN,
        ),
    },
    "publicity": {
        "short": publicity_ledger([], "2026年", TAKEN),
        "usual": publicity_ledger([PublicityLine(DAY, "广州日报", "市", TITLE, "A3版", NUMBER)] * 3, "2026年", TAKEN),
        "long": publicity_ledger(
            [PublicityLine(DAY, "人民政协报", "中央", LONG_TITLE, "https://example.com/" + "path/" * 30, NUMBER)] * 30,
            "2026年",
            TAKEN,
        ),
    },
    "incentives": {
        "short": incentives_ledger([], "2026年", TAKEN),
        "usual": incentives_ledger(
            [IncentiveLine(NUMBER, TITLE, "陈*", "重点提案", "面谈", DAY, "感谢信", "已反馈")] * 3, "2026年", TAKEN
        ),
        "long": incentives_ledger(
            [IncentiveLine(NUMBER, LONG_TITLE, "欧阳**", "社情民意信息", "书信", DAY, LONG_TITLE, "已反馈")] * 40,
            "2026年",
            TAKEN,
        ),
    },
    "results": {
        "short": uses_ledger([], "2026年", TAKEN),
        "usual": uses_ledger(
            [UseLine(DAY, "民生实项目", "2027年区十件民生实事", "海府办〔2026〕12号", NUMBER, TITLE)] * 3,
            "2026年",
            TAKEN,
        ),
        "long": uses_ledger(
            [UseLine(DAY, "党委政府决策", LONG_TITLE, "https://example.com/" + "path/" * 30, NUMBER, LONG_TITLE)] * 20,
            "2026年",
            TAKEN,
        ),
    },
    "responses": {
        "short": responses_ledger([], "2026年", TAKEN),
        "usual": responses_ledger(
            [ResponseLine(DAY, HANDLER, "微信公众号", "关于加装路灯的回应", "A3版", NUMBER, TITLE)] * 3, "2026年", TAKEN
        ),
        "long": responses_ledger(
            [
                ResponseLine(
                    DAY, LONG_HANDLER, "政府网站", LONG_TITLE, "https://example.com/" + "path/" * 30, NUMBER, TITLE
                )
            ]
            * 20,
            "2026年",
            TAKEN,
        ),
    },
    "showcases": {
        "usual": cases_ledger([CaseLine(DAY, TITLE, NUMBER, "沙园街道", "已解决或采纳。", 2, True, 3)], "2026年", TAKEN)
    },
    "consultations": {
        "short": consultations_ledger([], "2026年", TAKEN),
        "usual": consultations_ledger(
            [TalkLine(DAY, "“有事好商量”协商", TITLE, "区政协提案委", "年内分两批加装。", NUMBER, 1, 0)] * 3,
            "2026年",
            TAKEN,
        ),
        "long": consultations_ledger(
            [TalkLine(DAY, "党派团体协商", LONG_TITLE, LONG_HANDLER, LONG_TITLE * 3, f"{NUMBER}、" * 4, 12, 10)] * 20,
            "2026年",
            TAKEN,
        ),
    },
}
