-- name: begin_job
update jobs.job set state = 'running', started_at = coalesce(started_at, :at), attempts = attempts + 1, error = null
where id = :id and state in ('waiting', 'running')
returning tenant, kind, unit_id, input, created_by, created_by_name, cancel_asked_at

-- name: report_progress
update jobs.job set steps_done = :steps_done, steps_total = :steps_total, message = :message
where id = :id and state = 'running'
returning cancel_asked_at is not null as is_cancelled

-- name: finish_job
update jobs.job set state = :state, finished_at = :at, result = :result, error = :error,
  steps_done = case when :state = 'done' then coalesce(steps_total, steps_done) else steps_done end
where id = :id and state = 'running'

-- name: wait_again
update jobs.job set state = 'waiting', error = :error where id = :id and state = 'running'

-- name: release_workers
select graphile_worker.force_unlock_workers(array_agg(distinct j.locked_by)) is not null as is_done
from graphile_worker.jobs j where j.locked_by is not null
having count(*) > 0
