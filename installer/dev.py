#!/usr/bin/env python3
"""The one door of a checkout: ``python3 installer/dev.py run|test [ARGS]``.

Any Python 3 must be able to read this file, so that an unsuitable one gets a sentence instead of
a syntax error; everything else is in the ``door_*.py`` files beside it. Standard library only.
"""

import sys

OLDEST = (3, 11)
TOO_NEW = (3, 14)


def refusal(version: "tuple[int, int]") -> str:
    """Why the Python ``version`` (major, minor) will not do, as a Chinese sentence; empty if it does."""
    if OLDEST <= version < TOO_NEW:
        return ""
    return (
        "需要 Python 3.11、3.12 或 3.13，这里是 {}.{}。没有改动任何文件。\n"
        "请安装合适的版本，再用它运行同一命令，例如：python3.12 installer/dev.py run"
    ).format(*version)


def main() -> int:
    """Check the running Python, then hand over; returns the exit code."""
    reason = refusal((sys.version_info[0], sys.version_info[1]))
    if reason:
        sys.stderr.write(reason + "\n")
        return 1
    import door_main  # noqa: PLC0415 - an old Python cannot read it, so it comes after the check

    return door_main.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
