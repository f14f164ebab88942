"""Letters and forms with their shortest, usual and longest content."""

from collections.abc import Mapping
from datetime import date

from baixing_desktop.papers.layouts.answer import Answer, answer_sheet
from baixing_desktop.papers.layouts.audit_head import AuditHead, audit_head_sheet
from baixing_desktop.papers.layouts.consultation import ConsultationRecord, consultation_sheet
from baixing_desktop.papers.layouts.label import FolderLabel, LabelSheet
from baixing_desktop.papers.layouts.letter import AttachedClue, Letter
from baixing_desktop.papers.layouts.opinion import Opinion, opinion_sheet
from baixing_desktop.papers.layouts.privacy import BreachSheet, HeldClue, PersonFile, breach_sheet, person_sheet
from baixing_desktop.papers.layouts.recovery import RecoverySheet
from baixing_desktop.papers.layouts.reminder import Reminder, reminder_sheet
from baixing_desktop.papers.layouts.session import SessionMatter, SessionRecord, session_sheet
from baixing_desktop.papers.layouts.supervision import (
    OFFICES,
    LookBackRecord,
    SupervisionRecord,
    look_back_sheet,
    supervision_sheet,
)
from baixing_desktop.papers.layouts.undertaking import OUTCOMES, SATISFACTION, Undertaking, undertaking_sheet
from baixing_desktop.papers.render import Paper
from tests.papers.samples.words import (
    ANALYSIS,
    DAY,
    HANDLER,
    LATER,
    LETTER,
    LONG_HANDLER,
    LONG_TITLE,
    MOMENT,
    MUCH,
    NUMBER,
    OFFICE,
    PROPOSAL_OFFICE,
    REPLY,
    SUGGESTIONS,
    TITLE,
    UNIT,
)

LETTERS: Mapping[str, Letter] = {
    "short": Letter(LETTER, "区水务局", AttachedClue(NUMBER, "灯", "暗。", "装。", "其他"), None, "梁同志", ""),
    "usual": Letter(
        LETTER, HANDLER, AttachedClue(NUMBER, TITLE, ANALYSIS, SUGGESTIONS, "其他"), DAY, "梁同志", "020-00000000"
    ),
    "long": Letter(
        LETTER,
        LONG_HANDLER,
        AttachedClue(NUMBER, LONG_TITLE, MUCH, SUGGESTIONS * 9, "其他"),
        DAY,
        "梁同志",
        "020-00000000",
        assignment=True,
        reason="经研究，该线索属贵单位职责范围。",
    ),
}

FORMS: Mapping[str, Mapping[str, Paper]] = {
    "undertaking": {
        "short": undertaking_sheet(Undertaking("", "", "")),
        "usual": undertaking_sheet(Undertaking(NUMBER, TITLE, HANDLER, LETTER, "主办", DAY, DAY, LATER)),
        "long": undertaking_sheet(
            Undertaking(
                NUMBER,
                LONG_TITLE,
                LONG_HANDLER,
                LETTER,
                "会办",
                DAY,
                DAY,
                LATER,
                outcome=OUTCOMES[1],
                reply=MUCH,
                replied_on=LATER,
                satisfaction=SATISFACTION[0],
            )
        ),
    },
    "opinion": {
        "short": opinion_sheet(Opinion("", "", "")),
        "usual": opinion_sheet(Opinion(NUMBER, TITLE, HANDLER, OUTCOMES[0], DAY)),
        "long": opinion_sheet(Opinion(NUMBER, LONG_TITLE, LONG_HANDLER, OUTCOMES[2], DAY, SATISFACTION[2])),
    },
    "answer": {
        "short": answer_sheet(Answer("", "", "", None, "", "", UNIT)),
        "usual": answer_sheet(
            Answer(NUMBER, TITLE, "陈䶮", DAY, HANDLER, REPLY, UNIT, OUTCOMES[1], LATER, "面谈", LATER, "梁同志")
        ),
        "long": answer_sheet(Answer(NUMBER, LONG_TITLE, "", DAY, LONG_HANDLER, MUCH, UNIT, OUTCOMES[2], LATER)),
    },
    "assignment": {
        "short": undertaking_sheet(Undertaking("", "", "", assigned=True)),
        "usual": undertaking_sheet(Undertaking(NUMBER, TITLE, HANDLER, LETTER, "主办", DAY, DAY, LATER, assigned=True)),
    },
    "reminder": {
        "short": reminder_sheet(Reminder("", "", "", "", DAY, "")),
        "usual": reminder_sheet(
            Reminder(
                NUMBER, TITLE, HANDLER, LETTER, LATER, "梁同志", "020-00000000", 2, DAY, DAY, date(2026, 7, 20), LETTER
            )
        ),
        "long": reminder_sheet(
            Reminder(NUMBER, LONG_TITLE, LONG_HANDLER, LETTER, DAY, "梁同志", "", 11, DAY, DAY, LATER)
        ),
    },
    "supervision": {
        "short": supervision_sheet(SupervisionRecord("", "", "")),
        "usual": supervision_sheet(
            SupervisionRecord(NUMBER, TITLE, HANDLER, "对口协商", DAY, "区住建局会议室", "提案委")
        ),
        "long": supervision_sheet(
            SupervisionRecord(
                NUMBER,
                LONG_TITLE,
                LONG_HANDLER,
                "会议协商",
                DAY,
                "会议室",
                "提案委",
                "王同志、" * 40,
                MUCH,
                MUCH,
                LATER,
                "梁",
            )
        ),
    },
    "consultation": {
        "short": consultation_sheet(ConsultationRecord()),
        "usual": consultation_sheet(
            ConsultationRecord(
                TITLE,
                "“有事好商量”协商",
                DAY,
                "沙园街道会议室",
                "区政协提案委",
                "区住建局副局长、街道办事处副主任，居民代表 6 人",
                "年内分两批加装，先装七街。",
                f"{NUMBER}　{TITLE}",
                "督办：会议协商，已开展",
                "梁同志",
            )
        ),
        "long": consultation_sheet(
            ConsultationRecord(
                LONG_TITLE, "党派团体协商", DAY, "会议室", LONG_HANDLER, "王同志、" * 40, MUCH, MUCH, MUCH, "梁"
            )
        ),
    },
    "look-back": {
        "short": look_back_sheet(LookBackRecord("", "", "")),
        "usual": look_back_sheet(
            LookBackRecord(NUMBER, TITLE, HANDLER, DAY, REPLY, LATER, ("现场勘查", "走访座谈"), OFFICES)
        ),
        "long": look_back_sheet(
            LookBackRecord(
                NUMBER, LONG_TITLE, LONG_HANDLER, DAY, MUCH, LATER, (), (), "", MUCH, "未落实", None, MUCH, "梁"
            )
        ),
    },
    "session": {
        "short": session_sheet(SessionRecord(UNIT)),
        "usual": session_sheet(
            SessionRecord(
                UNIT,
                DAY,
                "示例社区党群服务中心",
                "李委员、王委员",
                "梁同志",
                7,
                (
                    SessionMatter(TITLE, "SY-2026-K3F-0001-7", "陈*", "已登记"),
                    SessionMatter("路灯不亮", "", "李*", "当场答复"),
                ),
            )
        ),
        "long": session_sheet(
            SessionRecord(
                UNIT, DAY, LONG_TITLE, "李委员、" * 40, "梁", 123, (SessionMatter(LONG_TITLE, NUMBER),) * 24, MUCH
            )
        ),
    },
    "person": {
        "short": person_sheet(PersonFile("陈", "", "", (), UNIT, DAY)),
        "usual": person_sheet(
            PersonFile(
                "陈䶮",
                "020-00000000",
                "海珠区沙园街道示例路1号大院2栋301房",
                (HeldClue(NUMBER, TITLE, DAY, ANALYSIS, SUGGESTIONS, ("收集和保存",), (HANDLER,), None),),
                UNIT,
                DAY,
            )
        ),
        "long": person_sheet(
            PersonFile(
                "陈䶮",
                "020-00000000",
                LONG_TITLE,
                (HeldClue(NUMBER, LONG_TITLE, None, MUCH, MUCH, (), (), DAY),) * 3,
                UNIT,
                DAY,
            )
        ),
    },
    "breach": {
        "short": breach_sheet(BreachSheet("", None, "", "", (), None, None, None)),
        "usual": breach_sheet(
            BreachSheet("", MOMENT, "沙园街道 K3F 号工作站", OFFICE, ("姓名", "联系电话"), 37, 41, encrypted=True)
        ),
        "long": breach_sheet(
            BreachSheet(MUCH, MOMENT, LONG_TITLE, OFFICE, ("附件",), 37000, 41000, False, MUCH, MUCH, MUCH)
        ),
    },
    "audit-head": {
        "usual": audit_head_sheet(AuditHead(OFFICE, 12345, "0123456789abcdef" * 4, MOMENT, faultless=True)),
        "long": audit_head_sheet(AuditHead(PROPOSAL_OFFICE, 123456789, "f" * 64, MOMENT, faultless=False)),
    },
}

OTHERS: Mapping[str, Mapping[str, Paper]] = {
    "label": {
        "usual": LabelSheet([FolderLabel(NUMBER, TITLE, UNIT, 2026, "10年")] * 3),
        "long": LabelSheet([FolderLabel("SY-2026-K3F-0001-7", LONG_TITLE, LONG_HANDLER, 2026)] * 9),
    },
    "recovery": {"usual": RecoverySheet(OFFICE, ["K7QF2", "9XM4T", "ABCD3", "HJKL8"] * 3, DAY, "梁同志", "第 2 份")},
}
