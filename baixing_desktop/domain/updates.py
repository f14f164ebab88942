"""What an office hands out of the program itself: a notice of packages with their signed manifests (decision 53).

A notice is what holds now, like the board: it is replaced whole, and its canonical bytes are kept as they came. The
office only passes on what the publisher signed, so a workroom judges each manifest with the keys of its own program.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum

from baixing_desktop.canonical import Plain, canonical, parse_canonical, sha256_hex
from baixing_desktop.clock import local
from baixing_desktop.domain.fields import Fields

FORM = 1
NONE = "0" * 64
"""Stands for no notice at all."""
MOST_PACKAGES = 8
MANIFEST_LIMIT = 8_000
"""Bytes of a manifest in a notice: the notice goes with every answer to a workroom that does not know it."""
LENGTH_LIMIT = 2**30
"""Bytes of a package that is handed out; ours has 0.1 GB."""
OVERHEAD = 2**20
"""A package is no more than this many bytes longer than the payload that its manifest names."""
END_OF_WORK = time(17, 0)
"""下班: from then on an update that was put off is offered again."""
_SIGNATURE_DIGITS = 128


class Handing(StrEnum):
    """Whether a package that the office has is handed out."""

    OUT = "out"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Package:
    """One package: its manifest as the publisher signed it, the signature (128 hex digits), and the whole file's length
    and SHA-256, which are the office's word only."""

    manifest: bytes = field(repr=False)
    signature: str = field(repr=False)
    length: int
    sha256: str

    @property
    def record(self) -> dict[str, Plain]:
        """As it stands in a notice."""
        manifest = parse_canonical(self.manifest)
        return {"manifest": manifest, "signature": self.signature, "length": self.length, "sha256": self.sha256}


@dataclass(frozen=True, slots=True)
class UpdateNotice:
    """Every package that is handed out now; ``record`` are the bytes as they came."""

    packages: tuple[Package, ...]
    record: bytes = field(repr=False)

    @property
    def digest(self) -> str:
        """Names exactly this notice."""
        return sha256_hex(self.record)


def notice_of(packages: Iterable[Package]) -> UpdateNotice:
    """The notice of ``packages``, in the order of their hashes."""
    told = tuple(sorted(packages, key=lambda one: one.sha256))
    return UpdateNotice(told, canonical({"form": FORM, "packages": [one.record for one in told]}))


def notice_from_record(record: Plain) -> UpdateNotice:
    """Read a notice, of this or a later minor version.

    Raises:
        ValueError: anything but a notice of form 1.
    """
    fields = Fields(record)
    if fields.number("form") != FORM:
        raise ValueError("unknown form of a notice")
    parts = fields.parts("packages")
    raw = record.get("packages") if isinstance(record, dict) else None
    if len(parts) > MOST_PACKAGES or not isinstance(raw, list):
        raise ValueError("too many packages")
    packages = tuple(package_of(part, plain) for part, plain in zip(parts, raw, strict=True))
    return UpdateNotice(packages, canonical(record))


def package_of(part: Fields, plain: Plain) -> Package:
    """One package of a notice.

    Raises:
        ValueError: it is none.
    """
    manifest = canonical(plain.get("manifest") if isinstance(plain, dict) else None)
    package = Package(manifest, part.text("signature"), part.number("length"), part.digest("sha256"))
    sound = len(manifest) <= MANIFEST_LIMIT and 0 < package.length <= LENGTH_LIMIT
    if not sound or len(bytes.fromhex(package.signature)) * 2 != _SIGNATURE_DIGITS:
        raise ValueError("no package of ours")
    return package


def put_off_until(now: datetime) -> datetime:
    """下班后再说, said ``now``: the end of this working day, or of the next one once it is over."""
    here = local(now)
    end = datetime.combine(here.date(), END_OF_WORK, here.tzinfo)
    return end if here < end else end + timedelta(days=1)
