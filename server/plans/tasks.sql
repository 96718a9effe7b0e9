-- name: facts
-- Of every task asked for, what its state on `day` follows from. Only what is in the scope: of one's own unit, led or helped by it.
select t.id, t.tenant, t.unit_id, t.lead_unit_id, t.plan_id, t.year, t.kind, t.area, t.assigner, t.starts_on, t.due_on, t.recurrence, t.parent_id,
  l.status as last_status, l.on_day as last_on, coalesce(o.done, '[]'::jsonb) as done, p.percent
from plans.task t
left join lateral (
  select n.status, n.on_day from plans.note n
  where n.tenant = t.tenant and n.task_id = t.id and n.on_day <= :day::date and n.occurrence is null and n.status <> 'comment'
  order by n.on_day desc, n.id desc limit 1) l on true
left join lateral (
  select jsonb_agg(jsonb_build_object('label', d.occurrence, 'on', d.on_day) order by d.occurrence) as done
  from (select n.occurrence, min(n.on_day) as on_day from plans.note n
        where n.tenant = t.tenant and n.task_id = t.id and n.on_day <= :day::date and n.occurrence is not null and n.status = 'done'
        group by n.occurrence) d) o on t.recurrence <> 'none'
left join lateral (
  select n.percent from plans.note n
  where n.tenant = t.tenant and n.task_id = t.id and n.on_day <= :day::date and n.percent is not null
  order by n.on_day desc, n.id desc limit 1) p on true
where t.removed_at is null
  and (:ids::bigint[] is null or t.id = any (:ids))
  and (:unit_ids::int[] is null or t.unit_id = any (:unit_ids))
  and (:lead_ids::int[] is null or t.lead_unit_id = any (:lead_ids))
  and (:year::int is null or t.year = :year)
  and (:plan_id::bigint is null or t.plan_id = :plan_id)
  and (:parent_id::bigint is null or t.parent_id = :parent_id)
  and (:kinds::text[] is null or t.kind = any (:kinds))
  and (:area::text is null or t.area = :area)
  and (:words::text[] is null or not exists (select from unnest(:words) as w (word) where strpos(t.title_plain, w.word) = 0))
  and (access.in_scope(t.unit_id, :scope::int[]) or access.in_scope(t.lead_unit_id, :scope)
    or exists (select from plans.cooperation c where c.tenant = t.tenant and c.task_id = t.id and access.in_scope(c.unit_id, :scope)))
order by t.year desc, t.unit_id, t.plan_id nulls last, array_position('{steering,institutions,procedures,organisation,civil_service,public_finance,e_government,other}'::text[], t.area),
  t.code nulls last, t.id

-- name: rows
select t.id, t.tenant, t.unit_id, u.code as unit_code, un.short_name as unit_name, t.plan_id, t.year, t.kind, t.area, t.code, t.title, t.product, t.lead_unit_id,
  l.code as lead_code, ln.short_name as lead_name, t.starts_on, t.due_on, t.recurrence, t.assigner, t.source_number, t.source_on, t.source_issuer, t.parent_id,
  (select p.state from plans.plan p where p.tenant = t.tenant and p.id = t.plan_id) as plan_state,
  t.carried_from_id, t.carried_reason, t.origin_kind, t.origin_id, t.origin_points::text as origin_points, t.note, t.edition,
  (select count(*)::int from plans.task c where c.tenant = t.tenant and c.parent_id = t.id and c.removed_at is null) as handed_down,
  coalesce((select jsonb_agg(jsonb_build_object('code', cu.code, 'name', cn.short_name) order by cu.code)
    from plans.cooperation c
    join org.unit cu on cu.id = c.unit_id
    join lateral (select m.short_name from org.unit_name m where m.unit_id = c.unit_id order by (m.valid @> t.due_on) desc, lower(m.valid) desc limit 1) cn on true
    where c.tenant = t.tenant and c.task_id = t.id), '[]'::jsonb) as cooperating,
  coalesce((select n.reason from plans.note n where n.tenant = t.tenant and n.task_id = t.id and n.on_day <= :day::date and n.occurrence is null and n.status <> 'comment'
    order by n.on_day desc, n.id desc limit 1), null) as reason
from plans.task t
join org.unit u on u.id = t.unit_id
join lateral (select m.short_name from org.unit_name m where m.unit_id = t.unit_id order by (m.valid @> t.due_on) desc, lower(m.valid) desc limit 1) un on true
join org.unit l on l.id = t.lead_unit_id
join lateral (select m.short_name from org.unit_name m where m.unit_id = t.lead_unit_id order by (m.valid @> t.due_on) desc, lower(m.valid) desc limit 1) ln on true
where t.id = any (:ids::bigint[])
order by t.id

-- name: changes_of
select c.id, c.version, c.what, c.before, c.after, c.reason, c.at, c.by_name
from plans.change c
where c.tenant = :tenant and c.task_id = :task_id
order by c.id desc

-- name: parent_of
select t.id, t.title, u.code as unit_code, n.name as unit_name
from plans.task t
join org.unit u on u.id = t.unit_id
join lateral (select m.name from org.unit_name m where m.unit_id = t.unit_id order by (m.valid @> t.due_on) desc, lower(m.valid) desc limit 1) n on true
where t.tenant = :tenant and t.id = :id
