-- Numbers that were foreseen are looked at where they are kept, and what was foreseen wrongly ends its transaction (server/dossiers/foreseen.ts).
create function dossiers.as_foreseen(desks bigint, wanted bigint) returns void language plpgsql as $$
begin
  if desks is distinct from wanted then
    raise exception 'another transaction numbered dossiers of this desk' using errcode = 'serialization_failure';
  end if;
end $$;
comment on function dossiers.as_foreseen(bigint, bigint) is 'breaks the transaction (40001) unless as many counters of desks were found as foreseen';
