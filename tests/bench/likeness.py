"""6: clues about the same matter, planted with the changes that people make, beside comparing with every clue."""

import random
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from baixing_desktop.domain.clue import ClueContent
from baixing_desktop.domain.rules.similarity import Rarity
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.similar import rarity_here, similar_clues
from tests.bench import corpus, homes
from tests.bench.ground import Ground, at_95, milliseconds
from tests.bench.result import Fact, Findings, Ratio

BRUTE = 5
"""Texts compared with all: each takes seconds."""
STRANGER = 20_000_000

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
    dice, rarity, took = random.Random(5), rarity_here(desk), list[float]()
    known: dict[str, list[tuple[int, ClueContent]]] = {}
    for name, change in CHANGES.items():
        known[name] = [(number, _changed(number, change, dice)) for number in _some(ground, dice)]
        titles = [(corpus.content(number).title, content) for number, content in known[name]]
        hits = sum(title in _found(desk, content, rarity, took) for title, content in titles)
        findings.at_least(f"找回：{name}", hits / len(titles) * 100, "%", 98)
    strangers = [corpus.content(STRANGER + number) for number in range(ground.scale.terms)]
    alarms = sum(bool(_found(desk, content, rarity, took)) for content in strangers)
    findings.at_most("把不相干的当作相似", alarms / len(strangers) * 100, "%", 2)
    findings.facts.append(Fact("查重一条，一半在此以内", sorted(took)[len(took) // 2], "ms"))
    findings.at_most("查重一条，95% 在此以内", at_95(took), "ms", 10)
    _beside_all(ground, desk, findings, rarity, [one for part in known.values() for one in part])


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
    findings.ratios.append(Ratio("查重一条", tuple(ours), "rapidfuzz 逐条比对", tuple(theirs), goal=1 / 500))


def _some(ground: Ground, dice: random.Random) -> list[int]:
    return dice.sample(range(ground.scale.clues), ground.scale.terms)


def _changed(number: int, change: Change, dice: random.Random) -> ClueContent:
    content = corpus.content(number)
    return replace(
        content,
        title=_edited(0.3)(content.title, dice),
        analysis=change(content.analysis, dice),
        suggestions=change(content.suggestions, dice),
    )


def _found(desk: Desk, content: ClueContent, rarity: Rarity, took: list[float]) -> list[str]:
    """The titles of the clues that are offered."""
    found: list[str] = []
    took.append(
        milliseconds(lambda: found.extend(one.clue.title for one in similar_clues(desk, content, rarity, limit=5)))
    )
    return found


def _write(path: Path, clues: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(_text(corpus.content(number)) + "\n" for number in range(clues))


def _text(content: ClueContent) -> str:
    return content.title + content.analysis + content.suggestions
