"""The software bill of materials (CycloneDX 1.5) of what ships, from ``uv.lock``; ``dev.py sbom`` writes it.

Whoever installs the program can compare it with lists of known holes. Only packages that the program needs on one of
the two systems are named; what developers use is not shipped. Nothing in it depends on the day or the computer, so a
test can say whether it is current. Standard library only.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from check_wheels import PYTHONS, Target
from door_markers import applies
from door_packages import Lock, Package, read_lock

CHECKOUT = Path(__file__).resolve().parent.parent
PLACE = Path("resources") / "compliance" / "sbom.cdx.json"
INSIDE = (
    ("sqlcipher3", "SQLCipher", "4.19.0", "BSD-3-Clause"),
    ("sqlcipher3", "OpenSSL", "3.6.0", "Apache-2.0"),
    ("pyside6-essentials", "Qt", "6.8.3", "LGPL-3.0-only"),
)
"""What lies inside a package's files and has versions and holes of its own; each stands in NOTICE.md too."""
OWN = (
    ("Noto Serif CJK SC", "2.001", "OFL-1.1"),
    ("Noto Sans CJK SC", "2.004", "OFL-1.1"),
    ("Lucide", "1.62.0", "ISC"),
)
"""What ships in resources/."""


def bill(lock: Lock) -> dict[str, Any]:
    """The document for a lock file."""
    shipped = {(p.name, p.version): p for environment in _environments() for p in lock.reachable(environment)}
    packages = [shipped[key] for key in sorted(shipped)]
    root = _ref(lock.project)
    components = [_component(package) for package in packages]
    components += [_inner(name, version, licence, of=of) for of, name, version, licence in INSIDE]
    components += [_inner(name, version, licence) for name, version, licence in OWN]
    graph = {root: sorted({_ref(p) for p in packages if _wished(lock.project, p)})}
    for package in packages:
        graph[_ref(package)] = sorted({_ref(other) for other in packages if _wished(package, other)})
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": root,
                "name": lock.project.name,
                "version": lock.project.version,
                "licenses": [{"license": {"id": "MulanPSL-2.0"}}],
            }
        },
        "components": components,
        "dependencies": [{"ref": ref, "dependsOn": wished} for ref, wished in graph.items()],
    }


def text(lock: Lock) -> str:
    """The file's content."""
    return json.dumps(bill(lock), ensure_ascii=False, indent=1) + "\n"


def _environments() -> Iterator[dict[str, str]]:
    for minor in PYTHONS:
        for system in ("linux", "win32"):
            yield from Target(system, minor).environments()


def _wished(package: Package, other: Package) -> bool:
    """Whether ``package`` itself, or an extra of it that is wanted, asks for ``other`` on one of the systems."""
    wishes = [*package.dependencies, *(wish for each in package.optional.values() for wish in each)]
    return any(
        wish.name == other.name
        and wish.version in {"", other.version}
        and any(applies(wish.marker, environment) for environment in _environments())
        for wish in wishes
    )


def _ref(package: Package) -> str:
    return f"pkg:pypi/{package.name}@{package.version}"


def _component(package: Package) -> dict[str, Any]:
    ref = _ref(package)
    return {"type": "library", "bom-ref": ref, "name": package.name, "version": package.version, "purl": ref}


def _inner(name: str, version: str, licence: str, of: str = "resources") -> dict[str, Any]:
    return {
        "type": "library",
        "bom-ref": f"{of}/{name.lower().replace(' ', '-')}@{version}",
        "name": name,
        "version": version,
        "licenses": [{"license": {"id": licence}}],
        "properties": [{"name": "baixing:inside", "value": of}],
    }


def write(checkout: Path = CHECKOUT) -> Path:
    """Write the file anew; returns where."""
    target = checkout / PLACE
    target.write_text(text(read_lock(checkout / "uv.lock")), encoding="utf-8")
    return target


if __name__ == "__main__":
    print(f"写好了：{write()}")
