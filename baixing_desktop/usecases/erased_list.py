"""The list of erased clues that lies beside the record: no backup that is put back brings them to life (safety P20).

It knows identities, moments and hashes, nothing that was erased. It lies in the home, beside the home (whoever copies
an old folder back takes an old list along) and beside the backups;
:func:`baixing_desktop.usecases.erasing.erase_again` applies it before anybody sits down at a record.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

from baixing_desktop.clock import parse_stamp, stamp
from baixing_desktop.domain.privacy import ErasureGround, ErasureScope, Tombstone
from baixing_desktop.files import write_durably

FILE = "erased.json"


def lists_of(home: Path) -> tuple[Path, Path]:
    """Where the list of a home lies."""
    home = home.absolute()
    return home / FILE, home.with_name(f".{home.name}.{FILE}")


def list_beside(backup: Path) -> Path:
    """Where the list lies beside a backup file."""
    return backup.with_name(FILE)


def read_lists(*paths: Path) -> tuple[tuple[Tombstone, ...], tuple[Path, ...]]:
    """What the lists at ``paths`` name together, and which of them cannot be read; one that is not there names none."""
    found: list[Tombstone] = []
    damaged: list[Path] = []
    for path in paths:
        try:
            entries = cast("list[dict[str, Any]]", json.loads(path.read_bytes())["erased"])
            found += map(_stone, entries)
        except FileNotFoundError:
            continue
        except (OSError, ValueError, KeyError, TypeError):
            damaged.append(path)
    return merged(found), tuple(damaged)


def write_list(path: Path, stones: Iterable[Tombstone]) -> None:
    """Make the list at ``path`` name ``stones`` and what it named before; nothing is written if it does.

    Raises:
        StoreError, InputError: it cannot be written.
    """
    known, damaged = read_lists(path)
    together = merged((*known, *stones))
    if damaged or together != known:
        plain = {"v": 1, "erased": list(map(_plain, together))}
        write_durably(path, json.dumps(plain, sort_keys=True, indent=1).encode())


def merged(stones: Iterable[Tombstone]) -> tuple[Tombstone, ...]:
    """One for each clue, by clue: the one that erased most."""
    kept: dict[str, Tombstone] = {}
    for stone in stones:
        there = kept.get(stone.clue_id)
        if there is None or not there.covers(stone):
            kept[stone.clue_id] = stone
    return tuple(kept[clue_id] for clue_id in sorted(kept))


def _plain(stone: Tombstone) -> dict[str, object]:
    return {
        "clue": stone.clue_id,
        "scope": stone.scope,
        "ground": stone.ground,
        "at": stamp(stone.erased_at),
        "blobs": list(stone.blobs),
    }


def _stone(entry: dict[str, Any]) -> Tombstone:
    return Tombstone(
        str(entry["clue"]),
        ErasureScope(entry["scope"]),
        ErasureGround(entry["ground"]),
        parse_stamp(entry["at"]),
        tuple(str(digest) for digest in entry["blobs"]),
    )
