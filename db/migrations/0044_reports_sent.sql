-- Issued reports as files that are signed, sent and received: to units in the product, by e-mail, as edXML packages.

alter table reports.issue
  add column symbol text,
  add column pdf_file_id bigint,
  add column pdf_sha256 text,
  add constraint issue_pdf_fk foreign key (tenant, pdf_file_id) references files.file (tenant, id);
comment on column reports.issue.symbol is 'what follows the number: BC-UBND';
comment on column reports.issue.pdf_file_id is 'the PDF as issued, not signed yet; null: issued before PDF were kept, or no program was there that makes one of the office''s own layout';
create index issue_pdf on reports.issue (tenant, pdf_file_id) where pdf_file_id is not null;
create index issue_book on reports.issue (tenant, year, unit_id, number);

create table reports.signed (
  tenant smallint not null,
  report_id bigint not null,
  version int not null,
  role text not null constraint signed_role check (role in ('person', 'office')),
  file_id bigint not null,
  sha256 text not null,
  signer text not null,
  organisation text,
  signed_at timestamptz not null,
  request_id bigint not null,
  kept_at timestamptz not null,
  constraint signed_pk primary key (tenant, report_id, version, role),
  constraint signed_issue_fk foreign key (tenant, report_id, version) references reports.issue (tenant, report_id, version),
  constraint signed_file_fk foreign key (tenant, file_id) references files.file (tenant, id)
);
comment on table reports.signed is 'a signature of an issued PDF and the file it made: first the person''s, then the office''s over it';
comment on column reports.signed.signed_at is 'as the signature itself states it';
create index signed_file on reports.signed (tenant, file_id);

create table reports.dispatch (
  tenant smallint not null,
  id bigint generated always as identity,
  report_id bigint not null,
  version int not null,
  unit_id int not null references org.unit (id),
  channel text not null constraint dispatch_channel check (channel in ('product', 'email', 'edxml')),
  is_superior boolean not null,
  to_unit_id int references org.unit (id),
  to_name text not null,
  to_address text not null,
  document_id text not null,
  note text,
  at timestamptz not null,
  by bigint references access.account (id),
  constraint dispatch_pk primary key (tenant, id),
  constraint dispatch_once unique (tenant, report_id, version, channel, to_address),
  constraint dispatch_to_unit check ((channel = 'product') = (to_unit_id is not null)),
  constraint dispatch_issue_fk foreign key (tenant, report_id, version) references reports.issue (tenant, report_id, version)
);
comment on table reports.dispatch is 'an issued report sent to one recipient by one way; where it is stands in its events';
comment on column reports.dispatch.to_address is 'code of the unit, e-mail address, or the recipient''s code on the exchange';
comment on column reports.dispatch.document_id is 'by which systems of other offices answer: code of the sender, day, number and symbol';
create index dispatch_id on reports.dispatch (id);
create index dispatch_unit on reports.dispatch (unit_id);
create index dispatch_to_unit on reports.dispatch (to_unit_id) where to_unit_id is not null;
create index dispatch_document on reports.dispatch (document_id);
create index dispatch_by on reports.dispatch (by);

create table reports.dispatch_event (
  tenant smallint not null,
  dispatch_id bigint not null,
  seq int not null,
  kind text not null constraint dispatch_event_kind
    check (kind in ('queued', 'sent', 'delivered', 'received', 'in_progress', 'accepted', 'sent_back', 'refused', 'failed', 'recalled', 'recall_known', 'recall_refused')),
  at timestamptz not null,
  by bigint references access.account (id),
  by_name text,
  reason text,
  code text,
  constraint dispatch_event_pk primary key (tenant, dispatch_id, seq),
  constraint dispatch_event_fk foreign key (tenant, dispatch_id) references reports.dispatch (tenant, id)
);
comment on table reports.dispatch_event is 'what became of a report at one recipient, as the sender sees it';
comment on column reports.dispatch_event.code is 'status code of the exchange, as it came';
create index dispatch_event_by on reports.dispatch_event (by);

create table reports.incoming (
  tenant smallint not null,
  id bigint generated always as identity,
  unit_id int not null references org.unit (id),
  source text not null constraint incoming_source check (source in ('product', 'edxml')),
  from_tenant smallint,
  dispatch_id bigint,
  document_id text not null,
  from_code text not null,
  from_name text not null,
  code_number text not null,
  code_notation text not null,
  promulgated_on date,
  document_type text,
  subject text not null,
  subject_plain text not null generated always as (lib.plain(subject)) stored,
  content text,
  signer text,
  due_on date,
  replaces text,
  package_sha256 text,
  arrived_at timestamptz not null,
  constraint incoming_pk primary key (tenant, id),
  constraint incoming_once unique (tenant, unit_id, from_code, document_id),
  constraint incoming_dispatch check ((source = 'product') = (dispatch_id is not null)),
  constraint incoming_dispatch_fk foreign key (from_tenant, dispatch_id) references reports.dispatch (tenant, id)
);
comment on table reports.incoming is 'a report that came to a unit: from a unit of the product, or as a package from another system';
comment on column reports.incoming.replaces is 'document_id of what it replaces, as the sender says';
comment on column reports.incoming.package_sha256 is 'of the package as it came; its attachments are kept as files';
create index incoming_id on reports.incoming (id);
create index incoming_unit on reports.incoming (unit_id, arrived_at desc, id desc);
create index incoming_dispatch on reports.incoming (from_tenant, dispatch_id) where dispatch_id is not null;

create table reports.incoming_file (
  tenant smallint not null,
  incoming_id bigint not null,
  ordinal int not null,
  name text not null,
  sha256 text not null,
  size_bytes bigint not null,
  is_digest_proven boolean not null,
  file_id bigint,
  problem text,
  constraint incoming_file_pk primary key (tenant, incoming_id, ordinal),
  constraint incoming_file_incoming_fk foreign key (tenant, incoming_id) references reports.incoming (tenant, id),
  constraint incoming_file_file_fk foreign key (tenant, file_id) references files.file (tenant, id),
  constraint incoming_file_kept check ((file_id is null) = (problem is not null))
);
comment on table reports.incoming_file is 'an attachment of a package; one that may not be kept is named with the reason';
comment on column reports.incoming_file.is_digest_proven is 'the package named its digest, and it is that';
create index incoming_file_file on reports.incoming_file (tenant, file_id) where file_id is not null;

create table reports.incoming_event (
  tenant smallint not null,
  incoming_id bigint not null,
  seq int not null,
  kind text not null constraint incoming_event_kind check (kind in ('arrived', 'received', 'accepted', 'sent_back', 'recalled', 'replaced')),
  at timestamptz not null,
  by bigint references access.account (id),
  by_name text,
  reason text,
  constraint incoming_event_pk primary key (tenant, incoming_id, seq),
  constraint incoming_event_fk foreign key (tenant, incoming_id) references reports.incoming (tenant, id)
);
comment on table reports.incoming_event is 'what a unit did with a report that came to it, and what its sender said later';
create index incoming_event_by on reports.incoming_event (by);

create table reports.outbox (
  tenant smallint not null,
  id bigint generated always as identity,
  key text not null,
  channel text not null constraint outbox_channel check (channel in ('email', 'edxml')),
  purpose text not null constraint outbox_purpose check (purpose in ('report', 'recall', 'status')),
  unit_id int not null references org.unit (id),
  dispatch_id bigint,
  incoming_id bigint,
  to_address text not null,
  to_name text not null,
  status_code text,
  reason text,
  state text not null constraint outbox_state check (state in ('waiting', 'sending', 'sent', 'dead', 'cancelled')),
  attempts int not null default 0,
  next_try_at timestamptz not null,
  last_error text,
  reference text,
  sha256 text,
  created_at timestamptz not null,
  ended_at timestamptz,
  constraint outbox_pk primary key (tenant, id),
  constraint outbox_once unique (tenant, key),
  constraint outbox_dispatch_fk foreign key (tenant, dispatch_id) references reports.dispatch (tenant, id),
  constraint outbox_incoming_fk foreign key (tenant, incoming_id) references reports.incoming (tenant, id)
);
comment on table reports.outbox is 'what is to leave the product about a report: written in the transaction of what it is about, sent afterwards, tried again, dead in the end';
comment on column reports.outbox.sha256 is 'of the package or the attached file that went';
create index outbox_due on reports.outbox (next_try_at, id) where state in ('waiting', 'sending');
create index outbox_dispatch on reports.outbox (tenant, dispatch_id) where dispatch_id is not null;
create index outbox_incoming on reports.outbox (tenant, incoming_id) where incoming_id is not null;
create index outbox_unit on reports.outbox (unit_id);

grant select, insert on reports.signed, reports.dispatch, reports.dispatch_event, reports.incoming, reports.incoming_file, reports.incoming_event to motcua_app;
grant select, insert, update on reports.outbox to motcua_app;
-- A row is locked by whoever has the right to change it.
grant update (note) on reports.dispatch to motcua_app;
grant update (due_on) on reports.incoming to motcua_app;
