"""``python installer/check_wheels.py``: every locked package can be installed where the program must run.

The real machines are Windows 10/11 (win_amd64) and UOS V20 / Kylin V10 (glibc 2.28), so for each
Python that the project takes there must be a built wheel; nothing is ever compiled at a desk.
Packages for developers are only needed on Linux. Standard library only.
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from door_packages import Lock, LockError, Package, read_lock

CHECKOUT = Path(__file__).resolve().parent.parent
PYTHONS = (11, 12, 13)
NEWEST_GLIBC = (2, 28)
OLD_MANYLINUX = frozenset({"manylinux1_x86_64", "manylinux2010_x86_64", "manylinux2014_x86_64"})


@dataclass(frozen=True, slots=True)
class Target:
    """A kind of machine with a Python 3.``minor``; ``system`` is ``linux`` or ``win32``."""

    system: str
    minor: int

    @property
    def label(self) -> str:
        """How the target is named in messages."""
        platform = "manylinux_2_28_x86_64" if self.system == "linux" else "win_amd64"
        return f"{platform} cp3{self.minor}"

    def environments(self) -> Iterator[dict[str, str]]:
        """Marker values of the first and of a late patch release, for markers that tell them apart."""
        linux = self.system == "linux"
        for patch in (0, 99):
            version = f"3.{self.minor}.{patch}"
            yield {
                "implementation_name": "cpython",
                "implementation_version": version,
                "os_name": "posix" if linux else "nt",
                "platform_machine": "x86_64" if linux else "AMD64",
                "platform_python_implementation": "CPython",
                "platform_system": "Linux" if linux else "Windows",
                "python_full_version": version,
                "python_version": f"3.{self.minor}",
                "sys_platform": self.system,
            }

    def takes(self, filename: str) -> bool:
        """Whether the wheel of this file name installs on the target.

        Raises:
            LockError: not the name of a wheel.
        """
        parts = filename.removesuffix(".whl").split("-")
        if not filename.endswith(".whl") or len(parts) not in (5, 6):
            raise LockError(f"not the name of a wheel: {filename}")
        pythons, abis, platforms = (part.split(".") for part in parts[-3:])
        return any(self._takes_platform(each) for each in platforms) and any(
            self._takes_python(python, abi) for python in pythons for abi in abis
        )

    def _takes_python(self, python: str, abi: str) -> bool:
        found = re.fullmatch(r"(cp|py)3(\d*)", python)
        if found is None:
            return False
        kind, minor = found[1], int(found[2] or 0)
        if abi == "none":
            return minor <= self.minor if kind == "py" else minor == self.minor
        if abi == "abi3":
            return kind == "cp" and minor <= self.minor
        return kind == "cp" and minor == self.minor and abi == f"cp3{self.minor}"

    def _takes_platform(self, platform: str) -> bool:
        if platform == "any":
            return True
        if self.system == "win32":
            return platform == "win_amd64"
        found = re.fullmatch(r"manylinux_(\d+)_(\d+)_x86_64", platform)
        if found is None:
            return platform in OLD_MANYLINUX
        return (int(found[1]), int(found[2])) <= NEWEST_GLIBC


def wheel_problems(lock: Lock) -> list[str]:
    """A Chinese line for each package and target without a usable wheel; empty when all is well.

    Raises:
        LockError: the lock file contradicts itself.
    """
    problems: dict[str, None] = {}
    for minor in PYTHONS:
        for system, groups in (("linux", tuple(lock.project.groups)), ("win32", ())):
            target = Target(system, minor)
            for environment in target.environments():
                for package in lock.reachable(environment, groups):
                    if not any(target.takes(wheel.filename) for wheel in package.wheels):
                        problems[_no_wheel(package, target)] = None
    return list(problems)


def stale_problems(lock: Lock, pyproject: str) -> list[str]:
    """A Chinese line for each dependency that ``pyproject.toml`` (its text) and the lock do not share."""
    declared = tomllib.loads(pyproject)
    wanted = {"": declared["project"].get("dependencies", []), **declared.get("dependency-groups", {})}
    locked = {"": lock.project.dependencies, **lock.project.groups}
    problems: list[str] = []
    for group in sorted({*wanted, *locked}):
        names = {_requirement_name(line) for line in wanted.get(group, [])}
        pinned = {wish.name for wish in locked.get(group, ())}
        problems += [f"{name}：pyproject.toml 里有，uv.lock 里没有，请重新锁定" for name in sorted(names - pinned)]
        problems += [f"{name}：uv.lock 里有，pyproject.toml 里没有，请重新锁定" for name in sorted(pinned - names)]
    return problems


def main(checkout: Path = CHECKOUT) -> int:
    """Check the files of ``checkout``, print a line per problem; 0 when there is none, otherwise 1."""
    try:
        problems = _problems(checkout)
    except (LockError, OSError) as error:
        problems = [f"依赖清单读不懂：{error}"]
    for problem in problems:
        print(problem)
    if problems:
        return 1
    print("需要的依赖包都有现成的安装文件（manylinux_2_28_x86_64 和 win_amd64，Python 3.11 至 3.13）。")
    return 0


def _problems(checkout: Path) -> list[str]:
    lock = read_lock(checkout / "uv.lock")
    return wheel_problems(lock) + stale_problems(lock, (checkout / "pyproject.toml").read_text(encoding="utf-8"))


def _no_wheel(package: Package, target: Target) -> str:
    return f"{package.name} {package.version}：没有可用于 {target.label} 的安装文件"


def _requirement_name(line: str) -> str:
    found = re.match(r"[A-Za-z0-9][A-Za-z0-9._-]*", line)
    if found is None:
        raise LockError(f"not a requirement: {line}")
    return re.sub(r"[-_.]+", "-", found.group()).lower()


if __name__ == "__main__":
    sys.exit(main())
