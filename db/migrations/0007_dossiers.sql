create schema dossiers;
grant usage on schema dossiers to motcua_app;

create sequence dossiers.dossier_id;

create table dossiers.event (
  tenant smallint not null,
  dossier_id bigint not null,
  seq smallint not null,
  kind text not null,
  at timestamptz not null,
  recorded_at timestamptz not null,
  actor_id bigint,
  unit_id int not null,
  data jsonb not null default '{}',
  constraint event_pk primary key (tenant, dossier_id, seq)
);
comment on table dossiers.event is 'what happened to a dossier: the truth; everything else about it is rebuilt from here';
comment on column dossiers.event.at is 'when it happened; recorded_at: when the system learned of it';

create table dossiers.dossier (
  tenant smallint not null,
  id bigint not null default nextval('dossiers.dossier_id'),
  code text not null,
  client_id text,
  procedure_id int not null references procedures.procedure (id),
  procedure_version_id int not null references procedures.version (id),
  receiving_unit_id int not null references org.unit (id),
  competent_unit_id int not null references org.unit (id),
  holder_unit_id int not null references org.unit (id),
  holder_id bigint references access.account (id),
  channel smallint not null constraint dossier_channel check (channel in (1, 2, 3)),
  applicant_kind smallint not null default 0 constraint dossier_applicant_kind check (applicant_kind in (0, 1, 2)),
  applicant_name text not null,
  applicant_plain text not null generated always as (lib.plain(applicant_name)) stored,
  applicant_identity text,
  no_identity_reason text,
  applicant_phone text,
  applicant_email text,
  applicant_address text,
  submitter_name text,
  matter text,
  return_channel smallint not null default 1 constraint dossier_return_channel check (return_channel in (1, 2, 3)),
  filed_at timestamptz not null,
  received_at timestamptz,
  due_at timestamptz,
  due_on date,
  due_precision text constraint dossier_due_precision check (due_precision in ('day', 'hour')),
  status smallint not null constraint dossier_status check (status >= 1 and status <= 10),
  paused_at timestamptz,
  decided_at timestamptz,
  closed_at timestamptz,
  delivered_at timestamptz,
  outcome text constraint dossier_outcome check (outcome in ('granted', 'refused')),
  last_seq smallint not null,
  changed_at timestamptz not null,
  constraint dossier_pk primary key (tenant, id),
  constraint dossier_code_once unique (tenant, code),
  constraint dossier_client_once unique (tenant, client_id),
  constraint dossier_identified check ((applicant_identity is null) <> (no_identity_reason is null))
);
comment on table dossiers.dossier is 'present state of each dossier, projected from its events; the rebuild test compares both';
comment on column dossiers.dossier.client_id is 'identity given by the desk before sending, so that a repeated send makes one dossier';
comment on column dossiers.dossier.applicant_plain is 'for searching: a common name is compared with hundreds of thousands of rows';
comment on column dossiers.dossier.no_identity_reason is 'why the applicant has no identity number; exactly one of both is there';
comment on column dossiers.dossier.filed_at is 'first event; received_at: formal reception, when the clock starts, null before it';
comment on column dossiers.dossier.due_on is 'as last promised; while the clock stands (paused_at) it moves when the dossier goes on';
comment on column dossiers.dossier.closed_at is 'end of processing: result, withdrawal, stop, or rejection at intake';
comment on column dossiers.dossier.outcome is 'of a decided dossier; a reasoned refusal by decision is a result too';
comment on column dossiers.dossier.holder_unit_id is 'who has it on the desk now; holder_id: the officer, null = the unit';
comment on column dossiers.dossier.status is 'national status code 1-10';
comment on column dossiers.dossier.channel is 'national channel: 1 direct, 2 online, 3 public post';
create index dossier_holder on dossiers.dossier (holder_unit_id, status, due_on);
create index dossier_receiving on dossiers.dossier (receiving_unit_id, received_at);
create index dossier_competent on dossiers.dossier (competent_unit_id, received_at);
create index dossier_filed on dossiers.dossier (filed_at desc, id desc);
create index dossier_procedure on dossiers.dossier (procedure_id);
create index dossier_version on dossiers.dossier (procedure_version_id);
create index dossier_holder_account on dossiers.dossier (holder_id) where holder_id is not null;
create index dossier_identity on dossiers.dossier (applicant_identity) where applicant_identity is not null;
create index dossier_phone on dossiers.dossier (applicant_phone) where applicant_phone is not null;
create index dossier_code on dossiers.dossier (code text_pattern_ops);
create index dossier_open on dossiers.dossier (due_on) where status in (2, 4, 5, 6);
create index dossier_search on dossiers.dossier using gin (applicant_plain gin_trgm_ops);

create function dossiers.standing(status smallint, due_on date, due_at timestamptz, due_precision text, paused_at timestamptz, at timestamptz)
  returns text language sql immutable parallel safe
  as $$ select case
    when status not in (2, 4, 5, 6) then null
    when due_on is null then case when paused_at is null then 'undated' else 'paused' end
    when (paused_at at time zone 'Asia/Ho_Chi_Minh')::date <= due_on then 'paused'
    when (at at time zone 'Asia/Ho_Chi_Minh')::date > due_on or (due_precision = 'hour' and due_at < at) then 'overdue'
    else 'in_time' end $$;
comment on function dossiers.standing(smallint, date, timestamptz, text, timestamptz, timestamptz)
  is 'how an open dossier stands at a moment, for filters; same as lateness.ts standing(), which a test compares';

create table dossiers.paper (
  tenant smallint not null,
  id bigint generated always as identity,
  dossier_id bigint not null,
  kind text not null constraint paper_kind check (kind in ('component', 'result')),
  ordinal smallint not null,
  name text not null,
  form smallint not null constraint paper_form check (form in (0, 1, 2)),
  sheets smallint not null default 1,
  must_digitise boolean not null,
  file_id bigint,
  digitised_at timestamptz,
  constraint paper_pk primary key (tenant, id),
  constraint paper_once unique (tenant, dossier_id, kind, ordinal),
  constraint paper_file_fk foreign key (tenant, file_id) references files.file (tenant, id)
);
comment on column dossiers.paper.form is 'national code: 0 original, 1 copy, 2 electronic';
create index paper_file on dossiers.paper (tenant, file_id) where file_id is not null;

create table dossiers.code_counter (
  tenant smallint not null,
  unit_id int not null,
  on_date date not null,
  last int not null,
  constraint code_counter_pk primary key (tenant, unit_id, on_date)
);
comment on table dossiers.code_counter is 'sequence of the day in dossier codes, per receiving unit';

-- Facts for measures: one narrow row per dossier and version of what was known. Current rows stand in their own partition, so that figures of today scan
-- nothing else; `known_to` moves a row to the past when the next version comes. What every measure reads stands first, what may be null after what may
-- not: a row is taken apart up to the last column a statement names, and faster before the first null.
create table dossiers.version (
  tenant smallint not null,
  sector_id smallint not null,
  competent_unit_id int not null,
  received_on date not null,
  open_until date not null generated always as (coalesce(closed_on, 'infinity'::date)) stored,
  channel smallint not null,
  outcome smallint not null,
  timeliness smallint not null,
  online_level smallint not null,
  papers_state smallint not null,
  result_state smallint not null,
  level smallint not null,
  is_no_writing boolean not null,
  is_interlinked boolean not null,
  due_on date,
  paused_on date,
  procedure_id int not null,
  dossier_id bigint not null,
  receiving_unit_id int not null,
  suspended_days smallint not null default 0,
  known_from timestamptz not null,
  known_to timestamptz not null,
  closed_on date,
  constraint version_pk primary key (tenant, dossier_id, known_to),
  constraint version_dates check (closed_on is null or closed_on >= received_on),
  constraint version_known check (known_to > known_from)
) partition by range (known_to);
create table dossiers.version_past partition of dossiers.version for values from (minvalue) to ('infinity');
create table dossiers.version_now partition of dossiers.version for values from ('infinity') to (maxvalue);
comment on table dossiers.version is 'dated versions of what measures count; received/closed/due inside, known_from/known_to outside';
comment on column dossiers.version.outcome is '0 open, 1 resolved, 2 withdrawn, 3 stopped or refused';
comment on column dossiers.version.timeliness is 'of a resolved dossier: 1 early, 2 on time, 3 overdue, 4 no due date; 0 not resolved';
comment on column dossiers.version.level is 'of the deciding body on the day of reception: 1 province, 2 district, 3 commune';
comment on column dossiers.version.online_level is '0 none, 1 partial, 2 full: of the procedure on the day of reception';
comment on column dossiers.version.papers_state is '0 nothing to digitise, 1 not (all) digitised, 2 digitised';
comment on column dossiers.version.result_state is '0 no result, 1 result not digitised, 2 digitised';
-- Dossiers alive in a period: received before its end, open at its start. A scan skips from one day of reception to the next and reads only those.
create index version_now_life on dossiers.version_now (received_on, open_until);
-- The sector costs nothing here (an entry is padded to 16 bytes) and keeps the list behind a cell from fetching the other sectors.
create index version_now_unit_life on dossiers.version_now (competent_unit_id, received_on, open_until, sector_id);
create index version_past_dossier on dossiers.version_past (tenant, dossier_id, known_from);
create index version_past_unit on dossiers.version_past (competent_unit_id, known_to);

grant usage on sequence dossiers.dossier_id to motcua_app;
grant select, insert on dossiers.event to motcua_app;
grant select, insert, update on dossiers.dossier, dossiers.paper, dossiers.code_counter to motcua_app;
grant select, insert, update, delete on dossiers.version to motcua_app;
-- Figures of today name the partition: asking the whole table for known_to = infinity would compare every row.
grant select on dossiers.version_now to motcua_app;
