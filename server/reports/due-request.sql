-- name: insert_request
insert into reports.request (tenant, unit_id, subject, s, e, due_on, lock_on, outline, sections, document_number, note, asked_at, asked_by, asked_by_name)
values (:tenant, :unit_id, :subject, :s::date, :e::date, :due_on::date, :lock_on::date, :outline, :sections::text[], :document_number, :note, :now, :by,
        :by_name)
returning id;

-- name: requests_made
select q.id, q.unit_id, q.subject, q.s, q.e, q.due_on, q.outline, q.sections, q.document_number, q.note, q.asked_at, q.asked_by_name, q.withdrawn_at,
       q.withdrawn_reason
from reports.request q
where q.unit_id = any (:unit_ids::int[])
order by q.asked_at desc, q.id desc
limit 300;

-- name: hold_request
select q.tenant, q.id, q.unit_id, q.subject, q.withdrawn_at is not null as is_withdrawn
from reports.request q
where q.tenant = any (array(select t.id from org.tenant t))
  and q.id = :id
  and access.in_scope(q.unit_id, :scope::int[])
for update of q;

-- name: withdraw_request
update reports.request q
set withdrawn_at = :now, withdrawn_by = :by, withdrawn_reason = :reason
where q.tenant = :tenant and q.id = :id;
