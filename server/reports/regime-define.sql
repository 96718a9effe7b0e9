-- name: lock_regime
select pg_advisory_xact_lock(hashtextextended('reports.define ' || :tenant::text || ' ' || :code::text, 0)) is null as is_held;

-- name: end_regime_version
update reports.regime_version v
set valid = daterange(lower(v.valid), :on::date)
where v.tenant = :tenant and v.code = :code and v.version = :version;

-- name: insert_regime_version
insert into reports.regime_version (tenant, code, version, valid, definition, reason, defined_at, defined_by, defined_by_name)
values (:tenant, :code, :version, daterange(:valid_from::date, :valid_to::date), :definition::jsonb, :reason, :now, :by, :by_name);

-- name: regime_history
select v.version, lower(v.valid) as valid_from, upper(v.valid) as valid_to, v.reason, v.defined_at, v.defined_by_name
from reports.regime_version v
where v.tenant = :tenant and v.code = :code
order by v.version desc;
