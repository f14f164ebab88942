"""How long the packaged program takes to start, beside the source: ``dev.py build start PROGRAM``.

Each is asked for its version and to check a record that is not there (which loads the store), in turn, so that a busy
machine slows both; the median of the tries counts. Ends with 1 when the packaged one takes half as long again.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
TRIES = 9
GOAL = 1.5
PATIENCE_S = 120


def seconds(command: Sequence[str], code: int) -> float:
    """How long ``command`` runs; it must end with ``code``."""
    begin = time.perf_counter()
    ended = subprocess.run(command, cwd=CHECKOUT, capture_output=True, check=False, timeout=PATIENCE_S)
    if ended.returncode != code:
        raise SystemExit(f"{command[0]} 的结束代码是 {ended.returncode}：{ended.stderr.decode(errors='replace')}")
    return time.perf_counter() - begin


def median_pair(packaged: Sequence[str], source: Sequence[str], code: int, tries: int) -> tuple[float, float]:
    """Medians of both, taken in turn after one try each that does not count."""
    taken = [(seconds(packaged, code), seconds(source, code)) for _ in range(tries + 1)][1:]
    return statistics.median(one for one, _ in taken), statistics.median(other for _, other in taken)


def main(program: str) -> int:
    """Print both medians for each way to start; 1 when the packaged program misses the goal, otherwise 0."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    source = [sys.executable, "-P", "-m", "baixing_desktop"]
    missed = False
    nowhere = str(CHECKOUT / "build" / "no-such-home")
    lines = {"说出版本": (["--version"], 0), "打开记录库": (["--home", nowhere, "list"], 1)}
    for what, (line, code) in lines.items():
        packaged, plain = median_pair([program, *line], [*source, *line], code, TRIES)
        missed = missed or packaged > GOAL * plain
        print(
            f"{what}：打包后 {packaged:.2f} 秒，源代码 {plain:.2f} 秒，{packaged / plain:.2f} 倍（{TRIES} 次的中位数）"
        )
    return int(missed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
