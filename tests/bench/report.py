"""The figures as a table for the terminal and for Markdown, and as JSON."""

import json
import os
import platform
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.catalogue import BENCHES, Bench
from tests.bench.result import Fact, Findings, Ratio

ROOT = Path(__file__).resolve().parents[2]
_VERDICTS = {None: "", True: "达到"}


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when it was measured; ``load`` is how many processes wanted the processors when it began."""

    date: str
    commit: str
    machine: str
    load: str
    scale: str


def setting(scale: str) -> Setting:
    """Here and now."""
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "不详"
    machine = f"{_processor()}，{os.cpu_count()} 核，{platform.system()}，Python {platform.python_version()}"
    return Setting(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}", _commit(), machine, load, scale)


def head(where: Setting) -> str:
    """One line that says what the figures belong to."""
    return f"{where.date} · 版本 {where.commit} · {where.machine} · 开始时负载 {where.load} · 规模 {where.scale}"


def markdown(bench: Bench, findings: Findings) -> str:
    """The figures of one bench; a ratio is the program's time through the peer's, so less is better."""
    lines = [f"### {bench.title}（{bench.name}）", ""]
    if findings.ratios:
        lines += [
            "| 做什么 | 本程序 | 与谁比 | 它 | 倍数：中位（最小–最大） | 目标 | |",
            "|---|---|---|---|---|---|---|",
        ]
        lines += [_ratio(one) for one in findings.ratios] + [""]
    if findings.facts:
        lines += ["| 量什么 | 结果 | 目标 | |", "|---|---|---|---|"]
        lines += [_fact(one) for one in findings.facts] + [""]
    lines += [f"没有比：{reason}" for reason in findings.missing]
    if findings.seconds:
        lines += ["", f"用时 {findings.seconds:,.0f} 秒，连制作所用的库"]
    return "\n".join(lines).rstrip() + "\n"


def write(folder: Path, where: Setting, found: Sequence[tuple[Bench, Findings]]) -> Iterator[Path]:
    """Write ``bench.md`` and ``bench.json``; gives both. What was measured in earlier runs and not in this one stays in
    them, each under its own setting.
    """
    folder.mkdir(parents=True, exist_ok=True)
    file, text = folder / "bench.json", folder / "bench.md"
    known: dict[str, Any] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    known |= {bench.name: {"setting": asdict(where), "findings": asdict(findings)} for bench, findings in found}
    text.write_text(tables(known), encoding="utf-8")
    yield text
    file.write_text(json.dumps(known, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    yield file


def tables(known: Mapping[str, Any]) -> str:
    """The tables of everything in a ``bench.json``."""
    parts: list[str] = []
    for bench in BENCHES:
        if bench.name in known:
            part = known[bench.name]
            table = markdown(bench, read(part["findings"]))
            title, _, rest = table.partition("\n")
            parts.append(f"{title}\n\n{head(Setting(**part['setting']))}\n{rest}")
    return "\n".join(parts)


def read(data: Mapping[str, Any]) -> Findings:
    """Findings out of JSON."""
    ratios = [Ratio(**one | {side: tuple(one[side]) for side in ("ours", "theirs")}) for one in data["ratios"]]
    return Findings(ratios, [Fact(**one) for one in data["facts"]], data["missing"], data.get("seconds", 0.0))


def _ratio(one: Ratio) -> str:
    spread = one.spread
    ratio = f"{_short(spread.middle)}（{_short(spread.least)}–{_short(spread.most)}）"
    cells = (
        one.what,
        f"{_short(median(one.ours))} {one.unit}",
        one.peer,
        f"{_short(median(one.theirs))} {one.unit}",
        ratio,
        "" if one.goal is None else f"≤ {_short(one.goal)}",
        _verdict(one, f"是目标的 {_short(one.off)} 倍"),
    )
    return f"| {' | '.join(cells)} |"


def _fact(one: Fact) -> str:
    return f"| {one.what} | {_short(one.value)} {one.unit} | {one.goal} | {_verdict(one, one.short)} |"


def _verdict(one: Ratio | Fact, how_much: str) -> str:
    """Whether it is good enough; if not, by how much it falls short and why."""
    if one.met is not False:
        return _VERDICTS[one.met]
    return "未达到" + (f"，{how_much}" if how_much else "") + (f"。{one.why}" if one.why else "")


def _short(number: float) -> str:
    return f"{number:,.0f}" if abs(number) >= 100 else f"{number:.3g}"


def _commit() -> str:
    git = shutil.which("git")
    if git is None:
        return "未知"
    line = [git, "-C", str(ROOT), "describe", "--always", "--dirty", "--exclude", "*"]
    return subprocess.run(line, capture_output=True, text=True, check=False).stdout.strip() or "未知"


def _processor() -> str:
    file = Path("/proc/cpuinfo")
    lines = file.read_text().splitlines() if file.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
