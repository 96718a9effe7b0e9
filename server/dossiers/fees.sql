-- name: fees_of_day
select p.seq, p.kind, p.stage, p.at, p.amount_vnd, p.method, p.is_online, p.gateway, p.is_paid_on_behalf, p.payer_name, p.receipt_no,
       p.dossier_id, d.code, d.applicant_name, v.name as procedure_name, a.display_name as officer_name,
       (access.in_scope(d.receiving_unit_id, :personal::int[])
        or access.in_scope(d.competent_unit_id, :personal::int[])
        or access.in_scope(d.holder_unit_id, :personal::int[])) as may_read_personal
from dossiers.payment p
join dossiers.dossier d on d.tenant = p.tenant and d.id = p.dossier_id
join procedures.version v on v.id = d.procedure_version_id
left join access.account a on a.id = p.account_id
where p.unit_id = any (:units::int[])
  and p.at >= :from_at::timestamptz and p.at < :to_at::timestamptz
  and access.in_scope(p.unit_id, :scope::int[])
  and (:account_id::bigint is null or p.account_id = :account_id)
order by p.at, p.dossier_id, p.seq
limit :most;
