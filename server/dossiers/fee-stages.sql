-- name: listed_fees
select f.name, f.kind, f.stage, f.amount_vnd, f.amount_text, f.exempt
from procedures.fee f
where f.version_id = :version_id
order by f.ordinal;

-- name: account_of
select d.procedure_version_id, d.fee_due_vnd, v.fee_vnd
from dossiers.dossier d
join procedures.version v on v.id = d.procedure_version_id
where d.tenant = :tenant and d.id = :dossier_id;

-- name: moved
select p.stage, p.kind, sum(p.amount_vnd)::bigint as amount_vnd
from dossiers.payment p
where p.tenant = :tenant and p.dossier_id = :dossier_id
group by p.stage, p.kind
order by p.stage, p.kind;
