"""Proofs that are tests of the suite: run apart, with as many cases as the issue asks for."""

import os
import subprocess
import sys
import xml.etree.ElementTree as Xml
from pathlib import Path

from tests.proofs.proof import Outcome, Trial

ROOT = Path(__file__).resolve().parents[3]


def run_suite(trial: Trial, file: str, **environment: str) -> Outcome:
    """The tests in ``file`` as figures and faults; ``environment`` says how many cases they try."""
    outcome, report = Outcome(), trial.folder / "report.xml"
    line = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junitxml={report}"]
    line += [f"--hypothesis-seed={trial.seed}", "-p", "no:randomly", file]
    ended = subprocess.run(line, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, check=False)
    if not report.exists():
        outcome.fault(file, f"the tests did not run ({ended.returncode}): {ended.stdout[-1_500:]}")
        return outcome
    cases = list(Xml.parse(report).getroot().iter("testcase"))  # noqa: S314 - pytest wrote it a moment ago
    outcome.figures["测试"] = len(cases)
    for case in cases:
        wrong = [child for child in case if child.tag in ("failure", "error")]
        if any(child.tag == "skipped" for child in case):
            outcome.missing.append(f"跳过 {case.get('name')}")
        outcome.expect(not wrong, case.get("name"), (wrong[0].get("message") or "")[:500] if wrong else "")
    outcome.expect(bool(cases), file, "there are no tests in it")
    return outcome
