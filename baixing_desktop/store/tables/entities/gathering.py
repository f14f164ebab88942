"""Topics, sessions, consultations, receivers, typists, community items, nil reports (domain/gathering.py)."""

from collections.abc import Mapping

from sqlalchemy import CheckConstraint, Index, Table

from baixing_desktop.domain.entity import Entity
from baixing_desktop.domain.gathering import (
    ClueContext,
    CommunityItem,
    Consultation,
    ConsultationLink,
    NilReport,
    Receiver,
    Session,
    SessionMember,
    Topic,
    Typist,
    UnitBar,
)
from baixing_desktop.store.mapping import entity_table

GATHERING: Mapping[type[Entity], Table] = {
    Topic: entity_table(
        "topic",
        Topic,
        Index("uq_topic_year_title", "year", "title", unique=True),
        CheckConstraint("opens_on IS NULL OR closes_on IS NULL OR closes_on >= opens_on", name="closes_after_opening"),
        CheckConstraint("state <> 'published' OR opens_on IS NOT NULL", name="published_opens"),
    ),
    Session: entity_table(
        "session",
        Session,
        CheckConstraint("visitors >= 0", name="counted"),
        Index("ix_session_unit_held_on", "unit", "held_on"),
    ),
    SessionMember: entity_table(
        "session_member",
        SessionMember,
        Index("uq_session_member_session_id_name", "session_id", "name", unique=True),
        owned_by="session_id",
    ),
    Consultation: entity_table("consultation", Consultation),
    ConsultationLink: entity_table(
        "consultation_link",
        ConsultationLink,
        Index("uq_consultation_link_consultation_id_clue_id", "consultation_id", "clue_id", unique=True),
        owned_by="consultation_id",
    ),
    Receiver: entity_table(
        "receiver",
        Receiver,
        Index("uq_receiver_unit_name", "unit", "name", unique=True),
        CheckConstraint("kind <> 'workroom' OR member_id IS NULL", name="workroom_is_no_member"),
    ),
    Typist: entity_table("typist", Typist, Index("uq_typist_unit_name", "unit", "name", unique=True)),
    CommunityItem: entity_table(
        "community_item",
        CommunityItem,
        Index("uq_community_item_clue_id", "clue_id", unique=True),
        CheckConstraint("reported_on IS NULL OR reported_on >= registered_on", name="reported_after_registered"),
        owned_by="clue_id",
    ),
    ClueContext: entity_table(
        "clue_context", ClueContext, Index("uq_clue_context_clue_id", "clue_id", unique=True), owned_by="clue_id"
    ),
    UnitBar: entity_table(
        "unit_bar", UnitBar, Index("uq_unit_bar_clue_id_unit", "clue_id", "unit", unique=True), owned_by="clue_id"
    ),
    NilReport: entity_table(
        "nil_report",
        NilReport,
        Index("uq_nil_report_unit_year_month", "unit", "year", "month", unique=True),
        CheckConstraint("month BETWEEN 1 AND 12", name="month_of_year"),
    ),
}
