create schema scorecards;
grant usage on schema scorecards to motcua_app;

create table scorecards.criteria_set (
  id int generated always as identity constraint criteria_set_pk primary key,
  tenant smallint references org.tenant (id),
  code text not null,
  version int not null constraint criteria_set_version check (version > 0),
  kind text not null constraint criteria_set_kind check (kind in ('reform_index', 'service_index', 'criterion', 'other')),
  level text not null constraint criteria_set_level check (level in ('province', 'department', 'district', 'commune', 'any')),
  name_vi text not null,
  name_en text not null,
  valid daterange not null constraint criteria_set_valid check (not isempty(valid)),
  state text not null constraint criteria_set_state check (state in ('draft', 'approved')),
  is_official boolean not null,
  max_points numeric(8, 3) not null,
  tree jsonb not null,
  source text not null,
  reason text,
  made_at timestamptz not null,
  made_by text not null,
  approved_at timestamptz,
  constraint criteria_set_version_once unique nulls not distinct (tenant, code, version),
  constraint criteria_set_approved check ((state = 'approved') = (approved_at is not null)),
  constraint criteria_set_one_a_day exclude using gist (coalesce(tenant, 0::smallint) with =, code with =, valid with &&) where (state = 'approved')
);
comment on table scorecards.criteria_set is 'a versioned tree of criteria; tenant null: comes with the product. An approved version is never changed, a new one follows it';
comment on column scorecards.criteria_set.tree is 'areas, criteria, sub-criteria with rules as the pack file says them';
comment on column scorecards.criteria_set.is_official is 'false: for demonstration, not decided by anybody; every page and print says so';

create table scorecards.criterion (
  set_id int not null references scorecards.criteria_set (id),
  code text not null,
  parent_code text,
  place int not null,
  is_leaf boolean not null,
  max_points numeric(8, 3) not null,
  min_points numeric(8, 3) not null,
  is_bonus boolean not null,
  constraint criterion_pk primary key (set_id, code),
  constraint criterion_bounds unique (set_id, code, max_points, min_points, is_bonus),
  constraint criterion_range check (min_points <= max_points),
  constraint criterion_parent_fk foreign key (set_id, parent_code) references scorecards.criterion (set_id, code)
);
comment on table scorecards.criterion is 'criteria of approved sets, so that a score cannot pass the maximum of its criterion';
create index criterion_parent on scorecards.criterion (set_id, parent_code);

create table scorecards.round (
  tenant smallint not null references org.tenant (id),
  id bigint generated always as identity,
  owner_unit_id int not null references org.unit (id),
  set_id int not null references scorecards.criteria_set (id),
  name text not null,
  year smallint not null,
  period daterange not null constraint round_period check (not isempty(period)),
  state text not null constraint round_state check (state in ('open', 'closed', 'published')),
  self_until date not null,
  appraise_until date not null,
  explain_until date not null,
  opened_at timestamptz not null,
  opened_by bigint references access.account (id),
  closed_at timestamptz,
  decision_number text,
  decision_on date,
  decision_title text,
  publication text constraint round_publication check (publication in ('inside', 'public')),
  published_at timestamptz,
  constraint round_pk primary key (tenant, id),
  constraint round_days check (self_until <= appraise_until and appraise_until <= explain_until),
  constraint round_closed check ((state = 'open') = (closed_at is null)),
  constraint round_published check ((state = 'published') = (published_at is not null and publication is not null and decision_number is not null))
);
comment on table scorecards.round is 'a round of scoring: one criteria set, one period, the units that are scored and the unit that appraises them';
create index round_id on scorecards.round (id);
create index round_owner on scorecards.round (owner_unit_id, year desc, id desc);
create index round_set on scorecards.round (set_id);
create index round_opened_by on scorecards.round (opened_by);

create table scorecards.card (
  tenant smallint not null references org.tenant (id),
  id bigint generated always as identity,
  round_id bigint not null,
  unit_id int not null references org.unit (id),
  state text not null constraint card_state check (state in ('self', 'submitted', 'appraised', 'explained', 'final')),
  state_at timestamptz not null,
  constraint card_pk primary key (tenant, id),
  constraint card_once unique (tenant, round_id, unit_id),
  constraint card_round_fk foreign key (tenant, round_id) references scorecards.round (tenant, id)
);
comment on table scorecards.card is 'scorecard of a unit in a round: self, submitted to the level above, appraisal handed over, explained, final';
create index card_id on scorecards.card (id);
create index card_unit on scorecards.card (unit_id);

create table scorecards.score (
  tenant smallint not null references org.tenant (id),
  id bigint generated always as identity,
  card_id bigint not null,
  set_id int not null,
  criterion text not null,
  stage text not null constraint score_stage check (stage in ('self', 'survey', 'appraisal', 'explanation', 'final')),
  value numeric(8, 3),
  max_points numeric(8, 3) not null,
  min_points numeric(8, 3) not null,
  is_bonus boolean not null,
  is_applicable boolean not null,
  is_estimate boolean not null,
  prefilled numeric(8, 3),
  inputs jsonb not null,
  reason text,
  scored_at timestamptz not null,
  scored_by bigint references access.account (id),
  scored_by_name text not null,
  constraint score_pk primary key (tenant, id),
  constraint score_card_fk foreign key (tenant, card_id) references scorecards.card (tenant, id),
  constraint score_criterion_fk foreign key (set_id, criterion, max_points, min_points, is_bonus)
    references scorecards.criterion (set_id, code, max_points, min_points, is_bonus),
  constraint score_value check ((value is null) = (not is_applicable)),
  constraint score_above_maximum check (value <= max_points),
  constraint score_below_minimum check (value >= min_points),
  constraint score_deviation_explained check (stage <> 'self' or prefilled is null or value = prefilled or reason is not null)
);
comment on table scorecards.score is 'what was scored, by whom and why; append-only: the newest of a criterion and stage holds';
comment on column scorecards.score.prefilled is 'what the rule gave from the measures at that moment; null: nothing to compute it from';
comment on column scorecards.score.inputs is 'measures and answers the points were made from';
create index score_newest on scorecards.score (tenant, card_id, criterion, stage, id desc);
create index score_criterion on scorecards.score (set_id, criterion);
create index score_scored_by on scorecards.score (scored_by);

create view scorecards.score_now as
  select distinct on (s.tenant, s.card_id, s.criterion, s.stage) s.tenant, s.id, s.card_id, s.set_id, s.criterion, s.stage, s.value, s.max_points, s.min_points,
         s.is_bonus, s.is_applicable, s.is_estimate, s.prefilled, s.inputs, s.reason, s.scored_at, s.scored_by, s.scored_by_name
  from scorecards.score s
  order by s.tenant, s.card_id, s.criterion, s.stage, s.id desc;

create table scorecards.gap (
  tenant smallint not null references org.tenant (id),
  id bigint generated always as identity,
  score_id bigint not null,
  place smallint not null,
  points numeric(8, 3) not null constraint gap_points check (points > 0),
  cause text not null constraint gap_cause check (cause in ('not_due', 'lost')),
  reason text constraint gap_reason check (reason <> ''),
  office_unit_id int references org.unit (id),
  office_name text,
  due_on date,
  task_id bigint,
  constraint gap_pk primary key (tenant, id),
  constraint gap_place_once unique (tenant, score_id, place),
  constraint gap_score_fk foreign key (tenant, score_id) references scorecards.score (tenant, id)
);
comment on table scorecards.gap is 'ledger of missing points: the items of a score add up to its maximum less what was given, always';
comment on column scorecards.gap.reason is 'null: not said yet; a card with such an item is not submitted';
comment on column scorecards.gap.task_id is 'task of the remediation plan made from it';
create index gap_office on scorecards.gap (office_unit_id);
create index gap_task on scorecards.gap (task_id) where task_id is not null;

-- Missing points of a score = maximum − given = sum of its items, at the end of every transaction. What is not applicable, and points on top, miss nothing.
create function scorecards.gap_adds_up() returns trigger language plpgsql as $$
declare
  target_tenant smallint := new.tenant;
  target_id bigint := case when tg_table_name = 'gap' then (to_jsonb(new) ->> 'score_id')::bigint else new.id end;
  missing numeric;
  itemised numeric;
begin
  select case when s.is_bonus or not s.is_applicable or s.stage = 'explanation' then 0 else s.max_points - s.value end into missing
  from scorecards.score s where s.tenant = target_tenant and s.id = target_id;
  select coalesce(sum(g.points), 0) into itemised from scorecards.gap g where g.tenant = target_tenant and g.score_id = target_id;
  if missing <> itemised then
    raise exception 'score %: % points miss, items say %', target_id, missing, itemised using errcode = '23514', constraint = 'gap_adds_up', table = 'gap', schema = 'scorecards';
  end if;
  return null;
end $$;
create constraint trigger score_gap_adds_up after insert on scorecards.score deferrable initially deferred
  for each row execute function scorecards.gap_adds_up();
create constraint trigger gap_adds_up after insert or update of points, score_id on scorecards.gap deferrable initially deferred
  for each row execute function scorecards.gap_adds_up();

-- Whatever the product does: no score after the round closed.
create function scorecards.round_is_open() returns trigger language plpgsql as $$
begin
  if not exists (select from scorecards.card c join scorecards.round r on r.tenant = c.tenant and r.id = c.round_id
                 where c.tenant = new.tenant and c.id = new.card_id and r.state = 'open') then
    raise exception 'the round of card % is closed', new.card_id using errcode = '23514', constraint = 'score_round_open', table = 'score', schema = 'scorecards';
  end if;
  return new;
end $$;
create trigger score_round_open before insert on scorecards.score for each row execute function scorecards.round_is_open();

create table scorecards.stated_total (
  tenant smallint not null references org.tenant (id),
  card_id bigint not null,
  part text not null,
  points numeric(8, 3) not null,
  source text not null,
  stated_at timestamptz not null,
  stated_by text not null,
  constraint stated_total_pk primary key (tenant, card_id, part),
  constraint stated_total_card_fk foreign key (tenant, card_id) references scorecards.card (tenant, id)
);
comment on table scorecards.stated_total is 'sums that a report or a portal says, kept to be compared with ours, never used in one; part empty: the whole card';

create table scorecards.portal_figure (
  tenant smallint not null references org.tenant (id),
  id bigint generated always as identity,
  unit_id int not null references org.unit (id),
  set_code text not null,
  criterion text not null,
  period daterange not null constraint portal_figure_period check (not isempty(period)),
  points numeric(8, 3),
  explanation text,
  noted_at timestamptz not null,
  noted_by text not null,
  constraint portal_figure_pk primary key (tenant, id),
  constraint portal_figure_says check (points is not null or explanation is not null)
);
comment on table scorecards.portal_figure is 'points of a row as the national portal shows them, and why ours differ; append-only, the newest of a row holds';
create index portal_figure_unit on scorecards.portal_figure (unit_id, set_code, criterion, id desc);

grant select, insert, update on scorecards.criteria_set, scorecards.round, scorecards.card, scorecards.stated_total to motcua_app;
grant select, insert on scorecards.criterion, scorecards.score, scorecards.gap, scorecards.portal_figure to motcua_app;
grant update (task_id) on scorecards.gap to motcua_app;
grant select on scorecards.score_now to motcua_app;
