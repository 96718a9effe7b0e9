-- name: queue
-- What lies open on the desks of these units: counted by tab, and a page of one tab. The work of the units is read once for both.
-- as_is_until: the next moment of the same day at which the clock alone changes something.
with open as materialized (
  select d.tenant, d.id, d.last_seq, d.status, d.due_on, d.due_at, d.due_precision, d.filed_at, d.received_at, d.changed_at, d.code, d.applicant_plain, d.waiting_for,
         w.standing
  from dossiers.dossier d
  cross join lateral (select dossiers.standing(d.status, d.due_on, d.due_at, d.due_precision, d.paused_at, :at::timestamptz) as standing) w
  where d.status in (1, 2, 4, 5, 6, 9)
    and d.holder_unit_id = any (:units::int[])
    and (:holder_id::bigint is null or d.holder_id = :holder_id)
)
select c.to_accept, c.waiting, c.in_progress, c.paused, c.to_return, c.due_soon, c.overdue, c.others, c.as_is_until, p.keys
from (
  select count(*) filter (where o.status = 1) as to_accept,
         count(*) filter (where o.status = 2) as waiting,
         count(*) filter (where o.status = 4) as in_progress,
         count(*) filter (where o.status in (5, 6)) as paused,
         count(*) filter (where o.status = 9) as to_return,
         count(*) filter (where o.standing = 'in_time' and o.due_on <= :soon_on::date) as due_soon,
         count(*) filter (where o.standing = 'overdue') as overdue,
         count(*) filter (where o.waiting_for > 0) as others,
         min(o.due_at) filter (where o.standing = 'in_time' and o.due_precision = 'hour') as as_is_until
  from open o
) c
cross join (
  select to_json(array(
    select json_build_array(o.tenant, o.id, o.last_seq)
    from open o
    where case :tab::text
            when 'to_accept' then o.status = 1
            when 'waiting' then o.status = 2
            when 'in_progress' then o.status = 4
            when 'paused' then o.status in (5, 6)
            when 'to_return' then o.status = 9
            when 'due_soon' then o.standing = 'in_time' and o.due_on <= :soon_on::date
            when 'overdue' then o.standing = 'overdue'
            when 'others' then o.waiting_for > 0
          end
    order by case when :is_descending::boolean then null
                  when :sort::text = 'code' then o.code when :sort = 'applicant_name' then o.applicant_plain end,
             case when not :is_descending then null
                  when :sort = 'code' then o.code when :sort = 'applicant_name' then o.applicant_plain end desc nulls last,
             case when :is_descending then null
                  when :sort = 'received_at' then o.received_at when :sort = 'filed_at' then o.filed_at
                  when :sort = 'changed_at' then o.changed_at end nulls last,
             case when not :is_descending then null
                  when :sort = 'received_at' then o.received_at when :sort = 'filed_at' then o.filed_at
                  when :sort = 'changed_at' then o.changed_at when :sort = 'due_on' then o.due_on::timestamptz end desc nulls last,
             o.due_on nulls last, o.due_at nulls last, o.filed_at, o.id
    limit :limit offset :offset
  )) as keys
) p;

-- name: every_unit
select u.id
from org.unit u
order by u.id;
