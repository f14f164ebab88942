CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
)
--
CREATE TABLE audit (
	seq INTEGER NOT NULL, 
	at VARCHAR(20) NOT NULL, 
	actor VARCHAR(64) NOT NULL, 
	role VARCHAR(32) NOT NULL, 
	action VARCHAR(32) NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	object_id VARCHAR(64) NOT NULL, 
	detail TEXT NOT NULL, 
	prev VARCHAR(64) NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_audit PRIMARY KEY (seq), 
	CONSTRAINT ck_audit_seq_from_one CHECK (seq >= 1)
)
--
CREATE INDEX ix_audit_object_id ON audit (object_id, seq)
--
CREATE TABLE batch (
	id VARCHAR(36) NOT NULL, 
	epoch INTEGER NOT NULL, 
	first INTEGER NOT NULL, 
	last INTEGER NOT NULL, 
	head VARCHAR(64) NOT NULL, 
	sealed_at VARCHAR(20) NOT NULL, 
	state VARCHAR(32) NOT NULL, 
	exported_at VARCHAR(20), 
	receipted_at VARCHAR(20), 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_batch PRIMARY KEY (id), 
	CONSTRAINT ck_batch_state_known CHECK (state IN ('sealed', 'exported', 'receipted')), 
	CONSTRAINT ck_batch_not_empty CHECK (first >= 1 AND last >= first)
)
--
CREATE UNIQUE INDEX uq_batch_epoch_first ON batch (epoch, first)
--
CREATE TABLE blob (
	sha256 VARCHAR(64) NOT NULL, 
	length INTEGER NOT NULL, 
	stored_at VARCHAR(20) NOT NULL, 
	CONSTRAINT pk_blob PRIMARY KEY (sha256), 
	CONSTRAINT ck_blob_counted CHECK (length >= 0)
)
--
CREATE TABLE clue (
	id VARCHAR(36) NOT NULL, 
	unit VARCHAR(32) NOT NULL, 
	workroom_state VARCHAR(32), 
	office_state VARCHAR(32), 
	revision INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	provisional_number VARCHAR(32), 
	formal_number VARCHAR(32), 
	created_at VARCHAR(20) NOT NULL, 
	updated_at VARCHAR(20) NOT NULL, 
	typist VARCHAR(64) NOT NULL, 
	content_hash VARCHAR(64), 
	receipt_number VARCHAR(16), 
	receipt_at VARCHAR(20), 
	title TEXT NOT NULL, 
	source_category VARCHAR(32) NOT NULL, 
	source_occasion VARCHAR(32), 
	receiver TEXT NOT NULL, 
	received_on VARCHAR(10), 
	anonymous BOOLEAN NOT NULL, 
	name TEXT NOT NULL, 
	phone TEXT NOT NULL, 
	address TEXT NOT NULL, 
	consent_collect BOOLEAN NOT NULL, 
	consent_handover BOOLEAN NOT NULL, 
	consent_publicity BOOLEAN NOT NULL, 
	notice VARCHAR(32) NOT NULL, 
	return_reason TEXT, 
	analysis TEXT NOT NULL, 
	suggestions TEXT NOT NULL, 
	CONSTRAINT pk_clue PRIMARY KEY (id), 
	CONSTRAINT ck_clue_anonymous_is_empty CHECK (NOT anonymous OR (name = '' AND phone = '' AND address = '')), 
	CONSTRAINT ck_clue_office_state_known CHECK (office_state IN ('received', 'screening', 'returned', 'declined', 'merged', 'accepted', 'retained', 'classified', 'routed', 'concluded', 'archived')), 
	CONSTRAINT ck_clue_workroom_state_known CHECK (workroom_state IN ('community_registered', 'draft', 'registered', 'sealed', 'submitted', 'acknowledged', 'returned')), 
	CONSTRAINT ck_clue_registered_has_number CHECK (workroom_state IS NULL OR workroom_state = 'draft' OR provisional_number IS NOT NULL), 
	CONSTRAINT ck_clue_counted_up CHECK (revision >= 0 AND version >= 1)
)
--
CREATE INDEX ix_clue_office_state ON clue (office_state, updated_at)
--
CREATE INDEX ix_clue_updated_at ON clue (updated_at, id)
--
CREATE INDEX ix_clue_workroom_state ON clue (workroom_state, updated_at)
--
CREATE UNIQUE INDEX uq_clue_formal_number ON clue (formal_number)
--
CREATE UNIQUE INDEX uq_clue_provisional_number ON clue (provisional_number)
--
CREATE TABLE device (
	id VARCHAR(36) NOT NULL, 
	epoch INTEGER NOT NULL, 
	unit VARCHAR(32) NOT NULL, 
	device_code VARCHAR(8) NOT NULL, 
	sign_key VARCHAR(64) NOT NULL, 
	seal_key VARCHAR(128) NOT NULL, 
	last INTEGER NOT NULL, 
	head VARCHAR(64) NOT NULL, 
	enrolled_at VARCHAR(20) NOT NULL, 
	last_contact VARCHAR(20), 
	app_version VARCHAR(32) NOT NULL, 
	revoked_at VARCHAR(20), 
	CONSTRAINT pk_device PRIMARY KEY (id), 
	CONSTRAINT ck_device_counted CHECK (epoch >= 1 AND last >= 0)
)
--
CREATE UNIQUE INDEX uq_device_unit_device_code ON device (unit, device_code)
--
CREATE TABLE downlink (
	unit VARCHAR(32) NOT NULL, 
	position INTEGER NOT NULL, 
	clue_id VARCHAR(36) NOT NULL, 
	step VARCHAR(32) NOT NULL, 
	at VARCHAR(20) NOT NULL, 
	record TEXT NOT NULL, 
	CONSTRAINT pk_downlink PRIMARY KEY (unit, position), 
	CONSTRAINT ck_downlink_position_from_one CHECK (position >= 1)
)
--
CREATE INDEX ix_downlink_clue_id ON downlink (clue_id, position)
--
CREATE TABLE enrolment_code (
	code VARCHAR(16) NOT NULL, 
	unit VARCHAR(32) NOT NULL, 
	created_at VARCHAR(20) NOT NULL, 
	expires_at VARCHAR(20) NOT NULL, 
	used_at VARCHAR(20), 
	device_id VARCHAR(36), 
	CONSTRAINT pk_enrolment_code PRIMARY KEY (code)
)
--
CREATE TABLE installation (
	id INTEGER NOT NULL, 
	face VARCHAR(32) NOT NULL, 
	unit VARCHAR(32) NOT NULL, 
	device_id VARCHAR(36) NOT NULL, 
	device_code VARCHAR(8) NOT NULL, 
	operator VARCHAR(64) NOT NULL, 
	created_at VARCHAR(20) NOT NULL, 
	epoch INTEGER NOT NULL, 
	CONSTRAINT pk_installation PRIMARY KEY (id), 
	CONSTRAINT ck_installation_face_known CHECK (face IN ('workroom', 'office')), 
	CONSTRAINT ck_installation_counted CHECK (epoch >= 0), 
	CONSTRAINT ck_installation_single_row CHECK (id = 1)
)
--
CREATE TABLE number_series (
	series VARCHAR(32) NOT NULL, 
	year INTEGER NOT NULL, 
	last INTEGER NOT NULL, 
	CONSTRAINT pk_number_series PRIMARY KEY (series, year), 
	CONSTRAINT ck_number_series_counted CHECK (last >= 0)
)
--
CREATE TABLE office_contact (
	id INTEGER NOT NULL, 
	address TEXT NOT NULL, 
	fingerprint VARCHAR(64) NOT NULL, 
	sign_key VARCHAR(64) NOT NULL, 
	seal_key VARCHAR(128) NOT NULL, 
	enrolled_at VARCHAR(20) NOT NULL, 
	CONSTRAINT pk_office_contact PRIMARY KEY (id), 
	CONSTRAINT ck_office_contact_single_row CHECK (id = 1)
)
--
CREATE TABLE progress (
	position INTEGER NOT NULL, 
	clue_id VARCHAR(36) NOT NULL, 
	step VARCHAR(32) NOT NULL, 
	at VARCHAR(20) NOT NULL, 
	record TEXT NOT NULL, 
	CONSTRAINT pk_progress PRIMARY KEY (position), 
	CONSTRAINT ck_progress_position_from_one CHECK (position >= 1)
)
--
CREATE INDEX ix_progress_clue_id ON progress (clue_id, position)
--
CREATE TABLE attachment (
	clue_id VARCHAR(36) NOT NULL, 
	position INTEGER NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	name TEXT NOT NULL, 
	mime VARCHAR(128) NOT NULL, 
	length INTEGER NOT NULL, 
	CONSTRAINT pk_attachment PRIMARY KEY (clue_id, position), 
	CONSTRAINT ck_attachment_counted CHECK (length >= 0 AND position >= 0), 
	CONSTRAINT fk_attachment_clue_id_clue FOREIGN KEY(clue_id) REFERENCES clue (id) ON DELETE CASCADE
)
--
CREATE TABLE classification (
	clue_id VARCHAR(36) NOT NULL, 
	ordinal INTEGER NOT NULL, 
	route VARCHAR(32) NOT NULL, 
	reason TEXT NOT NULL, 
	at VARCHAR(20) NOT NULL, 
	actor VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_classification PRIMARY KEY (clue_id, ordinal), 
	CONSTRAINT ck_classification_route_known CHECK (route IN ('DISTRICT_URGENT', 'DISTRICT_CORE', 'DISTRICT_GENERAL', 'CITY_EXPRESS', 'CITY_DEPARTMENT', 'CITY_PREMIUM')), 
	CONSTRAINT ck_classification_ordinal_from_one CHECK (ordinal >= 1), 
	CONSTRAINT fk_classification_clue_id_clue FOREIGN KEY(clue_id) REFERENCES clue (id)
)
--
CREATE TABLE clue_revision (
	clue_id VARCHAR(36) NOT NULL, 
	revision INTEGER NOT NULL, 
	content_hash VARCHAR(64) NOT NULL, 
	registered_at VARCHAR(20) NOT NULL, 
	typist VARCHAR(64) NOT NULL, 
	record TEXT NOT NULL, 
	CONSTRAINT pk_clue_revision PRIMARY KEY (clue_id, revision), 
	CONSTRAINT ck_clue_revision_revision_from_one CHECK (revision >= 1), 
	CONSTRAINT fk_clue_revision_clue_id_clue FOREIGN KEY(clue_id) REFERENCES clue (id)
)
--
CREATE TABLE event (
	epoch INTEGER NOT NULL, 
	seq INTEGER NOT NULL, 
	batch_id VARCHAR(36) NOT NULL, 
	clue_id VARCHAR(36) NOT NULL, 
	type VARCHAR(32) NOT NULL, 
	prev VARCHAR(64) NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	data BYTEA NOT NULL, 
	CONSTRAINT pk_event PRIMARY KEY (epoch, seq), 
	CONSTRAINT ck_event_seq_from_one CHECK (seq >= 1), 
	CONSTRAINT fk_event_batch_id_batch FOREIGN KEY(batch_id) REFERENCES batch (id), 
	CONSTRAINT fk_event_clue_id_clue FOREIGN KEY(clue_id) REFERENCES clue (id)
)
--
CREATE INDEX ix_event_batch_id ON event (batch_id)
--
CREATE INDEX ix_event_clue_id ON event (clue_id)
--
CREATE UNIQUE INDEX uq_event_hash ON event (hash)
--
CREATE TABLE forwarding (
	id VARCHAR(36) NOT NULL, 
	clue_id VARCHAR(36) NOT NULL, 
	handler VARCHAR(32) NOT NULL, 
	state VARCHAR(32) NOT NULL, 
	drafted_at VARCHAR(20) NOT NULL, 
	limited BOOLEAN NOT NULL, 
	version INTEGER NOT NULL, 
	letter_number VARCHAR(64), 
	issued_on VARCHAR(10), 
	received_on VARCHAR(10), 
	taken_over_on VARCHAR(10), 
	due_on VARCHAR(10), 
	outcome VARCHAR(32), 
	reply_text TEXT, 
	replied_on VARCHAR(10), 
	on_time BOOLEAN, 
	channel VARCHAR(32), 
	contacted_on VARCHAR(10), 
	contact_person TEXT, 
	contact_note TEXT, 
	satisfaction VARCHAR(32), 
	closed_on VARCHAR(10), 
	CONSTRAINT pk_forwarding PRIMARY KEY (id), 
	CONSTRAINT ck_forwarding_channel_known CHECK (channel IN ('face', 'phone', 'letter', 'unreachable')), 
	CONSTRAINT ck_forwarding_outcome_known CHECK (outcome IN ('resolved', 'planned', 'reference')), 
	CONSTRAINT ck_forwarding_satisfaction_known CHECK (satisfaction IN ('satisfied', 'fairly_satisfied', 'dissatisfied')), 
	CONSTRAINT ck_forwarding_closed_after_contact CHECK (state <> 'closed' OR contacted_on IS NOT NULL), 
	CONSTRAINT ck_forwarding_issued_has_letter CHECK (state IN ('drafted', 'approved') OR letter_number IS NOT NULL), 
	CONSTRAINT ck_forwarding_state_known CHECK (state IN ('drafted', 'approved', 'issued', 'received', 'return_requested', 'taken_over', 'replied', 'contacted', 'evaluated', 'closed', 'reassigned')), 
	CONSTRAINT ck_forwarding_reply_whole CHECK ((outcome IS NULL) = (replied_on IS NULL)), 
	CONSTRAINT ck_forwarding_due_only_if_limited CHECK (limited OR due_on IS NULL), 
	CONSTRAINT fk_forwarding_clue_id_clue FOREIGN KEY(clue_id) REFERENCES clue (id)
)
--
CREATE INDEX ix_forwarding_clue_id ON forwarding (clue_id)
--
CREATE INDEX ix_forwarding_state ON forwarding (state, due_on)
--
CREATE UNIQUE INDEX uq_forwarding_letter_number ON forwarding (letter_number)
--
CREATE TABLE import_row (
	fingerprint VARCHAR(64) NOT NULL, 
	clue_id VARCHAR(36) NOT NULL, 
	file_name TEXT NOT NULL, 
	row_number INTEGER NOT NULL, 
	external_number TEXT NOT NULL, 
	imported_at VARCHAR(20) NOT NULL, 
	CONSTRAINT pk_import_row PRIMARY KEY (fingerprint), 
	CONSTRAINT fk_import_row_clue_id_clue FOREIGN KEY(clue_id) REFERENCES clue (id) ON DELETE CASCADE
)
--
CREATE TABLE inbound_batch (
	id VARCHAR(36) NOT NULL, 
	device_id VARCHAR(36) NOT NULL, 
	epoch INTEGER NOT NULL, 
	first INTEGER NOT NULL, 
	last INTEGER NOT NULL, 
	head VARCHAR(64) NOT NULL, 
	carrier VARCHAR(16) NOT NULL, 
	received_at VARCHAR(20) NOT NULL, 
	CONSTRAINT pk_inbound_batch PRIMARY KEY (id), 
	CONSTRAINT fk_inbound_batch_device_id_device FOREIGN KEY(device_id) REFERENCES device (id)
)
--
CREATE INDEX ix_inbound_batch_received_at ON inbound_batch (received_at)
--
CREATE TABLE inbound_event (
	device_id VARCHAR(36) NOT NULL, 
	epoch INTEGER NOT NULL, 
	seq INTEGER NOT NULL, 
	batch_id VARCHAR(36) NOT NULL, 
	clue_id VARCHAR(36) NOT NULL, 
	type VARCHAR(32) NOT NULL, 
	prev VARCHAR(64) NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	result VARCHAR(32) NOT NULL, 
	receipt_number VARCHAR(16) NOT NULL, 
	reason TEXT, 
	received_at VARCHAR(20) NOT NULL, 
	data BYTEA NOT NULL, 
	CONSTRAINT pk_inbound_event PRIMARY KEY (device_id, epoch, seq), 
	CONSTRAINT ck_inbound_event_result_known CHECK (result IN ('accepted', 'duplicate', 'rejected')), 
	CONSTRAINT fk_inbound_event_batch_id_inbound_batch FOREIGN KEY(batch_id) REFERENCES inbound_batch (id), 
	CONSTRAINT fk_inbound_event_device_id_device FOREIGN KEY(device_id) REFERENCES device (id)
)
--
CREATE INDEX ix_inbound_event_batch_id ON inbound_event (batch_id)
--
CREATE INDEX ix_inbound_event_clue_id ON inbound_event (clue_id)
--
CREATE TABLE item_receipt (
	epoch INTEGER NOT NULL, 
	seq INTEGER NOT NULL, 
	clue_id VARCHAR(36) NOT NULL, 
	result VARCHAR(32) NOT NULL, 
	receipt_number VARCHAR(16) NOT NULL, 
	reason TEXT, 
	received_at VARCHAR(20) NOT NULL, 
	CONSTRAINT pk_item_receipt PRIMARY KEY (epoch, seq), 
	CONSTRAINT ck_item_receipt_result_known CHECK (result IN ('accepted', 'duplicate', 'rejected')), 
	CONSTRAINT fk_item_receipt_epoch_seq_event FOREIGN KEY(epoch, seq) REFERENCES event (epoch, seq)
)
--
CREATE TABLE setting (
	key VARCHAR(64) NOT NULL, 
	value TEXT NOT NULL, 
	changed_at VARCHAR(20) NOT NULL, 
	changed_by VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_setting PRIMARY KEY (key)
)
--
CREATE TABLE print_record (
	clue_id VARCHAR(36) NOT NULL, 
	number INTEGER NOT NULL, 
	revision INTEGER NOT NULL, 
	content_hash VARCHAR(64) NOT NULL, 
	strict BOOLEAN NOT NULL, 
	printed_at VARCHAR(20) NOT NULL, 
	operator VARCHAR(64) NOT NULL, 
	device_code VARCHAR(8) NOT NULL, 
	CONSTRAINT pk_print_record PRIMARY KEY (clue_id, number), 
	CONSTRAINT ck_print_record_counted CHECK (number >= 1 AND revision >= 0), 
	CONSTRAINT fk_print_record_clue_id_clue FOREIGN KEY(clue_id) REFERENCES clue (id) ON DELETE CASCADE
)
--
CREATE TABLE signed_piece (
	id VARCHAR(36) NOT NULL, 
	clue_id VARCHAR(36) NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	mime VARCHAR(128) NOT NULL, 
	length INTEGER NOT NULL, 
	file_name TEXT NOT NULL, 
	short_hash VARCHAR(8) NOT NULL, 
	pages TEXT NOT NULL, 
	of_pages INTEGER NOT NULL, 
	filed_at VARCHAR(20) NOT NULL, 
	operator VARCHAR(64) NOT NULL, 
	replaced_at VARCHAR(20), 
	CONSTRAINT pk_signed_piece PRIMARY KEY (id), 
	CONSTRAINT ck_signed_piece_counted CHECK (length >= 1 AND of_pages >= 0), 
	CONSTRAINT fk_signed_piece_clue_id_clue FOREIGN KEY(clue_id) REFERENCES clue (id) ON DELETE CASCADE
)
--
CREATE INDEX ix_signed_piece_clue_id ON signed_piece (clue_id, filed_at)
--
CREATE TABLE import_layout (
	fingerprint VARCHAR(64) NOT NULL, 
	mapping TEXT NOT NULL, 
	used_at VARCHAR(20) NOT NULL, 
	CONSTRAINT pk_import_layout PRIMARY KEY (fingerprint)
)
--
CREATE TABLE clue_search (
	row SERIAL NOT NULL, 
	clue_id VARCHAR(36) NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	phone VARCHAR(64), 
	contact TEXT, 
	tokens TEXT[], 
	CONSTRAINT pk_clue_search PRIMARY KEY (row), 
	CONSTRAINT fk_clue_search_clue_id_clue FOREIGN KEY(clue_id) REFERENCES clue (id) ON DELETE CASCADE
)
--
CREATE UNIQUE INDEX uq_clue_search_clue_id ON clue_search (clue_id)
--
CREATE INDEX ix_clue_search_phone ON clue_search (phone)
--
CREATE INDEX ix_clue_search_tokens ON clue_search USING gin (tokens)
--
ALTER TABLE installation ADD COLUMN key_set INTEGER DEFAULT '0' NOT NULL
--
ALTER TABLE installation ADD COLUMN doubt VARCHAR(32)
--
ALTER TABLE office_contact ADD COLUMN schema INTEGER DEFAULT '1' NOT NULL
--
ALTER TABLE office_contact ADD COLUMN resend_from INTEGER
--
ALTER TABLE office_contact ADD COLUMN lost_at VARCHAR(20)
--
ALTER TABLE office_contact ADD COLUMN backed_up INTEGER DEFAULT '0' NOT NULL
--
ALTER TABLE office_contact ADD COLUMN heard_at VARCHAR(20)
--
ALTER TABLE office_contact ADD COLUMN skew INTEGER DEFAULT '0' NOT NULL
--
ALTER TABLE blob ADD COLUMN durable_at VARCHAR(20)
--
ALTER TABLE clue ADD COLUMN withdrawn_at VARCHAR(20)
--
ALTER TABLE progress ADD COLUMN head VARCHAR(64) DEFAULT '0000000000000000000000000000000000000000000000000000000000000000' NOT NULL
--
ALTER TABLE downlink ADD COLUMN head VARCHAR(64) DEFAULT '0000000000000000000000000000000000000000000000000000000000000000' NOT NULL
--
ALTER TABLE device ADD COLUMN confirmed_at VARCHAR(20)
--
ALTER TABLE device ADD COLUMN quarantined_at VARCHAR(20)
--
ALTER TABLE device ADD COLUMN replaced_by VARCHAR(36)
--
ALTER TABLE device ADD COLUMN schema INTEGER DEFAULT '1' NOT NULL
--
ALTER TABLE device ADD COLUMN skew INTEGER DEFAULT '0' NOT NULL
--
ALTER TABLE device ADD COLUMN waiting_events INTEGER DEFAULT '0' NOT NULL
--
ALTER TABLE device ADD COLUMN waiting_files INTEGER DEFAULT '0' NOT NULL
--
ALTER TABLE enrolment_code ADD COLUMN replaces VARCHAR(36)
--
CREATE TABLE discrepancy (
	id VARCHAR(36) NOT NULL, 
	at VARCHAR(20) NOT NULL, 
	device_id VARCHAR(36) NOT NULL, 
	detail TEXT NOT NULL, 
	settled_at VARCHAR(20), 
	CONSTRAINT pk_discrepancy PRIMARY KEY (id)
)
--
CREATE INDEX ix_discrepancy_at ON discrepancy (at)
--
CREATE TABLE former_number (
	number VARCHAR(32) NOT NULL, 
	clue_id VARCHAR(36) NOT NULL, 
	at VARCHAR(20) NOT NULL, 
	CONSTRAINT pk_former_number PRIMARY KEY (number, clue_id), 
	CONSTRAINT fk_former_number_clue_id_clue FOREIGN KEY(clue_id) REFERENCES clue (id) ON DELETE CASCADE
)
--
CREATE INDEX ix_former_number_clue_id ON former_number (clue_id)
--
CREATE TABLE former_progress (
	replaced_at VARCHAR(20) NOT NULL, 
	position INTEGER NOT NULL, 
	clue_id VARCHAR(36) NOT NULL, 
	record TEXT NOT NULL, 
	CONSTRAINT pk_former_progress PRIMARY KEY (replaced_at, position)
)
--
CREATE TABLE notice (
	id VARCHAR(36) NOT NULL, 
	clue_id VARCHAR(36) NOT NULL, 
	type VARCHAR(32) NOT NULL, 
	at VARCHAR(20) NOT NULL, 
	actor VARCHAR(64) NOT NULL, 
	record TEXT NOT NULL, 
	epoch INTEGER, 
	seq INTEGER, 
	answer VARCHAR(32), 
	reason TEXT, 
	CONSTRAINT pk_notice PRIMARY KEY (id), 
	CONSTRAINT ck_notice_placed_whole CHECK ((epoch IS NULL) = (seq IS NULL)), 
	CONSTRAINT fk_notice_clue_id_clue FOREIGN KEY(clue_id) REFERENCES clue (id)
)
--
CREATE INDEX ix_notice_clue_id ON notice (clue_id)
--
CREATE INDEX ix_notice_epoch ON notice (epoch, seq)
--
CREATE TABLE fork (
	id VARCHAR(36) NOT NULL, 
	device_id VARCHAR(36) NOT NULL, 
	epoch INTEGER NOT NULL, 
	first INTEGER NOT NULL, 
	last INTEGER NOT NULL, 
	carrier VARCHAR(16) NOT NULL, 
	at VARCHAR(20) NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	settled_at VARCHAR(20), 
	settlement TEXT, 
	CONSTRAINT pk_fork PRIMARY KEY (id), 
	CONSTRAINT fk_fork_device_id_device FOREIGN KEY(device_id) REFERENCES device (id)
)
--
CREATE INDEX ix_fork_device_id ON fork (device_id)
--
CREATE UNIQUE INDEX uq_fork_sha256 ON fork (sha256)
--
CREATE TABLE inbound_notice (
	device_id VARCHAR(36) NOT NULL, 
	epoch INTEGER NOT NULL, 
	seq INTEGER NOT NULL, 
	clue_id VARCHAR(36) NOT NULL, 
	type VARCHAR(32) NOT NULL, 
	at VARCHAR(20) NOT NULL, 
	actor VARCHAR(64) NOT NULL, 
	record TEXT NOT NULL, 
	settled_at VARCHAR(20), 
	settlement TEXT, 
	CONSTRAINT pk_inbound_notice PRIMARY KEY (device_id, epoch, seq), 
	CONSTRAINT fk_inbound_notice_device_id_device FOREIGN KEY(device_id) REFERENCES device (id)
)
--
CREATE INDEX ix_inbound_notice_clue_id ON inbound_notice (clue_id)
--
CREATE TABLE revision_proposal (
	clue_id VARCHAR(36) NOT NULL, 
	revision INTEGER NOT NULL, 
	content_hash VARCHAR(64) NOT NULL, 
	registered_at VARCHAR(20) NOT NULL, 
	typist VARCHAR(64) NOT NULL, 
	record TEXT NOT NULL, 
	received_at VARCHAR(20) NOT NULL, 
	settled_at VARCHAR(20), 
	settlement VARCHAR(32), 
	CONSTRAINT pk_revision_proposal PRIMARY KEY (clue_id, revision), 
	CONSTRAINT fk_revision_proposal_clue_id_clue FOREIGN KEY(clue_id) REFERENCES clue (id)
)
--
CREATE TABLE upload (
	device_id VARCHAR(36) NOT NULL, 
	day VARCHAR(10) NOT NULL, 
	bytes INTEGER NOT NULL, 
	CONSTRAINT pk_upload PRIMARY KEY (device_id, day), 
	CONSTRAINT fk_upload_device_id_device FOREIGN KEY(device_id) REFERENCES device (id)
)
--
CREATE TABLE claim_window (
	id VARCHAR(36) NOT NULL, 
	year INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	opens_on VARCHAR(10) NOT NULL, 
	closes_on VARCHAR(10) NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_claim_window PRIMARY KEY (id), 
	CONSTRAINT ck_claim_window_closes_after_opening CHECK (closes_on >= opens_on), 
	CONSTRAINT ck_claim_window_version_from_one CHECK (version >= 1)
)
--
CREATE UNIQUE INDEX uq_claim_window_year_name ON claim_window (year, name)
--
CREATE TABLE compendium (
	id VARCHAR(36) NOT NULL, 
	year INTEGER NOT NULL, 
	issue INTEGER NOT NULL, 
	title TEXT NOT NULL, 
	period_from VARCHAR(10) NOT NULL, 
	period_to VARCHAR(10) NOT NULL, 
	edition VARCHAR(32) NOT NULL, 
	made_at VARCHAR(20) NOT NULL, 
	made_by TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_compendium PRIMARY KEY (id), 
	CONSTRAINT ck_compendium_edition_known CHECK (edition IN ('redacted', 'internal')), 
	CONSTRAINT ck_compendium_period_in_order CHECK (period_to >= period_from), 
	CONSTRAINT ck_compendium_version_from_one CHECK (version >= 1)
)
--
CREATE UNIQUE INDEX uq_compendium_year_issue ON compendium (year, issue)
--
CREATE TABLE consultation (
	id VARCHAR(36) NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	title TEXT NOT NULL, 
	held_on VARCHAR(10) NOT NULL, 
	organiser TEXT NOT NULL, 
	place TEXT NOT NULL, 
	participants TEXT NOT NULL, 
	summary TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_consultation PRIMARY KEY (id), 
	CONSTRAINT ck_consultation_kind_known CHECK (kind IN ('consultation_platform', 'cppcc', 'grassroots', 'party_group', 'social_organisation')), 
	CONSTRAINT ck_consultation_version_from_one CHECK (version >= 1)
)
--
CREATE TABLE letter_entry (
	id VARCHAR(36) NOT NULL, 
	organ TEXT NOT NULL, 
	year INTEGER NOT NULL, 
	serial INTEGER NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	addressee TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	issued_on VARCHAR(10) NOT NULL, 
	registered_at VARCHAR(20) NOT NULL, 
	registered_by TEXT NOT NULL, 
	object_id VARCHAR(36), 
	voided_on VARCHAR(10), 
	void_reason TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_letter_entry PRIMARY KEY (id), 
	CONSTRAINT ck_letter_entry_kind_known CHECK (kind IN ('forward', 'assign', 'remind', 'feedback', 'city', 'other')), 
	CONSTRAINT ck_letter_entry_serial_from_one CHECK (serial >= 1), 
	CONSTRAINT ck_letter_entry_voided_has_reason CHECK (voided_on IS NULL OR void_reason <> ''), 
	CONSTRAINT ck_letter_entry_version_from_one CHECK (version >= 1)
)
--
CREATE INDEX ix_letter_entry_object_id ON letter_entry (object_id)
--
CREATE UNIQUE INDEX uq_letter_entry_organ_year_serial ON letter_entry (organ, year, serial)
--
CREATE TABLE member (
	id VARCHAR(36) NOT NULL, 
	name TEXT NOT NULL, 
	term INTEGER NOT NULL, 
	sector TEXT NOT NULL, 
	committee TEXT, 
	workroom TEXT, 
	from_on VARCHAR(10), 
	until_on VARCHAR(10), 
	note TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_member PRIMARY KEY (id), 
	CONSTRAINT ck_member_term_in_order CHECK (from_on IS NULL OR until_on IS NULL OR until_on >= from_on), 
	CONSTRAINT ck_member_version_from_one CHECK (version >= 1)
)
--
CREATE INDEX ix_member_name ON member (name)
--
CREATE TABLE nil_report (
	id VARCHAR(36) NOT NULL, 
	unit TEXT NOT NULL, 
	year INTEGER NOT NULL, 
	month INTEGER NOT NULL, 
	reason TEXT NOT NULL, 
	reported_at VARCHAR(20) NOT NULL, 
	reported_by TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_nil_report PRIMARY KEY (id), 
	CONSTRAINT ck_nil_report_month_of_year CHECK (month BETWEEN 1 AND 12), 
	CONSTRAINT ck_nil_report_version_from_one CHECK (version >= 1)
)
--
CREATE UNIQUE INDEX uq_nil_report_unit_year_month ON nil_report (unit, year, month)
--
CREATE TABLE publicity (
	id VARCHAR(36) NOT NULL, 
	"on" VARCHAR(10) NOT NULL, 
	medium TEXT NOT NULL, 
	level VARCHAR(32) NOT NULL, 
	title TEXT NOT NULL, 
	link TEXT NOT NULL, 
	note TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_publicity PRIMARY KEY (id), 
	CONSTRAINT ck_publicity_level_known CHECK (level IN ('central', 'provincial', 'city', 'district', 'own')), 
	CONSTRAINT ck_publicity_version_from_one CHECK (version >= 1)
)
--
CREATE TABLE result_report (
	id VARCHAR(36) NOT NULL, 
	target VARCHAR(32) NOT NULL, 
	title TEXT NOT NULL, 
	"on" VARCHAR(10) NOT NULL, 
	letter_number TEXT, 
	note TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_result_report PRIMARY KEY (id), 
	CONSTRAINT ck_result_report_target_known CHECK (target IN ('district', 'city_cppcc')), 
	CONSTRAINT ck_result_report_version_from_one CHECK (version >= 1)
)
--
CREATE TABLE roster_entry (
	id VARCHAR(36) NOT NULL, 
	"group" VARCHAR(32) NOT NULL, 
	post TEXT NOT NULL, 
	name TEXT NOT NULL, 
	title TEXT NOT NULL, 
	ordinal INTEGER NOT NULL, 
	from_on VARCHAR(10), 
	until_on VARCHAR(10), 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_roster_entry PRIMARY KEY (id), 
	CONSTRAINT ck_roster_entry_group_known CHECK ("group" IN ('leading_group', 'office', 'general_group', 'guidance_group', 'triage_group', 'support_group', 'task_force')), 
	CONSTRAINT ck_roster_entry_term_in_order CHECK (from_on IS NULL OR until_on IS NULL OR until_on >= from_on), 
	CONSTRAINT ck_roster_entry_version_from_one CHECK (version >= 1)
)
--
CREATE TABLE shelf_note (
	id VARCHAR(36) NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	title TEXT NOT NULL, 
	"on" VARCHAR(10) NOT NULL, 
	text TEXT NOT NULL, 
	attachment TEXT, 
	amount_cents INTEGER, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_shelf_note PRIMARY KEY (id), 
	CONSTRAINT ck_shelf_note_kind_known CHECK (kind IN ('work_rule', 'experience', 'cost')), 
	CONSTRAINT ck_shelf_note_version_from_one CHECK (version >= 1)
)
--
CREATE TABLE topic (
	id VARCHAR(36) NOT NULL, 
	year INTEGER NOT NULL, 
	title TEXT NOT NULL, 
	state VARCHAR(32) NOT NULL, 
	proposed_by TEXT NOT NULL, 
	suggested_on VARCHAR(10) NOT NULL, 
	note TEXT NOT NULL, 
	theme TEXT, 
	city BOOLEAN NOT NULL, 
	opens_on VARCHAR(10), 
	closes_on VARCHAR(10), 
	reason TEXT NOT NULL, 
	pilot_state VARCHAR(32), 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_topic PRIMARY KEY (id), 
	CONSTRAINT ck_topic_closes_after_opening CHECK (opens_on IS NULL OR closes_on IS NULL OR closes_on >= opens_on), 
	CONSTRAINT ck_topic_pilot_state_known CHECK (pilot_state IN ('proposed', 'selected', 'approved')), 
	CONSTRAINT ck_topic_published_opens CHECK (state <> 'published' OR opens_on IS NOT NULL), 
	CONSTRAINT ck_topic_state_known CHECK (state IN ('suggested', 'approved', 'published', 'closed', 'cancelled')), 
	CONSTRAINT ck_topic_version_from_one CHECK (version >= 1)
)
--
CREATE UNIQUE INDEX uq_topic_year_title ON topic (year, title)
--
CREATE TABLE typist (
	id VARCHAR(36) NOT NULL, 
	unit TEXT NOT NULL, 
	name TEXT NOT NULL, 
	user_id VARCHAR(36), 
	active BOOLEAN NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_typist PRIMARY KEY (id), 
	CONSTRAINT ck_typist_version_from_one CHECK (version >= 1)
)
--
CREATE UNIQUE INDEX uq_typist_unit_name ON typist (unit, name)
--
CREATE TABLE city_report (
	id VARCHAR(36) NOT NULL, 
	clue_id VARCHAR(36) NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	title TEXT NOT NULL, 
	started_on VARCHAR(10) NOT NULL, 
	committee TEXT, 
	departments TEXT NOT NULL, 
	reported_on VARCHAR(10), 
	letter_number TEXT, 
	result_on VARCHAR(10), 
	result TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_city_report PRIMARY KEY (id), 
	CONSTRAINT fk_city_report_clue_id_clue FOREIGN KEY(clue_id) REFERENCES clue (id), 
	CONSTRAINT ck_city_report_kind_known CHECK (kind IN ('city_express', 'city_premium')), 
	CONSTRAINT ck_city_report_result_after_report CHECK (result_on IS NULL OR reported_on IS NOT NULL), 
	CONSTRAINT ck_city_report_version_from_one CHECK (version >= 1)
)
--
CREATE INDEX ix_city_report_clue_id ON city_report (clue_id)
--
CREATE TABLE clue_edition (
	id VARCHAR(36) NOT NULL, 
	clue_id VARCHAR(36) NOT NULL, 
	ordinal INTEGER NOT NULL, 
	title TEXT NOT NULL, 
	analysis TEXT NOT NULL, 
	suggestions TEXT NOT NULL, 
	at VARCHAR(20) NOT NULL, 
	actor TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_clue_edition PRIMARY KEY (id), 
	CONSTRAINT fk_clue_edition_clue_id_clue FOREIGN KEY(clue_id) REFERENCES clue (id), 
	CONSTRAINT ck_clue_edition_ordinal_from_one CHECK (ordinal >= 1), 
	CONSTRAINT ck_clue_edition_version_from_one CHECK (version >= 1)
)
--
CREATE INDEX ix_clue_edition_clue_id ON clue_edition (clue_id)
--
CREATE UNIQUE INDEX uq_clue_edition_clue_id_ordinal ON clue_edition (clue_id, ordinal)
--
CREATE TABLE community_item (
	id VARCHAR(36) NOT NULL, 
	clue_id VARCHAR(36) NOT NULL, 
	community TEXT NOT NULL, 
	organisation TEXT NOT NULL, 
	registered_on VARCHAR(10) NOT NULL, 
	reported_on VARCHAR(10), 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_community_item PRIMARY KEY (id), 
	CONSTRAINT fk_community_item_clue_id_clue FOREIGN KEY(clue_id) REFERENCES clue (id) ON DELETE CASCADE, 
	CONSTRAINT ck_community_item_reported_after_registered CHECK (reported_on IS NULL OR reported_on >= registered_on), 
	CONSTRAINT ck_community_item_version_from_one CHECK (version >= 1)
)
--
CREATE INDEX ix_community_item_clue_id ON community_item (clue_id)
--
CREATE UNIQUE INDEX uq_community_item_clue_id ON community_item (clue_id)
--
CREATE TABLE compendium_item (
	id VARCHAR(36) NOT NULL, 
	compendium_id VARCHAR(36) NOT NULL, 
	clue_id VARCHAR(36) NOT NULL, 
	position INTEGER NOT NULL, 
	theme TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_compendium_item PRIMARY KEY (id), 
	CONSTRAINT fk_compendium_item_compendium_id_compendium FOREIGN KEY(compendium_id) REFERENCES compendium (id) ON DELETE CASCADE, 
	CONSTRAINT fk_compendium_item_clue_id_clue FOREIGN KEY(clue_id) REFERENCES clue (id), 
	CONSTRAINT ck_compendium_item_position_from_one CHECK (position >= 1), 
	CONSTRAINT ck_compendium_item_version_from_one CHECK (version >= 1)
)
--
CREATE INDEX ix_compendium_item_compendium_id ON compendium_item (compendium_id)
--
CREATE INDEX ix_compendium_item_clue_id ON compendium_item (clue_id)
--
CREATE UNIQUE INDEX uq_compendium_item_compendium_id_clue_id ON compendium_item (compendium_id, clue_id)
--
CREATE UNIQUE INDEX uq_compendium_item_compendium_id_position ON compendium_item (compendium_id, position)
--
CREATE TABLE consultation_link (
	id VARCHAR(36) NOT NULL, 
	consultation_id VARCHAR(36) NOT NULL, 
	clue_id VARCHAR(36) NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_consultation_link PRIMARY KEY (id), 
	CONSTRAINT fk_consultation_link_consultation_id_consultation FOREIGN KEY(consultation_id) REFERENCES consultation (id) ON DELETE CASCADE, 
	CONSTRAINT fk_consultation_link_clue_id_clue FOREIGN KEY(clue_id) REFERENCES clue (id), 
	CONSTRAINT ck_consultation_link_version_from_one CHECK (version >= 1)
)
--
CREATE INDEX ix_consultation_link_consultation_id ON consultation_link (consultation_id)
--
CREATE INDEX ix_consultation_link_clue_id ON consultation_link (clue_id)
--
CREATE UNIQUE INDEX uq_consultation_link_consultation_id_clue_id ON consultation_link (consultation_id, clue_id)
--
CREATE TABLE incentive (
	id VARCHAR(36) NOT NULL, 
	clue_id VARCHAR(36) NOT NULL, 
	state VARCHAR(32) NOT NULL, 
	adopted_on VARCHAR(10) NOT NULL, 
	adopted_as TEXT NOT NULL, 
	due_on VARCHAR(10), 
	fed_back_on VARCHAR(10), 
	channel VARCHAR(32), 
	reward VARCHAR(32), 
	decided_on VARCHAR(10), 
	reason TEXT NOT NULL, 
	note TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_incentive PRIMARY KEY (id), 
	CONSTRAINT fk_incentive_clue_id_clue FOREIGN KEY(clue_id) REFERENCES clue (id), 
	CONSTRAINT ck_incentive_channel_known CHECK (channel IN ('interview', 'meeting', 'phone', 'letter', 'message', 'other')), 
	CONSTRAINT ck_incentive_fed_back_has_date CHECK (state NOT IN ('fed_back', 'rewarded', 'not_rewarded') OR fed_back_on IS NOT NULL), 
	CONSTRAINT ck_incentive_not_applicable_has_none CHECK (state <> 'not_applicable' OR fed_back_on IS NULL), 
	CONSTRAINT ck_incentive_reward_known CHECK (reward IN ('letter', 'certificate', 'souvenir', 'other')), 
	CONSTRAINT ck_incentive_state_known CHECK (state IN ('due', 'fed_back', 'rewarded', 'not_rewarded', 'not_applicable')), 
	CONSTRAINT ck_incentive_version_from_one CHECK (version >= 1)
)
--
CREATE INDEX ix_incentive_clue_id ON incentive (clue_id)
--
CREATE INDEX ix_incentive_state_due_on ON incentive (state, due_on)
--
CREATE UNIQUE INDEX uq_incentive_clue_id ON incentive (clue_id)
--
CREATE TABLE invitation (
	id VARCHAR(36) NOT NULL, 
	clue_id VARCHAR(36) NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	occasion TEXT NOT NULL, 
	"on" VARCHAR(10) NOT NULL, 
	attended BOOLEAN, 
	note TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_invitation PRIMARY KEY (id), 
	CONSTRAINT fk_invitation_clue_id_clue FOREIGN KEY(clue_id) REFERENCES clue (id), 
	CONSTRAINT ck_invitation_kind_known CHECK (kind IN ('plenary', 'survey', 'other')), 
	CONSTRAINT ck_invitation_version_from_one CHECK (version >= 1)
)
--
CREATE INDEX ix_invitation_clue_id ON invitation (clue_id)
--
CREATE TABLE merge_link (
	id VARCHAR(36) NOT NULL, 
	clue_id VARCHAR(36) NOT NULL, 
	master_id VARCHAR(36) NOT NULL, 
	former_state VARCHAR(32) NOT NULL, 
	at VARCHAR(20) NOT NULL, 
	actor TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	undone_at VARCHAR(20), 
	undone_by TEXT, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_merge_link PRIMARY KEY (id), 
	CONSTRAINT fk_merge_link_clue_id_clue FOREIGN KEY(clue_id) REFERENCES clue (id), 
	CONSTRAINT fk_merge_link_master_id_clue FOREIGN KEY(master_id) REFERENCES clue (id), 
	CONSTRAINT ck_merge_link_former_state_known CHECK (former_state IN ('received', 'screening', 'returned', 'declined', 'withdrawn', 'merged', 'accepted', 'retained', 'classified', 'routed', 'concluded', 'archived')), 
	CONSTRAINT ck_merge_link_not_to_itself CHECK (clue_id <> master_id), 
	CONSTRAINT ck_merge_link_undone_whole CHECK ((undone_at IS NULL) = (undone_by IS NULL)), 
	CONSTRAINT ck_merge_link_version_from_one CHECK (version >= 1)
)
--
CREATE INDEX ix_merge_link_clue_id ON merge_link (clue_id)
--
CREATE INDEX ix_merge_link_master_id ON merge_link (master_id)
--
CREATE TABLE output (
	id VARCHAR(36) NOT NULL, 
	clue_id VARCHAR(36) NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	title TEXT NOT NULL, 
	started_on VARCHAR(10) NOT NULL, 
	committee TEXT, 
	consultation_id VARCHAR(36), 
	delivered_on VARCHAR(10), 
	addressee TEXT NOT NULL, 
	result TEXT NOT NULL, 
	dropped_on VARCHAR(10), 
	reason TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_output PRIMARY KEY (id), 
	CONSTRAINT fk_output_clue_id_clue FOREIGN KEY(clue_id) REFERENCES clue (id), 
	CONSTRAINT fk_output_consultation_id_consultation FOREIGN KEY(consultation_id) REFERENCES consultation (id), 
	CONSTRAINT ck_output_delivered_after_start CHECK (delivered_on IS NULL OR delivered_on >= started_on), 
	CONSTRAINT ck_output_delivered_or_dropped CHECK (delivered_on IS NULL OR dropped_on IS NULL), 
	CONSTRAINT ck_output_dropped_after_start CHECK (dropped_on IS NULL OR dropped_on >= started_on), 
	CONSTRAINT ck_output_kind_known CHECK (kind IN ('standing_committee', 'key_cultivation', 'consultation_platform', 'special_brief', 'members_voice', 'opinion_info', 'interim', 'plenary', 'plenary_speech', 'recommendation')), 
	CONSTRAINT ck_output_version_from_one CHECK (version >= 1)
)
--
CREATE INDEX ix_output_clue_id ON output (clue_id)
--
CREATE INDEX ix_output_consultation_id ON output (consultation_id)
--
CREATE TABLE participation (
	id VARCHAR(36) NOT NULL, 
	clue_id VARCHAR(36) NOT NULL, 
	stage VARCHAR(32) NOT NULL, 
	"on" VARCHAR(10) NOT NULL, 
	note TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_participation PRIMARY KEY (id), 
	CONSTRAINT fk_participation_clue_id_clue FOREIGN KEY(clue_id) REFERENCES clue (id), 
	CONSTRAINT ck_participation_stage_known CHECK (stage IN ('collection', 'topic', 'cultivation', 'research', 'writing', 'consultation', 'supervision', 'results', 'selection', 'showcase', 'publicity', 'promotion')), 
	CONSTRAINT ck_participation_version_from_one CHECK (version >= 1)
)
--
CREATE INDEX ix_participation_clue_id ON participation (clue_id)
--
CREATE UNIQUE INDEX uq_participation_clue_id_stage_on ON participation (clue_id, stage, "on")
--
CREATE TABLE pilot (
	id VARCHAR(36) NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	name TEXT NOT NULL, 
	state VARCHAR(32) NOT NULL, 
	proposed_on VARCHAR(10) NOT NULL, 
	batch INTEGER NOT NULL, 
	unit TEXT, 
	community TEXT, 
	topic_id VARCHAR(36), 
	meeting TEXT NOT NULL, 
	approved_on VARCHAR(10), 
	started_on VARCHAR(10), 
	extended_until VARCHAR(10), 
	ended_on VARCHAR(10), 
	experience TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_pilot PRIMARY KEY (id), 
	CONSTRAINT fk_pilot_topic_id_topic FOREIGN KEY(topic_id) REFERENCES topic (id), 
	CONSTRAINT ck_pilot_approved_has_date CHECK (state IN ('proposed', 'submitted_to_meeting') OR approved_on IS NOT NULL), 
	CONSTRAINT ck_pilot_kind_known CHECK (kind IN ('street', 'department', 'enterprise', 'topic')), 
	CONSTRAINT ck_pilot_state_known CHECK (state IN ('proposed', 'submitted_to_meeting', 'approved', 'running', 'extended', 'ended')), 
	CONSTRAINT ck_pilot_submitted_to_a_meeting CHECK (state = 'proposed' OR meeting <> ''), 
	CONSTRAINT ck_pilot_version_from_one CHECK (version >= 1)
)
--
CREATE INDEX ix_pilot_topic_id ON pilot (topic_id)
--
CREATE TABLE proposal (
	id VARCHAR(36) NOT NULL, 
	title TEXT NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	state VARCHAR(32) NOT NULL, 
	proposer_kind VARCHAR(32) NOT NULL, 
	proposer TEXT NOT NULL, 
	drafted_on VARCHAR(10) NOT NULL, 
	term INTEGER, 
	session_no INTEGER, 
	number INTEGER, 
	member_id VARCHAR(36), 
	committee TEXT, 
	analysis TEXT NOT NULL, 
	suggestions TEXT NOT NULL, 
	submitted_on VARCHAR(10), 
	decided_on VARCHAR(10), 
	assigned_on VARCHAR(10), 
	withdrawn_on VARCHAR(10), 
	master_id VARCHAR(36), 
	reason TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_proposal PRIMARY KEY (id), 
	CONSTRAINT fk_proposal_member_id_member FOREIGN KEY(member_id) REFERENCES member (id), 
	CONSTRAINT fk_proposal_master_id_proposal FOREIGN KEY(master_id) REFERENCES proposal (id), 
	CONSTRAINT ck_proposal_filed_has_number CHECK (state NOT IN ('filed', 'assigned', 'concluded') OR number IS NOT NULL), 
	CONSTRAINT ck_proposal_kind_known CHECK (kind IN ('interim', 'plenary')), 
	CONSTRAINT ck_proposal_merged_has_master CHECK (state <> 'merged_into_proposal' OR master_id IS NOT NULL), 
	CONSTRAINT ck_proposal_not_to_itself CHECK (master_id IS NULL OR master_id <> id), 
	CONSTRAINT ck_proposal_proposer_kind_known CHECK (proposer_kind IN ('member', 'joint', 'party', 'peoples_organisation', 'committee', 'sector', 'group')), 
	CONSTRAINT ck_proposal_state_known CHECK (state IN ('drafted', 'submitted', 'filed', 'not_filed', 'merged_into_proposal', 'withdrawn', 'assigned', 'concluded', 'offered_again', 'opinion_info', 'retained')), 
	CONSTRAINT ck_proposal_version_from_one CHECK (version >= 1)
)
--
CREATE INDEX ix_proposal_member_id ON proposal (member_id)
--
CREATE INDEX ix_proposal_master_id ON proposal (master_id)
--
CREATE INDEX ix_proposal_state ON proposal (state)
--
CREATE UNIQUE INDEX uq_proposal_term_session_no_number ON proposal (term, session_no, number)
--
CREATE TABLE publicity_clue (
	id VARCHAR(36) NOT NULL, 
	publicity_id VARCHAR(36) NOT NULL, 
	clue_id VARCHAR(36) NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_publicity_clue PRIMARY KEY (id), 
	CONSTRAINT fk_publicity_clue_publicity_id_publicity FOREIGN KEY(publicity_id) REFERENCES publicity (id) ON DELETE CASCADE, 
	CONSTRAINT fk_publicity_clue_clue_id_clue FOREIGN KEY(clue_id) REFERENCES clue (id), 
	CONSTRAINT ck_publicity_clue_version_from_one CHECK (version >= 1)
)
--
CREATE INDEX ix_publicity_clue_publicity_id ON publicity_clue (publicity_id)
--
CREATE INDEX ix_publicity_clue_clue_id ON publicity_clue (clue_id)
--
CREATE UNIQUE INDEX uq_publicity_clue_publicity_id_clue_id ON publicity_clue (publicity_id, clue_id)
--
CREATE TABLE receiver (
	id VARCHAR(36) NOT NULL, 
	unit TEXT NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	name TEXT NOT NULL, 
	member_id VARCHAR(36), 
	active BOOLEAN NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_receiver PRIMARY KEY (id), 
	CONSTRAINT fk_receiver_member_id_member FOREIGN KEY(member_id) REFERENCES member (id), 
	CONSTRAINT ck_receiver_kind_known CHECK (kind IN ('member', 'workroom')), 
	CONSTRAINT ck_receiver_workroom_is_no_member CHECK (kind <> 'workroom' OR member_id IS NULL), 
	CONSTRAINT ck_receiver_version_from_one CHECK (version >= 1)
)
--
CREATE INDEX ix_receiver_member_id ON receiver (member_id)
--
CREATE UNIQUE INDEX uq_receiver_unit_name ON receiver (unit, name)
--
CREATE TABLE result_use (
	id VARCHAR(36) NOT NULL, 
	clue_id VARCHAR(36) NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	title TEXT NOT NULL, 
	"on" VARCHAR(10) NOT NULL, 
	proof TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_result_use PRIMARY KEY (id), 
	CONSTRAINT fk_result_use_clue_id_clue FOREIGN KEY(clue_id) REFERENCES clue (id), 
	CONSTRAINT ck_result_use_kind_known CHECK (kind IN ('policy', 'livelihood_project', 'governance', 'other')), 
	CONSTRAINT ck_result_use_version_from_one CHECK (version >= 1)
)
--
CREATE INDEX ix_result_use_clue_id ON result_use (clue_id)
--
CREATE TABLE score_entry (
	id VARCHAR(36) NOT NULL, 
	member_id VARCHAR(36) NOT NULL, 
	year INTEGER NOT NULL, 
	rule TEXT NOT NULL, 
	points INTEGER NOT NULL, 
	object_id VARCHAR(36) NOT NULL, 
	at VARCHAR(20) NOT NULL, 
	note TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_score_entry PRIMARY KEY (id), 
	CONSTRAINT fk_score_entry_member_id_member FOREIGN KEY(member_id) REFERENCES member (id), 
	CONSTRAINT ck_score_entry_version_from_one CHECK (version >= 1)
)
--
CREATE INDEX ix_score_entry_member_id ON score_entry (member_id)
--
CREATE UNIQUE INDEX uq_score_entry_member_id_rule_object_id ON score_entry (member_id, rule, object_id)
--
CREATE TABLE screening (
	id VARCHAR(36) NOT NULL, 
	clue_id VARCHAR(36) NOT NULL, 
	action VARCHAR(32) NOT NULL, 
	state VARCHAR(32) NOT NULL, 
	at VARCHAR(20) NOT NULL, 
	actor TEXT NOT NULL, 
	reason_code TEXT, 
	reason TEXT NOT NULL, 
	referral TEXT NOT NULL, 
	notice TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_screening PRIMARY KEY (id), 
	CONSTRAINT fk_screening_clue_id_clue FOREIGN KEY(clue_id) REFERENCES clue (id), 
	CONSTRAINT ck_screening_declined_why CHECK (action <> 'decline' OR (reason_code IS NOT NULL AND referral <> '')), 
	CONSTRAINT ck_screening_state_known CHECK (state IN ('received', 'screening', 'returned', 'declined', 'withdrawn', 'merged', 'accepted', 'retained', 'classified', 'routed', 'concluded', 'archived')), 
	CONSTRAINT ck_screening_version_from_one CHECK (version >= 1)
)
--
CREATE INDEX ix_screening_clue_id ON screening (clue_id)
--
CREATE INDEX ix_screening_clue_id_at ON screening (clue_id, at)
--
CREATE TABLE session (
	id VARCHAR(36) NOT NULL, 
	unit TEXT NOT NULL, 
	held_on VARCHAR(10) NOT NULL, 
	place TEXT NOT NULL, 
	created_at VARCHAR(20) NOT NULL, 
	topic_id VARCHAR(36), 
	community TEXT, 
	visitors INTEGER NOT NULL, 
	note TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_session PRIMARY KEY (id), 
	CONSTRAINT fk_session_topic_id_topic FOREIGN KEY(topic_id) REFERENCES topic (id), 
	CONSTRAINT ck_session_counted CHECK (visitors >= 0), 
	CONSTRAINT ck_session_version_from_one CHECK (version >= 1)
)
--
CREATE INDEX ix_session_topic_id ON session (topic_id)
--
CREATE INDEX ix_session_unit_held_on ON session (unit, held_on)
--
CREATE TABLE split_link (
	id VARCHAR(36) NOT NULL, 
	origin_id VARCHAR(36) NOT NULL, 
	part_id VARCHAR(36) NOT NULL, 
	ordinal INTEGER NOT NULL, 
	at VARCHAR(20) NOT NULL, 
	actor TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_split_link PRIMARY KEY (id), 
	CONSTRAINT fk_split_link_origin_id_clue FOREIGN KEY(origin_id) REFERENCES clue (id), 
	CONSTRAINT fk_split_link_part_id_clue FOREIGN KEY(part_id) REFERENCES clue (id), 
	CONSTRAINT ck_split_link_not_of_itself CHECK (origin_id <> part_id), 
	CONSTRAINT ck_split_link_ordinal_from_one CHECK (ordinal >= 1), 
	CONSTRAINT ck_split_link_version_from_one CHECK (version >= 1)
)
--
CREATE INDEX ix_split_link_origin_id ON split_link (origin_id)
--
CREATE INDEX ix_split_link_part_id ON split_link (part_id)
--
CREATE UNIQUE INDEX uq_split_link_origin_id_ordinal ON split_link (origin_id, ordinal)
--
CREATE UNIQUE INDEX uq_split_link_part_id ON split_link (part_id)
--
CREATE TABLE assignment (
	id VARCHAR(36) NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	clue_id VARCHAR(36) NOT NULL, 
	drafted_at VARCHAR(20) NOT NULL, 
	drafted_by TEXT NOT NULL, 
	proposal_id VARCHAR(36), 
	subject TEXT NOT NULL, 
	opinion TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_assignment PRIMARY KEY (id), 
	CONSTRAINT fk_assignment_clue_id_clue FOREIGN KEY(clue_id) REFERENCES clue (id), 
	CONSTRAINT fk_assignment_proposal_id_proposal FOREIGN KEY(proposal_id) REFERENCES proposal (id), 
	CONSTRAINT ck_assignment_assigned_is_proposal CHECK ((kind = 'assign') = (proposal_id IS NOT NULL)), 
	CONSTRAINT ck_assignment_kind_known CHECK (kind IN ('forward', 'assign')), 
	CONSTRAINT ck_assignment_version_from_one CHECK (version >= 1)
)
--
CREATE INDEX ix_assignment_clue_id ON assignment (clue_id)
--
CREATE INDEX ix_assignment_proposal_id ON assignment (proposal_id)
--
CREATE TABLE claim (
	id VARCHAR(36) NOT NULL, 
	clue_id VARCHAR(36) NOT NULL, 
	state VARCHAR(32) NOT NULL, 
	offered_on VARCHAR(10) NOT NULL, 
	window_id VARCHAR(36), 
	committee TEXT, 
	suggested_handler TEXT, 
	gist TEXT NOT NULL, 
	claimant_kind VARCHAR(32), 
	claimant TEXT NOT NULL, 
	member_id VARCHAR(36), 
	claimed_on VARCHAR(10), 
	cultivated_since VARCHAR(10), 
	proposal_id VARCHAR(36), 
	released_on VARCHAR(10), 
	reason TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_claim PRIMARY KEY (id), 
	CONSTRAINT fk_claim_clue_id_clue FOREIGN KEY(clue_id) REFERENCES clue (id), 
	CONSTRAINT fk_claim_window_id_claim_window FOREIGN KEY(window_id) REFERENCES claim_window (id), 
	CONSTRAINT fk_claim_member_id_member FOREIGN KEY(member_id) REFERENCES member (id), 
	CONSTRAINT fk_claim_proposal_id_proposal FOREIGN KEY(proposal_id) REFERENCES proposal (id), 
	CONSTRAINT ck_claim_claimant_kind_known CHECK (claimant_kind IN ('member', 'joint', 'party', 'peoples_organisation', 'committee', 'sector', 'group')), 
	CONSTRAINT ck_claim_claimed_by_somebody CHECK (state NOT IN ('claimed', 'cultivating', 'proposal_drafted') OR claimant <> ''), 
	CONSTRAINT ck_claim_drafted_has_proposal CHECK (state <> 'proposal_drafted' OR proposal_id IS NOT NULL), 
	CONSTRAINT ck_claim_state_known CHECK (state IN ('offered', 'claimed', 'cultivating', 'proposal_drafted', 'released', 'lapsed')), 
	CONSTRAINT ck_claim_version_from_one CHECK (version >= 1)
)
--
CREATE INDEX ix_claim_clue_id ON claim (clue_id)
--
CREATE INDEX ix_claim_window_id ON claim (window_id)
--
CREATE INDEX ix_claim_member_id ON claim (member_id)
--
CREATE INDEX ix_claim_proposal_id ON claim (proposal_id)
--
CREATE INDEX ix_claim_state ON claim (state)
--
CREATE TABLE clue_context (
	id VARCHAR(36) NOT NULL, 
	clue_id VARCHAR(36) NOT NULL, 
	session_id VARCHAR(36), 
	topic_id VARCHAR(36), 
	community TEXT, 
	theme TEXT, 
	event TEXT NOT NULL, 
	dictated BOOLEAN NOT NULL, 
	urgent BOOLEAN NOT NULL, 
	important BOOLEAN NOT NULL, 
	universal BOOLEAN NOT NULL, 
	far_reaching BOOLEAN NOT NULL, 
	beyond_grassroots BOOLEAN NOT NULL, 
	not_to TEXT, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_clue_context PRIMARY KEY (id), 
	CONSTRAINT fk_clue_context_clue_id_clue FOREIGN KEY(clue_id) REFERENCES clue (id) ON DELETE CASCADE, 
	CONSTRAINT fk_clue_context_session_id_session FOREIGN KEY(session_id) REFERENCES session (id), 
	CONSTRAINT fk_clue_context_topic_id_topic FOREIGN KEY(topic_id) REFERENCES topic (id), 
	CONSTRAINT ck_clue_context_version_from_one CHECK (version >= 1)
)
--
CREATE INDEX ix_clue_context_clue_id ON clue_context (clue_id)
--
CREATE INDEX ix_clue_context_session_id ON clue_context (session_id)
--
CREATE INDEX ix_clue_context_topic_id ON clue_context (topic_id)
--
CREATE UNIQUE INDEX uq_clue_context_clue_id ON clue_context (clue_id)
--
CREATE TABLE commendation (
	id VARCHAR(36) NOT NULL, 
	year INTEGER NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	subject TEXT NOT NULL, 
	decided_on VARCHAR(10) NOT NULL, 
	grounds TEXT NOT NULL, 
	proposal_id VARCHAR(36), 
	unit TEXT, 
	member_id VARCHAR(36), 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_commendation PRIMARY KEY (id), 
	CONSTRAINT fk_commendation_proposal_id_proposal FOREIGN KEY(proposal_id) REFERENCES proposal (id), 
	CONSTRAINT fk_commendation_member_id_member FOREIGN KEY(member_id) REFERENCES member (id), 
	CONSTRAINT ck_commendation_kind_known CHECK (kind IN ('outstanding', 'handler', 'collecting_unit', 'person')), 
	CONSTRAINT ck_commendation_of_one_record CHECK (CASE WHEN proposal_id IS NULL THEN 0 ELSE 1 END + CASE WHEN unit IS NULL THEN 0 ELSE 1 END + CASE WHEN member_id IS NULL THEN 0 ELSE 1 END <= 1), 
	CONSTRAINT ck_commendation_version_from_one CHECK (version >= 1)
)
--
CREATE INDEX ix_commendation_proposal_id ON commendation (proposal_id)
--
CREATE INDEX ix_commendation_member_id ON commendation (member_id)
--
CREATE TABLE key_item (
	id VARCHAR(36) NOT NULL, 
	proposal_id VARCHAR(36) NOT NULL, 
	year INTEGER NOT NULL, 
	state VARCHAR(32) NOT NULL, 
	proposed_on VARCHAR(10) NOT NULL, 
	grounds TEXT NOT NULL, 
	leader TEXT NOT NULL, 
	meeting TEXT NOT NULL, 
	confirmed_on VARCHAR(10), 
	reported_on VARCHAR(10), 
	report TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_key_item PRIMARY KEY (id), 
	CONSTRAINT fk_key_item_proposal_id_proposal FOREIGN KEY(proposal_id) REFERENCES proposal (id), 
	CONSTRAINT ck_key_item_confirmed_has_leader CHECK (state IN ('candidate', 'dropped') OR leader <> ''), 
	CONSTRAINT ck_key_item_state_known CHECK (state IN ('candidate', 'confirmed', 'supervised', 'reported', 'dropped')), 
	CONSTRAINT ck_key_item_version_from_one CHECK (version >= 1)
)
--
CREATE INDEX ix_key_item_proposal_id ON key_item (proposal_id)
--
CREATE UNIQUE INDEX uq_key_item_proposal_id_year ON key_item (proposal_id, year)
--
CREATE TABLE premium (
	id VARCHAR(36) NOT NULL, 
	clue_id VARCHAR(36) NOT NULL, 
	year INTEGER NOT NULL, 
	committee TEXT NOT NULL, 
	state VARCHAR(32) NOT NULL, 
	nominated_on VARCHAR(10) NOT NULL, 
	nominated_by TEXT NOT NULL, 
	grounds TEXT NOT NULL, 
	proposal_id VARCHAR(36), 
	selected_on VARCHAR(10), 
	use VARCHAR(32), 
	used_on VARCHAR(10), 
	reason TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_premium PRIMARY KEY (id), 
	CONSTRAINT fk_premium_clue_id_clue FOREIGN KEY(clue_id) REFERENCES clue (id), 
	CONSTRAINT fk_premium_proposal_id_proposal FOREIGN KEY(proposal_id) REFERENCES proposal (id), 
	CONSTRAINT ck_premium_reported_was_selected CHECK (state NOT IN ('reported', 'used') OR selected_on IS NOT NULL), 
	CONSTRAINT ck_premium_state_known CHECK (state IN ('nominated', 'shortlisted', 'selected', 'reported', 'used', 'not_selected')), 
	CONSTRAINT ck_premium_use_known CHECK (use IN ('key_proposal', 'sector_speech', 'annual_consultation', 'supervision_topic', 'opinion_info')), 
	CONSTRAINT ck_premium_used_has_use CHECK (state <> 'used' OR use IS NOT NULL), 
	CONSTRAINT ck_premium_version_from_one CHECK (version >= 1)
)
--
CREATE INDEX ix_premium_clue_id ON premium (clue_id)
--
CREATE INDEX ix_premium_proposal_id ON premium (proposal_id)
--
CREATE UNIQUE INDEX uq_premium_clue_id_year ON premium (clue_id, year)
--
CREATE TABLE proposal_clue (
	id VARCHAR(36) NOT NULL, 
	proposal_id VARCHAR(36) NOT NULL, 
	clue_id VARCHAR(36) NOT NULL, 
	"leading" BOOLEAN NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_proposal_clue PRIMARY KEY (id), 
	CONSTRAINT fk_proposal_clue_proposal_id_proposal FOREIGN KEY(proposal_id) REFERENCES proposal (id), 
	CONSTRAINT fk_proposal_clue_clue_id_clue FOREIGN KEY(clue_id) REFERENCES clue (id), 
	CONSTRAINT ck_proposal_clue_version_from_one CHECK (version >= 1)
)
--
CREATE INDEX ix_proposal_clue_proposal_id ON proposal_clue (proposal_id)
--
CREATE INDEX ix_proposal_clue_clue_id ON proposal_clue (clue_id)
--
CREATE UNIQUE INDEX uq_proposal_clue_proposal_id_clue_id ON proposal_clue (proposal_id, clue_id)
--
CREATE TABLE session_member (
	id VARCHAR(36) NOT NULL, 
	session_id VARCHAR(36) NOT NULL, 
	name TEXT NOT NULL, 
	member_id VARCHAR(36), 
	duty TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_session_member PRIMARY KEY (id), 
	CONSTRAINT fk_session_member_session_id_session FOREIGN KEY(session_id) REFERENCES session (id) ON DELETE CASCADE, 
	CONSTRAINT fk_session_member_member_id_member FOREIGN KEY(member_id) REFERENCES member (id), 
	CONSTRAINT ck_session_member_version_from_one CHECK (version >= 1)
)
--
CREATE INDEX ix_session_member_session_id ON session_member (session_id)
--
CREATE INDEX ix_session_member_member_id ON session_member (member_id)
--
CREATE UNIQUE INDEX uq_session_member_session_id_name ON session_member (session_id, name)
--
CREATE TABLE cultivation (
	id VARCHAR(36) NOT NULL, 
	clue_id VARCHAR(36) NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	"on" VARCHAR(10) NOT NULL, 
	person TEXT NOT NULL, 
	text TEXT NOT NULL, 
	claim_id VARCHAR(36), 
	attachment TEXT, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_cultivation PRIMARY KEY (id), 
	CONSTRAINT fk_cultivation_clue_id_clue FOREIGN KEY(clue_id) REFERENCES clue (id), 
	CONSTRAINT fk_cultivation_claim_id_claim FOREIGN KEY(claim_id) REFERENCES claim (id), 
	CONSTRAINT ck_cultivation_kind_known CHECK (kind IN ('research', 'consultation', 'draft', 'help')), 
	CONSTRAINT ck_cultivation_version_from_one CHECK (version >= 1)
)
--
CREATE INDEX ix_cultivation_clue_id ON cultivation (clue_id)
--
CREATE INDEX ix_cultivation_claim_id ON cultivation (claim_id)
--
CREATE TABLE joint_claimant (
	id VARCHAR(36) NOT NULL, 
	claim_id VARCHAR(36) NOT NULL, 
	name TEXT NOT NULL, 
	member_id VARCHAR(36), 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_joint_claimant PRIMARY KEY (id), 
	CONSTRAINT fk_joint_claimant_claim_id_claim FOREIGN KEY(claim_id) REFERENCES claim (id) ON DELETE CASCADE, 
	CONSTRAINT fk_joint_claimant_member_id_member FOREIGN KEY(member_id) REFERENCES member (id), 
	CONSTRAINT ck_joint_claimant_version_from_one CHECK (version >= 1)
)
--
CREATE INDEX ix_joint_claimant_claim_id ON joint_claimant (claim_id)
--
CREATE INDEX ix_joint_claimant_member_id ON joint_claimant (member_id)
--
CREATE UNIQUE INDEX uq_joint_claimant_claim_id_name ON joint_claimant (claim_id, name)
--
CREATE TABLE premium_report (
	id VARCHAR(36) NOT NULL, 
	premium_id VARCHAR(36) NOT NULL, 
	target VARCHAR(32) NOT NULL, 
	"on" VARCHAR(10) NOT NULL, 
	letter_number TEXT, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_premium_report PRIMARY KEY (id), 
	CONSTRAINT fk_premium_report_premium_id_premium FOREIGN KEY(premium_id) REFERENCES premium (id), 
	CONSTRAINT ck_premium_report_target_known CHECK (target IN ('district', 'city_cppcc')), 
	CONSTRAINT ck_premium_report_version_from_one CHECK (version >= 1)
)
--
CREATE INDEX ix_premium_report_premium_id ON premium_report (premium_id)
--
CREATE UNIQUE INDEX uq_premium_report_premium_id_target_on ON premium_report (premium_id, target, "on")
--
CREATE TABLE extension (
	id VARCHAR(36) NOT NULL, 
	forwarding_id VARCHAR(36) NOT NULL, 
	state VARCHAR(32) NOT NULL, 
	requested_on VARCHAR(10) NOT NULL, 
	old_due_on VARCHAR(10) NOT NULL, 
	wanted_due_on VARCHAR(10) NOT NULL, 
	reason TEXT NOT NULL, 
	decided_on VARCHAR(10), 
	new_due_on VARCHAR(10), 
	decision TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_extension PRIMARY KEY (id), 
	CONSTRAINT fk_extension_forwarding_id_forwarding FOREIGN KEY(forwarding_id) REFERENCES forwarding (id), 
	CONSTRAINT ck_extension_decided_has_date CHECK ((state = 'requested') = (decided_on IS NULL)), 
	CONSTRAINT ck_extension_granted_is_later CHECK (state <> 'granted' OR (new_due_on IS NOT NULL AND new_due_on > old_due_on)), 
	CONSTRAINT ck_extension_state_known CHECK (state IN ('requested', 'granted', 'refused')), 
	CONSTRAINT ck_extension_version_from_one CHECK (version >= 1)
)
--
CREATE INDEX ix_extension_forwarding_id ON extension (forwarding_id)
--
CREATE TABLE handler_reply (
	id VARCHAR(36) NOT NULL, 
	forwarding_id VARCHAR(36) NOT NULL, 
	ordinal INTEGER NOT NULL, 
	outcome VARCHAR(32) NOT NULL, 
	text TEXT NOT NULL, 
	replied_on VARCHAR(10) NOT NULL, 
	on_time BOOLEAN, 
	promised_on VARCHAR(10), 
	completed_on VARCHAR(10), 
	letter_number TEXT NOT NULL, 
	signer TEXT NOT NULL, 
	rejected_on VARCHAR(10), 
	rejection TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_handler_reply PRIMARY KEY (id), 
	CONSTRAINT fk_handler_reply_forwarding_id_forwarding FOREIGN KEY(forwarding_id) REFERENCES forwarding (id), 
	CONSTRAINT ck_handler_reply_ordinal_from_one CHECK (ordinal >= 1), 
	CONSTRAINT ck_handler_reply_outcome_known CHECK (outcome IN ('resolved', 'planned', 'reference')), 
	CONSTRAINT ck_handler_reply_planned_has_date CHECK (outcome <> 'planned' OR promised_on IS NOT NULL), 
	CONSTRAINT ck_handler_reply_version_from_one CHECK (version >= 1)
)
--
CREATE INDEX ix_handler_reply_forwarding_id ON handler_reply (forwarding_id)
--
CREATE UNIQUE INDEX uq_handler_reply_forwarding_id_ordinal ON handler_reply (forwarding_id, ordinal)
--
CREATE TABLE public_response (
	id VARCHAR(36) NOT NULL, 
	forwarding_id VARCHAR(36) NOT NULL, 
	channel VARCHAR(32) NOT NULL, 
	published_on VARCHAR(10) NOT NULL, 
	title TEXT NOT NULL, 
	link TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_public_response PRIMARY KEY (id), 
	CONSTRAINT fk_public_response_forwarding_id_forwarding FOREIGN KEY(forwarding_id) REFERENCES forwarding (id), 
	CONSTRAINT ck_public_response_channel_known CHECK (channel IN ('website', 'wechat', 'media', 'notice_board', 'meeting', 'other')), 
	CONSTRAINT ck_public_response_version_from_one CHECK (version >= 1)
)
--
CREATE INDEX ix_public_response_forwarding_id ON public_response (forwarding_id)
--
CREATE TABLE reminder (
	id VARCHAR(36) NOT NULL, 
	forwarding_id VARCHAR(36) NOT NULL, 
	reminded_on VARCHAR(10) NOT NULL, 
	channel VARCHAR(32) NOT NULL, 
	letter_number TEXT, 
	note TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_reminder PRIMARY KEY (id), 
	CONSTRAINT fk_reminder_forwarding_id_forwarding FOREIGN KEY(forwarding_id) REFERENCES forwarding (id), 
	CONSTRAINT ck_reminder_channel_known CHECK (channel IN ('interview', 'meeting', 'phone', 'letter', 'message', 'other')), 
	CONSTRAINT ck_reminder_version_from_one CHECK (version >= 1)
)
--
CREATE INDEX ix_reminder_forwarding_id ON reminder (forwarding_id)
--
CREATE TABLE return_request (
	id VARCHAR(36) NOT NULL, 
	forwarding_id VARCHAR(36) NOT NULL, 
	requested_on VARCHAR(10) NOT NULL, 
	reason TEXT NOT NULL, 
	suggested_handler TEXT, 
	decided_on VARCHAR(10), 
	granted BOOLEAN, 
	decision TEXT NOT NULL, 
	new_handler TEXT, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_return_request PRIMARY KEY (id), 
	CONSTRAINT fk_return_request_forwarding_id_forwarding FOREIGN KEY(forwarding_id) REFERENCES forwarding (id), 
	CONSTRAINT ck_return_request_decided_whole CHECK ((granted IS NULL) = (decided_on IS NULL)), 
	CONSTRAINT ck_return_request_version_from_one CHECK (version >= 1)
)
--
CREATE INDEX ix_return_request_forwarding_id ON return_request (forwarding_id)
--
CREATE TABLE supervision (
	id VARCHAR(36) NOT NULL, 
	state VARCHAR(32) NOT NULL, 
	planned_on VARCHAR(10) NOT NULL, 
	subject TEXT NOT NULL, 
	forwarding_id VARCHAR(36), 
	proposal_id VARCHAR(36), 
	key_item_id VARCHAR(36), 
	consultation_id VARCHAR(36), 
	form VARCHAR(32), 
	held_on VARCHAR(10), 
	place TEXT NOT NULL, 
	participants TEXT NOT NULL, 
	findings TEXT NOT NULL, 
	done_on VARCHAR(10), 
	reason TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_supervision PRIMARY KEY (id), 
	CONSTRAINT fk_supervision_forwarding_id_forwarding FOREIGN KEY(forwarding_id) REFERENCES forwarding (id), 
	CONSTRAINT fk_supervision_proposal_id_proposal FOREIGN KEY(proposal_id) REFERENCES proposal (id), 
	CONSTRAINT fk_supervision_key_item_id_key_item FOREIGN KEY(key_item_id) REFERENCES key_item (id), 
	CONSTRAINT fk_supervision_consultation_id_consultation FOREIGN KEY(consultation_id) REFERENCES consultation (id), 
	CONSTRAINT ck_supervision_concerns_something CHECK (forwarding_id IS NOT NULL OR proposal_id IS NOT NULL), 
	CONSTRAINT ck_supervision_form_known CHECK (form IN ('survey', 'written', 'counterpart', 'meeting')), 
	CONSTRAINT ck_supervision_held_somehow CHECK (state NOT IN ('held', 'followed_up', 'done') OR (form IS NOT NULL AND held_on IS NOT NULL)), 
	CONSTRAINT ck_supervision_state_known CHECK (state IN ('planned', 'held', 'followed_up', 'done', 'called_off')), 
	CONSTRAINT ck_supervision_version_from_one CHECK (version >= 1)
)
--
CREATE INDEX ix_supervision_forwarding_id ON supervision (forwarding_id)
--
CREATE INDEX ix_supervision_proposal_id ON supervision (proposal_id)
--
CREATE INDEX ix_supervision_key_item_id ON supervision (key_item_id)
--
CREATE INDEX ix_supervision_consultation_id ON supervision (consultation_id)
--
CREATE TABLE contributor_contact (
	id VARCHAR(36) NOT NULL, 
	forwarding_id VARCHAR(36) NOT NULL, 
	reply_id VARCHAR(36) NOT NULL, 
	clue_id VARCHAR(36) NOT NULL, 
	channel VARCHAR(32) NOT NULL, 
	contacted_on VARCHAR(10) NOT NULL, 
	person TEXT NOT NULL, 
	note TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_contributor_contact PRIMARY KEY (id), 
	CONSTRAINT fk_contributor_contact_forwarding_id_forwarding FOREIGN KEY(forwarding_id) REFERENCES forwarding (id), 
	CONSTRAINT fk_contributor_contact_reply_id_handler_reply FOREIGN KEY(reply_id) REFERENCES handler_reply (id), 
	CONSTRAINT fk_contributor_contact_clue_id_clue FOREIGN KEY(clue_id) REFERENCES clue (id), 
	CONSTRAINT ck_contributor_contact_channel_known CHECK (channel IN ('face', 'phone', 'letter', 'unreachable')), 
	CONSTRAINT ck_contributor_contact_unreachable_has_note CHECK (channel <> 'unreachable' OR note <> ''), 
	CONSTRAINT ck_contributor_contact_version_from_one CHECK (version >= 1)
)
--
CREATE INDEX ix_contributor_contact_forwarding_id ON contributor_contact (forwarding_id)
--
CREATE INDEX ix_contributor_contact_reply_id ON contributor_contact (reply_id)
--
CREATE INDEX ix_contributor_contact_clue_id ON contributor_contact (clue_id)
--
CREATE UNIQUE INDEX uq_contributor_contact_forwarding_id_clue_id_reply_id ON contributor_contact (forwarding_id, clue_id, reply_id)
--
CREATE TABLE follow_up (
	id VARCHAR(36) NOT NULL, 
	supervision_id VARCHAR(36) NOT NULL, 
	"on" VARCHAR(10) NOT NULL, 
	text TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_follow_up PRIMARY KEY (id), 
	CONSTRAINT fk_follow_up_supervision_id_supervision FOREIGN KEY(supervision_id) REFERENCES supervision (id), 
	CONSTRAINT ck_follow_up_version_from_one CHECK (version >= 1)
)
--
CREATE INDEX ix_follow_up_supervision_id ON follow_up (supervision_id)
--
CREATE TABLE look_back (
	id VARCHAR(36) NOT NULL, 
	reply_id VARCHAR(36) NOT NULL, 
	promised_on VARCHAR(10) NOT NULL, 
	state VARCHAR(32) NOT NULL, 
	listed_on VARCHAR(10) NOT NULL, 
	round INTEGER NOT NULL, 
	scheduled_on VARCHAR(10), 
	checked_on VARCHAR(10), 
	heard BOOLEAN NOT NULL, 
	read BOOLEAN NOT NULL, 
	visited BOOLEAN NOT NULL, 
	inspected BOOLEAN NOT NULL, 
	with_party_office BOOLEAN NOT NULL, 
	with_government_office BOOLEAN NOT NULL, 
	findings TEXT NOT NULL, 
	new_promised_on VARCHAR(10), 
	reason TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_look_back PRIMARY KEY (id), 
	CONSTRAINT fk_look_back_reply_id_handler_reply FOREIGN KEY(reply_id) REFERENCES handler_reply (id), 
	CONSTRAINT ck_look_back_checked_jointly CHECK (state NOT IN ('checked', 'completed', 'continued', 'not_done') OR with_party_office OR with_government_office), 
	CONSTRAINT ck_look_back_checked_somehow CHECK (state NOT IN ('checked', 'completed', 'continued', 'not_done') OR heard OR read OR visited OR inspected), 
	CONSTRAINT ck_look_back_scheduled_has_date CHECK (state <> 'scheduled' OR scheduled_on IS NOT NULL), 
	CONSTRAINT ck_look_back_state_known CHECK (state IN ('listed', 'scheduled', 'checked', 'completed', 'continued', 'not_done')), 
	CONSTRAINT ck_look_back_version_from_one CHECK (version >= 1)
)
--
CREATE INDEX ix_look_back_reply_id ON look_back (reply_id)
--
CREATE INDEX ix_look_back_state_promised_on ON look_back (state, promised_on)
--
CREATE TABLE evaluation (
	id VARCHAR(36) NOT NULL, 
	contact_id VARCHAR(36) NOT NULL, 
	satisfaction VARCHAR(32) NOT NULL, 
	heard_on VARCHAR(10) NOT NULL, 
	attitude VARCHAR(32), 
	heard_by VARCHAR(32), 
	opinion TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_evaluation PRIMARY KEY (id), 
	CONSTRAINT fk_evaluation_contact_id_contributor_contact FOREIGN KEY(contact_id) REFERENCES contributor_contact (id), 
	CONSTRAINT ck_evaluation_attitude_known CHECK (attitude IN ('satisfied', 'understood', 'dissatisfied')), 
	CONSTRAINT ck_evaluation_heard_by_known CHECK (heard_by IN ('interview', 'meeting', 'phone', 'letter', 'message', 'other')), 
	CONSTRAINT ck_evaluation_satisfaction_known CHECK (satisfaction IN ('satisfied', 'fairly_satisfied', 'dissatisfied')), 
	CONSTRAINT ck_evaluation_version_from_one CHECK (version >= 1)
)
--
CREATE INDEX ix_evaluation_contact_id ON evaluation (contact_id)
--
CREATE UNIQUE INDEX uq_evaluation_contact_id ON evaluation (contact_id)
--
CREATE UNIQUE INDEX ux_merge_link_clue_id ON merge_link (clue_id) WHERE undone_at IS NULL
--
CREATE UNIQUE INDEX ux_extension_forwarding_id ON extension (forwarding_id) WHERE state = 'requested'
--
CREATE UNIQUE INDEX ux_return_request_forwarding_id ON return_request (forwarding_id) WHERE granted IS NULL
--
CREATE UNIQUE INDEX ux_claim_clue_id ON claim (clue_id) WHERE state NOT IN ('released', 'lapsed')
--
CREATE UNIQUE INDEX ux_proposal_clue_proposal_id ON proposal_clue (proposal_id) WHERE "leading"
--
CREATE UNIQUE INDEX ux_look_back_reply_id ON look_back (reply_id) WHERE state NOT IN ('completed', 'not_done')
--
ALTER TABLE clue DROP CONSTRAINT ck_clue_office_state_known
--
ALTER TABLE clue ADD CONSTRAINT ck_clue_office_state_known CHECK (office_state IN ('received', 'screening', 'returned', 'declined', 'withdrawn', 'merged', 'accepted', 'retained', 'classified', 'routed', 'concluded', 'archived'))
--
ALTER TABLE forwarding DROP CONSTRAINT ck_forwarding_state_known
--
ALTER TABLE forwarding ADD CONSTRAINT ck_forwarding_state_known CHECK (state IN ('drafted', 'approved', 'issued', 'received', 'return_requested', 'taken_over', 'replied', 'contacted', 'evaluated', 'closed', 'reassigned', 'noted', 'waived', 'cancelled'))
--
ALTER TABLE batch DROP CONSTRAINT ck_batch_state_known
--
ALTER TABLE batch ADD CONSTRAINT ck_batch_state_known CHECK (state IN ('open', 'sealed', 'exported', 'receipted'))
--
ALTER TABLE forwarding ADD COLUMN kind VARCHAR(32) DEFAULT 'forward' NOT NULL CONSTRAINT ck_forwarding_kind_known CHECK (kind IN ('forward', 'assign'))
--
ALTER TABLE forwarding ADD COLUMN part VARCHAR(32) DEFAULT 'sole' NOT NULL CONSTRAINT ck_forwarding_part_known CHECK (part IN ('sole', 'lead', 'co_handler', 'separate'))
--
ALTER TABLE forwarding ADD COLUMN assignment_id VARCHAR(36) CONSTRAINT fk_forwarding_assignment_id_assignment REFERENCES assignment (id)
--
ALTER TABLE forwarding ADD COLUMN replaces_id VARCHAR(36) CONSTRAINT fk_forwarding_replaces_id_forwarding REFERENCES forwarding (id)
--
CREATE INDEX ix_forwarding_assignment_id ON forwarding (assignment_id)
--
CREATE TABLE telling (
	id VARCHAR(36) NOT NULL, 
	clue_id VARCHAR(36) NOT NULL, 
	about VARCHAR(32) NOT NULL, 
	news_at VARCHAR(20) NOT NULL, 
	channel VARCHAR(32) NOT NULL, 
	told_on VARCHAR(10) NOT NULL, 
	person TEXT NOT NULL, 
	recorded_at VARCHAR(20) NOT NULL, 
	satisfaction VARCHAR(32), 
	note TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_telling PRIMARY KEY (id), 
	CONSTRAINT fk_telling_clue_id_clue FOREIGN KEY(clue_id) REFERENCES clue (id) ON DELETE CASCADE, 
	CONSTRAINT ck_telling_unreachable_has_note CHECK (channel <> 'unreachable' OR note <> ''), 
	CONSTRAINT ck_telling_unreachable_has_no_opinion CHECK (channel <> 'unreachable' OR satisfaction IS NULL), 
	CONSTRAINT ck_telling_about_known CHECK (about IN ('received_again', 'accepted', 'returned', 'declined', 'classified', 'forwarded', 'taken_over', 'replied', 'contacted', 'closed')), 
	CONSTRAINT ck_telling_channel_known CHECK (channel IN ('face', 'phone', 'letter', 'unreachable')), 
	CONSTRAINT ck_telling_satisfaction_known CHECK (satisfaction IN ('satisfied', 'fairly_satisfied', 'dissatisfied')), 
	CONSTRAINT ck_telling_version_from_one CHECK (version >= 1)
)
--
CREATE INDEX ix_telling_clue_id ON telling (clue_id)
--
CREATE TABLE person (
	id VARCHAR(36) NOT NULL, 
	name VARCHAR(64) NOT NULL, 
	post VARCHAR(32), 
	duty VARCHAR(32), 
	state VARCHAR(32) NOT NULL, 
	created_at VARCHAR(20) NOT NULL, 
	disabled_at VARCHAR(20), 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_person PRIMARY KEY (id), 
	CONSTRAINT ck_person_post_known CHECK (post IN ('liaison', 'office', 'triage_group', 'committee', 'proposal_committee', 'system_admin', 'security_admin', 'audit_admin', 'system')), 
	CONSTRAINT ck_person_state_known CHECK (state IN ('active', 'disabled')), 
	CONSTRAINT ck_person_duty_known CHECK (duty IN ('system_admin', 'security_admin', 'audit_admin')), 
	CONSTRAINT ck_person_does_something CHECK (post IS NOT NULL OR duty IS NOT NULL), 
	CONSTRAINT ck_person_auditor_apart CHECK (duty IS NULL OR duty <> 'audit_admin' OR post IS NULL), 
	CONSTRAINT ck_person_disabled_since CHECK ((state = 'disabled') = (disabled_at IS NOT NULL)), 
	CONSTRAINT ck_person_counted_up CHECK (version >= 1)
)
--
CREATE UNIQUE INDEX uq_person_name ON person (name)
--
CREATE TABLE audit_floor (
	seq INTEGER NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	at VARCHAR(20) NOT NULL, 
	actor VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_audit_floor PRIMARY KEY (seq), 
	CONSTRAINT ck_audit_floor_seq_from_one CHECK (seq >= 1)
)
--
ALTER TABLE audit ADD COLUMN actor_id VARCHAR(36)
--
ALTER TABLE audit ADD COLUMN device VARCHAR(64)
--
ALTER TABLE audit ADD COLUMN device_time VARCHAR(32)
--
ALTER TABLE audit ADD COLUMN address VARCHAR(64)
--
ALTER TABLE audit ADD COLUMN result VARCHAR(16)
--
CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_TABLE_NAME = 'audit' AND TG_OP = 'DELETE' THEN IF OLD.seq <= coalesce((SELECT max(seq) FROM audit_floor), 0) THEN RETURN OLD; END IF; END IF; RAISE EXCEPTION 'the audit trail is append-only'; END $$
--
CREATE FUNCTION audit_next() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.seq <> coalesce((SELECT max(seq) FROM audit), coalesce((SELECT max(seq) FROM audit_floor), 0)) + 1 THEN RAISE EXCEPTION 'the audit trail is written in order'; END IF; RETURN NEW; END $$
--
CREATE TRIGGER audit_never_changes BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_append_only()
--
CREATE TRIGGER audit_in_order BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION audit_next()
--
CREATE TRIGGER audit_floor_never_changes BEFORE UPDATE OR DELETE ON audit_floor FOR EACH ROW EXECUTE FUNCTION audit_append_only()
--
CREATE TRIGGER audit_never_emptied BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()
--
CREATE TABLE backup_run (
	id VARCHAR(36) NOT NULL, 
	made_at VARCHAR(20) NOT NULL, 
	file_name TEXT NOT NULL, 
	length INTEGER NOT NULL, 
	sha256 TEXT NOT NULL, 
	clues INTEGER NOT NULL, 
	attachments INTEGER NOT NULL, 
	audit_seq INTEGER NOT NULL, 
	verified_at VARCHAR(20), 
	fault TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_backup_run PRIMARY KEY (id), 
	CONSTRAINT ck_backup_run_version_from_one CHECK (version >= 1), 
	CONSTRAINT ck_backup_run_verified_or_faulty CHECK (verified_at IS NULL OR fault = ''), 
	CONSTRAINT ck_backup_run_counted CHECK (length >= 0 AND clues >= 0 AND attachments >= 0 AND audit_seq >= 0)
)
--
CREATE INDEX ix_backup_run_made_at ON backup_run (made_at)
--
CREATE TABLE backup_mark (
	id VARCHAR(36) NOT NULL, 
	device_id VARCHAR(36) NOT NULL, 
	epoch INTEGER NOT NULL, 
	last INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_backup_mark PRIMARY KEY (id), 
	CONSTRAINT ck_backup_mark_version_from_one CHECK (version >= 1), 
	CONSTRAINT ck_backup_mark_counted CHECK (epoch >= 1 AND last >= 0), 
	CONSTRAINT fk_backup_mark_device_id_device FOREIGN KEY(device_id) REFERENCES device (id)
)
--
CREATE INDEX ix_backup_mark_device_id ON backup_mark (device_id)
--
CREATE UNIQUE INDEX uq_backup_mark_device_id_epoch ON backup_mark (device_id, epoch)
--
ALTER TABLE telling DROP CONSTRAINT ck_telling_about_known
--
ALTER TABLE telling ADD CONSTRAINT ck_telling_about_known CHECK (about IN ('received_again', 'accepted', 'returned', 'declined', 'classified', 'forwarded', 'taken_over', 'replied', 'contacted', 'closed', 'merged', 'unmerged', 'split', 'retained', 'taken_up', 'reconsidered', 'reopened', 'reassigned', 'extended', 'noted', 'redone'))
--
ALTER TABLE forwarding DROP CONSTRAINT ck_forwarding_issued_has_letter
--
ALTER TABLE forwarding ADD CONSTRAINT ck_forwarding_issued_has_letter CHECK (state IN ('drafted', 'approved', 'cancelled') OR letter_number IS NOT NULL)
--
CREATE TABLE distinction (
	id VARCHAR(36) NOT NULL, 
	clue_id VARCHAR(36) NOT NULL, 
	other_id VARCHAR(36) NOT NULL, 
	at VARCHAR(20) NOT NULL, 
	actor TEXT NOT NULL, 
	undone_at VARCHAR(20), 
	undone_by TEXT, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_distinction PRIMARY KEY (id), 
	CONSTRAINT ck_distinction_in_order CHECK (clue_id < other_id), 
	CONSTRAINT ck_distinction_undone_whole CHECK ((undone_at IS NULL) = (undone_by IS NULL)), 
	CONSTRAINT ck_distinction_version_from_one CHECK (version >= 1), 
	CONSTRAINT fk_distinction_clue_id_clue FOREIGN KEY(clue_id) REFERENCES clue (id), 
	CONSTRAINT fk_distinction_other_id_clue FOREIGN KEY(other_id) REFERENCES clue (id)
)
--
CREATE INDEX ix_distinction_clue_id ON distinction (clue_id)
--
CREATE INDEX ix_distinction_other_id ON distinction (other_id)
--
CREATE UNIQUE INDEX ux_distinction_clue_id_other_id ON distinction (clue_id, other_id) WHERE undone_at IS NULL
--
CREATE TABLE withdrawal (
	id VARCHAR(36) NOT NULL, 
	clue_id VARCHAR(36) NOT NULL, 
	former_state VARCHAR(32) NOT NULL, 
	at VARCHAR(20) NOT NULL, 
	actor TEXT NOT NULL, 
	unit TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	undone_at VARCHAR(20), 
	undone_by TEXT, 
	undone_reason TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_withdrawal PRIMARY KEY (id), 
	CONSTRAINT ck_withdrawal_former_state_known CHECK (former_state IN ('received', 'screening', 'returned', 'declined', 'withdrawn', 'merged', 'accepted', 'retained', 'classified', 'routed', 'concluded', 'archived')), 
	CONSTRAINT ck_withdrawal_withdrawn_once CHECK (former_state <> 'withdrawn'), 
	CONSTRAINT ck_withdrawal_undone_whole CHECK ((undone_at IS NULL) = (undone_by IS NULL)), 
	CONSTRAINT ck_withdrawal_version_from_one CHECK (version >= 1), 
	CONSTRAINT fk_withdrawal_clue_id_clue FOREIGN KEY(clue_id) REFERENCES clue (id)
)
--
CREATE INDEX ix_withdrawal_clue_id ON withdrawal (clue_id)
--
CREATE UNIQUE INDEX ux_withdrawal_clue_id ON withdrawal (clue_id) WHERE undone_at IS NULL
--
CREATE TABLE recall (
	id VARCHAR(36) NOT NULL, 
	withdrawal_id VARCHAR(36) NOT NULL, 
	forwarding_id VARCHAR(36) NOT NULL, 
	told_on VARCHAR(10) NOT NULL, 
	channel VARCHAR(32) NOT NULL, 
	actor TEXT NOT NULL, 
	person TEXT NOT NULL, 
	at VARCHAR(20) NOT NULL, 
	note TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_recall PRIMARY KEY (id), 
	CONSTRAINT ck_recall_channel_known CHECK (channel IN ('interview', 'meeting', 'phone', 'letter', 'message', 'other')), 
	CONSTRAINT ck_recall_version_from_one CHECK (version >= 1), 
	CONSTRAINT fk_recall_withdrawal_id_withdrawal FOREIGN KEY(withdrawal_id) REFERENCES withdrawal (id), 
	CONSTRAINT fk_recall_forwarding_id_forwarding FOREIGN KEY(forwarding_id) REFERENCES forwarding (id)
)
--
CREATE INDEX ix_recall_withdrawal_id ON recall (withdrawal_id)
--
CREATE INDEX ix_recall_forwarding_id ON recall (forwarding_id)
--
CREATE UNIQUE INDEX uq_recall_withdrawal_id_forwarding_id ON recall (withdrawal_id, forwarding_id)
--
ALTER TABLE telling DROP CONSTRAINT ck_telling_about_known
--
ALTER TABLE telling ADD CONSTRAINT ck_telling_about_known CHECK (about IN ('received_again', 'accepted', 'returned', 'declined', 'classified', 'forwarded', 'taken_over', 'replied', 'contacted', 'closed', 'merged', 'unmerged', 'split', 'retained', 'taken_up', 'reconsidered', 'reopened', 'reassigned', 'extended', 'noted', 'redone', 'erased'))
--
CREATE TABLE person_request (
	id VARCHAR(36) NOT NULL, 
	clue_id VARCHAR(36) NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	reason TEXT NOT NULL, 
	asked_on VARCHAR(10) NOT NULL, 
	due_on VARCHAR(10) NOT NULL, 
	registered_at VARCHAR(20) NOT NULL, 
	registered_by TEXT NOT NULL, 
	state VARCHAR(32) NOT NULL, 
	closed_on VARCHAR(10), 
	outcome TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_person_request PRIMARY KEY (id), 
	CONSTRAINT ck_person_request_version_from_one CHECK (version >= 1), 
	CONSTRAINT fk_person_request_clue_id_clue FOREIGN KEY(clue_id) REFERENCES clue (id), 
	CONSTRAINT ck_person_request_kind_known CHECK (kind IN ('access', 'copy', 'correct', 'erase', 'withdraw_consent', 'explain')), 
	CONSTRAINT ck_person_request_state_known CHECK (state IN ('open', 'granted', 'refused')), 
	CONSTRAINT ck_person_request_closed_whole CHECK ((state = 'open') = (closed_on IS NULL)), 
	CONSTRAINT ck_person_request_closed_with_outcome CHECK (state = 'open' OR outcome <> '')
)
--
CREATE INDEX ix_person_request_clue_id ON person_request (clue_id)
--
CREATE INDEX ix_person_request_state ON person_request (state, due_on)
--
CREATE TABLE erasure (
	id VARCHAR(36) NOT NULL, 
	clue_id VARCHAR(36) NOT NULL, 
	scope VARCHAR(32) NOT NULL, 
	ground VARCHAR(32) NOT NULL, 
	reason TEXT NOT NULL, 
	proposed_at VARCHAR(20) NOT NULL, 
	proposed_by TEXT NOT NULL, 
	proposer TEXT NOT NULL, 
	state VARCHAR(32) NOT NULL, 
	decided_at VARCHAR(20), 
	decided_by TEXT, 
	decider TEXT, 
	remark TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_erasure PRIMARY KEY (id), 
	CONSTRAINT ck_erasure_version_from_one CHECK (version >= 1), 
	CONSTRAINT fk_erasure_clue_id_clue FOREIGN KEY(clue_id) REFERENCES clue (id), 
	CONSTRAINT ck_erasure_scope_known CHECK (scope IN ('contact', 'all')), 
	CONSTRAINT ck_erasure_ground_known CHECK (ground IN ('asked', 'consent_withdrawn', 'kept_long_enough', 'not_needed', 'handed_over')), 
	CONSTRAINT ck_erasure_state_known CHECK (state IN ('proposed', 'done', 'refused')), 
	CONSTRAINT ck_erasure_decided_whole CHECK ((state = 'proposed') = (decided_at IS NULL)), 
	CONSTRAINT ck_erasure_decided_by_somebody CHECK ((decided_at IS NULL) = (decider IS NULL)), 
	CONSTRAINT ck_erasure_by_two CHECK (decider IS NULL OR decider <> proposer), 
	CONSTRAINT ck_erasure_refused_why CHECK (state <> 'refused' OR remark <> '')
)
--
CREATE INDEX ix_erasure_clue_id ON erasure (clue_id)
--
CREATE INDEX ix_erasure_state ON erasure (state, proposed_at)
--
CREATE UNIQUE INDEX ux_erasure_clue_id ON erasure (clue_id) WHERE state = 'proposed'
--
CREATE TABLE consent_change (
	id VARCHAR(36) NOT NULL, 
	clue_id VARCHAR(36) NOT NULL, 
	ordinal INTEGER NOT NULL, 
	at VARCHAR(20) NOT NULL, 
	actor TEXT NOT NULL, 
	collect BOOLEAN NOT NULL, 
	handover BOOLEAN NOT NULL, 
	publicity BOOLEAN NOT NULL, 
	notice TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_consent_change PRIMARY KEY (id), 
	CONSTRAINT ck_consent_change_version_from_one CHECK (version >= 1), 
	CONSTRAINT fk_consent_change_clue_id_clue FOREIGN KEY(clue_id) REFERENCES clue (id), 
	CONSTRAINT ck_consent_change_ordinal_from_one CHECK (ordinal >= 1)
)
--
CREATE UNIQUE INDEX uq_consent_change_clue_id_ordinal ON consent_change (clue_id, ordinal)
--
CREATE INDEX ix_consent_change_clue_id ON consent_change (clue_id)
--
CREATE TABLE tombstone (
	clue_id VARCHAR(36) NOT NULL, 
	scope VARCHAR(32) NOT NULL, 
	ground VARCHAR(32) NOT NULL, 
	erased_at VARCHAR(20) NOT NULL, 
	blobs TEXT NOT NULL, 
	CONSTRAINT pk_tombstone PRIMARY KEY (clue_id), 
	CONSTRAINT ck_tombstone_scope_known CHECK (scope IN ('contact', 'all')), 
	CONSTRAINT ck_tombstone_ground_known CHECK (ground IN ('asked', 'consent_withdrawn', 'kept_long_enough', 'not_needed', 'handed_over'))
)
--
ALTER TABLE forwarding ADD COLUMN redone INTEGER NOT NULL DEFAULT 0
--
ALTER TABLE forwarding ADD COLUMN closing_reason TEXT
--
CREATE TABLE unit_bar (
	id VARCHAR(36) NOT NULL, 
	clue_id VARCHAR(36) NOT NULL, 
	unit TEXT NOT NULL, 
	by_workroom BOOLEAN NOT NULL, 
	at VARCHAR(20) NOT NULL, 
	actor TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_unit_bar PRIMARY KEY (id), 
	CONSTRAINT ck_unit_bar_version_from_one CHECK (version >= 1), 
	CONSTRAINT fk_unit_bar_clue_id_clue FOREIGN KEY(clue_id) REFERENCES clue (id) ON DELETE CASCADE
)
--
CREATE INDEX ix_unit_bar_clue_id ON unit_bar (clue_id)
--
CREATE UNIQUE INDEX uq_unit_bar_clue_id_unit ON unit_bar (clue_id, unit)
--
ALTER TABLE clue_context DROP COLUMN not_to
--
CREATE TABLE reference_edition (
	number INTEGER NOT NULL, 
	made_at VARCHAR(20) NOT NULL, 
	made_by VARCHAR(64) NOT NULL, 
	note TEXT NOT NULL, 
	record TEXT NOT NULL, 
	CONSTRAINT pk_reference_edition PRIMARY KEY (number), 
	CONSTRAINT ck_reference_edition_number_from_one CHECK (number >= 1)
)
--
ALTER TABLE clue ADD COLUMN guardian TEXT
--
CREATE TABLE attachment_box (
	sha256 VARCHAR(64) NOT NULL, 
	box BYTEA NOT NULL, 
	CONSTRAINT pk_attachment_box PRIMARY KEY (sha256)
)
--
CREATE TABLE seat (
	id VARCHAR(36) NOT NULL, 
	label TEXT NOT NULL, 
	person_id VARCHAR(36) NOT NULL, 
	made_at VARCHAR(20) NOT NULL, 
	made_by TEXT NOT NULL, 
	joined_at VARCHAR(20), 
	revoked_at VARCHAR(20), 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_seat PRIMARY KEY (id), 
	CONSTRAINT ck_seat_version_from_one CHECK (version >= 1), 
	CONSTRAINT fk_seat_person_id_person FOREIGN KEY(person_id) REFERENCES person (id)
)
--
CREATE INDEX ix_seat_person_id ON seat (person_id)
--
ALTER TABLE event DROP CONSTRAINT fk_event_clue_id_clue
--
ALTER TABLE notice DROP CONSTRAINT fk_notice_clue_id_clue
--
CREATE TABLE correction (
	id VARCHAR(36) NOT NULL, 
	forwarding_id VARCHAR(36) NOT NULL, 
	clue_id VARCHAR(36) NOT NULL, 
	state VARCHAR(32) NOT NULL, 
	at VARCHAR(20) NOT NULL, 
	actor TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	was TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_correction PRIMARY KEY (id), 
	CONSTRAINT ck_correction_state_known CHECK (state IN ('drafted', 'approved', 'issued', 'received', 'return_requested', 'taken_over', 'replied', 'contacted', 'evaluated', 'closed', 'reassigned', 'noted', 'waived', 'cancelled')), 
	CONSTRAINT ck_correction_version_from_one CHECK (version >= 1), 
	CONSTRAINT fk_correction_clue_id_clue FOREIGN KEY(clue_id) REFERENCES clue (id), 
	CONSTRAINT fk_correction_forwarding_id_forwarding FOREIGN KEY(forwarding_id) REFERENCES forwarding (id)
)
--
CREATE INDEX ix_correction_clue_id ON correction (clue_id)
--
CREATE INDEX ix_correction_forwarding_id ON correction (forwarding_id)
--
CREATE INDEX ix_clue_received_on ON clue (received_on, created_at, unit, source_category, office_state, revision, id, provisional_number)
--
DROP INDEX ix_forwarding_clue_id
--
CREATE INDEX ix_forwarding_clue_id ON forwarding (clue_id, handler, state, kind, issued_on, taken_over_on, replied_on, contacted_on, due_on, on_time, outcome, satisfaction)
--
CREATE TABLE at_work (
	id VARCHAR(36) NOT NULL, 
	clue_id VARCHAR(36) NOT NULL, 
	actor TEXT NOT NULL, 
	since VARCHAR(20) NOT NULL, 
	seen_at VARCHAR(20) NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_at_work PRIMARY KEY (id), 
	CONSTRAINT ck_at_work_version_from_one CHECK (version >= 1), 
	CONSTRAINT fk_at_work_clue_id_clue FOREIGN KEY(clue_id) REFERENCES clue (id) ON DELETE CASCADE
)
--
CREATE INDEX ix_at_work_clue_id ON at_work (clue_id)
--
CREATE TABLE nomination (
	id VARCHAR(36) NOT NULL, 
	year INTEGER NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	state VARCHAR(32) NOT NULL, 
	nominated_on VARCHAR(10) NOT NULL, 
	nominated_by TEXT NOT NULL, 
	figures TEXT NOT NULL, 
	proposal_id VARCHAR(36), 
	unit TEXT, 
	member_id VARCHAR(36), 
	post_id VARCHAR(36), 
	grounds TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	meeting TEXT NOT NULL, 
	decided_on VARCHAR(10), 
	told_on VARCHAR(10), 
	commendation_id VARCHAR(36), 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_nomination PRIMARY KEY (id), 
	CONSTRAINT ck_nomination_kind_known CHECK (kind IN ('outstanding', 'handler', 'collecting_unit', 'person')), 
	CONSTRAINT ck_nomination_state_known CHECK (state IN ('nominated', 'chosen', 'approved', 'told', 'not_chosen')), 
	CONSTRAINT ck_nomination_version_from_one CHECK (version >= 1), 
	CONSTRAINT ck_nomination_of_one_record CHECK (CASE WHEN proposal_id IS NULL THEN 0 ELSE 1 END + CASE WHEN unit IS NULL THEN 0 ELSE 1 END + CASE WHEN member_id IS NULL THEN 0 ELSE 1 END + CASE WHEN post_id IS NULL THEN 0 ELSE 1 END <= 1), 
	CONSTRAINT ck_nomination_decided_by_meeting CHECK (state NOT IN ('approved', 'told') OR (decided_on IS NOT NULL AND meeting <> '')), 
	CONSTRAINT ck_nomination_told_has_date CHECK (state <> 'told' OR told_on IS NOT NULL), 
	CONSTRAINT fk_nomination_proposal_id_proposal FOREIGN KEY(proposal_id) REFERENCES proposal (id), 
	CONSTRAINT fk_nomination_member_id_member FOREIGN KEY(member_id) REFERENCES member (id), 
	CONSTRAINT fk_nomination_post_id_roster_entry FOREIGN KEY(post_id) REFERENCES roster_entry (id), 
	CONSTRAINT fk_nomination_commendation_id_commendation FOREIGN KEY(commendation_id) REFERENCES commendation (id)
)
--
CREATE INDEX ix_nomination_proposal_id ON nomination (proposal_id)
--
CREATE INDEX ix_nomination_member_id ON nomination (member_id)
--
CREATE INDEX ix_nomination_post_id ON nomination (post_id)
--
CREATE INDEX ix_nomination_commendation_id ON nomination (commendation_id)
--
CREATE UNIQUE INDEX uq_nomination_year_kind_proposal_id ON nomination (year, kind, proposal_id)
--
CREATE UNIQUE INDEX uq_nomination_year_kind_unit ON nomination (year, kind, unit)
--
CREATE UNIQUE INDEX uq_nomination_year_kind_member_id ON nomination (year, kind, member_id)
--
CREATE UNIQUE INDEX uq_nomination_year_kind_post_id ON nomination (year, kind, post_id)
--
CREATE UNIQUE INDEX uq_nomination_commendation_id ON nomination (commendation_id)
--
CREATE TABLE showcase (
	id VARCHAR(36) NOT NULL, 
	clue_id VARCHAR(36) NOT NULL, 
	ordinal INTEGER NOT NULL, 
	title TEXT NOT NULL, 
	said TEXT NOT NULL, 
	done TEXT NOT NULL, 
	result TEXT NOT NULL, 
	"on" VARCHAR(10) NOT NULL, 
	at VARCHAR(20) NOT NULL, 
	actor TEXT NOT NULL, 
	credit TEXT NOT NULL, 
	shown BOOLEAN NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_showcase PRIMARY KEY (id), 
	CONSTRAINT ck_showcase_ordinal_from_one CHECK (ordinal >= 1), 
	CONSTRAINT ck_showcase_version_from_one CHECK (version >= 1), 
	CONSTRAINT fk_showcase_clue_id_clue FOREIGN KEY(clue_id) REFERENCES clue (id)
)
--
CREATE INDEX ix_showcase_clue_id ON showcase (clue_id)
--
CREATE UNIQUE INDEX uq_showcase_clue_id_ordinal ON showcase (clue_id, ordinal)
--
ALTER TABLE member ADD COLUMN also_committees TEXT
--
CREATE INDEX ix_import_row_clue_id ON import_row (clue_id)
--
DROP INDEX ix_clue_received_on
--
CREATE INDEX ix_clue_received_on ON clue (received_on, created_at, unit, source_category, office_state, revision, id, provisional_number, receiver)
--
CREATE TABLE figure_state (
	id INTEGER NOT NULL, 
	day VARCHAR(10) NOT NULL, 
	CONSTRAINT pk_figure_state PRIMARY KEY (id), 
	CONSTRAINT ck_figure_state_only_one CHECK (id = 1)
)
--
CREATE TABLE figure_stale (
	clue_id VARCHAR(36) NOT NULL, 
	CONSTRAINT pk_figure_stale PRIMARY KEY (clue_id)
)
--
CREATE TABLE figure_part (
	clue_id VARCHAR(36) NOT NULL, 
	month INTEGER NOT NULL, 
	unit VARCHAR(32) NOT NULL, 
	source VARCHAR(32) NOT NULL, 
	theme VARCHAR(32) NOT NULL, 
	topic VARCHAR(36) NOT NULL, 
	own INTEGER NOT NULL, 
	letters TEXT NOT NULL, 
	CONSTRAINT pk_figure_part PRIMARY KEY (clue_id)
)
--
CREATE TABLE figure_sum (
	month INTEGER NOT NULL, 
	dimension VARCHAR(16) NOT NULL, 
	code VARCHAR(36) NOT NULL, 
	collected INTEGER NOT NULL, 
	accepted INTEGER NOT NULL, 
	classified INTEGER NOT NULL, 
	forwarded INTEGER NOT NULL, 
	assigned INTEGER NOT NULL, 
	replied INTEGER NOT NULL, 
	concluded INTEGER NOT NULL, 
	proposal INTEGER NOT NULL, 
	speech INTEGER NOT NULL, 
	city INTEGER NOT NULL, 
	result_use INTEGER NOT NULL, 
	public_response INTEGER NOT NULL, 
	consulted INTEGER NOT NULL, 
	retained INTEGER NOT NULL, 
	returned INTEGER NOT NULL, 
	declined INTEGER NOT NULL, 
	merged INTEGER NOT NULL, 
	withdrawn INTEGER NOT NULL, 
	on_time INTEGER NOT NULL, 
	late INTEGER NOT NULL, 
	overdue INTEGER NOT NULL, 
	resolved INTEGER NOT NULL, 
	planned INTEGER NOT NULL, 
	reference INTEGER NOT NULL, 
	satisfied INTEGER NOT NULL, 
	fairly INTEGER NOT NULL, 
	dissatisfied INTEGER NOT NULL, 
	CONSTRAINT pk_figure_sum PRIMARY KEY (month, dimension, code)
)
--
CREATE TABLE figure_spent (
	month INTEGER NOT NULL, 
	stage VARCHAR(16) NOT NULL, 
	days INTEGER NOT NULL, 
	letters INTEGER NOT NULL, 
	CONSTRAINT pk_figure_spent PRIMARY KEY (month, stage, days)
)
--
CREATE FUNCTION figures_of_clue() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE was text; is_now text; BEGIN IF EXISTS (SELECT 1 FROM figure_state) THEN IF TG_OP <> 'INSERT' THEN was = to_jsonb(OLD) ->> TG_ARGV[0]; END IF; IF TG_OP <> 'DELETE' THEN is_now = to_jsonb(NEW) ->> TG_ARGV[0]; END IF; INSERT INTO figure_stale (clue_id) SELECT DISTINCT one FROM unnest(ARRAY[was, is_now]) AS found (one) WHERE one IS NOT NULL ON CONFLICT DO NOTHING; END IF; RETURN NULL; END $$
--
CREATE FUNCTION figures_of_proposal() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE was text; is_now text; BEGIN IF EXISTS (SELECT 1 FROM figure_state) THEN IF TG_OP <> 'INSERT' THEN was = to_jsonb(OLD) ->> TG_ARGV[0]; END IF; IF TG_OP <> 'DELETE' THEN is_now = to_jsonb(NEW) ->> TG_ARGV[0]; END IF; INSERT INTO figure_stale (clue_id) SELECT DISTINCT clue_id FROM proposal_clue WHERE proposal_id IN (was, is_now) ON CONFLICT DO NOTHING; END IF; RETURN NULL; END $$
--
CREATE FUNCTION figures_of_letter() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE was text; is_now text; BEGIN IF EXISTS (SELECT 1 FROM figure_state) THEN IF TG_OP <> 'INSERT' THEN was = to_jsonb(OLD) ->> TG_ARGV[0]; END IF; IF TG_OP <> 'DELETE' THEN is_now = to_jsonb(NEW) ->> TG_ARGV[0]; END IF; INSERT INTO figure_stale (clue_id) SELECT DISTINCT clue_id FROM forwarding WHERE id IN (was, is_now) ON CONFLICT DO NOTHING; END IF; RETURN NULL; END $$
--
CREATE TRIGGER figures_clue AFTER INSERT OR UPDATE OR DELETE ON clue FOR EACH ROW EXECUTE FUNCTION figures_of_clue('id')
--
CREATE TRIGGER figures_forwarding AFTER INSERT OR UPDATE OR DELETE ON forwarding FOR EACH ROW EXECUTE FUNCTION figures_of_clue('clue_id')
--
CREATE TRIGGER figures_clue_context AFTER INSERT OR UPDATE OR DELETE ON clue_context FOR EACH ROW EXECUTE FUNCTION figures_of_clue('clue_id')
--
CREATE TRIGGER figures_proposal_clue AFTER INSERT OR UPDATE OR DELETE ON proposal_clue FOR EACH ROW EXECUTE FUNCTION figures_of_clue('clue_id')
--
CREATE TRIGGER figures_output AFTER INSERT OR UPDATE OR DELETE ON output FOR EACH ROW EXECUTE FUNCTION figures_of_clue('clue_id')
--
CREATE TRIGGER figures_city_report AFTER INSERT OR UPDATE OR DELETE ON city_report FOR EACH ROW EXECUTE FUNCTION figures_of_clue('clue_id')
--
CREATE TRIGGER figures_result_use AFTER INSERT OR UPDATE OR DELETE ON result_use FOR EACH ROW EXECUTE FUNCTION figures_of_clue('clue_id')
--
CREATE TRIGGER figures_consultation_link AFTER INSERT OR UPDATE OR DELETE ON consultation_link FOR EACH ROW EXECUTE FUNCTION figures_of_clue('clue_id')
--
CREATE TRIGGER figures_proposal AFTER UPDATE OF state ON proposal FOR EACH ROW EXECUTE FUNCTION figures_of_proposal('id')
--
CREATE TRIGGER figures_public_response AFTER INSERT OR UPDATE OR DELETE ON public_response FOR EACH ROW EXECUTE FUNCTION figures_of_letter('forwarding_id')
--
CREATE TABLE showcase_clue (
	id VARCHAR(36) NOT NULL, 
	showcase_id VARCHAR(36) NOT NULL, 
	clue_id VARCHAR(36) NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_showcase_clue PRIMARY KEY (id), 
	CONSTRAINT ck_showcase_clue_version_from_one CHECK (version >= 1), 
	CONSTRAINT fk_showcase_clue_clue_id_clue FOREIGN KEY(clue_id) REFERENCES clue (id), 
	CONSTRAINT fk_showcase_clue_showcase_id_showcase FOREIGN KEY(showcase_id) REFERENCES showcase (id) ON DELETE CASCADE
)
--
CREATE INDEX ix_showcase_clue_showcase_id ON showcase_clue (showcase_id)
--
CREATE INDEX ix_showcase_clue_clue_id ON showcase_clue (clue_id)
--
CREATE UNIQUE INDEX uq_showcase_clue_showcase_id_clue_id ON showcase_clue (showcase_id, clue_id)
--
CREATE TABLE imported_table (
	id VARCHAR(36) NOT NULL, 
	file_name TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	source TEXT NOT NULL, 
	at VARCHAR(20) NOT NULL, 
	actor TEXT NOT NULL, 
	state VARCHAR(32) NOT NULL, 
	registered INTEGER NOT NULL, 
	drafts INTEGER NOT NULL, 
	repeated INTEGER NOT NULL, 
	refused INTEGER NOT NULL, 
	taken_back_at VARCHAR(20), 
	taken_back_by TEXT, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_imported_table PRIMARY KEY (id), 
	CONSTRAINT ck_imported_table_state_known CHECK (state IN ('taken_in', 'partly_taken_back', 'taken_back')), 
	CONSTRAINT ck_imported_table_taken_back_whole CHECK ((taken_back_at IS NULL) = (taken_back_by IS NULL)), 
	CONSTRAINT ck_imported_table_version_from_one CHECK (version >= 1)
)
--
CREATE INDEX ix_imported_table_at ON imported_table (at)
--
CREATE TABLE imported_line (
	id VARCHAR(36) NOT NULL, 
	table_id VARCHAR(36) NOT NULL, 
	row_number INTEGER NOT NULL, 
	outcome VARCHAR(32) NOT NULL, 
	clue_id VARCHAR(36), 
	fingerprint TEXT, 
	external_number TEXT NOT NULL, 
	remark TEXT NOT NULL, 
	taken_back BOOLEAN NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_imported_line PRIMARY KEY (id), 
	CONSTRAINT ck_imported_line_outcome_known CHECK (outcome IN ('registered', 'draft', 'repeated', 'refused')), 
	CONSTRAINT ck_imported_line_version_from_one CHECK (version >= 1), 
	CONSTRAINT fk_imported_line_table_id_imported_table FOREIGN KEY(table_id) REFERENCES imported_table (id), 
	CONSTRAINT fk_imported_line_clue_id_clue FOREIGN KEY(clue_id) REFERENCES clue (id)
)
--
CREATE INDEX ix_imported_line_table_id ON imported_line (table_id)
--
CREATE INDEX ix_imported_line_clue_id ON imported_line (clue_id)
--
CREATE INDEX ix_imported_line_taken_back ON imported_line (taken_back, clue_id)
--
CREATE UNIQUE INDEX ux_imported_line_fingerprint ON imported_line (fingerprint) WHERE clue_id IS NOT NULL AND NOT taken_back AND outcome IN ('registered', 'draft')
--
DROP INDEX ix_import_row_clue_id
--
DROP TABLE import_row
--
DROP INDEX ix_clue_office_state
--
CREATE INDEX ix_clue_office_state ON clue (office_state, updated_at, id)
--
DROP INDEX ix_forwarding_state
--
CREATE INDEX ix_forwarding_state ON forwarding (state, due_on, clue_id)
--
CREATE INDEX ix_clue_id ON clue (id, withdrawn_at, updated_at)
--
DROP TABLE figure_part
--
CREATE TABLE figure_part (
	clue_id VARCHAR(36) NOT NULL, 
	month INTEGER NOT NULL, 
	unit VARCHAR(32) NOT NULL, 
	source VARCHAR(32) NOT NULL, 
	theme VARCHAR(32) NOT NULL, 
	topic VARCHAR(36) NOT NULL, 
	own INTEGER NOT NULL, 
	whole INTEGER NOT NULL, 
	letters TEXT NOT NULL, 
	CONSTRAINT pk_figure_part PRIMARY KEY (clue_id)
)
--
CREATE INDEX ix_figure_part_month ON figure_part (month, whole, unit, source, theme, topic, clue_id)
--
CREATE TABLE not_taken (
	sha256 VARCHAR(64) NOT NULL, 
	reason TEXT NOT NULL, 
	CONSTRAINT pk_not_taken PRIMARY KEY (sha256)
)
--
DROP INDEX ix_clue_updated_at
--
CREATE INDEX ix_clue_updated_at ON clue (updated_at, provisional_number, id, formal_number, workroom_state, office_state, unit, source_category, received_on)
--
DROP INDEX ix_clue_workroom_state
--
CREATE INDEX ix_clue_workroom_state ON clue (workroom_state, updated_at, provisional_number, id)
--
DROP INDEX ix_clue_office_state
--
CREATE INDEX ix_clue_office_state ON clue (office_state, updated_at, provisional_number, id)
--
CREATE TABLE clue_count (
	name VARCHAR(48) NOT NULL, 
	clues INTEGER NOT NULL, 
	CONSTRAINT pk_clue_count PRIMARY KEY (name)
)
--
CREATE TABLE clue_untold (
	clue_id VARCHAR(36) NOT NULL, 
	CONSTRAINT pk_clue_untold PRIMARY KEY (clue_id)
)
--
CREATE INDEX ix_clue_revision_registered_at ON clue_revision (revision, registered_at, clue_id)
--
INSERT INTO clue_count (name, clues) SELECT 'all', count(*) FROM clue WHERE 1 = 1 GROUP BY 1 HAVING count(*) > 0
--
INSERT INTO clue_count (name, clues) SELECT 'workroom:' || clue.workroom_state, count(*) FROM clue WHERE clue.workroom_state IS NOT NULL AND NOT EXISTS (SELECT 1 FROM imported_line WHERE imported_line.clue_id = clue.id AND imported_line.taken_back) GROUP BY 1 HAVING count(*) > 0
--
INSERT INTO clue_count (name, clues) SELECT 'office:' || clue.office_state, count(*) FROM clue WHERE clue.office_state IS NOT NULL AND NOT EXISTS (SELECT 1 FROM tombstone WHERE tombstone.clue_id = clue.id AND tombstone.scope = 'all') GROUP BY 1 HAVING count(*) > 0
--
INSERT INTO clue_count (name, clues) SELECT 'unsigned', count(*) FROM clue WHERE clue.content_hash IS NOT NULL AND (clue.workroom_state IS NULL OR clue.workroom_state <> 'draft') AND NOT EXISTS (SELECT 1 FROM signed_piece WHERE signed_piece.clue_id = clue.id AND signed_piece.replaced_at IS NULL AND (signed_piece.short_hash = '' OR signed_piece.short_hash = substr(clue.content_hash, 1, 8))) GROUP BY 1 HAVING count(*) > 0
--
INSERT INTO clue_untold (clue_id) SELECT DISTINCT clue_id FROM progress WHERE EXISTS (SELECT 1 FROM progress AS heard WHERE heard.clue_id = progress.clue_id AND heard.step IN ('replied', 'declined')) AND NOT EXISTS (SELECT 1 FROM telling WHERE telling.clue_id = progress.clue_id AND telling.news_at >= (SELECT max(heard.at) FROM progress AS heard WHERE heard.clue_id = progress.clue_id)) AND 'contacted' <> (SELECT heard.step FROM progress AS heard WHERE heard.clue_id = progress.clue_id ORDER BY heard.position DESC LIMIT 1)
--
CREATE FUNCTION counts_of_clue() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_OP <> 'INSERT' THEN INSERT INTO clue_count (name, clues) SELECT 'all', -1 WHERE 1 = 1 ON CONFLICT (name) DO UPDATE SET clues = clue_count.clues + excluded.clues; INSERT INTO clue_count (name, clues) SELECT 'workroom:' || OLD.workroom_state, -1 WHERE OLD.workroom_state IS NOT NULL AND NOT EXISTS (SELECT 1 FROM imported_line WHERE imported_line.clue_id = OLD.id AND imported_line.taken_back) ON CONFLICT (name) DO UPDATE SET clues = clue_count.clues + excluded.clues; INSERT INTO clue_count (name, clues) SELECT 'office:' || OLD.office_state, -1 WHERE OLD.office_state IS NOT NULL AND NOT EXISTS (SELECT 1 FROM tombstone WHERE tombstone.clue_id = OLD.id AND tombstone.scope = 'all') ON CONFLICT (name) DO UPDATE SET clues = clue_count.clues + excluded.clues; INSERT INTO clue_count (name, clues) SELECT 'unsigned', -1 WHERE OLD.content_hash IS NOT NULL AND (OLD.workroom_state IS NULL OR OLD.workroom_state <> 'draft') AND NOT EXISTS (SELECT 1 FROM signed_piece WHERE signed_piece.clue_id = OLD.id AND signed_piece.replaced_at IS NULL AND (signed_piece.short_hash = '' OR signed_piece.short_hash = substr(OLD.content_hash, 1, 8))) ON CONFLICT (name) DO UPDATE SET clues = clue_count.clues + excluded.clues; END IF; IF TG_OP <> 'DELETE' THEN INSERT INTO clue_count (name, clues) SELECT 'all', 1 WHERE 1 = 1 ON CONFLICT (name) DO UPDATE SET clues = clue_count.clues + excluded.clues; INSERT INTO clue_count (name, clues) SELECT 'workroom:' || NEW.workroom_state, 1 WHERE NEW.workroom_state IS NOT NULL AND NOT EXISTS (SELECT 1 FROM imported_line WHERE imported_line.clue_id = NEW.id AND imported_line.taken_back) ON CONFLICT (name) DO UPDATE SET clues = clue_count.clues + excluded.clues; INSERT INTO clue_count (name, clues) SELECT 'office:' || NEW.office_state, 1 WHERE NEW.office_state IS NOT NULL AND NOT EXISTS (SELECT 1 FROM tombstone WHERE tombstone.clue_id = NEW.id AND tombstone.scope = 'all') ON CONFLICT (name) DO UPDATE SET clues = clue_count.clues + excluded.clues; INSERT INTO clue_count (name, clues) SELECT 'unsigned', 1 WHERE NEW.content_hash IS NOT NULL AND (NEW.workroom_state IS NULL OR NEW.workroom_state <> 'draft') AND NOT EXISTS (SELECT 1 FROM signed_piece WHERE signed_piece.clue_id = NEW.id AND signed_piece.replaced_at IS NULL AND (signed_piece.short_hash = '' OR signed_piece.short_hash = substr(NEW.content_hash, 1, 8))) ON CONFLICT (name) DO UPDATE SET clues = clue_count.clues + excluded.clues; END IF; RETURN COALESCE(NEW, OLD); END $$
--
CREATE FUNCTION counts_of_move() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_OP <> 'INSERT' THEN INSERT INTO clue_count (name, clues) SELECT 'workroom:' || OLD.workroom_state, -1 WHERE OLD.workroom_state IS NOT NULL AND NOT EXISTS (SELECT 1 FROM imported_line WHERE imported_line.clue_id = OLD.id AND imported_line.taken_back) ON CONFLICT (name) DO UPDATE SET clues = clue_count.clues + excluded.clues; INSERT INTO clue_count (name, clues) SELECT 'office:' || OLD.office_state, -1 WHERE OLD.office_state IS NOT NULL AND NOT EXISTS (SELECT 1 FROM tombstone WHERE tombstone.clue_id = OLD.id AND tombstone.scope = 'all') ON CONFLICT (name) DO UPDATE SET clues = clue_count.clues + excluded.clues; INSERT INTO clue_count (name, clues) SELECT 'unsigned', -1 WHERE OLD.content_hash IS NOT NULL AND (OLD.workroom_state IS NULL OR OLD.workroom_state <> 'draft') AND NOT EXISTS (SELECT 1 FROM signed_piece WHERE signed_piece.clue_id = OLD.id AND signed_piece.replaced_at IS NULL AND (signed_piece.short_hash = '' OR signed_piece.short_hash = substr(OLD.content_hash, 1, 8))) ON CONFLICT (name) DO UPDATE SET clues = clue_count.clues + excluded.clues; END IF; IF TG_OP <> 'DELETE' THEN INSERT INTO clue_count (name, clues) SELECT 'workroom:' || NEW.workroom_state, 1 WHERE NEW.workroom_state IS NOT NULL AND NOT EXISTS (SELECT 1 FROM imported_line WHERE imported_line.clue_id = NEW.id AND imported_line.taken_back) ON CONFLICT (name) DO UPDATE SET clues = clue_count.clues + excluded.clues; INSERT INTO clue_count (name, clues) SELECT 'office:' || NEW.office_state, 1 WHERE NEW.office_state IS NOT NULL AND NOT EXISTS (SELECT 1 FROM tombstone WHERE tombstone.clue_id = NEW.id AND tombstone.scope = 'all') ON CONFLICT (name) DO UPDATE SET clues = clue_count.clues + excluded.clues; INSERT INTO clue_count (name, clues) SELECT 'unsigned', 1 WHERE NEW.content_hash IS NOT NULL AND (NEW.workroom_state IS NULL OR NEW.workroom_state <> 'draft') AND NOT EXISTS (SELECT 1 FROM signed_piece WHERE signed_piece.clue_id = NEW.id AND signed_piece.replaced_at IS NULL AND (signed_piece.short_hash = '' OR signed_piece.short_hash = substr(NEW.content_hash, 1, 8))) ON CONFLICT (name) DO UPDATE SET clues = clue_count.clues + excluded.clues; END IF; RETURN NULL; END $$
--
CREATE TRIGGER counts_clue_insert AFTER INSERT ON clue FOR EACH ROW EXECUTE FUNCTION counts_of_clue()
--
CREATE TRIGGER counts_clue_update AFTER UPDATE OF workroom_state, office_state, content_hash ON clue FOR EACH ROW WHEN (OLD.workroom_state IS DISTINCT FROM NEW.workroom_state OR OLD.office_state IS DISTINCT FROM NEW.office_state OR OLD.content_hash IS DISTINCT FROM NEW.content_hash) EXECUTE FUNCTION counts_of_move()
--
CREATE TRIGGER counts_clue_delete BEFORE DELETE ON clue FOR EACH ROW EXECUTE FUNCTION counts_of_clue()
--
CREATE FUNCTION counts_of_imported_line() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_OP <> 'INSERT' THEN INSERT INTO clue_count (name, clues) SELECT 'workroom:' || clue.workroom_state, 1 FROM clue WHERE clue.id = OLD.clue_id AND OLD.taken_back AND clue.workroom_state IS NOT NULL AND NOT EXISTS (SELECT 1 FROM imported_line WHERE imported_line.clue_id = OLD.clue_id AND imported_line.taken_back AND imported_line.id <> OLD.id) ON CONFLICT (name) DO UPDATE SET clues = clue_count.clues + excluded.clues; END IF; IF TG_OP <> 'DELETE' THEN INSERT INTO clue_count (name, clues) SELECT 'workroom:' || clue.workroom_state, -1 FROM clue WHERE clue.id = NEW.clue_id AND NEW.taken_back AND clue.workroom_state IS NOT NULL AND NOT EXISTS (SELECT 1 FROM imported_line WHERE imported_line.clue_id = NEW.clue_id AND imported_line.taken_back AND imported_line.id <> NEW.id) ON CONFLICT (name) DO UPDATE SET clues = clue_count.clues + excluded.clues; END IF; RETURN COALESCE(NEW, OLD); END $$
--
CREATE TRIGGER counts_imported_line BEFORE INSERT OR UPDATE OR DELETE ON imported_line FOR EACH ROW EXECUTE FUNCTION counts_of_imported_line()
--
CREATE FUNCTION counts_of_tombstone() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_OP <> 'INSERT' THEN INSERT INTO clue_count (name, clues) SELECT 'office:' || clue.office_state, 1 FROM clue WHERE clue.id = OLD.clue_id AND OLD.scope = 'all' AND clue.office_state IS NOT NULL ON CONFLICT (name) DO UPDATE SET clues = clue_count.clues + excluded.clues; END IF; IF TG_OP <> 'DELETE' THEN INSERT INTO clue_count (name, clues) SELECT 'office:' || clue.office_state, -1 FROM clue WHERE clue.id = NEW.clue_id AND NEW.scope = 'all' AND clue.office_state IS NOT NULL ON CONFLICT (name) DO UPDATE SET clues = clue_count.clues + excluded.clues; END IF; RETURN COALESCE(NEW, OLD); END $$
--
CREATE TRIGGER counts_tombstone BEFORE INSERT OR UPDATE OR DELETE ON tombstone FOR EACH ROW EXECUTE FUNCTION counts_of_tombstone()
--
CREATE FUNCTION counts_of_signed_piece() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_OP <> 'INSERT' THEN INSERT INTO clue_count (name, clues) SELECT 'unsigned', 1 FROM clue WHERE clue.id = OLD.clue_id AND clue.content_hash IS NOT NULL AND (clue.workroom_state IS NULL OR clue.workroom_state <> 'draft') AND OLD.replaced_at IS NULL AND (OLD.short_hash = '' OR OLD.short_hash = substr(clue.content_hash, 1, 8)) AND NOT EXISTS (SELECT 1 FROM signed_piece AS other WHERE other.clue_id = clue.id AND other.id <> OLD.id AND other.replaced_at IS NULL AND (other.short_hash = '' OR other.short_hash = substr(clue.content_hash, 1, 8))) ON CONFLICT (name) DO UPDATE SET clues = clue_count.clues + excluded.clues; END IF; IF TG_OP <> 'DELETE' THEN INSERT INTO clue_count (name, clues) SELECT 'unsigned', -1 FROM clue WHERE clue.id = NEW.clue_id AND clue.content_hash IS NOT NULL AND (clue.workroom_state IS NULL OR clue.workroom_state <> 'draft') AND NEW.replaced_at IS NULL AND (NEW.short_hash = '' OR NEW.short_hash = substr(clue.content_hash, 1, 8)) AND NOT EXISTS (SELECT 1 FROM signed_piece AS other WHERE other.clue_id = clue.id AND other.id <> NEW.id AND other.replaced_at IS NULL AND (other.short_hash = '' OR other.short_hash = substr(clue.content_hash, 1, 8))) ON CONFLICT (name) DO UPDATE SET clues = clue_count.clues + excluded.clues; END IF; RETURN COALESCE(NEW, OLD); END $$
--
CREATE TRIGGER counts_signed_piece BEFORE INSERT OR UPDATE OR DELETE ON signed_piece FOR EACH ROW EXECUTE FUNCTION counts_of_signed_piece()
--
CREATE FUNCTION counts_of_progress() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_OP <> 'INSERT' THEN DELETE FROM clue_untold WHERE clue_id = OLD.clue_id; INSERT INTO clue_untold (clue_id) SELECT OLD.clue_id WHERE EXISTS (SELECT 1 FROM progress AS heard WHERE heard.clue_id = OLD.clue_id AND heard.step IN ('replied', 'declined')) AND NOT EXISTS (SELECT 1 FROM telling WHERE telling.clue_id = OLD.clue_id AND telling.news_at >= (SELECT max(heard.at) FROM progress AS heard WHERE heard.clue_id = OLD.clue_id)) AND 'contacted' <> (SELECT heard.step FROM progress AS heard WHERE heard.clue_id = OLD.clue_id ORDER BY heard.position DESC LIMIT 1); END IF; IF TG_OP <> 'DELETE' THEN DELETE FROM clue_untold WHERE clue_id = NEW.clue_id; INSERT INTO clue_untold (clue_id) SELECT NEW.clue_id WHERE EXISTS (SELECT 1 FROM progress AS heard WHERE heard.clue_id = NEW.clue_id AND heard.step IN ('replied', 'declined')) AND NOT EXISTS (SELECT 1 FROM telling WHERE telling.clue_id = NEW.clue_id AND telling.news_at >= (SELECT max(heard.at) FROM progress AS heard WHERE heard.clue_id = NEW.clue_id)) AND 'contacted' <> (SELECT heard.step FROM progress AS heard WHERE heard.clue_id = NEW.clue_id ORDER BY heard.position DESC LIMIT 1); END IF; RETURN NULL; END $$
--
CREATE TRIGGER counts_progress AFTER INSERT OR UPDATE OR DELETE ON progress FOR EACH ROW EXECUTE FUNCTION counts_of_progress()
--
CREATE FUNCTION counts_of_telling() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_OP <> 'INSERT' THEN DELETE FROM clue_untold WHERE clue_id = OLD.clue_id; INSERT INTO clue_untold (clue_id) SELECT OLD.clue_id WHERE EXISTS (SELECT 1 FROM progress AS heard WHERE heard.clue_id = OLD.clue_id AND heard.step IN ('replied', 'declined')) AND NOT EXISTS (SELECT 1 FROM telling WHERE telling.clue_id = OLD.clue_id AND telling.news_at >= (SELECT max(heard.at) FROM progress AS heard WHERE heard.clue_id = OLD.clue_id)) AND 'contacted' <> (SELECT heard.step FROM progress AS heard WHERE heard.clue_id = OLD.clue_id ORDER BY heard.position DESC LIMIT 1); END IF; IF TG_OP <> 'DELETE' THEN DELETE FROM clue_untold WHERE clue_id = NEW.clue_id; INSERT INTO clue_untold (clue_id) SELECT NEW.clue_id WHERE EXISTS (SELECT 1 FROM progress AS heard WHERE heard.clue_id = NEW.clue_id AND heard.step IN ('replied', 'declined')) AND NOT EXISTS (SELECT 1 FROM telling WHERE telling.clue_id = NEW.clue_id AND telling.news_at >= (SELECT max(heard.at) FROM progress AS heard WHERE heard.clue_id = NEW.clue_id)) AND 'contacted' <> (SELECT heard.step FROM progress AS heard WHERE heard.clue_id = NEW.clue_id ORDER BY heard.position DESC LIMIT 1); END IF; RETURN NULL; END $$
--
CREATE TRIGGER counts_telling AFTER INSERT OR UPDATE OR DELETE ON telling FOR EACH ROW EXECUTE FUNCTION counts_of_telling()
--
ALTER INDEX ix_clue_search_tokens SET (fastupdate = off)
--
ALTER TABLE office_contact ADD COLUMN compared INTEGER
--
ALTER TABLE office_contact ADD COLUMN compared_at VARCHAR(20)
--
CREATE TABLE search_portion (
	portion INTEGER NOT NULL, 
	changed_in BIGINT NOT NULL, 
	changes BIGINT NOT NULL, 
	CONSTRAINT pk_search_portion PRIMARY KEY (portion)
)
--
INSERT INTO search_portion SELECT DISTINCT clue_search."row" >> 8, txid_current(), 1 FROM clue_search
--
CREATE FUNCTION search_portion_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO search_portion (portion, changed_in, changes)
    SELECT DISTINCT changed."row" >> 8, txid_current(), 1 FROM changed
    ON CONFLICT (portion) DO UPDATE SET changed_in = excluded.changed_in, changes = search_portion.changes + 1;
    RETURN NULL; END $$
--
CREATE TRIGGER search_portion_insert AFTER INSERT ON clue_search REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_portion_changed()
--
CREATE TRIGGER search_portion_update AFTER UPDATE ON clue_search REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_portion_changed()
--
CREATE TRIGGER search_portion_delete AFTER DELETE ON clue_search REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_portion_changed()
--
INSERT INTO alembic_version VALUES ('0037')