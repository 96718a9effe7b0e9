-- name: assignments
select a.id, a.regime, a.by_unit_id, a.unit_id, a.of_kind, a.except_ids, a.report_to_id, a.kinds, lower(a.valid) as valid_from, upper(a.valid) as valid_to
from reports.assignment a
where a.tenant = :tenant
  and (:regime::text is null or a.regime = :regime)
  and a.valid && daterange(:from::date, :to::date, '[]')
order by a.regime, a.id;

-- name: insert_assignment
insert into reports.assignment (tenant, regime, by_unit_id, unit_id, of_kind, except_ids, report_to_id, kinds, valid, document_number, reason, made_at,
                                made_by, made_by_name)
values (:tenant, :regime, :by_unit_id, :unit_id, :of_kind, :except_ids::int[], :report_to_id, :kinds::text[],
        daterange(:valid_from::date, :valid_to::date), :document_number, :reason, :now, :by, :by_name)
returning id;

-- name: hold_assignment
select a.tenant, a.id, a.regime, a.by_unit_id, a.unit_id, a.of_kind, a.except_ids, a.report_to_id, a.kinds, lower(a.valid) as valid_from,
       upper(a.valid) as valid_to, a.ended_at is not null as is_ended
from reports.assignment a
where a.tenant = any (array(select t.id from org.tenant t))
  and a.id = :id
  and access.in_scope(a.by_unit_id, :scope::int[])
for update of a;

-- name: end_assignment
update reports.assignment a
set valid = daterange(lower(a.valid), :valid_to::date), ended_at = :now, ended_by = :by, ended_by_name = :by_name, ended_reason = :reason
where a.tenant = :tenant and a.id = :id;

-- name: assignment_history
select a.id, a.regime, a.by_unit_id, a.unit_id, a.of_kind, a.except_ids, a.report_to_id, a.kinds, lower(a.valid) as valid_from, upper(a.valid) as valid_to,
       a.document_number, a.reason, a.made_at, a.made_by_name, a.ended_at, a.ended_by_name, a.ended_reason
from reports.assignment a
where (:regime::text is null or a.regime = :regime)
  and (a.unit_id = any (:unit_ids::int[]) or a.by_unit_id = any (:unit_ids::int[]))
order by a.made_at desc, a.id desc
limit 500;
