"""Words for the kinds of records that a search finds."""

from collections.abc import Mapping
from enum import StrEnum

from baixing_desktop.domain.finding import FoundKind

FOUND: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    FoundKind: {
        FoundKind.CLUE: "线索",
        FoundKind.EDITION: "整理稿",
        FoundKind.SCREENING: "审核意见",
        FoundKind.LETTER: "转送、交办件",
        FoundKind.ASSIGNMENT: "交办事由",
        FoundKind.REPLY: "答复",
        FoundKind.EXTENSION: "延期申请",
        FoundKind.RETURN: "退办申请",
        FoundKind.RESPONSE: "公开回应",
        FoundKind.CLAIM: "认领",
        FoundKind.CULTIVATION: "培育记录",
        FoundKind.PROPOSAL: "提案",
        FoundKind.SUPERVISION: "督办",
        FoundKind.FOLLOW_UP: "督办跟踪",
        FoundKind.KEY_ITEM: "重点提案",
        FoundKind.LOOK_BACK: "回头看",
        FoundKind.CONSULTATION: "协商",
        FoundKind.OUTPUT: "成果",
        FoundKind.CITY_REPORT: "报市材料",
        FoundKind.PREMIUM: "精品",
        FoundKind.RESULT_USE: "成果转化",
        FoundKind.PUBLICITY: "宣传报道",
        FoundKind.SHOWCASE: "典型案例",
        FoundKind.NOMINATION: "表彰提名",
        FoundKind.RESULT_REPORT: "成果报送",
        FoundKind.COMPENDIUM: "线索汇编",
        FoundKind.TOPIC: "选题",
        FoundKind.PILOT: "试点",
        FoundKind.SESSION: "接访活动",
        FoundKind.MEMBER: "委员",
        FoundKind.POST: "工作机构职务",
        FoundKind.UNIT: "单位",
        FoundKind.NOTE: "资料",
    }
}
