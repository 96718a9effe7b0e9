-- name: finding_in_reach
select f.id, f.rule, f.quote, f.severity, d.tenant, d.unit_id, d.id as document_id, v.verdict, v.note
from checks.finding f
join checks.draft r on r.id = f.draft_id
join checks.document d on d.id = r.document_id
left join lateral (select x.verdict, x.note from checks.verdict x where x.finding_id = f.id order by x.id desc limit 1) v on true
where f.id = :id::bigint
  and access.in_scope(d.unit_id, :scope::int[]);

-- name: insert_verdict
insert into checks.verdict (finding_id, verdict, note, at, by_id, by_name)
values (:finding_id::bigint, :verdict, :note, :now::timestamptz, :by_id::bigint, :by_name);
