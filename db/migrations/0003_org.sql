create schema org;
grant usage on schema org to motcua_app;

create table org.tenant (
  id smallint primary key,
  code text not null constraint tenant_code_once unique,
  name text not null
);
comment on table org.tenant is 'the province a record was made in; it never changes, mergers included, and is the distribution key of large tables';

create table org.unit (
  id int generated always as identity primary key,
  code text not null constraint unit_code_once unique constraint unit_code_form check (code ~ '^[A-Z][A-Z0-9.]*$'),
  slug text constraint unit_slug_once unique constraint unit_slug_form check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  area_code text,
  kind text not null constraint unit_kind check (kind in ('nation', 'province', 'department', 'district', 'division', 'commune', 'vertical')),
  tenant smallint not null references org.tenant (id),
  born date not null,
  died date,
  source text not null,
  status text not null constraint unit_status check (status in ('approved', 'to_be_verified')),
  constraint unit_life check (died is null or died > born)
);
comment on table org.unit is 'an office that receives or decides dossiers, or a level above it; it keeps its id for life, whatever it is called and whoever it answers to';
comment on column org.unit.code is 'electronic identifier of the agency (mã định danh), e.g. H34.38';
comment on column org.unit.area_code is 'number of the administrative area in the national list (mã số đơn vị hành chính): 2, 3 or 5 digits; not unique in time, a merged commune keeps the number of one that went into it';
comment on column org.unit.died is 'first day on which the unit no longer exists';
comment on column org.unit.slug is 'short name for people at the command line';
create index unit_tenant on org.unit (tenant);

create table org.unit_name (
  unit_id int not null references org.unit (id),
  name text not null,
  short_name text not null,
  valid daterange not null,
  constraint unit_name_once exclude using gist (unit_id with =, valid with &&)
);

comment on table org.unit_name is 'what a unit is called; one name a day';

create table org.edge (
  child int not null references org.unit (id),
  parent int not null references org.unit (id),
  rel text not null default 'administrative',
  valid daterange not null,
  constraint edge_not_self check (child <> parent),
  constraint edge_one_parent exclude using gist (child with =, rel with =, valid with &&)
);
comment on table org.edge is 'at most one parent per relation and day';
create index edge_parent on org.edge (parent);

create table org.succession (
  effective date not null,
  pred int not null references org.unit (id),
  succ int not null references org.unit (id),
  kind text not null constraint succession_kind check (kind in ('rename', 'merge', 'split', 'absorb', 'dissolve')),
  is_exact boolean not null,
  document_no text,
  source text not null,
  status text not null,
  constraint succession_pk primary key (effective, pred, succ)
);
comment on table org.succession is 'what became of a unit: one row per unit before and unit after';
comment on column org.succession.is_exact is 'false: only part of what pred did goes to succ (a split, a dissolved tier); figures mapped over it are labelled not comparable';
create index succession_pred on org.succession (pred);
create index succession_succ on org.succession (succ);

create table org.tree_version (
  id int primary key,
  valid daterange not null,
  constraint tree_version_once exclude using gist (valid with &&)
);
comment on table org.tree_version is 'one per distinct set of edges, built by comparing edges and lives; rebuilt whole when the organisation changes';
comment on column org.tree_version.id is 'first day as YYYYMMDD, so that a figure that names its tree keeps its meaning after a rebuild';

create table org.closure (
  tree_id int not null references org.tree_version (id),
  ancestor int not null,
  descendant int not null,
  depth smallint not null,
  constraint closure_pk primary key (tree_id, ancestor, descendant)
);
create index closure_descendant on org.closure (tree_id, descendant, ancestor);
comment on table org.closure is 'every unit with everything below it, itself included at depth 0, per tree version';

create table org.unit_map (
  from_unit int not null,
  tree_id int not null,
  to_unit int not null,
  is_exact boolean not null,
  constraint unit_map_pk primary key (from_unit, tree_id)
);
create index unit_map_to on org.unit_map (tree_id, to_unit, from_unit);
comment on table org.unit_map is 'where a unit of any time stands in a given tree: itself, or what became of it (or what it came from) by the chain of successions';
comment on column org.unit_map.is_exact is 'false: all of the unit is counted there, but not all of it belongs there alone (split, dissolved tier, no successor): label figures not comparable';

grant select, insert, update, delete on all tables in schema org to motcua_app;
