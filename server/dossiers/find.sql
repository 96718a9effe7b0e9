-- Lists of dossiers. The predicate of found, newest and sorted is one text; a test compares the three.

-- name: found
-- How many there are, :most at most, and the newest of them. Rare words are looked up, common ones are met soon: neither reads everything.
with found as materialized (
  select d.tenant, d.id, d.last_seq, d.filed_at
  from dossiers.dossier d
  where (access.in_scope(d.receiving_unit_id, :scope::int[])
         or access.in_scope(d.competent_unit_id, :scope::int[])
         or access.in_scope(d.holder_unit_id, :scope::int[]))
    and (:code_like::text is null or d.code like :code_like)
    and (:filed_from::timestamptz is null or d.filed_at >= :filed_from)
    and (:filed_before::timestamptz is null or d.filed_at < :filed_before)
    and (:number_like::text is null
         or ((d.applicant_identity like :number_like or d.applicant_phone like :number_like)
             and (access.in_scope(d.receiving_unit_id, :personal::int[])
                  or access.in_scope(d.competent_unit_id, :personal::int[])
                  or access.in_scope(d.holder_unit_id, :personal::int[]))))
    and (:words::tsquery is null
         or d.words @@ :words
         or (:named::int[] is not null and d.procedure_version_id = any (:named))
         or (:mixed_words::tsquery is not null and d.words @@ :mixed_words and d.procedure_version_id = any (:mixed_named::int[])))
    and (:status::int[] is null or d.status = any (:status::int[]))
    and (:standing::text is null
         or (d.status in (2, 4, 5, 6)
             and dossiers.standing(d.status, d.due_on, d.due_at, d.due_precision, d.paused_at, :at::timestamptz) = :standing))
    and (:units::int[] is null or d.receiving_unit_id = any (:units::int[]) or d.competent_unit_id = any (:units::int[]))
    and (:holder_units::int[] is null or d.holder_unit_id = any (:holder_units::int[]))
    and (:holder_id::bigint is null or d.holder_id = :holder_id)
    and (:step::text is null or d.step_code = :step)
    and (:is_step_late::boolean is null or (d.step_due_at < :at and d.paused_at is null and d.status in (2, 4)) = :is_step_late)
    and (:is_waiting::boolean is null or (d.waiting_for > 0) = :is_waiting)
    and (:fee::text is null or (d.fee_due_vnd > 0 and (d.fee_paid_vnd >= d.fee_due_vnd) = (:fee = 'paid')))
    and (:version_ids::int[] is null or d.procedure_version_id = any (:version_ids::int[]))
    and (:channel::int is null or d.channel = :channel)
    and (:received_from::timestamptz is null or d.received_at >= :received_from)
    and (:received_before::timestamptz is null or d.received_at < :received_before)
    and (:due_from::date is null or d.due_on >= :due_from)
    and (:due_before::date is null or d.due_on < :due_before)
    and (:closed_from::timestamptz is null or d.closed_at >= :closed_from)
    and (:closed_before::timestamptz is null or d.closed_at < :closed_before)
  limit :most
)
select c.total, k.tenant, k.id, k.last_seq
from (select count(*)::int as total from found f) c
left join lateral (
  select f.tenant, f.id, f.last_seq, f.filed_at
  from found f
  order by f.filed_at desc, f.id desc
  limit :limit offset :offset
) k on true
order by k.filed_at desc, k.id desc;

-- name: newest
select d.tenant, d.id, d.last_seq
from dossiers.dossier d
where (access.in_scope(d.receiving_unit_id, :scope::int[])
       or access.in_scope(d.competent_unit_id, :scope::int[])
       or access.in_scope(d.holder_unit_id, :scope::int[]))
  and (:code_like::text is null or d.code like :code_like)
  and (:filed_from::timestamptz is null or d.filed_at >= :filed_from)
  and (:filed_before::timestamptz is null or d.filed_at < :filed_before)
  and (:number_like::text is null
       or ((d.applicant_identity like :number_like or d.applicant_phone like :number_like)
           and (access.in_scope(d.receiving_unit_id, :personal::int[])
                or access.in_scope(d.competent_unit_id, :personal::int[])
                or access.in_scope(d.holder_unit_id, :personal::int[]))))
  and (:words::tsquery is null
       or d.words @@ :words
       or (:named::int[] is not null and d.procedure_version_id = any (:named))
       or (:mixed_words::tsquery is not null and d.words @@ :mixed_words and d.procedure_version_id = any (:mixed_named::int[])))
  and (:status::int[] is null or d.status = any (:status::int[]))
  and (:standing::text is null
       or (d.status in (2, 4, 5, 6)
           and dossiers.standing(d.status, d.due_on, d.due_at, d.due_precision, d.paused_at, :at::timestamptz) = :standing))
  and (:units::int[] is null or d.receiving_unit_id = any (:units::int[]) or d.competent_unit_id = any (:units::int[]))
  and (:holder_units::int[] is null or d.holder_unit_id = any (:holder_units::int[]))
  and (:holder_id::bigint is null or d.holder_id = :holder_id)
  and (:step::text is null or d.step_code = :step)
  and (:is_step_late::boolean is null or (d.step_due_at < :at and d.paused_at is null and d.status in (2, 4)) = :is_step_late)
  and (:is_waiting::boolean is null or (d.waiting_for > 0) = :is_waiting)
  and (:fee::text is null or (d.fee_due_vnd > 0 and (d.fee_paid_vnd >= d.fee_due_vnd) = (:fee = 'paid')))
  and (:version_ids::int[] is null or d.procedure_version_id = any (:version_ids::int[]))
  and (:channel::int is null or d.channel = :channel)
  and (:received_from::timestamptz is null or d.received_at >= :received_from)
  and (:received_before::timestamptz is null or d.received_at < :received_before)
  and (:due_from::date is null or d.due_on >= :due_from)
  and (:due_before::date is null or d.due_on < :due_before)
  and (:closed_from::timestamptz is null or d.closed_at >= :closed_from)
  and (:closed_before::timestamptz is null or d.closed_at < :closed_before)
order by d.filed_at desc, d.id desc
limit :limit offset :offset;

-- name: sorted
select d.tenant, d.id, d.last_seq
from dossiers.dossier d
where (access.in_scope(d.receiving_unit_id, :scope::int[])
       or access.in_scope(d.competent_unit_id, :scope::int[])
       or access.in_scope(d.holder_unit_id, :scope::int[]))
  and (:code_like::text is null or d.code like :code_like)
  and (:filed_from::timestamptz is null or d.filed_at >= :filed_from)
  and (:filed_before::timestamptz is null or d.filed_at < :filed_before)
  and (:number_like::text is null
       or ((d.applicant_identity like :number_like or d.applicant_phone like :number_like)
           and (access.in_scope(d.receiving_unit_id, :personal::int[])
                or access.in_scope(d.competent_unit_id, :personal::int[])
                or access.in_scope(d.holder_unit_id, :personal::int[]))))
  and (:words::tsquery is null
       or d.words @@ :words
       or (:named::int[] is not null and d.procedure_version_id = any (:named))
       or (:mixed_words::tsquery is not null and d.words @@ :mixed_words and d.procedure_version_id = any (:mixed_named::int[])))
  and (:status::int[] is null or d.status = any (:status::int[]))
  and (:standing::text is null
       or (d.status in (2, 4, 5, 6)
           and dossiers.standing(d.status, d.due_on, d.due_at, d.due_precision, d.paused_at, :at::timestamptz) = :standing))
  and (:units::int[] is null or d.receiving_unit_id = any (:units::int[]) or d.competent_unit_id = any (:units::int[]))
  and (:holder_units::int[] is null or d.holder_unit_id = any (:holder_units::int[]))
  and (:holder_id::bigint is null or d.holder_id = :holder_id)
  and (:step::text is null or d.step_code = :step)
  and (:is_step_late::boolean is null or (d.step_due_at < :at and d.paused_at is null and d.status in (2, 4)) = :is_step_late)
  and (:is_waiting::boolean is null or (d.waiting_for > 0) = :is_waiting)
  and (:fee::text is null or (d.fee_due_vnd > 0 and (d.fee_paid_vnd >= d.fee_due_vnd) = (:fee = 'paid')))
  and (:version_ids::int[] is null or d.procedure_version_id = any (:version_ids::int[]))
  and (:channel::int is null or d.channel = :channel)
  and (:received_from::timestamptz is null or d.received_at >= :received_from)
  and (:received_before::timestamptz is null or d.received_at < :received_before)
  and (:due_from::date is null or d.due_on >= :due_from)
  and (:due_before::date is null or d.due_on < :due_before)
  and (:closed_from::timestamptz is null or d.closed_at >= :closed_from)
  and (:closed_before::timestamptz is null or d.closed_at < :closed_before)
order by
  case when :is_descending::boolean then null when :sort = 'code' then d.code when :sort::text = 'applicant_name' then d.applicant_plain end,
  case when not :is_descending then null when :sort = 'code' then d.code when :sort = 'applicant_name' then d.applicant_plain end desc nulls last,
  case when :is_descending then null
       when :sort = 'received_at' then d.received_at when :sort = 'filed_at' then d.filed_at
       when :sort = 'changed_at' then d.changed_at when :sort = 'due_on' then d.due_on::timestamptz end nulls last,
  case when not :is_descending then null
       when :sort = 'received_at' then d.received_at when :sort = 'filed_at' then d.filed_at
       when :sort = 'changed_at' then d.changed_at when :sort = 'due_on' then d.due_on::timestamptz end desc nulls last,
  d.id desc
limit :limit offset :offset;
