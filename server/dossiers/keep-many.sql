-- name: keep_new
-- First events of new dossiers and what follows from them, as many as came together. `place` is the place of the dossier in :ids, :codes and :said;
-- each other list has rows of a type of its own. What a first event leaves empty or zero is not handed in (keep-many.ts looks that it is).
with k as materialized (
  select :ids::bigint[] as ids, :codes::text[] as codes, string_to_array(:said::text, chr(31)) as said
),
events as (
  insert into dossiers.event (tenant, dossier_id, seq, kind, at, recorded_at, actor_id, unit_id, data)
  select e.tenant, k.ids[e.place], e.seq, e.kind, e.at, e.recorded_at, e.actor_id, e.unit_id, k.said[e.place]::jsonb
  from k, unnest(:events::dossiers.new_event[]) as e
),
papers as (
  insert into dossiers.paper (tenant, dossier_id, kind, ordinal, name, form, sheets, must_digitise, file_id, digitised_at)
  select w.tenant, k.ids[w.place], w.kind, w.ordinal, w.name, w.form, w.sheets, w.must_digitise, w.file_id, w.digitised_at
  from k, unnest(:papers::dossiers.new_paper[]) as w
),
steps as (
  insert into dossiers.step
    (tenant, dossier_id, place, seq, step_code, leg, unit_id, account_id, assigned_by, entered_at, due_on, due_at, due_precision, leg_due_at,
     left_seq, left_at, left_as, timeliness, process_version_id)
  select s.tenant, k.ids[s.dossier_place], s.place, s.seq, s.step_code, s.leg, s.unit_id, s.account_id, s.assigned_by, s.entered_at, s.due_on, s.due_at,
         s.due_precision, s.leg_due_at, s.left_seq, s.left_at, s.left_as, s.timeliness, s.process_version_id
  from k, unnest(:steps::dossiers.new_step[]) as s
),
versions as (
  insert into dossiers.version
    (tenant, dossier_id, known_from, known_to, received_on, due_on, closed_on, paused_on, outcome, timeliness, channel, competent_unit_id,
     receiving_unit_id, procedure_id, sector_id, level, online_level, papers_state, result_state, suspended_days, is_no_writing, is_interlinked,
     marks)
  select v.tenant, k.ids[v.place], v.known_from, 'infinity', v.received_on, v.due_on, v.closed_on, v.paused_on, v.outcome, v.timeliness, v.channel,
         v.competent_unit_id, v.receiving_unit_id, v.procedure_id, v.sector_id, v.level, v.online_level, v.papers_state, v.result_state,
         v.suspended_days, v.is_no_writing, v.is_interlinked, v.marks
  from k, unnest(:versions::dossiers.new_version[]) as v
)
insert into dossiers.dossier
  (tenant, id, code, client_id, procedure_id, procedure_version_id, receiving_unit_id, competent_unit_id, holder_unit_id, holder_id, channel,
   applicant_kind, applicant_name, applicant_identity, no_identity_reason, applicant_phone, applicant_email, applicant_address, submitter_name,
   matter, return_channel, filed_at, received_at, due_at, due_on, due_precision, status, last_seq, changed_at, helping_unit_id, first_due_on,
   officer_id, process_version_id, step_code, fee_due_vnd, step_due_at, words, applicant_plain)
select d.tenant, k.ids[d.place], k.codes[d.place], d.client_id, d.procedure_id, d.procedure_version_id, d.receiving_unit_id, d.competent_unit_id, d.holder_unit_id,
       d.holder_id, d.channel, d.applicant_kind, d.applicant_name, d.applicant_identity, d.no_identity_reason, d.applicant_phone,
       d.applicant_email, d.applicant_address, d.submitter_name, d.matter, d.return_channel, d.filed_at, d.received_at, d.due_at, d.due_on,
       d.due_precision, d.status, d.last_seq, d.changed_at, d.helping_unit_id, d.first_due_on, d.officer_id, d.process_version_id, d.step_code,
       d.fee_due_vnd, d.step_due_at, d.words, d.applicant_plain
from k, unnest(:dossiers::dossiers.new_dossier[]) as d;
