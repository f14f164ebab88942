"""Runs in the peers' environment, knows nothing of the program: one request a line, one answer a line, both JSON."""

import importlib
import json
import resource
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
    """All forms in one file, what this process held before, and the most that it took."""
    typst: Any = importlib.import_module("typst")
    source, data = Path(folder) / "book.typ", Path(folder) / "book.json"
    data.write_text(json.dumps(forms, ensure_ascii=False), encoding="utf-8")
    each = '#for (i, c) in json("book.json").enumerate() { if i > 0 { pagebreak() }; form(c) }\n'
    source.write_text(FORM + each, encoding="utf-8")
    before, begun = _memory("VmRSS"), time.perf_counter()
    pdf = typst.compile(str(source), format="pdf", font_paths=[fonts], ignore_system_fonts=True)
    spent = (time.perf_counter() - begun) * 1000
    return {"ms": spent, "bytes": len(pdf), "megabytes": _memory("VmHWM"), "before": before}


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


def anki_open(folder: str, records: str, url: str, far_url: str) -> int:
    """An empty collection for the records, one a line; ``far_url`` is the same server over the longer line."""
    collections: Any = importlib.import_module("anki.collection")
    _kept["lines"] = iter(Path(records).read_text(encoding="utf-8").splitlines())
    _kept["anki"] = collection = collections.Collection(str(Path(folder) / "clues.anki2"))
    _kept["logins"] = {one: collection.sync_login("bench", "bench", one) for one in (url, far_url)}
    kind = collection.models.new("Clue")
    for name in json.loads(next(_kept["lines"])):
        collection.models.add_field(kind, collection.models.new_field(name))
    template = collection.models.new_template("clue")
    template["qfmt"], template["afmt"] = "{{title}}", "{{analysis}}"
    collection.models.add_template(kind, template)
    collection.models.add(kind)
    return 0


def anki_write(count: int) -> int:
    """Add the next records."""
    collections: Any = importlib.import_module("anki.collection")
    collection, notes = _kept["anki"], list[Any]()
    kind = collection.models.by_name("Clue")
    for _ in range(count):
        note = collection.new_note(kind)
        for place, text in enumerate(json.loads(next(_kept["lines"])).values()):
            note.fields[place] = text
        notes.append(collections.AddNoteRequest(note=note, deck_id=1))
    collection.add_notes(notes)
    return len(notes)


def anki_first(url: str) -> dict[str, float]:
    """Send everything to a server that has nothing, as Anki does that: the file as a whole."""
    collection, login = _kept["anki"], _kept["logins"][url]

    def send() -> None:
        collection.sync_collection(login, False)  # it finds that the server is empty
        collection.close_for_full_sync()
        collection.full_upload_or_download(auth=login, server_usn=None, upload=True)
        collection.reopen(after_full_sync=True)

    return _spent(send)


def anki_send(url: str) -> dict[str, float]:
    """Send what is new."""
    done = list[Any]()
    spent = _spent(lambda: done.append(_kept["anki"].sync_collection(_kept["logins"][url], False)))
    if done[0].required != done[0].NO_CHANGES:
        raise ValueError(done[0])
    return spent


def _spent(act: Callable[[], object]) -> dict[str, float]:
    """What ``act`` took on the wall clock and of this process's processor (ms)."""
    before, begun = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    act()
    wall, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF)
    worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"ms": wall * 1000, "processor": worked * 1000}


def _memory(kind: str) -> float:
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith(kind)) / 1024


_DOING: dict[str, Callable[..., Any]] = {
    "typst_form": typst_form,
    "typst_book": typst_book,
    "fuzzy_load": fuzzy_load,
    "fuzzy_find": fuzzy_find,
    "anki_open": anki_open,
    "anki_write": anki_write,
    "anki_first": anki_first,
    "anki_send": anki_send,
}

if __name__ == "__main__":
    for line in sys.stdin:
        request = json.loads(line)
        answer = _DOING[request.pop("do")](**request)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
