-- name: identity_of
select d.applicant_identity as identity
from dossiers.dossier d
where d.tenant = :tenant and d.id = :id;
