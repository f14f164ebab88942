"""The last figures where people read them: all tables in ``FIGURES.md``, what they come to in the README."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.bench.catalogue import BENCHES
from tests.bench.report import read, tables

FIGURES = Path("tests/bench/FIGURES.md")
BEGIN, END = "<!-- bench: written by dev.py bench keep -->", "<!-- /bench -->"


def keep(folder: Path, root: Path) -> Iterator[Path]:
    """Write what is in the ``bench.json`` of ``folder``; gives the files.

    Raises:
        FileNotFoundError: nothing was measured yet.
    """
    known: Mapping[str, Any] = json.loads((folder / "bench.json").read_text(encoding="utf-8"))
    file, readme = root / FIGURES, root / "README.md"
    file.write_text(f"# What was measured last\n\n{tables(known)}", encoding="utf-8")
    yield file
    text = readme.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    readme.write_text(f"{before}{BEGIN}\n{summary(known)}{END}{after}", encoding="utf-8")
    yield readme


def summary(known: Mapping[str, Any]) -> str:
    """One line for each bench: how many of its goals are met, and how far the farthest ratio is from its own."""
    lines = ["| Bench | Goals met | Farthest from its goal | Measured |", "|---|---|---|---|"]
    for bench in BENCHES:
        if bench.name not in known:
            continue
        part = known[bench.name]
        findings, setting = read(part["findings"]), part["setting"]
        judged = [one for one in (*findings.ratios, *findings.facts) if one.met is not None]
        farthest = max((one.off for one in findings.ratios if one.met is False), default=1.0)
        short = f"{farthest:.3g} times as slow or large" if farthest > 1 else ""
        met = f"{sum(bool(one.met) for one in judged)} of {len(judged)}"
        lines.append(f"| {bench.name} | {met} | {short} | {setting['date'][:10]}, {setting['scale']} |")
    return "\n".join(lines) + "\n"
