"""A real screen of our own: X server, session bus, Chinese input method, and real key events. Nothing of it is mocked.

Everything runs as one process group, started by ``dbus-run-session`` and ended with it.
"""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Self

import pytest

from tests.effort import EVERYTHING

NEEDED = ("Xvfb", "xdotool", "fcitx5", "fcitx5-remote", "dbus-run-session", "dbus-send")
PATIENCE_S = 60.0
SLOW_S = 15.0
"""In which even a busy computer opens a desk."""
SAVED_S = 8.0
"""In which even a busy computer has written down what was typed."""
LOCKED = "百姓提案线索工作台"
_PROFILE = """\
[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin

[Groups/0/Items/0]
Name=keyboard-us
Layout=

[Groups/0/Items/1]
Name=pinyin
Layout=

[GroupOrder]
0=Default
"""
_NOT_NEEDED = "wayland,kimpanel,clipboard,notificationitem,notifications,unicode,quickphrase"


def missing() -> list[str]:
    """What this computer lacks for such a screen."""
    return [name for name in NEEDED if shutil.which(name) is None]


REAL_SCREEN = pytest.mark.skipif(bool(missing()), reason=f"not installed here: {', '.join(missing())}")
THOROUGH = pytest.mark.skipif(not EVERYTHING, reason="takes minutes: BAIXING_EVERYTHING=1 tries it")


class Screen:
    """An X server with a session bus and fcitx 5; programs are started on it and keys are pressed on it."""

    def __init__(self, home: Path, *, size: str = "1366x768") -> None:
        self._home = home
        self._bus = self.display = ""
        self._started: list[subprocess.Popen[bytes]] = []
        profile = home / ".config" / "fcitx5" / "profile"
        profile.parent.mkdir(parents=True)
        profile.write_text(_PROFILE)
        reading, writing = os.pipe()
        server = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{size}x24", "-nolisten", "tcp"]
        self._start(server, {}, pass_fds=(writing,))
        os.close(writing)
        with os.fdopen(reading) as told:
            self.display = f":{told.readline().strip()}"
        self._begin_bus()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for process in reversed(self._started):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
                try:
                    process.wait(10)
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.wait()

    def run(self, command: Sequence[str], **more: str) -> "subprocess.Popen[bytes]":
        """Start a program on this screen."""
        return self._start(command, {"QT_IM_MODULE": "fcitx", "QT_QPA_PLATFORM": "xcb", **more})

    def typing_chinese(self, *, on: bool) -> None:
        """Switch the input method."""
        self._tool("fcitx5-remote", "-s", "pinyin" if on else "keyboard-us")
        if on:
            self._tool("fcitx5-remote", "-o")

    def focus(self, title: str) -> None:
        """Give the keyboard to the window with this title, as a window manager would; there is none here."""
        self.until(lambda: self.titled(title), f"no window {title!r}")
        windows = self._tool("xdotool", "search", "--onlyvisible", "--name", title) or ""
        self._tool("xdotool", "windowfocus", "--sync", windows.split()[-1])

    def titled(self, title: str) -> bool:
        """Whether a visible window has these words in its title."""
        return self._tool("xdotool", "search", "--onlyvisible", "--name", title, strict=False) is not None

    def press(self, *keys: str) -> None:
        """Press keys by their X names, such as ``ctrl+n`` or ``Return``."""
        for key in keys:
            self._tool("xdotool", "key", "--delay", "30", key)

    def type(self, letters: str, *, pause_ms: int = 25) -> None:
        """Type ASCII letter by letter; the input method may make Chinese of them."""
        self._tool("xdotool", "type", "--delay", str(pause_ms), letters)

    def write_chinese(self, pinyin: str, arrived: Callable[[], bool]) -> None:
        """Type Chinese into the field until it is there. A busy computer may show the field after the first keys; and
        the input method is switched on for the field that has the keyboard, so a field that came later needs it again.
        """

        def written() -> bool:
            self.typing_chinese(on=True)
            self.press("ctrl+a")
            self.type(pinyin)
            self.press("space")
            return _comes(arrived, SAVED_S)

        self.until(written, f"{pinyin} never came")

    def unlock(self, passphrase: str, desk: str) -> None:
        """Sit down at the locked window; ``desk`` is in its title once it is open."""
        self.focus(LOCKED)
        self.typing_chinese(on=False)

        def opened() -> bool:
            # The field comes a moment after the window; until then keys go nowhere. Later ones would go into the desk.
            self.press("ctrl+a")
            self.type(passphrase)
            self.press("Return")
            return _comes(lambda: self.titled(desk), SLOW_S)

        self.until(opened, "the desk never opened")

    @staticmethod
    def until(condition: Callable[[], bool], what: str) -> None:
        """Wait until ``condition`` holds; fails with ``what``."""
        assert _comes(condition, PATIENCE_S), what

    @staticmethod
    def comes_soon(condition: Callable[[], bool]) -> bool:
        """Whether ``condition`` holds within two seconds."""
        return _comes(condition, 2.0)

    # -- inside

    def _begin_bus(self) -> None:
        """A session bus with the input method on it."""
        address = self._home / "bus"
        script = (
            f'echo "$DBUS_SESSION_BUS_ADDRESS" > "{address}.part" && mv "{address}.part" "{address}" && exec fcitx5'
        )
        self._start(["dbus-run-session", "--", "sh", "-c", f"{script} --disable={_NOT_NEEDED}"], {})
        self.until(address.exists, "no session bus")
        self._bus = address.read_text().strip()
        self.until(self._has_input_method, "the input method never came up")

    def _has_input_method(self) -> bool:
        # Whoever calls it before it is there has the bus start another one, and one of the two ends, with the bus.
        bus = "org.freedesktop.DBus"
        asked = ("--session", "--print-reply", f"--dest={bus}", "/", f"{bus}.NameHasOwner", "string:org.fcitx.Fcitx5")
        return "true" in (self._tool("dbus-send", *asked, strict=False) or "")

    def _environment(self, more: Mapping[str, str]) -> dict[str, str]:
        quiet = {"HOME": str(self._home), "XDG_RUNTIME_DIR": str(self._home), "LANG": "C.UTF-8"}
        place = {"DISPLAY": self.display, "DBUS_SESSION_BUS_ADDRESS": self._bus}
        return {**os.environ, **quiet, **{name: value for name, value in place.items() if value}, **more}

    def _start(
        self, command: Sequence[str], more: Mapping[str, str], pass_fds: Sequence[int] = ()
    ) -> "subprocess.Popen[bytes]":
        with (self._home / "log").open("ab") as log:
            process = subprocess.Popen(
                command,
                env=self._environment(more),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=pass_fds,
                start_new_session=True,
            )
        self._started.append(process)
        return process

    def _tool(self, *command: str, strict: bool = True) -> str | None:
        answer = subprocess.run(
            command, env=self._environment({}), capture_output=True, text=True, check=False, timeout=PATIENCE_S
        )
        if strict:
            assert answer.returncode == 0, (command, answer.stderr)
        return answer.stdout if answer.returncode == 0 else None


def _comes(condition: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() >= end:
            return False
        time.sleep(0.1)
    return True
