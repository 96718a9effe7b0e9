-- name: steps_of
select s.place, s.seq, s.step_code, s.leg, s.unit_id, n.name as unit_name, s.account_id, a.display_name as account_name, s.assigned_by, s.entered_at,
       s.due_on, s.due_at, s.due_precision, s.leg_due_at, s.left_seq, s.left_at, s.left_as, s.timeliness, s.process_version_id
from dossiers.step s
join lateral (select x.name from org.unit_name x where x.unit_id = s.unit_id
              order by (x.valid @> (s.entered_at at time zone 'Asia/Ho_Chi_Minh')::date) desc, lower(x.valid) desc limit 1) n on true
left join access.account a on a.id = s.account_id
where s.tenant = :tenant and s.dossier_id = :dossier_id
order by s.place;

-- name: consultations_of
select c.id, c.step_code, c.asked_by_unit_id, bn.name as asked_by_unit_name, c.asked_by, b.display_name as asked_by_name, c.unit_id, n.name as unit_name,
       c.account_id, a.display_name as account_name, c.question, c.asked_at, c.due_on, c.due_at, c.reminded_at, c.times_reminded, c.answered_at,
       c.answered_by, w.display_name as answered_by_name, c.answer, c.opinion, c.cancelled_at
from dossiers.consultation c
join lateral (select x.name from org.unit_name x where x.unit_id = c.unit_id
              order by (x.valid @> c.due_on) desc, lower(x.valid) desc limit 1) n on true
join lateral (select x.name from org.unit_name x where x.unit_id = c.asked_by_unit_id
              order by (x.valid @> c.due_on) desc, lower(x.valid) desc limit 1) bn on true
left join access.account b on b.id = c.asked_by
left join access.account a on a.id = c.account_id
left join access.account w on w.id = c.answered_by
where c.tenant = :tenant and c.dossier_id = :dossier_id
order by c.id;

-- name: state_of
select d.process_version_id, d.status, d.last_seq, d.receiving_unit_id, d.competent_unit_id, d.holder_unit_id, d.paused_at,
       (select e.data -> 'arrived' from (select x.data -> 'flow' as data from dossiers.event x
         where x.tenant = d.tenant and x.dossier_id = d.id and x.data -> 'flow' ? 'arrived' order by x.seq desc limit 1) e) as arrived
from dossiers.dossier d
where d.tenant = :tenant and d.id = :dossier_id;
