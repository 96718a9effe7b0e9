-- name: insert_request
insert into signatures.request (tenant, unit_id, seal_id, state, purpose, subject_kind, subject_id, detail, name, source_file_id, prepared_file_id, holes, to_sign,
  signed_file_id, asked_by, asked_by_name, asked_at, finished_at)
values (:tenant, :unit_id, :seal_id, :state, :purpose, :subject_kind, :subject_id, :detail, :name, :source_file_id, :prepared_file_id, :holes::int[], :to_sign,
  :signed_file_id, :asked_by, :asked_by_name, :now, :finished_at)
returning id;

-- name: requests
select r.id, r.unit_id, u.code as unit_code, r.seal_id, s.label as seal_label, r.state, r.purpose, r.subject_kind, r.subject_id, r.name, r.signed_file_id,
       r.problem, r.asked_by_name, r.asked_at, r.finished_at
from signatures.request r
join signatures.seal s on s.tenant = r.tenant and s.id = r.seal_id
join org.unit u on u.id = r.unit_id
where access.in_scope(r.unit_id, :scope::int[])
  and (:id::bigint is null or r.id = :id)
  and (:state::text is null or r.state = :state)
order by r.asked_at desc, r.id desc
limit :page_size offset :skipped;

-- name: count_requests
select count(*)::int as total
from signatures.request r
where access.in_scope(r.unit_id, :scope::int[])
  and (:id::bigint is null or r.id = :id)
  and (:state::text is null or r.state = :state);

-- name: waiting_request
select r.id, r.tenant, r.unit_id, r.seal_id, r.state, r.purpose, r.subject_kind, r.subject_id, r.detail, r.name, r.prepared_file_id, r.holes, r.to_sign,
       r.remote_ref, r.asked_at, r.asked_by, r.asked_by_name
from signatures.request r
where r.id = :id and r.state = 'waiting';

-- name: lock_request
select r.id
from signatures.request r
where r.id = :id and r.state = 'waiting'
for update;

-- name: keep_ref
update signatures.request r
set remote_ref = :ref, problem = null
where r.id = :id and r.state = 'waiting';

-- name: keep_problem
update signatures.request r
set problem = :problem
where r.id = :id and r.state = 'waiting';

-- name: finish_request
update signatures.request r
set state = :state, signed_file_id = :signed_file_id, problem = :problem, finished_at = :now
where r.id = :id and r.state = 'waiting';
