"""The roles, actions, needs and states that the transition tables speak of; values are the glossary's identifiers."""

from baixing_desktop.domain.states.actions import Action
from baixing_desktop.domain.states.clues import BatchState, ClueState, ImportState, InboundState, OfficeState
from baixing_desktop.domain.states.handling import ExtensionState, ForwardingState
from baixing_desktop.domain.states.needs import Need
from baixing_desktop.domain.states.privacy import ErasureState, RequestState
from baixing_desktop.domain.states.programme import (
    CommendationState,
    IncentiveState,
    PilotState,
    PilotTopicState,
    PremiumState,
    TopicState,
)
from baixing_desktop.domain.states.proposals import ClaimState, ProposalState
from baixing_desktop.domain.states.roles import Role
from baixing_desktop.domain.states.supervision import KeyItemState, LookBackState, SupervisionState

__all__ = [
    "Action",
    "BatchState",
    "ClaimState",
    "ClueState",
    "CommendationState",
    "ErasureState",
    "ExtensionState",
    "ForwardingState",
    "ImportState",
    "InboundState",
    "IncentiveState",
    "KeyItemState",
    "LookBackState",
    "Need",
    "OfficeState",
    "PilotState",
    "PilotTopicState",
    "PremiumState",
    "ProposalState",
    "RequestState",
    "Role",
    "SupervisionState",
    "TopicState",
]
