"""Words for what the rules find: derived, never stored as a state."""

from collections.abc import Mapping
from enum import StrEnum

from baixing_desktop.domain.rules.contacts import AddressWarning, PhoneWarning
from baixing_desktop.domain.rules.deadlines import Standing
from baixing_desktop.domain.rules.hints import HintEffect, LengthStanding
from baixing_desktop.domain.rules.identifiers import IdentifierKind
from baixing_desktop.domain.rules.incentives import Adoption
from baixing_desktop.domain.rules.merging import MergeObstacle
from baixing_desktop.domain.rules.quotas import MonthStanding
from baixing_desktop.domain.rules.retention import RetentionAction
from baixing_desktop.domain.rules.similarity import Verdict

FINDINGS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    Standing: {
        Standing.OPEN_ENDED: "未设时限",
        Standing.IN_TIME: "时限内",
        Standing.DUE_SOON: "即将到期",
        Standing.OVERDUE: "已超期",
    },
    MonthStanding: {
        MonthStanding.NO_QUOTA: "无指标",
        MonthStanding.MET: "已达到",
        MonthStanding.SHORT: "未达到",
        MonthStanding.NIL_REPORTED: "零报告",
        MonthStanding.RUNNING: "本月进行中",
        MonthStanding.AHEAD: "尚未开始",
    },
    MergeObstacle: {
        MergeObstacle.SAME: "不能并入自己",
        MergeObstacle.MASTER_NOT_ACCEPTED: "主线索还没有受理",
        MergeObstacle.MASTER_MERGED: "主线索已并入其他线索",
        MergeObstacle.HAS_MERGED: "已有其他线索并入本线索",
    },
    Adoption: {
        Adoption.FORWARDED: "转送有关方面研处",
        Adoption.OUTPUT: "转化为协商议政成果",
        Adoption.PROPOSAL: "转化为提案",
        Adoption.CITY_REPORT: "报送市政协",
        Adoption.RESOLVED: "建议已解决或采纳",
    },
    IdentifierKind: {
        IdentifierKind.ID_CARD: "身份证号",
        IdentifierKind.BANK_CARD: "银行卡号",
        IdentifierKind.MOBILE: "手机号码",
        IdentifierKind.LANDLINE: "固定电话",
    },
    PhoneWarning: {
        PhoneWarning.LETTERS: "电话里有数字以外的字，请核对",
        PhoneWarning.LENGTH: "电话的位数与常见号码不同，请核对",
        PhoneWarning.NO_AREA_CODE: "固定电话没有区号，广州为 020",
        PhoneWarning.UNKNOWN_FORM: "不像手机号码，请核对",
    },
    AddressWarning: {
        AddressWarning.NO_HOUSE: "地址没有门牌号",
        AddressWarning.OUTSIDE: "地址似乎不在海珠区",
        AddressWarning.STREET_MISMATCH: "地址里的社区不属于所写的街道",
        AddressWarning.AMBIGUOUS_COMMUNITY: "两个街道都有这个名称的社区，请写明街道",
    },
    HintEffect: {
        HintEffect.STOP: "不得录入",
        HintEffect.REFER: "建议转其他渠道",
        HintEffect.RETURN: "请补充",
        HintEffect.REDACT: "请遮盖后继续",
        HintEffect.SPLIT: "请拆分",
        HintEffect.MERGE: "请并案",
    },
    LengthStanding: {
        LengthStanding.FINE: "长度合适",
        LengthStanding.LONG: "偏长",
        LengthStanding.VERY_LONG: "过长",
    },
    Verdict: {
        Verdict.SAME: "很可能是同一件事",
        Verdict.RELATED: "可能相关",
        Verdict.DIFFERENT: "不是同一件事",
    },
    RetentionAction: {
        RetentionAction.ANONYMISE: "去除个人信息",
        RetentionAction.DELETE: "删除",
        RetentionAction.ARCHIVE: "移交档案",
    },
}
