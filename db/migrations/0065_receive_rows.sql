-- Rows of what is received together, handed in as lists of rows: PostgreSQL opens one list a table instead of one a column, eighty of them, whether a
-- batch is one receipt or sixty. Read by server/dossiers/keep-many.sql.
create type dossiers.new_dossier as (
  tenant smallint, place int, client_id text, procedure_id int, procedure_version_id int, receiving_unit_id int, competent_unit_id int,
  holder_unit_id int, holder_id bigint, channel smallint, applicant_kind smallint, applicant_name text, applicant_identity text,
  no_identity_reason text, applicant_phone text, applicant_email text, applicant_address text, submitter_name text, matter text,
  return_channel smallint, filed_at timestamptz, received_at timestamptz, due_at timestamptz, due_on date, due_precision text, status smallint,
  last_seq smallint, changed_at timestamptz, helping_unit_id int, first_due_on date, officer_id bigint, process_version_id int, step_code text,
  fee_due_vnd bigint, step_due_at timestamptz, words tsvector, applicant_plain text
);
comment on type dossiers.new_dossier is 'rows as handed in at reception: the dossiers; place: of the dossier among those of its batch';
create type dossiers.new_event as (
  tenant smallint, place int, seq smallint, kind text, at timestamptz, recorded_at timestamptz, actor_id bigint, unit_id int
);
comment on type dossiers.new_event is 'rows as handed in at reception: first events; place: of the dossier among those of its batch';
create type dossiers.new_paper as (
  tenant smallint, place int, kind text, ordinal smallint, name text, form smallint, sheets smallint, must_digitise boolean, file_id bigint,
  digitised_at timestamptz
);
comment on type dossiers.new_paper is 'rows as handed in at reception: papers handed in; place: of the dossier among those of its batch';
create type dossiers.new_step as (
  tenant smallint, dossier_place int, place smallint, seq smallint, step_code text, leg text, unit_id int, account_id bigint, assigned_by text,
  entered_at timestamptz, due_on date, due_at timestamptz, due_precision text, leg_due_at timestamptz, left_seq smallint, left_at timestamptz,
  left_as text, timeliness smallint, process_version_id int
);
comment on type dossiers.new_step is 'rows as handed in at reception: the steps they stand at; dossier_place: of the dossier among those of its batch';
create type dossiers.new_version as (
  tenant smallint, place int, known_from timestamptz, received_on date, due_on date, closed_on date, paused_on date, outcome smallint,
  timeliness smallint, channel smallint, competent_unit_id int, receiving_unit_id int, procedure_id int, sector_id smallint, level smallint,
  online_level smallint, papers_state smallint, result_state smallint, suspended_days smallint, is_no_writing boolean, is_interlinked boolean,
  marks int
);
comment on type dossiers.new_version is 'rows as handed in at reception: what measures count of them; place: of the dossier among those of its batch';
