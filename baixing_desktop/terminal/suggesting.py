"""The command of suggestions: suggest."""

import json
from argparse import Namespace
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from baixing_desktop.canonical import Plain
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.outcomes import Route
from baixing_desktop.domain.rules.similarity import Matter
from baixing_desktop.domain.rules.suggesting import SURE_FROM, Guess, Lesson, Suggester
from baixing_desktop.errors import InputError
from baixing_desktop.files import reason_of
from baixing_desktop.terminal.opening import opened
from baixing_desktop.terminal.output import Output
from baixing_desktop.usecases.reading import find_clue
from baixing_desktop.usecases.suggesting import Advice, Learned, learn_decisions, suggestions_for

BINS = 10


def suggest(arguments: Namespace, out: Output) -> None:
    """Suggest for one clue of the record, or try the rule on two files of decided texts."""
    if arguments.train is not None:
        _try(arguments.train, arguments.test, out)
        return
    with opened(arguments) as desk:
        clue = find_clue(desk, arguments.id)
        found = suggestions_for(desk, clue.id, learn_decisions(desk, Learned()))
        route, handler = found.route, found.handler
        out.say(f"{clue.number}\t{clue.content.title}")
        if route:
            out.say(_line("分类", label(Route(route.code)), route))
        if handler:
            out.say(_line("单位", desk.reference.unit_name(handler.code), handler))
        if not (route or handler):
            out.say("\t以往的决定还不够多，或者把握不大，不作建议。")
        out.document({"id": clue.id, "number": clue.number, "route": _plain(route), "handler": _plain(handler)})


def _line(what: str, name: str, advice: Advice) -> str:
    earlier = "、".join(clue.number for clue in advice.earlier)
    like = f"；与 {earlier} 相近" if earlier else ""
    words = f"文中“{'”“'.join(advice.words)}”" if advice.words else "用词相近"
    return f"\t{what}建议：{name}\t把握 {advice.confidence:.0%}\t{words}{like}（参考 {advice.of} 次决定）"


def _plain(advice: Advice | None) -> Plain:
    if advice is None:
        return None
    return {
        "code": advice.code,
        # Canonical JSON has no fractions: thousandths.
        "confidence_permille": round(advice.confidence * 1000),
        "words": list(advice.words),
        "earlier": [clue.number for clue in advice.earlier],
        "decisions": advice.of,
        "committees": list(advice.committees),
    }


# -- trying the rule


@dataclass(frozen=True, slots=True)
class Tried:
    """One text whose label is known, and what was guessed."""

    label: str
    guess: Guess

    @property
    def right(self) -> bool:
        """Whether the guess is the label."""
        return self.label == self.guess.label


def _try(train: Path, test: Path, out: Output) -> None:
    lessons, asked = _lessons(train), _lessons(test)
    learned = Suggester.of(lessons)
    tried = [Tried(lesson.label, learned.guesses(lesson.matter)[0]) for lesson in asked]
    scores = _f1(tried)
    macro = sum(scores.values()) / len(scores)
    right = sum(one.right for one in tried) / len(tried)
    bins = _bins(tried)
    ece = sum(count * abs(sure - hit) for _, count, sure, hit in bins) / len(tried)
    brier = sum((one.guess.confidence - one.right) ** 2 for one in tried) / len(tried)
    said = [one for one in tried if one.guess.confidence >= SURE_FROM]
    said_right = sum(one.right for one in said) / max(len(said), 1)
    out.say(f"学习 {len(lessons)} 条，测试 {len(tried)} 条，{len(learned.labels)} 类")
    out.say(f"宏平均 F1 {macro:.3f}，正确率 {right:.3f}，校准误差 ECE {ece:.3f}，Brier {brier:.3f}")
    out.say(
        f"把握不低于 {SURE_FROM:.0%} 时才建议：{len(said) / len(tried):.1%} 的条目有建议，其中 {said_right:.1%} 正确"
    )
    out.say_all(f"\t{name}\tF1 {score:.3f}" for name, score in scores.items())
    out.say_all(
        f"\t把握 {low:.0%} 起\t{count} 条\t平均把握 {sure:.1%}\t正确 {hit:.1%}" for low, count, sure, hit in bins
    )
    out.document(
        {
            "train": len(lessons),
            "test": len(tried),
            "macro_f1_permille": _permille(macro),
            "accuracy_permille": _permille(right),
            "ece_permille": _permille(ece),
            "brier_permille": _permille(brier),
            "suggested_permille": _permille(len(said) / len(tried)),
            "suggested_right_permille": _permille(said_right),
            "f1_permille": {name: _permille(score) for name, score in scores.items()},
            "bins": [
                {
                    "from_permille": _permille(low),
                    "count": count,
                    "confidence_permille": _permille(sure),
                    "right_permille": _permille(hit),
                }
                for low, count, sure, hit in bins
            ],
        }
    )


def _permille(value: float) -> int:
    return round(value * 1000)


def _f1(tried: Sequence[Tried]) -> Mapping[str, float]:
    right = Counter(one.label for one in tried if one.right)
    real, said = Counter(one.label for one in tried), Counter(one.guess.label for one in tried)
    return {name: 2 * right[name] / (real[name] + said[name]) for name in sorted(real)}


def _bins(tried: Sequence[Tried]) -> list[tuple[float, int, float, float]]:
    """Of each tenth of confidence that occurs: its lower end, how many, their mean confidence, how many are right."""
    found: list[tuple[float, int, float, float]] = []
    for number in range(BINS):
        inside = [one for one in tried if min(int(one.guess.confidence * BINS), BINS - 1) == number]
        if inside:
            sure, hit = sum(one.guess.confidence for one in inside), sum(one.right for one in inside)
            found.append((number / BINS, len(inside), sure / len(inside), hit / len(inside)))
    return found


def _lessons(path: Path) -> list[Lesson]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError as error:
        raise InputError("FILE_MISSING", name=path.name) from error
    except (OSError, UnicodeDecodeError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else "不是 UTF-8 文字"
        raise InputError("FILE_UNREADABLE", name=path.name, reason=reason) from error
    found = [_lesson(path.name, number, line) for number, line in enumerate(lines, start=1) if line.strip()]
    if not found:
        raise InputError("FILE_UNREADABLE", name=path.name, reason="里面没有内容")
    return found


def _lesson(name: str, number: int, line: str) -> Lesson:
    try:
        row: object = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError("FILE_UNREADABLE", name=name, reason=f"第 {number} 行不是 JSON") from error
    cells = cast("dict[str, object]", row) if isinstance(row, dict) else {}
    texts = [cells.get(key, "") for key in ("title", "text", "label")]
    if not all(isinstance(text, str) for text in texts) or not texts[2]:
        raise InputError("FILE_UNREADABLE", name=name, reason=f"第 {number} 行要有 title、text、label")
    title, text, decided = cast("list[str]", texts)
    return Lesson(Matter(title, text), decided)
