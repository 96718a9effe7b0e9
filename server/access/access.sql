-- name: scope
-- Units in which an account has a permission on :day: per assignment the unit with all below it in the tree of that day and
-- every earlier unit that became part of them; `is_own`: the unit itself, not something below it. A role on a unit that is gone keeps what was its on its last day and is gone too.
with given as (
  select distinct a.unit_id,
         least(:day::date, u.died - 1) as tree_day,
         coalesce(u.died <= :day::date, false) as is_gone
  from access.assignment a
  join access.account o on o.id = a.account_id
  join access.role_permission p on p.role_code = a.role_code
  join org.unit u on u.id = a.unit_id
  where a.account_id = :account_id::bigint
    and a.valid @> :day::date
    and p.permission = :permission::text
    and (u.kind in ('nation', 'province') or p.permission <> all (:wide::text[]))
    and not o.is_locked
    and not o.must_change_password
),
covered as (
  select m.from_unit as unit_id, c.descendant = g.unit_id as is_own
  from given g
  join org.tree_version t on t.valid @> g.tree_day
  join org.closure c on c.tree_id = t.id and c.ancestor = g.unit_id
  join org.unit_map m on m.tree_id = t.id and m.to_unit = c.descendant
  join org.unit u on u.id = m.from_unit
  where u.born <= g.tree_day
    and (not g.is_gone or u.died <= :day::date)
  union all
  select g.unit_id, true
  from given g
)
select c.unit_id, bool_or(c.is_own) as is_own
from covered c
group by c.unit_id
order by c.unit_id;

-- name: former_units
-- Per unit on which an account has a role on :day, the earlier units that became part of it: its own, as `is_own` of scope says.
with given as (
  select distinct a.unit_id,
         least(:day::date, u.died - 1) as tree_day,
         coalesce(u.died <= :day::date, false) as is_gone
  from access.assignment a
  join org.unit u on u.id = a.unit_id
  where a.account_id = :account_id::bigint
    and a.valid @> :day::date
)
select distinct g.unit_id, u.code as former_code
from given g
join org.tree_version t on t.valid @> g.tree_day
join org.unit_map m on m.tree_id = t.id and m.to_unit = g.unit_id
join org.unit u on u.id = m.from_unit
where u.id <> g.unit_id
  and u.born <= g.tree_day
  and (not g.is_gone or u.died <= :day::date)
order by g.unit_id, u.code;

-- name: permissions
select distinct p.permission, a.unit_id
from access.assignment a
join access.account o on o.id = a.account_id
join access.role_permission p on p.role_code = a.role_code
join org.unit u on u.id = a.unit_id
where a.account_id = :account_id::bigint
  and a.valid @> :day::date
  and (u.kind in ('nation', 'province') or p.permission <> all (:wide::text[]))
  and not o.is_locked
  and not o.must_change_password
order by p.permission, a.unit_id;
