"""Builders of what tests need: real content, real homes, a clock that tests move."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from baixing_desktop.clock import Clock, SystemClock
from baixing_desktop.domain.clue import ClueContent, Consents, Contributor, Source
from baixing_desktop.domain.people import actor_of
from baixing_desktop.domain.states import Role
from baixing_desktop.domain.units import Face
from baixing_desktop.errors import UserError
from baixing_desktop.usecases import people
from baixing_desktop.usecases.databases import Server
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.setup import create_home, open_desk
from baixing_desktop.vault.cipher import PassphraseCost

PASSPHRASE = "一句足够长的测试口令A1"
MUSEUM_PASSPHRASE = "一句足够长的测试口令"
"""Opens the homes of 0.1.0 in the museum."""
FIRST_PASSPHRASE = "旧城墙下的石板路B8"
"""What an administrator gives a new person."""
CHEAP = PassphraseCost(memory_kib=64, iterations=1, lanes=1)
"""Argon2id at its least: tests open hundreds of homes."""

STREETLIGHTS = ClueContent(
    title="建议在沙园七街加装路灯",
    analysis="沙园七街长约三百米，夜间照明不足。\n近半年发生三起老人摔倒的事情。",
    suggestions="1. 加装路灯二十盏。\n2. 清理遮挡灯光的树枝。",
    source=Source("WORKROOM", "FACE_TO_FACE"),
    receiver="沙园街道政协委员工作室",
    received_on=date(2026, 11, 20),
    contributor=Contributor(name="张䶮", phone="13800000001", address="沙园七街示例巷1号"),
    consents=Consents(collect=True),
)


@dataclass
class SetClock:
    """A clock that stands still until a test moves it."""

    moment: datetime = datetime(2026, 11, 23, 7, 21, 7, tzinfo=UTC)
    passed: float = 0.0

    def now(self) -> datetime:
        """The moment that was set."""
        return self.moment

    def steady(self) -> float:
        """Seconds that :meth:`forward` let pass."""
        return self.passed

    def forward(self, **span: float) -> None:
        """Let ``timedelta(**span)`` pass; time never passes backwards."""
        self.jump(**span)
        self.passed += max(timedelta(**span).total_seconds(), 0.0)

    def jump(self, **span: float) -> None:
        """Somebody sets the clock by ``timedelta(**span)``."""
        self.moment += timedelta(**span)


def clue_content(number: int = 0, **changes: object) -> ClueContent:
    """A complete content; ``number`` makes it differ from others."""
    content = replace(STREETLIGHTS, **changes)  # pyright: ignore[reportArgumentType] - callers name fields
    return replace(content, title=f"{content.title}（{number}）") if number else content


def make_home(home: Path, face: Face, unit: str, clock: Clock, *, database: Server | None = None) -> None:
    """Set up a new home that nobody has opened yet."""
    create_home(
        home,
        face=face,
        unit=unit,
        operator="测试员",
        passphrase=PASSPHRASE,
        clock=clock,
        cost=CHEAP,
        database=database,
    )


def new_home(home: Path, face: Face, unit: str, clock: Clock | None = None, *, database: Server | None = None) -> Desk:
    """A new home, opened."""
    clock = clock or SystemClock()
    make_home(home, face, unit, clock, database=database)
    return open_home(home, clock)


def open_home(home: Path, clock: Clock | None = None, passphrase: str = PASSPHRASE, user: str | None = None) -> Desk:
    """A home made by :func:`new_home`, opened again."""
    return open_desk(home, passphrase=passphrase, clock=clock or SystemClock(), user=user)


def colleague(desk: Desk, name: str, passphrase: str, *, post: Role) -> Desk:
    """Another person of this home, who has chosen ``passphrase``, at the same desk."""
    people.add_person(desk, name, FIRST_PASSPHRASE, post=post, cost=CHEAP)
    return with_own_passphrase(desk, name, FIRST_PASSPHRASE, passphrase)


def with_own_passphrase(desk: Desk, name: str, first: str, own: str) -> Desk:
    """The desk with ``name`` at it, whose passphrase ``first`` became ``own``."""
    with desk.store.reading() as tx:
        person = tx.people.get(name)
    return people.change_passphrase(replace(desk, actor=actor_of(person, must_change=True)), first, own, CHEAP)[0]


def refused(act: Callable[[], object]) -> str:
    """The code with which ``act`` is refused."""
    with pytest.raises(UserError) as caught:
        act()
    return caught.value.code
