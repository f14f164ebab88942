"""The health page of the receiving service: plain HTML for the administrator, without personal data."""

import shutil
from collections.abc import Iterable
from datetime import datetime, timedelta
from html import escape

from baixing_desktop import __version__
from baixing_desktop.clock import local
from baixing_desktop.domain.units import Device
from baixing_desktop.usecases import allowances, devices, reading
from baixing_desktop.usecases.desk import Desk
from sync.office.watching import FolderWatch, Watched

PAGE_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}

SILENT = timedelta(days=31)
"""A workroom that reports every month is heard of at least that often (seed 八(二))."""
CLOCK_WRONG = 300
"""Seconds by which a workstation's clock may differ before it is shown."""
_LITTLE_SPACE = 5 * 10**9

_STYLE = """
body { font: 16px/1.6 sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em; color: #1d2430; }
table { border-collapse: collapse; width: 100%; margin: 1em 0; }
th, td { text-align: left; padding: .35em .6em; border-bottom: 1px solid #d5dae2; vertical-align: top; }
.warn { color: #9a3412; font-weight: 600; }
"""


def status_page(desk: Desk, started: datetime, watch: FolderWatch) -> bytes:
    """The page as it is now: the service, its disk, what came today, the shared folders, and every workstation by unit
    and code."""
    now, stations = desk.now(), [d for d in reading.devices(desk) if d.revoked_at is None]
    batches = reading.inbound_batches(desk)
    today = [b for b in batches if local(b.received_at).date() == desk.today()]
    free = shutil.disk_usage(desk.home).free
    open_forks = sum(fork.settled_at is None for fork in devices.forks(desk))
    facts = [
        ("程序版本", __version__),
        ("服务启动", _moment(started)),
        ("本机时间", _moment(now)),
        ("磁盘可用", _warned(f"{free / 10**9:.1f} GB", free < _LITTLE_SPACE)),
        ("今天收到", f"{len(today)} 批"),
        ("最近一批", _moment(max(b.received_at for b in batches)) if batches else "还没有"),
        ("已登记的工作站", f"{len(stations)} 台"),
        ("附件限额", allowances.allowance(desk).rules),
        ("请求限额", allowances.rates(desk).words),
        ("待核实的记录", _warned(f"{open_forks} 份", open_forks > 0)),
    ]
    rows = "".join(f"<tr><th>{escape(name)}</th><td>{value}</td></tr>" for name, value in facts)
    page = f"""<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>接收服务状态</title><style>{_STYLE}</style></head>
<body><h1>区办公室接收服务</h1><p>服务正常。本页只能在这台机器上打开，不含群众的信息。</p>
<table>{rows}</table>
{_folders(watch)}<h2>工作站</h2>
<table><tr><th>工作站</th><th>最近联系</th><th>版本</th><th>还没送到</th><th>提示</th></tr>
{_stations(stations, now)}</table>
</body></html>
"""
    return page.encode()


def _folders(watch: FolderWatch) -> str:
    """The shared folders, each with how the newest look went; nothing where there is none."""
    trouble = f"<p>{_warned(watch.trouble.advice.what, is_so=True)}</p>" if watch.trouble else ""
    if not watch.watched and not trouble:
        return ""
    rows = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in (escape(str(one.look.folder)), *_looked(one))) + "</tr>"
        for one in watch.watched
    )
    head = "<tr><th>文件夹</th><th>最近查看</th><th>最近收到</th><th>提示</th></tr>"
    return f"<h2>共享文件夹</h2>\n{trouble}<table>{head}\n{rows}</table>\n"


def _looked(one: Watched) -> tuple[str, str, str]:
    left = "、".join(unread.name for unread in one.look.found.left)
    hints = [one.look.error.advice.what if one.look.error else f"收不进来，留在原处：{left}" if left else ""]
    trouble = one.look.found.update_trouble
    hints.append(f"更新包放不进去：{trouble.advice.what}" if trouble else "")
    hint = "；".join(filter(None, hints))
    return _moment(one.at), _moment(one.last_batch) if one.last_batch else "启动以后还没有", _warned(hint, bool(hint))


def _stations(stations: Iterable[Device], now: datetime) -> str:
    return "".join(
        "<tr>"
        + "".join(
            f"<td>{cell}</td>"
            for cell in (
                escape(f"{d.unit}-{d.device_code}"),
                _moment(d.last_contact) if d.last_contact else "还没有联系过",
                escape(d.app_version),
                f"{d.waiting_events} 条，附件 {d.waiting_files} 份" if d.waiting_events or d.waiting_files else "",
                "；".join(_hints(d, now)),
            )
        )
        + "</tr>"
        for d in stations
    )


def _hints(device: Device, now: datetime) -> list[str]:
    """What the administrator should look into."""
    silent = device.last_contact is not None and now - device.last_contact > SILENT
    found = [
        ("有两份不同的记录，待核实", device.quarantined_at is not None),
        ("一个月没有联系", silent),
        (f"时钟相差约 {abs(device.skew) // 60} 分钟", abs(device.skew) > CLOCK_WRONG),
    ]
    return [_warned(words, is_so) for words, is_so in found if is_so]


def _warned(words: str, is_so: bool) -> str:
    return f'<span class="warn">{escape(words)}</span>' if is_so else escape(words)


def _moment(moment: datetime) -> str:
    return f"{local(moment):%Y-%m-%d %H:%M}"
