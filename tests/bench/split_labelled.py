#!/usr/bin/env python3
"""The fixed split on which suggestions are measured: ``split_labelled.py FOLDER OUT``.

``FOLDER`` holds ``messages_labelled_full.jsonl`` (title, detail, label1) and ``titles_labelled.csv``. Messages that
are near-duplicates go to one side together; a fifth, chosen by the checksum of the group, is ``test.jsonl``.
``train.jsonl`` is the rest, ``train_titles.jsonl`` adds the labelled titles that are no message and resemble none of
the test. ``leaky_train.jsonl`` and ``leaky_test.jsonl`` are the same share drawn without looking at duplicates, to
show what that is worth. ``--fold 1`` to ``4`` give the other fifths. Standard library only.
"""

import argparse
import csv
import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

LENGTH = 4
"""Characters of the runs that are compared."""
COMMON = 12
"""Runs in more messages than this do not bring a pair to comparison; the pair is judged by all runs."""
SHARED = 0.3
"""Part of the shorter text's runs from which two messages are called near-duplicates."""
TITLE_SHARED = 0.5
FOLDS = 5

Row = dict[str, str]


def runs(text: str) -> frozenset[str]:
    """All runs of four characters, punctuation apart."""
    bare = re.sub(r"\W+", "", text)
    return frozenset(bare[at : at + LENGTH] for at in range(len(bare) - LENGTH + 1))


def groups(rows: Sequence[Row]) -> list[int]:
    """For each row the number of the first row of its group of near-duplicates."""
    parent = list(range(len(rows)))

    def root(at: int) -> int:
        while parent[at] != at:
            at = parent[at]
        return at

    held = [runs(row["title"] + row["text"]) for row in rows]
    holders: dict[str, list[int]] = defaultdict(list)
    for at, mine in enumerate(held):
        for run in mine:
            holders[run].append(at)
    pairs = Counter(
        (one, other)
        for those in holders.values()
        if len(those) <= COMMON
        for place, one in enumerate(those)
        for other in those[place + 1 :]
    )
    titles: dict[str, int] = {}
    alike = [pair for pair in pairs if near(held[pair[0]], held[pair[1]])]
    alike += [(titles.setdefault(row["title"].strip(), at), at) for at, row in enumerate(rows)]
    for one, other in alike:
        low, high = sorted((root(one), root(other)))
        parent[high] = low
    return [root(at) for at in range(len(rows))]


def near(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two texts are near-duplicates."""
    return len(one & other) >= SHARED * max(min(len(one), len(other)), 1)


def fold(key: str) -> int:
    """0 to 4, the same on every machine."""
    return int(hashlib.sha256(key.encode()).hexdigest()[:8], 16) % FOLDS


def strange(titles: Iterable[Row], messages: Sequence[Row], test: Sequence[Row]) -> list[Row]:
    """The titles that belong to no message and resemble no title of the test."""
    known = {row["title"].strip() for row in messages}
    holders: dict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(test):
        for run in runs(row["title"]):
            holders[run].append(at)
    found: list[Row] = []
    for row in titles:
        mine = runs(row["title"])
        shared = Counter(at for run in mine for at in holders.get(run, ()))
        if row["title"].strip() not in known and max(shared.values(), default=0) < TITLE_SHARED * max(len(mine), 1):
            found.append(row)
    return found


def write(path: Path, rows: Iterable[Row]) -> None:
    """One object a line."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def main() -> None:
    """Write the five files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--fold", type=int, default=0, choices=range(FOLDS))
    given = parser.parse_args()
    read = [json.loads(line) for line in (given.folder / "messages_labelled_full.jsonl").open(encoding="utf-8")]
    messages = [{"title": r["title"], "text": r["detail"], "label": r["label1"]} for r in read]
    with (given.folder / "titles_labelled.csv").open(encoding="utf-8-sig", newline="") as lines:
        titles = [{"title": r["title"], "text": "", "label": r["label1"]} for r in csv.DictReader(lines)]
    first = groups(messages)
    # An identity of the source occurs for one message only.
    side = [fold(read[at]["id"]) == given.fold for at in first]
    test = [row for row, tested in zip(messages, side, strict=True) if tested]
    train = [row for row, tested in zip(messages, side, strict=True) if not tested]
    blind = [fold(f"{at}") == given.fold for at in range(len(messages))]
    given.out.mkdir(parents=True, exist_ok=True)
    write(given.out / "test.jsonl", test)
    write(given.out / "train.jsonl", train)
    write(given.out / "train_titles.jsonl", [*train, *strange(titles, messages, test)])
    write(given.out / "leaky_test.jsonl", (row for row, tested in zip(messages, blind, strict=True) if tested))
    write(given.out / "leaky_train.jsonl", (row for row, tested in zip(messages, blind, strict=True) if not tested))


if __name__ == "__main__":
    main()
