-- name: insert_note
insert into plans.note (tenant, task_id, on_day, status, occurrence, percent, words, reason, at, by_id, by_name)
values (:tenant, :task_id, :on_day, :status, :occurrence, :percent, :words, :reason, :at, :by_id, :by_name)
returning id

-- name: notes_of
select n.id, n.on_day, n.status, n.occurrence, n.percent, n.words, n.reason, n.at, n.by_name
from plans.note n
where n.tenant = :tenant and n.task_id = :task_id
order by n.on_day desc, n.id desc
