"""What the office may refuse, as a fixed list of codes (PROTOCOL.md 5): the only ones a workroom believes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from baixing_desktop.canonical import Plain, canonical, parse_canonical
from baixing_desktop.domain.fields import Fields
from baixing_desktop.errors import StoreError, SyncError, UserError


@dataclass(frozen=True, slots=True)
class _Refusal:
    """HTTP status; ``reason`` in Chinese when the code has no entry of its own in the catalogue; the names of the facts
    that it always tells, and of those that it may tell."""

    status: int
    reason: str | None = None
    tells: tuple[str, ...] = ()
    may_tell: tuple[str, ...] = ()


_REFUSALS: Mapping[str, _Refusal] = MappingProxyType(
    {
        "BATCH_DAMAGED": _Refusal(400),
        "BATCH_NOT_OURS": _Refusal(400),
        "BATCH_TOO_NEW": _Refusal(422),
        "BATCH_UNKNOWN_DEVICE": _Refusal(403, may_tell=("epoch", "device")),
        "BATCH_FORK": _Refusal(409),
        "BATCH_GAP": _Refusal(409, tells=("expected",)),
        "BLOB_OFFSET": _Refusal(409, tells=("expected",)),
        "BLOB_QUOTA": _Refusal(429),
        "BLOB_UNWANTED": _Refusal(404),
        "ENROL_CODE_BAD": _Refusal(403),
        "ENROL_REVOKED": _Refusal(403),
        "ENROL_WRONG_UNIT": _Refusal(403, tells=("unit",)),
        "NOT_FOUND": _Refusal(404, "对方没有这项服务，两边的程序版本可能不同"),
        "METHOD": _Refusal(405, "对方没有这项服务，两边的程序版本可能不同"),
        "TOO_LARGE": _Refusal(413, "内容过大"),
        "TOO_MANY": _Refusal(429, "试错次数太多，请 10 分钟后再试"),
        "FAILED": _Refusal(500, "对方的程序出错"),
        "BUSY": _Refusal(503, "对方正忙，暂时不能写入，请稍后再试"),
        "DISK_FULL": _Refusal(507, "对方的磁盘空间不足"),
    }
)


CODES = frozenset(_REFUSALS)
"""Every code that a refusal may have."""
_NUMBERS = frozenset({"expected", "epoch"})
"""Facts that are numbers; the others are texts."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One refusal: its code and the facts that complete the sentence."""

    code: str
    facts: Mapping[str, Plain] = field(default_factory=dict[str, Plain])

    @property
    def status(self) -> int:
        """The HTTP status that goes with it."""
        return _REFUSALS[self.code].status

    def error(self) -> SyncError:
        """What the workroom's user is told."""
        reason = _REFUSALS[self.code].reason
        return SyncError("SYNC_REFUSED", reason=reason) if reason else SyncError(self.code, **self.facts)


def problem_of(error: UserError) -> Problem:
    """The refusal that tells of ``error``; what is no business of the workroom becomes ``FAILED``."""
    if isinstance(error, StoreError):
        return Problem("DISK_FULL" if error.code == "STORE_DISK_FULL" else "BUSY")
    if error.code not in _REFUSALS:
        return Problem("FAILED")
    known = _REFUSALS[error.code]
    names = (*known.tells, *(name for name in known.may_tell if name in error.facts))
    texts = {name: str(error.facts[name]) for name in names}
    return Problem(error.code, {name: int(text) if name in _NUMBERS else text for name, text in texts.items()})


def write_problem(problem: Problem) -> bytes:
    """Canonical JSON ``{"code":…,"facts":{…},"v":1}``."""
    return canonical({"v": 1, "code": problem.code, "facts": dict(problem.facts)})


def read_problem(data: bytes) -> Problem:
    """Read a refusal.

    Raises:
        ValueError: no refusal, or a code that is not on the list.
    """
    fields = Fields(parse_canonical(data))
    code, facts = fields.text("code"), fields.part("facts")
    if code not in _REFUSALS:
        raise ValueError("unknown refusal")
    known = _REFUSALS[code]
    names = (*known.tells, *(name for name in known.may_tell if facts.has(name)))
    return Problem(code, {name: facts.number(name) if name in _NUMBERS else facts.text(name) for name in names})
