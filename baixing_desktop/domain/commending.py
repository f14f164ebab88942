"""What is put forward for 表彰 (seed 八(五)2, 九(二)3; F59)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Target:
    """What is commended: exactly one of a proposal, a unit (its code), a member, a post of the roster."""

    proposal_id: str | None = None
    unit: str | None = None
    member_id: str | None = None
    post_id: str | None = None
