-- name: regime_versions
select v.tenant, v.code, v.version, lower(v.valid) as valid_from, upper(v.valid) as valid_to, v.definition
from reports.regime_version v
where v.tenant = :tenant and (:code::text is null or v.code = :code)
order by v.code, v.version desc;

-- name: regime_request
select q.tenant, q.id, q.unit_id, q.subject, q.s, q.e, q.due_on, q.lock_on, q.outline, q.sections, q.document_number, q.withdrawn_at is not null as is_withdrawn
from reports.request q
where q.tenant = :tenant and q.id = :id;

-- name: regime_requests
select q.tenant, q.id, q.unit_id, q.subject, q.s, q.e, q.due_on, q.lock_on, q.outline, q.sections, q.document_number, q.withdrawn_at is not null as is_withdrawn
from reports.request q
where q.tenant = :tenant and q.withdrawn_at is null
  and (q.e > :from::date and q.e <= :to::date + 1 or q.due_on >= :from::date and q.due_on <= :to::date)
order by q.due_on, q.id;
