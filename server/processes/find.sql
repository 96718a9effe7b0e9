-- name: in_force
-- Every process in force on some day, for the desks' memory: there are few.
select v.id, v.process_id, p.tenant, p.unit_id, p.procedure_id, p.level, p.name_vi, p.name_en,
       lower(v.valid) as valid_from, upper(v.valid) as valid_until, v.definition, v.decision_no
from processes.version v
join processes.process p on p.id = v.process_id
where v.state = 'in_force' and not isempty(v.valid)
order by v.id;

-- name: above
-- The unit and what it answers to, nearest first.
select c.ancestor as unit_id
from org.tree_version t
join org.closure c on c.tree_id = t.id and c.descendant = :unit_id
where t.valid @> :day::date
order by c.depth, c.ancestor;

-- name: version_by_id
select v.id, v.process_id, p.tenant, p.unit_id, p.procedure_id, p.level, p.name_vi, p.name_en,
       lower(v.valid) as valid_from, upper(v.valid) as valid_until, v.definition, v.decision_no
from processes.version v
join processes.process p on p.id = v.process_id
where v.id = :id;
