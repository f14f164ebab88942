"""A bundle for whoever helps: findings, versions, sizes, counts, where the program failed; nobody's data (T17).

What goes in is chosen word by word: names of files only where the program gave them, of an incident only its code and
the places in our own sources, of the record only how many of what there are.
"""

import io
import json
import platform
import re
import sys
import zipfile
from collections.abc import Iterator, Sequence
from importlib.metadata import distributions
from pathlib import Path

from baixing_desktop import __version__
from baixing_desktop.canonical import Plain
from baixing_desktop.clock import Clock, stamp
from baixing_desktop.domain.backups import BackupRun
from baixing_desktop.store.schema import HEAD
from baixing_desktop.usecases.databases import ATTACHMENTS, RECORD_FILE, SERVER_FILE
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.doctor import Finding
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.usecases.threshold import home_exists
from baixing_desktop.vault.keys import FILE as VAULT_FILE

_LOGS = ("window.log", "window.log.1", "window.log.2")
_LOG_LIMIT = 200_000
_OWN_FILES = re.compile(
    rf"{re.escape(RECORD_FILE)}(-wal|-shm|-journal)?|{re.escape(VAULT_FILE)}|{re.escape(SERVER_FILE)}|"
    r"(erased|restored|attempts|seat|window)\.json|window\.log(\.[12])?"
)
"""Names that the program gives; anything else in a home was named by a person, and its name may name one."""
_INCIDENT = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d),\d{3} (P[0-9A-F]{6}) ([A-Za-z_.]{1,60})")
_PLACE = re.compile(
    r"\s+.*?(?P<file>(?:baixing_desktop|sync|ui|resources)[/\\][\w/\\]+\.py):(?P<line>\d+) (?P<where>\S+)"
)


def bundle(home: Path, findings: Sequence[Finding], clock: Clock, facts: "dict[str, Plain] | None" = None) -> bytes:
    """The bundle about ``home`` as a ZIP file; ``facts`` are those of :func:`record_facts`, if it could be opened."""
    parts: dict[str, Plain] = {
        "doctor.json": {"at": stamp(clock.now()), "findings": rows(findings), "files": list(_files(home))},
        "versions.json": _versions(),
        "incidents.json": list(_incidents(home)),
    }
    if facts is not None:
        parts["record.json"] = facts
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, json.dumps(content, ensure_ascii=False, indent=1))
    return buffer.getvalue()


def rows(findings: Sequence[Finding]) -> list[Plain]:
    """The findings as plain data."""
    return [{"check": f.check, "level": f.level.value, "words": f.words, "todo": f.todo} for f in findings]


@intention
def record_facts(desk: Desk) -> dict[str, Plain]:
    """How many of what the record holds, and of which kind it is: figures and codes, no words of anybody."""
    me = desk.installation
    with desk.store.reading() as tx:
        clues = tx.listing.total()
        backups = tx.of(BackupRun).count()
        trail, _ = tx.audit.last()
    return {
        "face": me.face.value,
        "epoch": me.epoch,
        "key_set": me.key_set,
        "doubt": me.doubt.value if me.doubt else None,
        "on_server": desk.store.on_server,
        "schema": HEAD,
        "clues": clues,
        "backups": backups,
        "audit_entries": trail,
    }


def _versions() -> Plain:
    packages: dict[str, Plain] = {
        name: each.version for each in distributions() if (name := str(each.metadata["Name"])).isascii()
    }
    return {
        "program": __version__,
        "packaged": bool(getattr(sys, "frozen", False)),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "libc": " ".join(platform.libc_ver()),
        "packages": dict(sorted(packages.items())),
    }


def _files(home: Path) -> Iterator[Plain]:
    """Sizes of the program's own files, and of how many attachments; what a person named is only counted."""
    if not home_exists(home):
        return
    others = 0
    for path in sorted(home.iterdir()):
        if path.is_file() and _OWN_FILES.fullmatch(path.name):
            yield {"name": path.name, "bytes": path.stat().st_size}
        elif path.is_file():
            others += 1
    held = [path.stat().st_size for path in (home / ATTACHMENTS).rglob("*.bin")]
    yield {"name": ATTACHMENTS, "files": len(held), "bytes": sum(held)}
    yield {"name": "others", "files": others}


def _incidents(home: Path) -> Iterator[Plain]:
    """Where the window failed: time, code, kind, and places in our own sources without the folder they lie in."""
    for name in _LOGS:
        path = home / name
        if not path.is_file():
            continue
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - _LOG_LIMIT))
            lines = file.read().decode("utf-8", "replace").splitlines()
        found: dict[str, Plain] | None = None
        places: list[Plain] = []
        for line in lines:
            if began := _INCIDENT.match(line):
                if found is not None:
                    yield found
                places = []
                found = {"at": began[1], "code": began[2], "kind": began[3], "places": places}
            elif place := _PLACE.fullmatch(line):
                places.append(f"{place['file']}:{place['line']} {place['where']}")
        if found is not None:
            yield found
