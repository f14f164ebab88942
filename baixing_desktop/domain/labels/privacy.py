"""Words for what people ask about their data, and for its erasure."""

from collections.abc import Mapping
from enum import StrEnum

from baixing_desktop.domain.privacy import ErasureGround, ErasureScope, RequestKind
from baixing_desktop.domain.states import ErasureState, RequestState

PRIVACY: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    RequestKind: {
        RequestKind.ACCESS: "查阅",
        RequestKind.COPY: "复制",
        RequestKind.CORRECT: "更正补充",
        RequestKind.ERASE: "删除",
        RequestKind.WITHDRAW_CONSENT: "撤回同意",
        RequestKind.EXPLAIN: "解释说明",
    },
    RequestState: {
        RequestState.OPEN: "待答复",
        RequestState.GRANTED: "已办理",
        RequestState.REFUSED: "未予办理",
    },
    ErasureScope: {
        ErasureScope.CONTACT: "只去除联系方式",
        ErasureScope.ALL: "删除全部内容",
    },
    ErasureGround: {
        ErasureGround.ASKED: "本人请求删除",
        ErasureGround.CONSENT_WITHDRAWN: "本人撤回同意",
        ErasureGround.KEPT_LONG_ENOUGH: "保存期限届满",
        ErasureGround.NOT_NEEDED: "不应收集或不再需要",
        ErasureGround.HANDED_OVER: "区办公室已收到，本机不再保留",
    },
    ErasureState: {
        ErasureState.PROPOSED: "待第二人审批",
        ErasureState.DONE: "已删除",
        ErasureState.REFUSED: "未批准",
    },
}
