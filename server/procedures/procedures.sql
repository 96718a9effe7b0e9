-- name: version_on
select v.id, v.procedure_id, p.code, v.name, lower(v.valid) as valid_from, upper(v.valid) as valid_until,
       v.sector_id, s.code as sector_code, s.name as sector_name, v.level, v.authority,
       v.limit_unit, v.limit_amount, to_char(v.cut_off, 'HH24:MI') as cut_off, v.supplement_policy, v.max_supplements, v.fee_vnd,
       v.online_level, v.legacy_online_label, v.is_interlinked, v.is_no_writing, v.is_boundary_free,
       v.result_name, v.decision_no, v.legal_basis, v.source, v.status, v.note,
       v.is_at_desk, v.off_desk_reason, v.vertical_agency, v.interlinked_kind, v.can_post_receive, v.can_post_return, v.is_internal, v.conditions
from procedures.version v
join procedures.procedure p on p.id = v.procedure_id
join procedures.sector s on s.id = v.sector_id
where p.code = :code
  and v.valid @> :day::date;

-- name: version_by_id
select v.id, v.procedure_id, p.code, v.name, lower(v.valid) as valid_from, upper(v.valid) as valid_until,
       v.sector_id, s.code as sector_code, s.name as sector_name, v.level, v.authority,
       v.limit_unit, v.limit_amount, to_char(v.cut_off, 'HH24:MI') as cut_off, v.supplement_policy, v.max_supplements, v.fee_vnd,
       v.online_level, v.legacy_online_label, v.is_interlinked, v.is_no_writing, v.is_boundary_free,
       v.result_name, v.decision_no, v.legal_basis, v.source, v.status, v.note,
       v.is_at_desk, v.off_desk_reason, v.vertical_agency, v.interlinked_kind, v.can_post_receive, v.can_post_return, v.is_internal, v.conditions
from procedures.version v
join procedures.procedure p on p.id = v.procedure_id
join procedures.sector s on s.id = v.sector_id
where v.id = :id;

-- name: versions_of
select v.id, v.procedure_id, p.code, v.name, lower(v.valid) as valid_from, upper(v.valid) as valid_until,
       v.sector_id, s.code as sector_code, s.name as sector_name, v.level, v.authority,
       v.limit_unit, v.limit_amount, to_char(v.cut_off, 'HH24:MI') as cut_off, v.supplement_policy, v.max_supplements, v.fee_vnd,
       v.online_level, v.legacy_online_label, v.is_interlinked, v.is_no_writing, v.is_boundary_free,
       v.result_name, v.decision_no, v.legal_basis, v.source, v.status, v.note,
       v.is_at_desk, v.off_desk_reason, v.vertical_agency, v.interlinked_kind, v.can_post_receive, v.can_post_return, v.is_internal, v.conditions
from procedures.version v
join procedures.procedure p on p.id = v.procedure_id
join procedures.sector s on s.id = v.sector_id
where p.code = :code
order by lower(v.valid) desc;

-- name: papers_of
select w.ordinal, w.name, w.form_code, w.originals, w.copies, w.is_required, w.must_digitise
from procedures.paper w
where w.version_id = :version_id
order by w.ordinal;

-- name: papers_of_many
select w.version_id, w.ordinal, w.name, w.form_code, w.originals, w.copies, w.is_required, w.must_digitise
from procedures.paper w
where w.version_id = any (:version_ids::int[])
order by w.version_id, w.ordinal;

-- name: nearest_versions
select lower(v.valid) as valid_from, upper(v.valid) as valid_until
from procedures.version v
join procedures.procedure p on p.id = v.procedure_id
where p.code = :code
order by lower(v.valid);

-- name: count_found
select count(*) as total
from procedures.version v
join procedures.procedure p on p.id = v.procedure_id
join procedures.sector s on s.id = v.sector_id
where v.valid @> :day::date
  and (:sector::text is null or s.code = :sector)
  and (:level::text is null or v.level = :level)
  and (:online_level::text is null or v.online_level = :online_level)
  and (:at_desk::boolean is null or v.is_at_desk = :at_desk)
  and (:is_internal::boolean is null or v.is_internal = :is_internal)
  and (:is_interlinked::boolean is null or v.is_interlinked = :is_interlinked)
  and (:vertical::text is null or v.vertical_agency = :vertical or (:vertical = 'any' and v.vertical_agency is not null))
  and (:ids::int[] is null or v.id = any (:ids))
  and (lib.plain(v.name) like all (:patterns::text[])
       or p.code like :code
       or regexp_replace(lib.plain(v.name), '(\w)\w*\W*', '\1', 'g') like :initials);

-- name: found
select v.id, v.procedure_id, p.code, v.name, lower(v.valid) as valid_from, upper(v.valid) as valid_until,
       v.sector_id, s.code as sector_code, s.name as sector_name, v.level, v.authority,
       v.limit_unit, v.limit_amount, to_char(v.cut_off, 'HH24:MI') as cut_off, v.supplement_policy, v.max_supplements, v.fee_vnd,
       v.online_level, v.legacy_online_label, v.is_interlinked, v.is_no_writing, v.is_boundary_free,
       v.result_name, v.decision_no, v.legal_basis, v.source, v.status, v.note,
       v.is_at_desk, v.off_desk_reason, v.vertical_agency, v.interlinked_kind, v.can_post_receive, v.can_post_return, v.is_internal, v.conditions
from procedures.version v
join procedures.procedure p on p.id = v.procedure_id
join procedures.sector s on s.id = v.sector_id
where v.valid @> :day::date
  and (:sector::text is null or s.code = :sector)
  and (:level::text is null or v.level = :level)
  and (:online_level::text is null or v.online_level = :online_level)
  and (:at_desk::boolean is null or v.is_at_desk = :at_desk)
  and (:is_internal::boolean is null or v.is_internal = :is_internal)
  and (:is_interlinked::boolean is null or v.is_interlinked = :is_interlinked)
  and (:vertical::text is null or v.vertical_agency = :vertical or (:vertical = 'any' and v.vertical_agency is not null))
  and (:ids::int[] is null or v.id = any (:ids))
  and (lib.plain(v.name) like all (:patterns::text[])
       or p.code like :code
       or regexp_replace(lib.plain(v.name), '(\w)\w*\W*', '\1', 'g') like :initials)
order by (p.code like :code) desc, (lib.plain(v.name) like :start) desc, length(v.name), v.name, p.code
limit :limit offset :offset;

-- name: sectors
select s.id, s.code, s.name, s.name_en, s.published_count, s.published_note, s.source, s.status,
       count(v.id) as procedures
from procedures.sector s
left join procedures.version v
  on v.sector_id = s.id and v.valid @> :day::date and (:level::text is null or v.level = :level)
group by s.id
order by s.name, s.id;

-- name: upsert_sector
insert into procedures.sector (code, name, name_en, published_count, published_note, source, status)
values (:code, :name, :name_en, :published_count, :published_note, :source, :status)
on conflict (code) do update
  set name = excluded.name, name_en = excluded.name_en, published_count = excluded.published_count,
      published_note = excluded.published_note, source = excluded.source, status = excluded.status;

-- name: sector_id
select s.id from procedures.sector s where s.code = :code;

-- name: ensure_procedure
-- The update keeps the row's own value: only so does a conflict return its id.
insert into procedures.procedure (code) values (:code)
on conflict (code) do update set code = excluded.code
returning id;

-- name: lock_procedure
select p.id from procedures.procedure p where p.id = :procedure_id for update;

-- name: version_starting
select v.id from procedures.version v where v.procedure_id = :procedure_id and lower(v.valid) = :from::date;

-- name: end_version
update procedures.version v
set valid = daterange(lower(v.valid), :from::date)
where v.procedure_id = :procedure_id and v.valid @> :from::date;

-- name: next_start
select min(lower(v.valid)) as next_from
from procedures.version v
where v.procedure_id = :procedure_id and lower(v.valid) > :from::date;

-- name: insert_version
insert into procedures.version
  (procedure_id, valid, name, sector_id, level, authority, limit_unit, limit_amount, cut_off, supplement_policy, max_supplements,
   fee_vnd, online_level, legacy_online_label, is_interlinked, is_no_writing, is_boundary_free,
   result_name, decision_no, legal_basis, source, status, note,
   is_at_desk, off_desk_reason, vertical_agency, interlinked_kind, can_post_receive, can_post_return, is_internal, conditions)
values
  (:procedure_id, daterange(:from::date, :until::date), :name, :sector_id, :level, :authority, :limit_unit, :limit_amount, :cut_off,
   :supplement_policy, :max_supplements, :fee_vnd, :online_level, :legacy_online_label, :is_interlinked, :is_no_writing, :is_boundary_free,
   :result_name, :decision_no, :legal_basis, :source, :status, :note,
   :is_at_desk, :off_desk_reason, :vertical_agency, :interlinked_kind, :can_post_receive, :can_post_return, :is_internal, :conditions)
returning id;

-- name: insert_papers
insert into procedures.paper (version_id, ordinal, name, form_code, originals, copies, is_required, must_digitise)
select :version_id::int, w.ordinal, w.name, w.form_code, w.originals, w.copies, w.is_required, w.must_digitise
from jsonb_to_recordset(:papers::jsonb)
  as w (ordinal smallint, name text, form_code text, originals smallint, copies smallint, is_required boolean, must_digitise boolean);

-- name: offered_units
select o.unit_id
from procedures.offered o
where o.procedure_id = :procedure_id and o.valid @> :day::date
order by o.unit_id;

-- name: insert_fees
insert into procedures.fee (version_id, ordinal, name, kind, amount_vnd, amount_text, stage, exempt, source)
select :version_id::int, f.ordinal, f.name, f.kind, f.amount_vnd, f.amount_text, f.stage, f.exempt, f.source
from jsonb_to_recordset(:fees::jsonb)
  as f (ordinal smallint, name text, kind text, amount_vnd bigint, amount_text text, stage text, exempt text, source text);

-- name: insert_steps
insert into procedures.step (version_id, ordinal, name, actor, how, duration)
select :version_id::int, s.ordinal, s.name, s.actor, s.how, s.duration
from jsonb_to_recordset(:steps::jsonb) as s (ordinal smallint, name text, actor text, how text, duration text);

-- name: insert_legal_documents
insert into procedures.legal_document (version_id, ordinal, number, name, article, signed_on)
select :version_id::int, d.ordinal, d.number, d.name, d.article, d.signed_on
from jsonb_to_recordset(:documents::jsonb) as d (ordinal smallint, number text, name text, article text, signed_on date);

-- name: fees_of
select f.version_id, f.ordinal, f.name, f.kind, f.amount_vnd, f.amount_text, f.stage, f.exempt, f.source
from procedures.fee f where f.version_id = any (:version_ids::int[]) order by f.version_id, f.ordinal;

-- name: steps_of
select s.version_id, s.ordinal, s.name, s.actor, s.how, s.duration
from procedures.step s where s.version_id = any (:version_ids::int[]) order by s.version_id, s.ordinal;

-- name: legal_documents_of
select d.version_id, d.ordinal, d.number, d.name, d.article, d.signed_on
from procedures.legal_document d where d.version_id = any (:version_ids::int[]) order by d.version_id, d.ordinal;
