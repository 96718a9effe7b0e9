-- name: upsert_role
insert into access.role (code, name_vi, name_en)
values (:code::text, :name_vi::text, :name_en::text)
on conflict (code) do update set name_vi = excluded.name_vi, name_en = excluded.name_en;

-- name: clear_permissions
delete from access.role_permission p
where p.role_code = :code::text;

-- name: clear_grants
delete from access.role_grant g
where g.role_code = :code::text;

-- name: insert_permissions
insert into access.role_permission (role_code, permission)
select :code::text, p.permission
from unnest(:permissions::text[]) as p (permission);

-- name: insert_grants
insert into access.role_grant (role_code, granted_role_code)
select :code::text, g.granted
from unnest(:gives::text[]) as g (granted);

-- name: roles
select r.code,
       r.name_vi,
       r.name_en,
       coalesce((select array_agg(p.permission order by p.permission) from access.role_permission p where p.role_code = r.code), '{}') as permissions,
       coalesce((select array_agg(g.granted_role_code order by g.granted_role_code) from access.role_grant g where g.role_code = r.code), '{}') as gives
from access.role r
order by r.code;

-- name: held_over
-- Roles of an account on :day whose units cover :unit_id (in the sense of the scope query of access.sql).
with given as (
  select distinct a.role_code,
         a.unit_id,
         least(:day::date, u.died - 1) as tree_day,
         coalesce(u.died <= :day::date, false) as is_gone
  from access.assignment a
  join access.account o on o.id = a.account_id
  join org.unit u on u.id = a.unit_id
  where a.account_id = :account_id::bigint
    and a.valid @> :day::date
    and not o.is_locked
    and not o.must_change_password
)
select distinct g.role_code
from given g
left join org.tree_version t on t.valid @> g.tree_day
left join org.unit_map m on m.tree_id = t.id and m.from_unit = :unit_id::int
left join org.closure c on c.tree_id = t.id and c.ancestor = g.unit_id and c.descendant = m.to_unit
left join org.unit u on u.id = m.from_unit
where g.unit_id = :unit_id::int
   or (c.descendant is not null and u.born <= g.tree_day and (not g.is_gone or u.died <= :day::date))
order by g.role_code;
