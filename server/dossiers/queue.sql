-- name: queue_counts
select count(*) filter (where d.status = 1) as to_accept,
       count(*) filter (where d.status = 2) as waiting,
       count(*) filter (where d.status = 4) as in_progress,
       count(*) filter (where d.status in (5, 6)) as paused,
       count(*) filter (where d.status = 9) as to_return,
       count(*) filter (where w.standing = 'in_time' and d.due_on <= :soon_on::date) as due_soon,
       count(*) filter (where w.standing = 'overdue') as overdue
from dossiers.dossier d
cross join lateral (select dossiers.standing(d.status, d.due_on, d.due_at, d.due_precision, d.paused_at, :at::timestamptz) as standing) w
where d.status in (1, 2, 4, 5, 6, 9)
  and (:units::int[] is null or d.holder_unit_id = any (:units::int[]))
  and (:holder_id::bigint is null or d.holder_id = :holder_id)
  and access.in_scope(d.holder_unit_id, :scope::int[]);

-- name: queue_keys
select d.tenant, d.id
from dossiers.dossier d
cross join lateral (select dossiers.standing(d.status, d.due_on, d.due_at, d.due_precision, d.paused_at, :at::timestamptz) as standing) w
where d.status in (1, 2, 4, 5, 6, 9)
  and case :tab::text
        when 'to_accept' then d.status = 1
        when 'waiting' then d.status = 2
        when 'in_progress' then d.status = 4
        when 'paused' then d.status in (5, 6)
        when 'to_return' then d.status = 9
        when 'due_soon' then w.standing = 'in_time' and d.due_on <= :soon_on::date
        when 'overdue' then w.standing = 'overdue'
      end
  and (:units::int[] is null or d.holder_unit_id = any (:units::int[]))
  and (:holder_id::bigint is null or d.holder_id = :holder_id)
  and access.in_scope(d.holder_unit_id, :scope::int[])
order by d.due_on nulls last, d.due_at nulls last, d.filed_at, d.id
limit :limit offset :offset;
