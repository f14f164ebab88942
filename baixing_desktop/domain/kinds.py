"""The codes that entities bear besides their state: kinds, forms, stages, levels (labels in ``domain/labels``).

They are fixed by the seed; lists that an office may edit are reference data instead.
"""

from enum import StrEnum


class ReceiverKind(StrEnum):
    """接收人 is a member or the workroom itself (seed 附件3)."""

    MEMBER = "member"
    WORKROOM = "workroom"


class ConsultationKind(StrEnum):
    """What a consultation is part of (seed 二, 八(一)2)."""

    PLATFORM = "consultation_platform"
    CPPCC = "cppcc"
    GRASSROOTS = "grassroots"
    PARTY_GROUP = "party_group"
    SOCIAL_ORGANISATION = "social_organisation"


class DispatchKind(StrEnum):
    """转送 asks a body to study a clue; 交办 assigns a filed proposal (seed 八(三)1)."""

    FORWARD = "forward"
    ASSIGN = "assign"


class HandlerPart(StrEnum):
    """单办, 主办, 会办 or 分办 (domain A2, handling modes)."""

    SOLE = "sole"
    LEAD = "lead"
    CO = "co_handler"
    SEPARATE = "separate"


class Attitude(StrEnum):
    """How the handler's people behaved, apart from the result (F40)."""

    SATISFIED = "satisfied"
    UNDERSTOOD = "understood"
    DISSATISFIED = "dissatisfied"


class OpinionChannel(StrEnum):
    """How an opinion was heard or a reward's news was given (domain A2, before replying)."""

    INTERVIEW = "interview"
    MEETING = "meeting"
    PHONE = "phone"
    LETTER = "letter"
    MESSAGE = "message"
    OTHER = "other"


class PublicChannel(StrEnum):
    """公开渠道 of a handler's public response (seed 八(四)2)."""

    WEBSITE = "website"
    WECHAT = "wechat"
    MEDIA = "media"
    NOTICE_BOARD = "notice_board"
    MEETING = "meeting"
    OTHER = "other"


class ResultKind(StrEnum):
    """What a suggestion became (seed 八(四)2)."""

    POLICY = "policy"
    LIVELIHOOD_PROJECT = "livelihood_project"
    GOVERNANCE = "governance"
    OTHER = "other"


class RowOutcome(StrEnum):
    """What became of one row of an imported table."""

    REGISTERED = "registered"
    DRAFT = "draft"
    REPEATED = "repeated"
    REFUSED = "refused"


class OutputKind(StrEnum):
    """What the CPPCC itself makes of a clue (seed 八(三)1, 九(二)5, 九(三)3)."""

    STANDING_COMMITTEE = "standing_committee"
    KEY_CULTIVATION = "key_cultivation"
    CONSULTATION_PLATFORM = "consultation_platform"
    SPECIAL_BRIEF = "special_brief"
    MEMBERS_VOICE = "members_voice"
    OPINION_INFO = "opinion_info"
    INTERIM_PROPOSAL = "interim"
    PLENARY_PROPOSAL = "plenary"
    PLENARY_SPEECH = "plenary_speech"
    RECOMMENDATION = "recommendation"


class CityReportKind(StrEnum):
    """How a clue goes to the city (seed 八(三)2)."""

    EXPRESS = "city_express"
    PREMIUM = "city_premium"


class PremiumUse(StrEnum):
    """The five uses at city level (seed 八(三)2)."""

    KEY_PROPOSAL = "key_proposal"
    SECTOR_SPEECH = "sector_speech"
    ANNUAL_CONSULTATION = "annual_consultation"
    SUPERVISION_TOPIC = "supervision_topic"
    OPINION_INFO = "opinion_info"


class ReportTarget(StrEnum):
    """To whom results and premium clues are reported (seed 八(五)3, 九(一)5)."""

    DISTRICT = "district"
    CITY_CPPCC = "city_cppcc"


class ProposalKind(StrEnum):
    """平时提案 or 全会提案 (seed 八(三)1)."""

    INTERIM = "interim"
    PLENARY = "plenary"


class ProposerKind(StrEnum):
    """Who may propose; a citizen cannot, hence the claim (domain A2)."""

    MEMBER = "member"
    JOINT = "joint"
    PARTY = "party"
    PEOPLES_ORGANISATION = "peoples_organisation"
    COMMITTEE = "committee"
    SECTOR = "sector"
    GROUP = "group"


class CultivationKind(StrEnum):
    """A line of the cultivation log (F47)."""

    RESEARCH = "research"
    CONSULTATION = "consultation"
    DRAFT = "draft"
    HELP = "help"


class SupervisionForm(StrEnum):
    """调研, 书面, 对口 or 会议协商 (seed 八(四)2)."""

    SURVEY = "survey"
    WRITTEN = "written"
    COUNTERPART = "counterpart"
    MEETING = "meeting"


class ParticipationStage(StrEnum):
    """The twelve stages in which citizens take part (seed 二, second layer)."""

    COLLECTION = "collection"
    TOPIC = "topic"
    CULTIVATION = "cultivation"
    RESEARCH = "research"
    WRITING = "writing"
    CONSULTATION = "consultation"
    SUPERVISION = "supervision"
    RESULTS = "results"
    SELECTION = "selection"
    SHOWCASE = "showcase"
    PUBLICITY = "publicity"
    PROMOTION = "promotion"


class InvitationKind(StrEnum):
    """To what a contributor is invited (seed 八(五)2)."""

    PLENARY = "plenary"
    SURVEY = "survey"
    OTHER = "other"


class RewardKind(StrEnum):
    """适当方式激励 (seed 八(五)2)."""

    LETTER = "letter"
    CERTIFICATE = "certificate"
    SOUVENIR = "souvenir"
    OTHER = "other"


class MediaLevel(StrEnum):
    """Level of the paper or station (seed 八(五)1, 九(一)3)."""

    CENTRAL = "central"
    PROVINCIAL = "provincial"
    CITY = "city"
    DISTRICT = "district"
    OWN = "own"


class CommendationKind(StrEnum):
    """Who or what is commended (seed 八(五)2, 九(二)3)."""

    OUTSTANDING_PROPOSAL = "outstanding"
    HANDLER = "handler"
    COLLECTING_UNIT = "collecting_unit"
    PERSON = "person"


class PilotKind(StrEnum):
    """What a pilot is (seed 附件2)."""

    STREET = "street"
    DEPARTMENT = "department"
    ENTERPRISE = "enterprise"
    TOPIC = "topic"


class RosterGroup(StrEnum):
    """The leading group, its office, the four work groups and the task force (seed 六, 附件1)."""

    LEADING_GROUP = "leading_group"
    OFFICE = "office"
    GENERAL = "general_group"
    GUIDANCE = "guidance_group"
    TRIAGE = "triage_group"
    SUPPORT = "support_group"
    TASK_FORCE = "task_force"


class LetterKind(StrEnum):
    """The papers that take a number from the letter register."""

    FORWARD = "forward"
    ASSIGN = "assign"
    REMIND = "remind"
    FEEDBACK = "feedback"
    CITY = "city"
    OTHER = "other"


class NoteKind(StrEnum):
    """Papers on the shelf: work rules, experience, cost notes (seed 十(五), 六(三)4)."""

    WORK_RULE = "work_rule"
    EXPERIENCE = "experience"
    COST = "cost"


class LimitRule(StrEnum):
    """How a limit is counted: 自然月, 日, 工作日 (domain decision 4)."""

    CALENDAR_MONTH = "calendar_month"
    DAYS = "days"
    WORKING_DAYS = "working_days"


class QuotaBasis(StrEnum):
    """Whether 每年不少于2条 counts per member or per committee (domain decision 3)."""

    PER_MEMBER = "per_member"
    PER_COMMITTEE = "per_committee"


class CompendiumEdition(StrEnum):
    """线索汇编 without contacts, or the office's internal one (domain decision 7)."""

    REDACTED = "redacted"
    INTERNAL = "internal"
