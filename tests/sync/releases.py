"""Packages of the program for tests of handing them out: small, real, signed with a key that only tests know."""

import random
from pathlib import Path

from baixing_desktop.store.release import SIGNED_AS, Payload, describe, write_package
from baixing_desktop.store.schema import HEAD
from baixing_desktop.usecases.arriving import Program
from baixing_desktop.vault.signing import public_key, sign

SEED = bytes(range(32))
KEYS = ("00" * 32, public_key(SEED))
NEWER = "9.1.0"
PORTABLE = "baixing-linux-x86_64.tar.xz"
PROGRAM = Program(KEYS, Payload.PORTABLE, None, "x86_64")
"""What the workrooms of the tests run."""


def package(
    folder: Path,
    version: str = NEWER,
    *,
    size: int = 1_300_000,
    kind: Payload = Payload.PORTABLE,
    seed: bytes = SEED,
    file: str = PORTABLE,
    news: str = "修正了打印",
) -> Path:
    """A signed package of ``size`` bytes of noise: three pieces, unless told otherwise."""
    folder.mkdir(parents=True, exist_ok=True)
    payload = folder / file
    payload.write_bytes(random.Random(version).randbytes(size))  # noqa: S311 - noise, no secret
    release = describe(payload, kind, version=version, schema=HEAD, made_at="2026-12-01T00:00:00Z", news=news)
    target = folder / f"{version}-{kind.value}.bxup"
    write_package(target, release, sign(seed, SIGNED_AS + release.signed()), payload)
    payload.unlink()
    return target
