-- name: insert_incoming_file
insert into reports.incoming_file (tenant, incoming_id, ordinal, name, sha256, size_bytes, is_digest_proven, file_id, problem)
values (:tenant, :id, :ordinal, :name, :sha256, :size_bytes, :is_digest_proven, :file_id, :problem);

-- name: answered_about
-- A status of another system: about which dispatch, by the document's id and the recipient it comes from.
select d.tenant, d.id, d.report_id, d.unit_id, last.kind as state
from reports.dispatch d
join lateral (
  select v.kind from reports.dispatch_event v where v.tenant = d.tenant and v.dispatch_id = d.id order by v.seq desc limit 1
) last on true
where d.document_id = :document_id and d.channel = 'edxml' and d.to_address = :from_code and access.in_scope(d.unit_id, :scope::int[])
order by d.id desc
limit 1;
