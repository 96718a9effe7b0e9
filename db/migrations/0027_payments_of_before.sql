-- What was paid while the clock stood, before 0013, was counted as paid and stood in no list of money: a fold of those events writes these rows.
insert into dossiers.payment (tenant, dossier_id, seq, kind, stage, at, unit_id, account_id, amount_vnd, method, is_online, gateway, is_paid_on_behalf,
                              payer_name, receipt_no)
select e.tenant, e.dossier_id, e.seq, 'collected', 'supplement', e.at, e.unit_id, e.actor_id, (e.data ->> 'amount_vnd')::bigint,
       case when (e.data ->> 'is_online')::boolean then 'online' else 'cash' end, coalesce((e.data ->> 'is_online')::boolean, false), e.data ->> 'gateway',
       coalesce((e.data ->> 'is_paid_on_behalf')::boolean, false), null, e.data ->> 'receipt_no'
from dossiers.event e
where e.kind = 'payment_made' and coalesce(e.data ->> 'purpose', 'fee') = 'fee'
on conflict (tenant, dossier_id, seq) do nothing;
