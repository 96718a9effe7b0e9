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
