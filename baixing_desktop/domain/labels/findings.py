"""Words for what the rules find: derived, never stored as a state."""

from collections.abc import Mapping
from enum import StrEnum

from baixing_desktop.domain.rules.deadlines import Standing
from baixing_desktop.domain.rules.incentives import Adoption
from baixing_desktop.domain.rules.merging import MergeObstacle
from baixing_desktop.domain.rules.quotas import MonthStanding
from baixing_desktop.domain.rules.retention import RetentionAction

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
    RetentionAction: {
        RetentionAction.ANONYMISE: "去除个人信息",
        RetentionAction.DELETE: "删除",
        RetentionAction.ARCHIVE: "移交档案",
    },
}
