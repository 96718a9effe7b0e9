-- name: recent_applicants
-- Whoever filed last at a unit and has an identity number: one each, with what they filed.
select d.applicant_identity as identity, d.applicant_name as name
from dossiers.dossier d
where d.receiving_unit_id = :unit_id and d.applicant_identity is not null and d.applicant_kind = 0
group by d.applicant_identity, d.applicant_name
order by max(d.filed_at) desc, d.applicant_identity
limit 5;

-- name: account
select a.id, a.display_name, a.title
from access.account a
where a.username = :username;
