-- name: versions_matching
select v.id
from procedures.version v
join procedures.procedure p on p.id = v.procedure_id
join procedures.sector s on s.id = v.sector_id
where (:code::text is null or p.code = :code)
  and (:sector::text is null or s.code = :sector)
  and (:level::text is null or v.level = :level)
order by v.id;

-- name: versions_named
-- Versions of procedures whose name has every one of these words, from their beginning.
select v.id
from procedures.version v
where dossiers.words(v.name) @@ :words::tsquery
order by v.id;
