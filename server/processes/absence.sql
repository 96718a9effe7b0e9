-- name: away
-- Who of these officers is away on a day, and who stands in.
select b.account_id, b.delegate_id, d.display_name as delegate_name
from processes.absence b
left join access.account d on d.id = b.delegate_id and not d.is_locked
where b.account_id = any (:account_ids::bigint[]) and b.valid @> :day::date
order by b.account_id;

-- name: stands_in_for
select b.account_id, a.display_name
from processes.absence b
join access.account a on a.id = b.account_id
where b.delegate_id = :account_id and b.valid @> :day::date
order by b.account_id;

-- name: colleagues
-- Officers who hold a role for a unit: given on it, or on a unit above it to somebody who sits in it. With how many steps each has open.
select a.id, a.display_name, a.title, b.delegate_id, d.display_name as delegate_name
from access.account a
left join processes.absence b on b.account_id = a.id and b.valid @> :day::date
left join access.account d on d.id = b.delegate_id
where not a.is_locked
  and exists (
    select from access.assignment s
    join org.tree_version t on t.valid @> :day::date
    join org.closure c on c.tree_id = t.id and c.ancestor = s.unit_id and c.descendant = :unit_id
    where s.account_id = a.id and s.role_code = :role_code and s.valid @> :day::date and (s.unit_id = :unit_id or a.unit_id = :unit_id))
order by (b.id is not null), a.display_name, a.id;

-- name: absences
select b.id, b.account_id, a.display_name as account_name, a.title as account_title, a.unit_id, n.short_name as unit_name, b.delegate_id,
       d.display_name as delegate_name, lower(b.valid) as from_day, upper(b.valid) - 1 as to_day, b.reason, b.document_no
from processes.absence b
join access.account a on a.id = b.account_id
left join access.account d on d.id = b.delegate_id
left join lateral (select x.short_name from org.unit_name x where x.unit_id = a.unit_id order by (x.valid @> :day::date) desc, lower(x.valid) desc limit 1) n on true
where not isempty(b.valid)
  and (b.account_id = :account_id or b.delegate_id = :account_id or access.in_scope(a.unit_id, :scope::int[]))
  and (:with_past::boolean or upper(b.valid) > :day::date)
order by lower(b.valid) desc, b.id desc
limit 500;

-- name: account
select a.id, a.unit_id, a.display_name, u.tenant
from access.account a
join org.unit u on u.id = a.unit_id
where a.id = :id and not a.is_locked;

-- name: may_stand_in
-- The other officer holds every role the first one holds, where they hold it.
select not exists (
  select from access.assignment s
  where s.account_id = :account_id and s.valid @> :day::date and not exists (
    select from access.assignment o
    join org.tree_version t on t.valid @> :day::date
    join org.closure c on c.tree_id = t.id and c.ancestor = o.unit_id and c.descendant = s.unit_id
    where o.account_id = :delegate_id and o.role_code = s.role_code and o.valid @> :day::date)) as may;

-- name: insert
insert into processes.absence (tenant, account_id, delegate_id, valid, reason, document_no, entered_by, entered_at)
values (:tenant, :account_id, :delegate_id, daterange(:from_day::date, :to_day::date, '[]'), :reason, :document_no, :actor_id, :now)
returning id;

-- name: for_change
select b.id, b.tenant, b.account_id, a.unit_id, lower(b.valid) as from_day, upper(b.valid) - 1 as to_day
from processes.absence b
join access.account a on a.id = b.account_id
where b.id = :id and not isempty(b.valid) and (b.account_id = :account_id or access.in_scope(a.unit_id, :scope::int[]))
for update of b;

-- name: shorten
-- Ends the day before; an absence that has not begun is taken out whole.
update processes.absence b
set valid = daterange(lower(b.valid), greatest(lower(b.valid), :until::date))
where b.tenant = :tenant and b.id = :id;

-- name: granted_on
select distinct s.unit_id
from access.assignment s
join access.role_permission r on r.role_code = s.role_code and r.permission = :permission
where s.account_id = :account_id::bigint and s.valid @> :day::date
order by s.unit_id;

-- name: led
select a.id, a.display_name, a.title
from access.account a
where not a.is_locked and a.unit_id is not null and access.in_scope(a.unit_id, :scope::int[])
order by a.display_name, a.id
limit 1000;

-- name: stand_ins
select d.id, d.display_name, d.title
from access.account d
join org.unit u on u.id = d.unit_id and u.tenant = :tenant
where not d.is_locked and d.id <> :account_id
  and exists (select from access.assignment s where s.account_id = :account_id and s.valid @> :day::date)
  and not exists (
    select from access.assignment s
    where s.account_id = :account_id and s.valid @> :day::date and not exists (
      select from access.assignment o
      join org.tree_version t on t.valid @> :day::date
      join org.closure c on c.tree_id = t.id and c.ancestor = o.unit_id and c.descendant = s.unit_id
      where o.account_id = d.id and o.role_code = s.role_code and o.valid @> :day::date))
order by d.display_name, d.id
limit 200;
