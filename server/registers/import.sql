-- Books of entries: looked through, then kept whole or not at all.

-- name: insert_import
insert into registers.import (tenant, register, unit_id, file_id, file_name, from_on, to_on, asked_at, asked_by, asked_by_name)
values (:tenant, :register, :unit_id, :file_id, :file_name, :from, :to, :now, :asked_by, :asked_by_name)
returning id;

-- name: set_job
update registers.import i set job_id = :job_id where i.tenant = :tenant and i.id = :id;

-- name: set_choice
update registers.import i set on_conflict = :on_conflict, reason = :reason, job_id = :job_id where i.tenant = :tenant and i.id = :id and i.state = 'checked';

-- name: import_of
select i.tenant, i.id, i.register, i.unit_id, i.file_id, i.file_name, i.from_on, i.to_on, i.state, i.report, i.on_conflict, i.reason, i.job_id, i.asked_at,
       i.asked_by_name, i.kept_at
from registers.import i
where i.id = :id::bigint
  and access.in_scope(i.unit_id, :scope::int[]);

-- name: lock_import
select i.state, i.job_id, i.on_conflict, i.reason from registers.import i where i.tenant = :tenant::smallint and i.id = :id::bigint for update;

-- name: keep_report
update registers.import i set state = :state, report = :report::jsonb where i.tenant = :tenant and i.id = :id and i.state in ('checking', 'checked', 'faulty');

-- name: set_kept
update registers.import i set state = 'kept', kept_at = :now, report = :report::jsonb where i.tenant = :tenant and i.id = :id;

-- name: listed_imports
select i.tenant, i.id, i.register, i.unit_id, i.file_id, i.file_name, i.from_on, i.to_on, i.state, i.report - 'faults' - 'conflicts' - 'sample' as report,
       i.on_conflict, i.reason, i.job_id, i.asked_at, i.asked_by_name, i.kept_at, count(*) over ()::int as total
from registers.import i
where access.in_scope(i.unit_id, :scope::int[])
  and (:register::text is null or i.register = :register)
order by i.asked_at desc, i.id desc
limit :page_size::int offset :skipped::int;

-- name: end_versions
-- The present versions of many entries end together; what changed since they were looked at is not among them.
update registers.entry_version v
set known_to = greatest(:now::timestamptz, v.known_from + interval '1 microsecond')
from unnest(:entry_ids::bigint[], :versions::int[]) as w (entry_id, version)
where v.tenant = :tenant::smallint and v.entry_id = w.entry_id and v.version = w.version and v.known_to = 'infinity' and not v.is_cancelled
returning v.entry_id, v.known_to;

-- name: insert_versions
insert into registers.entry_version (tenant, entry_id, version, known_from, register, definition_id, unit_id, on_day, values, natural_key, line, reason, changed_by,
  changed_by_name)
select :tenant::smallint, x.entry_id, x.version, x.known_from, :register, :definition_id::bigint, x.unit_id, x.on_day, x."values", x.natural_key, x.line, :reason,
       :changed_by::bigint, :changed_by_name
from jsonb_to_recordset(:rows::jsonb) as x (entry_id bigint, version int, known_from timestamptz, unit_id int, on_day date, "values" jsonb, natural_key text, line text);

-- name: link_many
insert into registers.evidence_link (tenant, evidence_id, subject_kind, subject_id, page, linked_at, linked_by, linked_by_name)
select :tenant::smallint, w.evidence_id, 'entry', w.entry_id::text, w.page, :now::timestamptz, :linked_by::bigint, :linked_by_name
from unnest(:evidence_ids::bigint[], :entry_ids::bigint[], :pages::int[]) as w (evidence_id, entry_id, page)
on conflict do nothing;
