-- name: leaders
select distinct a.id as account_id, a.display_name, u.id as unit_id, u.tenant, u.code as unit_code, s.email
from access.assignment g
join access.role_permission p on p.role_code = g.role_code and p.permission = 'dossiers.decide'
join access.account a on a.id = g.account_id and not a.is_locked
join org.unit u on u.id = g.unit_id
left join notices.setting s on s.account_id = a.id
where coalesce(s.digest, true) and g.valid @> :today::date
order by a.id, u.id

-- name: state_of_units
select count(*) filter (where d.status in (2, 4) and d.due_on < :today::date)::int as overdue,
  count(*) filter (where d.status in (2, 4) and d.due_on = :today::date)::int as due_today,
  count(*) filter (where d.status in (2, 4) and d.due_on > :today::date and d.due_on <= :soon::date)::int as due_soon,
  count(*) filter (where d.status in (5, 6))::int as paused,
  count(*) filter (where d.status = 9)::int as to_return,
  count(*)::int as open
from dossiers.dossier d
where d.status in (2, 4, 5, 6, 9) and d.holder_unit_id = any (:unit_ids::int[])

-- name: longest_late
select d.code, d.due_on, v.name as procedure_name
from dossiers.dossier d
join procedures.version v on v.id = d.procedure_version_id
where d.status in (2, 4) and d.due_on < :today::date and d.holder_unit_id = any (:unit_ids::int[])
order by d.due_on, d.id
limit 10

-- name: pass_over
update notices.notice n
set read_at = :at
where n.kind = 'digest' and n.read_at is null and n.at < :at and n.account_id = any (:account_ids::bigint[])
