-- name: catalogue_on
-- The catalogue of a day with its papers in one row a procedure: what a desk needs to receive without asking again.
select v.id as version_id, p.code, v.name, s.code as sector_code, s.name as sector_name, v.level, v.limit_unit, v.limit_amount,
       v.fee_vnd, v.online_level, v.is_interlinked, v.is_no_writing, v.is_boundary_free,
       coalesce(w.papers, '[]'::jsonb) as papers
from procedures.version v
join procedures.procedure p on p.id = v.procedure_id
join procedures.sector s on s.id = v.sector_id
left join lateral (
  select jsonb_agg(
           jsonb_build_object('ordinal', w.ordinal, 'name', w.name, 'form_code', w.form_code, 'originals', w.originals, 'copies', w.copies,
                              'is_required', w.is_required, 'must_digitise', w.must_digitise)
           order by w.ordinal) as papers
  from procedures.paper w
  where w.version_id = v.id
) w on true
where v.valid @> :day::date
order by p.code, v.id;
