-- name: incoming_listed
select n.id, n.source, u.code as unit_code, n.unit_id, n.from_code, n.from_name, n.code_number, n.code_notation, n.promulgated_on, n.subject, n.signer,
       n.arrived_at, last.kind as state, last.at as state_at, last.by_name as state_by
from reports.incoming n
join org.unit u on u.id = n.unit_id
join lateral (
  select v.kind, v.at, v.by_name from reports.incoming_event v where v.tenant = n.tenant and v.incoming_id = n.id order by v.seq desc limit 1
) last on true
where access.in_scope(n.unit_id, :scope::int[])
  and (:unit_ids::int[] is null or n.unit_id = any (:unit_ids::int[]))
  and (:state::text is null or last.kind = :state)
  and (:source::text is null or n.source = :source)
  and (:like::text is null or n.subject_plain like :like or lib.plain(n.from_name) like :like)
order by n.arrived_at desc, n.id desc
limit :limit offset :offset;

-- name: count_incoming
select count(*)::int as total
from reports.incoming n
join lateral (
  select v.kind from reports.incoming_event v where v.tenant = n.tenant and v.incoming_id = n.id order by v.seq desc limit 1
) last on true
where access.in_scope(n.unit_id, :scope::int[])
  and (:unit_ids::int[] is null or n.unit_id = any (:unit_ids::int[]))
  and (:state::text is null or last.kind = :state)
  and (:source::text is null or n.source = :source)
  and (:like::text is null or n.subject_plain like :like or lib.plain(n.from_name) like :like);

-- name: incoming_by_id
select n.tenant, n.id, n.unit_id, u.code as unit_code, n.source, n.from_tenant, n.dispatch_id, n.document_id, n.from_code, n.from_name, n.code_number,
       n.code_notation, n.promulgated_on, n.document_type, n.subject, n.content, n.signer, n.due_on, n.replaces, n.package_sha256, n.arrived_at,
       d.report_id, d.version, d.is_superior, i.token, i.docx_file_id
from reports.incoming n
join org.unit u on u.id = n.unit_id
left join reports.dispatch d on d.tenant = n.from_tenant and d.id = n.dispatch_id
left join reports.issue i on i.tenant = d.tenant and i.report_id = d.report_id and i.version = d.version
where n.id = :id and access.in_scope(n.unit_id, :scope::int[])
order by n.tenant
limit 1;

-- name: incoming_events
select v.seq, v.kind, v.at, v.by_name, v.reason
from reports.incoming_event v
where v.tenant = :tenant and v.incoming_id = :id
order by v.seq;

-- name: incoming_files
select f.ordinal, f.name, f.sha256, f.size_bytes, f.is_digest_proven, f.file_id, f.problem
from reports.incoming_file f
where f.tenant = :tenant and f.incoming_id = :id
order by f.ordinal;

-- name: issued_pdf
select i.pdf_file_id
from reports.issue i
where i.tenant = :tenant and i.report_id = :report_id and i.version = :version;
