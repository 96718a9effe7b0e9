-- Control of the catalogue: what a decision announces, fees and steps as published, where procedures are posted, what is reviewed and proposed.
create table procedures.decision (
  id int generated always as identity primary key,
  number text not null,
  signed_on date not null,
  issuer text not null,
  title text not null,
  file_tenant smallint,
  file_id bigint,
  status text not null default 'to_be_verified' constraint decision_status check (status in ('approved', 'to_be_verified')),
  entered_by bigint references access.account (id),
  entered_at timestamptz not null,
  constraint decision_once unique (number, signed_on, issuer)
);
comment on table procedures.decision is 'a document that announces, amends, replaces or abolishes procedures';
create index decision_entered_by on procedures.decision (entered_by);

create table procedures.decision_item (
  decision_id int not null references procedures.decision (id),
  ordinal smallint not null,
  kind text not null constraint decision_item_kind check (kind in ('announce', 'amend', 'replace', 'abolish')),
  procedure_id int not null references procedures.procedure (id),
  replaced_id int references procedures.procedure (id),
  effective_on date not null,
  version_id int references procedures.version (id),
  reason text,
  constraint decision_item_pk primary key (decision_id, ordinal),
  constraint decision_item_replaces check ((kind = 'replace') = (replaced_id is not null))
);
comment on table procedures.decision_item is 'what a decision does to one procedure, and the version it brought; an abolished one brings none';
comment on column procedures.decision_item.replaced_id is 'the procedure that ends where this one begins';
comment on column procedures.decision_item.reason is 'why it was entered after its effective day';
create index decision_item_procedure on procedures.decision_item (procedure_id);
create index decision_item_replaced on procedures.decision_item (replaced_id) where replaced_id is not null;
create index decision_item_version on procedures.decision_item (version_id) where version_id is not null;

alter table procedures.version
  add column is_at_desk boolean not null default true,
  add column off_desk_reason text,
  add column vertical_agency text constraint version_vertical check (vertical_agency in ('police', 'social_insurance', 'military', 'tax', 'court', 'bank', 'other')),
  add column interlinked_kind text constraint version_interlinked_kind check (interlinked_kind in ('same_level', 'between_levels', 'three_levels')),
  add column can_post_receive boolean not null default false,
  add column can_post_return boolean not null default false,
  add column is_internal boolean not null default false,
  add column conditions text,
  add constraint version_off_desk check (is_at_desk or off_desk_reason is not null or is_internal),
  add constraint version_interlinked_whole check (interlinked_kind is null or is_interlinked);
comment on column procedures.version.is_at_desk is 'received at the one-stop desk; false with the reason, or an internal procedure between agencies';
comment on column procedures.version.vertical_agency is 'decided by an agency of a vertical sector that is received at the desk';
comment on column procedures.version.is_internal is 'between agencies; never offered to people';
comment on column procedures.version.can_post_receive is 'may come by public post; can_post_return: its result may go by post';

create table procedures.fee (
  version_id int not null references procedures.version (id),
  ordinal smallint not null,
  name text not null,
  kind text not null constraint fee_kind check (kind in ('fee', 'charge')),
  amount_vnd bigint constraint fee_amount check (amount_vnd >= 0),
  amount_text text,
  stage text not null constraint fee_stage check (stage in ('reception', 'supplement', 'result')),
  exempt text,
  source text,
  constraint fee_pk primary key (version_id, ordinal),
  constraint fee_told check (amount_vnd is not null or amount_text is not null)
);
comment on table procedures.fee is 'what is paid for a procedure; version.fee_vnd is the sum of the amounts that are numbers';
comment on column procedures.fee.kind is 'fee: phí; charge: lệ phí';
comment on column procedures.fee.amount_text is 'how it is reckoned when it is no one number';

create table procedures.step (
  version_id int not null references procedures.version (id),
  ordinal smallint not null,
  name text not null,
  actor text not null,
  how text,
  duration text,
  constraint step_pk primary key (version_id, ordinal)
);
comment on table procedures.step is 'how a procedure goes, as it is published to people; how the office works on it is processes.version';

create table procedures.legal_document (
  version_id int not null references procedures.version (id),
  ordinal smallint not null,
  number text not null,
  name text,
  article text,
  signed_on date,
  constraint legal_document_pk primary key (version_id, ordinal)
);
comment on table procedures.legal_document is 'documents a procedure rests on';

create table procedures.publication (
  tenant smallint not null,
  id int generated always as identity,
  procedure_id int not null references procedures.procedure (id),
  unit_id int not null references org.unit (id),
  place text not null constraint publication_place check (place in ('desk', 'portal', 'website', 'kiosk')),
  address text,
  valid daterange not null,
  checked_on date,
  is_complete boolean not null default true,
  note text,
  entered_by bigint references access.account (id),
  entered_at timestamptz not null,
  constraint publication_pk primary key (tenant, id),
  constraint publication_once exclude using gist (procedure_id with =, unit_id with =, place with =, valid with &&)
);
comment on table procedures.publication is 'where a unit has a procedure posted, from when to when';
comment on column procedures.publication.is_complete is 'the whole content stands there, as of checked_on';
create unique index publication_id on procedures.publication (id);
create index publication_unit on procedures.publication (unit_id);
create index publication_entered_by on procedures.publication (entered_by);

create table procedures.review (
  tenant smallint not null,
  id int generated always as identity,
  year smallint not null,
  procedure_id int not null references procedures.procedure (id),
  unit_id int not null references org.unit (id),
  due_on date not null,
  plan_no text,
  outcome text constraint review_outcome check (outcome in ('keep', 'simplify', 'abolish')),
  findings text,
  done_on date,
  entered_by bigint references access.account (id),
  entered_at timestamptz not null,
  constraint review_pk primary key (tenant, id),
  constraint review_once unique (tenant, year, procedure_id, unit_id),
  constraint review_done check ((outcome is null) = (done_on is null))
);
comment on table procedures.review is 'a procedure that a unit plans to review in a year, and what came of it';
create unique index review_id on procedures.review (id);
create index review_procedure on procedures.review (procedure_id);
create index review_unit on procedures.review (unit_id);
create index review_entered_by on procedures.review (entered_by);

create table procedures.proposal (
  tenant smallint not null,
  id int generated always as identity,
  review_id int not null references procedures.review (id),
  what text not null,
  law_to_change text,
  saved_vnd bigint constraint proposal_saved check (saved_vnd >= 0),
  saved_note text,
  state text not null default 'draft' constraint proposal_state check (state in ('draft', 'submitted', 'approved', 'rejected', 'in_force')),
  state_on date not null,
  decision_no text,
  entered_by bigint references access.account (id),
  entered_at timestamptz not null,
  constraint proposal_pk primary key (tenant, id)
);
comment on table procedures.proposal is 'how a reviewed procedure could become simpler, and what became of the proposal';
comment on column procedures.proposal.saved_vnd is 'cost of compliance saved in a year, in đồng';
create unique index proposal_id on procedures.proposal (id);
create index proposal_review on procedures.proposal (review_id);
create index proposal_entered_by on procedures.proposal (entered_by);

grant select, insert, update on procedures.decision, procedures.decision_item, procedures.fee, procedures.step, procedures.legal_document,
  procedures.publication, procedures.review, procedures.proposal to motcua_app;
