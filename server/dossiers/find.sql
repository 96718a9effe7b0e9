-- Lists of dossiers. The predicate of found, newest and sorted is one text; a test compares the three.

-- name: found
-- How many there are, :most at most, and the newest of them. Rare words are looked up, common ones are met soon: neither reads everything.
with found as materialized (
  select d.tenant, d.id, d.filed_at
  from dossiers.dossier d
  where (access.in_scope(d.receiving_unit_id, :scope::int[])
         or access.in_scope(d.competent_unit_id, :scope::int[])
         or access.in_scope(d.holder_unit_id, :scope::int[]))
    and (:code_like::text is null or d.code like :code_like)
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
select c.total, k.tenant, k.id
from (select count(*)::int as total from found f) c
left join lateral (
  select f.tenant, f.id, f.filed_at
  from found f
  order by f.filed_at desc, f.id desc
  limit :limit offset :offset
) k on true
order by k.filed_at desc, k.id desc;

-- name: newest
select d.tenant, d.id
from dossiers.dossier d
where (access.in_scope(d.receiving_unit_id, :scope::int[])
       or access.in_scope(d.competent_unit_id, :scope::int[])
       or access.in_scope(d.holder_unit_id, :scope::int[]))
  and (:code_like::text is null or d.code like :code_like)
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
select d.tenant, d.id
from dossiers.dossier d
where (access.in_scope(d.receiving_unit_id, :scope::int[])
       or access.in_scope(d.competent_unit_id, :scope::int[])
       or access.in_scope(d.holder_unit_id, :scope::int[]))
  and (:code_like::text is null or d.code like :code_like)
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

-- name: rows_of
-- Names of units are those of the day of filing; of the holder, of the day of the last change.
select d.id, d.code, p.code as procedure_code, v.name as procedure_name, s.code as sector_code, s.name as sector_name, v.level,
       d.applicant_kind, d.applicant_name, d.applicant_identity, d.applicant_phone, d.applicant_email, d.applicant_address,
       d.channel, d.status, d.filed_at, d.received_at, d.due_on, d.due_at, d.due_precision, d.paused_at, d.decided_at, d.closed_at, d.delivered_at, d.outcome,
       ru.code as receiving_unit_code, rn.name as receiving_unit_name,
       cu.code as competent_unit_code, cn.name as competent_unit_name,
       hu.code as holder_unit_code, hn.name as holder_unit_name,
       d.holder_id, a.display_name as holder_name, d.last_seq,
       (access.in_scope(d.receiving_unit_id, :personal::int[])
        or access.in_scope(d.competent_unit_id, :personal::int[])
        or access.in_scope(d.holder_unit_id, :personal::int[])
        or exists (select from dossiers.step s where s.tenant = d.tenant and s.dossier_id = d.id and s.left_at is null
                     and access.in_scope(s.unit_id, :personal::int[]))) as may_read_personal
from unnest(:tenants::smallint[], :ids::bigint[]) with ordinality as k (tenant, id, place)
join dossiers.dossier d on d.tenant = k.tenant and d.id = k.id
join procedures.version v on v.id = d.procedure_version_id
join procedures.procedure p on p.id = d.procedure_id
join procedures.sector s on s.id = v.sector_id
join org.unit ru on ru.id = d.receiving_unit_id
join org.unit cu on cu.id = d.competent_unit_id
join org.unit hu on hu.id = d.holder_unit_id
cross join lateral (select (d.filed_at at time zone 'Asia/Ho_Chi_Minh')::date as filed_on, (d.changed_at at time zone 'Asia/Ho_Chi_Minh')::date as changed_on) o
join lateral (select n.name from org.unit_name n where n.unit_id = ru.id order by (n.valid @> o.filed_on) desc, lower(n.valid) desc limit 1) rn on true
join lateral (select n.name from org.unit_name n where n.unit_id = cu.id order by (n.valid @> o.filed_on) desc, lower(n.valid) desc limit 1) cn on true
join lateral (select n.name from org.unit_name n where n.unit_id = hu.id order by (n.valid @> o.changed_on) desc, lower(n.valid) desc limit 1) hn on true
left join access.account a on a.id = d.holder_id
where (access.in_scope(d.receiving_unit_id, :scope::int[])
       or access.in_scope(d.competent_unit_id, :scope::int[])
       or access.in_scope(d.holder_unit_id, :scope::int[])
       or exists (select from dossiers.step s where s.tenant = d.tenant and s.dossier_id = d.id and s.left_at is null
                    and access.in_scope(s.unit_id, :scope::int[]))
       or exists (select from dossiers.consultation c where c.tenant = d.tenant and c.dossier_id = d.id and c.answered_at is null
                    and c.cancelled_at is null and access.in_scope(c.unit_id, :scope::int[])))
order by k.place;
