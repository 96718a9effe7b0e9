-- name: leg_times
-- Legs of interlinked dossiers that ended in [from_day, to_day), by where they were done: each leg once, by its last step.
with legs as (
  select s.tenant, s.dossier_id, s.leg, s.process_version_id, min(s.entered_at) as from_at, max(s.left_at) as to_at, max(s.leg_due_at) as due_at,
         (array_agg(s.unit_id order by s.place))[1] as unit_id, bool_and(s.left_at is not null) as is_done,
         bool_or(s.left_as in ('done', 'returned')) as was_worked_on
  from dossiers.step s
  where s.leg is not null
    and s.dossier_id in (select x.dossier_id from dossiers.step x
                         where x.leg is not null and x.left_at >= :from_at::timestamptz and x.left_at < :to_at::timestamptz)
  group by s.tenant, s.dossier_id, s.leg, s.process_version_id)
select l.leg, l.process_version_id, l.unit_id, u.code as unit_code, n.short_name as unit_name,
       count(*) as done,
       count(*) filter (where l.due_at is not null and l.to_at <= l.due_at) as in_time,
       count(*) filter (where l.due_at is not null and l.to_at > l.due_at) as late,
       count(*) filter (where l.due_at is null) as undated,
       round(avg(extract(epoch from l.to_at - l.from_at) / 3600)::numeric, 1)::text as mean_hours
from legs l
join org.unit u on u.id = l.unit_id
join lateral (select x.short_name from org.unit_name x where x.unit_id = l.unit_id
              order by (x.valid @> :to_day::date) desc, lower(x.valid) desc limit 1) n on true
where l.is_done and l.was_worked_on and l.to_at >= :from_at::timestamptz and l.to_at < :to_at::timestamptz
  and access.in_scope(l.unit_id, :scope::int[]) and (:unit_ids::int[] is null or l.unit_id = any (:unit_ids::int[]))
group by l.leg, l.process_version_id, l.unit_id, u.code, n.short_name
order by n.short_name, l.process_version_id, l.leg, l.unit_id;

-- name: leg_dossiers
-- What `leg_times` counts, one line for each leg of a dossier, the latest ended first. `legs`: `version leg`.
with legs as (
  select s.tenant, s.dossier_id, s.leg, s.process_version_id, min(s.entered_at) as from_at, max(s.left_at) as to_at, max(s.leg_due_at) as due_at,
         (array_agg(s.unit_id order by s.place))[1] as unit_id, bool_and(s.left_at is not null) as is_done,
         bool_or(s.left_as in ('done', 'returned')) as was_worked_on
  from dossiers.step s
  where s.leg is not null
    and s.dossier_id in (select x.dossier_id from dossiers.step x
                         where x.leg is not null and x.left_at >= :from_at::timestamptz and x.left_at < :to_at::timestamptz)
  group by s.tenant, s.dossier_id, s.leg, s.process_version_id)
select l.tenant, l.dossier_id as id, l.leg, l.process_version_id, l.unit_id, n.short_name as unit_name, l.from_at, l.to_at, l.due_at,
       d.code, v.name as procedure_name, d.status,
       case when l.due_at is null then 'undated' when l.to_at <= l.due_at then 'in_time' else 'late' end as was
from legs l
join dossiers.dossier d on d.tenant = l.tenant and d.id = l.dossier_id
join procedures.version v on v.id = d.procedure_version_id
join lateral (select x.short_name from org.unit_name x where x.unit_id = l.unit_id
              order by (x.valid @> :to_day::date) desc, lower(x.valid) desc limit 1) n on true
where l.is_done and l.was_worked_on and l.to_at >= :from_at::timestamptz and l.to_at < :to_at::timestamptz
  and access.in_scope(l.unit_id, :scope::int[]) and (:unit_ids::int[] is null or l.unit_id = any (:unit_ids::int[]))
  and l.process_version_id || ' ' || l.leg = any (:legs::text[])
  and case :was::text
        when 'in_time' then l.due_at is not null and l.to_at <= l.due_at
        when 'late' then l.due_at is not null and l.to_at > l.due_at
        when 'dated' then l.due_at is not null
        when 'undated' then l.due_at is null
        else true end
order by l.to_at desc, l.tenant, l.dossier_id, l.leg
limit :limit offset :offset;
