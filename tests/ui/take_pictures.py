"""Pictures of every page for the manual and for the eye, from the real program on a small sample district.

Usage: ``python -m tests.ui.take_pictures FOLDER [RATIO]`` in the checkout. The screen's ratio is fixed
before Qt starts, so each ratio is a process. ``manual`` instead of a folder makes those of the printed manual anew.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from tests.builders import PASSPHRASE, SetClock
from tests.ui.district import lively_district
from ui.main import make_application
from ui.pictures import LOOKS, MANUAL_LOOK, OFFICE_SHOTS, WORKROOM_SHOTS, one_of_each_page, take

ROOT = Path(__file__).resolve().parents[2]
MANUAL = "manual"
BOOKS = {"liaison": ("workroom", WORKROOM_SHOTS), "office": ("office", OFFICE_SHOTS)}
ADMINISTRATORS = ("people", "updates")
"""Pages that the administrator's book is about."""
_COLOURS = 128
"""Enough for a window without photographs, at a third of the size."""


def main(arguments: list[str]) -> int:
    """Take the pictures of one ratio, or start a process for each ratio."""
    if arguments[0] == MANUAL:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        _manual(ROOT / "resources" / "pictures")
        return 0
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    if len(arguments) > 1:
        _one_ratio(folder, float(arguments[1]))
        return 0
    codes = [_in_process(folder, ratio) for ratio in sorted({look.ratio for look in LOOKS})]
    return max(codes)


def _in_process(folder: Path, ratio: float) -> int:
    env = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": str(ratio)}
    return subprocess.run(
        [sys.executable, "-m", "tests.ui.take_pictures", str(folder), str(ratio)], env=env, check=False
    ).returncode


def _ignore(_kind: QtMsgType, _context: QMessageLogContext, _message: str) -> None:
    """The platform without a screen complains of having no window manager."""


def _manual(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    make_application()
    qInstallMessageHandler(_ignore)
    clock = SetClock()
    with tempfile.TemporaryDirectory(prefix="baixing-pictures-") as place:
        lively_district(Path(place), clock)
        for book, (home, shots) in BOOKS.items():
            pages = one_of_each_page(shots)
            taken = take(Path(place) / home, PASSPHRASE, Path(place), MANUAL_LOOK, pages, clock)
            for shot, path in zip(pages, taken, strict=True):
                named = f"{'admin' if shot.page in ADMINISTRATORS else book}-{shot.page}.png"
                with Image.open(path) as picture:
                    picture.convert("RGB").quantize(_COLOURS).save(folder / named, optimize=True)
                sys.stdout.write(f"{named}\n")


def _one_ratio(folder: Path, ratio: float) -> None:
    begun = time.monotonic()
    make_application()
    qInstallMessageHandler(_ignore)
    clock = SetClock()
    with tempfile.TemporaryDirectory(prefix="baixing-pictures-") as place:
        homes = Path(place)
        lively_district(homes, clock)
        for look in (look for look in LOOKS if look.ratio == ratio):
            for home, shots in (("workroom", WORKROOM_SHOTS), ("office", OFFICE_SHOTS)):
                taken = list(take(homes / home, PASSPHRASE, folder, look, shots, clock))
                seconds = time.monotonic() - begun
                sys.stdout.write(f"{look.name}  {home}  {len(taken)} 张  {seconds:.0f} 秒\n")
                sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
