"""What the door remembers about the virtual environment: a small file, written whole or not at all."""

import hashlib
import json
import os
import platform
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class State:
    """The content of the file.

    ``ready`` is False while packages are being changed: found like that, the environment was left
    half-way and is made anew. ``packages`` names, by group, the metadata folders that must be there.
    """

    ready: bool
    lock: str
    python: str
    packages: Mapping[str, list[str]]


def this_python() -> str:
    """What compiled packages depend on, such as ``cpython-3.11-linux-x86_64``."""
    major, minor = sys.version_info[:2]
    return f"{sys.implementation.name}-{major}.{minor}-{sys.platform}-{platform.machine()}"


def digest(path: Path) -> str:
    """SHA-256 of a file, as hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


class Venv:
    """The virtual environment ``.venv`` of a checkout, and the door's own folder inside it."""

    def __init__(self, checkout: Path) -> None:
        self.checkout = checkout
        self.folder = checkout / ".venv"
        windows = os.name == "nt"
        self.scripts = self.folder / ("Scripts" if windows else "bin")
        self.python = self.scripts / ("python.exe" if windows else "python")
        version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
        self.site = self.folder / ("Lib/site-packages" if windows else f"lib/{version}/site-packages")
        # Put on sys.path by Python itself, so that every child process finds the checkout's packages.
        self.path_file = self.site / "baixing_checkout.pth"
        self.notes = self.folder / "door"
        self._state = self.notes / "state.json"

    def read_state(self) -> State | None:
        """What was last written; None when the door has never worked here.

        A file that makes no sense counts as left half-way.
        """
        try:
            return State(**json.loads(self._state.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return None
        except (ValueError, TypeError):
            return State(ready=False, lock="", python="", packages={})

    def write_state(self, state: State | None) -> None:
        """Replace the file in one step; None removes it."""
        if state is None:
            self._state.unlink(missing_ok=True)
            return
        fresh = self._state.with_suffix(".new")
        fresh.write_text(json.dumps(asdict(state), indent=1), encoding="utf-8")
        fresh.replace(self._state)

    def is_ready(self, lock: str, groups: Iterable[str]) -> bool:
        """Whether all packages of ``groups`` from the lock file of digest ``lock`` are in place."""
        state = self.read_state()
        if state is None or (state.ready, state.lock, state.python) != (True, lock, this_python()):
            return False
        if not (self.python.exists() and self.path_file.exists()):
            return False
        present = set(os.listdir(self.site))
        return all(group in state.packages and present.issuperset(state.packages[group]) for group in groups)
