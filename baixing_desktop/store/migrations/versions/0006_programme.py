"""The records of the programme, one table each; states and columns that forwardings, clues and batches were waiting for.

Revision: 0006, after 0005. Imports nothing of the project.
"""

# pyright: basic
# Alembic's operations carry no complete types.

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_TYPES = {
    "id": sa.String(36),
    "code": sa.String(32),
    "moment": sa.String(20),
    "day": sa.String(10),
    "text": sa.Text(),
    "int": sa.Integer(),
    "bool": sa.Boolean(),
}

# Name, columns (``name:type``, ``?`` may be NULL, ``>table`` refers to, ``>>table`` is deleted with), checks, indexes.
_TABLES = (
    (
        "claim_window",
        "id:id year:int name:text opens_on:day closes_on:day version:int",
        {"closes_after_opening": "closes_on >= opens_on"},
        ("unique year name",),
    ),
    (
        "compendium",
        "id:id year:int issue:int title:text period_from:day period_to:day edition:code made_at:moment "
        "made_by:text version:int",
        {"edition_known": "edition IN ('redacted', 'internal')", "period_in_order": "period_to >= period_from"},
        ("unique year issue",),
    ),
    (
        "consultation",
        "id:id kind:code title:text held_on:day organiser:text place:text participants:text summary:text version:int",
        {
            "kind_known": "kind IN ('consultation_platform', 'cppcc', 'grassroots', 'party_group', 'social_organisation')"
        },
        (),
    ),
    (
        "letter_entry",
        "id:id organ:text year:int serial:int kind:code addressee:text subject:text issued_on:day "
        "registered_at:moment registered_by:text object_id:id? voided_on:day? void_reason:text version:int",
        {
            "kind_known": "kind IN ('forward', 'assign', 'remind', 'feedback', 'city', 'other')",
            "serial_from_one": "serial >= 1",
            "voided_has_reason": "voided_on IS NULL OR void_reason <> ''",
        },
        (
            "object_id",
            "unique organ year serial",
        ),
    ),
    (
        "member",
        "id:id name:text term:int sector:text committee:text? workroom:text? from_on:day? until_on:day? note:text "
        "version:int",
        {"term_in_order": "from_on IS NULL OR until_on IS NULL OR until_on >= from_on"},
        ("name",),
    ),
    (
        "nil_report",
        "id:id unit:text year:int month:int reason:text reported_at:moment reported_by:text version:int",
        {"month_of_year": "month BETWEEN 1 AND 12"},
        ("unique unit year month",),
    ),
    (
        "publicity",
        "id:id on:day medium:text level:code title:text link:text note:text version:int",
        {"level_known": "level IN ('central', 'provincial', 'city', 'district', 'own')"},
        (),
    ),
    (
        "result_report",
        "id:id target:code title:text on:day letter_number:text? note:text version:int",
        {"target_known": "target IN ('district', 'city_cppcc')"},
        (),
    ),
    (
        "roster_entry",
        "id:id group:code post:text name:text title:text ordinal:int from_on:day? until_on:day? version:int",
        {
            "group_known": "\"group\" IN ('leading_group', 'office', 'general_group', 'guidance_group', 'triage_group', 'support_group', 'task_force')",
            "term_in_order": "from_on IS NULL OR until_on IS NULL OR until_on >= from_on",
        },
        (),
    ),
    (
        "shelf_note",
        "id:id kind:code title:text on:day text:text attachment:text? amount_cents:int? version:int",
        {"kind_known": "kind IN ('work_rule', 'experience', 'cost')"},
        (),
    ),
    (
        "topic",
        "id:id year:int title:text state:code proposed_by:text suggested_on:day note:text theme:text? city:bool "
        "opens_on:day? closes_on:day? reason:text pilot_state:code? version:int",
        {
            "closes_after_opening": "opens_on IS NULL OR closes_on IS NULL OR closes_on >= opens_on",
            "pilot_state_known": "pilot_state IN ('proposed', 'selected', 'approved')",
            "published_opens": "state <> 'published' OR opens_on IS NOT NULL",
            "state_known": "state IN ('suggested', 'approved', 'published', 'closed', 'cancelled')",
        },
        ("unique year title",),
    ),
    (
        "typist",
        "id:id unit:text name:text user_id:id? active:bool version:int",
        {},
        ("unique unit name",),
    ),
    (
        "city_report",
        "id:id clue_id:id>clue kind:code title:text started_on:day committee:text? departments:text "
        "reported_on:day? letter_number:text? result_on:day? result:text version:int",
        {
            "kind_known": "kind IN ('city_express', 'city_premium')",
            "result_after_report": "result_on IS NULL OR reported_on IS NOT NULL",
        },
        (),
    ),
    (
        "clue_edition",
        "id:id clue_id:id>clue ordinal:int title:text analysis:text suggestions:text at:moment actor:text "
        "reason:text version:int",
        {"ordinal_from_one": "ordinal >= 1"},
        ("unique clue_id ordinal",),
    ),
    (
        "community_item",
        "id:id clue_id:id>>clue community:text organisation:text registered_on:day reported_on:day? version:int",
        {"reported_after_registered": "reported_on IS NULL OR reported_on >= registered_on"},
        ("unique clue_id",),
    ),
    (
        "compendium_item",
        "id:id compendium_id:id>>compendium clue_id:id>clue position:int theme:text version:int",
        {"position_from_one": "position >= 1"},
        (
            "unique compendium_id clue_id",
            "unique compendium_id position",
        ),
    ),
    (
        "consultation_link",
        "id:id consultation_id:id>>consultation clue_id:id>clue version:int",
        {},
        ("unique consultation_id clue_id",),
    ),
    (
        "incentive",
        "id:id clue_id:id>clue state:code adopted_on:day adopted_as:text due_on:day? fed_back_on:day? "
        "channel:code? reward:code? decided_on:day? reason:text note:text version:int",
        {
            "channel_known": "channel IN ('interview', 'meeting', 'phone', 'letter', 'message', 'other')",
            "fed_back_has_date": "state NOT IN ('fed_back', 'rewarded', 'not_rewarded') OR fed_back_on IS NOT NULL",
            "not_applicable_has_none": "state <> 'not_applicable' OR fed_back_on IS NULL",
            "reward_known": "reward IN ('letter', 'certificate', 'souvenir', 'other')",
            "state_known": "state IN ('due', 'fed_back', 'rewarded', 'not_rewarded', 'not_applicable')",
        },
        (
            "state due_on",
            "unique clue_id",
        ),
    ),
    (
        "invitation",
        "id:id clue_id:id>clue kind:code occasion:text on:day attended:bool? note:text version:int",
        {"kind_known": "kind IN ('plenary', 'survey', 'other')"},
        (),
    ),
    (
        "merge_link",
        "id:id clue_id:id>clue master_id:id>clue former_state:code at:moment actor:text reason:text "
        "undone_at:moment? undone_by:text? version:int",
        {
            "former_state_known": "former_state IN ('received', 'screening', 'returned', 'declined', 'withdrawn', 'merged', 'accepted', 'retained', 'classified', 'routed', 'concluded', 'archived')",
            "not_to_itself": "clue_id <> master_id",
            "undone_whole": "(undone_at IS NULL) = (undone_by IS NULL)",
        },
        (),
    ),
    (
        "output",
        "id:id clue_id:id>clue kind:code title:text started_on:day committee:text? "
        "consultation_id:id?>consultation delivered_on:day? addressee:text result:text dropped_on:day? "
        "reason:text version:int",
        {
            "delivered_after_start": "delivered_on IS NULL OR delivered_on >= started_on",
            "delivered_or_dropped": "delivered_on IS NULL OR dropped_on IS NULL",
            "dropped_after_start": "dropped_on IS NULL OR dropped_on >= started_on",
            "kind_known": "kind IN ('standing_committee', 'key_cultivation', 'consultation_platform', 'special_brief', 'members_voice', 'opinion_info', 'interim', 'plenary', 'plenary_speech', 'recommendation')",
        },
        (),
    ),
    (
        "participation",
        "id:id clue_id:id>clue stage:code on:day note:text version:int",
        {
            "stage_known": "stage IN ('collection', 'topic', 'cultivation', 'research', 'writing', 'consultation', 'supervision', 'results', 'selection', 'showcase', 'publicity', 'promotion')"
        },
        ("unique clue_id stage on",),
    ),
    (
        "pilot",
        "id:id kind:code name:text state:code proposed_on:day batch:int unit:text? community:text? "
        "topic_id:id?>topic meeting:text approved_on:day? started_on:day? extended_until:day? ended_on:day? "
        "experience:text reason:text version:int",
        {
            "approved_has_date": "state IN ('proposed', 'submitted_to_meeting') OR approved_on IS NOT NULL",
            "kind_known": "kind IN ('street', 'department', 'enterprise', 'topic')",
            "state_known": "state IN ('proposed', 'submitted_to_meeting', 'approved', 'running', 'extended', 'ended')",
            "submitted_to_a_meeting": "state = 'proposed' OR meeting <> ''",
        },
        (),
    ),
    (
        "proposal",
        "id:id title:text kind:code state:code proposer_kind:code proposer:text drafted_on:day term:int? "
        "session_no:int? number:int? member_id:id?>member committee:text? analysis:text suggestions:text "
        "submitted_on:day? decided_on:day? assigned_on:day? withdrawn_on:day? master_id:id?>proposal reason:text "
        "version:int",
        {
            "filed_has_number": "state NOT IN ('filed', 'assigned', 'concluded') OR number IS NOT NULL",
            "kind_known": "kind IN ('interim', 'plenary')",
            "merged_has_master": "state <> 'merged_into_proposal' OR master_id IS NOT NULL",
            "not_to_itself": "master_id IS NULL OR master_id <> id",
            "proposer_kind_known": "proposer_kind IN ('member', 'joint', 'party', 'peoples_organisation', 'committee', 'sector', 'group')",
            "state_known": "state IN ('drafted', 'submitted', 'filed', 'not_filed', 'merged_into_proposal', 'withdrawn', 'assigned', 'concluded', 'offered_again', 'opinion_info', 'retained')",
        },
        (
            "state",
            "unique term session_no number",
        ),
    ),
    (
        "publicity_clue",
        "id:id publicity_id:id>>publicity clue_id:id>clue version:int",
        {},
        ("unique publicity_id clue_id",),
    ),
    (
        "receiver",
        "id:id unit:text kind:code name:text member_id:id?>member active:bool version:int",
        {
            "kind_known": "kind IN ('member', 'workroom')",
            "workroom_is_no_member": "kind <> 'workroom' OR member_id IS NULL",
        },
        ("unique unit name",),
    ),
    (
        "result_use",
        "id:id clue_id:id>clue kind:code title:text on:day proof:text version:int",
        {"kind_known": "kind IN ('policy', 'livelihood_project', 'governance', 'other')"},
        (),
    ),
    (
        "score_entry",
        "id:id member_id:id>member year:int rule:text points:int object_id:id at:moment note:text version:int",
        {},
        ("unique member_id rule object_id",),
    ),
    (
        "screening",
        "id:id clue_id:id>clue action:code state:code at:moment actor:text reason_code:text? reason:text "
        "referral:text notice:text version:int",
        {
            "declined_why": "action <> 'decline' OR (reason_code IS NOT NULL AND referral <> '')",
            "state_known": "state IN ('received', 'screening', 'returned', 'declined', 'withdrawn', 'merged', 'accepted', 'retained', 'classified', 'routed', 'concluded', 'archived')",
        },
        ("clue_id at",),
    ),
    (
        "session",
        "id:id unit:text held_on:day place:text created_at:moment topic_id:id?>topic community:text? visitors:int "
        "note:text version:int",
        {"counted": "visitors >= 0"},
        ("unit held_on",),
    ),
    (
        "split_link",
        "id:id origin_id:id>clue part_id:id>clue ordinal:int at:moment actor:text reason:text version:int",
        {"not_of_itself": "origin_id <> part_id", "ordinal_from_one": "ordinal >= 1"},
        (
            "unique origin_id ordinal",
            "unique part_id",
        ),
    ),
    (
        "assignment",
        "id:id kind:code clue_id:id>clue drafted_at:moment drafted_by:text proposal_id:id?>proposal subject:text "
        "opinion:text version:int",
        {
            "assigned_is_proposal": "(kind = 'assign') = (proposal_id IS NOT NULL)",
            "kind_known": "kind IN ('forward', 'assign')",
        },
        (),
    ),
    (
        "claim",
        "id:id clue_id:id>clue state:code offered_on:day window_id:id?>claim_window committee:text? "
        "suggested_handler:text? gist:text claimant_kind:code? claimant:text member_id:id?>member claimed_on:day? "
        "cultivated_since:day? proposal_id:id?>proposal released_on:day? reason:text version:int",
        {
            "claimant_kind_known": "claimant_kind IN ('member', 'joint', 'party', 'peoples_organisation', 'committee', 'sector', 'group')",
            "claimed_by_somebody": "state NOT IN ('claimed', 'cultivating', 'proposal_drafted') OR claimant <> ''",
            "drafted_has_proposal": "state <> 'proposal_drafted' OR proposal_id IS NOT NULL",
            "state_known": "state IN ('offered', 'claimed', 'cultivating', 'proposal_drafted', 'released', 'lapsed')",
        },
        ("state",),
    ),
    (
        "clue_context",
        "id:id clue_id:id>>clue session_id:id?>session topic_id:id?>topic community:text? theme:text? event:text "
        "dictated:bool urgent:bool important:bool universal:bool far_reaching:bool beyond_grassroots:bool "
        "not_to:text? version:int",
        {},
        ("unique clue_id",),
    ),
    (
        "commendation",
        "id:id year:int kind:code subject:text decided_on:day grounds:text proposal_id:id?>proposal unit:text? "
        "member_id:id?>member version:int",
        {
            "kind_known": "kind IN ('outstanding', 'handler', 'collecting_unit', 'person')",
            "of_one_record": "CASE WHEN proposal_id IS NULL THEN 0 ELSE 1 END + CASE WHEN unit IS NULL THEN 0 ELSE 1 END + CASE WHEN member_id IS NULL THEN 0 ELSE 1 END <= 1",
        },
        (),
    ),
    (
        "key_item",
        "id:id proposal_id:id>proposal year:int state:code proposed_on:day grounds:text leader:text meeting:text "
        "confirmed_on:day? reported_on:day? report:text reason:text version:int",
        {
            "confirmed_has_leader": "state IN ('candidate', 'dropped') OR leader <> ''",
            "state_known": "state IN ('candidate', 'confirmed', 'supervised', 'reported', 'dropped')",
        },
        ("unique proposal_id year",),
    ),
    (
        "premium",
        "id:id clue_id:id>clue year:int committee:text state:code nominated_on:day nominated_by:text grounds:text "
        "proposal_id:id?>proposal selected_on:day? use:code? used_on:day? reason:text version:int",
        {
            "reported_was_selected": "state NOT IN ('reported', 'used') OR selected_on IS NOT NULL",
            "state_known": "state IN ('nominated', 'shortlisted', 'selected', 'reported', 'used', 'not_selected')",
            "use_known": "use IN ('key_proposal', 'sector_speech', 'annual_consultation', 'supervision_topic', 'opinion_info')",
            "used_has_use": "state <> 'used' OR use IS NOT NULL",
        },
        ("unique clue_id year",),
    ),
    (
        "proposal_clue",
        "id:id proposal_id:id>proposal clue_id:id>clue leading:bool version:int",
        {},
        ("unique proposal_id clue_id",),
    ),
    (
        "session_member",
        "id:id session_id:id>>session name:text member_id:id?>member duty:text version:int",
        {},
        ("unique session_id name",),
    ),
    (
        "cultivation",
        "id:id clue_id:id>clue kind:code on:day person:text text:text claim_id:id?>claim attachment:text? version:int",
        {"kind_known": "kind IN ('research', 'consultation', 'draft', 'help')"},
        (),
    ),
    (
        "joint_claimant",
        "id:id claim_id:id>>claim name:text member_id:id?>member version:int",
        {},
        ("unique claim_id name",),
    ),
    (
        "premium_report",
        "id:id premium_id:id>premium target:code on:day letter_number:text? version:int",
        {"target_known": "target IN ('district', 'city_cppcc')"},
        ("unique premium_id target on",),
    ),
    (
        "extension",
        "id:id forwarding_id:id>forwarding state:code requested_on:day old_due_on:day wanted_due_on:day "
        "reason:text decided_on:day? new_due_on:day? decision:text version:int",
        {
            "decided_has_date": "(state = 'requested') = (decided_on IS NULL)",
            "granted_is_later": "state <> 'granted' OR (new_due_on IS NOT NULL AND new_due_on > old_due_on)",
            "state_known": "state IN ('requested', 'granted', 'refused')",
        },
        (),
    ),
    (
        "handler_reply",
        "id:id forwarding_id:id>forwarding ordinal:int outcome:code text:text replied_on:day on_time:bool? "
        "promised_on:day? completed_on:day? letter_number:text signer:text rejected_on:day? rejection:text "
        "version:int",
        {
            "ordinal_from_one": "ordinal >= 1",
            "outcome_known": "outcome IN ('resolved', 'planned', 'reference')",
            "planned_has_date": "outcome <> 'planned' OR promised_on IS NOT NULL",
        },
        ("unique forwarding_id ordinal",),
    ),
    (
        "public_response",
        "id:id forwarding_id:id>forwarding channel:code published_on:day title:text link:text version:int",
        {"channel_known": "channel IN ('website', 'wechat', 'media', 'notice_board', 'meeting', 'other')"},
        (),
    ),
    (
        "reminder",
        "id:id forwarding_id:id>forwarding reminded_on:day channel:code letter_number:text? note:text version:int",
        {"channel_known": "channel IN ('interview', 'meeting', 'phone', 'letter', 'message', 'other')"},
        (),
    ),
    (
        "return_request",
        "id:id forwarding_id:id>forwarding requested_on:day reason:text suggested_handler:text? decided_on:day? "
        "granted:bool? decision:text new_handler:text? version:int",
        {"decided_whole": "(granted IS NULL) = (decided_on IS NULL)"},
        (),
    ),
    (
        "supervision",
        "id:id state:code planned_on:day subject:text forwarding_id:id?>forwarding proposal_id:id?>proposal "
        "key_item_id:id?>key_item consultation_id:id?>consultation form:code? held_on:day? place:text "
        "participants:text findings:text done_on:day? reason:text version:int",
        {
            "concerns_something": "forwarding_id IS NOT NULL OR proposal_id IS NOT NULL",
            "form_known": "form IN ('survey', 'written', 'counterpart', 'meeting')",
            "held_somehow": "state NOT IN ('held', 'followed_up', 'done') OR (form IS NOT NULL AND held_on IS NOT NULL)",
            "state_known": "state IN ('planned', 'held', 'followed_up', 'done', 'called_off')",
        },
        (),
    ),
    (
        "contributor_contact",
        "id:id forwarding_id:id>forwarding reply_id:id>handler_reply clue_id:id>clue channel:code "
        "contacted_on:day person:text note:text version:int",
        {
            "channel_known": "channel IN ('face', 'phone', 'letter', 'unreachable')",
            "unreachable_has_note": "channel <> 'unreachable' OR note <> ''",
        },
        ("unique forwarding_id clue_id reply_id",),
    ),
    (
        "follow_up",
        "id:id supervision_id:id>supervision on:day text:text version:int",
        {},
        (),
    ),
    (
        "look_back",
        "id:id reply_id:id>handler_reply promised_on:day state:code listed_on:day round:int scheduled_on:day? "
        "checked_on:day? heard:bool read:bool visited:bool inspected:bool with_party_office:bool "
        "with_government_office:bool findings:text new_promised_on:day? reason:text version:int",
        {
            "checked_jointly": "state NOT IN ('checked', 'completed', 'continued', 'not_done') OR with_party_office OR with_government_office",
            "checked_somehow": "state NOT IN ('checked', 'completed', 'continued', 'not_done') OR heard OR read OR visited OR inspected",
            "scheduled_has_date": "state <> 'scheduled' OR scheduled_on IS NOT NULL",
            "state_known": "state IN ('listed', 'scheduled', 'checked', 'completed', 'continued', 'not_done')",
        },
        ("state promised_on",),
    ),
    (
        "evaluation",
        "id:id contact_id:id>contributor_contact satisfaction:code heard_on:day attitude:code? heard_by:code? "
        "opinion:text version:int",
        {
            "attitude_known": "attitude IN ('satisfied', 'understood', 'dissatisfied')",
            "heard_by_known": "heard_by IN ('interview', 'meeting', 'phone', 'letter', 'message', 'other')",
            "satisfaction_known": "satisfaction IN ('satisfied', 'fairly_satisfied', 'dissatisfied')",
        },
        ("unique contact_id",),
    ),
)

# At most one row of the table with the same columns fulfils the condition.
_UNIQUE_WHERE = (
    ("merge_link", "clue_id", "undone_at IS NULL"),
    ("extension", "forwarding_id", "state = 'requested'"),
    ("return_request", "forwarding_id", "granted IS NULL"),
    ("claim", "clue_id", "state NOT IN ('released', 'lapsed')"),
    ("proposal_clue", "proposal_id", '"leading"'),
    ("look_back", "reply_id", "state NOT IN ('completed', 'not_done')"),
)

# Table, column, the states so far, and the new ones with the one they come behind.
_STATES = (
    (
        "clue",
        "office_state",
        "'received', 'screening', 'returned', 'declined', 'merged', 'accepted', 'retained', 'classified', 'routed', 'concluded', 'archived'",
        "'received', 'screening', 'returned', 'declined', 'withdrawn', 'merged', 'accepted', 'retained', 'classified', 'routed', 'concluded', 'archived'",
    ),
    (
        "forwarding",
        "state",
        "'drafted', 'approved', 'issued', 'received', 'return_requested', 'taken_over', 'replied', 'contacted', 'evaluated', 'closed', 'reassigned'",
        "'drafted', 'approved', 'issued', 'received', 'return_requested', 'taken_over', 'replied', 'contacted', 'evaluated', 'closed', 'reassigned', 'noted', 'waived', 'cancelled'",
    ),
    ("batch", "state", "'sealed', 'exported', 'receipted'", "'open', 'sealed', 'exported', 'receipted'"),
)


def upgrade() -> None:
    """Create the tables, then give forwardings their columns and every machine its states."""
    for name, columns, checks, indexes in _TABLES:
        _create(name, columns, checks, indexes)
    for table, columns, condition in _UNIQUE_WHERE:
        op.execute(f"CREATE UNIQUE INDEX ux_{table}_{columns} ON {table} ({columns}) WHERE {condition}")
    for table, column, before, after in _STATES:
        _admit(table, column, before, after)
    _add_to_forwarding("kind", "VARCHAR(32) DEFAULT 'forward' NOT NULL", "kind IN ('forward', 'assign')")
    _add_to_forwarding(
        "part", "VARCHAR(32) DEFAULT 'sole' NOT NULL", "part IN ('sole', 'lead', 'co_handler', 'separate')"
    )
    for column, parent in (("assignment_id", "assignment"), ("replaces_id", "forwarding")):
        key = f"CONSTRAINT fk_forwarding_{column}_{parent} REFERENCES {parent} (id)"
        op.execute(f"ALTER TABLE forwarding ADD COLUMN {column} VARCHAR(36) {key}")
    op.create_index("ix_forwarding_assignment_id", "forwarding", ["assignment_id"])


def _create(name: str, columns: str, checks: dict[str, str], indexes: tuple[str, ...]) -> None:
    made, parents = [], []
    for word in columns.split():
        column, _, kind = word.partition(":")
        kind, owned, parent = kind.partition(">>") if ">>" in kind else kind.partition(">")
        if parent:
            key = op.f(f"fk_{name}_{column}_{parent}")
            parents.append(column)
            made.append(
                sa.ForeignKeyConstraint(
                    [column], [f"{parent}.id"], name=key, ondelete="CASCADE" if owned == ">>" else None
                )
            )
        made.append(sa.Column(column, _TYPES[kind.removesuffix("?")], nullable=kind.endswith("?")))
    made += [sa.CheckConstraint(rule, name=op.f(f"ck_{name}_{word}")) for word, rule in checks.items()]
    made.append(sa.CheckConstraint("version >= 1", name=op.f(f"ck_{name}_version_from_one")))
    op.create_table(name, *made, sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")))
    for index in (*parents, *indexes):
        words = index.removeprefix("unique ").split()
        unique = index.startswith("unique ")
        op.create_index(f"{'uq' if unique else 'ix'}_{name}_{'_'.join(words)}", name, words, unique=unique)


def _admit(table: str, column: str, before: str, after: str) -> None:
    """Let a column hold more codes. SQLite can change a constraint only in the text of its schema (as its manual says)."""
    constraint = f"ck_{table}_{column}_known"
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {constraint}")
        op.execute(f"ALTER TABLE {table} ADD CONSTRAINT {constraint} CHECK ({column} IN ({after}))")
        return
    version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    connection.exec_driver_sql("PRAGMA writable_schema=ON")
    changed = connection.exec_driver_sql(
        "UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = ? AND instr(sql, ?) > 0",
        (f"{column} IN ({before})", f"{column} IN ({after})", table, f"{column} IN ({before})"),
    )
    if changed.rowcount != 1:
        raise RuntimeError(constraint)
    connection.exec_driver_sql(f"PRAGMA schema_version={version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema=OFF")


def _add_to_forwarding(column: str, kind: str, rule: str) -> None:
    constraint = f"CONSTRAINT ck_forwarding_{column}_known CHECK ({rule})"
    op.execute(f"ALTER TABLE forwarding ADD COLUMN {column} {kind} {constraint}")
