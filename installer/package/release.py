"""Makes what an office without internet updates from; ``dev.py build update`` and ``dev.py build key`` run this.

``release.py key FILE`` makes a release key: its private half at FILE (keep it in a safe, never in the checkout), its
public half in ``resources/release/keys.json``, which ships. ``release.py update PAYLOAD KEY [NEWS]`` signs a built .deb
or .tar.xz into a .bxup beside it.
"""

import json
import os
import secrets
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
CHECKOUT = HERE.parents[1]
sys.path[:0] = [str(CHECKOUT)]

from baixing_desktop import __version__  # noqa: E402 - found by the path just set
from baixing_desktop.clock import SystemClock, local, stamp  # noqa: E402
from baixing_desktop.store.release import SIGNED_AS, SUFFIX, Payload, describe, write_package  # noqa: E402
from baixing_desktop.store.schema import HEAD  # noqa: E402
from baixing_desktop.vault.signing import public_key, sign  # noqa: E402

KEYS = CHECKOUT / "resources" / "release" / "keys.json"
_KINDS = {".deb": Payload.DEB, ".xz": Payload.PORTABLE}


def make_key(private: Path, keys: Path = KEYS) -> str:
    """Make a key; returns its public half, which is added to ``keys``.

    Raises:
        FileExistsError: there is something at ``private``, which is never overwritten.
    """
    seed = secrets.token_bytes(32)
    handle = os.open(private, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(seed.hex() + "\n")
    known = json.loads(keys.read_text(encoding="utf-8"))
    known["keys"].append({"public": public_key(seed), "since": f"{local(SystemClock().now()):%Y-%m-%d}"})
    keys.write_text(json.dumps(known, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return public_key(seed)


def make_package(payload: Path, private: Path, news: str = "", version: str = __version__, schema: str = HEAD) -> Path:
    """Sign the built file ``payload`` with the key at ``private``; returns the package beside it.

    Raises:
        ValueError: neither a .deb nor a .tar.xz, or no key.
    """
    if payload.suffix not in _KINDS:
        raise ValueError(f"not a package of ours: {payload.name}")
    seed = bytes.fromhex(private.read_text(encoding="ascii").strip())
    made_at = stamp(SystemClock().now())
    kind = _KINDS[payload.suffix]
    release = describe(payload, kind, version=version, schema=schema, made_at=made_at, news=news)
    target = payload.with_name(f"baixing-{version}-{kind.value}{SUFFIX}")
    write_package(target, release, sign(seed, SIGNED_AS + release.signed()), payload)
    return target


def main(line: list[str]) -> None:
    """Carry out one of the two."""
    if line[0] == "key":
        print(f"私钥写在 {line[1]}，请锁进保险柜；公钥 {make_key(Path(line[1]))} 已加进 {KEYS.name}，随下一版发出。")
    else:
        made = make_package(Path(line[1]), Path(line[2]), *line[3:4])
        print(f"做好了：{made}（{made.stat().st_size / 1e6:.0f} MB）")


if __name__ == "__main__":
    main(sys.argv[1:])
