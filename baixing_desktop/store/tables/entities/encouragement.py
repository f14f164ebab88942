"""Feedback and reward, participation, publicity, commendation, scores (domain/encouragement.py)."""

from collections.abc import Mapping

from sqlalchemy import CheckConstraint, Index, Table

from baixing_desktop.domain.encouragement import (
    Commendation,
    Incentive,
    Invitation,
    Nomination,
    Participation,
    Publicity,
    PublicityClue,
    ResultReport,
    ScoreEntry,
    Showcase,
    ShowcaseClue,
)
from baixing_desktop.domain.entity import Entity
from baixing_desktop.store.mapping import entity_table

ENCOURAGEMENT: Mapping[type[Entity], Table] = {
    Incentive: entity_table(
        "incentive",
        Incentive,
        Index("uq_incentive_clue_id", "clue_id", unique=True),
        CheckConstraint(
            "state NOT IN ('fed_back', 'rewarded', 'not_rewarded') OR fed_back_on IS NOT NULL", name="fed_back_has_date"
        ),
        CheckConstraint("state <> 'not_applicable' OR fed_back_on IS NULL", name="not_applicable_has_none"),
        Index("ix_incentive_state_due_on", "state", "due_on"),
    ),
    Participation: entity_table(
        "participation",
        Participation,
        Index("uq_participation_clue_id_stage_on", "clue_id", "stage", "on", unique=True),
    ),
    Invitation: entity_table("invitation", Invitation),
    Publicity: entity_table("publicity", Publicity),
    PublicityClue: entity_table(
        "publicity_clue",
        PublicityClue,
        Index("uq_publicity_clue_publicity_id_clue_id", "publicity_id", "clue_id", unique=True),
        owned_by="publicity_id",
    ),
    Showcase: entity_table(
        "showcase",
        Showcase,
        Index("uq_showcase_clue_id_ordinal", "clue_id", "ordinal", unique=True),
        CheckConstraint("ordinal >= 1", name="ordinal_from_one"),
    ),
    ShowcaseClue: entity_table(
        "showcase_clue",
        ShowcaseClue,
        Index("uq_showcase_clue_showcase_id_clue_id", "showcase_id", "clue_id", unique=True),
        owned_by="showcase_id",
    ),
    ResultReport: entity_table("result_report", ResultReport),
    Commendation: entity_table(
        "commendation",
        Commendation,
        CheckConstraint(
            "CASE WHEN proposal_id IS NULL THEN 0 ELSE 1 END + CASE WHEN unit IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN member_id IS NULL THEN 0 ELSE 1 END <= 1",
            name="of_one_record",
        ),
    ),
    Nomination: entity_table(
        "nomination",
        Nomination,
        *(
            Index(f"uq_nomination_year_kind_{of}", "year", "kind", of, unique=True)
            for of in ("proposal_id", "unit", "member_id", "post_id")
        ),
        Index("uq_nomination_commendation_id", "commendation_id", unique=True),
        CheckConstraint(
            "CASE WHEN proposal_id IS NULL THEN 0 ELSE 1 END + CASE WHEN unit IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN member_id IS NULL THEN 0 ELSE 1 END + CASE WHEN post_id IS NULL THEN 0 ELSE 1 END <= 1",
            name="of_one_record",
        ),
        CheckConstraint(
            "state NOT IN ('approved', 'told') OR (decided_on IS NOT NULL AND meeting <> '')", name="decided_by_meeting"
        ),
        CheckConstraint("state <> 'told' OR told_on IS NOT NULL", name="told_has_date"),
        parents={"post_id": "roster_entry", "commendation_id": "commendation"},
    ),
    ScoreEntry: entity_table(
        "score_entry",
        ScoreEntry,
        Index("uq_score_entry_member_id_rule_object_id", "member_id", "rule", "object_id", unique=True),
    ),
}
