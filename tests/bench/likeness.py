"""6: clues about the same matter, planted with the changes that people make, beside comparing with every clue."""

import random
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from baixing_desktop.domain.clue import Clue, ClueContent
from baixing_desktop.domain.rules.similarity import Rarity, differing_designators
from baixing_desktop.ids import new_id
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.similar import Similar, matter_of, rarity_here, similar_clues
from tests.bench import corpus, homes
from tests.bench.ground import Ground, at_95, milliseconds
from tests.bench.result import Fact, Findings, Ratio

BRUTE = 5
"""Texts compared with all: each takes seconds."""
STRANGER = 20_000_000
STRANGERS = 10
EACH_CLASS = 4
"""So many times the terms of the scale: one in eight would be 12.5 %."""
OTHER_SENTENCES = 11
ADDED = 100
MEANT_AT = 100_000
WHY = "在全文索引里查约 70 个字对，读出 12 条候选的全文（解密）来比"
WHY_SLOWEST = "；最慢的是有几句整句也在别的线索里的：12 条候选都要逐字衡量到看得出不像（每条约 0.4 ms），占近四成时间"
"""Of 17 ms of the processor (the machine was busy) where all candidates share a sentence: choosing them 6, reading them
and a first look 2, weighing them 6. Where none but the mate is promising it is 10 to 13 altogether."""
WHY_ADDING = "查重不另存东西，这里是线索的行和全文索引（约 1,000 个字对）"

Change = Callable[[str, random.Random], str]


def _edited(part: float) -> Change:
    def change(text: str, dice: random.Random) -> str:
        return "".join(chr(dice.randrange(0x4E00, 0x9000)) if dice.random() < part else one for one in text)

    return change


def _shuffled(text: str, dice: random.Random) -> str:
    sentences = text.removesuffix("。").split("。")
    return "。".join(dice.sample(sentences, len(sentences))) + "。"


def _shortened(text: str, dice: random.Random) -> str:
    sentences = text.removesuffix("。").split("。")
    return "。".join(one for one in sentences if dice.random() > 0.4) + "。"


CHANGES: Mapping[str, Change] = MappingProxyType(
    {
        "改了一成的字": _edited(0.1),
        "改了两成的字": _edited(0.2),
        "改了三成的字": _edited(0.3),
        "句子换了次序": _shuffled,
        "换了次序又改两成": lambda text, dice: _edited(0.2)(_shuffled(text, dice), dice),
        "删去四成句子": _shortened,
    }
)


def measure(ground: Ground) -> Findings:
    """Find what was planted; leave alone what was not."""
    findings = Findings()
    with closing(homes.filled(ground.kept, ground.place / "record", ground.scale.clues)) as desk:
        _measure(ground, desk, findings)
    return findings


def _measure(ground: Ground, desk: Desk, findings: Findings) -> None:
    dice, rarity, took, worked = random.Random(5), rarity_here(desk), list[float](), list[float]()
    known: dict[str, list[tuple[int, ClueContent]]] = {}
    for name, change in CHANGES.items():
        known[name] = [(number, _changed(number, change, dice)) for number in _some(ground, dice)]
        titles = [(corpus.content(number).title, content) for number, content in known[name]]
        found = [title in _titles(_found(desk, content, rarity, took, worked)) for title, content in titles]
        lost = [pair for pair, there in zip(known[name], found, strict=True) if not there]
        findings.at_least(f"找回：{name}", sum(found) / len(titles) * 100, "%", 98, _why_lost(lost, len(titles)))
    own, asked = corpus.language(OTHER_SENTENCES).sentences, range(STRANGER, STRANGER + STRANGERS * ground.scale.terms)
    offered = [_found(desk, corpus.content(number, own), rarity, took, worked) for number in asked]
    what, false = f"把不相干的 {len(asked)} 条当作相似（用词相同，句子都是新的）", [one for one in offered if one]
    findings.at_most(what, len(false) / len(asked) * 100, "%", 2, _why_alarmed(false))
    # Clues of this corpus are drawn from the same sentences: some share two or three whole ones with one in the record.
    alarms = sum(bool(_found(desk, corpus.content(number), rarity, took, worked)) for number in asked)
    findings.facts.append(Fact("有几句整句相同的当作相似", alarms / len(asked) * 100, "%"))
    findings.facts.append(Fact("查重一条，一半在此以内", sorted(took)[len(took) // 2], "ms"))
    findings.at_most("查重一条，95% 在此以内", at_95(took), "ms", 10, WHY + WHY_SLOWEST)
    findings.facts.append(Fact("查重一条，处理器，95% 在此以内", at_95(worked), "ms"))
    _beside_all(ground, desk, findings, rarity, [one for part in known.values() for one in part])
    findings.at_most("加一条", _adding(desk), "ms", 1, WHY_ADDING)


def _beside_all(
    ground: Ground, desk: Desk, findings: Findings, rarity: Rarity, planted: list[tuple[int, ClueContent]]
) -> None:
    if ground.peers.problem:
        findings.missing.append(f"rapidfuzz：{ground.peers.problem}")
        return
    texts = ground.place / "texts.txt"
    _write(texts, ground.scale.clues)
    ours, theirs = list[float](), list[float]()
    with ground.peers.working() as worker:
        worker.ask("fuzzy_load", path=str(texts))
        for _, content in planted[:: max(1, len(planted) // BRUTE)]:
            theirs.append(worker.ask("fuzzy_find", text=_text(content))["ms"])
            ours.append(milliseconds(lambda content=content: similar_clues(desk, content, rarity)))
    # What takes as long as there are clues is a tenth of it for a tenth of them: the goal is meant at 100,000.
    goal = MEANT_AT / ground.scale.clues / 500
    what = f"查重一条（{ground.scale.clues:,} 条；目标 1/500 指 {MEANT_AT:,} 条）"
    findings.ratios.append(Ratio(what, tuple(ours), "rapidfuzz 逐条比对", tuple(theirs), goal=goal, why=WHY))


def _some(ground: Ground, dice: random.Random) -> list[int]:
    return dice.sample(range(ground.scale.clues), min(EACH_CLASS * ground.scale.terms, ground.scale.clues))


def _changed(number: int, change: Change, dice: random.Random) -> ClueContent:
    content = corpus.content(number)
    return replace(
        content,
        title=_edited(0.3)(content.title, dice),
        analysis=change(content.analysis, dice),
        suggestions=change(content.suggestions, dice),
    )


def _found(desk: Desk, content: ClueContent, rarity: Rarity, took: list[float], worked: list[float]) -> list[Similar]:
    """The clues that are offered."""
    found: list[Similar] = []
    before = time.thread_time()
    took.append(milliseconds(lambda: found.extend(similar_clues(desk, content, rarity, limit=5))))
    worked.append((time.thread_time() - before) * 1000)
    return found


def _titles(found: list[Similar]) -> list[str]:
    return [one.clue.title for one in found]


def _why_lost(lost: list[tuple[int, ClueContent]], planted: int) -> str:
    """How many of those that were not found name another thing than they did before they were changed."""
    named = sum(bool(differing_designators(matter_of(one), matter_of(corpus.content(number)))) for number, one in lost)
    why = f"{planted} 条里没有找回 {len(lost)} 条"
    if named:
        why += f"，其中 {named} 条标题里小区、村、学校等的名称也被改成了别的：照规则，名称不同的不算同一件事"
    return why


def _why_alarmed(alarms: list[list[Similar]]) -> str:
    """What the clues have in common with those that were offered for them."""
    passages = [passage for found in alarms for passage in found[0].likeness.passages[:1]]
    return f"例如都有“{'”“'.join(passages[:3])}”" if passages else "共有的都是零散的字对"


def _adding(desk: Desk) -> float:
    """What a clue costs of a transaction that adds many: its row and its place in the index."""
    now = desk.now()
    new = [Clue(new_id(), "SY", corpus.content(STRANGER - number), now, now) for number in range(ADDED)]

    def add() -> None:
        with desk.store.writing(much=True) as tx, tx.clues.many_at_a_time():
            tx.clues.add_all(new)

    return milliseconds(add) / ADDED


def _write(path: Path, clues: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(_text(corpus.content(number)) + "\n" for number in range(clues))


def _text(content: ClueContent) -> str:
    return content.title + content.analysis + content.suggestions
