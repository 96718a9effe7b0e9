-- name: service_open
select s.id, s.letter, s.name from desk.service s where s.desk_id = :desk_id and s.id = :service_id and s.is_open

-- name: next_number
insert into desk.ticket_number (desk_id, on_date, letter, last) values (:desk_id, :on_date, :letter, 1)
on conflict (desk_id, on_date, letter) do update set last = desk.ticket_number.last + 1
returning last

-- name: taken_lately
select count(*)::int as taken from desk.ticket t where t.desk_id = :desk_id and t.on_date = :on_date and t.taken_at > :since

-- name: insert_ticket
insert into desk.ticket (tenant, desk_id, service_id, on_date, label, priority, taken_at)
values (:tenant, :desk_id, :service_id, :on_date, :label, :priority, :at)
returning id

-- name: ahead
select count(*)::int as ahead
from desk.ticket t
where t.desk_id = :desk_id and t.on_date = :on_date and t.service_id = :service_id and t.state = 'waiting' and t.id <> :id
  and (t.priority <> 'none' or :priority = 'none') and (t.priority <> 'none' and :priority = 'none' or t.id < :id)

-- name: counter_there
select c.id, c.number, c.name, c.services, c.is_open, d.tenant, d.unit_id
from desk.counter c join desk.desk d on d.id = c.desk_id
where c.desk_id = :desk_id and c.id = :counter_id

-- name: call_next
-- Two counters that call at once get two numbers: a row that one has locked the other passes over.
update desk.ticket set state = 'called', called_at = :at, times_called = 1, counter_id = :counter_id, called_by = :account_id
where id = (
  select t.id from desk.ticket t
  where t.desk_id = :desk_id and t.on_date = :on_date and t.state = 'waiting' and t.service_id = any (:services::int[])
  order by (t.priority <> 'none') desc, t.taken_at, t.id
  limit 1
  for update skip locked)
returning id, label

-- name: current_of_counter
select t.id, t.label, t.state from desk.ticket t
where t.desk_id = :desk_id and t.on_date = :on_date and t.counter_id = :counter_id and t.state in ('called', 'serving')
order by t.called_at desc, t.id desc

-- name: lock_ticket
select t.id, t.tenant, t.desk_id, t.service_id, t.label, t.state, t.counter_id, t.times_called, t.on_date, d.unit_id
from desk.ticket t join desk.desk d on d.id = t.desk_id
where t.id = :id and access.in_scope(d.unit_id, :scope::int[])
for update of t

-- name: change_ticket
update desk.ticket set state = :state, times_called = :times_called, called_at = case when :is_called then :at else called_at end,
  serving_at = case when :state = 'serving' then coalesce(serving_at, :at) else serving_at end,
  ended_at = case when :state in ('done', 'missed', 'left') then :at::timestamptz end,
  counter_id = :counter_id, called_by = coalesce(:account_id, called_by), service_id = :service_id, dossier_code = coalesce(:dossier_code, dossier_code)
where id = :id

-- name: tickets_of_day
select t.id, t.label, t.priority, t.state, s.name as service_name, s.letter, t.service_id, t.taken_at, t.called_at, t.serving_at, t.ended_at, t.times_called,
  t.counter_id, c.number as counter_number, t.dossier_code, a.display_name as called_by_name
from desk.ticket t
join desk.service s on s.id = t.service_id
left join desk.counter c on c.id = t.counter_id
left join access.account a on a.id = t.called_by
where t.desk_id = :desk_id and t.on_date = :on_date and (:state::text is null or t.state = :state)
order by case t.state when 'called' then 0 when 'serving' then 1 when 'waiting' then 2 else 3 end, (t.priority <> 'none') desc, t.taken_at, t.id

-- name: shown
select t.label, c.number as counter_number, c.name as counter_name, t.called_at, t.times_called
from desk.ticket t join desk.counter c on c.id = t.counter_id
where t.desk_id = :desk_id and t.on_date = :on_date and t.state in ('called', 'serving')
order by t.called_at desc, t.id desc
limit 12

-- name: waiting_by_service
select s.id, s.letter, s.name, s.name_en, s.is_open, count(t.id) filter (where t.state = 'waiting')::int as waiting
from desk.service s
left join desk.ticket t on t.desk_id = s.desk_id and t.service_id = s.id and t.on_date = :on_date
where s.desk_id = :desk_id
group by s.id, s.letter, s.name, s.name_en, s.is_open
order by s.letter

-- name: days
select t.on_date, count(*)::int as taken, count(*) filter (where t.state = 'done')::int as served, count(*) filter (where t.state in ('missed', 'left'))::int as missed,
  (percentile_disc(0.5) within group (order by extract(epoch from t.called_at - t.taken_at)::int) filter (where t.called_at is not null)) as wait_seconds_middle,
  max(extract(epoch from t.called_at - t.taken_at)::int) as wait_seconds_longest,
  (percentile_disc(0.5) within group (order by extract(epoch from t.ended_at - t.called_at)::int) filter (where t.state = 'done')) as served_seconds_middle
from desk.ticket t
where t.desk_id = :desk_id and t.on_date >= :from::date and t.on_date <= :to::date
group by t.on_date
order by t.on_date desc
