"""Filling the virtual environment with exactly what ``uv.lock`` pins, checked by hash."""

import os
import re
import shutil
import subprocess
import sys
import venv
from collections import deque
from collections.abc import Iterable, Sequence

import door_system
from door_markers import this_environment
from door_packages import Lock, Package, requirement
from door_state import State, Venv, this_python
from door_turn import Turn
from door_words import LINES_SHOWN, DoorError, say

RUNTIME = "runtime"
WORTH_A_LINE = 5.0  # MB
DOWNLOADING = re.compile(r"Downloading \S*?([^/\s]+?)-(?=\d)[^/\s]+\.whl.*?\(([\d.]+) MB\)")
VERSION_CODE = "import sys; print(sys.implementation.name, *sys.version_info[:2])"
PIP_SETTINGS = {
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    "PIP_NO_INPUT": "1",
    "PIP_PROGRESS_BAR": "off",
    "PIP_ROOT_USER_ACTION": "ignore",
    "PIP_USER": "0",  # some people's own settings would put everything into the home folder
}


class Filling:
    """One filling of ``place`` by the holder of ``turn``.

    Args:
        place: the virtual environment; made, mended or added to as needed.
        turn: held by the caller, and by every pip that is started.
        lock: what to install.
        lock_digest: identifies ``lock`` at the next start.
    """

    def __init__(self, place: Venv, turn: Turn, lock: Lock, lock_digest: str) -> None:
        self._place = place
        self._turn = turn
        self._lock = lock
        self._lock_digest = lock_digest

    def fill(self, groups: Sequence[str]) -> None:
        """Install the program's packages and those of ``groups``.

        Raises:
            DoorError: pip could not; the environment is as before, or will be made anew.
            LockError: the lock file lacks something.
        """
        environment = this_environment()
        plan = {RUNTIME: self._lock.reachable(environment)}
        plan.update((group, self._lock.reachable(environment, [group])) for group in groups)
        everything = self._lock.reachable(environment, self._lock.project.groups)
        before = self._usable_state()
        untouched = set(os.listdir(self._place.site))
        self._place.write_state(State(ready=False, lock="", python="", packages={}))
        try:
            self._remove_leftovers(before, everything)
            self._install({package.name: package for part in plan.values() for package in part}.values())
        except DoorError:
            # Pip downloads everything before it changes anything, so most failures leave all as it was.
            if set(os.listdir(self._place.site)) == untouched:
                self._place.write_state(before)
            raise
        self._place.write_state(self._new_state(before, plan))

    def _usable_state(self) -> State | None:
        """The state to build on, after making the environment anew if it is absent or broken."""
        state = self._place.read_state()
        whole = state is None or (state.ready and state.python == this_python())
        if whole and self._python_works():
            return state
        say("正在建立 Python 运行环境（.venv）……")
        for entry in self._place.folder.iterdir():
            if entry == self._place.notes:
                continue
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()
        venv.EnvBuilder(symlinks=os.name != "nt").create(self._place.folder)
        return None

    def _python_works(self) -> bool:
        if not (self._place.python.exists() and self._place.site.is_dir()):
            return False
        try:
            answer = subprocess.run(
                [self._place.python, "-I", "-c", VERSION_CODE], capture_output=True, encoding="utf-8", check=False
            )
        except OSError:  # a file that is no program at all
            return False
        return answer.stdout.split() == [sys.implementation.name, *map(str, sys.version_info[:2])]

    def _remove_leftovers(self, before: State | None, everything: Iterable[Package]) -> None:
        """Take out what the door once installed and the lock file no longer holds."""
        if before is None:
            return
        kept = {package.name for package in everything}
        known = {distribution_name(folder) for part in before.packages.values() for folder in part}
        if leftovers := sorted(known - kept):
            self._pip("uninstall", "--yes", *leftovers)

    def _install(self, packages: Iterable[Package]) -> None:
        lines = [requirement(package) for package in packages]
        wanted = self._place.notes / "requirements.txt"
        wanted.write_text("\n".join(lines) + "\n", encoding="utf-8")
        say(f"正在安装 {len(lines)} 个依赖包，首次需要下载，请稍候……")
        self._pip("install", "--no-deps", "--require-hashes", "--only-binary", ":all:", "--requirement", str(wanted))
        checkout = os.path.relpath(self._place.checkout, self._place.site)
        self._place.path_file.write_text(checkout + "\n", encoding="utf-8")

    def _new_state(self, before: State | None, plan: dict[str, list[Package]]) -> State:
        present = [name for name in os.listdir(self._place.site) if name.endswith(".dist-info")]
        folders = {distribution_name(name): name for name in present}
        packages = {group: [folders[package.name] for package in part] for group, part in plan.items()}
        if before is not None and before.lock == self._lock_digest:
            packages = {**before.packages, **packages}
        return State(ready=True, lock=self._lock_digest, python=this_python(), packages=packages)

    def _pip(self, *arguments: str) -> None:
        """Run pip, telling of large downloads as they begin.

        Raises:
            DoorError: pip failed; with its last lines.
        """
        with subprocess.Popen(
            [*self._pip_command(), "--python", str(self._place.python), *arguments],
            env={**os.environ, **PIP_SETTINGS},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            pass_fds=[self._turn.descriptor] if os.name == "posix" else [],
        ) as pip:
            last = deque[str](maxlen=LINES_SHOWN)
            for line in pip.stdout or ():
                last.append(line.rstrip())
                if announcement := download_announcement(line):
                    say(announcement)
        if pip.returncode:
            raise DoorError(
                "依赖包没有装成，pip 说：",
                "源代码和数据都没有改动。",
                "请检查网络、代理设置和磁盘空间，再运行同一命令。",
                list(last),
            )

    def _pip_command(self) -> list[str]:
        found = door_system.pip_command()
        if found is None:
            own = [str(self._place.python), "-m"]
            made = subprocess.run([*own, "ensurepip"], capture_output=True, encoding="utf-8", check=False)
            if made.returncode:
                raise DoorError(
                    "这个 Python 里没有 pip，也没能补上：",
                    "源代码和数据都没有改动。",
                    "请给它装上 pip，或换一个带 pip 的 Python，再运行同一命令。",
                    made.stderr.strip().splitlines()[-LINES_SHOWN:],
                )
            found = [*own, "pip"]
        return found


def distribution_name(folder: str) -> str:
    """The package that a folder such as ``PySide6_Essentials-6.8.3.dist-info`` belongs to, normalised."""
    return re.sub(r"[-_.]+", "-", folder.partition("-")[0]).lower()


def download_announcement(line: str) -> str:
    """A Chinese line for pip's own line about a download; empty for a small one or any other line."""
    found = DOWNLOADING.search(line)
    if found is None or float(found[2]) < WORTH_A_LINE:
        return ""
    return f"  正在下载 {found[1]}（{float(found[2]):.0f} MB）……"
