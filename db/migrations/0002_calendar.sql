create schema calendar;
grant usage on schema calendar to motcua_app;

create table calendar.day_off (
  region text not null default 'VN',
  on_date date not null,
  kind text not null constraint day_off_kind check (kind in ('holiday', 'substitute', 'swap_off', 'swap_work', 'local_off')),
  name_vi text not null,
  name_en text not null,
  source text not null,
  status text not null constraint day_off_status check (status in ('approved', 'to_be_verified')),
  note text,
  entered_by bigint,
  entered_at timestamptz not null default now(),
  from_pack boolean not null default false,
  removed_at timestamptz,
  constraint day_off_pk primary key (region, on_date)
);
comment on table calendar.day_off is 'days off besides Saturday and Sunday, and weekend days that are worked (swap_work)';
comment on column calendar.day_off.region is 'VN = the whole country; a row of a narrower region goes before it';
comment on column calendar.day_off.from_pack is 'came with the product; false once an office changed it, and a newer pack then leaves it alone';
comment on column calendar.day_off.removed_at is 'taken out by an office; the row stays so that a newer pack does not bring the day back';

create table calendar.coverage (
  year int primary key,
  status text not null constraint coverage_status check (status in ('approved', 'to_be_verified')),
  source text not null,
  from_pack boolean not null default false
);
comment on table calendar.coverage is 'years whose days off are known; a due date beyond them carries a warning';

create table calendar.working_hours (
  id bigint generated always as identity primary key,
  unit_code text not null,
  valid daterange not null,
  weekday smallint not null constraint working_hours_weekday check (weekday >= 1 and weekday <= 7),
  morning_from time,
  morning_to time,
  afternoon_from time,
  afternoon_to time,
  source text not null,
  from_pack boolean not null default false,
  constraint working_hours_once exclude using gist (unit_code with =, weekday with =, valid with &&),
  constraint working_hours_order check (morning_from < morning_to and afternoon_from < afternoon_to and morning_to <= afternoon_from)
);
comment on column calendar.working_hours.unit_code is '* = every unit that has no hours of its own';
comment on column calendar.working_hours.weekday is 'ISO: 1 Monday … 7 Sunday';

create table calendar.period_regime (
  code text primary key,
  name_vi text not null,
  name_en text not null,
  source text not null,
  status text not null constraint period_regime_status check (status in ('approved', 'to_be_verified'))
);
comment on table calendar.period_regime is 'reporting regimes and the law each rests on; the days of their periods are in server/calendar/period.ts';

grant select, insert, update, delete on calendar.day_off, calendar.coverage, calendar.working_hours, calendar.period_regime to motcua_app;
