-- name: rows
-- Processes with what is in force on a day, what comes next, and the draft.
select p.id, p.tenant, p.unit_id, u.code as unit_code, n.short_name as unit_name, p.level, p.is_model, p.name_vi, p.name_en,
       c.code as procedure_code, pv.name as procedure_name, pv.sector_name,
       coalesce(now.id, model.id) as version_id, lower(now.valid) as valid_from, upper(now.valid) as valid_until, now.decision_no,
       coalesce(now.definition, draft.definition, later.definition, model.definition, before.definition) as definition,
       lower(later.valid) as next_from, draft.id as draft_id, draft.changed_at as draft_changed_at,
       case when p.is_model then 'model' when now.id is not null then 'in_force' when later.id is not null then 'coming'
            when draft.id is not null then 'draft' else 'ended' end as state
from processes.process p
join org.unit u on u.id = p.unit_id
left join lateral (select x.short_name from org.unit_name x where x.unit_id = u.id
                   order by (x.valid @> :day::date) desc, lower(x.valid) desc limit 1) n on true
left join procedures.procedure c on c.id = p.procedure_id
left join lateral (select x.name, s.name as sector_name from procedures.version x join procedures.sector s on s.id = x.sector_id
                   where x.procedure_id = p.procedure_id order by (x.valid @> :day::date) desc, lower(x.valid) desc limit 1) pv on true
left join processes.version now on now.process_id = p.id and now.state = 'in_force' and now.valid @> :day::date
left join processes.version draft on draft.process_id = p.id and draft.state = 'draft'
left join processes.version model on model.process_id = p.id and model.state = 'model'
left join lateral (select x.id, x.valid, x.definition from processes.version x
                   where x.process_id = p.id and x.state = 'in_force' and lower(x.valid) > :day::date order by lower(x.valid) limit 1) later on true
left join lateral (select x.definition from processes.version x
                   where x.process_id = p.id and x.state = 'in_force' order by lower(x.valid) desc limit 1) before on true
where (:id::int is null or p.id = :id)
  and (p.is_model or access.in_scope(p.unit_id, :scope::int[])
       or (p.unit_id = any (:above::int[]) and exists (select from processes.version x where x.process_id = p.id and x.state = 'in_force')))
  and (:unit_ids::int[] is null or p.unit_id = any (:unit_ids::int[]) or p.is_model)
  and (:words::text[] is null or lib.plain(concat_ws(' ', p.name_vi, pv.name, c.code, n.short_name)) like all (:words::text[]))
  and (not p.is_model or :with_models::boolean)
order by p.is_model, (p.procedure_id is null) desc, pv.name nulls first, u.code, p.level nulls first, p.id;

-- name: versions_of
select v.id, v.state, lower(v.valid) as valid_from, upper(v.valid) as valid_until, v.definition, v.decision_no, v.decided_on, v.source,
       v.status, v.revision, a.display_name as changed_by_name, v.changed_at
from processes.version v
left join access.account a on a.id = v.changed_by
where v.process_id = :process_id
order by (v.state = 'in_force'), lower(v.valid) desc, v.id desc;

-- name: gaps
-- Procedures of a day for which a unit decides without a process of its own or of all procedures above it.
select v.code, v.name, v.level, s.name as sector_name, v.limit_unit, v.limit_amount, v.is_interlinked
from (select c.id as procedure_id, c.code, x.name, x.level, x.sector_id, x.limit_unit, x.limit_amount, x.is_interlinked
      from procedures.procedure c
      join procedures.version x on x.procedure_id = c.id and x.valid @> :day::date) v
join procedures.sector s on s.id = v.sector_id
where not exists (
  select from processes.process p
  join processes.version w on w.process_id = p.id and w.state = 'in_force' and w.valid @> :day::date
  where p.unit_id = any (:above::int[]) and (p.procedure_id = v.procedure_id or p.procedure_id is null) and (p.level is null or p.level = v.level))
  and (:level::text is null or v.level = :level)
order by s.name, v.name, v.code;

-- name: roles
select r.code, r.name_vi, r.name_en from access.role r order by r.name_vi, r.code;
