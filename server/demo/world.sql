-- name: matters
-- Every procedure version with a time limit, with its papers, for choosing what made-up dossiers are about. Not those of vertical agencies:
-- the published figures are of the localities' own procedures.
select v.id as version_id,
       p.code as code,
       v.name as name,
       s.code as sector_code,
       v.level as level,
       v.limit_unit as limit_unit,
       v.limit_amount as limit_amount,
       v.cut_off::text as cut_off,
       v.supplement_policy as supplement_policy,
       v.decision_no as decision_no,
       v.legal_basis as legal_basis,
       v.online_level as online_level,
       v.is_no_writing as is_no_writing,
       v.result_name as result_name,
       lower(v.valid)::text as valid_from,
       upper(v.valid)::text as valid_to,
       coalesce((select jsonb_agg(jsonb_build_object('name', q.name) order by q.ordinal) from procedures.paper q where q.version_id = v.id), '[]') as papers
from procedures.version v
join procedures.procedure p on p.id = v.procedure_id
join procedures.sector s on s.id = v.sector_id
where v.limit_unit is not null
  and v.vertical_agency is null
order by p.code, lower(v.valid), v.id;

-- name: communes_below
-- Communes directly below a unit on a day.
select u.code as code
from org.edge e
join org.unit u on u.id = e.child
where e.parent = :parent
  and e.rel = 'administrative'
  and e.valid @> :day::date
  and u.kind = 'commune'
order by u.code;
