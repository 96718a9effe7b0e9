-- name: insert_job
insert into jobs.job (tenant, kind, title, unit_id, input, queue_key, created_by, created_by_name, created_at)
values (:tenant, :kind, :title, :unit_id, :input, :job_key, :created_by, :created_by_name, :created_at)
returning id

-- name: give_way
update jobs.job set state = 'cancelled', finished_at = :at where queue_key = :job_key and state = 'waiting'

-- name: put_in_queue
select graphile_worker.add_job(:kind::text, json_build_object('job_id', :job_id::bigint), job_key => :job_key::text, run_at => :run_at::timestamptz,
  max_attempts => :max_attempts::int) is not null as is_queued

-- name: may_see
select j.id, j.kind, j.title, j.unit_id, u.code as unit_code, j.state, j.steps_done, j.steps_total, j.message, j.result, j.error, j.attempts,
  j.created_by, j.created_by_name, j.created_at, j.started_at, j.finished_at, j.cancel_asked_at
from jobs.job j
left join org.unit u on u.id = j.unit_id
where j.id = :id and (j.created_by = :account_id::bigint or access.in_scope(j.unit_id, :scope::int[]))

-- name: listed
select j.id, j.kind, j.title, j.unit_id, u.code as unit_code, j.state, j.steps_done, j.steps_total, j.message, j.result, j.error, j.attempts,
  j.created_by, j.created_by_name, j.created_at, j.started_at, j.finished_at, j.cancel_asked_at
from jobs.job j
left join org.unit u on u.id = j.unit_id
where (j.created_by = :account_id::bigint or (not :mine and access.in_scope(j.unit_id, :scope::int[])))
  and (:state::text is null or j.state = :state) and (:kind::text is null or j.kind = :kind)
order by j.created_at desc, j.id desc
limit :page_size offset :skipped

-- name: count_listed
select count(*)::int as total
from jobs.job j
where (j.created_by = :account_id::bigint or (not :mine and access.in_scope(j.unit_id, :scope::int[])))
  and (:state::text is null or j.state = :state) and (:kind::text is null or j.kind = :kind)

-- name: ask_to_cancel
update jobs.job set cancel_asked_at = :at,
  state = case when state = 'waiting' then 'cancelled' else state end,
  finished_at = case when state = 'waiting' then :at::timestamptz end
where id = :id and state in ('waiting', 'running') and cancel_asked_at is null
