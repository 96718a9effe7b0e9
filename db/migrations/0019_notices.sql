create schema notices;
grant usage on schema notices to motcua_app;

create table notices.rule (
  id int generated always as identity primary key,
  unit_id int references org.unit (id),
  kind text not null,
  is_active boolean not null default true,
  lead smallint not null default 0 constraint rule_lead check (lead >= 0 and lead <= 60),
  to_officer boolean not null default false,
  to_head boolean not null default false,
  to_superior boolean not null default false,
  from_pack boolean not null default false,
  changed_by bigint references access.account (id),
  changed_at timestamptz not null,
  constraint rule_once unique nulls not distinct (unit_id, kind)
);
comment on table notices.rule is 'who is warned of what and how early, for a unit and everything below it; without a unit: what the product comes with';
comment on column notices.rule.lead is 'working days before the due day, or hours for steps; after the due day for overdue and escalation';
create index rule_changed_by on notices.rule (changed_by);

create table notices.notice (
  tenant smallint not null,
  id bigint generated always as identity,
  account_id bigint not null references access.account (id),
  kind text not null,
  key text not null,
  dossier_id bigint,
  dossier_code text,
  data jsonb not null default '{}',
  at timestamptz not null,
  read_at timestamptz,
  constraint notice_pk primary key (tenant, id),
  constraint notice_once unique (tenant, account_id, key)
);
comment on table notices.notice is 'something an officer should know; the key keeps it from being said twice';
create index notice_of_account on notices.notice (account_id, at desc, id desc);
create index notice_unread on notices.notice (account_id) where read_at is null;

create table notices.setting (
  account_id bigint primary key references access.account (id),
  email text,
  phone text,
  by_email text[] not null default '{}',
  by_sms text[] not null default '{}',
  digest boolean not null default true,
  changed_at timestamptz not null
);
comment on table notices.setting is 'where an officer is reached outside the product, and with which kinds of notices';

create table notices.message (
  tenant smallint not null,
  id bigint generated always as identity,
  key text not null,
  channel text not null constraint message_channel check (channel in ('email', 'sms', 'zalo')),
  to_address text not null,
  to_name text,
  account_id bigint references access.account (id),
  unit_id int references org.unit (id),
  dossier_id bigint,
  subject text not null,
  text text not null,
  state text not null default 'waiting' constraint message_state check (state in ('waiting', 'sending', 'sent', 'dead', 'cancelled')),
  attempts smallint not null default 0,
  next_try_at timestamptz not null,
  last_error text,
  provider_id text,
  created_at timestamptz not null,
  ended_at timestamptz,
  constraint message_pk primary key (tenant, id),
  constraint message_once unique (tenant, key)
);
comment on table notices.message is 'the outbox: what is to leave the product by e-mail or message; written with the change, sent afterwards, tried again, kept as dead when it never went';
comment on column notices.message.next_try_at is 'while sending: until when this attempt has; a sender that died loses it then';
create unique index message_id on notices.message (id);
create index message_due on notices.message (next_try_at) where state in ('waiting', 'sending');
create index message_unit on notices.message (unit_id, created_at desc);
create index message_account on notices.message (account_id) where account_id is not null;

create table notices.watermark (
  name text primary key,
  at timestamptz not null
);
comment on table notices.watermark is 'up to when events of dossiers were looked at';

-- Events only grow at the end: a few bytes per block of rows are enough to find those of the last minutes.
create index event_recorded on dossiers.event using brin (recorded_at) with (pages_per_range = 32, autosummarize = on);

grant select, insert, update on all tables in schema notices to motcua_app;
grant delete on notices.rule to motcua_app;
