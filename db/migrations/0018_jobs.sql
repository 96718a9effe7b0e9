create schema jobs;
grant usage on schema jobs to motcua_app;

create table jobs.job (
  tenant smallint not null default 0,
  id bigint generated always as identity,
  kind text not null,
  title text not null,
  unit_id int references org.unit (id),
  input jsonb not null,
  queue_key text,
  state text not null default 'waiting' constraint job_state check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  steps_done int not null default 0,
  steps_total int,
  message text,
  result jsonb,
  error jsonb,
  attempts smallint not null default 0,
  created_by bigint references access.account (id),
  created_by_name text not null,
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  cancel_asked_at timestamptz,
  constraint job_pk primary key (tenant, id),
  constraint job_finished check ((state in ('done', 'failed', 'cancelled')) = (finished_at is not null))
);
comment on table jobs.job is 'long work in the background: what was asked, how far it is, what came of it; the queue itself is graphile_worker';
comment on column jobs.job.input is 'as the task reads it; never passwords or file contents';
comment on column jobs.job.queue_key is 'of two with the same key that wait only the later one runs; the earlier is cancelled';
comment on column jobs.job.steps_total is 'null while nobody knows how much it is';
comment on column jobs.job.error is '{code, data} of a documented error, or {code: jobs.crashed}';
create unique index job_id on jobs.job (id);
create index job_unit on jobs.job (unit_id);
create index job_creator on jobs.job (created_by, created_at desc);
create index job_unfinished on jobs.job (state) where state in ('waiting', 'running');

create index job_queue_key on jobs.job (queue_key) where state = 'waiting' and queue_key is not null;

grant select, insert, update on jobs.job to motcua_app;
