-- name: late_counts
-- Late: decided after the due moment, by when it happened or by when it was entered; or open and overdue now. Days of the end of processing.
select count(*) filter (where d.explained_at is null)::int as missing,
       count(*) filter (where d.explained_at is not null and d.explanation_accepted_at is null)::int as explained,
       count(*) filter (where d.explanation_accepted_at is not null)::int as accepted,
       count(*) filter (where d.apologised_at is not null)::int as apologised,
       count(*)::int as total
from dossiers.dossier d
join dossiers.version_now v on v.tenant = d.tenant and v.dossier_id = d.id
where (:units::int[] is null or d.competent_unit_id = any (:units::int[]))
  and access.in_scope(d.competent_unit_id, :scope::int[])
  and (:officer_id::bigint is null or d.officer_id = :officer_id)
  and case when d.status in (9, 10)
        then (v.timeliness = 3 or v.marks & 64 <> 0) and :state::text <> 'open'
             and v.closed_on >= :from_day::date and v.closed_on < :to_day::date
        else d.status in (2, 4, 5, 6) and d.due_on < :today_and_one::date and :state::text <> 'closed'
             and dossiers.standing(d.status, d.due_on, d.due_at, d.due_precision, d.paused_at, :at::timestamptz) = 'overdue'
      end;

-- name: late_keys
select d.tenant, d.id, d.explained_at, d.explanation_accepted_at, d.apologised_at, d.reappointed_on, d.times_extended, d.first_due_on,
       (v.marks & 64) <> 0 as is_late_by_click, v.marks >> 7 & 3 as late_entry, d.officer_id, a.display_name as officer_name, a.title as officer_title,
       (select jsonb_build_object('cause', e.data ->> 'cause', 'text', e.data ->> 'text', 'at', e.at)
        from dossiers.event e
        where e.tenant = d.tenant and e.dossier_id = d.id and e.kind = 'explained'
        order by e.seq desc limit 1) as explanation
from dossiers.dossier d
join dossiers.version_now v on v.tenant = d.tenant and v.dossier_id = d.id
left join access.account a on a.id = d.officer_id
where (:units::int[] is null or d.competent_unit_id = any (:units::int[]))
  and access.in_scope(d.competent_unit_id, :scope::int[])
  and (:officer_id::bigint is null or d.officer_id = :officer_id)
  and case when d.status in (9, 10)
        then (v.timeliness = 3 or v.marks & 64 <> 0) and :state::text <> 'open'
             and v.closed_on >= :from_day::date and v.closed_on < :to_day::date
        else d.status in (2, 4, 5, 6) and d.due_on < :today_and_one::date and :state::text <> 'closed'
             and dossiers.standing(d.status, d.due_on, d.due_at, d.due_precision, d.paused_at, :at::timestamptz) = 'overdue'
      end
  and case :explanation::text
        when 'missing' then d.explained_at is null
        when 'explained' then d.explained_at is not null and d.explanation_accepted_at is null
        when 'accepted' then d.explanation_accepted_at is not null
        else true
      end
order by d.due_on, d.due_at nulls last, d.id
limit :limit offset :offset;
