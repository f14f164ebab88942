"""The suites: how a container is signed and sealed. Its header names one, so that another can come (safety 2.3)."""

from collections.abc import Callable
from dataclasses import dataclass

from baixing_desktop.vault.sealing import seal, unseal
from baixing_desktop.vault.signing import sign, verify
from sync.wire.v1 import SUITE


@dataclass(frozen=True, slots=True)
class Suite:
    """One set of algorithms: ``sign(seed, message)`` gives 64 bytes, ``verify(key, signature, message)`` judges them;
    ``seal(recipient, data)`` is undone by ``unseal(identity, box)`` alone. They raise what :mod:`baixing_desktop.vault`
    raises.
    """

    sign: Callable[[bytes, bytes], bytes]
    verify: Callable[[str, bytes, bytes], bool]
    seal: Callable[[str, bytes], bytes]
    unseal: Callable[[str, bytes], bytes]


KNOWN: dict[str, Suite] = {SUITE: Suite(sign, verify, seal, unseal)}
"""Every suite that this version reads, by the name in the header; of another one it says that it is too new."""
