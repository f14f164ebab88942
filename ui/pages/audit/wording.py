"""What the trail calls an act, in the words of the one who reads it."""

from collections.abc import Mapping
from types import MappingProxyType

from baixing_desktop.domain.audit import AuditEntry
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.states import Action

ACTS: Mapping[str, str] = MappingProxyType(
    {
        "set_up": "建立工作台",
        "sign_in": "进入",
        "sign_out": "退出",
        "lock": "锁定",
        "refuse": "越权被拒绝",
        "second_person": "第二人确认",
        "add_person": "添加人员",
        "set_roles": "授予岗位和职责",
        "disable_person": "停用人员",
        "enable_person": "恢复人员",
        "reset_passphrase": "重置口令",
        "change_passphrase": "更换口令",
        "recover": "用恢复表恢复",
        "recovery_sheet": "生成恢复表",
        "service_key": "生成服务密钥",
        "set_policy": "设置口令规则",
        "set_idle": "设置自动锁定",
        "set_views": "保存查看方式",
        "database_password": "更换数据库密码",
        "make_seat": "增加席位",
        "join_seat": "启用席位",
        "revoke_seat": "收回席位",
        "time_jump": "时钟被改动",
        "read_audit": "查看操作记录",
        "audit_head": "取摘要",
        "export_audit": "导出操作记录",
        "archive_audit": "归档操作记录",
        "draft": "新建草稿",
        "delete_draft": "删除草稿",
        "purge_secret": "清除涉密草稿",
        "edit": "打开修改（含联系方式）",
        "reveal": "查看联系方式",
        "print": "打印",
        "attach": "添加照片",
        "import": "导入",
        "receive": "接收批次",
        "enrol": "登记工作站",
        "enrolment_code": "发登记凭据",
        "doubt": "停用本机的登记",
        "draft_forwarding": "拟转送函",
        "log_research": "登记调研",
        "begin_output": "确定成果形式",
        "deliver_output": "登记成果",
        "drop_output": "不再形成成果",
        "begin_city_report": "起草报市材料",
        "send_city_report": "报送市政协",
        "record_city_result": "登记市里结果",
        "nominate_premium": "提名精品",
        "plan_supervision": "计划督办",
        "propose_key_item": "列为重点提案备选",
        "renumber": "更换临时编号",
        "recall": "登记通知收回",
        "backup": "备份",
        "rehearse": "试恢复备份",
        "update": "更新程序",
        "take_up_adopted": "列出待反馈的群众",
        "record_part": "登记群众参与",
        "remove_part": "删除群众参与",
        "invite": "邀请群众",
        "settle_invitation": "登记是否参加",
        "remove_invitation": "删除邀请",
        "save_publicity": "登记宣传报道",
        "remove_publicity": "删除宣传报道",
        "save_topic": "推荐或修改选题",
        "remove_topic": "删除选题",
        "take_first_list": "采用附件2的试点建议",
        "save_pilot": "拟定或修改试点",
        "keep_issue": "编成一期汇编",
        "take_back_issue": "撤销一期汇编",
        "report_result": "登记成果报送",
        "remove_report": "删除成果报送",
        "save_window": "设定认领期",
        "log_cultivation": "记录培育",
        "remove_cultivation": "删除培育记录",
        "revise_proposal": "修改提案稿",
        "draft_assignment": "拟转送函或交办函",
        "import_claims": "导入认领结果",
        "place": "归入接访活动、选题或社区",
        "save_session": "记录接访活动",
        "remove_session": "删除接访活动",
        "report_nil": "零报告",
        "withdraw_nil": "撤回零报告",
        "clue.withdraw": "报送：撤回",
        "consent.change": "报送：变更同意事项",
        "person.erase.request": "报送：请求删除个人信息",
        "clue.handover": "报送：移交",
        "ack.downlink": "报送：已告知群众",
        "clue.place": "报送：线索归入接访活动、选题或社区",
        "session.report": "报送：接访活动",
        "session.remove": "报送：删除接访活动",
        "revision_adopted": "采用修改稿",
        "revision_declined": "不采用修改稿",
        "set_month_quota": "设置每月条数",
        "take_board": "收到区办公室的公告",
        "nil.report": "报送：零报告",
        "nil.withdraw": "报送：撤回零报告",
    }
)
"""Acts that move no state; the others are actions of the transition tables and have their words there."""

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "clue": "线索",
        "batch": "批次",
        "forwarding": "转送件",
        "supervision": "督办",
        "key_item": "重点提案",
        "look_back": "回头看",
        "output": "成果",
        "city_report": "报市材料",
        "premium": "精品",
        "device": "工作站",
        "installation": "本机",
        "person": "人员",
        "vault": "密钥",
        "attachment": "附件",
        "audit": "操作记录",
        "permission": "权限",
        "setting": "设置",
        "unit": "单位",
        "clock": "时钟",
        "seat": "席位",
        "backup": "备份",
        "program": "程序",
        "session": "接访活动",
        "quota": "零报告",
        "compendium": "汇编和报送",
        "incentive": "激励反馈",
        "publicity": "宣传报道",
        "topic": "选题",
        "pilot": "试点",
        "claim": "认领",
        "proposal": "提案",
        "assignment": "转送或交办",
    }
)


def act_words(entry: AuditEntry) -> str:
    """What was done, and how it ended unless it was simply done."""
    words = ACTS.get(entry.action) or (label(Action(entry.action)) if entry.action in set(Action) else entry.action)
    ending = {"refused": "（被拒绝）", "begun": "（开始）"}.get(entry.result or "", "")
    return words if entry.action == "refuse" else words + ending


def object_words(entry: AuditEntry) -> str:
    """What it was done to."""
    return f"{KINDS.get(entry.kind, entry.kind)} {entry.object_id}"
