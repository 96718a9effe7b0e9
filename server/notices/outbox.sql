-- name: put_message
insert into notices.message (tenant, key, channel, to_address, to_name, account_id, unit_id, dossier_id, subject, text, next_try_at, created_at)
values (:tenant, :key, :channel, :to_address, :to_name, :account_id, :unit_id, :dossier_id, :subject, :text, :at, :at)
on conflict (tenant, key) do nothing
