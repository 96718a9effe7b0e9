-- Rounds and the cards in them.

-- name: rounds
-- Rounds of units in reach, and those in which a unit in reach is scored. One that was taken back is told only when it is asked for.
select r.id, r.tenant, r.owner_unit_id, u.code as owner_code, r.set_id, s.code as set_code, s.version as set_version, s.name_vi as set_name_vi,
       s.name_en as set_name_en, s.is_official, r.name, r.year::int as year, lower(r.period) as period_from, upper(r.period) - 1 as period_to, r.state,
       r.self_until, r.appraise_until, r.explain_until, r.opened_at, r.closed_at, r.decision_number, r.decision_on, r.decision_title, r.publication,
       r.published_at, r.taken_back_at, r.taken_back_reason,
       (select count(*)::int from scorecards.card c where c.tenant = r.tenant and c.round_id = r.id) as cards,
       (select count(*)::int from scorecards.card c where c.tenant = r.tenant and c.round_id = r.id and c.state = 'submitted') as submitted,
       (select count(*)::int from scorecards.card c where c.tenant = r.tenant and c.round_id = r.id and c.state = 'final') as final
from scorecards.round r
join scorecards.criteria_set s on s.id = r.set_id
join org.unit u on u.id = r.owner_unit_id
where (access.in_scope(r.owner_unit_id, :scope::int[])
       or exists (select from scorecards.card c where c.tenant = r.tenant and c.round_id = r.id and access.in_scope(c.unit_id, :scope::int[])))
  and (:id::bigint is null or r.id = :id)
  and (:year::int is null or r.year = :year)
  and (r.state = :state or (:state::text is null and (r.state <> 'taken_back' or :id::bigint is not null)))
order by r.year desc, r.opened_at desc, r.id desc;

-- name: insert_round
insert into scorecards.round (tenant, owner_unit_id, set_id, name, year, period, state, self_until, appraise_until, explain_until, opened_at, opened_by)
values (:tenant, :owner_unit_id, :set_id, :name, :year, daterange(:period_from::date, :period_to::date, '[]'), 'open', :self_until::date, :appraise_until::date,
        :explain_until::date, :at::timestamptz, :opened_by)
returning id;

-- name: insert_cards
insert into scorecards.card (tenant, round_id, unit_id, state, state_at)
select :tenant, :round_id, u.unit_id, 'self', :at::timestamptz
from unnest(:unit_ids::int[]) as u (unit_id)
order by u.unit_id;

-- name: hold_round
select r.state, (select count(*)::int from scorecards.card c where c.tenant = r.tenant and c.round_id = r.id and c.state <> 'final') as not_final
from scorecards.round r
where r.tenant = :tenant and r.id = :id
for update of r;

-- name: change_days
update scorecards.round
set self_until = :self_until::date, appraise_until = :appraise_until::date, explain_until = :explain_until::date
where tenant = :tenant and id = :id;

-- name: close_round
update scorecards.round set state = 'closed', closed_at = :at::timestamptz where tenant = :tenant and id = :id and state = 'open';

-- name: lock_cards
-- Whoever scores locks the card first, so nothing is scored between the count and what follows it.
select c.id from scorecards.card c where c.tenant = :tenant and c.round_id = :id order by c.id for update;

-- name: told_in_round
select (select count(*)::int from scorecards.score s where s.tenant = :tenant and s.card_id = any (:card_ids::bigint[]))
     + (select count(*)::int from scorecards.stated_total t where t.tenant = :tenant and t.card_id = any (:card_ids::bigint[])) as count;

-- name: take_back_round
update scorecards.round set state = 'taken_back', taken_back_at = :at::timestamptz, taken_back_reason = :reason
where tenant = :tenant and id = :id and state = 'open';

-- name: opens_rounds
-- Does a unit in reach have units below it on the day, which it could score?
select exists (
  select from org.edge e where e.rel = 'administrative' and e.valid @> :day::date and access.in_scope(e.parent, :scope::int[])
) as may_open;

-- name: publish_round
update scorecards.round
set state = 'published', published_at = :at::timestamptz, publication = :publication, decision_number = :decision_number, decision_on = :decision_on::date,
    decision_title = :decision_title
where tenant = :tenant and id = :id and state = 'closed';

-- name: cards
select c.id, c.tenant, c.round_id, c.unit_id, u.code as unit_code, c.state, c.state_at
from scorecards.card c
join org.unit u on u.id = c.unit_id
where c.round_id = any (:round_ids::bigint[])
order by u.code, c.id;

-- name: card_round
select c.round_id, c.tenant from scorecards.card c where c.id = :id;

-- name: hold_card
select c.state from scorecards.card c where c.tenant = :tenant and c.id = :id for update;

-- name: set_card_state
update scorecards.card set state = :state, state_at = :at::timestamptz where tenant = :tenant and id = :id;

-- name: public_rounds
select r.id, r.tenant, r.owner_unit_id
from scorecards.round r
where r.state = 'published' and r.publication = 'public' and (:id::bigint is null or r.id = :id)
order by r.published_at desc, r.id desc
limit 100;
