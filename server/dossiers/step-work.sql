-- name: work_counts
select count(*) filter (where s.account_id = :account_id::bigint or s.account_id = any (:stands_in_for::bigint[])) as mine,
       count(*) filter (where s.account_id is null) as pool,
       count(*) as unit,
       count(*) filter (where d.status in (2, 4) and (s.due_at < :at::timestamptz and (s.due_precision = 'hour' or s.due_on < :today::date))) as late,
       count(*) filter (where d.waiting_for > 0) as waiting
from dossiers.step s
join dossiers.dossier d on d.tenant = s.tenant and d.id = s.dossier_id
where s.left_at is null and access.in_scope(s.unit_id, :scope::int[]) and (:unit_ids::int[] is null or s.unit_id = any (:unit_ids::int[]));

-- name: work
-- Steps at which dossiers are, most urgent first.
select s.tenant, s.dossier_id as id, s.place, s.step_code, s.process_version_id, s.unit_id, n.short_name as unit_name, s.account_id,
       a.display_name as account_name, s.entered_at, s.due_on, s.due_at, s.due_precision, d.code, d.applicant_name, d.status, d.due_on as dossier_due_on,
       d.paused_at, d.waiting_for, v.name as procedure_name
from dossiers.step s
join dossiers.dossier d on d.tenant = s.tenant and d.id = s.dossier_id
join procedures.version v on v.id = d.procedure_version_id
join lateral (select x.short_name from org.unit_name x where x.unit_id = s.unit_id
              order by (x.valid @> :today::date) desc, lower(x.valid) desc limit 1) n on true
left join access.account a on a.id = s.account_id
where s.left_at is null and access.in_scope(s.unit_id, :scope::int[]) and (:unit_ids::int[] is null or s.unit_id = any (:unit_ids::int[]))
  and case :tab::text
        when 'mine' then s.account_id = :account_id::bigint or s.account_id = any (:stands_in_for::bigint[])
        when 'pool' then s.account_id is null
        when 'late' then d.status in (2, 4) and (s.due_at < :at::timestamptz and (s.due_precision = 'hour' or s.due_on < :today::date))
        when 'waiting' then d.waiting_for > 0
        else true end
order by s.due_at nulls last, s.entered_at, s.dossier_id, s.place
limit :limit offset :offset;

-- name: opinions_asked
-- Opinions not yet given that are asked of an officer, of who they stand in for, or of units whose dossiers they handle.
select c.tenant, c.dossier_id, c.id, d.code, v.name as procedure_name, d.last_seq, c.question, c.asked_at, c.due_on, c.due_at, c.times_reminded,
       c.unit_id, n.short_name as unit_name, c.account_id, a.display_name as account_name, b.display_name as asked_by_name, bn.short_name as asked_by_unit_name
from dossiers.consultation c
join dossiers.dossier d on d.tenant = c.tenant and d.id = c.dossier_id
join procedures.version v on v.id = d.procedure_version_id
join lateral (select x.short_name from org.unit_name x where x.unit_id = c.unit_id
              order by (x.valid @> c.due_on) desc, lower(x.valid) desc limit 1) n on true
join lateral (select x.short_name from org.unit_name x where x.unit_id = c.asked_by_unit_id
              order by (x.valid @> c.due_on) desc, lower(x.valid) desc limit 1) bn on true
left join access.account a on a.id = c.account_id
left join access.account b on b.id = c.asked_by
where c.answered_at is null and c.cancelled_at is null and access.in_scope(c.unit_id, :scope::int[])
  and (c.account_id is null or c.account_id = :account_id::bigint or c.account_id = any (:stands_in_for::bigint[]))
order by c.due_at, c.dossier_id, c.id
limit 200;

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
select l.leg, l.process_version_id, l.unit_id, n.short_name as unit_name,
       count(*) as done,
       count(*) filter (where l.due_at is not null and l.to_at <= l.due_at) as in_time,
       count(*) filter (where l.due_at is not null and l.to_at > l.due_at) as late,
       count(*) filter (where l.due_at is null) as undated,
       round(avg(extract(epoch from l.to_at - l.from_at) / 3600)::numeric, 1)::text as mean_hours
from legs l
join lateral (select x.short_name from org.unit_name x where x.unit_id = l.unit_id
              order by (x.valid @> :to_day::date) desc, lower(x.valid) desc limit 1) n on true
where l.is_done and l.was_worked_on and l.to_at >= :from_at::timestamptz and l.to_at < :to_at::timestamptz
  and access.in_scope(l.unit_id, :scope::int[]) and (:unit_ids::int[] is null or l.unit_id = any (:unit_ids::int[]))
group by l.leg, l.process_version_id, l.unit_id, n.short_name
order by n.short_name, l.process_version_id, l.leg, l.unit_id;
