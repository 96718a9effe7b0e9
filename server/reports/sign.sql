-- name: signed_of
select s.role, s.file_id, s.sha256, s.signer, s.organisation, s.signed_at, s.kept_at
from reports.signed s
where s.tenant = :tenant and s.report_id = :report_id and s.version = :version
order by s.kept_at, s.role desc;

-- name: insert_signed
insert into reports.signed (tenant, report_id, version, role, file_id, sha256, signer, organisation, signed_at, request_id, kept_at)
values (:tenant, :report_id, :version, :role, :file_id, :sha256, :signer, :organisation, :signed_at, :request_id, :now)
on conflict on constraint signed_pk do nothing;

-- name: signature_waiting
select r.id
from signatures.request r
where r.tenant = :tenant and r.purpose = :purpose and r.subject_kind = 'report' and r.subject_id = :report_id and r.state = 'waiting'
order by r.id
limit 1;

