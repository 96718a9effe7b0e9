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
