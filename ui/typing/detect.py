"""Which way words typed in Chinese reach this program; decided before Qt starts.

Qt's wheels carry a plugin for ibus only, and that plugin asks for an ``ibus-daemon`` in the path unless it is told to
use the portal. UOS and Kylin set ``QT_IM_MODULE=fcitx``, for which there is no plugin at all, so nothing but ASCII
could be typed. Fcitx 5 answers on the portal; fcitx 4 is reached by our own :mod:`ui.typing.bridge`.
"""

import os
import shutil
import sys
from collections.abc import Callable, Mapping, MutableMapping
from enum import StrEnum

PORTAL = "org.freedesktop.portal.IBus"
IBUS = "org.freedesktop.IBus"
_KNOWN = ("", "fcitx", "fcitx5", "ibus", "xim")


class Way(StrEnum):
    """How typed words come in. ``QT`` leaves everything as it is."""

    QT = "qt"
    IBUS = "ibus"
    PORTAL = "portal"
    BRIDGE = "bridge"


def fcitx_name(display: str) -> str:
    """The bus name of fcitx 4 on this X display (``:0``, ``:99.0``); fcitx 5 answers to it too."""
    return f"org.fcitx.Fcitx-{display.rpartition(':')[2].partition('.')[0] or '0'}"


def choose(environment: Mapping[str, str], owned: Callable[[str], bool], *, ibus_daemon: bool) -> Way:
    """The way for this environment. ``owned`` says whether somebody answers to a name on the session bus.

    What the user set on purpose (``QT_IM_MODULE=compose`` and the like) is respected.
    """
    if environment.get("QT_IM_MODULE", "") not in _KNOWN or environment.get("QT_IM_MODULES"):
        return Way.QT
    if owned(PORTAL):
        return Way.PORTAL
    if owned(IBUS) and ibus_daemon:
        return Way.IBUS
    if owned(fcitx_name(environment.get("DISPLAY", ""))):
        return Way.BRIDGE
    return Way.QT


def prepare(environment: MutableMapping[str, str] | None = None) -> Way:
    """Look at the session bus and set what Qt reads when it starts. Call before the application is made."""
    environment = os.environ if environment is None else environment
    if sys.platform != "linux" or environment.get("QT_QPA_PLATFORM") == "offscreen":
        return Way.QT
    way = _ask_bus(environment)
    if way in (Way.PORTAL, Way.IBUS):
        environment["QT_IM_MODULE"] = "ibus"
        # Otherwise each key goes to the input method and comes back by itself, and on a busy computer two of them may
        # change places: what was typed fast is then written in another order.
        environment.setdefault("IBUS_ENABLE_SYNC_MODE", "1")
    if way is Way.PORTAL:
        environment["IBUS_USE_PORTAL"] = "1"
    if way is Way.BRIDGE:
        environment["QT_IM_MODULE"] = "none"  # the bridge alone; Qt would complain of a missing plugin
    return way


def _ask_bus(environment: Mapping[str, str]) -> Way:
    from ui.typing.bus import NoBusError, SessionBus  # noqa: PLC0415 - only where there is a session bus

    try:
        bus = SessionBus()
    except NoBusError:
        return Way.QT
    try:
        return choose(environment, bus.owned, ibus_daemon=shutil.which("ibus-daemon") is not None)
    except NoBusError:
        return Way.QT
    finally:
        bus.close()
