-- name: take
-- A sender that died leaves its messages in `sending`; after their lease they are taken again.
update notices.message set state = 'sending', attempts = attempts + 1, next_try_at = :lease_until
where id in (
  select m.id from notices.message m
  where m.state in ('waiting', 'sending') and m.next_try_at <= :at and m.channel = any (:channels::text[])
  order by m.next_try_at, m.id limit 20 for update skip locked)
returning id, channel, to_address, to_name, subject, text, attempts

-- name: sent
update notices.message set state = 'sent', provider_id = :provider_id, ended_at = :at, last_error = null where id = :id and state = 'sending'

-- name: later
update notices.message set state = 'waiting', next_try_at = :next_try_at, last_error = :last_error where id = :id and state = 'sending'

-- name: dead
update notices.message set state = 'dead', ended_at = :at, last_error = :last_error where id = :id and state = 'sending'
