-- An explanation may be bettered until the report is approved: each stays, the newest holds.
alter table reports.explanation add column seq int not null default 1;
alter table reports.explanation drop constraint explanation_pk;
alter table reports.explanation add constraint explanation_pk primary key (tenant, report_id, finding, seq);
alter table reports.explanation alter column seq drop default;
comment on column reports.explanation.seq is 'the newest of a finding holds; those before it are kept';
