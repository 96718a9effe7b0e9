create schema measures;
grant usage on schema measures to motcua_app;

create table measures.definition (
  name text not null,
  version int not null,
  valid daterange not null,
  definition jsonb not null,
  def_hash text not null,
  source text not null,
  status text not null,
  constraint definition_pk primary key (name, version),
  constraint definition_once exclude using gist (name with =, valid with &&)
);
comment on table measures.definition is 'named, versioned definitions: a typed filter, an aggregate, time and unit behaviour; one text computes the figure and lists its records';

grant select, insert, update on measures.definition to motcua_app;
