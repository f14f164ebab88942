"""The files of ``installer/`` are no package: the tests load them by path, as the door itself would."""

import base64
import hashlib
import importlib
import os
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
INSTALLER = CHECKOUT / "installer"


@pytest.fixture(scope="session")
def load() -> Iterator[Callable[[str], ModuleType]]:
    """Import a file of ``installer/`` by its name without ``.py``."""
    sys.path.insert(0, str(INSTALLER))
    loaded: list[str] = []

    def by_name(name: str) -> ModuleType:
        module = importlib.import_module(name)
        assert module.__file__ == str(INSTALLER / f"{name}.py")
        loaded.append(name)
        return module

    yield by_name
    sys.path.remove(str(INSTALLER))
    for name in loaded:
        sys.modules.pop(name, None)


@pytest.fixture(scope="session")
def checkout() -> Path:
    return CHECKOUT


class Shelf:
    """A folder of tiny wheels and a checkout whose lock file pins them; pip needs no network."""

    def __init__(self, folder: Path) -> None:
        self.checkout = folder / "checkout"
        self.wheels = folder / "wheels"
        self.checkout.mkdir()
        self.wheels.mkdir()
        self._entries: dict[str, str] = {}

    def add(self, name: str, version: str = "1.0") -> Path:
        """Put a package on the shelf and into the next lock; returns its wheel."""
        module, record = name.replace("-", "_"), f"{name.replace('-', '_')}-{version}.dist-info"
        files = {
            f"{module}.py": f"VERSION = {version!r}\n",
            f"{record}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
            f"{record}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        }
        lines = [f"{path},sha256={_record_hash(text)},{len(text.encode())}" for path, text in files.items()]
        files[f"{record}/RECORD"] = "\n".join([*lines, f"{record}/RECORD,,"]) + "\n"
        wheel = self.wheels / f"{module}-{version}-py3-none-any.whl"
        with zipfile.ZipFile(wheel, "w") as archive:
            for path, text in files.items():
                archive.writestr(path, text)
        digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
        self._entries[name] = (
            f'[[package]]\nname = "{name}"\nversion = "{version}"\nsource = {{ registry = "shelf" }}\n'
            f'wheels = [{{ url = "shelf/{wheel.name}", hash = "sha256:{digest}" }}]\n'
        )
        return wheel

    def lock(self, *runtime: str, dev: tuple[str, ...] = ()) -> Path:
        """Write the lock file of a project that needs ``runtime``, and ``dev`` for developers."""
        project = (
            '[[package]]\nname = "baixing-desktop"\nversion = "0.1.0"\nsource = { editable = "." }\n'
            f"dependencies = [{_names(runtime)}]\n[package.dev-dependencies]\ndev = [{_names(dev)}]\n"
        )
        path = self.checkout / "uv.lock"
        path.write_text("\n".join(["version = 1\n", project, *self._entries.values()]), encoding="utf-8")
        return path


def _record_hash(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(f'{{ name = "{name}" }}' for name in names)


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    shelf = Shelf(tmp_path)
    for variable in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(variable)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(shelf.wheels))
    return shelf
