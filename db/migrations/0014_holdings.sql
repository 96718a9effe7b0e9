create schema holdings;
grant usage on schema holdings to motcua_app;

create table holdings.item (
  tenant smallint not null references org.tenant (id),
  id bigint generated always as identity,
  identity text not null,
  owner_name text not null,
  kind text not null constraint item_kind check (kind in ('paper', 'result', 'certified_copy')),
  name text not null,
  name_plain text not null generated always as (lib.plain(name)) stored,
  number text,
  issuer text,
  issued_on date,
  valid_until date,
  file_id bigint not null,
  sha256 text not null,
  signature_state text not null constraint item_signature_state check (signature_state in ('unsigned', 'valid', 'untrusted', 'broken')),
  signer text,
  source_unit_id int not null references org.unit (id),
  source_dossier_id bigint,
  source_dossier_code text,
  source_key text,
  procedure_code text,
  kept_at timestamptz not null,
  kept_by bigint references access.account (id),
  withdrawn_at timestamptz,
  withdrawn_reason text,
  constraint item_pk primary key (tenant, id),
  constraint item_file_fk foreign key (tenant, file_id) references files.file (tenant, id),
  constraint item_days check (valid_until is null or issued_on is null or valid_until >= issued_on),
  constraint item_withdrawn check ((withdrawn_at is null) = (withdrawn_reason is null))
);
comment on table holdings.item is 'the electronic store of a person: papers and results that need not be asked for again; a withdrawn one stays on record';
comment on column holdings.item.identity is 'of the owner: citizen identity number or enterprise code';
comment on column holdings.item.source_key is 'which paper of its source it is; kept again from there, it takes the place of the former';
create index item_id on holdings.item (id);
create index item_owner on holdings.item (tenant, identity) where withdrawn_at is null;
create unique index item_source_once on holdings.item (tenant, source_key) where withdrawn_at is null and source_key is not null;
create index item_file on holdings.item (tenant, file_id);
create index item_unit on holdings.item (source_unit_id, kept_at);
create index item_kept_by on holdings.item (kept_by);

create table holdings.use (
  tenant smallint not null references org.tenant (id),
  id bigint generated always as identity,
  item_id bigint not null,
  dossier_id bigint not null,
  dossier_code text not null,
  unit_id int not null references org.unit (id),
  ordinal smallint not null,
  used_at timestamptz not null,
  used_by bigint references access.account (id),
  constraint use_pk primary key (tenant, id),
  constraint use_once unique (tenant, dossier_id, ordinal),
  constraint use_item_fk foreign key (tenant, item_id) references holdings.item (tenant, id)
);
comment on table holdings.use is 'which dossier used what from a store instead of asking for it again';
create index use_item on holdings.use (tenant, item_id);
create index use_unit on holdings.use (unit_id, used_at);
create index use_used_by on holdings.use (used_by);

create table holdings.reading (
  tenant smallint not null references org.tenant (id),
  id bigint generated always as identity,
  identity text not null,
  unit_id int not null references org.unit (id),
  account_id bigint not null references access.account (id),
  ground text not null constraint reading_ground check (ground in ('present', 'written')),
  note text,
  at timestamptz not null,
  until timestamptz not null,
  constraint reading_pk primary key (tenant, id)
);
comment on table holdings.reading is 'who opened whose store, and why they might: the owner stood at the desk, or had agreed in writing';
create index reading_id on holdings.reading (id);
create index reading_owner on holdings.reading (tenant, identity, at);
create index reading_unit on holdings.reading (unit_id);
create index reading_account on holdings.reading (account_id);

grant select, insert, update on holdings.item to motcua_app;
grant select, insert on holdings.use, holdings.reading to motcua_app;
