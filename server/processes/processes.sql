-- name: process_for_change
select p.id, p.tenant, p.unit_id, p.procedure_id, p.level, p.is_model, p.name_vi, p.name_en, c.code as procedure_code
from processes.process p
left join procedures.procedure c on c.id = p.procedure_id
where p.id = :id and not p.is_model and access.in_scope(p.unit_id, :scope::int[])
for update of p;

-- name: same_process
select p.id
from processes.process p
where not p.is_model and p.unit_id = :unit_id and p.procedure_id is not distinct from :procedure_id::int and p.level is not distinct from :level::text;

-- name: insert_process
insert into processes.process (tenant, unit_id, procedure_id, level, is_model, name_vi, name_en, created_by, created_at)
values (:tenant, :unit_id, :procedure_id, :level, :is_model, :name_vi, :name_en, :actor_id, :now)
returning id;

-- name: rename_process
update processes.process p set name_vi = :name_vi, name_en = :name_en where p.id = :id;

-- name: insert_version
insert into processes.version (process_id, state, valid, definition, decision_no, decided_on, source, status, changed_by, changed_at)
values (:process_id, :state, case when :from::date is null then null else daterange(:from::date, :until::date) end, :definition::jsonb, :decision_no,
        :decided_on, :source, :status, :actor_id, :now)
returning id;

-- name: save_draft
update processes.version v
set definition = :definition::jsonb, revision = v.revision + 1, changed_by = :actor_id, changed_at = :now
where v.process_id = :process_id and v.state = 'draft' and v.revision = :revision
returning v.id, v.revision;

-- name: draft_of
select v.id, v.revision, v.definition, a.display_name as changed_by_name
from processes.version v
left join access.account a on a.id = v.changed_by
where v.process_id = :process_id and v.state = 'draft';

-- name: discard_draft
delete from processes.version v where v.process_id = :process_id and v.state = 'draft';

-- name: forget_process
-- One of which nothing was ever in force.
delete from processes.process p
where p.id = :process_id and not exists (select from processes.version v where v.process_id = p.id);

-- name: put_in_force
update processes.version v
set state = 'in_force', valid = daterange(:from::date, :until::date), decision_no = :decision_no, decided_on = :decided_on, changed_by = :actor_id,
    changed_at = :now
where v.id = :id and v.state = 'draft';

-- name: starting_on
select v.id
from processes.version v
where v.process_id = :process_id and v.state = 'in_force' and lower(v.valid) = :from::date and not isempty(v.valid);

-- name: end_before
-- Ends what is in force on a day at that day.
update processes.version v
set valid = daterange(lower(v.valid), :from::date)
where v.process_id = :process_id and v.state = 'in_force' and v.valid @> :from::date
returning v.id;

-- name: next_start
select min(lower(v.valid)) as next_from
from processes.version v
where v.process_id = :process_id and v.state = 'in_force' and lower(v.valid) > :from::date;

-- name: definition_of
select v.definition, p.name_vi, p.name_en
from processes.version v
join processes.process p on p.id = v.process_id
where v.id = :id and (p.is_model or access.in_scope(p.unit_id, :scope::int[]) or (p.unit_id = any (:above::int[]) and v.state = 'in_force'));

-- name: procedure_id
select c.id from procedures.procedure c where c.code = :code;

