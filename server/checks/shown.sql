-- name: document_in_reach
select d.id, d.tenant, d.unit_id, u.code as unit_code, n.name as unit_name, d.title, d.created_at, d.created_by_name
from checks.document d
join org.unit u on u.id = d.unit_id
join lateral (select m.name from org.unit_name m where m.unit_id = d.unit_id order by lower(m.valid) desc limit 1) n on true
where d.id = :id::bigint
  and access.in_scope(d.unit_id, :scope::int[]);

-- name: drafts_of
select r.id, r.seq, r.file_name, r.size_bytes, r.state, r.unreadable_reason, r.uploaded_at, r.uploaded_by_name, r.checked_at,
  count(f.id) filter (where f.severity = 'error')::int as errors,
  count(f.id) filter (where f.severity = 'warning')::int as warnings,
  count(f.id) filter (where f.severity = 'note')::int as notes,
  count(f.id) filter (where v.verdict is null or v.verdict = 'open')::int as open_findings,
  j.id as job_id, j.state as job_state, j.steps_done, j.steps_total, j.message as job_message, j.created_by as job_owner
from checks.draft r
left join checks.finding f on f.draft_id = r.id
left join lateral (select x.verdict from checks.verdict x where x.finding_id = f.id order by x.id desc limit 1) v on true
left join jobs.job j on j.id = r.job_id
where r.document_id = :document_id::bigint
group by r.id, j.tenant, j.id
order by r.seq desc;

-- name: draft_text
-- What the page shows of one draft: its text and what the rules counted.
select r.id, r.report, r.result
from checks.draft r
where r.id = :id::bigint
  and r.document_id = :document_id::bigint;

-- name: findings_of
select f.id, f.ordinal, f.rule, f.rule_version, f.severity, f.message, f.quote, f.place, f.numbers, f.expected, f.related, f.earlier_id,
  v.verdict, v.note as verdict_note, v.at as verdict_at, v.by_name as verdict_by, v.carried_from is not null as is_carried
from checks.finding f
left join lateral (select x.verdict, x.note, x.at, x.by_name, x.carried_from from checks.verdict x where x.finding_id = f.id order by x.id desc limit 1) v on true
where f.draft_id = :draft_id::bigint
order by f.ordinal;
