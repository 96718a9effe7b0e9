-- Days off, working hours and regimes.

-- name: revision
-- Changes whenever anything a calendar is made of changes; a made calendar is kept under it.
select concat_ws(
         '/',
         (select sum(hashtextextended(concat_ws('|', d.region, d.on_date, d.kind, d.name_vi, d.name_en, d.status), 0))
          from calendar.day_off d
          where d.removed_at is null and d.region in ('VN', :region)),
         (select sum(hashtextextended(concat_ws('|', c.year, c.status), 0)) from calendar.coverage c),
         (select sum(hashtextextended(concat_ws('|', h.unit_code, h.valid, h.weekday, h.morning_from, '-', h.morning_to, '-', h.afternoon_from, '-', h.afternoon_to), 0))
          from calendar.working_hours h
          where h.unit_code in ('*', :unit_code))
       ) as revision;

-- name: days_off
-- Days recorded for the country and for one region in [from_day, to_day); what an office removed is left out.
select d.region, d.on_date, d.kind, d.name_vi, d.name_en, d.source, d.status, d.note, d.entered_by, d.entered_at
from calendar.day_off d
where d.removed_at is null
  and d.region in ('VN', :region)
  and (:from_day::date is null or d.on_date >= :from_day)
  and (:to_day::date is null or d.on_date < :to_day)
order by d.on_date, d.region;

-- name: day_for_change
select d.region, d.on_date, d.kind, d.name_vi, d.name_en, d.source, d.status, d.note, d.entered_by, d.entered_at
from calendar.day_off d
where d.region = :region and d.on_date = :on_date and d.removed_at is null
for update;

-- name: put_day
insert into calendar.day_off (region, on_date, kind, name_vi, name_en, source, status, note, entered_by, entered_at, from_pack, removed_at)
values (:region, :on_date, :kind, :name_vi, :name_en, :source, :status, :note, :entered_by, :entered_at, false, null)
on conflict (region, on_date) do update
set kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, source = excluded.source, status = excluded.status,
    note = excluded.note, entered_by = excluded.entered_by, entered_at = excluded.entered_at, from_pack = false, removed_at = null
returning region, on_date, kind, name_vi, name_en, source, status, note, entered_by, entered_at;

-- name: remove_day
update calendar.day_off d
set removed_at = :at, entered_by = :entered_by, from_pack = false
where d.region = :region and d.on_date = :on_date and d.removed_at is null;

-- name: years
select c.year, c.status, c.source from calendar.coverage c order by c.year;

-- name: year_for_change
select c.year, c.status, c.source from calendar.coverage c where c.year = :year for update;

-- name: put_year
insert into calendar.coverage (year, status, source, from_pack)
values (:year, :status, :source, false)
on conflict (year) do update set status = excluded.status, source = excluded.source, from_pack = false
returning year, status, source;

-- name: hours
-- Default hours and those of one unit, of all times.
select h.unit_code, h.weekday, lower(h.valid) as valid_from, upper(h.valid) as valid_to,
       h.morning_from, h.morning_to, h.afternoon_from, h.afternoon_to, h.source
from calendar.working_hours h
where h.unit_code in ('*', :unit_code)
order by h.unit_code, h.weekday, lower(h.valid) nulls first, h.id;

-- name: regimes
select r.code, r.name_vi, r.name_en, r.source, r.status from calendar.period_regime r order by r.code;
