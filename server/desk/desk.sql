-- name: desks
select d.id, d.tenant, d.unit_id, u.code as unit_code, n.name as unit_name, d.name, d.address, d.phone, d.has_own_room, d.decision_no, d.note,
  lower(d.valid) as valid_from, upper(d.valid) as valid_until,
  (select count(*)::int from desk.staff s where s.desk_id = d.id and s.valid @> :day::date) as staff_count,
  (select count(*)::int from desk.counter c where c.desk_id = d.id and c.is_open) as counter_count,
  (select coalesce(sum(greatest(e.amount_needed - e.amount_working, 0)), 0)::int from desk.equipment e where e.desk_id = d.id and e.valid @> :day::date) as pieces_missing
from desk.desk d
join org.unit u on u.id = d.unit_id
join lateral (select m.name from org.unit_name m where m.unit_id = d.unit_id order by (m.valid @> :day::date) desc, lower(m.valid) desc limit 1) n on true
where (:unit_ids::int[] is null or d.unit_id = any (:unit_ids)) and (:all_days or d.valid @> :day::date) and access.in_scope(d.unit_id, :scope::int[])
order by u.code, d.id

-- name: desk_in_reach
select d.id, d.tenant, d.unit_id from desk.desk d where d.id = :id and access.in_scope(d.unit_id, :scope::int[])

-- name: desk_by_token
select d.id, d.tenant, d.unit_id, d.name, d.address, n.name as unit_name
from desk.desk d
join lateral (select m.name from org.unit_name m where m.unit_id = d.unit_id order by (m.valid @> :day::date) desc, lower(m.valid) desc limit 1) n on true
where d.token = :token and d.valid @> :day::date

-- name: token_of
select d.token from desk.desk d where d.id = :id

-- name: insert_desk
insert into desk.desk (tenant, unit_id, name, address, phone, has_own_room, decision_no, valid, token, note)
values (:tenant, :unit_id, :name, :address, :phone, :has_own_room, :decision_no, daterange(:valid_from::date, :valid_until::date), :token, :note)
returning id

-- name: update_desk
update desk.desk set name = :name, address = :address, phone = :phone, has_own_room = :has_own_room, decision_no = :decision_no,
  valid = daterange(:valid_from::date, :valid_until::date), note = :note
where id = :id

-- name: replace_token
update desk.desk set token = :token where id = :id

-- name: staff_of
select s.id, s.account_id, s.name, s.duty, s.title, s.agency, s.decision_no, lower(s.valid) as valid_from, upper(s.valid) as valid_until, s.end_reason
from desk.staff s
where s.desk_id = :desk_id and (:day::date is null or s.valid @> :day)
order by array_position(array['head', 'deputy', 'officer', 'support'], s.duty), lower(s.valid), s.name, s.id

-- name: equipment_of
select e.id, e.kind, e.name, e.amount, e.amount_working, e.amount_needed, e.since, e.source, e.note, lower(e.valid) as valid_from, upper(e.valid) as valid_until
from desk.equipment e
where e.desk_id = :desk_id and e.valid @> :day::date
order by e.kind, e.name, e.id

-- name: hours_of
select h.weekday, to_char(h.opens, 'HH24:MI') as opens, to_char(h.closes, 'HH24:MI') as closes, lower(h.valid) as valid_from, upper(h.valid) as valid_until
from desk.opening_hours h
where h.desk_id = :desk_id and h.valid @> :day::date
order by h.weekday, h.opens, h.id

-- name: services_of
select s.id, s.letter, s.name, s.name_en, s.is_open from desk.service s where s.desk_id = :desk_id order by s.letter

-- name: counters_of
select c.id, c.number, c.name, c.services, c.is_open from desk.counter c where c.desk_id = :desk_id order by c.number
