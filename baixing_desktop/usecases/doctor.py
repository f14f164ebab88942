"""The health of an installation, check by check, with advice; no finding names a person or a folder of one."""

import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

from baixing_desktop import __version__
from baixing_desktop.clock import Clock, local
from baixing_desktop.domain.audit import AuditQuery
from baixing_desktop.drives import on_network
from baixing_desktop.errors import PaperError, UserError
from baixing_desktop.papers import fonts
from baixing_desktop.surroundings import NoAnswerError, input_methods, printers
from baixing_desktop.timesync import keeps_network_time
from baixing_desktop.usecases.backups import backup_state
from baixing_desktop.usecases.databases import RECORD_FILE, SERVER_FILE
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.homes import keyring_available
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.usecases.threshold import home_exists

LITTLE_SPACE, NO_SPACE = 2_000_000_000, 200_000_000
"""Bytes: below the first there is advice, below the second work will soon stop."""
RELEASED = 2026
"""No computer's clock can truly show an earlier year than that of this version."""
JUMPS_TOLD = timedelta(days=30)
_PLAIN_DATABASE = b"SQLite format 3\0"


class Level(StrEnum):
    """How a check ended."""

    GOOD = "good"
    ADVICE = "advice"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found: ``check`` names it, ``words`` say what is so, ``todo`` what to do (empty when good)."""

    check: str
    level: Level
    words: str
    todo: str = ""


def examine_computer(home: Path, clock: Clock) -> tuple[Finding, ...]:
    """What can be told without opening ``home``, which need not exist."""
    return (
        _versions(),
        _clock(clock),
        _disk(home),
        _place(home),
        _encryption(home),
        _keyring(),
        *_fonts(),
        _printers(),
        _input_method(),
    )


@intention
def examine_record(desk: Desk) -> tuple[Finding, ...]:
    """What can be told of an opened home: its backups, and its clock by its trail."""
    return (_backups(desk), _trail(desk))


def _versions() -> Finding:
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    words = f"百姓提案线索工作台 {__version__}，Python {platform.python_version()}，{system}"
    return Finding("版本", Level.GOOD, f"{words}。")


def _clock(clock: Clock) -> Finding:
    now = local(clock.now())
    words = f"现在是 {now:%Y-%m-%d %H:%M}（北京时间）。"
    if now.year < RELEASED:
        return Finding("时钟", Level.WRONG, words, "电脑的日期明显不对，请先调准，再登记线索。")
    kept = keeps_network_time()
    if kept is False:
        return Finding("时钟", Level.ADVICE, f"{words}时间没有自动校准。", "请每月核对一次电脑的时间，或打开自动校准。")
    return Finding("时钟", Level.GOOD, f"{words}时间已自动校准。" if kept else words)


def _disk(home: Path) -> Finding:
    there = next(folder for folder in (home, *home.absolute().parents) if folder.exists())
    free = shutil.disk_usage(there).free
    words = f"数据所在的盘还有 {free / 1e9:.1f} 吉字节可用。"
    if free < NO_SPACE:
        return Finding("磁盘", Level.WRONG, words, "很快就不能保存了。请尽快清理出空间。")
    if free < LITTLE_SPACE:
        return Finding("磁盘", Level.ADVICE, words, "空间不多了，备份也要占用空间。请清理。")
    return Finding("磁盘", Level.GOOD, words)


def _place(home: Path) -> Finding:
    if not home_exists(home):
        return Finding("工作台", Level.ADVICE, "这里还没有建立工作台。", "第一次打开窗口时会引导您建立。")
    if on_network(home):
        return Finding("工作台", Level.WRONG, "数据放在网络盘上，不可靠。", "请移到本机的盘上（备份后用恢复）。")
    return Finding("工作台", Level.GOOD, "数据放在本机的盘上。")


def _encryption(home: Path) -> Finding:
    if (home / SERVER_FILE).exists():
        return Finding("加密", Level.GOOD, "数据在数据库服务器上，联系方式在离开本机前已加密。")
    record = home / RECORD_FILE
    if not record.exists():
        return Finding("加密", Level.GOOD, "还没有数据。")
    with record.open("rb") as file:
        plain = file.read(len(_PLAIN_DATABASE)) == _PLAIN_DATABASE
    if plain:
        return Finding("加密", Level.WRONG, "数据文件没有加密。", "这不是本程序建立的文件。请停止使用，联系管理员。")
    return Finding("加密", Level.GOOD, "数据文件是加密的。")


def _keyring() -> Finding:
    if keyring_available():
        return Finding("系统钥匙串", Level.GOOD, "系统钥匙串可用：数据被拷走后，在别的电脑上打不开。")
    return Finding(
        "系统钥匙串",
        Level.ADVICE,
        "这台电脑没有可用的系统钥匙串，数据只由口令保护。",
        "可以照常使用。请用较长的口令，并保管好恢复表。",
    )


def _fonts() -> Iterator[Finding]:
    try:
        body, title = fonts.names_in_use()
    except (PaperError, OSError) as error:
        said = error.sentences() if isinstance(error, UserError) else "字体文件不见了。"
        yield Finding("字体", Level.WRONG, said, "请重新安装本程序。")
        return
    yield Finding("字体", Level.GOOD, f"正文用{body}，标题用{title}。")
    packs = fonts.packs()
    for pack in packs:
        if pack.problem:
            yield Finding("生僻字", Level.WRONG, f"字体 {pack.name} 不能使用：{pack.problem}。", "请换一份字体文件。")
    if not packs:
        yield Finding(
            "生僻字",
            Level.ADVICE,
            "没有装生僻字字体；极少用的姓名用字可能印不出，印之前会提醒。",
            "需要时用 baixing fonts 装入。",
        )


def _printers() -> Finding:
    try:
        count = printers()
    except NoAnswerError:
        return Finding("打印机", Level.ADVICE, "打印服务没有应答。", "请重新启动打印服务或电脑。")
    if count is None and sys.platform == "win32":
        return Finding("打印机", Level.GOOD, "由系统管理，打印时可以选择。")
    if count is None:
        todo = "没有打印服务（CUPS），请先装好打印机；也可以存成文件到别处打印。"
        return Finding("打印机", Level.ADVICE, "这里看不到打印机。", todo)
    if count == 0:
        return Finding("打印机", Level.ADVICE, "没有打印机。", "请先在系统设置里添加打印机。")
    return Finding("打印机", Level.GOOD, f"有 {count} 台打印机。")


def _input_method() -> Finding:
    found = input_methods()
    if found is None:
        return Finding("输入法", Level.GOOD, "由系统提供。")
    if not found:
        todo = "请在系统设置里启用 fcitx 或 ibus，重新登录后再打开窗口；只用终端命令的电脑不需要。"
        return Finding("输入法", Level.ADVICE, "没有发现正在运行的中文输入法。", todo)
    return Finding("输入法", Level.GOOD, f"正在运行：{'、'.join(found)}。")


def _backups(desk: Desk) -> Finding:
    state = backup_state(desk)
    if state.last_good is None:
        return Finding("备份", Level.WRONG, "还没有完好的备份。", "请现在备份一次，并把备份存到别处。")
    words = f"最近一次完好的备份：{local(state.last_good.made_at):%Y-%m-%d %H:%M}，试恢复成功。"
    if state.last is not None and not state.last.good:
        return Finding("备份", Level.WRONG, f"{words}但后来一次失败了。", "请看磁盘空间，再备份一次。")
    if state.due:
        return Finding("备份", Level.ADVICE, words, "今天还没有备份。")
    return Finding("备份", Level.GOOD, words)


def _trail(desk: Desk) -> Finding:
    query = AuditQuery(action="time_jump", since=desk.now() - JUMPS_TOLD, limit=1)
    with desk.store.reading() as tx:
        jumps = tx.audit.found(query)
    if jumps:
        words = f"电脑的时间最近被改动过（{local(jumps[0].at):%Y-%m-%d}）。"
        return Finding("操作记录", Level.ADVICE, words, "请核对电脑的日期和时间，主板电池可能没电了。")
    return Finding("操作记录", Level.GOOD, "最近 30 天电脑的时间没有被改动过。")
