"""The doors to the bundled files: they open what is there and refuse everything else."""

import pytest

import resources


def test_every_kind_of_resource_opens() -> None:
    assert resources.font_path("NotoSerifSC-Regular.ttf").read_bytes()[:4] == b"\x00\x01\x00\x00"
    assert resources.icon_path("printer.svg").suffix == ".svg"
    assert resources.reference_text("units.json").startswith("{")


@pytest.mark.parametrize("name", ["missing.ttf", "OFL"])
def test_a_file_that_is_not_there_is_named(name: str) -> None:
    with pytest.raises(FileNotFoundError, match=name):
        resources.font_path(name)


@pytest.mark.parametrize("name", ["", "../reference/units.json", "fonts/NotoSerifSC-Regular.ttf", "/etc/hosts"])
def test_only_plain_file_names_are_taken(name: str) -> None:
    with pytest.raises(ValueError, match="plain file name"):
        resources.font_path(name)
