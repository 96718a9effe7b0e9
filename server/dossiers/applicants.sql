-- name: applicants
-- Who filed under this number before, each with what was last known of him and how many dossiers he has; the last filing first.
with of_number as materialized (
  select d.tenant, d.id, d.code, d.status, d.filed_at, d.applicant_kind, d.applicant_name, d.applicant_identity, d.applicant_phone, d.applicant_email,
         d.applicant_address, v.name as procedure_name
  from dossiers.dossier d
  join procedures.version v on v.id = d.procedure_version_id
  where (d.applicant_identity = :identity or d.applicant_phone = :phone)
    and (access.in_scope(d.receiving_unit_id, :personal::int[])
         or access.in_scope(d.competent_unit_id, :personal::int[])
         or access.in_scope(d.holder_unit_id, :personal::int[]))
)
select distinct on (o.applicant_kind, coalesce(o.applicant_identity, lib.plain(o.applicant_name)))
       o.applicant_kind as kind, o.applicant_name as name, o.applicant_identity as identity, o.applicant_phone as phone, o.applicant_email as email,
       o.applicant_address as address, o.filed_at as last_filed_at, o.id as last_id, o.code as last_code, o.procedure_name as last_procedure_name,
       c.dossiers, c.open
from of_number o
cross join lateral (
  select count(*)::int as dossiers, count(*) filter (where s.status in (1, 2, 4, 5, 6, 9))::int as open
  from of_number s
  where s.applicant_kind = o.applicant_kind
    and coalesce(s.applicant_identity, lib.plain(s.applicant_name)) = coalesce(o.applicant_identity, lib.plain(o.applicant_name))
) c
order by o.applicant_kind, coalesce(o.applicant_identity, lib.plain(o.applicant_name)), o.filed_at desc, o.id desc
limit :most;
