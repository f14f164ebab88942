"""``uv.lock`` as the door needs it: which packages apply here, pinned, with their hashes."""

import tomllib
import urllib.parse
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from door_markers import applies


class LockError(ValueError):
    """The lock file is not what this file understands."""


@dataclass(frozen=True, slots=True)
class Wheel:
    """One built file of a package: its name, and ``digest`` as ``sha256:…``."""

    filename: str
    digest: str


@dataclass(frozen=True, slots=True)
class Dependency:
    """A wish for a package; ``version`` is empty unless the lock holds several of that name."""

    name: str
    version: str
    extras: tuple[str, ...]
    marker: str


@dataclass(frozen=True, slots=True)
class Package:
    """One pinned package; ``optional`` by extra, ``groups`` only for the project itself."""

    name: str
    version: str
    dependencies: tuple[Dependency, ...]
    optional: Mapping[str, tuple[Dependency, ...]]
    groups: Mapping[str, tuple[Dependency, ...]]
    wheels: tuple[Wheel, ...]


@dataclass(frozen=True, slots=True)
class Lock:
    """A whole lock file: the project, and all packages that it may need anywhere."""

    project: Package
    packages: tuple[Package, ...]

    def find(self, wish: Dependency) -> Package:
        """The one pinned package that ``wish`` means.

        Raises:
            LockError: none, or more than one.
        """
        fitting = [p for p in self.packages if p.name == wish.name and wish.version in ("", p.version)]
        if len(fitting) != 1:
            raise LockError(f"{len(fitting)} locked packages for {wish.name} {wish.version}".rstrip())
        return fitting[0]

    def reachable(self, environment: Mapping[str, str], groups: Iterable[str] = ()) -> list[Package]:
        """All packages that the project needs in ``environment``, by name.

        Args:
            environment: marker values, see :func:`door_markers.this_environment`.
            groups: dependency groups wanted besides what the program itself needs.

        Raises:
            LockError: an unknown group or extra, or a package that is not locked.
        """
        waiting = list(self.project.dependencies)
        for group in groups:
            waiting += _named(self.project.groups, group)
        found: dict[tuple[str, str], Package] = {}
        seen: set[tuple[str, str, str]] = set()
        while waiting:
            wish = waiting.pop()
            if not applies(wish.marker, environment):
                continue
            package = self.find(wish)
            found[package.name, package.version] = package
            for extra in ("", *wish.extras):
                if (package.name, package.version, extra) not in seen:
                    seen.add((package.name, package.version, extra))
                    waiting += _named(package.optional, extra) if extra else package.dependencies
        return [found[key] for key in sorted(found)]


def read_lock(path: Path) -> Lock:
    """Read a lock file of format 1.

    Raises:
        LockError: not such a file, or without exactly one project of its own.
        OSError: it cannot be read.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise LockError(f"{path.name} cannot be read: {error}") from error
    if data.get("version") != 1:
        raise LockError(f"{path.name} has a format other than 1")
    packages = [(entry, _package(entry)) for entry in data.get("package", [])]
    own = [package for entry, package in packages if "registry" not in entry["source"]]
    if len(own) != 1:
        raise LockError(f"{path.name} has {len(own)} projects of its own instead of one")
    return Lock(own[0], tuple(package for _, package in packages if package is not own[0]))


def requirement(package: Package) -> str:
    """The lines with which pip accepts exactly this package, and no file that was not locked.

    Raises:
        LockError: the package has no wheel; a source package is never built here.
    """
    if not package.wheels:
        raise LockError(f"{package.name} {package.version} has no wheel")
    hashes = (f"--hash={wheel.digest}" for wheel in package.wheels)
    return " \\\n    ".join([f"{package.name}=={package.version}", *hashes])


def _package(entry: dict[str, Any]) -> Package:
    return Package(
        name=entry["name"],
        version=entry.get("version", ""),
        dependencies=_wishes(entry.get("dependencies", [])),
        optional={name: _wishes(each) for name, each in entry.get("optional-dependencies", {}).items()},
        groups={name: _wishes(each) for name, each in entry.get("dev-dependencies", {}).items()},
        wheels=tuple(Wheel(_filename(wheel["url"]), wheel["hash"]) for wheel in entry.get("wheels", [])),
    )


def _wishes(entries: list[dict[str, Any]]) -> tuple[Dependency, ...]:
    return tuple(
        Dependency(
            name=entry["name"],
            version=entry.get("version", ""),
            extras=tuple(entry.get("extra", [])),
            marker=entry.get("marker", ""),
        )
        for entry in entries
    )


def _filename(url: str) -> str:
    return urllib.parse.unquote(url.rpartition("/")[2])


def _named(choices: Mapping[str, tuple[Dependency, ...]], name: str) -> tuple[Dependency, ...]:
    if name not in choices:
        raise LockError(f"the lock has no dependencies named {name}")
    return choices[name]
