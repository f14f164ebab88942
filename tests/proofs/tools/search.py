"""One reader under atheris, in a process of its own: ``python -m tests.proofs.tools.search NAME CORPUS OPTIONS``."""

import importlib
import sys
from typing import Any


def main() -> None:
    """Search until the options say that it is enough; the exit code tells what was found."""
    # It lies in a folder of its own that only this process knows.
    atheris: Any = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["sync", "baixing_desktop"]):
        targets = importlib.import_module("tests.proofs.tools.targets")
    name = sys.argv.pop(1)

    def one(data: bytes) -> None:
        targets.feed(name, bytes(data))

    atheris.Setup(sys.argv, one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
