-- name: insert_figure
insert into plans.told_figure (tenant, target_id, part, from_on, to_on, numerator, denominator, value, verdict, reason, note, client_id, at, by_id, by_name)
values (:tenant, :target_id, :part, :from_on, :to_on, :numerator, :denominator, :value, :verdict, :reason, :note, :client_id, :at, :by_id, :by_name)
on conflict (tenant, client_id) where client_id is not null do nothing
returning id

-- name: figure_of_client
select f.id, f.target_id = :target_id and f.part = :part and f.from_on = :from_on and f.to_on = :to_on and f.numerator is not distinct from :numerator::numeric
  and f.denominator is not distinct from :denominator::numeric and f.value is not distinct from :value::numeric and f.verdict is not distinct from :verdict::text as is_same
from plans.told_figure f
where f.tenant = :tenant and f.client_id = :client_id
