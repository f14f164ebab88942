"""People who work with the program: named, each with one post and at most one duty as administrator.

A *post* (岗位) is a person's work in the programme (seed 六, 九); a *duty* (管理职责) is one of the three
administrators of 等级保护 (D5). Because there is one field for the duty, nobody can hold two of them. Who audits has no
post, so the one who reads the trail never has a hand in what it tells about.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from baixing_desktop.domain.states import Role
from baixing_desktop.domain.units import Face
from baixing_desktop.errors import InputError

POSTS: Mapping[Face, tuple[Role, ...]] = MappingProxyType(
    {
        Face.WORKROOM: (Role.LIAISON,),
        Face.OFFICE: (Role.OFFICE, Role.TRIAGE, Role.COMMITTEE, Role.PROPOSAL_COMMITTEE),
    }
)
"""The posts that there are on each kind of desk; the first is that of the person who sets it up."""

DUTIES = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)

NAME_LIMIT = 20
"""Longest name of a person in characters."""


class PersonState(StrEnum):
    """Whether a person may sit down here."""

    ACTIVE = "active"
    DISABLED = "disabled"


@dataclass(frozen=True, slots=True)
class Person:
    """One named person. ``id`` is never reused, so the audit stays readable after the name was given to another."""

    id: str
    name: str
    post: Role | None
    duty: Role | None
    state: PersonState
    created_at: datetime
    disabled_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What a second person gives on the spot to confirm what the first one does (four eyes)."""

    name: str
    passphrase: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts now: a person who signed in, or the program itself (:data:`PROGRAM`).

    ``must_change`` says that nothing but a new passphrase is allowed: somebody else chose the present one, or it has
    run out.
    """

    id: str
    name: str
    post: Role | None
    duty: Role | None = None
    must_change: bool = False

    @property
    def roles(self) -> frozenset[Role]:
        """Post and duty together."""
        return frozenset(role for role in (self.post, self.duty) if role is not None)

    @property
    def role(self) -> Role:
        """The role in which the transition tables know this actor: the post, for want of one the duty."""
        return self.post or self.duty or Role.SYSTEM

    @property
    def standing(self) -> str:
        """Post and duty as the trail writes them, at most 32 characters: ``liaison+system`` for a liaison who is system
        administrator.
        """
        if self.post is None or self.duty is None:
            return self.role
        return f"{self.post}+{self.duty.removesuffix('_admin')}"


PROGRAM = Actor("program", "程序", Role.SYSTEM)
"""The receiving service and everything else that no person asked for."""


def actor_of(person: Person, *, must_change: bool = False) -> Actor:
    """The actor that a person is once signed in."""
    return Actor(person.id, person.name, person.post, person.duty, must_change)


def check_roles(post: Role | None, duty: Role | None, face: Face) -> None:
    """Make sure that a person may have this post and this duty.

    Raises:
        InputError: ``ROLES_NONE``, ``ROLE_UNFIT`` (no such post on this desk, or no duty), ``ROLES_APART`` (the audit
            administrator does nothing else).
    """
    if post is None and duty is None:
        raise InputError("ROLES_NONE")
    if post is not None and post not in POSTS[face]:
        raise InputError("ROLE_UNFIT")
    if duty is not None and duty not in DUTIES:
        raise InputError("ROLE_UNFIT")
    if duty is Role.AUDIT_ADMIN and post is not None:
        raise InputError("ROLES_APART")


def keeps_an_administrator(people: "tuple[Person, ...]", changed: Person) -> bool:
    """Whether an active system administrator is left when ``changed`` replaces its former self among ``people``."""
    after = [changed if person.id == changed.id else person for person in people]
    return any(p.state is PersonState.ACTIVE and p.duty is Role.SYSTEM_ADMIN for p in after)


def holds(people: "tuple[Person, ...]", duty: Role) -> bool:
    """Whether an active person has this duty."""
    return any(person.state is PersonState.ACTIVE and person.duty is duty for person in people)
