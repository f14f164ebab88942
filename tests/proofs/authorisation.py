"""R10: every caller at every route of the running server gets the answer that stands in a table written by hand."""

from tests.proofs.proof import Outcome, Trial
from tests.proofs.tools.suites import run_suite
from tests.sync.test_authorisation import CALLERS, TABLE


def prove(trial: Trial) -> Outcome:
    """The whole table; a route without a row is a fault."""
    outcome = run_suite(trial, "tests/sync/test_authorisation.py")
    return Outcome({**outcome.figures, "格": len(TABLE) * len(CALLERS)}, outcome.faults, outcome.missing)
