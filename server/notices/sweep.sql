-- name: units_with_work
-- Also who holds no dossier but has a step that runs beside another, or was asked for an opinion.
select d.holder_unit_id as unit_id from dossiers.dossier d where d.status in (2, 4, 5, 6)
union
select s.unit_id from dossiers.step s where s.left_at is null
union
select c.unit_id from dossiers.consultation c where c.answered_at is null and c.cancelled_at is null

-- name: rules
select r.id, r.unit_id, u.code as unit_code, r.kind, r.is_active, r.lead, r.to_officer, r.to_head, r.to_superior, r.from_pack
from notices.rule r
left join org.unit u on u.id = r.unit_id
order by r.kind, r.unit_id nulls first

-- name: above
select c.descendant as unit_id, c.ancestor, c.depth
from org.closure c
where c.tree_id = :tree_id and c.descendant = any (:unit_ids::int[])
order by c.descendant, c.depth

-- name: warn_of_dossiers
-- `late`: due before `until`; otherwise due from today until `until`. Officers, heads and superiors are those with a role on the very unit today.
with people as (
  select distinct s.unit_id, s.account_id, p.permission
  from access.assignment s
  join access.role_permission p on p.role_code = s.role_code and p.permission in ('dossiers.process', 'dossiers.decide')
  join access.account a on a.id = s.account_id and not a.is_locked
  where s.valid @> :today::date
), told as (
  select d.tenant, d.id, d.code, d.due_on, d.holder_unit_id, d.holder_id, v.name as procedure_name
  from dossiers.dossier d
  join procedures.version v on v.id = d.procedure_version_id
  where d.status in (2, 4) and d.holder_unit_id = any (:unit_ids::int[])
    and case when :is_late then d.due_on < :until::date else d.due_on >= :today::date and d.due_on <= :until::date end
), addressed as (
  select t.tenant, t.id, t.holder_id as account_id from told t where :to_officer and t.holder_id is not null
  union
  select t.tenant, t.id, o.account_id from told t join people o on o.unit_id = t.holder_unit_id and o.permission = 'dossiers.process'
  where :to_officer and t.holder_id is null
  union
  select t.tenant, t.id, h.account_id from told t join people h on h.unit_id = t.holder_unit_id and h.permission = 'dossiers.decide' where :to_head
  union
  select t.tenant, t.id, s.account_id
  from told t
  join org.closure c on c.tree_id = :tree_id and c.descendant = t.holder_unit_id and c.depth = 1
  join people s on s.unit_id = c.ancestor and s.permission = 'dossiers.decide'
  where :to_superior
)
insert into notices.notice (tenant, account_id, kind, key, dossier_id, dossier_code, data, at)
select a.tenant, a.account_id, :kind, :kind || ':' || t.id || ':' || t.due_on, t.id, t.code,
  jsonb_build_object('day', t.due_on, 'procedure', t.procedure_name), :at
from addressed a join told t on t.tenant = a.tenant and t.id = a.id
on conflict (tenant, account_id, key) do nothing
returning id

-- name: warn_of_steps
with people as (
  select distinct s.unit_id, s.account_id, p.permission
  from access.assignment s
  join access.role_permission p on p.role_code = s.role_code and p.permission in ('dossiers.process', 'dossiers.decide')
  join access.account a on a.id = s.account_id and not a.is_locked
  where s.valid @> :today::date
), told as (
  select s.tenant, s.dossier_id as id, s.place, s.unit_id, s.account_id, s.due_at, d.code, v.name as procedure_name
  from dossiers.step s
  join dossiers.dossier d on d.tenant = s.tenant and d.id = s.dossier_id
  join procedures.version v on v.id = d.procedure_version_id
  where s.left_at is null and s.unit_id = any (:unit_ids::int[]) and d.status in (2, 4)
    and case when :is_late then s.due_at < :at else s.due_at >= :at and s.due_at <= :until_at end
), addressed as (
  select t.tenant, t.id, t.place, t.account_id from told t where :to_officer and t.account_id is not null
  union
  select t.tenant, t.id, t.place, o.account_id from told t join people o on o.unit_id = t.unit_id and o.permission = 'dossiers.process'
  where :to_officer and t.account_id is null
  union
  select t.tenant, t.id, t.place, h.account_id from told t join people h on h.unit_id = t.unit_id and h.permission = 'dossiers.decide' where :to_head
)
insert into notices.notice (tenant, account_id, kind, key, dossier_id, dossier_code, data, at)
select a.tenant, a.account_id, :kind, :kind || ':' || t.id || ':' || t.place || ':' || t.due_at, t.id, t.code,
  jsonb_build_object('day', (t.due_at at time zone 'Asia/Ho_Chi_Minh')::date, 'procedure', t.procedure_name), :at
from addressed a join told t on t.tenant = a.tenant and t.id = a.id and t.place = a.place
on conflict (tenant, account_id, key) do nothing
returning id

-- name: tell_assigned
-- Only what was handed over since the last look: an officer who begins is not told of everything that lies there.
insert into notices.notice (tenant, account_id, kind, key, dossier_id, dossier_code, data, at)
select d.tenant, d.holder_id, 'assigned', 'assigned:' || d.id || ':' || e.seq, d.id, d.code, jsonb_build_object('day', d.due_on, 'procedure', v.name), :at
from dossiers.event e
join dossiers.dossier d on d.tenant = e.tenant and d.id = e.dossier_id
join procedures.version v on v.id = d.procedure_version_id
where e.recorded_at > :since and e.recorded_at <= :at and e.kind in ('handed_over', 'assigned', 'step_done', 'step_returned')
  and d.holder_id is not null and d.holder_id is distinct from e.actor_id and d.status in (2, 4) and d.holder_unit_id = any (:unit_ids::int[])
on conflict (tenant, account_id, key) do nothing
returning id

-- name: tell_consultations
-- Said when it is asked and whenever somebody reminds; on the last working day before the day it is wanted by (`soon_until` is the next working day);
-- and when that day is over, then also to who asked. What was asked today is not said twice today.
with people as (
  select distinct s.unit_id, s.account_id
  from access.assignment s
  join access.role_permission p on p.role_code = s.role_code and p.permission = 'dossiers.process'
  join access.account a on a.id = s.account_id and not a.is_locked
  where s.valid @> :today::date
), open as (
  select c.tenant, c.dossier_id, c.id, c.unit_id, c.account_id, c.asked_by, c.due_on, c.times_reminded, d.code, v.name as procedure_name,
    c.due_at < :at::timestamptz as is_over,
    c.due_at >= :at::timestamptz and c.due_on <= :soon_until::date and (c.asked_at at time zone 'Asia/Ho_Chi_Minh')::date < :today::date as is_soon
  from dossiers.consultation c
  join dossiers.dossier d on d.tenant = c.tenant and d.id = c.dossier_id
  join procedures.version v on v.id = d.procedure_version_id
  where c.answered_at is null and c.cancelled_at is null and c.unit_id = any (:unit_ids::int[])
), said as (
  select o.tenant, o.dossier_id, o.id, o.times_reminded::text as key, 'asked' as stage from open o
  union all
  select o.tenant, o.dossier_id, o.id, 'soon', 'soon' from open o where o.is_soon
  union all
  select o.tenant, o.dossier_id, o.id, 'over', 'over' from open o where o.is_over
), addressed as (
  select o.tenant, o.dossier_id, o.id, coalesce(o.account_id, p.account_id) as account_id, false as is_asker
  from open o
  left join people p on o.account_id is null and p.unit_id = o.unit_id
  where coalesce(o.account_id, p.account_id) is not null
  union
  select o.tenant, o.dossier_id, o.id, o.asked_by, true
  from open o
  join access.account a on a.id = o.asked_by and not a.is_locked
  where o.is_over
)
insert into notices.notice (tenant, account_id, kind, key, dossier_id, dossier_code, data, at)
select o.tenant, w.account_id, 'consultation', 'consultation:' || o.dossier_id || ':' || o.id || ':' || s.key, o.dossier_id, o.code,
  jsonb_build_object('day', o.due_on, 'procedure', o.procedure_name, 'stage', s.stage), :at
from open o
join said s on s.tenant = o.tenant and s.dossier_id = o.dossier_id and s.id = o.id
join addressed w on w.tenant = o.tenant and w.dossier_id = o.dossier_id and w.id = o.id and (not w.is_asker or s.stage = 'over')
order by o.tenant, o.dossier_id, o.id, s.stage, w.account_id
on conflict (tenant, account_id, key) do nothing
returning id

-- name: tell_explanations
insert into notices.notice (tenant, account_id, kind, key, dossier_id, dossier_code, data, at)
select d.tenant, d.officer_id, 'explanation_needed', 'explanation_needed:' || d.id, d.id, d.code, jsonb_build_object('day', d.due_on, 'procedure', v.name), :at
from dossiers.event e
join dossiers.dossier d on d.tenant = e.tenant and d.id = e.dossier_id
join procedures.version v on v.id = d.procedure_version_id
where e.recorded_at > :since and e.recorded_at <= :at and e.kind = 'decided' and d.decided_at is not null and d.due_on is not null
  and (d.decided_at at time zone 'Asia/Ho_Chi_Minh')::date > d.due_on and d.explained_at is null and d.officer_id is not null
  and d.receiving_unit_id = any (:unit_ids::int[])
on conflict (tenant, account_id, key) do nothing
returning id

-- name: new_for_messages
select n.id, n.tenant, n.account_id, n.kind, n.dossier_code, n.data, a.display_name, a.unit_id, s.email, s.phone,
  n.kind = any (s.by_email) as by_email, n.kind = any (s.by_sms) as by_sms
from notices.notice n
join access.account a on a.id = n.account_id
join notices.setting s on s.account_id = n.account_id
where n.at = :at and n.id = any (:ids::bigint[]) and (n.kind = any (s.by_email) or n.kind = any (s.by_sms))
order by n.account_id, n.dossier_code, n.id

-- name: watermark
select w.at from notices.watermark w where w.name = :name

-- name: move_watermark
insert into notices.watermark (name, at) values (:name, :at) on conflict (name) do update set at = excluded.at
