"""``python -m tests.proofs [quick|full] [NAME…]``: run proofs and print what they found.

``--share 10`` tries a tenth of the full tier, and whatever is printed says so.
Each proof runs in a process of its own, two at a time; those that measure time run alone.
"""

import argparse
import importlib
import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.proofs.catalogue import PROOFS, named
from tests.proofs.proof import Need, Outcome, Proof, TooManyFaultsError, Trial
from tests.proofs.tools import shim

ROOT = Path(__file__).resolve().parents[2]
FAILURES = Path(__file__).with_name("failures")
TIERS = ("quick", "full")


@dataclass(frozen=True, slots=True)
class Run:
    """One proof of one invocation."""

    proof: Proof
    tier: str
    seed: int
    share: int
    outcome: Outcome
    seconds: float

    @property
    def replay(self) -> str:
        """The command that repeats exactly this run."""
        share = f" --share {self.share}" if self.share < 100 else ""
        return f"python3 installer/dev.py prove {self.tier} {self.proof.name} --seed {self.seed}{share}"


def main(arguments: list[str]) -> int:
    """Carry out the command line; returns the exit code."""
    options = _options(arguments)
    if options.inside:
        _prove_here(options.names[0], options.tier, options.seed, options.share, Path(options.inside))
        return 0
    proofs = [p for p in named(options.names) if options.names or p.quick or options.tier == "full"]
    seed = options.seed if options.seed is not None else secrets.randbelow(10**9)
    tier = options.tier if options.share == 100 else f"{options.tier} 的 {options.share}%"
    print(f"证明（{tier}） · {datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} · 版本 {_commit()} · 种子 {seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="baixing-proofs-", dir=_fast_place()) as folder:
        runs = _run_all(proofs, options.tier, seed, options.share, Path(folder))
    return _conclude(runs)


def _options(arguments: list[str]) -> argparse.Namespace:
    # argparse fills the usage in, so a percent sign stands twice.
    parser = argparse.ArgumentParser(
        prog="dev.py prove", usage="dev.py prove [quick|full] [NAME…] [--seed N] [--share %%]"
    )
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--share", type=int, choices=range(1, 101), default=100, metavar="%")
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    options.tier = options.names.pop(0) if options.names and options.names[0] in TIERS else TIERS[0]
    unknown = set(options.names) - {proof.name for proof in PROOFS}
    if unknown:
        parser.error(f"没有这些证明：{'、'.join(sorted(unknown))}。有：{'、'.join(p.name for p in PROOFS)}")
    return options


def _run_all(proofs: list[Proof], tier: str, seed: int, share: int, folder: Path) -> list[Run]:
    library = shim.compiled(folder) if shim.possible() else None
    alone = [proof for proof in proofs if proof.alone]
    together = [proof for proof in proofs if not proof.alone]

    def run(proof: Proof) -> Run:
        return _run(proof, tier, seed, share, folder, library)

    with ThreadPoolExecutor(2) as pool:
        runs = list(pool.map(run, together))
    return runs + [run(proof) for proof in alone]


def _run(proof: Proof, tier: str, seed: int, share: int, folder: Path, library: Path | None) -> Run:
    missing = [need for need in proof.needs if not _have(need)]
    if missing:
        run = Run(proof, tier, seed, share, Outcome(missing=[need.value for need in missing]), 0.0)
        _tell(run)
        return run
    place, result = folder / proof.name, folder / f"{proof.name}.json"
    line = [sys.executable, "-m", "tests.proofs", tier, proof.name, "--seed", str(seed)]
    line += ["--share", str(share), "--inside", str(place)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    if Need.SHIM in proof.needs and library:
        environment["LD_PRELOAD"] = str(library)
    started = time.monotonic()
    ended = subprocess.run(line, cwd=ROOT, env=environment, check=False, stderr=subprocess.PIPE, text=True)
    seconds = time.monotonic() - started
    if ended.returncode == 0:
        outcome = Outcome(**json.loads(result.read_text()))
    else:
        outcome = Outcome(faults=[f"the proof itself broke down ({ended.returncode}): {ended.stderr[-3000:]}"])
    run = Run(proof, tier, seed, share, outcome, seconds)
    _tell(run)
    shutil.rmtree(place, ignore_errors=True)
    return run


def _prove_here(name: str, tier: str, seed: int, share: int, place: Path) -> None:
    """Inside the process of one proof: run it and leave the outcome beside ``place``."""
    (proof,) = named([name])
    place.mkdir(parents=True)
    trial = Trial(tier == "full", seed, place, root=_have(Need.ROOT), share=share)
    outcome = Outcome()
    try:
        outcome = importlib.import_module(proof.module).prove(trial)
    except TooManyFaultsError as enough:
        outcome = enough.outcome
    place.with_name(f"{name}.json").write_text(json.dumps(asdict(outcome)))


def _have(need: Need) -> bool:
    match need:
        case Need.SHIM:
            return shim.possible()
        case Need.ROOT:
            return os.geteuid() == 0 and all(shutil.which(tool) for tool in ("ip", "tc", "mount"))
        case Need.POSTGRES:
            return any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


def _tell(run: Run) -> None:
    figures = "，".join(f"{label} {_shown(value)}" for label, value in run.outcome.figures.items())
    verdict = "不成立" if run.outcome.faults else "未做" if run.outcome.missing and not figures else "成立"
    print(f"{verdict}  {run.proof.number:<4}{run.proof.name}：{run.proof.claim}", flush=True)
    if figures:
        print(f"      {figures}；用时 {run.seconds:.0f} 秒", flush=True)
    for reason in run.outcome.missing:
        print(f"      没有做：{reason}", flush=True)
    for fault in run.outcome.faults:
        print(f"      ✗ {fault}", flush=True)


def _shown(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:,}" if isinstance(value, int) else f"{value:,.2f}"


def _conclude(runs: list[Run]) -> int:
    failed = [run for run in runs if run.outcome.faults]
    left_out = [run for run in runs if run.outcome.missing and not run.outcome.faults]
    for run in failed:
        FAILURES.mkdir(exist_ok=True)
        kept = FAILURES / f"{run.proof.name}-{run.tier}-{run.seed}.json"
        facts = {"replay": run.replay, "commit": _commit(), "date": _now()}
        kept.write_text(json.dumps({**facts, **asdict(run.outcome)}, ensure_ascii=False, indent=1))
        print(f"重做：{run.replay}（记在 {kept.relative_to(ROOT)}）")
    sound = len(runs) - len(failed) - len(left_out)
    print(f"{sound} 项成立，{len(failed)} 项不成立，{len(left_out)} 项没有做或没有做全。")
    return 1 if failed else 0


def _now() -> str:
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _commit() -> str:
    git = shutil.which("git")
    if git is None:
        return "未知"
    line = [git, "-C", str(ROOT), "describe", "--always", "--dirty", "--exclude", "*"]
    return subprocess.run(line, capture_output=True, text=True, check=False).stdout.strip() or "未知"


def _fast_place() -> str | None:
    """Memory rather than a disk, where there is such a place."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - a folder of our own is made there


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
