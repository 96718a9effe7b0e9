-- Communes that live today with the number of dossiers they reach by what became part of them, the busiest first.
-- name: desks
select u.id, u.code, u.tenant, count(d.id)::int as dossiers
from org.unit u
join org.tree_version t on t.valid @> :today::date
join org.unit_map m on m.tree_id = t.id and m.to_unit = u.id
left join dossiers.dossier d on d.receiving_unit_id = m.from_unit
where u.kind = 'commune' and u.born <= :today::date and (u.died is null or u.died > :today::date)
group by u.id, u.code, u.tenant
order by count(d.id) desc, u.code
limit :most;

-- name: some_dossiers
select d.id
from dossiers.dossier d
where d.receiving_unit_id = any (:units::int[]) or d.competent_unit_id = any (:units::int[]) or d.holder_unit_id = any (:units::int[])
order by hashint8(d.id), d.id
limit :most;

-- name: some_applicants
select d.applicant_name as name, d.applicant_identity as identity, d.applicant_phone as phone, d.code
from dossiers.dossier d
where d.applicant_identity is not null and d.id % 997 = 3
order by hashint8(d.id), d.id
limit 2000;

-- name: procedures
-- What a commune receives and decides, with the papers it wants.
select p.code, array(select w.ordinal from procedures.paper w where w.version_id = v.id order by w.ordinal)::int[] as papers
from procedures.version v
join procedures.procedure p on p.id = v.procedure_id
where v.level = 'commune' and v.valid @> :today::date and not exists (select from procedures.offered o where o.procedure_id = p.id)
order by p.code;
