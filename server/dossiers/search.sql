-- name: versions_matching
select v.id
from procedures.version v
join procedures.procedure p on p.id = v.procedure_id
join procedures.sector s on s.id = v.sector_id
where (:code::text is null or p.code = :code)
  and (:sector::text is null or s.code = :sector)
  and (:level::text is null or v.level = :level)
order by v.id;

-- name: version_words
-- Every version with the different words of its procedure's name.
select v.id, tsvector_to_array(dossiers.words(v.name)) as words
from procedures.version v
order by v.id;
