"""The command of finding duplicates: similar."""

from argparse import Namespace
from collections.abc import Sequence

from baixing_desktop.canonical import Plain
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.terminal.opening import opened
from baixing_desktop.terminal.output import Output
from baixing_desktop.usecases.duplicates import Candidate, candidates_for
from baixing_desktop.usecases.reading import clue_ids, find_clue
from baixing_desktop.usecases.similar import rarity_here


def similar(arguments: Namespace, out: Output) -> None:
    """List the clues most like one, or like each."""
    found: list[Plain] = []
    with opened(arguments) as desk:
        rarity = rarity_here(desk)
        ids = clue_ids(desk, ClueQuery()) if arguments.all else (find_clue(desk, arguments.id).id,)
        for identity in ids:
            clue = find_clue(desk, identity)
            candidates = candidates_for(desk, identity, rarity, limit=arguments.limit, faintly=arguments.faint)
            if candidates or not arguments.all:
                out.say(f"{clue.number}\t{clue.content.title}")
                _say(candidates, out)
            found.append({"id": clue.id, "number": clue.number, "candidates": [_plain(c) for c in candidates]})
    out.document({"clues": found})


def _say(candidates: Sequence[Candidate], out: Output) -> None:
    out.say_all(
        f"\t{round(c.likeness.score * 100)}%\t{c.clue.number}\t{c.clue.title}\t{label(c.likeness.verdict)}"
        for c in candidates
    )
    if not candidates:
        out.say("\t没有找到相近的线索。")


def _plain(candidate: Candidate) -> Plain:
    likeness = candidate.likeness
    return {
        "id": candidate.clue.id,
        "number": candidate.clue.number,
        # Canonical JSON has no fractions: thousandths.
        "score_permille": round(likeness.score * 1000),
        "verdict": likeness.verdict.value,
        "passages": list(likeness.passages),
        "places": list(likeness.places),
        "differing": list(likeness.differing),
        "same_person": candidate.same_person,
    }
