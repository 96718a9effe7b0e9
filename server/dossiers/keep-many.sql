-- name: keep_new
-- First events of new dossiers and what follows from them, as many as came together. `place` is the place of the dossier in :ids, :codes and :said;
-- each other list is a column. What a first event leaves empty or zero is not handed in (keep-many.ts looks that it is).
with k as materialized (
  select :ids::bigint[] as ids, :codes::text[] as codes, string_to_array(:said::text, chr(31)) as said
),
events as (
  insert into dossiers.event (tenant, dossier_id, seq, kind, at, recorded_at, actor_id, unit_id, data)
  select e.tenant, k.ids[e.place], e.seq, e.kind, e.at, e.recorded_at, e.actor_id, e.unit_id, k.said[e.place]::jsonb
  from k, unnest(:e_tenant::smallint[], :e_place::int[], :e_seq::smallint[], :e_kind::text[], :e_at::timestamptz[], :e_recorded_at::timestamptz[],
                 :e_actor_id::bigint[], :e_unit_id::int[]) as e (tenant, place, seq, kind, at, recorded_at, actor_id, unit_id)
),
papers as (
  insert into dossiers.paper (tenant, dossier_id, kind, ordinal, name, form, sheets, must_digitise, file_id, digitised_at)
  select w.tenant, k.ids[w.place], w.kind, w.ordinal, w.name, w.form, w.sheets, w.must_digitise, w.file_id, w.digitised_at
  from k, unnest(:w_tenant::smallint[], :w_place::int[], :w_kind::text[], :w_ordinal::smallint[], :w_name::text[], :w_form::smallint[],
                 :w_sheets::smallint[], :w_must_digitise::boolean[], :w_file_id::bigint[], :w_digitised_at::timestamptz[])
    as w (tenant, place, kind, ordinal, name, form, sheets, must_digitise, file_id, digitised_at)
),
steps as (
  insert into dossiers.step
    (tenant, dossier_id, place, seq, step_code, leg, unit_id, account_id, assigned_by, entered_at, due_on, due_at, due_precision, leg_due_at,
     left_seq, left_at, left_as, timeliness, process_version_id)
  select s.tenant, k.ids[s.dossier_id], s.place, s.seq, s.step_code, s.leg, s.unit_id, s.account_id, s.assigned_by, s.entered_at, s.due_on, s.due_at,
         s.due_precision, s.leg_due_at, s.left_seq, s.left_at, s.left_as, s.timeliness, s.process_version_id
  from json_populate_recordset(null::dossiers.step, :steps::json) as s, k
),
versions as (
  insert into dossiers.version
    (tenant, dossier_id, known_from, known_to, received_on, due_on, closed_on, paused_on, outcome, timeliness, channel, competent_unit_id,
     receiving_unit_id, procedure_id, sector_id, level, online_level, papers_state, result_state, suspended_days, is_no_writing, is_interlinked,
     marks)
  select v.tenant, k.ids[v.place], v.known_from, 'infinity', v.received_on, v.due_on, v.closed_on, v.paused_on, v.outcome, v.timeliness, v.channel,
         v.competent_unit_id, v.receiving_unit_id, v.procedure_id, v.sector_id, v.level, v.online_level, v.papers_state, v.result_state,
         v.suspended_days, v.is_no_writing, v.is_interlinked, v.marks
  from k, unnest(:v_tenant::smallint[], :v_place::int[], :v_known_from::timestamptz[], :v_received_on::date[], :v_due_on::date[],
                 :v_closed_on::date[], :v_paused_on::date[], :v_outcome::smallint[], :v_timeliness::smallint[], :v_channel::smallint[],
                 :v_competent_unit_id::int[], :v_receiving_unit_id::int[], :v_procedure_id::int[], :v_sector_id::smallint[], :v_level::smallint[],
                 :v_online_level::smallint[], :v_papers_state::smallint[], :v_result_state::smallint[], :v_suspended_days::smallint[],
                 :v_is_no_writing::boolean[], :v_is_interlinked::boolean[], :v_marks::int[])
    as v (tenant, place, known_from, received_on, due_on, closed_on, paused_on, outcome, timeliness, channel, competent_unit_id, receiving_unit_id,
          procedure_id, sector_id, level, online_level, papers_state, result_state, suspended_days, is_no_writing, is_interlinked, marks)
)
insert into dossiers.dossier
  (tenant, id, code, client_id, procedure_id, procedure_version_id, receiving_unit_id, competent_unit_id, holder_unit_id, holder_id, channel,
   applicant_kind, applicant_name, applicant_identity, no_identity_reason, applicant_phone, applicant_email, applicant_address, submitter_name,
   matter, return_channel, filed_at, received_at, due_at, due_on, due_precision, status, last_seq, changed_at, helping_unit_id, first_due_on,
   officer_id, process_version_id, step_code, fee_due_vnd, step_due_at, words, applicant_plain)
select d.tenant, d.id, d.code, d.client_id, d.procedure_id, d.procedure_version_id, d.receiving_unit_id, d.competent_unit_id, d.holder_unit_id,
       d.holder_id, d.channel, d.applicant_kind, d.applicant_name, d.applicant_identity, d.no_identity_reason, d.applicant_phone,
       d.applicant_email, d.applicant_address, d.submitter_name, d.matter, d.return_channel, d.filed_at, d.received_at, d.due_at, d.due_on,
       d.due_precision, d.status, d.last_seq, d.changed_at, d.helping_unit_id, d.first_due_on, d.officer_id, d.process_version_id, d.step_code,
       d.fee_due_vnd, d.step_due_at, d.words, d.applicant_plain
from k, unnest(k.ids, k.codes, :d_tenant::smallint[], :d_client_id::text[], :d_procedure_id::int[], :d_procedure_version_id::int[], :d_receiving_unit_id::int[],
               :d_competent_unit_id::int[], :d_holder_unit_id::int[], :d_holder_id::bigint[], :d_channel::smallint[],
               :d_applicant_kind::smallint[], :d_applicant_name::text[], :d_applicant_identity::text[], :d_no_identity_reason::text[],
               :d_applicant_phone::text[], :d_applicant_email::text[], :d_applicant_address::text[], :d_submitter_name::text[], :d_matter::text[],
               :d_return_channel::smallint[], :d_filed_at::timestamptz[], :d_received_at::timestamptz[], :d_due_at::timestamptz[],
               :d_due_on::date[], :d_due_precision::text[], :d_status::smallint[], :d_last_seq::smallint[], :d_changed_at::timestamptz[],
               :d_helping_unit_id::int[], :d_first_due_on::date[], :d_officer_id::bigint[], :d_process_version_id::int[], :d_step_code::text[],
               :d_fee_due_vnd::bigint[], :d_step_due_at::timestamptz[], :d_words::tsvector[], :d_applicant_plain::text[])
  as d (id, code, tenant, client_id, procedure_id, procedure_version_id, receiving_unit_id, competent_unit_id, holder_unit_id, holder_id, channel,
        applicant_kind, applicant_name, applicant_identity, no_identity_reason, applicant_phone, applicant_email, applicant_address,
        submitter_name, matter, return_channel, filed_at, received_at, due_at, due_on, due_precision, status, last_seq, changed_at,
        helping_unit_id, first_due_on, officer_id, process_version_id, step_code, fee_due_vnd, step_due_at, words, applicant_plain);
