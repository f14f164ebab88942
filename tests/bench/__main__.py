"""``python -m tests.bench [quick|full] [NAME…]``: measure the program beside its peers and print the ratios; then
``python -m tests.bench keep`` writes the last of each into ``FIGURES.md`` and the README.

Each bench runs in a process of its own, one after the other, and is stopped if it does not end. Large records and peers
are kept in a folder of the user's, for all checkouts; ``python -m tests.bench full homes`` makes the records
beforehand. Nothing here is part of the test run, and no test asserts a time: the figures are for people.
"""

import argparse
import importlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from types import MappingProxyType

from tests.bench import homes
from tests.bench.catalogue import BENCHES, Bench, named
from tests.bench.ground import FULL, QUICK, SCALES, Ground, Scale
from tests.bench.keeping import keep
from tests.bench.peers import Peers
from tests.bench.report import head, markdown, read, setting, write
from tests.bench.result import Findings

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build" / "bench"
CACHE = "BAIXING_BENCH_CACHE"
"""The folder of large records and of peers; without it, one of the user's own, for all checkouts together."""
PATIENCE = MappingProxyType({"tiny": 600, "quick": 1200, "full": 3600})
"""A bench that takes longer (s) is stopped: on a machine that is busy with other things it would tell nothing."""


def main(arguments: list[str]) -> int:
    """Carry out the command line; returns the exit code: 0 also where a goal is missed."""
    if arguments == ["keep"]:
        for path in keep(BUILD / "figures", ROOT):
            print(f"记在 {path.relative_to(ROOT)}")
        return 0
    options = _options(arguments)
    scale: Scale = SCALES[options.scale]
    BUILD.mkdir(parents=True, exist_ok=True)
    os.environ["BAIXING_FONTS"] = ""  # papers are set in the program's own faces, whatever is installed here
    os.environ["BAIXING_KEYRING"] = "off"
    if options.inside:
        _measure_here(options.names[0], scale, Path(options.inside))
        return 0
    where = setting(scale.name)
    print(head(where), flush=True)
    benches = named(options.names)
    window = scale is FULL and any(bench.name == "starting" for bench in benches)
    peers = Peers(_cache() / "peers", may_install=True, window=window)
    problems = [("对照的程序", peers.problem), ("PouchDB ", peers.pouch_problem)]
    for what, problem in [*problems, *([("Anki 的窗口", peers.window.problem)] if window else [])]:
        if problem:
            print(f"{what}{problem}", flush=True)
    found: list[tuple[Bench, Findings]] = []
    for bench in benches:
        findings = _measure(bench, scale)
        found.append((bench, findings))
        print("\n" + markdown(bench, findings), flush=True)
        list(write(BUILD / "figures", where, found))
    for path in write(BUILD / "figures", where, found):
        print(f"记在 {path.relative_to(ROOT)}")
    return 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py bench", usage="dev.py bench [quick|full] [NAME…]")
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    options.scale = options.names.pop(0) if options.names and options.names[0] in SCALES else QUICK.name
    unknown = set(options.names) - {bench.name for bench in BENCHES}
    if unknown:
        parser.error(f"没有这些：{'、'.join(sorted(unknown))}。有：{'、'.join(one.name for one in BENCHES)}")
    return options


def _measure(bench: Bench, scale: Scale) -> Findings:
    with tempfile.TemporaryDirectory(prefix=f"{bench.name}-", dir=BUILD) as folder:
        result = Path(folder) / "findings.json"
        line = [sys.executable, "-m", "tests.bench", scale.name, bench.name, "--inside", str(result)]
        begun = time.perf_counter()
        # What it starts itself ends with it.
        with subprocess.Popen(line, cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
            try:
                _, errors = process.communicate(timeout=PATIENCE[scale.name])
            except subprocess.TimeoutExpired:
                _stop(process)
                return Findings(missing=[f"这一项 {PATIENCE[scale.name] // 60} 分钟没有量完，已停止"])
        if process.returncode:
            return Findings(missing=[f"这一项自己出了错（{process.returncode}）：{errors[-3000:]}"])
        findings = read(json.loads(result.read_text(encoding="utf-8")))
        findings.seconds = time.perf_counter() - begun
        return findings


def _stop(process: "subprocess.Popen[str]") -> None:
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()


def _cache() -> Path:
    named = os.environ.get(CACHE)
    if named:
        return Path(named)
    usual = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(usual) / "baixing-bench"


def _measure_here(name: str, scale: Scale, result: Path) -> None:
    (bench,) = named([name])
    place, kept = result.with_name("place"), _cache() / "homes"
    place.mkdir()
    kept.mkdir(parents=True, exist_ok=True)
    ground = Ground(scale, place, kept, Peers(_cache() / "peers", may_install=False))
    findings: Findings = importlib.import_module(bench.module).measure(ground)
    findings.missing += filter(
        None, [homes.how_made({"likeness": scale.clues, "growth": max(scale.growth)}.get(name, 0))]
    )
    result.write_text(json.dumps(asdict(findings)), encoding="utf-8")
    shutil.rmtree(place)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
