-- Scores of cards as they hold, their missing points, what reports stated.

-- name: scores
-- What holds at each stage.
select s.id, s.card_id, s.criterion, s.stage, s.value::text as value, s.is_applicable, s.is_estimate, s.prefilled::text as prefilled, s.inputs, s.reason, s.scored_at,
       s.scored_by, s.scored_by_name
from scorecards.score_now s
where s.tenant = :tenant and s.card_id = any (:card_ids::bigint[])
order by s.card_id, s.criterion, s.stage;

-- name: gaps
select g.id, g.score_id, g.points::text as points, g.cause, g.reason, g.office_unit_id, g.office_name, g.due_on, g.task_id
from scorecards.gap g
where g.tenant = :tenant and g.score_id = any (:score_ids::bigint[])
order by g.score_id, g.place, g.id;

-- name: history
select s.id, s.card_id, s.criterion, s.stage, s.value::text as value, s.is_applicable, s.is_estimate, s.prefilled::text as prefilled, s.inputs, s.reason, s.scored_at,
       s.scored_by, s.scored_by_name
from scorecards.score s
where s.tenant = :tenant and s.card_id = :card_id and s.criterion = :criterion
order by s.id;

-- name: stated
select t.card_id, t.part, t.points::text as points, t.source, t.stated_at, t.stated_by
from scorecards.stated_total t
where t.tenant = :tenant and t.card_id = any (:card_ids::bigint[])
order by t.card_id, t.part;
