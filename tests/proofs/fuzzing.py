"""R8: ten million inputs on everything that reads the bytes of strangers; nothing but a refusal comes out.

The quick tier throws mutations of kept examples at each reader. The full tier installs atheris (a coverage-guided
fuzzer) into a folder of its own and lets it search; where it cannot be had, that is said.
"""

import os
import re
import resource
import subprocess
import sys
from pathlib import Path
from random import Random

from tests.proofs.proof import Outcome, Trial
from tests.proofs.tools.targets import TARGETS, examples, feed

ATHERIS = "atheris==3.0.0"
INPUTS = 10_000_000
SHARES = {"container": 0.5, "event": 0.2, "signed": 0.01, "answer": 0.1, "problem": 0.07, "enrolment": 0.07}
"""How the inputs are divided; the rest goes to what people type. ``signed`` costs a signature and a sealing each."""
MOST_MEMORY_KB = 512 * 1024
ROOT = Path(__file__).resolve().parents[2]


def prove(trial: Trial) -> Outcome:
    """Mutations here; the search in a process for each reader."""
    outcome = Outcome()
    for name in TARGETS:
        _mutate(name, trial.random(name), trial.size(300, 20_000), outcome)
    if trial.full:
        _search(trial, outcome)
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    outcome.expect(used < MOST_MEMORY_KB, "memory", f"{used // 1024} MB were used")
    return outcome


def _mutate(name: str, dice: Random, inputs: int, outcome: Outcome) -> None:
    kept = examples(name)
    for number in range(inputs):
        data = _mutated(dice.choice(kept), dice)
        try:
            feed(name, data)
        except Exception as error:  # noqa: BLE001 - this is what is looked for
            outcome.fault(f"{name}, mutation {number}", f"{error!r} at {data[:200].hex()}")
    outcome.count("变异的输入", inputs)


def _mutated(data: bytes, dice: Random) -> bytes:
    image = bytearray(data)
    for _ in range(dice.randrange(1, 5)):
        at = dice.randrange(len(image) + 1)
        match dice.randrange(6):
            case 0:
                image[at : at + 1] = bytes([dice.randrange(256)])
            case 1:
                del image[at : at + dice.randrange(1, 40)]
            case 2:
                image[at:at] = dice.choice((b"[" * 3_000, b'"', b"\x00", b"9" * 40, b"\xff\xfe", b"-", b"1e999", b"{}"))
            case 3:
                image[at : at + 8] = (2 ** dice.choice((7, 15, 31, 32, 53, 63))).to_bytes(8)
            case 4:
                image[at:at] = image[dice.randrange(len(image) + 1) :][: dice.randrange(200)]
            case _:
                image = image[:at]
    return bytes(image)


def _search(trial: Trial, outcome: Outcome) -> None:
    library = trial.place("atheris")
    # The base interpreter's: the program's own environment has no pip.
    python = getattr(sys, "_base_executable", sys.executable)
    line = [python, "-m", "pip", "--python", sys.executable, "install", "--quiet", "--no-deps"]
    line += ["--target", str(library), ATHERIS]
    if subprocess.run(line, check=False, capture_output=True).returncode:
        outcome.missing.append("引导式模糊测试：atheris 装不上（没有网络，或没有适合的安装包）")
        return
    shares = {**SHARES, "ticket": 1 - sum(SHARES.values())}
    for name, share in shares.items():
        corpus = trial.place(f"corpus-{name}")
        for number, data in enumerate(examples(name)):
            (corpus / str(number)).write_bytes(data)
        runs = int(INPUTS * share * trial.share / 100)
        found = _run(trial, name, runs, library, corpus)
        if found.returncode:
            outcome.fault(name, found.stderr[-1_500:])
        done = re.findall(r"Done (\d+) runs", found.stderr)
        outcome.count("引导式输入", int(done[-1]) if done else 0)


def _run(trial: Trial, name: str, runs: int, library: Path, corpus: Path) -> "subprocess.CompletedProcess[str]":
    line = [sys.executable, "-m", "tests.proofs.tools.search", name, str(corpus), f"-runs={runs}"]
    line += [f"-seed={trial.seed % 2**31 + 1}", "-max_len=8192", "-rss_limit_mb=512", "-timeout=20"]
    line += [f"-artifact_prefix={corpus.parent}/{name}-", "-print_final_stats=1"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(library), str(ROOT)])}
    return subprocess.run(line, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
