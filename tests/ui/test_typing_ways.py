"""Which way Chinese words come in, for the desktops people have."""

import pytest

from ui.typing.detect import IBUS, PORTAL, Way, choose, fcitx_name, prepare

UOS = {"DISPLAY": ":0", "QT_IM_MODULE": "fcitx", "XMODIFIERS": "@im=fcitx"}
FCITX4 = fcitx_name(":0")


CASES: list[tuple[dict[str, str], set[str], bool, Way]] = [
    (UOS, {PORTAL, FCITX4}, False, Way.PORTAL),  # fcitx 5
    (UOS, {FCITX4}, False, Way.BRIDGE),  # fcitx 4
    ({"DISPLAY": ":0", "QT_IM_MODULE": "ibus"}, {IBUS}, True, Way.IBUS),
    ({"DISPLAY": ":0"}, {IBUS}, False, Way.QT),  # Qt's plugin would refuse
    ({"DISPLAY": ":0"}, set(), False, Way.QT),
    ({"DISPLAY": ":0", "QT_IM_MODULE": "compose"}, {PORTAL}, True, Way.QT),  # somebody's own wish
    ({"DISPLAY": ":1.0"}, {FCITX4}, False, Way.QT),  # another screen's input method
]


@pytest.mark.parametrize(("environment", "owned", "daemon", "way"), CASES)
def test_the_way(environment: dict[str, str], owned: set[str], daemon: bool, way: Way) -> None:
    assert choose(environment, owned.__contains__, ibus_daemon=daemon) is way


@pytest.mark.parametrize(("display", "number"), [(":0", 0), (":99.0", 99), ("host:3.1", 3), ("", 0)])
def test_the_name_of_fcitx_on_a_screen(display: str, number: int) -> None:
    assert fcitx_name(display) == f"org.fcitx.Fcitx-{number}"


def test_without_a_session_bus_nothing_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/at/all")
    environment = {"DISPLAY": ":0", "QT_IM_MODULE": "fcitx"}
    assert prepare(environment) is Way.QT
    assert environment == {"DISPLAY": ":0", "QT_IM_MODULE": "fcitx"}
