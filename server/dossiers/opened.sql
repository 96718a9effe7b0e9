-- name: opened
-- Dossiers with everything that happened to them, as many as are opened at the same moment. Without a scope of its own: opened.ts asks for each
-- reader whether the dossier is in his reach. What they name (units, officers, the procedure) is in memory: known.ts.
select json_build_object(
  'tenant', d.tenant, 'id', d.id, 'code', d.code, 'procedure_version_id', d.procedure_version_id, 'receiving_unit_id', d.receiving_unit_id,
  'competent_unit_id', d.competent_unit_id, 'holder_unit_id', d.holder_unit_id, 'holder_id', d.holder_id, 'channel', d.channel,
  'applicant_kind', d.applicant_kind, 'applicant_name', d.applicant_name, 'applicant_identity', d.applicant_identity,
  'no_identity_reason', d.no_identity_reason, 'applicant_phone', d.applicant_phone, 'applicant_email', d.applicant_email,
  'applicant_address', d.applicant_address, 'submitter_name', d.submitter_name, 'matter', d.matter, 'return_channel', d.return_channel,
  'filed_at', d.filed_at, 'received_at', d.received_at, 'due_at', d.due_at, 'due_on', d.due_on, 'due_precision', d.due_precision,
  'status', d.status, 'paused_at', d.paused_at, 'decided_at', d.decided_at, 'closed_at', d.closed_at, 'delivered_at', d.delivered_at,
  'outcome', d.outcome, 'last_seq', d.last_seq, 'changed_at', d.changed_at) as row,
  json_build_object(
  'first_due_on', d.first_due_on, 'times_extended', d.times_extended, 'reappointed_on', d.reappointed_on, 'apologised_at', d.apologised_at,
  'explained_at', d.explained_at, 'explanation_accepted_at', d.explanation_accepted_at, 'reopened_times', d.reopened_times,
  'officer_id', d.officer_id, 'process_version_id', d.process_version_id, 'step_code', d.step_code, 'step_due_at', d.step_due_at,
  'waiting_for', d.waiting_for, 'fee_due_vnd', d.fee_due_vnd, 'fee_paid_vnd', d.fee_paid_vnd,
  'step_unit_ids', array(select s.unit_id from dossiers.step s where s.tenant = d.tenant and s.dossier_id = d.id and s.left_at is null order by s.unit_id),
  'asked_unit_ids', array(select c.unit_id from dossiers.consultation c where c.tenant = d.tenant and c.dossier_id = d.id and c.answered_at is null
                            and c.cancelled_at is null order by c.unit_id)) as life,
  (select json_agg(json_build_object('seq', e.seq, 'kind', e.kind, 'at', e.at, 'recorded_at', e.recorded_at, 'actor_id', e.actor_id,
                                     'unit_id', e.unit_id, 'data', e.data) order by e.seq)
   from dossiers.event e
   where e.tenant = d.tenant and e.dossier_id = d.id) as events,
  (select coalesce(json_agg(json_build_object('id', w.id, 'kind', w.kind, 'ordinal', w.ordinal, 'name', w.name, 'form', w.form, 'sheets', w.sheets,
                                              'must_digitise', w.must_digitise, 'is_digitised', w.form = 2 or w.digitised_at is not null,
                                              'digitised_at', w.digitised_at, 'file_id', w.file_id, 'file_name', f.name, 'size_bytes', f.size_bytes)
                            order by w.kind, w.ordinal), '[]')
   from dossiers.paper w
   left join files.file f on f.tenant = w.tenant and f.id = w.file_id
   where w.tenant = d.tenant and w.dossier_id = d.id) as papers
from dossiers.dossier d
where d.tenant = any (array(select t.id from org.tenant t))
  and d.id = any (:ids::bigint[])
order by d.tenant, d.id;
