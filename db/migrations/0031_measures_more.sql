-- Definitions of a province beside the shipped ones, and values that no record can give.

alter table measures.definition
  add column tenant smallint references org.tenant (id),
  add column changed_by text,
  add column changed_at timestamptz,
  add column reason text;
alter table measures.definition drop constraint definition_pk;
alter table measures.definition drop constraint definition_once;
alter table measures.definition add constraint definition_version_once unique nulls not distinct (tenant, name, version);
alter table measures.definition add constraint definition_once
  exclude using gist ((coalesce(tenant, -1::smallint)) with =, name with =, valid with &&);
comment on column measures.definition.tenant is 'null: shipped; otherwise the province whose officer made it, and where it holds';
comment on column measures.definition.reason is 'why an officer made or changed it';

create table measures.declaration (
  tenant smallint not null references org.tenant (id),
  id bigint generated always as identity,
  measure text not null,
  unit_id int not null references org.unit (id),
  s date not null,
  e date not null,
  version int not null constraint declaration_version check (version > 0),
  value numeric,
  decimals smallint not null constraint declaration_decimals check (decimals >= 0),
  note text,
  reason text not null constraint declaration_reason check (reason <> ''),
  declared_by bigint references access.account (id),
  declared_by_name text not null,
  declared_at timestamptz not null,
  constraint declaration_pk primary key (tenant, id),
  constraint declaration_version_once unique (tenant, measure, unit_id, s, e, version),
  constraint declaration_period check (s < e)
);
create index declaration_unit on measures.declaration (unit_id, measure, e);
create index declaration_by on measures.declaration (declared_by) where declared_by is not null;
comment on table measures.declaration is 'values declared where no record gives them; append-only: the highest version known at a moment holds then';
comment on column measures.declaration.e is 'the day after the last one of the period; a value at a day stands for that one day';
comment on column measures.declaration.value is 'null: declared as not available, which is not zero';
comment on column measures.declaration.note is 'printed beside the figure';

grant select, insert on measures.declaration to motcua_app;
