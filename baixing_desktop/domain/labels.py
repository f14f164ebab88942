"""The Chinese words for every code the program decides itself (labels of reference data are in its files)."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from baixing_desktop.domain.outcomes import ContactChannel, Outcome, Route, Satisfaction
from baixing_desktop.domain.states import (
    Action,
    BatchState,
    ClueState,
    ForwardingState,
    Need,
    OfficeState,
    Role,
)

# By kind first: codes of two kinds with the same text are equal to Python and would share one entry.
_WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = MappingProxyType(
    {
        Role: {
            Role.LIAISON: "联络员",
            Role.OFFICE: "区政协办公室",
            Role.TRIAGE: "提案线索处理组",
            Role.COMMITTEE: "专门委员会",
            Role.PROPOSAL_COMMITTEE: "提案委",
            Role.SYSTEM: "程序",
        },
        Need: {
            Need.CONTENT: "必填内容",
            Need.REASON: "理由",
            Need.REFERRAL: "建议去向",
            Need.ROUTE: "分类",
            Need.HANDLER: "承办单位",
            Need.LETTER: "函号",
            Need.DATE: "日期",
            Need.OUTCOME: "办理结果",
            Need.TEXT: "答复内容",
            Need.CONTACT: "联系群众的记录",
            Need.SATISFACTION: "满意度",
            Need.MASTER: "并入的线索",
        },
        ClueState: {
            ClueState.COMMUNITY_REGISTERED: "社区已登记",
            ClueState.DRAFT: "草稿",
            ClueState.REGISTERED: "已登记待报送",
            ClueState.SEALED: "已封装待送出",
            ClueState.SUBMITTED: "报送中",
            ClueState.ACKNOWLEDGED: "区办已收到",
            ClueState.RETURNED: "退回补充",
        },
        BatchState: {
            BatchState.SEALED: "已封装",
            BatchState.EXPORTED: "已送出，待回执",
            BatchState.RECEIPTED: "已有回执",
        },
        OfficeState: {
            OfficeState.RECEIVED: "待审核",
            OfficeState.SCREENING: "审核中",
            OfficeState.RETURNED: "已退回补充",
            OfficeState.DECLINED: "不予采用",
            OfficeState.MERGED: "已并案",
            OfficeState.ACCEPTED: "已受理",
            OfficeState.RETAINED: "留存",
            OfficeState.CLASSIFIED: "已分类",
            OfficeState.ROUTED: "办理中",
            OfficeState.CONCLUDED: "已办结",
            OfficeState.ARCHIVED: "已归档",
        },
        ForwardingState: {
            ForwardingState.DRAFTED: "拟稿",
            ForwardingState.APPROVED: "已核准",
            ForwardingState.ISSUED: "已发函",
            ForwardingState.RECEIVED: "单位已收函",
            ForwardingState.RETURN_REQUESTED: "申请退办",
            ForwardingState.TAKEN_OVER: "已接办",
            ForwardingState.REPLIED: "已答复",
            ForwardingState.CONTACTED: "已告知群众",
            ForwardingState.EVALUATED: "群众已评价",
            ForwardingState.CLOSED: "已办结",
            ForwardingState.REASSIGNED: "已改派",
        },
        Action: {
            Action.REGISTER: "登记",
            Action.REOPEN_DRAFT: "退回草稿修改",
            Action.SEAL: "封装",
            Action.SUBMIT: "报送",
            Action.ACKNOWLEDGE: "确认收到",
            Action.EXPORT: "送出",
            Action.SCREEN: "开始审核",
            Action.RETURN_FOR_MORE: "退回补充",
            Action.DECLINE: "不予采用",
            Action.MERGE: "并案",
            Action.UNDO_MERGE: "撤销并案",
            Action.ACCEPT: "受理",
            Action.RETAIN: "留存",
            Action.TAKE_UP_AGAIN: "重新启用",
            Action.CLASSIFY: "分类",
            Action.ROUTE: "转入办理",
            Action.CONCLUDE: "办结",
            Action.REOPEN: "重新办理",
            Action.ARCHIVE: "归档",
            Action.RECEIVE_AGAIN: "收到补充",
            Action.APPROVE: "核准",
            Action.ISSUE: "发函",
            Action.RECEIVE: "登记收函",
            Action.TAKE_OVER: "登记接办",
            Action.REQUEST_RETURN: "申请退办",
            Action.GRANT_RETURN: "同意退办",
            Action.REFUSE_RETURN: "不同意退办",
            Action.REPLY: "登记答复",
            Action.REJECT_REPLY: "退回重新答复",
            Action.CONTACT: "记录联系群众",
            Action.EVALUATE: "登记评价",
            Action.REDO: "重新办理",
            Action.CLOSE: "办结",
        },
        Route: {
            Route.DISTRICT_URGENT: "本区·重要紧急",
            Route.DISTRICT_CORE: "本区·中心工作",
            Route.DISTRICT_GENERAL: "本区·一般",
            Route.CITY_EXPRESS: "非本区·直通车",
            Route.CITY_DEPARTMENT: "非本区·转市部门",
            Route.CITY_PREMIUM: "荐市精品",
        },
        Outcome: {
            Outcome.RESOLVED: "A 已解决或采纳",
            Outcome.PLANNED: "B 列入计划逐步解决",
            Outcome.REFERENCE: "C 因条件限制暂不能解决或留作参考",
        },
        ContactChannel: {
            ContactChannel.FACE: "面谈",
            ContactChannel.PHONE: "电话",
            ContactChannel.LETTER: "书信",
            ContactChannel.UNREACHABLE: "无法联系",
        },
        Satisfaction: {
            Satisfaction.SATISFIED: "满意",
            Satisfaction.FAIRLY_SATISFIED: "基本满意",
            Satisfaction.DISSATISFIED: "不满意",
        },
    }
)


def label(code: StrEnum) -> str:
    """The Chinese word for ``code``.

    Raises:
        KeyError: a code without a word, which a test excludes.
    """
    return _WORDS[type(code)][code]
