-- name: work_counts
select count(*) filter (where s.account_id = :account_id::bigint or s.account_id = any (:stands_in_for::bigint[])) as mine,
       count(*) filter (where s.account_id is null) as pool,
       count(*) as unit,
       count(*) filter (where d.status in (2, 4) and (s.due_at < :at::timestamptz and (s.due_precision = 'hour' or s.due_on < :today::date))) as late,
       count(*) filter (where d.waiting_for > 0) as waiting
from dossiers.step s
join dossiers.dossier d on d.tenant = s.tenant and d.id = s.dossier_id
join procedures.version v on v.id = d.procedure_version_id
where s.left_at is null and access.in_scope(s.unit_id, :scope::int[]) and (:unit_ids::int[] is null or s.unit_id = any (:unit_ids::int[]))
  and (:procedure_code::text is null or v.procedure_id = (select p.id from procedures.procedure p where p.code = :procedure_code));

-- name: work
-- Steps at which dossiers are, most urgent first.
select s.tenant, s.dossier_id as id, d.last_seq, s.place, s.step_code, s.process_version_id, s.unit_id, n.short_name as unit_name, s.account_id,
       a.display_name as account_name, s.entered_at, s.due_on, s.due_at, s.due_precision, d.code, d.applicant_name, d.status, d.due_on as dossier_due_on,
       d.paused_at, d.waiting_for, v.name as procedure_name
from dossiers.step s
join dossiers.dossier d on d.tenant = s.tenant and d.id = s.dossier_id
join procedures.version v on v.id = d.procedure_version_id
join lateral (select x.short_name from org.unit_name x where x.unit_id = s.unit_id
              order by (x.valid @> :today::date) desc, lower(x.valid) desc limit 1) n on true
left join access.account a on a.id = s.account_id
where s.left_at is null and access.in_scope(s.unit_id, :scope::int[]) and (:unit_ids::int[] is null or s.unit_id = any (:unit_ids::int[]))
  and (:procedure_code::text is null or v.procedure_id = (select p.id from procedures.procedure p where p.code = :procedure_code))
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
