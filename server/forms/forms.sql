-- What the packs bring.

-- name: forget_versions
-- Versions that no pack brings any more would overlap the new ones.
delete from forms.form f
where f.code = :code and f.version <> all(:versions::int[]);

-- name: put_version
insert into forms.form (code, version, valid, name_vi, name_en, layout, source, status)
values (:code, :version, daterange(:valid_from::date, :valid_to::date), :name_vi, :name_en, :layout::jsonb, :source, :status)
on conflict (code, version) do update
set valid = excluded.valid, name_vi = excluded.name_vi, name_en = excluded.name_en, layout = excluded.layout,
    source = excluded.source, status = excluded.status;
