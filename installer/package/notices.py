"""The licences of the system's libraries that come along, and of which build they are: what Debian says of each."""

import platform
import shutil
import ssl
import subprocess
from collections.abc import Iterable
from pathlib import Path

_DOCUMENTS = Path("/usr/share/doc")
LIST = "VERSIONS.txt"


def accompany(names: Iterable[str], folder: Path) -> list[str]:
    """Put the notice of each library of ``names`` that a Debian package here owns into ``folder``, with a list of the
    packages, of Python and of OpenSSL with their versions; returns the names that none owns: those of the wheels,
    which bring notices of their own, and on another system all.
    """
    folder.mkdir(parents=True)
    unowned, versions = list[str](), dict[str, str]()
    for name in sorted(names):
        package = _owner(name)
        if package is None:
            unowned.append(name)
        elif package not in versions:
            versions[package] = _asked("dpkg-query", "--show", "--showformat=${Version}", package)
            shutil.copyfile(_DOCUMENTS / package / "copyright", folder / f"{package}.txt")
    lines = [f"{package} {version}\n" for package, version in sorted(versions.items())]
    # These two are built anew; their licences lie beside.
    lines += [f"Python {platform.python_version()}\n", f"{ssl.OPENSSL_VERSION}\n"]
    (folder / LIST).write_text("".join(lines), encoding="utf-8")
    return unowned


def _owner(name: str) -> str | None:
    """The package that brought the library called ``name`` and says under which licence; None when there is none."""
    for line in _asked("dpkg-query", "--search", f"*/{name}").splitlines():
        package = line.partition(":")[0]
        if (_DOCUMENTS / package / "copyright").is_file():
            return package
    return None


def _asked(*command: str) -> str:
    """What ``command`` answers; nothing where it fails, or is not there."""
    if shutil.which(command[0]) is None:
        return ""
    return subprocess.run(command, check=False, capture_output=True, encoding="utf-8").stdout
