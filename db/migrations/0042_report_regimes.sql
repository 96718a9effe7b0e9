-- Regimes a province changes, who reports under them and to whom, what is asked ad hoc, and which periods are closed.

create table reports.regime_version (
  tenant smallint not null references org.tenant (id),
  code text not null constraint regime_version_code check (code ~ '^[a-z][a-z0-9_-]{1,30}$'),
  version int not null constraint regime_version_number check (version > 0),
  valid daterange not null constraint regime_version_lives check (not isempty(valid)),
  definition jsonb not null,
  reason text not null,
  defined_at timestamptz not null,
  defined_by bigint references access.account (id),
  defined_by_name text not null,
  constraint regime_version_pk primary key (tenant, code, version),
  constraint regime_version_once exclude using gist (tenant with =, code with =, valid with &&)
);
comment on table reports.regime_version is 'a report regime as a province has it from a day on; it stands before the one the product comes with. Held by the last day of a period';
comment on column reports.regime_version.definition is 'kinds of period, calendar, last day in time by kind of unit, lock, outline, forms, template; server/reports/regimes.ts';
create index regime_version_by on reports.regime_version (defined_by);

create table reports.request (
  tenant smallint not null references org.tenant (id),
  id bigint generated always as identity,
  unit_id int not null references org.unit (id),
  subject text not null,
  s date not null,
  e date not null,
  due_on date not null,
  lock_on date,
  outline text not null,
  sections text[] not null default '{}',
  document_number text,
  note text,
  asked_at timestamptz not null,
  asked_by bigint references access.account (id),
  asked_by_name text not null,
  withdrawn_at timestamptz,
  withdrawn_by bigint references access.account (id),
  withdrawn_reason text,
  constraint request_pk primary key (tenant, id),
  constraint request_days check (s < e),
  constraint request_lock check (lock_on is null or lock_on >= due_on),
  constraint request_withdrawn check ((withdrawn_at is null) = (withdrawn_reason is null))
);
comment on table reports.request is 'a report asked of units once, outside every regime; it is the regime `adhoc-<id>` of their reports';
comment on column reports.request.unit_id is 'the unit that asks; who is asked stands in its assignments';
comment on column reports.request.sections is 'headings to be written under, when the outline is free';
create unique index request_id on reports.request (id);
create index request_unit on reports.request (unit_id, asked_at desc);
create index request_asked_by on reports.request (asked_by);
create index request_withdrawn_by on reports.request (withdrawn_by) where withdrawn_by is not null;

create table reports.assignment (
  tenant smallint not null references org.tenant (id),
  id bigint generated always as identity,
  regime text not null,
  by_unit_id int not null references org.unit (id),
  unit_id int not null references org.unit (id),
  of_kind text,
  except_ids int[] not null default '{}',
  report_to_id int references org.unit (id),
  kinds text[] not null default '{}',
  valid daterange not null constraint assignment_lives check (not isempty(valid)),
  document_number text,
  reason text,
  made_at timestamptz not null,
  made_by bigint references access.account (id),
  made_by_name text not null,
  ended_at timestamptz,
  ended_by bigint references access.account (id),
  ended_by_name text,
  ended_reason text,
  constraint assignment_pk primary key (tenant, id),
  constraint assignment_ended check ((ended_at is null) = (ended_reason is null))
);
comment on table reports.assignment is 'that a unit, or every unit of a kind below one, reports under a regime; without any, the kinds the regime names a day for report';
comment on column reports.assignment.by_unit_id is 'the superior that assigned: below it, and only there, what is assigned stands instead of the rule by kind';
comment on column reports.assignment.of_kind is 'null: the unit itself; else the units of that kind below it, but those excepted';
comment on column reports.assignment.report_to_id is 'null: the unit above';
comment on column reports.assignment.kinds is 'kinds of period; empty: all of the regime';
comment on column reports.assignment.valid is 'days; the last day of a period decides';
create unique index assignment_id on reports.assignment (id);
create index assignment_regime on reports.assignment (tenant, regime);
create index assignment_by_unit on reports.assignment (by_unit_id);
create index assignment_unit on reports.assignment (unit_id);
create index assignment_report_to on reports.assignment (report_to_id) where report_to_id is not null;
create index assignment_made_by on reports.assignment (made_by);
create index assignment_ended_by on reports.assignment (ended_by) where ended_by is not null;

create table reports.lock_change (
  tenant smallint not null references org.tenant (id),
  id bigint generated always as identity,
  regime text not null,
  s date not null,
  e date not null,
  unit_id int not null references org.unit (id),
  is_locked boolean not null,
  open_until date,
  reason text not null,
  at timestamptz not null,
  by bigint references access.account (id),
  by_name text not null,
  constraint lock_change_pk primary key (tenant, id),
  constraint lock_change_days check (s < e),
  constraint lock_change_until check (open_until is null or not is_locked)
);
comment on table reports.lock_change is 'that the reports of a period were locked or opened by hand for a unit and everything below it; append-only, the newest that is not over holds, else the rule of the regime';
comment on column reports.lock_change.open_until is 'last day of an exception; null: until it is locked again';
create index lock_change_period on reports.lock_change (tenant, regime, s, e);
create index lock_change_unit on reports.lock_change (unit_id, id desc);
create index lock_change_by on reports.lock_change (by);

grant select, insert on reports.regime_version, reports.request, reports.assignment, reports.lock_change to motcua_app;
grant update (valid) on reports.regime_version to motcua_app;
grant update (valid, ended_at, ended_by, ended_by_name, ended_reason) on reports.assignment to motcua_app;
grant update (withdrawn_at, withdrawn_by, withdrawn_reason) on reports.request to motcua_app;
