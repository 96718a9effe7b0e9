-- name: due_between
-- Open in time and due in these days: what the list of dossiers shows for the same unit, standing and days.
select count(*)::int as n
from dossiers.dossier d
where d.status in (2, 4, 5, 6)
  and d.due_on >= :from_day::date and d.due_on < :before_day::date
  and (d.receiving_unit_id = any (:units::int[]) or d.competent_unit_id = any (:units::int[]))
  and (access.in_scope(d.receiving_unit_id, :scope::int[]) or access.in_scope(d.competent_unit_id, :scope::int[])
    or access.in_scope(d.holder_unit_id, :scope::int[]))
  and dossiers.standing(d.status, d.due_on, d.due_at, d.due_precision, d.paused_at, :at::timestamptz) = 'in_time';

-- name: reports_of
-- Reports a unit keeps of periods that ended after a day, with the last step taken.
select r.id, r.regime, r.s, r.e, last.kind as last_event
from reports.report r
join lateral (
  select v.kind from reports.event v where v.tenant = r.tenant and v.report_id = r.id order by v.seq desc limit 1
) last on true
where r.tenant = :tenant and r.unit_id = :unit_id and r.e > :after_day::date and access.in_scope(r.unit_id, :scope::int[])
order by r.regime, r.s, r.e, r.id;
