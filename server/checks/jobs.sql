-- name: draft_to_check
select r.id, r.document_id, r.seq, r.file_id, r.raw, r.file_name, r.state
from checks.draft r
where r.id = :id::bigint;

-- name: lock_draft
select r.state, r.document_id, r.seq from checks.draft r where r.id = :id::bigint for update;

-- name: keep_checked
update checks.draft
set state = 'checked', report = :report::jsonb, result = :result::jsonb, checked_at = :now::timestamptz
where id = :id::bigint;

-- name: keep_unreadable
update checks.draft set state = 'unreadable', unreadable_reason = :reason, checked_at = :now::timestamptz where id = :id::bigint;

-- name: draft_before
-- The draft before that could be read, with its text.
select r.id, r.report
from checks.draft r
where r.document_id = :document_id::bigint
  and r.seq < :seq::int
  and r.state = 'checked'
order by r.seq desc
limit 1;

-- name: findings_before
select f.id, f.rule, f.quote, f.place
from checks.finding f
where f.draft_id = :draft_id::bigint
order by f.ordinal;

-- name: insert_findings
insert into checks.finding (draft_id, ordinal, rule, rule_version, severity, message, quote, place, numbers, expected, related, earlier_id)
select :draft_id::bigint, x.ordinal, x.rule, x.rule_version, x.severity, x.message, x.quote, x.place, x.numbers, x.expected, x.related, x.earlier_id
from jsonb_to_recordset(:findings::jsonb) as x (ordinal int, rule text, rule_version int, severity text, message text, quote text, place jsonb, numbers jsonb, expected text, related jsonb, earlier_id bigint)
order by x.ordinal;

-- name: carry_verdicts
-- What was explained, or found to be a false alarm, stays so while the same words stand there; what was marked as fixed and still stands is open again.
insert into checks.verdict (finding_id, verdict, note, at, by_id, by_name, carried_from)
select f.id, v.verdict, v.note, v.at, v.by_id, v.by_name, coalesce(v.carried_from, v.id)
from checks.finding f
join checks.finding e on e.id = f.earlier_id and e.quote = f.quote
join lateral (select x.id, x.verdict, x.note, x.at, x.by_id, x.by_name, x.carried_from from checks.verdict x where x.finding_id = e.id order by x.id desc limit 1) v on true
where f.draft_id = :draft_id::bigint
  and v.verdict in ('explained', 'false_alarm');

-- name: ledgers
-- What officers said, rule by rule: the newest word on each finding, counted once however many drafts it went through.
select f.rule,
  count(*) filter (where v.verdict = 'fixed')::int as confirmed,
  count(*) filter (where v.verdict = 'explained')::int as explained,
  count(*) filter (where v.verdict = 'false_alarm')::int as false_alarms
from checks.finding f
join lateral (select x.verdict, x.carried_from from checks.verdict x where x.finding_id = f.id order by x.id desc limit 1) v on true
where v.verdict <> 'open'
  and v.carried_from is null
group by f.rule
order by f.rule;
