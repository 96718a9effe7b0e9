create schema files;
grant usage on schema files to motcua_app;

create table files.file (
  tenant smallint not null,
  id bigint generated always as identity,
  sha256 text not null constraint file_sha256_form check (sha256 ~ '^[0-9a-f]{64}$'),
  name text not null,
  content_type text not null,
  size_bytes bigint not null,
  unit_id int not null references org.unit (id),
  kept_at timestamptz not null,
  kept_by bigint,
  constraint file_pk primary key (tenant, id)
);
comment on table files.file is 'what was uploaded; the bytes lie in the store under their hash, so the same bytes are kept once';
create index file_id on files.file (id);
create index file_sha256 on files.file (sha256);
create index file_unit on files.file (unit_id);

grant select, insert on files.file to motcua_app;
