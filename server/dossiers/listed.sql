-- name: rows_of
-- Without a scope of its own: what is read here is kept in memory for every reader, and listed.ts asks for each whether it is in his reach.
-- Names of units are those of the day of filing; of the holder, of the day of the last change.
select d.id, d.code, p.code as procedure_code, v.name as procedure_name, s.code as sector_code, s.name as sector_name, v.level,
       d.applicant_kind, d.applicant_name, d.applicant_identity, d.applicant_phone, d.applicant_email, d.applicant_address,
       d.channel, d.status, d.filed_at, d.received_at, d.due_on, d.due_at, d.due_precision, d.paused_at, d.decided_at, d.closed_at, d.delivered_at, d.outcome,
       ru.code as receiving_unit_code, rn.name as receiving_unit_name,
       cu.code as competent_unit_code, cn.name as competent_unit_name,
       hu.code as holder_unit_code, hn.name as holder_unit_name,
       d.holder_id, a.display_name as holder_name, d.last_seq,
       d.matter, d.step_code, d.step_due_at, d.waiting_for, d.fee_due_vnd, d.fee_paid_vnd, d.tenant,
       array[d.receiving_unit_id, d.competent_unit_id, d.holder_unit_id] as unit_ids,
       array(select s.unit_id from dossiers.step s where s.tenant = d.tenant and s.dossier_id = d.id and s.left_at is null order by s.unit_id) as step_unit_ids,
       array(select c.unit_id from dossiers.consultation c where c.tenant = d.tenant and c.dossier_id = d.id and c.answered_at is null
               and c.cancelled_at is null order by c.unit_id) as asked_unit_ids
from unnest(:tenants::smallint[], :ids::bigint[]) with ordinality as k (tenant, id, place)
join dossiers.dossier d on d.tenant = k.tenant and d.id = k.id
join procedures.version v on v.id = d.procedure_version_id
join procedures.procedure p on p.id = d.procedure_id
join procedures.sector s on s.id = v.sector_id
join org.unit ru on ru.id = d.receiving_unit_id
join org.unit cu on cu.id = d.competent_unit_id
join org.unit hu on hu.id = d.holder_unit_id
cross join lateral (select (d.filed_at at time zone 'Asia/Ho_Chi_Minh')::date as filed_on, (d.changed_at at time zone 'Asia/Ho_Chi_Minh')::date as changed_on) o
join lateral (select n.name from org.unit_name n where n.unit_id = ru.id order by (n.valid @> o.filed_on) desc, lower(n.valid) desc limit 1) rn on true
join lateral (select n.name from org.unit_name n where n.unit_id = cu.id order by (n.valid @> o.filed_on) desc, lower(n.valid) desc limit 1) cn on true
join lateral (select n.name from org.unit_name n where n.unit_id = hu.id order by (n.valid @> o.changed_on) desc, lower(n.valid) desc limit 1) hn on true
left join access.account a on a.id = d.holder_id
order by k.place;
