-- name: letterhead_on
select l.desk_name, l.place, l.phone, l.address
from slips.letterhead l
where l.tenant = :tenant and l.unit_id = :unit_id and l.from_on <= :day::date
order by l.from_on desc
limit 1;

-- name: letterheads
select l.unit_id, l.from_on::text as from_on, l.desk_name, l.place, l.phone, l.address, l.at
from slips.letterhead l
where l.tenant = :tenant and l.unit_id = :unit_id
order by l.from_on desc;

-- name: insert_letterhead
insert into slips.letterhead (tenant, unit_id, from_on, desk_name, place, phone, address, at, by)
values (:tenant, :unit_id, :from_on::date, :desk_name, :place, :phone, :address, :at, :by);
