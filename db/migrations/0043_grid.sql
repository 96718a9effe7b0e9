-- Filling forms: rules between cells, what is said of a cell, forms that are complete, and declared values that are held still meanwhile.

create table measures.declaration_lock (
  tenant smallint not null references org.tenant (id),
  unit_id int not null references org.unit (id),
  measure text not null,
  s date not null,
  e date not null,
  held_by text not null,
  held_at timestamptz not null,
  constraint declaration_lock_pk primary key (tenant, unit_id, measure, s, e, held_by),
  constraint declaration_lock_period check (s < e)
);
create index declaration_lock_unit on measures.declaration_lock (unit_id, e);
comment on table measures.declaration_lock is 'declared values that may not be said anew while somebody holds them: a form that is complete, a report that was sent';
comment on column measures.declaration_lock.held_by is 'who holds it, in words that people read';
grant select, insert, delete on measures.declaration_lock to motcua_app;

create table forms.rule (
  id bigint generated always as identity,
  tenant smallint references org.tenant (id),
  form text not null,
  code text not null,
  version int not null constraint rule_version check (version > 0),
  valid_from date not null,
  is_on boolean not null,
  body jsonb not null,
  changed_by bigint references access.account (id),
  changed_by_name text,
  changed_at timestamptz,
  reason text,
  constraint rule_pk primary key (id),
  constraint rule_version_once unique nulls not distinct (tenant, form, code, version)
);
create index rule_form on forms.rule (form, code, version);
create index rule_changed_by on forms.rule (changed_by);
create index rule_tenant on forms.rule (tenant);
comment on table forms.rule is 'what must hold between the cells of a form; append-only, the newest version valid on the last day of a period judges it';
comment on column forms.rule.tenant is 'null: shipped; otherwise the province whose officer made it or changed a shipped one, and where it holds';
comment on column forms.rule.is_on is 'false: from this version on the rule is not asked any more';
comment on column forms.rule.body is 'both sides, operator, importance, missing values, instruction, units and periods, as server/forms/rules.ts has it';
grant select, insert on forms.rule to motcua_app;

create table forms.filing (
  tenant smallint not null references org.tenant (id),
  form text not null,
  unit_id int not null references org.unit (id),
  s date not null,
  e date not null,
  seq int not null constraint filing_seq check (seq > 0),
  kind text not null constraint filing_kind check (kind in ('completed', 'reopened')),
  reason text,
  counts jsonb,
  at timestamptz not null,
  by_id bigint references access.account (id),
  by_name text not null,
  constraint filing_pk primary key (tenant, form, unit_id, s, e, seq),
  constraint filing_period check (s < e),
  constraint filing_reason check (kind = 'completed' or reason is not null)
);
create index filing_unit on forms.filing (unit_id, e);
create index filing_by on forms.filing (by_id);
comment on table forms.filing is 'a form said to be complete for a unit and a period, and opened again; the last event counts';
comment on column forms.filing.counts is 'cells to declare, declared, without a value, and rules that failed, when it was completed';
grant select, insert on forms.filing to motcua_app;

create table forms.remark (
  tenant smallint not null references org.tenant (id),
  id bigint generated always as identity,
  form text not null,
  cell text not null,
  unit_id int not null references org.unit (id),
  s date not null,
  e date not null,
  kind text not null constraint remark_kind check (kind in ('comment', 'flagged', 'unflagged')),
  words text,
  at timestamptz not null,
  by_id bigint references access.account (id),
  by_name text not null,
  constraint remark_pk primary key (tenant, id),
  constraint remark_period check (s < e),
  constraint remark_words check (kind <> 'comment' or words is not null)
);
create index remark_cell on forms.remark (unit_id, form, e, cell);
create index remark_by on forms.remark (by_id);
comment on table forms.remark is 'what is said of a cell of a filled form, and whether somebody must follow it up; append-only';
grant select, insert on forms.remark to motcua_app;

create table forms.explanation (
  tenant smallint not null references org.tenant (id),
  id bigint generated always as identity,
  form text not null,
  rule text not null,
  unit_id int not null references org.unit (id),
  s date not null,
  e date not null,
  fault text not null,
  words text not null,
  at timestamptz not null,
  by_id bigint references access.account (id),
  by_name text not null,
  constraint explanation_pk primary key (tenant, id),
  constraint explanation_period check (s < e)
);
create index explanation_of on forms.explanation (unit_id, form, e, rule);
create index explanation_by on forms.explanation (by_id);
comment on table forms.explanation is 'why a rule that fails does not hinder the form, over the name of who says so';
comment on column forms.explanation.fault is 'the rule, its version and both values: other figures must be explained anew';
grant select, insert on forms.explanation to motcua_app;
