-- Word templates of offices for their reports, by regime: what was uploaded, and from when which one is used.

create table reports.template (
  tenant smallint not null,
  id bigint generated always as identity,
  unit_id int not null references org.unit (id),
  regime text not null,
  version_no int not null,
  file_id bigint not null,
  sha256 text not null,
  file_name text not null,
  note text,
  faults jsonb not null,
  uploaded_at timestamptz not null,
  uploaded_by bigint references access.account (id),
  constraint template_pk primary key (tenant, id),
  constraint template_version_once unique (tenant, unit_id, regime, version_no),
  constraint template_file_fk foreign key (tenant, file_id) references files.file (tenant, id)
);
comment on table reports.template is 'Word templates of offices for a report regime that passed the check; what is in force says template_use';
comment on column reports.template.faults is 'what the check told when it was uploaded and did not refuse';
create index template_unit on reports.template (unit_id);
create index template_file on reports.template (tenant, file_id);
create index template_by on reports.template (uploaded_by);

create table reports.template_use (
  tenant smallint not null,
  id bigint generated always as identity,
  unit_id int not null references org.unit (id),
  regime text not null,
  from_on date not null,
  template_id bigint,
  reason text not null,
  at timestamptz not null,
  by bigint references access.account (id),
  constraint template_use_pk primary key (tenant, id),
  constraint template_use_template_fk foreign key (tenant, template_id) references reports.template (tenant, id)
);
comment on table reports.template_use is 'from when a unit and those below it write the reports of a regime by which template: the newest one that has begun counts; without template_id the product''s own again';
create index template_use_unit on reports.template_use (unit_id, regime, from_on);
create index template_use_template on reports.template_use (tenant, template_id) where template_id is not null;
create index template_use_by on reports.template_use (by);

grant select, insert on reports.template, reports.template_use to motcua_app;
