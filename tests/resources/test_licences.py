"""The licence of the program and the notices of what others made."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_licence_is_mulan_psl_2_in_both_languages() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("木兰宽松许可证, 第2版\n")
    assert "如果中英文版本存在任何冲突不一致，以中文版为准。" in text
    assert "\n条款结束\n" in text
    assert "\nEND OF THE TERMS AND CONDITIONS\n" in text
    assert [f"{number}. " in text for number in range(7)] == [True] * 7


def test_every_bundled_kind_of_thing_has_its_notice() -> None:
    text = (ROOT / "NOTICE.md").read_text(encoding="utf-8")
    for mark in ("SIL Open Font License 1.1", "Lucide", "WTFPL", "ZETETIC LLC", "OpenSSL", "Apache License"):
        assert mark in text
    for folder in ("fonts", "icons", "reference"):
        for path in (ROOT / "resources" / folder).iterdir():
            assert path.name in text or f"{folder}/*{path.suffix}" in text or path.name == "README.md", path.name
