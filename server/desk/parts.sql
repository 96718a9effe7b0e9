-- name: insert_staff
insert into desk.staff (desk_id, account_id, name, duty, title, agency, decision_no, valid)
values (:desk_id, :account_id, :name, :duty, :title, :agency, :decision_no, daterange(:valid_from::date, :valid_until::date))
returning id

-- name: end_staff
update desk.staff set valid = daterange(lower(valid), :until::date), end_reason = :reason
where id = :id and desk_id = :desk_id and lower(valid) < :until::date and (upper(valid) is null or upper(valid) > :until::date)
returning name, title, lower(valid) as valid_from

-- name: account_there
select a.id from access.account a where a.id = :account_id and access.in_scope(a.unit_id, :scope::int[])

-- name: end_equipment
update desk.equipment set valid = daterange(lower(valid), :from::date)
where id = :id and desk_id = :desk_id and valid @> :from::date
returning kind, name, amount, amount_working, amount_needed, lower(valid) as valid_from

-- name: replace_equipment_of_today
update desk.equipment set kind = :kind, name = :name, amount = :amount, amount_working = :amount_working, amount_needed = :amount_needed,
  since = :since, source = :source, note = :note
where id = :id and desk_id = :desk_id and lower(valid) = :from::date
returning id

-- name: insert_equipment
insert into desk.equipment (desk_id, kind, name, amount, amount_working, amount_needed, since, source, note, valid)
values (:desk_id, :kind, :name, :amount, :amount_working, :amount_needed, :since, :source, :note, daterange(:from::date, null))
returning id

-- name: end_hours
update desk.opening_hours set valid = daterange(lower(valid), :from::date) where desk_id = :desk_id and valid @> :from::date and lower(valid) < :from::date

-- name: forget_hours_from
delete from desk.opening_hours where desk_id = :desk_id and lower(valid) >= :from::date

-- name: insert_hours
insert into desk.opening_hours (desk_id, valid, weekday, opens, closes)
select :desk_id, daterange(:from::date, null), h.weekday, h.opens, h.closes
from jsonb_to_recordset(:hours::jsonb) as h (weekday smallint, opens time, closes time)

-- name: upsert_service
insert into desk.service (desk_id, letter, name, name_en, is_open) values (:desk_id, :letter, :name, :name_en, :is_open)
on conflict (desk_id, letter) do update set name = excluded.name, name_en = excluded.name_en, is_open = excluded.is_open
returning id

-- name: upsert_counter
insert into desk.counter (desk_id, number, name, services, is_open) values (:desk_id, :number, :name, :services, :is_open)
on conflict (desk_id, number) do update set name = excluded.name, services = excluded.services, is_open = excluded.is_open
returning id

-- name: service_ids
select s.id from desk.service s where s.desk_id = :desk_id order by s.id
