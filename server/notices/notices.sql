-- name: listed
select n.id, n.kind, n.dossier_id, n.dossier_code, n.data, n.at, n.read_at
from notices.notice n
where n.account_id = :account_id and (not :unread or n.read_at is null) and (:kind::text is null or n.kind = :kind)
order by n.at desc, n.id desc
limit :page_size offset :skipped

-- name: counts
select count(*) filter (where (not :unread or n.read_at is null) and (:kind::text is null or n.kind = :kind))::int as total,
  count(*) filter (where n.read_at is null)::int as unread
from notices.notice n
where n.account_id = :account_id

-- name: mark_read
update notices.notice set read_at = :at where account_id = :account_id and read_at is null and (:ids::bigint[] is null or id = any (:ids))

-- name: setting
select s.email, s.phone, s.by_email, s.by_sms, s.digest from notices.setting s where s.account_id = :account_id

-- name: keep_setting
insert into notices.setting (account_id, email, phone, by_email, by_sms, digest, changed_at) values (:account_id, :email, :phone, :by_email, :by_sms, :digest, :at)
on conflict (account_id) do update set email = excluded.email, phone = excluded.phone, by_email = excluded.by_email, by_sms = excluded.by_sms,
  digest = excluded.digest, changed_at = excluded.changed_at

-- name: keep_rule
insert into notices.rule (unit_id, kind, is_active, lead, to_officer, to_head, to_superior, from_pack, changed_by, changed_at)
values (:unit_id, :kind, :is_active, :lead, :to_officer, :to_head, :to_superior, :from_pack, :changed_by, :at)
on conflict (unit_id, kind) do update set is_active = excluded.is_active, lead = excluded.lead, to_officer = excluded.to_officer, to_head = excluded.to_head,
  to_superior = excluded.to_superior, from_pack = excluded.from_pack, changed_by = excluded.changed_by, changed_at = excluded.changed_at

-- name: drop_rule
delete from notices.rule where unit_id = :unit_id and kind = :kind and access.in_scope(unit_id, :scope::int[])

-- name: rules_in_reach
select r.kind, r.is_active, r.lead, r.to_officer, r.to_head, r.to_superior, u.code as unit_code, n.name as unit_name, r.changed_at, a.display_name as changed_by_name
from notices.rule r
left join org.unit u on u.id = r.unit_id
left join lateral (select m.name from org.unit_name m where m.unit_id = r.unit_id order by lower(m.valid) desc limit 1) n on true
left join access.account a on a.id = r.changed_by
where r.unit_id is null or access.in_scope(r.unit_id, :scope::int[])
order by r.kind, u.code nulls first

-- name: messages
select m.id, m.channel, m.to_address, m.to_name, m.subject, m.text, m.state, m.attempts, m.next_try_at, m.last_error, m.created_at, m.ended_at, m.account_id, m.dossier_id, u.code as unit_code
from notices.message m
left join org.unit u on u.id = m.unit_id
where (:state::text is null or m.state = :state) and (:channel::text is null or m.channel = :channel) and access.in_scope(m.unit_id, :scope::int[])
order by m.created_at desc, m.id desc
limit :page_size offset :skipped

-- name: message_counts
select count(*) filter (where (:state::text is null or m.state = :state) and (:channel::text is null or m.channel = :channel))::int as total,
  count(*) filter (where m.state in ('waiting', 'sending'))::int as waiting, count(*) filter (where m.state = 'sent')::int as sent,
  count(*) filter (where m.state = 'dead')::int as dead
from notices.message m
where access.in_scope(m.unit_id, :scope::int[])

-- name: message_in_reach
select m.id, m.tenant, m.state, m.unit_id, m.channel from notices.message m where m.id = :id and access.in_scope(m.unit_id, :scope::int[]) for update

-- name: try_again
update notices.message set state = 'waiting', attempts = 0, next_try_at = :at, last_error = null, ended_at = null where id = :id

-- name: try_dead_again
with dead as (
  select m.id from notices.message m where m.state = 'dead' and access.in_scope(m.unit_id, :scope::int[]) order by m.id limit 5000 for update
)
update notices.message set state = 'waiting', attempts = 0, next_try_at = :at, last_error = null, ended_at = null
where id in (select d.id from dead d)
returning id, tenant, unit_id

-- name: cancel_message
update notices.message set state = 'cancelled', ended_at = :at where id = :id
