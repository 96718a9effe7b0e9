-- name: unit_in_reach
select u.tenant
from org.unit u
where u.id = :unit_id::int
  and access.in_scope(u.id, :scope::int[]);

-- name: insert_document
insert into checks.document (tenant, unit_id, title, created_at, created_by, created_by_name)
values (:tenant::smallint, :unit_id::int, :title, :now::timestamptz, :by_id::bigint, :by_name)
returning id;

-- name: lock_document
select d.id from checks.document d where d.id = :id::bigint for update;

-- name: insert_draft
insert into checks.draft (tenant, document_id, seq, file_id, raw, file_name, size_bytes, sha256, uploaded_at, uploaded_by, uploaded_by_name)
select :tenant::smallint, :document_id::bigint, coalesce(max(x.seq), 0) + 1, :file_id::bigint, :raw::bytea, :file_name, :size_bytes::int, :sha256, :now::timestamptz, :by_id::bigint, :by_name
from checks.draft x
where x.document_id = :document_id::bigint
returning id, seq;

-- name: set_job
update checks.draft set job_id = :job_id::bigint where id = :id::bigint;

-- name: draft_in_reach
select r.id, r.document_id, r.seq, r.file_id, r.raw, r.file_name, r.state, d.unit_id, d.tenant, d.title, r.job_id, j.state as job_state
from checks.draft r
join checks.document d on d.id = r.document_id
left join jobs.job j on j.id = r.job_id
where r.id = :id::bigint
  and access.in_scope(d.unit_id, :scope::int[]);

-- name: listed
select d.id, d.title, u.code as unit_code, n.name as unit_name, r.seq as drafts, r.file_name, r.state, r.uploaded_at, r.uploaded_by_name,
  c.errors, c.warnings, c.notes, c.open_findings
from checks.document d
join org.unit u on u.id = d.unit_id
join lateral (select m.name from org.unit_name m where m.unit_id = d.unit_id order by lower(m.valid) desc limit 1) n on true
join lateral (select x.id, x.seq, x.file_name, x.state, x.uploaded_at, x.uploaded_by_name from checks.draft x where x.document_id = d.id order by x.seq desc limit 1) r on true
join lateral (
  select count(*) filter (where f.severity = 'error')::int as errors,
    count(*) filter (where f.severity = 'warning')::int as warnings,
    count(*) filter (where f.severity = 'note')::int as notes,
    count(*) filter (where v.verdict is null or v.verdict = 'open')::int as open_findings
  from checks.finding f
  left join lateral (select x.verdict from checks.verdict x where x.finding_id = f.id order by x.id desc limit 1) v on true
  where f.draft_id = r.id
) c on true
where access.in_scope(d.unit_id, :scope::int[])
  and (:unit_ids::int[] is null or d.unit_id = any (:unit_ids::int[]))
  and (:pattern::text is null or lib.plain(d.title || ' ' || r.file_name) like :pattern::text)
  and (:only::text is null or (:only::text = 'errors' and c.errors > 0) or (:only::text = 'open' and c.open_findings > 0) or (:only::text = 'clean' and r.state = 'checked' and c.errors + c.warnings = 0))
order by
  case when :sort::text = 'title' then d.title end,
  case when :sort::text = '-title' then d.title end desc,
  case when :sort::text = 'errors' then c.errors end,
  case when :sort::text = '-errors' then c.errors end desc,
  case when :sort::text = 'uploaded' then r.uploaded_at end,
  r.uploaded_at desc,
  d.id desc
limit :page_size::int offset :skipped::int;

-- name: count_listed
select count(*)::int as total
from checks.document d
join lateral (select x.id, x.file_name, x.state from checks.draft x where x.document_id = d.id order by x.seq desc limit 1) r on true
join lateral (
  select count(*) filter (where f.severity = 'error')::int as errors,
    count(*) filter (where f.severity = 'warning')::int as warnings,
    count(*) filter (where v.verdict is null or v.verdict = 'open')::int as open_findings
  from checks.finding f
  left join lateral (select x.verdict from checks.verdict x where x.finding_id = f.id order by x.id desc limit 1) v on true
  where f.draft_id = r.id
) c on true
where access.in_scope(d.unit_id, :scope::int[])
  and (:unit_ids::int[] is null or d.unit_id = any (:unit_ids::int[]))
  and (:pattern::text is null or lib.plain(d.title || ' ' || r.file_name) like :pattern::text)
  and (:only::text is null or (:only::text = 'errors' and c.errors > 0) or (:only::text = 'open' and c.open_findings > 0) or (:only::text = 'clean' and r.state = 'checked' and c.errors + c.warnings = 0));
