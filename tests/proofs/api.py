"""R9: whatever is sent to the running server, its answer stands in the OpenAPI description (schemathesis, all
checks).
"""

from tests.proofs.proof import Outcome, Trial
from tests.proofs.tools.suites import run_suite


def prove(trial: Trial) -> Outcome:
    """Every operation, sound requests, broken ones, and such that nobody signed."""
    cases = trial.size(25, 500)
    outcome = run_suite(trial, "tests/sync/test_openapi.py", BAIXING_API_CASES=str(cases))
    return Outcome({**outcome.figures, "每种操作的请求": cases}, outcome.faults, outcome.missing)
