-- Statistical forms by day.

-- name: forms_all
select f.code, f.version, lower(f.valid) as valid_from, upper(f.valid) as valid_to, f.name_vi, f.name_en, f.source, f.status,
       case when f.layout ? 'rows' then 'list' when f.layout ? 'rows_of' then 'detail' else 'table' end as kind
from forms.form f
order by f.code, f.version;

-- name: form_on
select f.code, f.version, lower(f.valid) as valid_from, upper(f.valid) as valid_to, f.name_vi, f.name_en, f.layout, f.source, f.status,
       case when f.layout ? 'rows' then 'list' when f.layout ? 'rows_of' then 'detail' else 'table' end as kind
from forms.form f
where f.code = :code and f.valid @> :day::date;
