"""1: from an encrypted workroom over TLS into the office's encrypted record, beside Anki and PouchDB, which do without.

The program signs every batch, the office keeps what came and signs a receipt for every item; the others do neither.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from pathlib import Path
from statistics import median

from tests.bench.ground import Ground
from tests.bench.result import Fact, Findings, Ratio
from tests.bench.senders import ROUND_TRIP_MS, Sender, Sent, anki, dump, pouch, program

Open = Callable[[Ground, Path], AbstractContextManager[Sender]]
OURS, ANKI, POUCH = "program", "Anki", "PouchDB"
FIRSTS = 3
"""First sendings, each from and to records of its own."""
WHY_BYTES = "另有每条的身份、签名和回执，以及安全连接自己的字节"
WHY_TURNS = "连接和安全握手 2 次，每批（至多 1,000 件）一个请求"
FAR = f"来回 {ROUND_TRIP_MS:g} ms 的线路"


def measure(ground: Ground) -> Findings:
    """The first sending of a large workroom, then new clues again and again, near and far."""
    findings, firsts = Findings(), dict[str, list[Sent]]()
    openers = _openers(ground, findings)
    turns = min(ground.scale.rounds, FIRSTS)
    for turn in range(turns):
        with ExitStack() as stack:
            place = ground.place / str(turn)
            senders = {name: stack.enter_context(opened(ground, place / name)) for name, opened in openers.items()}
            for name, sender in senders.items():
                firsts.setdefault(name, []).append(sender.send(far=False, first=True))
            if turn == turns - 1:
                _tell_first(ground, firsts, findings)
                _tell_near(ground, _sent(ground, senders, far=False), findings)
                _tell_far(ground, _sent(ground, senders, far=True), findings)
    return findings


def _openers(ground: Ground, findings: Findings) -> dict[str, Open]:
    peers, records = ground.peers, ground.place / "records.jsonl"
    openers: dict[str, Open] = {OURS: program}
    for name, problem, opened in ((ANKI, peers.problem, anki), (POUCH, peers.pouch_problem, pouch)):
        if problem:
            findings.missing.append(f"{name}：{problem}")
        else:
            openers[name] = partial(opened, records=records)
    if len(openers) > 1:
        dump(records, ground.scale.first + 2 * len(ground.scale.turns) * ground.scale.sent)
    return openers


def _sent(ground: Ground, senders: Mapping[str, Sender], *, far: bool) -> dict[str, list[Sent]]:
    """Each sends as many new clues as the others, one after the other, once for warmth and then ``rounds`` times."""
    taken: dict[str, list[Sent]] = {name: [] for name in senders}
    for counts in ground.scale.turns:
        for name, sender in senders.items():
            sender.write(ground.scale.sent)
            sent = sender.send(far=far)
            if counts:
                taken[name].append(sent)
    return taken


def _tell_first(ground: Ground, taken: Mapping[str, list[Sent]], findings: Findings) -> None:
    what = f"首次报送 {ground.scale.first:,} 条"
    goals = {ANKI: ("Anki 整库上传", 1 / 1.1), POUCH: ("PouchDB 推送", 1 / 3.5)}
    _beside(findings, what, ground.scale.first, taken, goals)
    _alone(findings, what, taken[OURS])


def _tell_near(ground: Ground, taken: Mapping[str, list[Sent]], findings: Findings) -> None:
    what = f"报送新的 {ground.scale.sent:,} 条，本机"
    _beside(findings, what, ground.scale.sent, taken, {ANKI: ("Anki 普通同步", 1.0), POUCH: ("PouchDB 推送", None)})
    _alone(findings, what, taken[OURS])
    findings.facts.append(Fact("其中办公室一边用的处理器时间", median(one.server for one in taken[OURS]), "ms"))
    if ANKI in taken:
        both = [tuple(one.processor + one.server for one in taken[name]) for name in (OURS, ANKI)]
        findings.ratios.append(Ratio("同上，两边用的处理器时间", both[0], "Anki 普通同步", both[1]))


def _tell_far(ground: Ground, taken: Mapping[str, list[Sent]], findings: Findings) -> None:
    what = f"报送新的 {ground.scale.sent:,} 条，{FAR}"
    _beside(findings, what, ground.scale.sent, taken, {ANKI: ("Anki 普通同步", 1 / 5), POUCH: ("PouchDB 推送", None)})
    _alone(findings, what, taken[OURS])
    findings.at_most("同上，来回（连接和安全握手 2 次，加每个请求 1 次）", taken[OURS][-1].turns, "次", 3, WHY_TURNS)
    sizes = tuple(one.carried / 1000 for one in taken[OURS])
    findings.facts.append(Fact("同上，线路上的字节", median(sizes), "kB"))
    for name, goal in ((ANKI, 0.95), (POUCH, None)):
        if name in taken:
            theirs = tuple(one.carried / 1000 for one in taken[name])
            what = "线路上的字节（含安全连接）"
            findings.ratios.append(Ratio(what, sizes, name, theirs, "kB", goal, WHY_BYTES))
            findings.facts.append(Fact(f"{name} 的来回（连接 1 次，加每个请求 1 次）", taken[name][-1].turns, "次"))


def _beside(
    findings: Findings,
    what: str,
    count: int,
    taken: Mapping[str, list[Sent]],
    goals: Mapping[str, tuple[str, float | None]],
) -> None:
    ours, why = tuple(one.ms for one in taken[OURS]), _why(taken[OURS], count)
    for name, (words, goal) in goals.items():
        if name in taken:
            theirs = tuple(one.ms for one in taken[name])
            findings.ratios.append(Ratio(what, ours, words, theirs, goal=goal, why=why))


def _why(taken: list[Sent], count: int) -> str:
    """What each of ``count`` clues costs the processors on either side."""
    office = median(one.server for one in taken) / count
    workroom = median(one.processor for one in taken) / count
    return (
        f"每条用处理器：办公室 {office:.2g} ms（验签名，写加密库、原文、操作记录和全文索引，签回执），"
        f"工作室 {workroom:.2g} ms（签名、加密、记下回执）；对方只写一行，不加密、不签名"
    )


def _alone(findings: Findings, what: str, taken: list[Sent]) -> None:
    findings.facts.append(Fact(what, median(one.ms for one in taken), "ms"))
