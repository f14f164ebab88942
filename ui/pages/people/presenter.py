"""The sense of the page of people, without widgets."""

from dataclasses import dataclass

from baixing_desktop.changes import Changes
from baixing_desktop.clock import local
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.people import DUTIES, POSTS, Person, PersonState
from baixing_desktop.domain.states import Role
from baixing_desktop.usecases import people
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.recovery_paper import recovery_pdf


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person as the page shows one; ``tone`` is the style sheet's word."""

    name: str
    held: str
    state: str
    tone: str
    post: str
    duty: str


@dataclass(frozen=True, slots=True)
class PeopleView:
    """Everybody, and what a passphrase must be like."""

    lines: tuple[PersonLine, ...]
    words: str


class PeoplePresenter:
    """Reads and changes people."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def posts(self) -> list[tuple[str, str]]:
        """The posts of this desk, as code and words."""
        return [("", "无"), *((role.value, label(role)) for role in POSTS[self._desk.face])]

    def duties(self) -> list[tuple[str, str]]:
        """The three administrators, as code and words."""
        return [("", "无"), *((role.value, label(role)) for role in DUTIES)]

    def view(self) -> PeopleView:
        """What the page shows."""
        lines = tuple(_line(account) for account in people.people(self._desk))
        return PeopleView(lines, people.policy(self._desk).words)

    def add(self, name: str, passphrase: str, post: str, duty: str) -> tuple[Person, Changes]:
        """Add a person."""
        return people.add_person(self._desk, name, passphrase, post=_role(post), duty=_role(duty))

    def roles(self, name: str, post: str, duty: str) -> tuple[Person, Changes]:
        """Give a person another post or duty."""
        return people.set_roles(self._desk, name, post=_role(post), duty=_role(duty))

    def reset(self, name: str, passphrase: str) -> tuple[Person, Changes]:
        """Give a first passphrase again; a disabled person comes back with it."""
        if any(a.person.name == name and a.person.state is PersonState.DISABLED for a in people.people(self._desk)):
            return people.enable_person(self._desk, name, passphrase)
        return people.reset_passphrase(self._desk, name, passphrase)

    def disable(self, name: str) -> tuple[Person, Changes]:
        """Shut a person out."""
        return people.disable_person(self._desk, name)

    def recovery_sheet(self) -> tuple[bytes, Changes]:
        """A new recovery sheet as a paper; the one before it is void."""
        code, changes = people.new_recovery_code(self._desk)
        desk = self._desk
        return recovery_pdf(code, unit=desk.unit.name, made_on=desk.today(), made_by=desk.actor.name), changes


def _line(account: people.Account) -> PersonLine:
    person = account.person
    held = "、".join(label(role) for role in (person.post, person.duty) if role is not None)
    if person.state is PersonState.DISABLED:
        state, tone = "已停用", "soft"
    elif account.passphrase_since is None:
        state, tone = "没有口令，请重置", "warn"
    elif account.temporary:
        state, tone = "初始口令，下次使用时更换", "warn"
    else:
        state, tone = f"口令设于 {local(account.passphrase_since):%Y-%m-%d}", "ok"
    return PersonLine(person.name, held, state, tone, person.post or "", person.duty or "")


def _role(code: str) -> Role | None:
    return Role(code) if code else None
