create schema processes;
grant usage on schema processes to motcua_app;

create table processes.process (
  id int generated always as identity primary key,
  tenant smallint not null references org.tenant (id),
  unit_id int not null references org.unit (id),
  procedure_id int references procedures.procedure (id),
  level text constraint process_level check (level in ('province', 'district', 'commune')),
  is_model boolean not null default false,
  name_vi text not null,
  name_en text not null,
  created_by bigint,
  created_at timestamptz not null
);
comment on table processes.process is 'the internal process of a procedure (or of all procedures) for an authority: the unit and everything below it';
comment on column processes.process.procedure_id is 'null: the process of every procedure that has none of its own';
comment on column processes.process.level is 'null: for deciding bodies of every level';
comment on column processes.process.is_model is 'comes with the product, to be copied; a model is never in force';
create unique index process_once on processes.process (unit_id, coalesce(procedure_id, 0), coalesce(level, '')) where not is_model;
create index process_tenant on processes.process (tenant);
create index process_procedure on processes.process (procedure_id);

create table processes.version (
  id int generated always as identity primary key,
  process_id int not null references processes.process (id),
  state text not null constraint version_state check (state in ('draft', 'model', 'in_force')),
  valid daterange,
  definition jsonb not null,
  decision_no text,
  decided_on date,
  source text,
  status text not null default 'to_be_verified' constraint version_status check (status in ('approved', 'to_be_verified')),
  revision int not null default 1,
  changed_by bigint,
  changed_at timestamptz not null,
  constraint version_dated check ((state = 'in_force') = (valid is not null)),
  constraint version_decided check (state <> 'in_force' or decision_no is not null),
  constraint version_once exclude using gist (process_id with =, valid with &&) where (state = 'in_force')
);
comment on table processes.version is 'what a process says from one day to another; put in force by a decision, never edited afterwards; a dossier keeps the version of its reception';
comment on column processes.version.revision is 'of a draft: so that two officers do not overwrite each other';
create unique index version_one_draft on processes.version (process_id) where state = 'draft';
create index version_process on processes.version (process_id);

create table processes.absence (
  tenant smallint not null,
  id bigint generated always as identity,
  account_id bigint not null references access.account (id),
  delegate_id bigint references access.account (id),
  valid daterange not null,
  reason text not null,
  document_no text,
  entered_by bigint,
  entered_at timestamptz not null,
  constraint absence_pk primary key (tenant, id),
  constraint absence_not_self check (delegate_id is null or delegate_id <> account_id),
  constraint absence_once exclude using gist (account_id with =, valid with &&)
);
comment on table processes.absence is 'an officer is away and, where one is named, another acts in their place; ended early by shortening its days';
create index absence_delegate on processes.absence (delegate_id);
create index absence_account on processes.absence (account_id);

grant select, insert, update on processes.process, processes.version, processes.absence to motcua_app;
grant delete on processes.process, processes.version to motcua_app;
