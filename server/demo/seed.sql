-- name: desks
-- Units that receive dossiers on a day.
select u.id as unit_id,
       u.tenant::int as tenant,
       n.name as name,
       u.code as agency,
       u.kind as kind
from org.unit u
join org.unit_name n on n.unit_id = u.id and n.valid @> :day::date
where u.kind in ('district', 'commune')
  and u.born <= :day::date
  and (u.died is null or u.died > :day::date)
order by u.code, u.id;

-- name: next_mark
-- A number no seeding had before, so that two of them never give the same code.
select nextval('dossiers.dossier_id') as mark;
