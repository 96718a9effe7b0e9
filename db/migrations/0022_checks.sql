create schema checks;
grant usage on schema checks to motcua_app;

create table checks.document (
  id bigint generated always as identity primary key,
  tenant smallint not null,
  unit_id int not null references org.unit (id),
  title text not null,
  created_at timestamptz not null,
  created_by bigint references access.account (id),
  created_by_name text not null
);
comment on table checks.document is 'a report that is being checked, whoever wrote it; what was uploaded of it are its drafts';
create index document_unit on checks.document (unit_id, created_at desc);
create index document_creator on checks.document (created_by);

create table checks.draft (
  id bigint generated always as identity primary key,
  tenant smallint not null,
  document_id bigint not null references checks.document (id),
  seq int not null,
  file_id bigint,
  raw bytea,
  file_name text not null,
  size_bytes int not null,
  sha256 text not null,
  uploaded_at timestamptz not null,
  uploaded_by bigint references access.account (id),
  uploaded_by_name text not null,
  job_id bigint references jobs.job (id),
  state text not null default 'waiting' constraint draft_state check (state in ('waiting', 'checked', 'unreadable')),
  unreadable_reason text,
  report jsonb,
  result jsonb,
  checked_at timestamptz,
  constraint draft_file foreign key (tenant, file_id) references files.file (tenant, id),
  constraint draft_once unique (document_id, seq),
  constraint draft_bytes check ((file_id is null) <> (raw is null)),
  constraint draft_checked check ((state = 'checked') = (result is not null) and (state = 'unreadable') = (unreadable_reason is not null))
);
comment on table checks.draft is 'one uploaded version of a report, with its text as it was read and what the rules counted';
comment on column checks.draft.raw is 'bytes of a plain text or Markdown file; all other kinds lie in files.file';
comment on column checks.draft.report is 'the text in blocks, as server/checks/report.ts has it';
comment on column checks.draft.result is '{claims, rules, unchecked}; the findings are rows of their own';
create index draft_file_id on checks.draft (tenant, file_id) where file_id is not null;
create index draft_uploader on checks.draft (uploaded_by);
create index draft_job on checks.draft (job_id) where job_id is not null;

create table checks.finding (
  id bigint generated always as identity primary key,
  draft_id bigint not null references checks.draft (id),
  ordinal int not null,
  rule text not null,
  rule_version int not null,
  severity text not null constraint finding_severity check (severity in ('error', 'warning', 'note')),
  message text not null,
  quote text not null,
  place jsonb not null,
  numbers jsonb not null,
  expected text,
  related jsonb not null,
  earlier_id bigint references checks.finding (id),
  constraint finding_once unique (draft_id, ordinal)
);
comment on table checks.finding is 'what a rule found in a draft, in the order of the text';
comment on column checks.finding.place is 'offset and length in the text as read, page, paragraph, table, row, column as far as the format knows them';
comment on column checks.finding.earlier_id is 'the same finding in the draft before';
create index finding_earlier on checks.finding (earlier_id) where earlier_id is not null;
create index finding_rule on checks.finding (rule);

create table checks.verdict (
  id bigint generated always as identity primary key,
  finding_id bigint not null references checks.finding (id),
  verdict text not null constraint verdict_kind check (verdict in ('fixed', 'explained', 'false_alarm', 'open')),
  note text,
  at timestamptz not null,
  by_id bigint references access.account (id),
  by_name text not null,
  carried_from bigint references checks.verdict (id)
);
comment on table checks.verdict is 'what an officer says of a finding; the newest counts, none is changed';
comment on column checks.verdict.verdict is 'fixed: right, mended; explained: right, and why it stays; false_alarm: the rule is wrong; open: taken back';
comment on column checks.verdict.carried_from is 'taken over from the same finding of the draft before: not counted again in the ledger of the rule';
create index verdict_finding on checks.verdict (finding_id, id desc);
create index verdict_author on checks.verdict (by_id);
create index verdict_carried on checks.verdict (carried_from) where carried_from is not null;

grant select, insert, update on checks.document, checks.draft to motcua_app;
grant select, insert on checks.finding, checks.verdict to motcua_app;
