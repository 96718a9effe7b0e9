-- The trail is sealed where it is kept. What is hashed goes over the wire once, and a chain is held only while its entries are written and
-- committed, not while an answer travels to the product and back. Reading a chain again (server/audit/chain.ts) makes the same texts from the
-- columns: JSON has one way to write a text, here and there.
create function audit.append(tenants smallint[], stamps text[], actor_ids bigint[], actor_names text[], request_ids text[], actions text[],
  subject_kinds text[], subject_ids text[], unit_ids int[], befores text[], afters text[], reasons text[]) returns void language plpgsql as $$
declare
  chain audit.head;
  count int := cardinality(tenants);
  seqs bigint[] := array_fill(null::bigint, array[count]);
  prev_hashes bytea[] := array_fill(null::bytea, array[count]);
  hashes bytea[] := array_fill(null::bytea, array[count]);
begin
  insert into audit.head (tenant, seq, hash)
  select distinct t.tenant, 0, decode(repeat('00', 32), 'hex')
  from unnest(append.tenants) as t (tenant)
  where not exists (select from audit.head h where h.tenant = t.tenant)
  order by t.tenant
  on conflict (tenant) do nothing;
  -- In one order, so that two that write several chains wait but do not block each other.
  for chain in select h.tenant, h.seq, h.hash from audit.head h where h.tenant = any (append.tenants) order by h.tenant for update loop
    for i in 1..count loop
      continue when tenants[i] <> chain.tenant;
      chain.seq := chain.seq + 1;
      seqs[i] := chain.seq;
      prev_hashes[i] := chain.hash;
      chain.hash := sha256(chain.hash || convert_to(concat(
        '[', chain.tenant, ',', chain.seq, ',', to_json(stamps[i]), ',', coalesce(actor_ids[i]::text, 'null'), ',', to_json(actor_names[i]), ',',
        coalesce(to_json(request_ids[i])::text, 'null'), ',', to_json(actions[i]), ',', to_json(subject_kinds[i]), ',', to_json(subject_ids[i]), ',',
        coalesce(unit_ids[i]::text, 'null'), ',', coalesce(befores[i], 'null'), ',', coalesce(afters[i], 'null'), ',',
        coalesce(to_json(reasons[i])::text, 'null'), ']'), 'UTF8'));
      hashes[i] := chain.hash;
    end loop;
    update audit.head h set seq = chain.seq, hash = chain.hash where h.tenant = chain.tenant;
  end loop;
  insert into audit.entry
    (tenant, seq, at, actor_id, actor_name, request_id, action, subject_kind, subject_id, unit_id, before, after, reason, prev_hash, hash)
  select e.tenant, e.seq, e.stamp::timestamptz, e.actor_id, e.actor_name, e.request_id, e.action, e.subject_kind, e.subject_id, e.unit_id,
         e.before::jsonb, e.after::jsonb, e.reason, e.prev_hash, e.hash
  from unnest(tenants, seqs, stamps, actor_ids, actor_names, request_ids, actions, subject_kinds, subject_ids, unit_ids, befores, afters, reasons,
              prev_hashes, hashes)
    as e (tenant, seq, stamp, actor_id, actor_name, request_id, action, subject_kind, subject_id, unit_id, before, after, reason, prev_hash, hash);
end $$;
comment on function audit.append(smallint[], text[], bigint[], text[], text[], text[], text[], text[], int[], text[], text[], text[])
  is 'the only way entries are written: numbers and links them at the end of their chains, which it holds until the transaction ends';
