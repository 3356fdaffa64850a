CREATE TABLE "agency_response" (
	id INTEGER NOT NULL, 
	obligation_id INTEGER NOT NULL, 
	agency VARCHAR NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	at DATETIME NOT NULL, 
	until DATE, 
	reason VARCHAR, 
	decided_at DATETIME, 
	decided_because VARCHAR, way VARCHAR(16), 
	CONSTRAINT fk_agency_response_agency_agency FOREIGN KEY(agency) REFERENCES agency (code), 
	CONSTRAINT fk_agency_response_obligation_id_obligation FOREIGN KEY(obligation_id) REFERENCES obligation (id), 
	CONSTRAINT pk_agency_response PRIMARY KEY (id)
);
CREATE TABLE "audit" (
	id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	who VARCHAR NOT NULL, 
	act VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	detail JSON NOT NULL, 
	number INTEGER NOT NULL, 
	origin VARCHAR NOT NULL, 
	salts JSON NOT NULL, 
	digests JSON NOT NULL, 
	seal VARCHAR NOT NULL, 
	CONSTRAINT pk_audit PRIMARY KEY (id), 
	CONSTRAINT uq_audit_number UNIQUE (number)
);
CREATE TABLE "bounce" (
	id INTEGER NOT NULL, 
	"key" VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	letter_id INTEGER NOT NULL, 
	address VARCHAR NOT NULL, 
	status VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	settled_at DATETIME, 
	CONSTRAINT fk_bounce_letter_id_letter FOREIGN KEY(letter_id) REFERENCES letter (id), 
	CONSTRAINT pk_bounce PRIMARY KEY (id), 
	CONSTRAINT uq_bounce_key UNIQUE ("key")
);
CREATE TABLE "deadline" (
	id INTEGER NOT NULL, 
	task_id INTEGER, 
	regime_id INTEGER, 
	label VARCHAR NOT NULL, 
	opens DATE NOT NULL, 
	due DATE NOT NULL, 
	target BOOLEAN NOT NULL, 
	source VARCHAR NOT NULL, 
	agencies VARCHAR, 
	withdrawn_on DATE, 
	data_first DATE, 
	data_last DATE, 
	through VARCHAR, 
	grace INTEGER NOT NULL, sent_to VARCHAR, requested_by VARCHAR, 
	CONSTRAINT fk_deadline_regime_id_regime FOREIGN KEY(regime_id) REFERENCES regime (id), 
	CONSTRAINT fk_deadline_task_id_task FOREIGN KEY(task_id) REFERENCES task (id), 
	CONSTRAINT pk_deadline PRIMARY KEY (id), 
	CONSTRAINT uq_deadline_task_id_regime_id_label_due UNIQUE (task_id, regime_id, label, due)
);
CREATE TABLE "event_revision" (
	obligation_id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	digest VARCHAR NOT NULL, 
	sequence INTEGER NOT NULL, 
	changed_at DATETIME NOT NULL, 
	CONSTRAINT fk_event_revision_obligation_id_obligation FOREIGN KEY(obligation_id) REFERENCES obligation (id), 
	CONSTRAINT pk_event_revision PRIMARY KEY (obligation_id), 
	CONSTRAINT uq_event_revision_uid UNIQUE (uid)
);
CREATE TABLE "fact" (
	name VARCHAR NOT NULL, 
	value VARCHAR NOT NULL, 
	CONSTRAINT pk_fact PRIMARY KEY (name)
);
CREATE TABLE "headingmeaning" (
	"key" VARCHAR NOT NULL, 
	heading VARCHAR NOT NULL, 
	role VARCHAR NOT NULL, 
	who VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	office VARCHAR NOT NULL, 
	CONSTRAINT pk_headingmeaning PRIMARY KEY (office, "key")
);
CREATE TABLE "letter" (
	id INTEGER NOT NULL, 
	agency VARCHAR NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	day DATE NOT NULL, 
	message_id VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	sender VARCHAR NOT NULL, 
	recipients JSON NOT NULL, 
	raw BLOB NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	attempts INTEGER NOT NULL, 
	written_at DATETIME NOT NULL, 
	try_at DATETIME NOT NULL, 
	claimed_by VARCHAR, 
	claimed_until DATETIME, 
	finished_at DATETIME, 
	error VARCHAR, 
	edition INTEGER NOT NULL, 
	accepted JSON NOT NULL, 
	refused JSON NOT NULL, 
	tried_at DATETIME, 
	fault VARCHAR, 
	channel VARCHAR(16) NOT NULL, 
	beside BOOLEAN NOT NULL, digest VARCHAR, kept_in VARCHAR, 
	CONSTRAINT pk_letter PRIMARY KEY (id), 
	CONSTRAINT uq_letter_agency_kind_day_edition_channel UNIQUE (agency, kind, day, edition, channel), 
	CONSTRAINT uq_letter_message_id UNIQUE (message_id)
);
CREATE TABLE "link_revocation" (
	id INTEGER NOT NULL, 
	agency VARCHAR NOT NULL, 
	obligation_id INTEGER, 
	until DATETIME NOT NULL, 
	CONSTRAINT fk_link_revocation_agency_agency FOREIGN KEY(agency) REFERENCES agency (code), 
	CONSTRAINT fk_link_revocation_obligation_id_obligation FOREIGN KEY(obligation_id) REFERENCES obligation (id), 
	CONSTRAINT pk_link_revocation PRIMARY KEY (id)
);
CREATE TABLE "notice" (
	id INTEGER NOT NULL, 
	obligation_id INTEGER NOT NULL, 
	step VARCHAR NOT NULL, 
	agency VARCHAR NOT NULL, 
	role VARCHAR(16) NOT NULL, 
	day DATE NOT NULL, 
	reason VARCHAR NOT NULL, 
	letter_id INTEGER, 
	owed BOOLEAN NOT NULL, last_step VARCHAR, steps INTEGER DEFAULT '1' NOT NULL, 
	CONSTRAINT fk_notice_letter_id_letter FOREIGN KEY(letter_id) REFERENCES letter (id), 
	CONSTRAINT fk_notice_obligation_id_obligation FOREIGN KEY(obligation_id) REFERENCES obligation (id), 
	CONSTRAINT pk_notice PRIMARY KEY (id), 
	CONSTRAINT uq_notice_obligation_id_step_agency UNIQUE (obligation_id, step, agency)
);
CREATE TABLE "obligation" (
	id INTEGER NOT NULL, 
	deadline_id INTEGER NOT NULL, 
	holder VARCHAR NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	label VARCHAR NOT NULL, 
	opens DATE NOT NULL, 
	due DATE NOT NULL, 
	ends DATE NOT NULL, 
	target DATE, 
	done_on DATE, 
	document VARCHAR, 
	note VARCHAR, 
	cancelled_on DATE, 
	cancelled_because VARCHAR, 
	extended_from DATE, 
	extended_because VARCHAR, 
	revision INTEGER NOT NULL, 
	changed_at DATETIME NOT NULL, 
	rulebook_id INTEGER, turn INTEGER DEFAULT '0' NOT NULL, turned_at DATETIME, 
	CONSTRAINT fk_obligation_deadline_id_deadline FOREIGN KEY(deadline_id) REFERENCES deadline (id), 
	CONSTRAINT fk_obligation_rulebook_id_rulebook FOREIGN KEY(rulebook_id) REFERENCES "policy_version" (id), 
	CONSTRAINT pk_obligation PRIMARY KEY (id), 
	CONSTRAINT uq_obligation_deadline_id_holder UNIQUE (deadline_id, holder)
);
CREATE TABLE "occurrence" (
	id INTEGER NOT NULL, 
	task_id INTEGER NOT NULL, 
	happened_on DATE NOT NULL, 
	document VARCHAR, 
	recorded_at DATETIME NOT NULL, awaited VARCHAR, 
	CONSTRAINT fk_occurrence_task_id_task FOREIGN KEY(task_id) REFERENCES task (id), 
	CONSTRAINT pk_occurrence PRIMARY KEY (id)
);
CREATE TABLE "plan" (
	id INTEGER NOT NULL, 
	code VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	issued_on DATE, 
	first DATE NOT NULL, 
	last DATE NOT NULL, 
	reporting VARCHAR NOT NULL, 
	began_on DATE, 
	supersedes JSON NOT NULL, followed_from DATE, assign_from DATE, assigned_on DATE, 
	CONSTRAINT pk_plan PRIMARY KEY (id), 
	CONSTRAINT uq_plan_code UNIQUE (code)
);
CREATE TABLE "policy_version" (
	id INTEGER NOT NULL, 
	digest VARCHAR NOT NULL, 
	definition JSON NOT NULL, 
	since DATETIME NOT NULL, 
	CONSTRAINT pk_policy_version PRIMARY KEY (id), 
	CONSTRAINT uq_policy_version_digest UNIQUE (digest)
);
CREATE TABLE "proposal" (
	id INTEGER NOT NULL, 
	"key" VARCHAR NOT NULL, 
	code VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	file VARCHAR NOT NULL, 
	document JSON NOT NULL, 
	regimes JSON NOT NULL, 
	supersedes VARCHAR, 
	confirmed JSON NOT NULL, 
	who VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	followed_from DATE, 
	amends JSON NOT NULL, 
	withdraw BOOLEAN NOT NULL, 
	CONSTRAINT pk_proposal PRIMARY KEY (id), 
	CONSTRAINT uq_proposal_key UNIQUE ("key")
);
CREATE TABLE "resolution" (
	task_id INTEGER NOT NULL, 
	cell VARCHAR(16) NOT NULL, 
	asked VARCHAR NOT NULL, 
	words VARCHAR NOT NULL, 
	who VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT fk_resolution_task_id_task FOREIGN KEY(task_id) REFERENCES task (id), 
	CONSTRAINT pk_resolution PRIMARY KEY (task_id, cell)
);
CREATE TABLE "server_state" (
	name VARCHAR NOT NULL, 
	failures INTEGER NOT NULL, 
	paused_until DATETIME, 
	said VARCHAR, 
	CONSTRAINT pk_server_state PRIMARY KEY (name)
);
CREATE TABLE "task" (
	id INTEGER NOT NULL, 
	plan_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	section VARCHAR NOT NULL, 
	section_title VARCHAR NOT NULL, 
	number VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	lead VARCHAR NOT NULL, 
	partners VARCHAR NOT NULL, 
	product VARCHAR NOT NULL, 
	timing VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	review JSON NOT NULL, 
	withdrawn_on DATE, 
	signed_on DATE, 
	note VARCHAR NOT NULL, 
	first DATE, 
	last DATE, 
	status VARCHAR NOT NULL, bare VARCHAR DEFAULT '' NOT NULL, turn INTEGER DEFAULT '0' NOT NULL, turned_at DATETIME, 
	CONSTRAINT fk_task_plan_id_plan FOREIGN KEY(plan_id) REFERENCES "plan" (id), 
	CONSTRAINT pk_task PRIMARY KEY (id), 
	CONSTRAINT uq_task_plan_id_section_number_title UNIQUE (plan_id, section, number, title)
);
CREATE TABLE "urging_letter" (
	id INTEGER NOT NULL, 
	year INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	day DATE NOT NULL, 
	made_at DATETIME NOT NULL, 
	agencies JSON NOT NULL, 
	obligations JSON NOT NULL, 
	digest VARCHAR NOT NULL, sent_as VARCHAR, sent_on DATE, sent_recorded_at DATETIME, content BLOB, signed_name VARCHAR, signed BLOB, 
	CONSTRAINT pk_urging_letter PRIMARY KEY (id), 
	CONSTRAINT uq_urging_letter_year_number UNIQUE (year, number)
);
CREATE TABLE "user_account" (
	id INTEGER NOT NULL, 
	mail VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	role VARCHAR NOT NULL, 
	password VARCHAR, 
	oidc_subject VARCHAR, 
	made_at DATETIME NOT NULL, 
	made_by VARCHAR NOT NULL, 
	entered_at DATETIME, 
	closed_at DATETIME, 
	letter_keys BOOLEAN NOT NULL, 
	CONSTRAINT pk_user_account PRIMARY KEY (id), 
	CONSTRAINT uq_user_account_mail UNIQUE (mail)
);
CREATE TABLE address_claim (
	digest VARCHAR NOT NULL, 
	agency VARCHAR NOT NULL, 
	address VARCHAR NOT NULL, 
	asked_at DATETIME NOT NULL, 
	origin VARCHAR NOT NULL, 
	confirmed_at DATETIME, 
	CONSTRAINT fk_address_claim_agency_agency FOREIGN KEY(agency) REFERENCES agency (code), 
	CONSTRAINT pk_address_claim PRIMARY KEY (digest)
);
CREATE TABLE agency (
	code VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	short_name VARCHAR NOT NULL, 
	aliases JSON NOT NULL, 
	kind VARCHAR NOT NULL, 
	groups JSON NOT NULL, 
	addresses JSON NOT NULL, 
	parent VARCHAR, 
	active_from DATE, 
	active_to DATE, 
	successor VARCHAR, 
	CONSTRAINT pk_agency PRIMARY KEY (code)
);
CREATE TABLE agency_session (
	digest VARCHAR NOT NULL, 
	agency VARCHAR NOT NULL, 
	link_made_at DATETIME NOT NULL, 
	made_at DATETIME NOT NULL, 
	browser VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT fk_agency_session_agency_agency FOREIGN KEY(agency) REFERENCES agency (code), 
	CONSTRAINT pk_agency_session PRIMARY KEY (digest)
);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
CREATE TABLE alias (
	"key" VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	agency VARCHAR NOT NULL, 
	who VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT fk_alias_agency_agency FOREIGN KEY(agency) REFERENCES agency (code), 
	CONSTRAINT pk_alias PRIMARY KEY ("key")
);
CREATE TABLE assignment_letter (
	plan_id INTEGER NOT NULL, 
	agency VARCHAR NOT NULL, 
	letter_id INTEGER NOT NULL, 
	CONSTRAINT fk_assignment_letter_letter_id_letter FOREIGN KEY(letter_id) REFERENCES letter (id), 
	CONSTRAINT fk_assignment_letter_plan_id_plan FOREIGN KEY(plan_id) REFERENCES "plan" (id), 
	CONSTRAINT pk_assignment_letter PRIMARY KEY (plan_id, agency)
);
CREATE TABLE attempt (
	id INTEGER NOT NULL, 
	account VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_attempt PRIMARY KEY (id)
);
CREATE TABLE calendaryear (
	year INTEGER NOT NULL, 
	source VARCHAR NOT NULL, 
	who VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_calendaryear PRIMARY KEY (year)
);
CREATE TABLE cause (
	id INTEGER NOT NULL, 
	obligation_id INTEGER NOT NULL, 
	agency VARCHAR, 
	text VARCHAR NOT NULL, 
	given_on DATE NOT NULL, 
	at DATETIME NOT NULL, 
	given_by VARCHAR NOT NULL, 
	objective BOOLEAN, 
	confirmed_by VARCHAR, 
	document VARCHAR, 
	document_on DATE, 
	decided_on DATE, 
	decided_at DATETIME, 
	decided_by VARCHAR, 
	CONSTRAINT fk_cause_agency_agency FOREIGN KEY(agency) REFERENCES agency (code), 
	CONSTRAINT fk_cause_obligation_id_obligation FOREIGN KEY(obligation_id) REFERENCES obligation (id), 
	CONSTRAINT pk_cause PRIMARY KEY (id)
);
CREATE TABLE correction (
	id INTEGER NOT NULL, 
	obligation_id INTEGER NOT NULL, 
	agency VARCHAR NOT NULL, 
	decided_on DATE NOT NULL, 
	at DATETIME NOT NULL, 
	said VARCHAR NOT NULL, 
	CONSTRAINT fk_correction_agency_agency FOREIGN KEY(agency) REFERENCES agency (code), 
	CONSTRAINT fk_correction_obligation_id_obligation FOREIGN KEY(obligation_id) REFERENCES obligation (id), 
	CONSTRAINT pk_correction PRIMARY KEY (id)
);
CREATE TABLE decision (
	id INTEGER NOT NULL, 
	plan_id INTEGER NOT NULL, 
	code VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	issued_on DATE, 
	issuer VARCHAR NOT NULL, 
	way VARCHAR(16) NOT NULL, 
	recorded_on DATE, 
	CONSTRAINT fk_decision_plan_id_plan FOREIGN KEY(plan_id) REFERENCES "plan" (id), 
	CONSTRAINT pk_decision PRIMARY KEY (id), 
	CONSTRAINT uq_decision_plan_id_code UNIQUE (plan_id, code)
);
CREATE TABLE declaration (
	id INTEGER NOT NULL, 
	obligation_id INTEGER NOT NULL, 
	agency VARCHAR NOT NULL, 
	"on" DATE NOT NULL, 
	document VARCHAR, 
	note VARCHAR, 
	declared_on DATE NOT NULL, 
	at DATETIME NOT NULL, 
	file_name VARCHAR, 
	file_digest VARCHAR, 
	file BLOB, 
	state VARCHAR(16) NOT NULL, 
	held_on DATE, 
	decided_on DATE, 
	decided_at DATETIME, 
	decided_by VARCHAR, 
	decided_document VARCHAR, 
	because VARCHAR, 
	CONSTRAINT fk_declaration_agency_agency FOREIGN KEY(agency) REFERENCES agency (code), 
	CONSTRAINT fk_declaration_obligation_id_obligation FOREIGN KEY(obligation_id) REFERENCES obligation (id), 
	CONSTRAINT pk_declaration PRIMARY KEY (id)
);
CREATE TABLE delivery (
	id INTEGER NOT NULL, 
	endpoint_id INTEGER NOT NULL, 
	event VARCHAR(32) NOT NULL, 
	subject INTEGER NOT NULL, 
	revision INTEGER NOT NULL, 
	body VARCHAR NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	attempts INTEGER NOT NULL, 
	made_at DATETIME NOT NULL, 
	try_at DATETIME NOT NULL, 
	tried_at DATETIME, 
	claimed_by VARCHAR, 
	claimed_until DATETIME, 
	status INTEGER, 
	said VARCHAR NOT NULL, 
	CONSTRAINT fk_delivery_endpoint_id_endpoint FOREIGN KEY(endpoint_id) REFERENCES endpoint (id), 
	CONSTRAINT pk_delivery PRIMARY KEY (id), 
	CONSTRAINT uq_delivery_endpoint_id_event_subject_revision UNIQUE (endpoint_id, event, subject, revision)
);
CREATE TABLE duty_change (
	id INTEGER NOT NULL, 
	decision_id INTEGER NOT NULL, 
	obligation_id INTEGER NOT NULL, 
	agency VARCHAR NOT NULL, 
	change VARCHAR(16) NOT NULL, 
	"before" DATE, 
	"after" DATE, 
	recorded_on DATE NOT NULL, 
	CONSTRAINT fk_duty_change_decision_id_decision FOREIGN KEY(decision_id) REFERENCES decision (id), 
	CONSTRAINT fk_duty_change_obligation_id_obligation FOREIGN KEY(obligation_id) REFERENCES obligation (id), 
	CONSTRAINT pk_duty_change PRIMARY KEY (id), 
	CONSTRAINT uq_duty_change_decision_id_obligation_id_agency UNIQUE (decision_id, obligation_id, agency)
);
CREATE TABLE endpoint (
	id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	url VARCHAR NOT NULL, 
	salt VARCHAR NOT NULL, 
	old_salt VARCHAR NOT NULL, 
	old_until DATETIME, 
	made_at DATETIME NOT NULL, 
	closed_at DATETIME, 
	closed_because VARCHAR NOT NULL, 
	seen_at DATETIME, 
	CONSTRAINT pk_endpoint PRIMARY KEY (id)
);
CREATE TABLE evidence_sheet (
	id INTEGER NOT NULL, 
	year INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	obligation_id INTEGER NOT NULL, 
	made_at DATETIME NOT NULL, 
	who VARCHAR NOT NULL, 
	digest VARCHAR NOT NULL, file_name VARCHAR DEFAULT '' NOT NULL, content BLOB, 
	CONSTRAINT fk_evidence_sheet_obligation_id_obligation FOREIGN KEY(obligation_id) REFERENCES obligation (id), 
	CONSTRAINT pk_evidence_sheet PRIMARY KEY (id), 
	CONSTRAINT uq_evidence_sheet_year_number UNIQUE (year, number)
);
CREATE TABLE extension (
	id INTEGER NOT NULL, 
	obligation_id INTEGER NOT NULL, 
	request_id INTEGER, 
	way VARCHAR(16) NOT NULL, 
	due_before DATE NOT NULL, 
	ends_before DATE NOT NULL, 
	due_after DATE, 
	reason VARCHAR NOT NULL, 
	document VARCHAR, 
	document_on DATE, 
	decided_on DATE NOT NULL, 
	decided_at DATETIME NOT NULL, 
	decided_by VARCHAR NOT NULL, undone_on DATE, undone_because VARCHAR, 
	CONSTRAINT fk_extension_obligation_id_obligation FOREIGN KEY(obligation_id) REFERENCES obligation (id), 
	CONSTRAINT fk_extension_request_id_agency_response FOREIGN KEY(request_id) REFERENCES agency_response (id), 
	CONSTRAINT pk_extension PRIMARY KEY (id)
);
CREATE TABLE feed (
	id INTEGER NOT NULL, 
	agency VARCHAR, 
	name VARCHAR NOT NULL, 
	secret_hash VARCHAR NOT NULL, 
	made_at DATETIME NOT NULL, 
	revoked_at DATETIME, choice JSON DEFAULT '{}' NOT NULL, expires_at DATETIME, replaced_by INTEGER, etag VARCHAR DEFAULT '' NOT NULL, modified_at DATETIME, seen_at DATETIME, client VARCHAR DEFAULT '' NOT NULL, silence_told_at DATETIME, 
	CONSTRAINT fk_feed_agency_agency FOREIGN KEY(agency) REFERENCES agency (code), 
	CONSTRAINT pk_feed PRIMARY KEY (id), 
	CONSTRAINT uq_feed_secret_hash UNIQUE (secret_hash)
);
CREATE TABLE handshake (
	digest VARCHAR NOT NULL, 
	purpose VARCHAR NOT NULL, 
	facts JSON NOT NULL, 
	ends_at DATETIME NOT NULL, 
	CONSTRAINT pk_handshake PRIMARY KEY (digest)
);
CREATE TABLE incoming_document (
	id INTEGER NOT NULL, 
	"key" VARCHAR NOT NULL, 
	paper VARCHAR, 
	at DATETIME NOT NULL, 
	who VARCHAR NOT NULL, 
	organ VARCHAR NOT NULL, 
	organ_name VARCHAR NOT NULL, 
	agency VARCHAR, 
	document_id VARCHAR NOT NULL, 
	number VARCHAR NOT NULL, 
	issued_on DATE, 
	subject VARCHAR NOT NULL, 
	business INTEGER NOT NULL, 
	reason VARCHAR NOT NULL, 
	status_code VARCHAR NOT NULL, 
	urging_letter_id INTEGER, 
	files JSON NOT NULL, 
	content BLOB NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	obligation_id INTEGER, 
	arrived_on DATE, 
	decided_at DATETIME, 
	decided_by VARCHAR NOT NULL, 
	because VARCHAR NOT NULL, 
	CONSTRAINT fk_incoming_document_agency_agency FOREIGN KEY(agency) REFERENCES agency (code), 
	CONSTRAINT fk_incoming_document_obligation_id_obligation FOREIGN KEY(obligation_id) REFERENCES obligation (id), 
	CONSTRAINT fk_incoming_document_urging_letter_id_urging_letter FOREIGN KEY(urging_letter_id) REFERENCES urging_letter (id), 
	CONSTRAINT pk_incoming_document PRIMARY KEY (id), 
	CONSTRAINT uq_incoming_document_key UNIQUE ("key"), 
	CONSTRAINT uq_incoming_document_paper UNIQUE (paper)
);
CREATE TABLE invitation (
	digest VARCHAR NOT NULL, 
	user_id INTEGER NOT NULL, 
	made_at DATETIME NOT NULL, 
	made_by VARCHAR NOT NULL, 
	ends_at DATETIME NOT NULL, 
	used_at DATETIME, 
	CONSTRAINT fk_invitation_user_id_user_account FOREIGN KEY(user_id) REFERENCES user_account (id), 
	CONSTRAINT pk_invitation PRIMARY KEY (digest)
);
CREATE TABLE issued_report (
	id INTEGER NOT NULL, 
	number VARCHAR NOT NULL, 
	issued_on DATE NOT NULL, 
	first DATE NOT NULL, 
	last DATE NOT NULL, 
	name VARCHAR NOT NULL, 
	regime VARCHAR NOT NULL, 
	counted_on DATE NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	who VARCHAR NOT NULL, 
	file_name VARCHAR NOT NULL, 
	content BLOB NOT NULL, 
	digest VARCHAR NOT NULL, 
	figures JSON NOT NULL, 
	CONSTRAINT pk_issued_report PRIMARY KEY (id), 
	CONSTRAINT uq_issued_report_number_issued_on UNIQUE (number, issued_on)
);
CREATE TABLE kept_answer (
	id INTEGER NOT NULL, 
	token_id INTEGER NOT NULL, 
	"key" VARCHAR NOT NULL, 
	fingerprint VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	status INTEGER NOT NULL, 
	headers JSON NOT NULL, 
	body VARCHAR NOT NULL, 
	CONSTRAINT fk_kept_answer_token_id_token FOREIGN KEY(token_id) REFERENCES token (id), 
	CONSTRAINT pk_kept_answer PRIMARY KEY (id), 
	CONSTRAINT uq_kept_answer_token_id_key UNIQUE (token_id, "key")
);
CREATE TABLE lease (
	name VARCHAR NOT NULL, 
	holder VARCHAR NOT NULL, 
	expires_at DATETIME NOT NULL, 
	fence INTEGER NOT NULL, 
	CONSTRAINT pk_lease PRIMARY KEY (name)
);
CREATE TABLE mail_answer (
	id INTEGER NOT NULL, 
	"key" VARCHAR NOT NULL, 
	message_id VARCHAR NOT NULL, 
	letter_id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	sender VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	files JSON NOT NULL, 
	why VARCHAR NOT NULL, 
	obligation_id INTEGER, 
	settled_at DATETIME, 
	CONSTRAINT fk_mail_answer_letter_id_letter FOREIGN KEY(letter_id) REFERENCES letter (id), 
	CONSTRAINT fk_mail_answer_obligation_id_obligation FOREIGN KEY(obligation_id) REFERENCES obligation (id), 
	CONSTRAINT pk_mail_answer PRIMARY KEY (id), 
	CONSTRAINT uq_mail_answer_key UNIQUE ("key")
);
CREATE TABLE organ_code (
	code VARCHAR NOT NULL, 
	agency VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	CONSTRAINT fk_organ_code_agency_agency FOREIGN KEY(agency) REFERENCES agency (code), 
	CONSTRAINT pk_organ_code PRIMARY KEY (code)
);
CREATE TABLE override (
	day DATE NOT NULL, 
	working BOOLEAN NOT NULL, 
	label VARCHAR NOT NULL, 
	source VARCHAR NOT NULL, 
	CONSTRAINT pk_override PRIMARY KEY (day)
);
CREATE TABLE party (
	obligation_id INTEGER NOT NULL, 
	agency VARCHAR NOT NULL, 
	role VARCHAR(16) NOT NULL, 
	next_on DATE, 
	told_on DATE, 
	CONSTRAINT fk_party_agency_agency FOREIGN KEY(agency) REFERENCES agency (code), 
	CONSTRAINT fk_party_obligation_id_obligation FOREIGN KEY(obligation_id) REFERENCES obligation (id), 
	CONSTRAINT pk_party PRIMARY KEY (obligation_id, agency, role)
);
CREATE TABLE passkey (
	id INTEGER NOT NULL, 
	user_id INTEGER NOT NULL, 
	credential VARCHAR NOT NULL, 
	public_key BLOB NOT NULL, 
	sign_count INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	made_at DATETIME NOT NULL, 
	used_at DATETIME, 
	CONSTRAINT fk_passkey_user_id_user_account FOREIGN KEY(user_id) REFERENCES user_account (id), 
	CONSTRAINT pk_passkey PRIMARY KEY (id), 
	CONSTRAINT uq_passkey_credential UNIQUE (credential)
);
CREATE TABLE receipt (
	id INTEGER NOT NULL, 
	obligation_id INTEGER NOT NULL, 
	turn INTEGER NOT NULL, 
	"on" DATE, 
	document VARCHAR, 
	note VARCHAR, 
	reason VARCHAR, 
	recorded_at DATETIME NOT NULL, 
	file_name VARCHAR, 
	file_digest VARCHAR, 
	file BLOB, 
	CONSTRAINT fk_receipt_obligation_id_obligation FOREIGN KEY(obligation_id) REFERENCES obligation (id), 
	CONSTRAINT pk_receipt PRIMARY KEY (id), 
	CONSTRAINT uq_receipt_obligation_id_turn UNIQUE (obligation_id, turn)
);
CREATE TABLE regime (
	id INTEGER NOT NULL, 
	plan_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	definition JSON NOT NULL, 
	CONSTRAINT fk_regime_plan_id_plan FOREIGN KEY(plan_id) REFERENCES "plan" (id), 
	CONSTRAINT pk_regime PRIMARY KEY (id), 
	CONSTRAINT uq_regime_plan_id_name UNIQUE (plan_id, name)
);
CREATE TABLE sign_in (
	digest VARCHAR NOT NULL, 
	user_id INTEGER NOT NULL, 
	made_at DATETIME NOT NULL, 
	seen_at DATETIME NOT NULL, 
	way VARCHAR NOT NULL, 
	browser VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT fk_sign_in_user_id_user_account FOREIGN KEY(user_id) REFERENCES user_account (id), 
	CONSTRAINT pk_sign_in PRIMARY KEY (digest)
);
CREATE TABLE sign_in_link (
	digest VARCHAR NOT NULL, 
	user_id INTEGER NOT NULL, 
	made_at DATETIME NOT NULL, 
	made_by VARCHAR NOT NULL, 
	ends_at DATETIME NOT NULL, 
	used_at DATETIME, 
	CONSTRAINT fk_sign_in_link_user_id_user_account FOREIGN KEY(user_id) REFERENCES user_account (id), 
	CONSTRAINT pk_sign_in_link PRIMARY KEY (digest)
);
CREATE TABLE stray_bounce (
	id INTEGER NOT NULL, 
	"key" VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	unread BOOLEAN NOT NULL, 
	address VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	settled_at DATETIME, 
	CONSTRAINT pk_stray_bounce PRIMARY KEY (id), 
	CONSTRAINT uq_stray_bounce_key UNIQUE ("key")
);
CREATE TABLE task_change (
	decision_id INTEGER NOT NULL, 
	task_id INTEGER NOT NULL, 
	change VARCHAR(16) NOT NULL, 
	cells JSON NOT NULL, 
	CONSTRAINT fk_task_change_decision_id_decision FOREIGN KEY(decision_id) REFERENCES decision (id), 
	CONSTRAINT fk_task_change_task_id_task FOREIGN KEY(task_id) REFERENCES task (id), 
	CONSTRAINT pk_task_change PRIMARY KEY (decision_id, task_id)
);
CREATE TABLE token (
	id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	digest VARCHAR NOT NULL, 
	scopes JSON NOT NULL, 
	agency VARCHAR, 
	made_at DATETIME NOT NULL, 
	made_by VARCHAR NOT NULL, 
	ends_on DATE NOT NULL, 
	used_on DATE, 
	ended_at DATETIME, 
	CONSTRAINT fk_token_agency_agency FOREIGN KEY(agency) REFERENCES agency (code), 
	CONSTRAINT pk_token PRIMARY KEY (id), 
	CONSTRAINT uq_token_digest UNIQUE (digest), 
	CONSTRAINT uq_token_name UNIQUE (name)
);
CREATE TABLE upload (
	id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	digest VARCHAR NOT NULL, 
	size INTEGER NOT NULL, 
	content BLOB NOT NULL, 
	who VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	code VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	revision INTEGER NOT NULL, 
	worker VARCHAR NOT NULL, 
	beat DATETIME, 
	tries INTEGER NOT NULL, 
	progress VARCHAR NOT NULL, 
	message VARCHAR NOT NULL, 
	document JSON NOT NULL, 
	answers JSON NOT NULL, 
	proposal JSON NOT NULL, 
	rests_on INTEGER NOT NULL, 
	result JSON NOT NULL, 
	plan_id INTEGER, 
	CONSTRAINT fk_upload_plan_id_plan FOREIGN KEY(plan_id) REFERENCES "plan" (id), 
	CONSTRAINT pk_upload PRIMARY KEY (id)
);
INSERT INTO "alembic_version" VALUES('0045');
CREATE INDEX ix_address_claim_agency ON address_claim (agency);
CREATE INDEX ix_agency_response_obligation ON "agency_response" (obligation_id, agency);
CREATE INDEX ix_agency_response_waiting ON agency_response (id) WHERE state = 'waiting';
CREATE INDEX ix_agency_session_agency ON agency_session (agency);
CREATE INDEX ix_alias_agency ON alias (agency);
CREATE INDEX ix_assignment_letter_letter_id ON assignment_letter (letter_id);
CREATE INDEX ix_attempt_origin_at ON attempt (origin, at);
CREATE INDEX ix_audit_act ON audit (act, number);
CREATE INDEX ix_audit_at ON audit (at);
CREATE INDEX ix_audit_subject ON audit (subject);
CREATE INDEX ix_bounce_letter_id ON "bounce" (letter_id);
CREATE INDEX ix_bounce_open ON "bounce" (kind, settled_at);
CREATE INDEX ix_cause_obligation_id ON cause (obligation_id);
CREATE INDEX ix_cause_undecided ON cause (obligation_id) WHERE objective IS NULL;
CREATE INDEX ix_correction_obligation_id ON correction (obligation_id);
CREATE INDEX ix_deadline_regime_id ON deadline (regime_id);
CREATE INDEX ix_deadline_round ON deadline (due) WHERE regime_id IS NOT NULL;
CREATE INDEX ix_deadline_task_id ON deadline (task_id);
CREATE INDEX ix_decision_plan_id ON decision (plan_id);
CREATE INDEX ix_declaration_obligation_id ON declaration (obligation_id);
CREATE INDEX ix_delivery_endpoint ON delivery (endpoint_id, id);
CREATE INDEX ix_delivery_queue ON delivery (try_at) WHERE state IN ('waiting', 'sending');
CREATE INDEX ix_duty_change_obligation_id ON duty_change (obligation_id);
CREATE INDEX ix_duty_change_recorded_on ON duty_change (recorded_on);
CREATE INDEX ix_evidence_sheet_obligation_id ON evidence_sheet (obligation_id);
CREATE INDEX ix_extension_obligation_id ON extension (obligation_id);
CREATE INDEX ix_feed_agency ON feed (agency);
CREATE INDEX ix_incoming_document_agency ON incoming_document (agency);
CREATE INDEX ix_incoming_document_obligation_id ON incoming_document (obligation_id);
CREATE INDEX ix_incoming_document_state ON incoming_document (state);
CREATE INDEX ix_incoming_document_urging_letter_id ON incoming_document (urging_letter_id);
CREATE INDEX ix_invitation_user_id ON invitation (user_id);
CREATE INDEX ix_issued_report_first ON issued_report (first);
CREATE INDEX ix_kept_answer_at ON kept_answer (at);
CREATE INDEX ix_letter_day ON letter (kind, day, agency);
CREATE INDEX ix_letter_kept ON letter (kept_in) WHERE kept_in IS NOT NULL;
CREATE INDEX ix_letter_kind ON letter (kind, state);
CREATE INDEX ix_letter_newest ON letter (kind, id);
CREATE INDEX ix_letter_queue ON letter (state, channel, try_at);
CREATE INDEX ix_letter_tried ON letter (channel, tried_at);
CREATE INDEX ix_letter_whole ON letter (day) WHERE kept_in IS NULL;
CREATE INDEX ix_link_revocation_agency ON "link_revocation" (agency);
CREATE INDEX ix_mail_answer_letter_id ON mail_answer (letter_id);
CREATE INDEX ix_mail_answer_message_id ON mail_answer (message_id);
CREATE INDEX ix_mail_answer_settled_at ON mail_answer (settled_at);
CREATE INDEX ix_notice_letter_id ON notice (letter_id);
CREATE INDEX ix_notice_owed ON notice (obligation_id) WHERE owed;
CREATE INDEX ix_notice_run ON notice (obligation_id) WHERE last_step IS NOT NULL;
CREATE INDEX ix_notice_told ON notice (obligation_id, day) WHERE role = 'lead' AND letter_id IS NOT NULL AND NOT owed;
CREATE INDEX ix_obligation_cancelled ON obligation (cancelled_on) WHERE cancelled_on IS NOT NULL;
CREATE INDEX ix_obligation_deadline_id ON obligation (deadline_id);
CREATE INDEX ix_obligation_done ON obligation (done_on) WHERE done_on IS NOT NULL;
CREATE INDEX ix_obligation_due ON obligation (due, ends, done_on, cancelled_on);
CREATE INDEX ix_obligation_ends ON obligation (ends);
CREATE INDEX ix_obligation_extended ON obligation (extended_from) WHERE extended_from IS NOT NULL;
CREATE INDEX ix_obligation_open_ends ON obligation (ends) WHERE done_on IS NULL AND cancelled_on IS NULL;
CREATE INDEX ix_obligation_open_work ON obligation (deadline_id) WHERE done_on IS NULL AND cancelled_on IS NULL AND kind = 'task';
CREATE INDEX ix_obligation_turn ON obligation (turn, id);
CREATE INDEX ix_occurrence_task_id ON "occurrence" (task_id);
CREATE INDEX ix_organ_code_agency ON organ_code (agency);
CREATE INDEX ix_party_agency ON party (agency, obligation_id);
CREATE INDEX ix_party_next ON party (next_on) WHERE next_on IS NOT NULL;
CREATE INDEX ix_passkey_user_id ON passkey (user_id);
CREATE INDEX ix_receipt_document ON receipt (document);
CREATE INDEX ix_regime_plan_id ON regime (plan_id);
CREATE INDEX ix_sign_in_link_user_id ON sign_in_link (user_id);
CREATE INDEX ix_sign_in_user_id ON sign_in (user_id);
CREATE INDEX ix_stray_bounce_settled_at ON stray_bounce (settled_at);
CREATE INDEX ix_task_change_task_id ON task_change (task_id);
CREATE INDEX ix_task_plan_id ON task (plan_id);
CREATE INDEX ix_task_said_done ON task (id) WHERE status <> '';
CREATE INDEX ix_task_turn ON task (turn, id);
CREATE INDEX ix_token_agency ON token (agency);
CREATE INDEX ix_upload_digest ON upload (digest);
CREATE INDEX ix_upload_plan_id ON upload (plan_id);
CREATE INDEX ix_upload_state ON upload (state);
CREATE UNIQUE INDEX uq_declaration_waiting ON declaration (obligation_id, agency) WHERE state = 'waiting';
