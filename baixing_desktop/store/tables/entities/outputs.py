"""Outputs, reports to the city, premium items, compendiums (domain/outputs.py)."""

from collections.abc import Mapping

from sqlalchemy import CheckConstraint, Index, Table

from baixing_desktop.domain.entity import Entity
from baixing_desktop.domain.outputs import CityReport, Compendium, CompendiumItem, Output, Premium, PremiumReport
from baixing_desktop.store.mapping import entity_table

OUTPUTS: Mapping[type[Entity], Table] = {
    Output: entity_table(
        "output",
        Output,
        CheckConstraint("delivered_on IS NULL OR dropped_on IS NULL", name="delivered_or_dropped"),
        CheckConstraint("delivered_on IS NULL OR delivered_on >= started_on", name="delivered_after_start"),
        CheckConstraint("dropped_on IS NULL OR dropped_on >= started_on", name="dropped_after_start"),
    ),
    CityReport: entity_table(
        "city_report",
        CityReport,
        CheckConstraint("result_on IS NULL OR reported_on IS NOT NULL", name="result_after_report"),
    ),
    Premium: entity_table(
        "premium",
        Premium,
        Index("uq_premium_clue_id_year", "clue_id", "year", unique=True),
        CheckConstraint("state NOT IN ('reported', 'used') OR selected_on IS NOT NULL", name="reported_was_selected"),
        CheckConstraint("state <> 'used' OR use IS NOT NULL", name="used_has_use"),
    ),
    PremiumReport: entity_table(
        "premium_report",
        PremiumReport,
        Index("uq_premium_report_premium_id_target_on", "premium_id", "target", "on", unique=True),
    ),
    Compendium: entity_table(
        "compendium",
        Compendium,
        Index("uq_compendium_year_issue", "year", "issue", unique=True),
        CheckConstraint("period_to >= period_from", name="period_in_order"),
    ),
    CompendiumItem: entity_table(
        "compendium_item",
        CompendiumItem,
        Index("uq_compendium_item_compendium_id_clue_id", "compendium_id", "clue_id", unique=True),
        Index("uq_compendium_item_compendium_id_position", "compendium_id", "position", unique=True),
        CheckConstraint("position >= 1", name="position_from_one"),
        owned_by="compendium_id",
    ),
}
