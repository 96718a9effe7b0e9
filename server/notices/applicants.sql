-- name: for_applicants
select e.tenant, e.dossier_id, e.seq, e.kind, d.code, d.applicant_name, d.applicant_phone, d.applicant_email, d.receiving_unit_id, d.due_on, d.reappointed_on,
  v.name as procedure_name, n.name as unit_name
from dossiers.event e
join dossiers.dossier d on d.tenant = e.tenant and d.id = e.dossier_id
join procedures.version v on v.id = d.procedure_version_id
join lateral (select m.name from org.unit_name m where m.unit_id = d.receiving_unit_id order by (m.valid @> :today::date) desc, lower(m.valid) desc limit 1) n on true
where e.recorded_at > :since and e.recorded_at <= :at and e.kind in ('received', 'supplement_requested', 'payment_requested', 'apologised', 'decided', 'stopped', 'rejected_at_intake')
  and (d.applicant_phone is not null or d.applicant_email is not null)
order by e.tenant, e.dossier_id, e.seq
