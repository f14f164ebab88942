"""Who may do what: one row for every use case, by the name of its module and function (safety D5).

``usecases.permissions`` enforces the table in one place; a use case without a row does not load. The transition tables
decide further which step each post may take with a clue in a given state.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from baixing_desktop.domain.states import Role


@dataclass(frozen=True, slots=True)
class Permission:
    """``words`` complete the sentence “您的岗位不能…”; ``roles`` may."""

    words: str
    roles: frozenset[Role]


_BY_LETTER = MappingProxyType(
    {
        "L": Role.LIAISON,
        "O": Role.OFFICE,
        "T": Role.TRIAGE,
        "C": Role.COMMITTEE,
        "P": Role.PROPOSAL_COMMITTEE,
        "y": Role.SYSTEM_ADMIN,
        "e": Role.SECURITY_ADMIN,
        "a": Role.AUDIT_ADMIN,
        "*": Role.SYSTEM,
    }
)
"""Posts in capitals, duties in small letters, ``*`` for the program itself (the receiving service)."""


def _may(letters: str, words: str) -> Permission:
    return Permission(words, frozenset(_BY_LETTER[letter] for letter in letters))


_READ = "LOTCP"

PERMISSIONS: Mapping[str, Permission] = MappingProxyType(
    {
        # 登记 (SM1)
        "drafting.save_draft": _may("L", "填写线索"),
        "drafting.register_clue": _may("L", "登记线索"),
        "drafting.reopen_draft": _may("L", "取回修改"),
        "drafting.delete_draft": _may("L", "删除草稿"),
        "drafting.attach_file": _may("L", "添加附件"),
        "importing.plan_import": _may("L", "导入线索"),
        "importing.import_clues": _may("L", "导入线索"),
        # 查看
        "reading.list_clues": _may(_READ, "查看线索"),
        "reading.clue_ids": _may(_READ, "查看线索"),
        "reading.find_clue": _may(_READ, "查看线索"),
        "reading.editable_clue": _may("LOT", "修改线索"),
        "reading.reveal_contact": _may("LOTP", "查看联系方式"),
        "reading.timeline": _may(_READ, "查看线索经过"),
        "reading.forwardings_of": _may(_READ, "查看转送件"),
        "reading.classifications_of": _may(_READ, "查看分类"),
        "reading.workroom_today": _may("L", "查看今日工作"),
        "reading.workroom_queue": _may("L", "查看今日工作"),
        "reading.office_today": _may("OTCP", "查看工作台"),
        "reading.office_queue": _may("OTCP", "查看工作台"),
        "statistics.overview": _may("OTCP", "查看统计"),
        "statistics.ids_behind": _may("OTCP", "查看统计"),
        "targets.quotas": _may("OTCP", "查看配额"),
        "targets.due_board": _may("OTCP", "查看期限"),
        "statistics.clues_of": _may("OTCP", "查看统计"),
        "reading.batches": _may("L", "查看批次"),
        "reading.inbound_batches": _may("OTy*", "查看收到的批次"),
        "reading.devices": _may("OTCPye*", "查看工作站"),
        # 打印
        "printing.attachment3": _may(_READ, "打印附件3"),
        "printing.attachment3_each": _may(_READ, "生成附件3"),
        "printing.blank_attachment3": _may(_READ, "打印空白表"),
        "printing.preview_attachment3": _may(_READ, "预览附件3"),
        "printing.prints_of": _may(_READ, "查看打印记录"),
        "printing.forwarding_letter": _may("OTP", "打印转送函"),
        "making.make_open": _may(_READ, "打印公文和台账"),
        "making.make_private": _may("LOTP", "打印含个人信息的公文和台账"),
        "making.make_audit_slip": _may("ya", "打印审计签存单"),
        # 签字归档
        "scanning.file_scans": _may("LOTP", "归档签字扫描件"),
        "scanning.file_by_hand": _may("LOTP", "归档签字扫描件"),
        "scanning.undo_filing": _may("LOTP", "归档签字扫描件"),
        "scanning.signed_copy": _may("LOTP", "查看签字件"),
        "scanning.awaiting_signature": _may("LOTP", "查看待签字的表"),
        "scanning.signed_file": _may("LOTP", "查看签字件"),
        "scanning.signed_picture": _may("LOTP", "查看签字件"),
        # 接访、选题、零报告、告知
        "gathering.sessions": _may(_READ, "查看接访活动"),
        "gathering.session": _may(_READ, "查看接访活动"),
        "gathering.save_session": _may("L", "登记接访活动"),
        "gathering.remove_session": _may("L", "删除接访活动"),
        "gathering.context_of": _may(_READ, "查看接访活动"),
        "gathering.place_clue": _may("L", "归入接访活动"),
        "gathering.called_topics": _may(_READ, "查看选题"),
        "gathering.nil_report": _may(_READ, "查看零报告"),
        "gathering.report_nil": _may("L", "零报告"),
        "gathering.withdraw_nil": _may("L", "撤回零报告"),
        "telling.to_tell": _may("L", "查看待告知的群众"),
        "telling.record_telling": _may("L", "记录告知群众"),
        # 填写时的帮助
        "pictures.thumbnail": _may(_READ, "查看附件"),
        "pictures.turn_attachment": _may("L", "旋转附件"),
        "purging.purge_draft": _may("L", "清除涉密草稿"),
        "similar.rarity_here": _may(_READ, "查找相近线索"),
        "similar.similar_clues": _may(_READ, "查找相近线索"),
        # 报送 (SM2)
        "submission.mark_exported": _may("L", "报送线索"),
        "submission.apply_receipt": _may("L", "读入回执"),
        "submission.apply_downlink": _may("L", "读入回执"),
        "sealing.seal_batch": _may("L", "封装批次"),
        "sealing.anything_to_seal": _may("L", "封装批次"),
        "attachments.files_of": _may(_READ, "查看附件"),
        "attachments.undelivered": _may("L", "报送附件"),
        "attachments.confirm_delivered": _may("L", "报送附件"),
        "attachments.reached": _may("OT*", "接收附件"),
        "attachments.check_wanted": _may("OT*", "接收附件"),
        "attachments.is_erased": _may("OT*", "接收附件"),
        "attachments.take_chunk": _may("OT*", "接收附件"),
        "messages.withdraw_clue": _may("L", "撤回线索"),
        "messages.change_consents": _may("L", "变更同意事项"),
        "messages.request_erasure": _may("L", "申请删除个人信息"),
        "messages.hand_over": _may("L", "移交线索"),
        "agreement.own_digest": _may("L", "核对报送情况"),
        "agreement.digest_of": _may("OT*", "核对报送情况"),
        "agreement.compare": _may("LOT*", "核对报送情况"),
        "agreement.discrepancies": _may("LOTy*", "查看核对异常"),
        "agreement.settle_discrepancy": _may("LOTy", "处理核对异常"),
        "messages.messages_of": _may(_READ, "查看往来消息"),
        "mailbox.inbound_messages": _may("OT", "查看工作室消息"),
        "mailbox.settle_message": _may("OT", "处理工作室消息"),
        "mailbox.adopt_told": _may("OTP", "采用工作室的告知记录"),
        "membership.office_understands": _may("Ly", "查看登记情况"),
        "submission.unconfirmed": _may("L", "报送线索"),
        "submission.news_place": _may("L", "读入回执"),
        "submission.log_tail": _may("L", "查看报送情况"),
        "submission.outgoing_blobs": _may("L", "报送附件"),
        "submission.blob_bytes": _may(_READ, "打开附件"),
        # 登记工作站
        "membership.office_contact": _may("Ly", "查看登记情况"),
        "membership.office_memory": _may("Ly", "查看登记情况"),
        "membership.identity_for": _may("Ly", "登记工作站"),
        "membership.complete_enrolment": _may("Ly", "登记工作站"),
        "membership.enter_doubt": _may("Ly*", "停用本机的登记"),
        "membership.office_backed_up": _may("Ly", "查看登记情况"),
        "membership.office_lost": _may("L", "报送线索"),
        "devices.new_enrolment_code": _may("Oye", "发登记凭据"),
        "devices.enrol_device": _may("O*", "登记工作站"),
        "devices.admit_by_file": _may("Oye", "登记工作站"),
        "devices.device_of": _may("OTye*", "查看工作站"),
        "devices.confirm_device": _may("Oye", "核对工作站"),
        "devices.revoke_device": _may("Oye", "停用工作站"),
        "devices.release_device": _may("Oye", "恢复工作站"),
        "devices.quarantine": _may("OT*", "隔离对不上的批次"),
        "devices.forks": _may("OTye*", "查看隔离的批次"),
        "devices.fork": _may("OTye", "查看隔离的批次"),
        # 接收
        "reception.device": _may("OTye*", "查看工作站"),
        "reception.receive_batch": _may("OT*", "接收批次"),
        "reception.backed_up": _may("OT*", "接收批次"),
        "reception.downlink_page": _may("OT*", "下发消息"),
        "reception.news_head": _may("OT*", "下发消息"),
        "reception.missing_blobs": _may("OT*", "接收附件"),
        "reception.store_blob": _may("OT*", "接收附件"),
        # 审核、分类、转送、答复 (SM3, SM4)
        "casework.accept_clue": _may("OT", "受理线索"),
        "curating.unaccept_clue": _may("OT", "撤回受理"),
        "casework.return_clue": _may("OT", "退回补充"),
        "casework.decline_clue": _may("OT", "不予采用"),
        "casework.classify_clue": _may("OT", "分类处理"),
        "casework.draft_forwarding": _may("OT", "拟转送函"),
        "casework.issue_forwarding": _may("OP", "发函"),
        "casework.record_received": _may("OP", "登记收函"),
        "casework.record_take_over": _may("OP", "登记接办"),
        "casework.record_reply": _may("OP", "登记答复"),
        "casework.record_contact": _may("OP", "记录联系群众"),
        "casework.close_forwarding": _may("OP", "办结"),
        # 个人信息 (PIPL 44–50)
        "local_copy.let_go_of_contacts": _may("L", "清除本机的联系方式"),
        "local_copy.erased": _may(_READ, "查看删除情况"),
        "consents.consents_of": _may(_READ, "查看同意事项"),
        "requests.requests": _may("OTea", "查看个人信息请求"),
        "requests.register_request": _may("OT", "登记个人信息请求"),
        "requests.grant_request": _may("OT", "办理个人信息请求"),
        "requests.refuse_request": _may("OT", "办理个人信息请求"),
        "retention.retention_proposals": _may("LOTea", "查看保存期限"),
        "erasure.erasures": _may("OTea", "查看删除建议"),
        "erasure.propose_erasure": _may("OT", "建议删除个人信息"),
        "erasure.approve_erasure": _may("OT", "审批删除个人信息"),
        "erasure.approve_on_the_spot": _may("OT", "审批删除个人信息"),
        "erasure.refuse_erasure": _may("OT", "审批删除个人信息"),
        # 字典
        "reference.lists": _may(_READ, "查看字典"),
        "reference.editions": _may(_READ, "查看字典"),
        "reference.differences_of": _may(_READ, "查看字典"),
        "reference.edit_entry": _may("O", "修改字典"),
        "reference.revert_entry": _may("O", "修改字典"),
        "reference.edition_held": _may("L", "读入回执"),
        "reference.edition_for": _may("OT*", "下发字典"),
        "reference.take_edition": _may("L", "读入回执"),
        "board.board_held": _may("L", "读入回执"),
        "board.board_for": _may("OT*", "下发公告"),
        "board.take_board": _may("L", "读入回执"),
        "board.set_month_quota": _may("O", "设置每月条数"),
        # 备份和核对
        "backups.backup_state": _may("LOTCPyea*", "查看备份情况"),
        "doctor.examine_record": _may("LOTCPyea", "查看运行情况"),
        "support.record_facts": _may("LOTCPyea", "查看运行情况"),
        "backups.back_up": _may("LOy*", "备份"),
        "backups.back_up_if_due": _may("LOy*", "备份"),
        "backups.rehearse": _may("LOy*", "试恢复备份"),
        "backups.verify_record": _may("LOy*", "核对数据"),
        "backups.faulty_attachments": _may("LOy*", "核对数据"),
        "updating.keep_before": _may("LOy*", "更新程序"),
        "moving.move_to_server": _may("y", "移动数据库"),
        "seats.seats": _may("y", "查看席位"),
        "seats.make_ticket": _may("y", "增加席位"),
        "seats.revoke_seat": _may("y", "收回席位"),
        "restoring.welcome_back": _may("*", "恢复备份"),
        "erasing.erase_again": _may("*", "清除已删除的内容"),
        # 梳理线索库 (SM3)
        "duplicates.candidates_for": _may("OT", "查重"),
        "duplicates.tell_apart": _may("OT", "查重"),
        "duplicates.undo_tell_apart": _may("OT", "查重"),
        "suggesting.learn_decisions": _may("OT", "参考以往分类"),
        "suggesting.suggestions_for": _may("OT", "参考以往分类"),
        "curating.edit_wording": _may("OT", "修改整理稿"),
        "history.clue_history": _may("OTCP", "查看线索办理经过"),
        "history.line_history": _may("OTCP", "查看承办经过"),
        "curating.merge_clue": _may("OT", "并案"),
        "curating.undo_merge": _may("OT", "撤销并案"),
        "curating.split_clue": _may("OT", "拆分线索"),
        "curating.retain_clue": _may("OT", "留存线索"),
        "curating.accept_and_retain": _may("OT", "留存线索"),
        "curating.take_up_clue": _may("OT", "重新启用线索"),
        "curating.reconsider_clue": _may("O", "重新审核线索"),
        "curating.reopen_clue": _may("O", "重新办理线索"),
        "curating.conclude_clue": _may("OT", "办结线索"),
        "curating.archive_clue": _may("OT", "归档线索"),
        # 不得转被反映单位 (safety P17)
        "barring.bars_of": _may("LOTP", "查看不得转给的单位"),
        "barring.set_bars": _may("LOT", "注明不得转给的单位"),
        # 撤回 (safety P6)
        "withdrawals.resume_clue": _may("O", "恢复办理线索"),
        "withdrawals.to_recall": _may("OTP", "查看要收回的交办件"),
        "withdrawals.record_recall": _may("OTP", "登记通知收回"),
        # 承办过程 (SM4)
        "handling.draft_assignment": _may("OT", "拟转送函"),
        "handling.cancel_draft": _may("OP", "作废转送函"),
        "handling.request_return": _may("OP", "登记退办申请"),
        "handling.grant_return": _may("OP", "同意退办"),
        "handling.refuse_return": _may("OP", "不同意退办"),
        "extending.request_extension": _may("OP", "登记延期申请"),
        "extending.grant_extension": _may("OP", "同意延期"),
        "extending.refuse_extension": _may("OP", "不同意延期"),
        "handling.remind": _may("OP", "催办"),
        "handling.waive": _may("OP", "免予会办"),
        "handling.record_noted": _may("OP", "登记阅知"),
        "handling.reject_reply": _may("OP", "退回重新答复"),
        "handling.record_evaluation": _may("OP", "登记评价"),
        "handling.redo": _may("OP", "要求重新办理"),
        "correcting.take_back": _may("OP", "撤回上一步登记"),
        # 人员
        "people.people": _may("yea", "查看人员"),
        "people.add_person": _may("y", "添加人员"),
        "people.set_roles": _may("e", "授予岗位和职责"),
        "people.reset_passphrase": _may("y", "重置口令"),
        "people.disable_person": _may("y", "停用人员"),
        "people.enable_person": _may("y", "恢复人员"),
        "people.change_passphrase": _may("LOTCPyea", "更换口令"),
        "people.policy": _may("LOTCPyea", "查看口令规则"),
        "people.set_policy": _may("e", "设置口令规则"),
        "people.set_idle_minutes": _may("e", "设置自动锁定"),
        "people.new_recovery_code": _may("y", "打印恢复表"),
        "people.new_service_key": _may("Oy", "启动接收服务"),
        # 进出
        "sitting.lock": _may("LOTCPyea*", "锁定"),
        "sitting.unlock": _may("LOTCPyea*", "解锁"),
        "sitting.change_places": _may("LOTCPyea*", "换人"),
        "sitting.sign_out": _may("LOTCPyea*", "退出"),
        # 审计
        "auditing.trail": _may("a", "查看操作记录"),
        "auditing.verify": _may("ya", "核对操作记录"),
        "auditing.head": _may("ya", "打印记录摘要"),
        "auditing.export": _may("a", "导出操作记录"),
        "auditing.archive": _may("a", "归档操作记录"),
    }
)
