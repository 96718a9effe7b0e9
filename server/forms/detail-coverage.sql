-- Procedures of each level on a day.

-- name: coverage
-- A process covers a procedure when it is in force on that day for the unit or one above it; one for every procedure covers all of its level.
with above as (
  select c.ancestor as unit_id
  from org.tree_version t
  join org.closure c on c.tree_id = t.id and c.descendant = :unit_id::int
  where t.valid @> :day::date
), in_force as (
  select p.procedure_id, p.level
  from processes.process p
  join processes.version pv on pv.process_id = p.id and pv.state = 'in_force' and pv.valid @> :day::date
  where p.unit_id in (select a.unit_id from above a)
)
select v.level, count(*)::int as procedures, count(*) filter (where v.is_at_desk)::int as at_desk,
       count(*) filter (where exists (
         select from in_force f
         where (f.procedure_id is null or f.procedure_id = v.procedure_id) and (f.level is null or f.level = v.level)))::int as workflows
from procedures.version v
where v.valid @> :day::date and not v.is_internal
group by v.level
order by v.level;
