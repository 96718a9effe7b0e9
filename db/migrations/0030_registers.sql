create schema registers;
grant usage on schema registers to motcua_app;

create table registers.definition (
  id bigint generated always as identity constraint definition_pk primary key,
  tenant smallint references org.tenant (id),
  code text not null constraint definition_code_form check (code ~ '^[a-z][a-z0-9_]{1,59}$'),
  version int not null constraint definition_version check (version > 0),
  valid daterange not null constraint definition_lives check (not isempty(valid)),
  name_vi text not null,
  name_en text not null,
  area text not null,
  layout jsonb not null,
  source text not null,
  status text not null,
  reason text,
  defined_at timestamptz not null default now(),
  defined_by bigint references access.account (id),
  defined_by_name text,
  constraint definition_version_once unique nulls not distinct (tenant, code, version),
  constraint definition_once exclude using gist ((coalesce(tenant, -1::smallint)) with =, code with =, valid with &&)
);
comment on table registers.definition is 'what a register holds: its fields, who writes it, how it is listed; versioned from a day. tenant null: shipped with the product; a province may have its own, which then counts there';
comment on column registers.definition.layout is 'fields, day field, key, list columns, kind of period, rules, who may write; server/registers/layout.ts';
create index definition_author on registers.definition (defined_by);

create table registers.entry (
  tenant smallint not null,
  id bigint generated always as identity,
  register text not null,
  unit_id int not null references org.unit (id),
  client_id text,
  created_at timestamptz not null,
  created_by bigint references access.account (id),
  created_by_name text not null,
  import_id bigint,
  constraint entry_pk primary key (tenant, id),
  constraint entry_client_once unique (tenant, client_id)
);
comment on table registers.entry is 'one line of a register; what it says stands in its versions';
comment on column registers.entry.client_id is 'made by the sender: the same line sent twice is kept once';
create index entry_id on registers.entry (id);
create index entry_unit on registers.entry (unit_id);
create index entry_author on registers.entry (created_by);
create index entry_import on registers.entry (tenant, import_id) where import_id is not null;

create table registers.entry_version (
  tenant smallint not null,
  entry_id bigint not null,
  version int not null,
  known_from timestamptz not null,
  known_to timestamptz not null default 'infinity',
  register text not null,
  definition_id bigint not null,
  unit_id int not null references org.unit (id),
  on_day date not null,
  values jsonb not null,
  natural_key text,
  line text not null default '',
  is_cancelled boolean not null default false,
  reason text,
  changed_by bigint references access.account (id),
  changed_by_name text not null,
  constraint entry_version_pk primary key (tenant, entry_id, version),
  constraint entry_version_entry foreign key (tenant, entry_id) references registers.entry (tenant, id),
  constraint entry_version_known check (known_to > known_from),
  constraint entry_version_reason check (not is_cancelled or reason is not null)
);
comment on table registers.entry_version is 'what an entry said, from when until when that was known; append-only: a later version ends the one before, once';
comment on column registers.entry_version.definition_id is 'the version of the register by which it was written and is read; definitions are never deleted, so it is not a foreign key';
comment on column registers.entry_version.values is 'field → value: numbers as exact decimal text, money in whole đồng as text, days YYYY-MM-DD, choices by key, flags true/false, units by code, persons {name}, documents {number, on, issuer, title}, files by id; what is not known has no key';
comment on column registers.entry_version.natural_key is 'values of the key fields of the register, plain; the same line of the same unit cannot stand twice';
comment on column registers.entry_version.line is 'the key without the day field: of the states of a unit (period_kind at_day) the last one of each line by a day counts';
comment on column registers.entry_version.on_day is 'the day of the register''s day field: which period an entry belongs to';
create index entry_version_present on registers.entry_version (register, unit_id, on_day) where known_to = 'infinity' and not is_cancelled;
create unique index entry_version_last on registers.entry_version (tenant, entry_id) where known_to = 'infinity';
create unique index entry_version_key on registers.entry_version (tenant, register, unit_id, natural_key)
  where known_to = 'infinity' and not is_cancelled and natural_key is not null;
create index entry_version_unit on registers.entry_version (unit_id);
create index entry_version_author on registers.entry_version (changed_by);

create view registers.entry_now as
select v.tenant, v.entry_id, v.version, v.known_from, v.register, v.definition_id, v.unit_id, v.on_day, v.values, v.natural_key, v.line,
       v.changed_by, v.changed_by_name
from registers.entry_version v
where v.known_to = 'infinity' and not v.is_cancelled;
comment on view registers.entry_now is 'what the registers say at present';

-- One filter on one field. Numbers compare as numbers, all else as text; words are found anywhere, without diacritics.
create function registers.meets(said jsonb, field text, op text, wanted text[]) returns boolean language sql immutable parallel safe as $$
  select case op
    when 'is' then said ->> field = any (wanted)
    when 'not' then said ->> field is null or said ->> field <> all (wanted)
    when 'has' then strpos(lib.plain(coalesce(said #>> array[field, 'number'], '') || ' ' || coalesce(said #>> array[field, 'title'], '') || ' '
      || coalesce(said #>> array[field, 'name'], '') || ' ' || coalesce(said ->> field, '')), lib.plain(wanted[1])) > 0
    when 'at_least' then (said ->> field)::numeric >= wanted[1]::numeric
    when 'at_most' then (said ->> field)::numeric <= wanted[1]::numeric
    when 'from' then said ->> field >= wanted[1]
    when 'to' then said ->> field <= wanted[1]
    when 'blank' then said ->> field is null
    when 'filled' then said ->> field is not null
  end
$$;
comment on function registers.meets(jsonb, text, text, text[]) is 'whether an entry''s values meet one condition: is, not, has, at_least, at_most, from, to, blank, filled';

-- One text for the list, its totals and its Excel sheet.
create function registers.found(register text, scope int[], unit_ids int[], from_on date, to_on date, filters jsonb, q text, is_latest boolean)
returns table (tenant smallint, entry_id bigint, version int, known_from timestamptz, definition_id bigint, unit_id int, on_day date, "values" jsonb,
  changed_by_name text) language sql stable parallel safe as $$
  select f.tenant, f.entry_id, f.version, f.known_from, f.definition_id, f.unit_id, f.on_day, f.values, f.changed_by_name
  from (
    select v.tenant, v.entry_id, v.version, v.known_from, v.definition_id, v.unit_id, v.on_day, v.values, v.changed_by_name,
           case when found.is_latest then row_number() over (partition by v.unit_id, v.line order by v.on_day desc, v.entry_id desc) else 1 end as place
    from registers.entry_now v
    where v.register = found.register
      and access.in_scope(v.unit_id, found.scope)
      and (found.unit_ids is null or v.unit_id = any (found.unit_ids))
      and (found.from_on is null or v.on_day >= found.from_on)
      and (found.to_on is null or v.on_day <= found.to_on)
  ) f
  where f.place = 1
    and (found.q is null or strpos(lib.plain(f.values::text), found.q) > 0)
    and not exists (
      select from jsonb_to_recordset(found.filters) as c (field text, op text, wanted text[])
      where registers.meets(f.values, c.field, c.op, c.wanted) is not true)
$$;
comment on function registers.found(text, int[], int[], date, date, jsonb, text, boolean) is 'entries of a register that are in scope, in the days, and meet every filter; is_latest: of each line of a unit only the last';

create table registers.evidence (
  tenant smallint not null,
  id bigint generated always as identity,
  unit_id int not null references org.unit (id),
  file_id bigint not null,
  sha256 text not null constraint evidence_sha256_form check (sha256 ~ '^[0-9a-f]{64}$'),
  title text not null,
  document_number text,
  document_on date,
  issuer text,
  added_at timestamptz not null,
  added_by bigint references access.account (id),
  added_by_name text not null,
  constraint evidence_pk primary key (tenant, id),
  constraint evidence_file_fk foreign key (tenant, file_id) references files.file (tenant, id)
);
comment on table registers.evidence is 'a document that proves something; kept once, it may serve many entries, scores, tasks and targets';
comment on column registers.evidence.sha256 is 'of the file as it was kept: whoever opens it later sees the same bytes';
create index evidence_id on registers.evidence (id);
create index evidence_unit on registers.evidence (unit_id, added_at desc);
create index evidence_file on registers.evidence (tenant, file_id);
create index evidence_author on registers.evidence (added_by);
create index evidence_number on registers.evidence (tenant, lower(document_number)) where document_number is not null;

create table registers.evidence_link (
  tenant smallint not null,
  id bigint generated always as identity,
  evidence_id bigint not null,
  subject_kind text not null,
  subject_id text not null,
  page int constraint evidence_link_page check (page > 0),
  quote text,
  linked_at timestamptz not null,
  linked_by bigint references access.account (id),
  linked_by_name text not null,
  unlinked_at timestamptz,
  unlinked_by bigint references access.account (id),
  unlink_reason text,
  constraint evidence_link_pk primary key (tenant, id),
  constraint evidence_link_evidence foreign key (tenant, evidence_id) references registers.evidence (tenant, id),
  constraint evidence_link_undone check ((unlinked_at is null) = (unlink_reason is null))
);
comment on table registers.evidence_link is 'what a piece of evidence proves, on which page, in which words; taken off with a reason, never deleted';
comment on column registers.evidence_link.subject_kind is 'entry, or what a higher module names: declaration, task, target, score, target_verdict …';
create index evidence_link_subject on registers.evidence_link (subject_kind, subject_id) where unlinked_at is null;
create index evidence_link_of on registers.evidence_link (tenant, evidence_id);
create index evidence_link_author on registers.evidence_link (linked_by);
create index evidence_link_unauthor on registers.evidence_link (unlinked_by) where unlinked_by is not null;
create unique index evidence_link_once on registers.evidence_link (tenant, evidence_id, subject_kind, subject_id, coalesce(page, 0)) where unlinked_at is null;

create table registers.import (
  tenant smallint not null,
  id bigint generated always as identity,
  register text not null,
  unit_id int not null references org.unit (id),
  file_id bigint not null,
  file_name text not null,
  from_on date not null,
  to_on date not null,
  state text not null default 'checking' constraint import_state check (state in ('checking', 'checked', 'faulty', 'kept')),
  report jsonb,
  on_conflict text constraint import_on_conflict check (on_conflict in ('keep_old', 'take_new')),
  reason text,
  job_id bigint references jobs.job (id),
  asked_at timestamptz not null,
  asked_by bigint references access.account (id),
  asked_by_name text not null,
  kept_at timestamptz,
  constraint import_pk primary key (tenant, id),
  constraint import_file_fk foreign key (tenant, file_id) references files.file (tenant, id),
  constraint import_days check (from_on <= to_on)
);
comment on table registers.import is 'an Excel book of entries: looked through first, then kept whole or not at all';
comment on column registers.import.report is 'rows, added, same, conflicts and faults with sheet and cell; the longest lists cut, their counts not';
create index import_id on registers.import (id);
create index import_unit on registers.import (unit_id, asked_at desc);
create index import_file on registers.import (tenant, file_id);
create index import_job on registers.import (job_id) where job_id is not null;
create index import_author on registers.import (asked_by);

grant select, insert on registers.definition, registers.entry, registers.entry_version, registers.evidence, registers.evidence_link to motcua_app;
grant select, insert, update on registers.import to motcua_app;
grant update (valid) on registers.definition to motcua_app;
grant update (known_to) on registers.entry_version to motcua_app;
grant update (unlinked_at, unlinked_by, unlink_reason) on registers.evidence_link to motcua_app;
grant select on registers.entry_now to motcua_app;
grant usage on sequence registers.entry_id_seq to motcua_app;
