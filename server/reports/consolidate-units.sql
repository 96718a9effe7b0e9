-- name: ended
-- Units that ended in the period and whose records count at the superior in the tree of its last day.
select f.id as unit_id
from org.tree_version t
join org.closure c on c.tree_id = t.id and c.ancestor = :superior::int
join org.unit_map m on m.tree_id = t.id and m.to_unit = c.descendant
join org.unit f on f.id = m.from_unit and f.died > :s::date and f.died < :e::date
where t.valid @> (:e::date - 1)
  and f.kind = any (:kinds::text[])
order by f.code;

-- name: reports_of
-- The report of each unit for this regime and period: where it is, and the last time it was issued.
select r.tenant, r.id, r.unit_id, coalesce(r.data_from, r.s) as data_from, coalesce(r.data_to, r.e - 1) as data_to, r.due_on, r.title, last.kind as last_event, last.version as last_version, last.at as last_at,
       i.version, i.number, i.year, i.issued_on, i.issued_at, i.known_at, i.tree_day, i.token, first_issue.at as first_issued_at
from reports.report r
join lateral (
  select v.kind, v.version, v.at from reports.event v where v.tenant = r.tenant and v.report_id = r.id order by v.seq desc limit 1
) last on true
left join lateral (
  select x.version, x.number, x.year, x.issued_on, x.issued_at, x.known_at, x.tree_day, x.token
  from reports.issue x where x.tenant = r.tenant and x.report_id = r.id order by x.version desc limit 1
) i on true
left join lateral (
  select min(v.at) as at from reports.event v where v.tenant = r.tenant and v.report_id = r.id and v.kind = 'issued'
) first_issue on true
where r.regime = :regime and r.s = :s::date and r.e = :e::date and r.unit_id = any (:units::int[])
order by r.unit_id, r.id;
