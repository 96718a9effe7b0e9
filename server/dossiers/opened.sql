-- name: opened
-- Dossiers with everything that happened to them, as many as are opened at the same moment. Without a scope of its own: opened.ts asks for each
-- reader whether the dossier is in his reach. What they name (units, officers, the procedure) is in memory: known.ts.
-- Events and papers are written as JSON by hand: json_build_object looks up the type of each of its values anew, which costs more than all the rest.
-- Open steps are there only with a step_code, open questions only with waiting_for (steps-fold.ts).
select d.tenant, d.id, d.code, d.procedure_version_id, d.receiving_unit_id, d.competent_unit_id, d.holder_unit_id, d.holder_id, d.channel,
       d.applicant_kind, d.applicant_name, d.applicant_identity, d.no_identity_reason, d.applicant_phone, d.applicant_email, d.applicant_address,
       d.submitter_name, d.matter, d.return_channel, d.filed_at, d.received_at, d.due_at, d.due_on, d.due_precision, d.status, d.paused_at,
       d.decided_at, d.closed_at, d.delivered_at, d.outcome, d.last_seq, d.changed_at, d.first_due_on, d.times_extended, d.reappointed_on,
       d.apologised_at, d.explained_at, d.explanation_accepted_at, d.reopened_times, d.officer_id, d.process_version_id, d.step_code,
       d.step_due_at, d.waiting_for, d.fee_due_vnd, d.fee_paid_vnd,
       case when d.step_code is not null then
         array(select s.unit_id from dossiers.step s where s.tenant = d.tenant and s.dossier_id = d.id and s.left_at is null order by s.unit_id)
       end as step_unit_ids,
       case when d.waiting_for > 0 then
         array(select c.unit_id from dossiers.consultation c where c.tenant = d.tenant and c.dossier_id = d.id and c.answered_at is null
                 and c.cancelled_at is null order by c.unit_id)
       end as asked_unit_ids,
       (select string_agg(concat('[', e.seq, ',"', e.kind, '","', e.at, '","', e.recorded_at, '",',
                                 coalesce(e.actor_id::text, 'null'), ',', e.unit_id, ',', e.data, ']'), ',' order by e.seq)
        from dossiers.event e
        where e.tenant = d.tenant and e.dossier_id = d.id) as events,
       (select string_agg(concat('[', w.id, ',"', w.kind, '",', w.ordinal, ',', to_json(w.name), ',', w.form, ',', w.sheets, ',', w.must_digitise::text,
                                 ',"', w.digitised_at, '",', coalesce(w.file_id::text, 'null'), ',', coalesce(to_json(f.name)::text, 'null'), ',',
                                 coalesce(f.size_bytes::text, 'null'), ']'), ',' order by w.kind, w.ordinal)
        from dossiers.paper w
        left join files.file f on f.tenant = w.tenant and f.id = w.file_id
        where w.tenant = d.tenant and w.dossier_id = d.id) as papers
from dossiers.dossier d
where d.tenant = any (array(select t.id from org.tenant t))
  and d.id = any (:ids::bigint[])
order by d.tenant, d.id;
