create schema signatures;
grant usage on schema signatures to motcua_app;

create table signatures.root (
  id int generated always as identity primary key,
  fingerprint text not null constraint root_fingerprint_form check (fingerprint ~ '^[0-9a-f]{64}$'),
  subject text not null,
  issuer text not null,
  valid_from timestamptz not null,
  valid_to timestamptz not null,
  certificate bytea not null,
  source text not null,
  added_by bigint references access.account (id),
  added_at timestamptz not null,
  removed_at timestamptz
);
comment on table signatures.root is 'authorities whose signatures are trusted, for the whole installation; a removed one stays on record';
create unique index root_once on signatures.root (fingerprint) where removed_at is null;
create index root_added_by on signatures.root (added_by);

create table signatures.seal (
  tenant smallint not null references org.tenant (id),
  id bigint generated always as identity,
  unit_id int not null references org.unit (id),
  kind text not null constraint seal_kind check (kind in ('agency', 'personal')),
  account_id bigint references access.account (id),
  label text not null,
  signer_title text,
  subject text not null,
  organisation text,
  issuer text not null,
  serial text not null,
  valid_from timestamptz not null,
  valid_to timestamptz not null,
  fingerprint text not null,
  certificates bytea[] not null,
  picture bytea,
  picture_type text,
  locked_key bytea,
  needs_password boolean not null,
  remote jsonb,
  locked_token bytea,
  added_by bigint references access.account (id),
  added_at timestamptz not null,
  retired_at timestamptz,
  constraint seal_pk primary key (tenant, id),
  constraint seal_owner check ((kind = 'personal') = (account_id is not null)),
  constraint seal_key check ((locked_key is null) = (remote is not null))
);
comment on table signatures.seal is 'certificates that sign: the seal of a body, or the signature of an officer';
comment on column signatures.seal.certificates is 'the signer''s own first, then those above it, each in DER';
comment on column signatures.seal.locked_key is 'PKCS#8, AES-256-GCM under the secret of the installation (and the password, when the seal needs one); null when the key lies with a service';
comment on column signatures.seal.remote is 'address and credential of the signing service; its access token lies in locked_token';
create index seal_id on signatures.seal (id);
create index seal_unit on signatures.seal (unit_id);
create index seal_account on signatures.seal (account_id);
create index seal_added_by on signatures.seal (added_by);

create table signatures.request (
  tenant smallint not null references org.tenant (id),
  id bigint generated always as identity,
  unit_id int not null references org.unit (id),
  seal_id bigint not null,
  state text not null constraint request_state check (state in ('waiting', 'signed', 'refused')),
  purpose text not null,
  subject_kind text not null,
  subject_id bigint not null,
  detail text,
  name text not null,
  source_file_id bigint not null,
  prepared_file_id bigint,
  holes int[],
  to_sign bytea,
  remote_ref text,
  signed_file_id bigint,
  problem text,
  asked_by bigint references access.account (id),
  asked_by_name text not null,
  asked_at timestamptz not null,
  finished_at timestamptz,
  constraint request_pk primary key (tenant, id),
  constraint request_seal_fk foreign key (tenant, seal_id) references signatures.seal (tenant, id),
  constraint request_source_fk foreign key (tenant, source_file_id) references files.file (tenant, id),
  constraint request_prepared_fk foreign key (tenant, prepared_file_id) references files.file (tenant, id),
  constraint request_signed_fk foreign key (tenant, signed_file_id) references files.file (tenant, id),
  constraint request_finished check ((state = 'waiting') = (finished_at is null)),
  constraint request_result check ((state = 'signed') = (signed_file_id is not null))
);
comment on table signatures.request is 'each signing: at once with a key kept here, or when a signing service has answered';
comment on column signatures.request.purpose is 'what follows when it is signed: a handler of that name (subject_kind, subject_id and detail say of what)';
comment on column signatures.request.prepared_file_id is 'the file with room for the signature; what is hashed must be what is filled';
create index request_id on signatures.request (id);
create index request_seal on signatures.request (tenant, seal_id);
create index request_unit on signatures.request (unit_id, asked_at desc, id desc);
create index request_subject on signatures.request (tenant, subject_kind, subject_id);
create index request_source on signatures.request (tenant, source_file_id);
create index request_prepared on signatures.request (tenant, prepared_file_id);
create index request_signed on signatures.request (tenant, signed_file_id);
create index request_asked_by on signatures.request (asked_by);

grant select, insert, update on signatures.root, signatures.seal, signatures.request to motcua_app;
