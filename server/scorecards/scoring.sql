-- Scores, missing points and stated sums being written.

-- name: insert_scores
insert into scorecards.score (tenant, card_id, set_id, criterion, stage, value, max_points, min_points, is_bonus, is_applicable, is_estimate, prefilled, inputs,
                              reason, scored_at, scored_by, scored_by_name)
select :tenant, :card_id, k.set_id, k.code, :stage, n.value, k.max_points, k.min_points, k.is_bonus, n.is_applicable, n.is_estimate, n.prefilled, n.inputs, n.reason,
       :at::timestamptz, :scored_by, :scored_by_name
from jsonb_to_recordset(:scores::jsonb) as n (criterion text, value numeric, is_applicable boolean, is_estimate boolean, prefilled numeric, inputs jsonb, reason text)
join scorecards.criterion k on k.set_id = :set_id and k.code = n.criterion and k.is_leaf
order by k.place
returning id, criterion;

-- name: insert_gaps
insert into scorecards.gap (tenant, score_id, place, points, cause, reason, office_unit_id, office_name, due_on)
select :tenant, n.score_id, n.place, n.points, n.cause, n.reason, n.office_unit_id, n.office_name, n.due_on
from jsonb_to_recordset(:gaps::jsonb)
  as n (score_id bigint, place smallint, points numeric, cause text, reason text, office_unit_id int, office_name text, due_on date)
order by n.score_id, n.place;

-- name: scored_by_account
select exists (select from scorecards.score s where s.tenant = :tenant and s.card_id = :card_id and s.stage in ('self', 'explanation') and s.scored_by = :account_id)
  as has_scored;

-- name: put_stated
insert into scorecards.stated_total (tenant, card_id, part, points, source, stated_at, stated_by)
values (:tenant, :card_id, :part, :points::numeric, :source, :at::timestamptz, :stated_by)
on conflict (tenant, card_id, part) do update set points = excluded.points, source = excluded.source, stated_at = excluded.stated_at, stated_by = excluded.stated_by;
-- name: set_task
update scorecards.gap set task_id = :task_id where tenant = :tenant and id = :id and task_id is null;
