create schema plans;
grant usage on schema plans to motcua_app;

create table plans.plan (
  tenant smallint not null references org.tenant (id),
  id bigint generated always as identity,
  unit_id int not null references org.unit (id),
  year smallint not null constraint plan_year check (year >= 2000 and year < 2100),
  kind text not null constraint plan_kind check (kind in ('reform', 'remediation', 'procedure_control', 'communication', 'inspection', 'other')),
  title text not null,
  document_number text,
  document_on date,
  document_issuer text,
  note text,
  state text not null default 'draft' constraint plan_state check (state in ('draft', 'approved', 'amending')),
  version smallint not null default 0,
  amend_reason text,
  amend_document text,
  amend_on date,
  approved_at timestamptz,
  created_at timestamptz not null,
  created_by bigint references access.account (id),
  created_by_name text not null,
  constraint plan_pk primary key (tenant, id),
  constraint plan_drafted check ((state = 'draft') = (version = 0)),
  constraint plan_amended check ((state = 'amending') = (amend_reason is not null))
);
comment on table plans.plan is 'a yearly plan of a unit: drafted, approved, and from then on changed only by an amendment';
comment on column plans.plan.version is '0 while drafted, 1 when first approved, one more with every amendment that is approved';
create unique index plan_id on plans.plan (id);
create unique index plan_reform_once on plans.plan (tenant, unit_id, year) where kind = 'reform';
create index plan_unit on plans.plan (unit_id, year);
create index plan_author on plans.plan (created_by);

create table plans.task (
  tenant smallint not null references org.tenant (id),
  id bigint generated always as identity,
  unit_id int not null references org.unit (id),
  plan_id bigint,
  year smallint not null,
  kind text not null constraint task_kind check (kind in ('plan', 'assigned', 'remediation')),
  area text not null constraint task_area check (area in ('steering', 'institutions', 'procedures', 'organisation', 'civil_service',
    'public_finance', 'e_government', 'other')),
  code text,
  title text not null,
  title_plain text not null generated always as (lib.plain(title)) stored,
  product text,
  lead_unit_id int not null references org.unit (id),
  starts_on date not null,
  due_on date not null,
  recurrence text not null default 'none' constraint task_recurrence check (recurrence in ('none', 'month', 'quarter', 'half_year', 'year_end')),
  assigner text constraint task_assigner check (assigner in ('province', 'province_chairman', 'committee', 'chairman', 'meeting', 'superior', 'other')),
  source_number text,
  source_on date,
  source_issuer text,
  parent_id bigint,
  carried_from_id bigint,
  carried_reason text,
  origin_kind text,
  origin_id text,
  origin_points numeric,
  note text,
  removed_at timestamptz,
  removed_reason text,
  created_at timestamptz not null,
  created_by bigint references access.account (id),
  created_by_name text not null,
  constraint task_pk primary key (tenant, id),
  constraint task_plan_fk foreign key (tenant, plan_id) references plans.plan (tenant, id),
  constraint task_parent_fk foreign key (tenant, parent_id) references plans.task (tenant, id),
  constraint task_carried_fk foreign key (tenant, carried_from_id) references plans.task (tenant, id),
  constraint task_days check (due_on >= starts_on),
  constraint task_assigned check ((kind = 'assigned') = (assigner is not null)),
  constraint task_planned check (kind <> 'plan' or plan_id is not null),
  constraint task_origin check ((origin_kind is null) = (origin_id is null)),
  constraint task_removed check ((removed_at is null) = (removed_reason is null))
);
comment on table plans.task is 'one thing to be done by a day: of a plan, assigned from above, or to make up for missing points';
comment on column plans.task.unit_id is 'whose plan or list it stands in; the unit that leads it is lead_unit_id';
comment on column plans.task.recurrence is 'none: once; month, quarter, half_year: each of the year, one by one; year_end: all year long, told of at its end';
comment on column plans.task.parent_id is 'the task of the unit above from which it was handed down';
comment on column plans.task.origin_id is 'what it makes up for: a gap of a scorecard, a target not met; named by the module that asked';
create unique index task_id on plans.task (id);
create index task_unit on plans.task (unit_id, year) where removed_at is null;
create index task_lead on plans.task (lead_unit_id, year) where removed_at is null;
create index task_plan on plans.task (tenant, plan_id) where plan_id is not null;
create unique index task_handed_once on plans.task (tenant, parent_id, unit_id) where parent_id is not null and removed_at is null;
create unique index task_carried_once on plans.task (tenant, carried_from_id) where carried_from_id is not null and removed_at is null;
create unique index task_origin_once on plans.task (tenant, origin_kind, origin_id) where origin_id is not null and removed_at is null;
create index task_author on plans.task (created_by);

create table plans.cooperation (
  tenant smallint not null,
  task_id bigint not null,
  unit_id int not null references org.unit (id),
  constraint cooperation_pk primary key (tenant, task_id, unit_id),
  constraint cooperation_task_fk foreign key (tenant, task_id) references plans.task (tenant, id)
);
comment on table plans.cooperation is 'units that help with a task';
create index cooperation_unit on plans.cooperation (unit_id);

create table plans.note (
  tenant smallint not null,
  id bigint generated always as identity,
  task_id bigint not null,
  on_day date not null,
  status text not null constraint note_status check (status in ('started', 'done', 'below_plan', 'not_done', 'will_not_do', 'reopened', 'comment')),
  occurrence text,
  percent smallint constraint note_percent check (percent >= 0 and percent <= 100),
  words text,
  reason text,
  at timestamptz not null,
  by_id bigint references access.account (id),
  by_name text not null,
  constraint note_pk primary key (tenant, id),
  constraint note_task_fk foreign key (tenant, task_id) references plans.task (tenant, id),
  constraint note_reasoned check (status not in ('below_plan', 'not_done', 'will_not_do', 'reopened') or reason is not null),
  constraint note_occurrence check (occurrence is null or status in ('done', 'started', 'comment'))
);
comment on table plans.note is 'what was told of a task, and of which day it is true; append-only: the state of a task on a day follows from it';
comment on column plans.note.occurrence is 'which month (2023-04), quarter (2023-Q2) or half (2023-H1) of a recurring task it is about';
create index note_task on plans.note (tenant, task_id, on_day, id);
create index note_author on plans.note (by_id);

create table plans.change (
  tenant smallint not null,
  id bigint generated always as identity,
  task_id bigint not null,
  plan_id bigint,
  version smallint not null,
  what text not null constraint change_what check (what in ('added', 'changed', 'removed')),
  before jsonb,
  after jsonb,
  reason text,
  at timestamptz not null,
  by_id bigint references access.account (id),
  by_name text not null,
  constraint change_pk primary key (tenant, id),
  constraint change_task_fk foreign key (tenant, task_id) references plans.task (tenant, id)
);
comment on table plans.change is 'how a task came to be what it is, under which version of its plan; append-only';
comment on column plans.change.version is 'the version of the plan that the change leads to';
create index change_task on plans.change (tenant, task_id, id);
create index change_plan on plans.change (tenant, plan_id, id) where plan_id is not null;
create index change_author on plans.change (by_id);

create table plans.proposal (
  tenant smallint not null,
  id bigint generated always as identity,
  unit_id int not null references org.unit (id),
  task_id bigint,
  about_unit_id int not null references org.unit (id),
  on_day date not null,
  what text not null constraint proposal_what check (what in ('remind', 'criticise', 'review_responsibility', 'extend', 'other')),
  words text not null,
  team text not null,
  team_document text,
  state text not null default 'open' constraint proposal_state check (state in ('open', 'accepted', 'rejected', 'done')),
  decided_at timestamptz,
  decided_by_name text,
  decided_reason text,
  made_at timestamptz not null,
  made_by bigint references access.account (id),
  made_by_name text not null,
  constraint proposal_pk primary key (tenant, id),
  constraint proposal_task_fk foreign key (tenant, task_id) references plans.task (tenant, id),
  constraint proposal_decided check ((state = 'open') = (decided_at is null))
);
comment on table plans.proposal is 'what a checking team proposes to the head about a unit that does not carry its tasks out, and what became of it';
create unique index proposal_id on plans.proposal (id);
create index proposal_unit on plans.proposal (unit_id, on_day desc);
create index proposal_about on plans.proposal (about_unit_id);
create index proposal_task on plans.proposal (tenant, task_id) where task_id is not null;
create index proposal_author on plans.proposal (made_by);

create table plans.target (
  tenant smallint not null references org.tenant (id),
  id bigint generated always as identity,
  unit_id int not null references org.unit (id),
  year smallint not null constraint target_year check (year >= 2000 and year < 2100),
  plan_id bigint,
  bundle text not null,
  code text not null,
  position int not null,
  name text not null,
  lead_unit_id int not null references org.unit (id),
  assess_by date,
  source_number text,
  source_on date,
  source_issuer text,
  rule jsonb not null,
  note text,
  removed_at timestamptz,
  removed_reason text,
  created_at timestamptz not null,
  created_by bigint references access.account (id),
  created_by_name text not null,
  constraint target_pk primary key (tenant, id),
  constraint target_plan_fk foreign key (tenant, plan_id) references plans.plan (tenant, id),
  constraint target_removed check ((removed_at is null) = (removed_reason is null))
);
comment on table plans.target is 'what a unit is to reach in a year: a threshold on a figure, or several that must all be reached';
comment on column plans.target.bundle is 'what it belongs with: reform (targets of the yearly plan), criterion_15 (new-rural criterion), or a name of one''s own';
comment on column plans.target.rule is 'tree of parts: all or any of them, at the ends a threshold on a measure or on a declared figure; server/plans/rule.ts';
create unique index target_id on plans.target (id);
create unique index target_once on plans.target (tenant, unit_id, year, bundle, code) where removed_at is null;
create index target_unit on plans.target (unit_id, year);
create index target_lead on plans.target (lead_unit_id, year);
create index target_plan on plans.target (tenant, plan_id) where plan_id is not null;
create index target_author on plans.target (created_by);

create table plans.target_cooperation (
  tenant smallint not null,
  target_id bigint not null,
  unit_id int not null references org.unit (id),
  constraint target_cooperation_pk primary key (tenant, target_id, unit_id),
  constraint target_cooperation_target_fk foreign key (tenant, target_id) references plans.target (tenant, id)
);
comment on table plans.target_cooperation is 'units that help to reach a target';
create index target_cooperation_unit on plans.target_cooperation (unit_id);

create table plans.told_figure (
  tenant smallint not null,
  id bigint generated always as identity,
  target_id bigint not null,
  part text not null,
  from_on date not null,
  to_on date not null,
  numerator numeric,
  denominator numeric constraint told_figure_denominator check (denominator <> 0),
  value numeric,
  verdict text constraint told_figure_verdict check (verdict in ('met', 'missed', 'unknown')),
  reason text,
  note text,
  at timestamptz not null,
  by_id bigint references access.account (id),
  by_name text not null,
  constraint told_figure_pk primary key (tenant, id),
  constraint told_figure_target_fk foreign key (tenant, target_id) references plans.target (tenant, id),
  constraint told_figure_days check (from_on <= to_on),
  constraint told_figure_one check (num_nonnulls(value, verdict, case when numerator is not null and denominator is not null then 1 end) = 1),
  constraint told_figure_reasoned check (verdict is null or reason is not null)
);
comment on table plans.told_figure is 'what an officer declared of a part of a target for a period: a figure, or a verdict with its reason; append-only, the latest counts';
comment on column plans.told_figure.verdict is 'declared only where no figure can be given; otherwise the verdict follows from the figure';
create index told_figure_target on plans.told_figure (tenant, target_id, part, to_on, id);
create index told_figure_author on plans.told_figure (by_id);

create table plans.verdict (
  tenant smallint not null,
  id bigint generated always as identity,
  target_id bigint not null,
  from_on date not null,
  to_on date not null,
  verdict text not null constraint verdict_verdict check (verdict in ('met', 'missed', 'unknown')),
  parts jsonb not null,
  reason text,
  at timestamptz not null,
  by_id bigint references access.account (id),
  by_name text not null,
  constraint verdict_pk primary key (tenant, id),
  constraint verdict_target_fk foreign key (tenant, target_id) references plans.target (tenant, id)
);
comment on table plans.verdict is 'the assessment of a target as it stood when it was recorded, with the figures it followed from; append-only';
create index verdict_target on plans.verdict (tenant, target_id, to_on, id);
create index verdict_author on plans.verdict (by_id);

grant select, insert on all tables in schema plans to motcua_app;
grant update on plans.plan, plans.task, plans.proposal, plans.target to motcua_app;
grant delete on plans.cooperation, plans.target_cooperation to motcua_app;
