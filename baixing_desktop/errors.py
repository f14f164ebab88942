"""Every error that a person may meet, in one catalogue.

The tree::

    UserError            something in the user's world (exit code 1)
    ├── InputError       what was typed or read cannot be used
    ├── NotFoundError    no such clue, unit, file …
    ├── IllegalActionError  the transition table has no such row
    ├── ConflictError    somebody else changed it first
    ├── StoreError       the local store: key, damage, version, disk
    ├── VaultError       the keys: passphrase, keyring
    ├── PaperError       a paper cannot be made exactly
└── SyncError        batches, receipts, enrolment, network
    ProgramError               a broken promise of the program itself (exit code 70)

Each :class:`UserError` names a code of :data:`CATALOGUE`; the entry says in Chinese what happened,
what is safe and what to do next, and is completed with the facts given.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Advice:
    """Three Chinese sentences: ``what`` happened, what is ``safe``, what ``todo`` next.

    Each is a :meth:`str.format` template over the facts of the error.
    """

    what: str
    safe: str
    todo: str


_NOTHING_CHANGED = "没有改动任何数据。"
_LOCAL_SAFE = "已保存在本机的线索都在，没有丢失。"

CATALOGUE: Mapping[str, Advice] = MappingProxyType(
    {
        # input
        "INPUT_MISSING": Advice("还缺：{fields}。", "已填写的内容没有丢失。", "请补上后再试。"),
        "INPUT_INVALID": Advice("“{field}”填写有误：{reason}。", _NOTHING_CHANGED, "请改正后再试。"),
        "UNIT_UNKNOWN": Advice(
            "没有代码为“{number}”的单位。",
            _NOTHING_CHANGED,
            "请核对单位代码，例如沙园街道工作室为 SY；用 baixing reference show units 查看全部。",
        ),
        "UNIT_WRONG_KIND": Advice("“{name}”不能用作{role}。", _NOTHING_CHANGED, "请换一个单位代码。"),
        "FILE_MISSING": Advice("找不到文件“{name}”。", _NOTHING_CHANGED, "请核对文件名和所在的文件夹。"),
        "FILE_UNREADABLE": Advice("文件“{name}”读不出来：{reason}。", _NOTHING_CHANGED, "请换一份完好的文件再试。"),
        "FILE_TOO_LARGE": Advice("文件“{name}”过大，超过 {limit}。", _NOTHING_CHANGED, "请拆分或压缩后再试。"),
        "FILES_TOO_MANY": Advice(
            "一条线索最多 {limit} 个附件。", _NOTHING_CHANGED, "没有加上：{names}。请去掉次要的，或另登记一条线索。"
        ),
        "FILES_TOO_LARGE": Advice(
            "附件共 {total} 兆字节，一条线索最多 {limit} 兆字节。",
            _NOTHING_CHANGED,
            "请压缩照片、去掉次要的附件，或另登记一条线索。",
        ),
        "FILE_KIND": Advice("不支持“{name}”这种文件。", _NOTHING_CHANGED, "请使用：{kinds}。"),
        "FILE_NOT_WRITTEN": Advice(
            "文件“{name}”没有写成：{reason}。", _LOCAL_SAFE, "请换一个文件夹，或腾出空间后再试。"
        ),
        "IMPORT_NO_TITLE_COLUMN": Advice(
            "表中没有找到“标题”这一列。", _NOTHING_CHANGED, "请检查表头，或用对应关系指明各列。"
        ),
        "IMPORT_MAP_BAD": Advice(
            "列的对应关系“{text}”看不懂：{reason}。", _NOTHING_CHANGED, "请写成“原列名=标题”的样子。"
        ),
        # finding and acting
        "CLUE_NOT_FOUND": Advice("没有编号为“{number}”的线索。", _NOTHING_CHANGED, "请核对编号，或用查找功能找到它。"),
        "RECORD_NOT_FOUND": Advice("没有找到这条{kind}。", _NOTHING_CHANGED, "请刷新列表后再试。"),
        "ACTION_NOT_POSSIBLE": Advice(
            "{subject}现在是“{state}”，不能{action}。", _NOTHING_CHANGED, "现在可以：{possible}。"
        ),
        "ACTION_BARRED": Advice("不能{action}：{reason}。", _NOTHING_CHANGED, "{todo}。"),
        "CLUE_WITHDRAWN": Advice(
            "这条线索已经撤回（{who}，{when}），不能再办理。",
            "线索和办理经过都保留，可以查看。",
            "反映人要求继续办理的，请由区办公室恢复办理。",
        ),
        "REFERENCE_EDIT_BAD": Advice("“{entry}”不能这样修改：{reason}。", _NOTHING_CHANGED, "请改正后再试。"),
        "CLUE_ERASED": Advice(
            "这条线索的内容已按规定删除（{when}），不能再办理。",
            "编号和办理经过都保留，可以查看。",
            "反映人要重新反映的，请登记一条新线索。",
        ),
        "ACTION_NOT_ALLOWED": Advice("您的岗位不能{action}。", _NOTHING_CHANGED, "请由{roles}办理。"),
        "ACTION_NEEDS": Advice("{action}还需要：{fields}。", "已填写的内容没有丢失。", "请补上后再试。"),
        "CHANGED_MEANWHILE": Advice(
            "这条线索刚被别处改过。", "您的改动没有保存，别处的改动完好。", "请重新打开后再改。"
        ),
        "LIST_CHANGED": Advice("列表刚有变化，选中的可能不是原来那些。", "什么都没有做，数据完好。", "请重新选一次。"),
        "NUMBERS_USED_UP": Advice("本机 {year} 年的临时编号已用完。", _LOCAL_SAFE, "请联系区办公室更换本机代号。"),
        # store and keys
        "HOME_NOT_SET_UP": Advice(
            "“{home}”还没有建立工作台。", "没有改动任何文件。", "请先打开窗口按提示建立，或运行 baixing init。"
        ),
        "HOME_IN_USE": Advice(
            "“{home}”里已经有工作台了。", "原有数据完好，没有覆盖。", "请直接打开，或另选一个文件夹。"
        ),
        "HOME_ON_NETWORK": Advice(
            "“{home}”在网络盘上，网络盘会弄坏数据库。",
            "没有改动任何文件。",
            "请选本机硬盘上的文件夹，已有的工作台整个搬过去再打开；几台电脑合用请改用数据库服务器。",
        ),
        "HOME_NOT_EMPTY": Advice("“{home}”不是空文件夹。", "原有文件完好，没有覆盖。", "请另选一个空文件夹。"),
        "STORE_WRONG_KEY": Advice(
            "数据库读不出来：文件已损坏、缺失，或不是这个工作台的。",
            "数据库文件没有改动。",
            "请留着这个文件并告诉管理员，用备份恢复。",
        ),
        "STORE_NEWER": Advice(
            "数据库由更新的版本写成，本版本看不懂。", "数据库文件没有改动。", "请安装新版本后再打开。"
        ),
        "DATABASE_ADDRESS": Advice(
            "数据库地址不能用：{reason}。",
            _NOTHING_CHANGED,
            "请写成“postgresql://用户名@服务器:5432/数据库名”，密码另存文件。",
        ),
        "DATABASE_REFUSED": Advice(
            "数据库服务器拒绝登录。", "没有改动任何数据。", "请核对用户名、密码和数据库名，或请数据库管理员检查权限。"
        ),
        "DATABASE_UNREACHABLE": Advice(
            "连不上数据库服务器，或连接中断了。",
            "已确认保存的内容都在服务器上，这一步可能没有保存。",
            "请检查网络和服务器，恢复后看看这一步是否已在，再决定要不要重做。",
        ),
        "DATABASE_UNSUITABLE": Advice(
            "数据库不合要求：{reason}。",
            "没有改动任何数据。",
            "请数据库管理员用 createdb -T template0 -E UTF8 -l C 新建数据库，并恢复安全设置。",
        ),
        "DATABASE_NOT_EMPTY": Advice(
            "数据库“{name}”里已经有内容了。", "原有内容完好，没有覆盖。", "请换一个空的数据库。"
        ),
        "BACKUP_DAMAGED": Advice(
            "备份文件“{name}”损坏或不完整。", "现有数据没有改动。", "请换一份备份，例如更早一天的。"
        ),
        "BACKUP_TOO_NEW": Advice(
            "备份文件“{name}”由更新的版本写成。", "现有数据没有改动。", "请先升级本机程序，再恢复这份备份。"
        ),
        "BACKUP_FAILED": Advice(
            "备份没有通过试恢复：{reason}。",
            "现有数据没有改动，以前的备份都在。",
            "请运行 baixing verify，并告诉管理员。",
        ),
        "UPGRADE_FAILED": Advice(
            "旧版本的数据没有升级成功：{reason}。",
            "原来的数据没有改动，升级前的备份也已留好。",
            "请继续使用原版本，并把这句话告诉管理员。",
        ),
        "UPDATE_DAMAGED": Advice("更新包“{name}”损坏或不完整。", "程序和数据都没有改动。", "请重新拷一份更新包再试。"),
        "UPDATE_TOO_NEW": Advice(
            "更新包“{name}”的格式比本程序新。", "程序和数据都没有改动。", "请先装中间的一版，或重新安装程序。"
        ),
        "UPDATE_NOT_OURS": Advice(
            "更新包“{name}”的签名不对：不是发布单位做的，或被改动过。",
            "程序和数据都没有改动。",
            "请不要使用这个文件，并告诉管理员。",
        ),
        "UPDATE_NOT_FITTING": Advice("不能更新或退回：{reason}。", "程序和数据都没有改动。", "{todo}。"),
        "UPDATE_NO_ROOM": Advice(
            "磁盘空间不足，新版本 {version} 没有取完。",
            "线索和报送不受影响，已取回的部分留着。",
            "请腾出空间，程序会接着取。",
        ),
        "UPDATE_FAILED": Advice(
            "新程序没有通过自检：{reason}。", "原来的程序还在，数据没有改动。", "请继续使用原来的程序，并告诉管理员。"
        ),
        "UPDATE_NONE_EARLIER": Advice(
            "没有可以退回的程序。",
            "程序和数据都没有改动。",
            "只有更新过的免安装版可以退回；用安装包装的，请装回旧的安装包。",
        ),
        "STORE_DISK_FULL": Advice("磁盘空间不足，这一步没有保存。", _LOCAL_SAFE, "请腾出空间后再做一次。"),
        "STORE_READ_ONLY": Advice("数据文件夹不能写入。", _LOCAL_SAFE, "请检查文件夹权限和磁盘空间，或换一个文件夹。"),
        "STORE_DISK_FAULT": Advice(
            "读写磁盘时出错，这一步没有保存。", _LOCAL_SAFE, "请检查磁盘空间和磁盘是否完好，再做一次。"
        ),
        "STORE_BUSY": Advice("数据库正被另一个程序占用。", _LOCAL_SAFE, "请稍候再试。"),
        "STORE_FAILED": Advice(
            "数据库出错：{reason}。", "这一步没有保存，之前的数据没有改动。", "请重试；仍不行请联系管理员。"
        ),
        "VAULT_PASSPHRASE_NEEDED": Advice(
            "需要口令才能打开。", "数据完好并已加密。", "请输入口令，或用 --passphrase-file 指明口令文件。"
        ),
        "VAULT_WRONG_PASSPHRASE": Advice("口令不对。", "数据完好，没有改动。", "请核对后重新输入。"),
        "VAULT_NO_KEYRING": Advice("这台电脑没有可用的系统密钥库。", _NOTHING_CHANGED, "请登录系统桌面后再打开。"),
        "VAULT_KEYRING_LOST": Advice(
            "系统密钥库里没有打开这份数据所需的那一半密钥。",
            "数据完好并已加密。",
            "请用原来的系统账户登录；换了电脑或重装过系统的，请用恢复表恢复。",
        ),
        "VAULT_NEWER": Advice("密钥文件由更新的版本写成，本版本看不懂。", _NOTHING_CHANGED, "请安装新版本后再打开。"),
        "VAULT_DAMAGED": Advice("密钥文件损坏或缺失。", "数据库文件没有改动。", "请用恢复表或备份恢复密钥文件。"),
        # people
        "PASSPHRASE_UNFIT": Advice("这个口令不能用：{reason}。", _NOTHING_CHANGED, "请另想一个口令。"),
        "PASSPHRASE_MUST_CHANGE": Advice(
            "口令是别人设的，或已到期，要先更换。", _NOTHING_CHANGED, "请更换口令，然后继续。"
        ),
        "DOOR_LOCKED": Advice("口令连续输错，已暂停使用。", "数据完好，没有改动。", "请在 {minutes} 分钟后再试。"),
        "PERSON_NEEDED": Advice("这个工作台有多人使用：{names}。", _NOTHING_CHANGED, "请指明是谁，例如 --user 姓名。"),
        "PERSON_UNKNOWN": Advice("没有这个人员。", _NOTHING_CHANGED, "请核对姓名。"),
        "PERSON_KNOWN": Advice("已经有名叫“{name}”的人员。", _NOTHING_CHANGED, "请加以区别，例如“李敏（二）”。"),
        "PERSON_DISABLED": Advice("这个人员已经停用。", _NOTHING_CHANGED, "请由系统管理员恢复。"),
        "PERSON_SELF": Advice("不能停用自己。", _NOTHING_CHANGED, "请由另一位系统管理员办理。"),
        "SEAT_NEEDS_SERVER": Advice(
            "数据还在本机文件中，不能增加席位。", _NOTHING_CHANGED, "请先用 baixing move 把数据移到 PostgreSQL。"
        ),
        "SEAT_UNKNOWN": Advice("没有叫“{label}”的席位。", _NOTHING_CHANGED, "请用 baixing seat list 查看。"),
        "SEAT_TICKET_BAD": Advice("文件“{name}”不是席位文件，或已损坏。", _NOTHING_CHANGED, "请重新取得席位文件。"),
        "SEAT_CODE_BAD": Advice("席位码与席位文件不符。", _NOTHING_CHANGED, "请核对每一组字符，再输入一次。"),
        "SEAT_TICKET_USED": Advice(
            "席位文件已经用过、已收回或超过一天。", _NOTHING_CHANGED, "请系统管理员重新生成一份。"
        ),
        "SEAT_REVOKED": Advice("这个席位已被收回。", "区办公室的数据完好。", "请联系系统管理员。"),
        "SECOND_PERSON_NEEDED": Advice(
            "里面有 {persons} 人的联系方式，超过 {most} 人要由另一位同事确认。",
            "还没有打印或导出。",
            "请另一位同事输入姓名和口令，或缩小范围分几次做。",
        ),
        "SECOND_PERSON_SAME": Advice("需要另一个人确认，不能是同一个人。", _NOTHING_CHANGED, "请另一位同事确认。"),
        "ERASURE_NOT_POSSIBLE": Advice(
            "不能这样删除：{reason}。", _NOTHING_CHANGED, "请改选范围，或登记不予办理的理由。"
        ),
        "ERASURE_PENDING": Advice("这条线索已有一份删除建议在等待审批。", _NOTHING_CHANGED, "请先审批那一份。"),
        "LAST_ADMINISTRATOR": Advice(
            "这样就没有系统管理员了。", _NOTHING_CHANGED, "请先授予另一个人系统管理员的职责。"
        ),
        "ROLES_NONE": Advice("岗位和职责都没有选。", _NOTHING_CHANGED, "请至少选一项。"),
        "ROLE_UNFIT": Advice("这个岗位或职责不能用在这里。", _NOTHING_CHANGED, "请另选一项。"),
        "ROLES_APART": Advice("审计管理员不能同时有业务岗位。", _NOTHING_CHANGED, "请由不办理业务的人担任审计管理员。"),
        "TAKE_OVER_NEEDED": Advice(
            "这个工作台还没有实名的使用人。",
            "数据完好并已加密。",
            "请在窗口里填写姓名和口令，或运行 baixing user adopt。",
        ),
        "RECOVERY_CODE_BAD": Advice("恢复码第 {group} 组抄写有误。", _NOTHING_CHANGED, "请对照恢复表重新输入。"),
        "RECOVERY_NOT_OURS": Advice(
            "这张恢复表打不开这份数据：不是这里的，或已被新的恢复表代替。", _NOTHING_CHANGED, "请找最近打印的一张。"
        ),
        "AUDIT_NOTHING_OLD": Advice("操作记录都在保存期内，没有可以归档的。", _NOTHING_CHANGED, "满三年后再归档。"),
        "SERVICE_KEY_BAD": Advice(
            "服务密钥打不开这份数据：不是这里的，或已被新的代替。", "数据完好并已加密。", "请由系统管理员重新生成。"
        ),
        # papers
        "PAPER_NO_GLYPH": Advice(
            "字体里没有这些字：{characters}。", "没有打印缺字的纸，数据完好。", "请安装生僻字字体，或换用通行写法。"
        ),
        "PRINT_FAILED": Advice(
            "没有打印成：{reason}。", "这份表格完好，打印登记已留下记录。", "请检查打印机后再打印，也可以存为文件。"
        ),
        "PAPER_NOTHING": Advice("{period}没有可以编入的线索。", _NOTHING_CHANGED, "请换一个年度或月份。"),
        "PAPER_TOO_LONG": Advice("“{field}”太长，纸面放不下。", _NOTHING_CHANGED, "请缩短后再打印。"),
        # sync
        "SYNC_NOT_ENROLLED": Advice(
            "本机还没有登记到区办公室。", _LOCAL_SAFE, "请向区办公室索取登记凭据，在“报送”里登记。"
        ),
        "SYNC_ENROL_ANEW": Advice(
            "本机的数据像是从备份恢复或从别处复制来的，不能接着原来的记录报送。",
            _LOCAL_SAFE,
            "请向区办公室索取登记凭据，在“报送”里重新登记；未确认的线索会自动补报，不会重复。",
        ),
        "SYNC_NO_NETWORK": Advice("连不上区办公室：{reason}。", _LOCAL_SAFE, "请检查网络后再试，也可以改用优盘报送。"),
        "SYNC_FOLDER": Advice(
            "共享文件夹“{name}”现在用不了：{reason}。",
            "线索都在，没有丢失。",
            "请检查网络盘或共享文件夹是否连上、能不能写；连上以后程序会自己再试。",
        ),
        "SYNC_WRONG_OFFICE": Advice(
            "对方不是登记时的区办公室服务器。", "没有发出任何内容。", "请停止操作，并打电话向区办公室核实。"
        ),
        "SYNC_BAD_ANSWER": Advice(
            "区办公室的回答看不懂，不能当作已收到。", _LOCAL_SAFE, "程序会再次报送，不会重复；多次不行请联系区办公室。"
        ),
        "SYNC_REFUSED": Advice("区办公室没有接收：{reason}。", _LOCAL_SAFE, "请联系区办公室核实。"),
        "SYNC_BUSY": Advice(
            "区办公室正忙，请本机稍等。", _LOCAL_SAFE, "请过 {seconds} 秒再试；自动报送时，程序会自己再试。"
        ),
        "SYNC_NOTHING": Advice("没有需要报送的线索。", _LOCAL_SAFE, "先登记线索再报送。"),
        "BATCH_DAMAGED": Advice("批次文件损坏或不完整。", "没有收进任何内容。", "请对方重新导出一份。"),
        "BATCH_NOT_OURS": Advice("这个文件不是交给本机的。", "没有收进任何内容。", "请核对文件是否拿错。"),
        "BATCH_TOO_NEW": Advice("批次文件由更新的版本写成。", "没有收进任何内容。", "请先升级本机程序。"),
        "BATCH_UNKNOWN_DEVICE": Advice("报送的工作站没有登记，或已停用。", "没有收进任何内容。", "请先登记该工作站。"),
        "BATCH_FORK": Advice(
            "这台工作站的记录与以前收到的对不上，可能是复制或旧备份。",
            "区办公室已有的记录没有改动。",
            "请停用该工作站并重新登记。",
        ),
        "BATCH_GAP": Advice(
            "这一批之前还有第 {expected} 条起没有收到。",
            "没有收进任何内容，本机的线索都在。",
            "请先接收前面的批次；找不到的话，把新的回执文件交回工作室，程序会补报。",
        ),
        "BLOB_UNWANTED": Advice("没有线索提到这个附件。", "没有收进任何内容。", "请先报送它所属的线索。"),
        "BLOB_OFFSET": Advice("附件要从第 {expected} 字节接着传。", _LOCAL_SAFE, "程序会从那里接着传。"),
        "BLOB_QUOTA": Advice("本机今天传送的附件已到上限。", _LOCAL_SAFE, "线索已照常报送，其余附件明天会自动接着传。"),
        "ENROL_CODE_BAD": Advice(
            "登记凭据不对、已用过或已过期。", _NOTHING_CHANGED, "请向区办公室要一个新的登记凭据（10 分钟内有效）。"
        ),
        "ENROL_WAIT": Advice(
            "登记口令连续输错了几次，暂时不再核对。", _NOTHING_CHANGED, "请向联络员电话核对口令，{minutes} 分钟后再输。"
        ),
        "ENROL_REVOKED": Advice(
            "这台工作站已被区办公室停用。", _LOCAL_SAFE, "请向区办公室说明情况，索取注明重新启用本机的登记凭据。"
        ),
        "ENROL_NOT_ASKED": Advice(
            "本机没有等待答复的登记申请，或申请已超过 7 天。", _NOTHING_CHANGED, "请重新写一份登记申请交给区办公室。"
        ),
        "ENROL_ALREADY": Advice("本机已经登记到区办公室。", _NOTHING_CHANGED, "可以直接报送。"),
        "ENROL_WRONG_UNIT": Advice(
            "登记凭据属于“{unit}”，不是本机的单位。", _NOTHING_CHANGED, "请向区办公室要本单位的登记凭据。"
        ),
        "SERVER_PORT": Advice("端口 {port} 不能使用：{reason}。", "数据完好，服务没有启动。", "请换一个端口再启动。"),
        "WRONG_ROLE": Advice("这一步只能在{role}进行。", _NOTHING_CHANGED, "请到{role}的电脑上办理。"),
        "WINDOW_UNAVAILABLE": Advice("窗口打不开：{reason}。", "数据完好。", "请检查显示环境；也可以使用终端命令。"),
        "CANCELLED": Advice("已按您的要求停止。", "已完成的部分都已保存。", "需要时可以再次开始。"),
    }
)


class UserError(Exception):
    """Something in the user's world; ``code`` is a key of :data:`CATALOGUE`, ``facts`` complete it."""

    def __init__(self, code: str, **facts: object) -> None:
        advice = CATALOGUE[code]
        self.code = code
        self.facts = facts
        self.advice = Advice(
            advice.what.format_map(facts), advice.safe.format_map(facts), advice.todo.format_map(facts)
        )
        super().__init__(self.sentences())

    def sentences(self) -> str:
        """The three sentences on one line, as the terminal prints them."""
        return f"{self.advice.what}{self.advice.safe}{self.advice.todo}"


class InputError(UserError):
    """What was typed or read cannot be used as it is."""


class NotFoundError(UserError):
    """The thing asked for does not exist here."""


class IllegalActionError(UserError):
    """The transition table has no row for this state, action and role, or something is not given."""


class ConflictError(UserError):
    """Somebody else changed the record first; nothing was overwritten.

    ``mine`` is what was to be written and ``current`` what is kept now (None: it is gone), where whoever raises this
    has them: the screen shows both, and nothing that was typed is lost.
    """

    def __init__(self, code: str, *, mine: object = None, current: object = None, **facts: object) -> None:
        super().__init__(code, **facts)
        self.mine = mine
        self.current = current


class StoreError(UserError):
    """The local store could not be opened or written."""


class VaultError(UserError):
    """The keys could not be unlocked or kept."""


class PaperError(UserError):
    """A paper cannot be made exactly, so it is not made."""


class SyncError(UserError):
    """A batch, receipt or enrolment did not get through."""


class ProgramError(Exception):
    """A promise of the program itself is broken: never the user's fault."""
