"""Runs in the peers' environment, knows nothing of the program: one request a line, one answer a line, both JSON."""

import importlib
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

FORM = """#set page(paper: "a4", margin: (x: 20mm, y: 16mm))
#set text(font: "Noto Serif SC", size: 10.5pt, lang: "zh")
#let form(c) = [
#align(center, text(18pt)[海珠区“百姓提案”线索表])
#table(columns: (70pt, 1fr, 70pt, 150pt), align: horizon, inset: 6pt,
 [标　　题], table.cell(colspan: 3, c.title), [姓　　名], c.name, [联系电话], c.phone,
 [联系地址], table.cell(colspan: 3, c.address), [线索来源], c.source, [登记日期], c.date,
 [情况分析], table.cell(colspan: 3, par(first-line-indent: 2em, leading: 6pt, c.analysis)),
 [具体建议], table.cell(colspan: 3, par(first-line-indent: 2em, leading: 6pt, c.suggestions)),
 [审核意见], table.cell(colspan: 3, v(40pt)))]
"""

_kept: dict[str, Any] = {}


def typst_form(form: dict[str, str], fonts: str, folder: str) -> dict[str, float]:
    """One form as one file; the compiler is made once."""
    typst: Any = importlib.import_module("typst")
    if "compiler" not in _kept:
        source = Path(folder) / "form.typ"
        source.write_text(FORM + '#form(json(bytes(sys.inputs.at("c"))))\n', encoding="utf-8")
        _kept["compiler"] = typst.Compiler(str(source), font_paths=[fonts], ignore_system_fonts=True)
    begun = time.perf_counter()
    given = {"c": json.dumps(form, ensure_ascii=False)}
    pdf = _kept["compiler"].compile(format="pdf", sys_inputs=given)
    return {"ms": (time.perf_counter() - begun) * 1000, "bytes": len(pdf)}


def typst_book(forms: list[dict[str, str]], fonts: str, folder: str) -> dict[str, float]:
    """All forms in one file, and the most memory that took."""
    typst: Any = importlib.import_module("typst")
    source, data = Path(folder) / "book.typ", Path(folder) / "book.json"
    data.write_text(json.dumps(forms, ensure_ascii=False), encoding="utf-8")
    each = '#for (i, c) in json("book.json").enumerate() { if i > 0 { pagebreak() }; form(c) }\n'
    source.write_text(FORM + each, encoding="utf-8")
    begun = time.perf_counter()
    pdf = typst.compile(str(source), format="pdf", font_paths=[fonts], ignore_system_fonts=True)
    return {"ms": (time.perf_counter() - begun) * 1000, "bytes": len(pdf), "megabytes": _peak()}


def fuzzy_load(path: str) -> int:
    """Read the texts, one a line."""
    _kept["texts"] = Path(path).read_text(encoding="utf-8").splitlines()
    return len(_kept["texts"])


def fuzzy_find(text: str) -> dict[str, Any]:
    """The five texts most like ``text`` by comparing all of them."""
    process: Any = importlib.import_module("rapidfuzz.process")
    fuzz: Any = importlib.import_module("rapidfuzz.fuzz")
    begun = time.perf_counter()
    found = process.extract(text, _kept["texts"], scorer=fuzz.ratio, score_cutoff=55, limit=5)
    return {"ms": (time.perf_counter() - begun) * 1000, "found": [one[2] for one in found]}


def _peak() -> float:
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024


_DOING: dict[str, Callable[..., Any]] = {
    "typst_form": typst_form,
    "typst_book": typst_book,
    "fuzzy_load": fuzzy_load,
    "fuzzy_find": fuzzy_find,
}

if __name__ == "__main__":
    for line in sys.stdin:
        request = json.loads(line)
        answer = _DOING[request.pop("do")](**request)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
