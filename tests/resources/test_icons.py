"""The bundled icons: all drawn to one measure, coloured by the program, free of anything to fetch or run."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

import resources

SVG = "{http://www.w3.org/2000/svg}"
FOLDER = resources.icon_path("baixing.svg").parent
NAMES = (
    "home file-text file-plus send inbox check x printer search settings lock usb wifi wifi-off refresh-cw user users "
    "clock alert-triangle info chevron-right chevron-left chevron-down paperclip calendar message-square folder-open "
    "eye eye-off undo-2 help-circle landmark stamp route mail phone map-pin list plus moon sun save archive git-merge"
)
DRAWN = {"svg", "g", "path", "circle", "rect", "line", "polyline", "polygon", "ellipse"}


def parsed(name: str) -> ElementTree.Element:
    # Our own files, just read from the checkout.
    return ElementTree.fromstring(resources.icon_path(f"{name}.svg").read_text(encoding="utf-8"))  # noqa: S314


def test_the_set_is_complete_and_holds_nothing_else() -> None:
    assert {path.stem for path in FOLDER.glob("*.svg")} == {*NAMES.split(), "baixing"}


@pytest.mark.parametrize("name", NAMES.split())
def test_an_icon_is_a_24_by_24_line_drawing_in_the_current_colour(name: str) -> None:
    icon = parsed(name)
    assert icon.tag == f"{SVG}svg"
    assert icon.get("viewBox") == "0 0 24 24"
    assert (icon.get("fill"), icon.get("stroke"), icon.get("stroke-width")) == ("none", "currentColor", "2")
    assert len(icon) > 0


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.svg")), ids=lambda path: path.stem)
def test_an_icon_only_draws(path: Path) -> None:
    elements = list(parsed(path.stem).iter())
    assert {element.tag.removeprefix(SVG) for element in elements} <= DRAWN
    attributes = {attribute for element in elements for attribute in element.attrib}
    assert not {name for name in attributes if name.startswith("on") or name.endswith("href")}


def test_the_licence_of_the_set_is_there() -> None:
    licence = resources.icon_path("LICENSE-lucide.txt").read_text(encoding="utf-8")
    assert licence.startswith("ISC License")
    assert "Cole Bemis" in licence
