create table reports.counted (
  tenant smallint not null,
  report_id bigint not null,
  version int not null,
  n smallint not null,
  unit_ids int[] not null,
  as_of date not null,
  constraint counted_pk primary key (tenant, report_id, version, n),
  constraint counted_issue_fk foreign key (tenant, report_id, version) references reports.issue (tenant, report_id, version)
);
comment on table reports.counted is 'units of any time whose records figures of an issued report counted: later mergers and corrections of the tree leave them as they were';
comment on column reports.counted.as_of is 'day by whose beginning overdue was judged';

alter table reports.cell
  add column counted smallint,
  add column parts jsonb,
  add constraint cell_counted_fk foreign key (tenant, report_id, version, counted) references reports.counted (tenant, report_id, version, n);
comment on column reports.cell.counted is 'the units whose records it counted; null: issued before they were kept, or not made of records';
comment on column reports.cell.parts is 'definitions of the counts a ratio is made of, as they were';
create index cell_counted on reports.cell (tenant, report_id, version, counted) where counted is not null;

grant select, insert on reports.counted to motcua_app;
