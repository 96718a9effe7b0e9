-- Late dossiers: what was told of them.

-- name: late_told
select d.id, d.officer_id, a.display_name as officer_name, e.data ->> 'cause' as cause, e.data ->> 'text' as explanation,
       (d.explained_at at time zone 'Asia/Ho_Chi_Minh')::date as explained_on, (d.explanation_accepted_at at time zone 'Asia/Ho_Chi_Minh')::date as accepted_on,
       (d.apologised_at at time zone 'Asia/Ho_Chi_Minh')::date as apologised_on, d.reappointed_on
from dossiers.dossier d
left join access.account a on a.id = d.officer_id
left join lateral (
  select v.data
  from dossiers.event v
  where d.explained_at is not null and v.tenant = d.tenant and v.dossier_id = d.id and v.kind = 'explained'
  order by v.seq desc
  limit 1
) e on true
where d.id = any (:ids::bigint[])
order by d.id;
