"""Every proof that ``prove`` knows, in the order in which they are reported."""

from tests.proofs.proof import Need, Proof

PROOFS = (
    Proof(
        "power-cut",
        "R3",
        "任何一刻断电：已保存的都在，没有半截的",
        "tests.proofs.power_cut",
        (Need.SHIM,),
    ),
    Proof(
        "every-call",
        "R2",
        "每一次写盘都死机、写一半、出错、盘满一遍：数据完整，话说得清，能再办成",
        "tests.proofs.every_call",
        (Need.SHIM,),
    ),
    Proof(
        "full-disk",
        "R5",
        "盘在任何大小时满了：已保存的都在，话说得对，腾出空间后接着办",
        "tests.proofs.full_disk",
        (Need.ROOT,),
    ),
    Proof(
        "kills",
        "R1",
        "工作室和服务随时被杀：已告知的不丢，没有重复，两边一致",
        "tests.proofs.kills",
    ),
    Proof(
        "seats",
        "R1",
        "移到服务器、加入席位时随时被杀：打得开，一条不少，能再办成",
        "tests.proofs.seats",
        (Need.POSTGRES,),
    ),
    Proof(
        "bad-network",
        "R6",
        "线路以各种方式断坏，一次会话在每个字节掐断：不丢，不重，不走样",
        "tests.proofs.bad_network",
    ),
    Proof(
        "clocks",
        "R18",
        "时钟错几年、报送中途跳变：全部送达，次序不变",
        "tests.proofs.clocks",
        (Need.SHIM,),
    ),
    Proof(
        "audit-chain",
        "R20",
        "操作记录改一处、删一条、插一条、换一对、截一段，都查得出",
        "tests.proofs.audit_chain",
    ),
    Proof(
        "nothing-readable",
        "R17",
        "用过的工作台、备份、往来文件、日志和残留里，找不到一个群众的姓名和电话；删除了的，用密钥也找不到",
        "tests.proofs.nothing_readable",
    ),
    Proof(
        "rebuild",
        "R21",
        "区办用前一天的备份重建：工作室补报，不丢不重",
        "tests.proofs.rebuild",
    ),
    Proof(
        "attachments",
        "R15",
        "各种大小的附件遇上断线：每断一次最多重传一段，全部完好送达",
        "tests.proofs.attachments",
    ),
    Proof(
        "sticks",
        "R23",
        "优盘太小、半途拔出、拿错、拿旧、交错：不丢，每种都说得清",
        "tests.proofs.sticks",
    ),
    Proof(
        "separation",
        "R6",
        "两台机器各在一处，报送中拔线、限速：接着报，不丢不重",
        "tests.proofs.separation",
        (Need.ROOT,),
    ),
    Proof(
        "fuzzing",
        "R8",
        "读外来内容的各处，喂一千万份坏数据：只会拒收，不会出错",
        "tests.proofs.fuzzing",
    ),
    # In the test run these two are tests already.
    Proof(
        "api",
        "R9",
        "不论收到什么，服务的回答都在接口说明之内",
        "tests.proofs.api",
        quick=False,
    ),
    Proof(
        "authorisation",
        "R10",
        "谁能做什么：每一格都与手写的表相符",
        "tests.proofs.authorisation",
        quick=False,
    ),
    Proof(
        "histories",
        "R7",
        "工作室、区办、优盘、附件、克隆、恢复、时钟、注销、删除、新旧版本任意交织：最后只有一个结果，一条不少",
        "tests.proofs.histories",
    ),
    Proof(
        "keystrokes",
        "R19",
        "填写时窗口随时被杀：丢的只是最后一秒里打的字",
        "tests.proofs.keystrokes",
        alone=True,
        # It measures seconds, which a machine that is busy with the other tests cannot promise: on demand only.
        quick=False,
    ),
    Proof(
        "stalls",
        "U6",
        "一万条线索、二百个附件，一边报送一边用：窗口从不连续忙过十分之一秒",
        "tests.proofs.stalls",
        alone=True,
        # Filling the record takes longer than the test run may: on demand only.
        quick=False,
    ),
    Proof(
        "staff",
        "R11",
        "八人同时办理、二十台工作站同时报送：没有一步被盖掉，与一步步办的结果相同",
        "tests.proofs.staff",
        (Need.POSTGRES,),
    ),
    Proof(
        "month-end",
        "R12",
        "月底全区同时报送：按时收完，一条不少",
        "tests.proofs.month_end",
        alone=True,
    ),
    Proof(
        "forms",
        "P1",
        "真实文稿逐篇印成附件3：读回来一字不差，没有一个字出框，内存不涨",
        "tests.proofs.forms",
    ),
    Proof(
        "scans",
        "S1",
        "扫描件和照片（150 至 300 dpi、歪斜、模糊、噪点、JPEG 60、透视）找到自己的线索，从不错认",
        "tests.proofs.scans",
    ),
)


def named(names: list[str]) -> tuple[Proof, ...]:
    """The proofs of these names, or all.

    Raises:
        KeyError: there is no such proof.
    """
    known = {proof.name: proof for proof in PROOFS}
    return tuple(known[name] for name in names) if names else PROOFS
