-- Who sees how much of a report. Its own unit sees every version; whoever covers the unit from above sees what was handed in: the newest version that
-- was submitted, and those before it. Null: nothing yet. `own`: units on which the reader's role was given; null: the product itself.
create function reports.newest_shown(of_tenant smallint, of_report bigint, of_unit int, own int[]) returns int
language sql stable parallel safe
return (
  select max(v.version)
  from reports.event v
  where v.tenant = of_tenant
    and v.report_id = of_report
    and (own is null or of_unit = any (own) or v.kind not in ('created', 'saved'))
);
comment on function reports.newest_shown(smallint, bigint, int, int[]) is 'newest version of a report that a reader may see; null: none';
grant execute on function reports.newest_shown(smallint, bigint, int, int[]) to motcua_app;

-- Figures of declarations, and of what is made of other measures, keep what they stood on, as those of records do (0048).
create table reports.operand (
  tenant smallint not null,
  report_id bigint not null,
  version int not null,
  no int not null,
  measure text not null,
  unit text not null,
  s date not null,
  e date not null,
  filter jsonb not null,
  definition jsonb not null,
  value jsonb not null,
  counted smallint,
  parts jsonb,
  declared bigint[],
  made_of int[],
  constraint operand_pk primary key (tenant, report_id, version, no),
  constraint operand_issue_fk foreign key (tenant, report_id, version) references reports.issue (tenant, report_id, version),
  constraint operand_counted_fk foreign key (tenant, report_id, version, counted) references reports.counted (tenant, report_id, version, n)
);
comment on table reports.operand is 'values that figures of an issued report are made of, as they were';
comment on column reports.operand.value is 'exact and as printed, with its parts, the number of records and their digest';
comment on column reports.operand.made_of is 'values it is made of itself';
create index operand_counted on reports.operand (tenant, report_id, version, counted) where counted is not null;

alter table reports.cell add column declared bigint[], add column made_of int[];
comment on column reports.cell.declared is 'declarations it was made of';
comment on column reports.cell.made_of is 'values it was made of (operand.no)';

grant select, insert on reports.operand to motcua_app;
