"""baixing paper, baixing ledger: every kind is listed, made into a file, and refused in plain words."""

from pathlib import Path

from openpyxl import load_workbook

from baixing_desktop.papers import page_count, page_texts
from baixing_desktop.usecases.papers import PAPERS
from tests.terminal.running import Terminal


def test_papers_and_ledgers_by_name(terminal: Terminal, tmp_path: Path) -> None:
    terminal.run("init", "--role", "workroom", "--unit", "SY", "--operator", "李敏")
    listed = terminal.json("paper", "--list")
    assert [row["name"] for row in listed["papers"]] == list(PAPERS)
    made = terminal.json("paper", "session", "-o", tmp_path / "接访.pdf")
    assert made["paper"] == "session"
    assert page_count((tmp_path / "接访.pdf").read_bytes()) == 1
    assert "接访记录" in "".join(page_texts((tmp_path / "接访.pdf").read_bytes()))
    terminal.run("ledger", "register", "--period", "2026-11", "--purpose", "月底核对", "-o", tmp_path / "台账.xlsx")
    assert load_workbook(tmp_path / "台账.xlsx").worksheets[0]["A1"].value == "海珠区“百姓提案”线索登记台账"


def test_wrong_names_formats_and_periods_are_explained(terminal: Terminal, tmp_path: Path) -> None:
    terminal.run("paper", code=2)
    terminal.run("paper", "无此纸", "-o", tmp_path / "a.pdf", code=1)
    assert "manifest" in terminal.said
    terminal.run("paper", "session", "-o", tmp_path / "a.txt", code=1)
    assert "pdf、xlsx、docx" in terminal.said
    terminal.run("ledger", "session", "-o", tmp_path / "a.xlsx", code=1)
    assert "不是台账" in terminal.said
    terminal.run("ledger", "register", "--period", "去年", "-o", tmp_path / "a.xlsx", code=1)
    assert "2026-11" in terminal.said
    assert not list(tmp_path.glob("a.*"))
