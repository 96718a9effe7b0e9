-- The life of a dossier: promises and what became of them, explanations, fees, steps, the published list of what is late.
alter table dossiers.dossier
  add column helping_unit_id int references org.unit (id),
  add column first_due_on date,
  add column times_extended smallint not null default 0,
  add column reappointed_on date,
  add column apologised_at timestamptz,
  add column explained_at timestamptz,
  add column explanation_accepted_at timestamptz,
  add column reopened_times smallint not null default 0,
  add column officer_id bigint references access.account (id),
  add column process_version_id int,
  add column step_code text,
  add column fee_due_vnd bigint not null default 0,
  add column fee_paid_vnd bigint not null default 0;
comment on column dossiers.dossier.helping_unit_id is 'where the applicant was helped to file, when that is neither the receiving nor the deciding unit';
comment on column dossiers.dossier.first_due_on is 'the promise without its extensions; it moves only while the clock stands. due_on: with them';
comment on column dossiers.dossier.reappointed_on is 'the new day told to the applicant with an apology; it excuses nothing: lateness is judged by due_on';
comment on column dossiers.dossier.officer_id is 'who had it last; stays when the result goes back to the desk (holder_id: who has it now)';
comment on column dossiers.dossier.step_code is 'present step of its process; the first one when several run beside each other';
comment on column dossiers.dossier.fee_due_vnd is 'what the applicant owes in all, without what was waived; fee_paid_vnd: paid, without what was given back';
create index dossier_officer on dossiers.dossier (officer_id) where officer_id is not null;
create index dossier_helping on dossiers.dossier (helping_unit_id) where helping_unit_id is not null;

-- One number for facts that few measures ask for: a column each would make every row longer, and every figure slower. The fold writes it (marks.ts),
-- measures take it apart.
alter table dossiers.version add column marks int not null default 0;
comment on column dossiers.version.marks is 'small facts in bits, low to high: extended 1, apology 2, explanation 2, late by the first promise 1, late by the click 1, cause of a late entry 2, reopened 1, correction 2, fee 3, reused 1; see server/dossiers/marks.ts';

create table dossiers.payment (
  tenant smallint not null,
  dossier_id bigint not null,
  seq smallint not null,
  kind text not null constraint payment_kind check (kind in ('collected', 'waived', 'refunded')),
  stage text not null constraint payment_stage check (stage in ('reception', 'supplement', 'result')),
  at timestamptz not null,
  unit_id int not null references org.unit (id),
  account_id bigint,
  amount_vnd bigint not null constraint payment_amount check (amount_vnd > 0),
  method text constraint payment_method check (method in ('cash', 'card', 'transfer', 'online')),
  is_online boolean not null,
  gateway text,
  is_paid_on_behalf boolean not null,
  payer_name text,
  receipt_no text,
  constraint payment_pk primary key (tenant, dossier_id, seq)
);
comment on table dossiers.payment is 'money of dossiers: collected, waived, refunded; projected from the event with the same seq';
create index payment_day on dossiers.payment (unit_id, at);

create table dossiers.step (
  tenant smallint not null,
  dossier_id bigint not null,
  place smallint not null,
  seq smallint not null,
  step_code text not null,
  leg text constraint step_leg check (leg in ('same_level', 'between', 'three')),
  unit_id int not null references org.unit (id),
  account_id bigint references access.account (id),
  entered_at timestamptz not null,
  due_at timestamptz,
  left_at timestamptz,
  timeliness smallint not null,
  process_version_id int not null,
  constraint step_pk primary key (tenant, dossier_id, place)
);
comment on table dossiers.step is 'steps of its process a dossier went through, in the order entered; projected from its events';
comment on column dossiers.step.seq is 'the event by which it was entered';
comment on column dossiers.step.timeliness is '0 not left, 1 early, 2 on time, 3 overdue, 4 no due moment';
create index step_open on dossiers.step (unit_id, due_at) where left_at is null;
create index step_account on dossiers.step (account_id) where left_at is null and account_id is not null;

create table dossiers.consultation (
  tenant smallint not null,
  dossier_id bigint not null,
  id smallint not null,
  unit_id int not null references org.unit (id),
  question text not null,
  due_at timestamptz,
  asked_at timestamptz not null,
  asked_by bigint,
  answered_at timestamptz,
  answered_by bigint,
  answer text,
  opinion text,
  cancelled_at timestamptz,
  constraint consultation_pk primary key (tenant, dossier_id, id)
);
comment on table dossiers.consultation is 'what other units were asked about a dossier and what they answered; projected from its events';
create index consultation_open on dossiers.consultation (unit_id, due_at) where answered_at is null and cancelled_at is null;

create table dossiers.life_rule (
  id int generated always as identity primary key,
  valid daterange not null,
  decree text not null,
  max_reappointments smallint constraint life_rule_reappointments check (max_reappointments >= 0),
  lead_days smallint not null constraint life_rule_lead check (lead_days >= 0),
  after_lead text not null constraint life_rule_after_lead check (after_lead in ('mark', 'refuse')),
  max_extensions smallint constraint life_rule_extensions check (max_extensions >= 0),
  return_unpaid text not null constraint life_rule_unpaid check (return_unpaid in ('warn', 'refuse')),
  source text not null,
  status text not null constraint life_rule_status check (status in ('approved', 'to_be_verified')),
  note text,
  constraint life_rule_once exclude using gist (valid with &&)
);
comment on table dossiers.life_rule is 'what the law says about apologies, re-appointments, extensions and unpaid fees, by the day of reception';
comment on column dossiers.life_rule.max_reappointments is 'null = the law sets no number that we know; so max_extensions';
comment on column dossiers.life_rule.lead_days is 'an apology with a new day goes out at least so many days before the due day; after_lead: later ones are marked, or refused';

create table dossiers.batch (
  tenant smallint not null,
  account_id bigint not null,
  client_key text not null,
  asked_hash text not null,
  at timestamptz not null,
  results jsonb not null,
  constraint batch_pk primary key (tenant, account_id, client_key)
);
comment on table dossiers.batch is 'what an action on many dossiers did, kept so that the same sending does nothing twice';

create table dossiers.late_list (
  tenant smallint not null,
  id bigint generated always as identity,
  unit_id int not null references org.unit (id),
  month date not null constraint late_list_month check (extract(day from month) = 1),
  state text not null constraint late_list_state check (state in ('draft', 'published', 'recalled')),
  known_at timestamptz not null,
  compiled_by bigint,
  resolved int not null,
  total int not null,
  approved_at timestamptz,
  approved_by bigint,
  approver_name text,
  approver_title text,
  recalled_at timestamptz,
  recalled_by bigint,
  recall_reason text,
  constraint late_list_pk primary key (tenant, id),
  constraint late_list_approved check ((state = 'draft') = (approved_at is null)),
  constraint late_list_recalled check ((state = 'recalled') = (recalled_at is not null and recall_reason is not null))
);
create index late_list_unit on dossiers.late_list (unit_id, month desc);
create unique index late_list_once on dossiers.late_list (tenant, unit_id, month) where state <> 'recalled';
comment on table dossiers.late_list is 'monthly list of units and officers with late dossiers: compiled from records, approved by a leader, then public and never changed, only recalled';
comment on column dossiers.late_list.known_at is 'as known at this moment';

create table dossiers.late_entry (
  tenant smallint not null,
  list_id bigint not null,
  ordinal int not null,
  dossier_id bigint not null,
  code text not null,
  procedure_name text not null,
  sector_name text not null,
  unit_id int not null,
  unit_name text not null,
  officer_id bigint,
  officer_name text,
  officer_title text,
  due_on date not null,
  closed_on date,
  late_days int not null,
  cause text,
  is_explained boolean not null,
  is_apologised boolean not null,
  constraint late_entry_pk primary key (tenant, list_id, ordinal),
  constraint late_entry_list_fk foreign key (tenant, list_id) references dossiers.late_list (tenant, id)
);
comment on table dossiers.late_entry is 'the dossiers behind a list, as known when it was compiled; the public sees units, officers and counts only';

grant select, insert, update, delete on dossiers.payment, dossiers.step, dossiers.consultation, dossiers.late_list, dossiers.late_entry to motcua_app;
grant select, insert on dossiers.batch to motcua_app;
grant select on dossiers.life_rule to motcua_app;

-- What the fold would have said of dossiers of before: nothing was extended or explained then; fees and late entries there were.
update dossiers.dossier d
set first_due_on = d.due_on,
    fee_due_vnd = v.fee_vnd,
    officer_id = coalesce(
      (select coalesce((e.data ->> 'to_account_id')::bigint, e.actor_id) from dossiers.event e
       where e.tenant = d.tenant and e.dossier_id = d.id
         and (e.kind = 'taken_up' or (e.kind = 'handed_over' and e.data ->> 'to_account_id' is not null))
       order by e.seq desc limit 1),
      (select e.actor_id from dossiers.event e where e.tenant = d.tenant and e.dossier_id = d.id and e.kind = 'decided' order by e.seq limit 1))
from procedures.version v
where v.id = d.procedure_version_id;

update dossiers.dossier d
set fee_paid_vnd = (select coalesce(sum((e.data ->> 'amount_vnd')::bigint), 0) from dossiers.event e
                    where e.tenant = d.tenant and e.dossier_id = d.id and e.kind = 'payment_made')
where exists (select from dossiers.event e where e.tenant = d.tenant and e.dossier_id = d.id and e.kind = 'payment_made');
update dossiers.version v
set marks = 4096 * coalesce(
      (select case when not (e.data ->> 'is_online')::boolean then 2 when (e.data ->> 'is_paid_on_behalf')::boolean then 4 else 3 end
       from dossiers.event e
       where e.tenant = v.tenant and e.dossier_id = v.dossier_id and e.kind = 'payment_made' and e.recorded_at <= v.known_from
       order by e.seq desc limit 1),
      case when d.fee_due_vnd > 0 then 1 else 0 end)
from dossiers.dossier d
where d.tenant = v.tenant and d.id = v.dossier_id and (d.fee_due_vnd > 0 or d.fee_paid_vnd > 0);
update dossiers.version v
set marks = v.marks + 384 + case when v.timeliness in (1, 2) and (e.recorded_at at time zone 'Asia/Ho_Chi_Minh')::date > v.due_on then 64 else 0 end
from dossiers.event e
where e.tenant = v.tenant and e.dossier_id = v.dossier_id and e.kind = 'decided' and e.recorded_at - e.at > interval '1 hour'
  and e.recorded_at <= v.known_from and v.outcome = 1;
