-- name: model
select p.id, v.id as version_id
from processes.process p
join processes.version v on v.process_id = p.id and v.state = 'model'
where p.is_model and p.name_vi = :name_vi and p.procedure_id is not distinct from :procedure_id::int;

-- name: update_model
update processes.version v
set definition = :definition::jsonb, source = :source, status = :status, changed_at = :now
where v.id = :id and v.state = 'model';

-- name: nation
select u.id, u.tenant from org.unit u where u.kind = 'nation' and u.died is null order by u.id limit 1;

-- name: put_procedure_id
select c.id from procedures.procedure c where c.code = :code;

-- name: put_same_process
select p.id
from processes.process p
where not p.is_model and p.unit_id = :unit_id and p.procedure_id is not distinct from :procedure_id::int and p.level is not distinct from :level::text;

-- name: put_process
insert into processes.process (tenant, unit_id, procedure_id, level, is_model, name_vi, name_en, created_by, created_at)
values (:tenant, :unit_id, :procedure_id, :level, :is_model, :name_vi, :name_en, :actor_id, :now)
returning id;

-- name: put_version
insert into processes.version (process_id, state, valid, definition, decision_no, decided_on, source, status, changed_by, changed_at)
values (:process_id, :state, case when :from::date is null then null else daterange(:from::date, :until::date) end, :definition::jsonb, :decision_no,
        :decided_on, :source, :status, :actor_id, :now)
returning id;

-- name: model_of
select p.name_vi, p.name_en, v.definition
from processes.process p
join processes.version v on v.process_id = p.id and v.state = 'model'
where p.is_model and p.procedure_id is not distinct from :procedure_id::int
order by p.id
limit 1;
