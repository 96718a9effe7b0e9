-- An officer makes a register, or a new version of one.

-- name: lock_code
select pg_advisory_xact_lock(hashtextextended('registers.define ' || :tenant::text || ' ' || :code::text, 0)) is null as is_held;

-- name: end_definition
update registers.definition d
set valid = daterange(lower(d.valid), :on::date)
where d.tenant = :tenant::smallint
  and d.code = :code
  and d.valid @> :on::date
  and (lower(d.valid) is null or lower(d.valid) < :on::date);

-- name: insert_definition
insert into registers.definition (tenant, code, version, valid, name_vi, name_en, area, layout, source, status, reason, defined_at, defined_by, defined_by_name)
values (:tenant, :code, :version, daterange(:valid_from::date, null), :name_vi, :name_en, :area, :layout::jsonb, :source, :status, :reason, :now,
  :defined_by, :defined_by_name)
returning id;
