-- A fee asked for after something was paid comes on top of it; asked for before, it is the procedure's own fee or more than it. Rows of before said
-- the sum of all that was asked for, those of before 0013 only the procedure's own fee. The fold says it now (fees-fold.ts); so do these rows.
create temporary table money on commit drop as
with moved as (
  select e.tenant, e.dossier_id, e.seq, e.recorded_at,
         case when e.kind in ('payment_made', 'fee_collected') then (e.data ->> 'amount_vnd')::bigint
              when e.kind = 'fee_refunded' then -(e.data ->> 'amount_vnd')::bigint else 0 end as paid,
         case when e.kind = 'fee_waived' then (e.data ->> 'amount_vnd')::bigint else 0 end as waived,
         case when e.kind = 'payment_requested' then (e.data ->> 'amount_vnd')::bigint end as asked,
         coalesce((e.data ->> 'is_online')::boolean, false) as is_online,
         coalesce((e.data ->> 'is_online')::boolean and (e.data ->> 'is_paid_on_behalf')::boolean, false) as is_on_behalf
  from dossiers.event e
  where e.kind in ('payment_requested', 'payment_made', 'fee_collected', 'fee_waived', 'fee_refunded')
    and coalesce(e.data ->> 'purpose', 'fee') = 'fee'
    and exists (select from dossiers.event r
                where r.tenant = e.tenant and r.dossier_id = e.dossier_id and r.kind = 'payment_requested'
                  and coalesce(r.data ->> 'purpose', 'fee') = 'fee')),
running as (
  select m.*, sum(m.paid) over w as paid_so_far, sum(m.waived) over w as waived_so_far,
         bool_or(m.is_online) over w as paid_online, bool_or(m.is_on_behalf) over w as paid_on_behalf
  from moved m
  window w as (partition by m.tenant, m.dossier_id order by m.seq))
select r.tenant, r.dossier_id, r.seq, r.recorded_at, r.paid_so_far, r.waived_so_far, r.paid_online, r.paid_on_behalf,
       greatest(0, greatest(p.fee_vnd, coalesce(max(r.asked + r.paid_so_far + r.waived_so_far)
                                                  over (partition by r.tenant, r.dossier_id order by r.seq), 0)) - r.waived_so_far) as due
from running r
join dossiers.dossier d on d.tenant = r.tenant and d.id = r.dossier_id
join procedures.version p on p.id = d.procedure_version_id;

update dossiers.dossier d
set fee_due_vnd = m.due
from money m
where m.tenant = d.tenant and m.dossier_id = d.id and m.due <> d.fee_due_vnd
  and m.seq = (select max(x.seq) from money x where x.tenant = m.tenant and x.dossier_id = m.dossier_id);

-- Bits 12 to 14 of the marks: see server/dossiers/marks.ts.
update dossiers.version v
set marks = v.marks - ((v.marks >> 12) & 7) * 4096 + 4096 * case
      when m.paid_so_far < m.due then 1
      when m.paid_so_far > 0 then case when not m.paid_online then 2 when m.paid_on_behalf then 4 else 3 end
      when m.waived_so_far > 0 then 5
      else 0 end
from money m
where m.tenant = v.tenant and m.dossier_id = v.dossier_id
  and m.seq = (select max(x.seq) from money x where x.tenant = v.tenant and x.dossier_id = v.dossier_id and x.recorded_at <= v.known_from);
