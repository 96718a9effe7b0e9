create schema certifications;
grant usage on schema certifications to motcua_app;

create table certifications.book (
  tenant smallint not null references org.tenant (id),
  unit_id int not null references org.unit (id),
  year smallint not null,
  last int not null,
  constraint book_pk primary key (tenant, unit_id, year)
);
comment on table certifications.book is 'last number given in the register of a unit in a year';
create index book_unit on certifications.book (unit_id);

create table certifications.copy (
  tenant smallint not null references org.tenant (id),
  id bigint generated always as identity,
  unit_id int not null references org.unit (id),
  state text not null constraint copy_state check (state in ('draft', 'signing', 'signed', 'given', 'cancelled')),
  year smallint,
  number int,
  requester_name text not null,
  requester_plain text not null generated always as (lib.plain(requester_name)) stored,
  requester_identity text,
  requester_phone text,
  original_name text not null,
  original_plain text not null generated always as (lib.plain(original_name)) stored,
  original_number text,
  original_issuer text,
  original_issued_on date,
  pages smallint not null constraint copy_pages check (pages > 0),
  copies smallint not null constraint copy_copies check (copies > 0),
  fee_vnd int not null constraint copy_fee check (fee_vnd >= 0),
  fee_note text,
  dossier_code text,
  source_file_id bigint not null,
  signed_file_id bigint,
  sha256 text,
  token text,
  signer_name text,
  signer_title text,
  drafted_at timestamptz not null,
  drafted_by bigint references access.account (id),
  signed_at timestamptz,
  given_at timestamptz,
  given_to text,
  given_how text constraint copy_given_how check (given_how in ('email', 'device', 'portal', 'link')),
  cancelled_at timestamptz,
  cancel_reason text,
  constraint copy_pk primary key (tenant, id),
  constraint copy_number_once unique (tenant, unit_id, year, number),
  constraint copy_token_once unique (token),
  constraint copy_source_fk foreign key (tenant, source_file_id) references files.file (tenant, id),
  constraint copy_signed_fk foreign key (tenant, signed_file_id) references files.file (tenant, id),
  constraint copy_numbered check ((year is null) = (number is null)),
  constraint copy_signed check (state not in ('signed', 'given') or (number is not null and signed_file_id is not null and sha256 is not null
    and token is not null and signed_at is not null)),
  constraint copy_given check (state <> 'given' or given_at is not null),
  constraint copy_cancelled check ((state = 'cancelled') = (cancelled_at is not null))
);
comment on table certifications.copy is 'register of electronic certified copies from originals; a number once given is never used again';
comment on column certifications.copy.copies is 'how many copies the requester asked for; the file is one and can be sent on';
comment on column certifications.copy.token is 'in the QR of the copy: whoever has it may check the copy, and nobody can guess it';
create index copy_id on certifications.copy (id);
create index copy_unit on certifications.copy (unit_id, drafted_at desc, id desc);
create index copy_signed_at on certifications.copy (unit_id, signed_at) where signed_at is not null;
create index copy_source on certifications.copy (tenant, source_file_id);
create index copy_signed_file on certifications.copy (tenant, signed_file_id);
create index copy_drafted_by on certifications.copy (drafted_by);

grant select, insert, update on certifications.book, certifications.copy to motcua_app;
