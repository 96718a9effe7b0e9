-- The ground every module stands on: extensions, text search without diacritics, and the audit trail.
create extension if not exists btree_gist;
create extension if not exists pg_trgm;
create extension if not exists unaccent;

create function lib.plain(words text) returns text language sql immutable parallel safe strict
  as $$ select lower(regexp_replace(public.unaccent('public.unaccent'::regdictionary, words), '\s+', ' ', 'g')) $$;
comment on function lib.plain(text) is 'lower case without diacritics, for searching; same as #lib/text plain()';

grant usage on schema lib to motcua_app;
grant select on lib.migration to motcua_app;

create schema audit;
grant usage on schema audit to motcua_app;

create table audit.entry (
  tenant smallint not null,
  seq bigint not null,
  at timestamptz not null,
  actor_id bigint,
  actor_name text not null,
  request_id text,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  unit_id int,
  before jsonb,
  after jsonb,
  reason text,
  prev_hash bytea not null,
  hash bytea not null,
  constraint entry_pk primary key (tenant, seq)
);
comment on table audit.entry is 'who changed what, when, from what to what; written in the transaction of the change, never changed';
comment on column audit.entry.tenant is 'province in which the record was made; 0 for what belongs to no province';
comment on column audit.entry.hash is 'sha256 over prev_hash and every other column: a missing or edited row breaks the chain';
create index entry_subject on audit.entry (tenant, subject_kind, subject_id, seq);
create index entry_at on audit.entry (at);
create index entry_unit on audit.entry (unit_id, at);

create table audit.head (
  tenant smallint primary key,
  seq bigint not null,
  hash bytea not null
);
comment on table audit.head is 'last entry of each chain; locked while the next one is written';

grant select, insert on audit.entry to motcua_app;
grant select, insert, update on audit.head to motcua_app;
