-- Loading of packs/calendar. What an office changed (from_pack false) stays as the office left it.

-- name: forget_days
-- Days of an earlier pack that the new one no longer has.
delete from calendar.day_off d
where d.from_pack
  and not exists (
    select from jsonb_to_recordset(:days::jsonb) as p (region text, on_date date) where p.region = d.region and p.on_date = d.on_date
  );

-- name: put_days
insert into calendar.day_off (region, on_date, kind, name_vi, name_en, source, status, note, from_pack)
select p.region, p.on_date, p.kind, p.name_vi, p.name_en, p.source, p.status, p.note, true
from jsonb_to_recordset(:days::jsonb)
     as p (region text, on_date date, kind text, name_vi text, name_en text, source text, status text, note text)
on conflict (region, on_date) do update
set kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, source = excluded.source, status = excluded.status, note = excluded.note
where calendar.day_off.from_pack;

-- name: put_years
insert into calendar.coverage (year, status, source, from_pack)
select p.year, p.status, p.source, true
from jsonb_to_recordset(:years::jsonb) as p (year int, status text, source text)
on conflict (year) do update set status = excluded.status, source = excluded.source where calendar.coverage.from_pack;

-- name: forget_hours
delete from calendar.working_hours h where h.from_pack;

-- name: put_hours
insert into calendar.working_hours (unit_code, valid, weekday, morning_from, morning_to, afternoon_from, afternoon_to, source, from_pack)
select p.unit_code, daterange(p.valid_from, p.valid_to), p.weekday, p.morning_from, p.morning_to, p.afternoon_from, p.afternoon_to, p.source, true
from jsonb_to_recordset(:hours::jsonb)
     as p (unit_code text, valid_from date, valid_to date, weekday int, morning_from time, morning_to time, afternoon_from time, afternoon_to time, source text);

-- name: put_regimes
insert into calendar.period_regime (code, name_vi, name_en, source, status)
select p.code, p.name_vi, p.name_en, p.source, p.status
from jsonb_to_recordset(:regimes::jsonb) as p (code text, name_vi text, name_en text, source text, status text)
on conflict (code) do update
set name_vi = excluded.name_vi, name_en = excluded.name_en, source = excluded.source, status = excluded.status;
