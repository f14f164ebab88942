"""``vault.json``: its form, its checks, and changing it so that neither a crash nor a second process loses anything.

Version 1 (program 0.1.0) had one ``wrap`` of the data key for the whole home. Version 2 has one for each person, and
where they were made one for the recovery sheet and one for each service::

    {"v": 3, "suite": "S1", "id": "…", "secrets": {name: box},
     "people": {id: {"name", "since", "temporary", "keyring", "mac", "salt", "memory_kib", "iterations", "lanes",
                     "box"}},
     "services": {label: {"box"}}, "recovery": {"box", "since"} or null}

Version 3 differs by ``mac``: it vouches for what stands beside a person's box, under the data key; the box says inside
that it must be there, so it cannot be left out. Who was admitted by an earlier version has none until the passphrase
is changed.

Boxes are base64 of what :func:`~baixing_desktop.vault.cipher.encrypt` made. Names of staff stand in the clear, because
they are chosen from a list before anything is unlocked; nothing of a citizen stands here.
"""

import json
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, cast

from baixing_desktop.errors import VaultError
from baixing_desktop.files import write_durably
from baixing_desktop.locks import locked

FILE = "vault.json"
SUITE = "S1"
OLD, WITHOUT_MAC, NEW = 1, 2, 3
Document = dict[str, Any]

_MOST_MEMORY_KIB = 1_048_576
_MOST_PASSES = 100
_ONE_CHANGE = Lock()


def read_document(path: Path) -> Document:
    """The checked document at ``path``.

    Raises:
        VaultError: ``VAULT_DAMAGED``; ``VAULT_NEWER`` for a version that this program does not know.
    """
    try:
        document = cast("Document", json.loads(path.read_bytes()))
        version = document["v"]
        if isinstance(version, int) and version > NEW:
            raise VaultError("VAULT_NEWER")
        sound = document["suite"] == SUITE and isinstance(document["secrets"], dict) and isinstance(document["id"], str)
        sound = sound and (_sound_old(document["wrap"]) if version == OLD else _sound_new(document))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise VaultError("VAULT_DAMAGED") from error
    if not sound:
        raise VaultError("VAULT_DAMAGED")
    return document


@contextmanager
def changing(path: Path) -> Generator[Document]:
    """The document as it is on disk now; what the block makes of it is written durably in one step.

    Window and receiving service are two processes on one file: each change reads anew under a lock of the operating
    system, which dies with its holder.

    Raises:
        VaultError: ``VAULT_DAMAGED``.
        StoreError: it cannot be written; the file is as it was.
    """
    with _ONE_CHANGE, locked(path.with_name(f".{path.name}.lock")):
        document = read_document(path)
        yield document
        write_document(path, document)


def write_document(path: Path, document: Document) -> None:
    """Write ``document`` durably in one step.

    Raises:
        StoreError: it cannot be written; the file is as it was.
    """
    write_durably(path, json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False).encode())


def _sound_old(wrap: Document) -> bool:
    return wrap["by"] in ("passphrase", "keyring") and _bearable(wrap)


def _sound_new(document: Document) -> bool:
    people = cast("dict[str, Document]", document["people"])
    return (
        document["v"] in (WITHOUT_MAC, NEW)
        and isinstance(document["services"], dict)
        and all(isinstance(p["name"], str) and isinstance(p["since"], str) and _bearable(p) for p in people.values())
    )


def _bearable(wrap: Document) -> bool:
    """A changed file must not make us ask for all the memory there is."""
    return wrap.get("memory_kib", 0) <= _MOST_MEMORY_KIB and wrap.get("iterations", 0) <= _MOST_PASSES
