create schema reports;
grant usage on schema reports to motcua_app;

create table reports.report (
  tenant smallint not null references org.tenant (id),
  id bigint generated always as identity,
  unit_id int not null references org.unit (id),
  regime text not null,
  kind text not null constraint report_kind check (kind in ('month', 'quarter', 'half_year', 'nine_months', 'year', 'free')),
  s date not null,
  e date not null,
  due_on date,
  title text not null,
  title_plain text not null generated always as (lib.plain(title)) stored,
  created_at timestamptz not null,
  created_by bigint references access.account (id),
  constraint report_pk primary key (tenant, id),
  constraint report_once unique (tenant, unit_id, regime, s, e),
  constraint report_days check (s < e)
);
comment on table reports.report is 'a report a unit makes under a regime for a period [s, e); what it says stands in its versions, where it is in its events';
create index report_id on reports.report (id);
create index report_unit on reports.report (unit_id, e desc, id desc);
create index report_created_by on reports.report (created_by);

create table reports.version (
  tenant smallint not null,
  report_id bigint not null,
  version int not null,
  content jsonb not null,
  known_at timestamptz not null,
  made_at timestamptz not null,
  made_by bigint references access.account (id),
  made_how text not null constraint version_made_how check (made_how in ('composed', 'refreshed', 'edited', 'uploaded')),
  file_id bigint,
  findings jsonb,
  constraint version_pk primary key (tenant, report_id, version),
  constraint version_report_fk foreign key (tenant, report_id) references reports.report (tenant, id),
  constraint version_file_fk foreign key (tenant, file_id) references files.file (tenant, id)
);
comment on table reports.version is 'what a report said, version by version; never changed';
comment on column reports.version.known_at is 'figures are those of the records as known at this moment';
comment on column reports.version.file_id is 'the Word file as the office gave it back; null when the product made the version';
comment on column reports.version.findings is 'what the check of this version found, errors first';
create index version_file on reports.version (tenant, file_id) where file_id is not null;
create index version_made_by on reports.version (made_by);

create table reports.event (
  tenant smallint not null,
  report_id bigint not null,
  seq int not null,
  kind text not null constraint event_kind
    check (kind in ('created', 'saved', 'submitted', 'returned', 'approved', 'issued', 'accepted', 'sent_back', 'recalled')),
  version int not null,
  at timestamptz not null,
  by bigint references access.account (id),
  reason text,
  constraint event_pk primary key (tenant, report_id, seq),
  constraint event_report_fk foreign key (tenant, report_id) references reports.report (tenant, id),
  constraint event_version_fk foreign key (tenant, report_id, version) references reports.version (tenant, report_id, version)
);
comment on table reports.event is 'what happened to a report and with which version; its state is that of the last event';
create index event_by on reports.event (by);

create table reports.remark (
  tenant smallint not null,
  id bigint generated always as identity,
  report_id bigint not null,
  version int not null,
  place text not null,
  words text not null,
  at timestamptz not null,
  by bigint references access.account (id),
  answers bigint,
  closed_at timestamptz,
  constraint remark_pk primary key (tenant, id),
  constraint remark_version_fk foreign key (tenant, report_id, version) references reports.version (tenant, report_id, version),
  constraint remark_answers_fk foreign key (tenant, answers) references reports.remark (tenant, id)
);
comment on table reports.remark is 'remarks on a figure or a block of a report, with their answers';
comment on column reports.remark.place is 'anchor of a figure, key of a block, or `report` for the whole';
create index remark_report on reports.remark (tenant, report_id, version, id);
create index remark_answers on reports.remark (tenant, answers) where answers is not null;
create index remark_by on reports.remark (by);

create table reports.explanation (
  tenant smallint not null,
  report_id bigint not null,
  finding text not null,
  words text not null,
  at timestamptz not null,
  by bigint references access.account (id),
  constraint explanation_pk primary key (tenant, report_id, finding),
  constraint explanation_report_fk foreign key (tenant, report_id) references reports.report (tenant, id)
);
comment on table reports.explanation is 'why a finding of the check does not hinder the issue, over the name of who says so';
comment on column reports.explanation.finding is 'rule, quote and expected value of the finding: the same fault in a later version is the same finding';
create index explanation_by on reports.explanation (by);

create table reports.book (
  tenant smallint not null,
  unit_id int not null references org.unit (id),
  year smallint not null,
  last int not null,
  constraint book_pk primary key (tenant, unit_id, year)
);
comment on table reports.book is 'last number of a report in the year''s book of a unit; it moves in the transaction that issues';
create index book_unit on reports.book (unit_id);

create table reports.issue (
  tenant smallint not null,
  report_id bigint not null,
  version int not null,
  unit_id int not null references org.unit (id),
  year smallint not null,
  number int not null,
  issued_on date not null,
  signer text not null,
  known_at timestamptz not null,
  tree_day date not null,
  content jsonb not null,
  content_sha256 text not null,
  docx_file_id bigint not null,
  docx_sha256 text not null,
  token text not null,
  issued_at timestamptz not null,
  issued_by bigint references access.account (id),
  constraint issue_pk primary key (tenant, report_id, version),
  constraint issue_number_once unique (tenant, unit_id, year, number),
  constraint issue_token_once unique (token),
  constraint issue_version_fk foreign key (tenant, report_id, version) references reports.version (tenant, report_id, version),
  constraint issue_file_fk foreign key (tenant, docx_file_id) references files.file (tenant, id)
);
comment on table reports.issue is 'an issued report, frozen: its words and figures, the moment they were known at, the day of its tree, the file with its hash';
comment on column reports.issue.token is 'in the QR of the report: whoever has it may check the file';
create index issue_unit on reports.issue (unit_id);
create index issue_file on reports.issue (tenant, docx_file_id);
create index issue_issued_by on reports.issue (issued_by);

create table reports.cell (
  tenant smallint not null,
  report_id bigint not null,
  version int not null,
  anchor text not null,
  measure text not null,
  unit text not null,
  s date not null,
  e date not null,
  filter jsonb not null,
  printed text not null,
  value numeric,
  numerator numeric,
  denominator numeric,
  n bigint,
  digest text,
  definition jsonb not null,
  constraint cell_pk primary key (tenant, report_id, version, anchor),
  constraint cell_issue_fk foreign key (tenant, report_id, version) references reports.issue (tenant, report_id, version)
);
comment on table reports.cell is 'every figure of an issued report as it was: never changed, whatever becomes of the records, the definitions or the tree';

grant select, insert on reports.report, reports.version, reports.event, reports.remark, reports.explanation, reports.issue, reports.cell to motcua_app;
grant select, insert, update on reports.book to motcua_app;
grant update (closed_at) on reports.remark to motcua_app;
-- A row is locked by whoever has the right to change it; of a report only its due day may change.
grant update (due_on) on reports.report to motcua_app;
