-- What is kept about a filled form: whether it is complete, what is said of its cells, why a rule that fails does not hinder it.

-- name: filings
select f.seq, f.kind, f.reason, f.counts, f.at, f.by_name
from forms.filing f
where f.form = :form and f.unit_id = :unit_id and f.s = :s::date and f.e = :e::date
  and access.in_scope(f.unit_id, :scope::int[])
order by f.seq;

-- name: filings_of_units
select distinct on (f.unit_id) f.unit_id, f.kind, f.at, f.by_name, f.counts
from forms.filing f
where f.form = :form and f.unit_id = any(:unit_ids::int[]) and f.s = :s::date and f.e = :e::date
  and access.in_scope(f.unit_id, :scope::int[])
order by f.unit_id, f.seq desc;

-- name: insert_filing
insert into forms.filing (tenant, form, unit_id, s, e, seq, kind, reason, counts, at, by_id, by_name)
values (:tenant, :form, :unit_id, :s, :e, :seq, :kind, :reason, :counts::jsonb, :now, :by_id, :by_name);

-- name: remarks
select r.id, r.cell, r.kind, r.words, r.at, r.by_name
from forms.remark r
where r.form = :form and r.unit_id = :unit_id and r.s = :s::date and r.e = :e::date
  and (:cell::text is null or r.cell = :cell)
  and access.in_scope(r.unit_id, :scope::int[])
order by r.id;

-- name: insert_remark
insert into forms.remark (tenant, form, cell, unit_id, s, e, kind, words, at, by_id, by_name)
values (:tenant, :form, :cell, :unit_id, :s, :e, :kind, :words, :now, :by_id, :by_name)
returning id;

-- name: explanations
select x.id, x.rule, x.fault, x.words, x.at, x.by_name
from forms.explanation x
where x.form = :form and x.unit_id = :unit_id and x.s = :s::date and x.e = :e::date
  and access.in_scope(x.unit_id, :scope::int[])
order by x.id;

-- name: insert_explanation
insert into forms.explanation (tenant, form, rule, unit_id, s, e, fault, words, at, by_id, by_name)
values (:tenant, :form, :rule, :unit_id, :s, :e, :fault, :words, :now, :by_id, :by_name)
returning id;
