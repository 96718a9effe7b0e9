-- Cells somebody flagged to be followed up, and what became of it.

-- name: follow_ups
-- One row for each cell that was ever flagged: its last flag is open until somebody says it is done.
with said as (
  select distinct on (r.tenant, r.unit_id, r.form, r.s, r.e, r.cell) r.tenant, r.unit_id, r.form, r.s, r.e, r.cell, r.id, r.kind, r.words, r.at, r.by_name
  from forms.remark r
  where r.kind <> 'comment'
    and access.in_scope(r.unit_id, :scope::int[])
    and r.unit_id = any (:unit_ids::int[])
    and (:form::text is null or r.form = :form)
    and (:s::date is null or (r.s = :s and r.e = :e::date))
  order by r.tenant, r.unit_id, r.form, r.s, r.e, r.cell, r.id desc
)
select f.unit_id, f.form, f.s, f.e, f.cell, b.words, b.at, b.by_name, c.comments, l.words as last_words, l.at as last_at, l.by_name as last_by_name,
       case when f.kind = 'unflagged' then f.words end as done_words, case when f.kind = 'unflagged' then f.at end as done_at,
       case when f.kind = 'unflagged' then f.by_name end as done_by_name, count(*) over ()::int as total
from said f
cross join lateral (
  select r.words, r.at, r.by_name
  from forms.remark r
  where r.tenant = f.tenant and r.unit_id = f.unit_id and r.form = f.form and r.s = f.s and r.e = f.e and r.cell = f.cell and r.kind = 'flagged' and r.id <= f.id
  order by r.id desc
  limit 1
) b
cross join lateral (
  select count(*)::int as comments
  from forms.remark r
  where r.tenant = f.tenant and r.unit_id = f.unit_id and r.form = f.form and r.s = f.s and r.e = f.e and r.cell = f.cell and r.kind = 'comment'
) c
left join lateral (
  select r.words, r.at, r.by_name
  from forms.remark r
  where r.tenant = f.tenant and r.unit_id = f.unit_id and r.form = f.form and r.s = f.s and r.e = f.e and r.cell = f.cell and r.kind = 'comment'
  order by r.id desc
  limit 1
) l on true
where :state::text = 'all' or (f.kind = 'flagged') = (:state = 'open')
order by b.at desc, f.id desc
limit :limit::int offset :offset::bigint;
