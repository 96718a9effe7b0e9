-- Lists of dossiers. The predicate of count_found, newest and sorted is one text; a test compares the three.

-- name: versions_matching
select v.id
from procedures.version v
join procedures.procedure p on p.id = v.procedure_id
join procedures.sector s on s.id = v.sector_id
where (:code::text is null or p.code = :code)
  and (:sector::text is null or s.code = :sector)
  and (:level::text is null or v.level = :level)
order by v.id;

-- name: count_found
select count(*) as total
from dossiers.dossier d
where (access.in_scope(d.receiving_unit_id, :scope::int[])
       or access.in_scope(d.competent_unit_id, :scope::int[])
       or access.in_scope(d.holder_unit_id, :scope::int[]))
  and (:name_like::text is null or d.applicant_plain like :name_like)
  and (:code_like::text is null or d.code like :code_like)
  and (:number::text is null
       or ((d.applicant_identity = :number or d.applicant_phone = :number)
           and (access.in_scope(d.receiving_unit_id, :personal::int[])
                or access.in_scope(d.competent_unit_id, :personal::int[])
                or access.in_scope(d.holder_unit_id, :personal::int[]))))
  and (:status::int[] is null or d.status = any (:status::int[]))
  and (:standing::text is null
       or (d.status in (2, 4, 5, 6)
           and dossiers.standing(d.status, d.due_on, d.due_at, d.due_precision, d.paused_at, :at::timestamptz) = :standing))
  and (:units::int[] is null or d.receiving_unit_id = any (:units::int[]) or d.competent_unit_id = any (:units::int[]))
  and (:version_ids::int[] is null or d.procedure_version_id = any (:version_ids::int[]))
  and (:channel::int is null or d.channel = :channel)
  and (:received_from::timestamptz is null or d.received_at >= :received_from)
  and (:received_before::timestamptz is null or d.received_at < :received_before)
  and (:due_from::date is null or d.due_on >= :due_from)
  and (:due_before::date is null or d.due_on < :due_before)
  and (:closed_from::timestamptz is null or d.closed_at >= :closed_from)
  and (:closed_before::timestamptz is null or d.closed_at < :closed_before);

-- name: newest
select d.tenant, d.id
from dossiers.dossier d
where (access.in_scope(d.receiving_unit_id, :scope::int[])
       or access.in_scope(d.competent_unit_id, :scope::int[])
       or access.in_scope(d.holder_unit_id, :scope::int[]))
  and (:name_like::text is null or d.applicant_plain like :name_like)
  and (:code_like::text is null or d.code like :code_like)
  and (:number::text is null
       or ((d.applicant_identity = :number or d.applicant_phone = :number)
           and (access.in_scope(d.receiving_unit_id, :personal::int[])
                or access.in_scope(d.competent_unit_id, :personal::int[])
                or access.in_scope(d.holder_unit_id, :personal::int[]))))
  and (:status::int[] is null or d.status = any (:status::int[]))
  and (:standing::text is null
       or (d.status in (2, 4, 5, 6)
           and dossiers.standing(d.status, d.due_on, d.due_at, d.due_precision, d.paused_at, :at::timestamptz) = :standing))
  and (:units::int[] is null or d.receiving_unit_id = any (:units::int[]) or d.competent_unit_id = any (:units::int[]))
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
  and (:name_like::text is null or d.applicant_plain like :name_like)
  and (:code_like::text is null or d.code like :code_like)
  and (:number::text is null
       or ((d.applicant_identity = :number or d.applicant_phone = :number)
           and (access.in_scope(d.receiving_unit_id, :personal::int[])
                or access.in_scope(d.competent_unit_id, :personal::int[])
                or access.in_scope(d.holder_unit_id, :personal::int[]))))
  and (:status::int[] is null or d.status = any (:status::int[]))
  and (:standing::text is null
       or (d.status in (2, 4, 5, 6)
           and dossiers.standing(d.status, d.due_on, d.due_at, d.due_precision, d.paused_at, :at::timestamptz) = :standing))
  and (:units::int[] is null or d.receiving_unit_id = any (:units::int[]) or d.competent_unit_id = any (:units::int[]))
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
        or access.in_scope(d.holder_unit_id, :personal::int[])) as may_read_personal
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
       or access.in_scope(d.holder_unit_id, :scope::int[]))
order by k.place;

-- name: queue_counts
select count(*) filter (where d.status = 1) as to_accept,
       count(*) filter (where d.status = 2) as waiting,
       count(*) filter (where d.status = 4) as in_progress,
       count(*) filter (where d.status in (5, 6)) as paused,
       count(*) filter (where d.status = 9) as to_return,
       count(*) filter (where w.standing = 'in_time' and d.due_on <= :soon_on::date) as due_soon,
       count(*) filter (where w.standing = 'overdue') as overdue
from dossiers.dossier d
cross join lateral (select dossiers.standing(d.status, d.due_on, d.due_at, d.due_precision, d.paused_at, :at::timestamptz) as standing) w
where d.status in (1, 2, 4, 5, 6, 9)
  and (:units::int[] is null or d.holder_unit_id = any (:units::int[]))
  and (:holder_id::bigint is null or d.holder_id = :holder_id)
  and access.in_scope(d.holder_unit_id, :scope::int[]);

-- name: queue_keys
select d.tenant, d.id
from dossiers.dossier d
cross join lateral (select dossiers.standing(d.status, d.due_on, d.due_at, d.due_precision, d.paused_at, :at::timestamptz) as standing) w
where d.status in (1, 2, 4, 5, 6, 9)
  and case :tab::text
        when 'to_accept' then d.status = 1
        when 'waiting' then d.status = 2
        when 'in_progress' then d.status = 4
        when 'paused' then d.status in (5, 6)
        when 'to_return' then d.status = 9
        when 'due_soon' then w.standing = 'in_time' and d.due_on <= :soon_on::date
        when 'overdue' then w.standing = 'overdue'
      end
  and (:units::int[] is null or d.holder_unit_id = any (:units::int[]))
  and (:holder_id::bigint is null or d.holder_id = :holder_id)
  and access.in_scope(d.holder_unit_id, :scope::int[])
order by d.due_on nulls last, d.due_at nulls last, d.filed_at, d.id
limit :limit offset :offset;
