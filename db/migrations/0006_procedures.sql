create schema procedures;
grant usage on schema procedures to motcua_app;

create table procedures.sector (
  id smallint generated always as identity primary key,
  code text not null constraint sector_code_once unique,
  name text not null,
  name_en text,
  published_count smallint,
  published_note text,
  source text not null,
  status text not null constraint sector_status check (status in ('approved', 'to_be_verified'))
);
comment on column procedures.sector.published_count is 'procedures of the sector in the published list of a district (see published_note); not a count of this catalogue';

create table procedures.procedure (
  id int generated always as identity primary key,
  code text not null constraint procedure_code_once unique
);

create table procedures.version (
  id int generated always as identity primary key,
  procedure_id int not null references procedures.procedure (id),
  valid daterange not null,
  name text not null,
  sector_id smallint not null references procedures.sector (id),
  level text not null constraint version_level check (level in ('province', 'district', 'commune')),
  authority text not null,
  limit_unit text constraint version_limit_unit check (limit_unit in ('hour', 'day', 'working_day', 'month')),
  limit_amount int constraint version_limit_amount check (limit_amount >= 0),
  cut_off time,
  supplement_policy text not null default 'pause' constraint version_supplement check (supplement_policy in ('pause', 'restart')),
  max_supplements smallint constraint version_max_supplements check (max_supplements >= 0),
  fee_vnd bigint not null default 0 constraint version_fee check (fee_vnd >= 0),
  online_level text not null constraint version_online check (online_level in ('none', 'partial', 'full')),
  legacy_online_label text,
  is_interlinked boolean not null default false,
  is_no_writing boolean not null default false,
  is_boundary_free boolean not null default false,
  result_name text,
  decision_no text,
  legal_basis text,
  source text not null,
  status text not null constraint version_status check (status in ('approved', 'to_be_verified')),
  note text,
  constraint version_once exclude using gist (procedure_id with =, valid with &&),
  constraint version_limit_whole check ((limit_unit is null) = (limit_amount is null))
);
comment on table procedures.version is 'what the catalogue said about a procedure on each day; a dossier keeps the version of its day';
comment on column procedures.version.cut_off is 'received later than this counts as received on the next working day';
comment on column procedures.version.supplement_policy is 'pause: the limit goes on after a supplement; restart: it begins anew';
comment on column procedures.version.max_supplements is 'how often papers may be asked for; null = the law sets no number that we know';
comment on column procedures.version.is_no_writing is 'handled under the no-writing, no-appointment day';
create index version_sector on procedures.version (sector_id);
create index version_search on procedures.version using gin (lib.plain(name) gin_trgm_ops);

create table procedures.paper (
  version_id int not null references procedures.version (id),
  ordinal smallint not null,
  name text not null,
  form_code text,
  originals smallint not null default 0,
  copies smallint not null default 0,
  is_required boolean not null default true,
  must_digitise boolean not null default true,
  constraint paper_pk primary key (version_id, ordinal)
);

create table procedures.offered (
  procedure_id int not null references procedures.procedure (id),
  unit_id int not null references org.unit (id),
  valid daterange not null,
  constraint offered_once exclude using gist (procedure_id with =, unit_id with =, valid with &&)
);
comment on table procedures.offered is 'units that are competent for a procedure besides those of its level; empty = every unit of the level';
create index offered_unit on procedures.offered (unit_id);

grant select, insert, update on all tables in schema procedures to motcua_app;
