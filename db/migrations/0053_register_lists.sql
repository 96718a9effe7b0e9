-- Lists of registers: the newest entries of a register met first, and a list without the question "the last of each line" in its way.

create index entry_version_newest on registers.entry_version (register, on_day, entry_id) where known_to = 'infinity' and not is_cancelled;

create function registers.standing(register text, scope int[], unit_ids int[], from_on date, to_on date, fields text[], ops text[], wanted text[], q text,
  is_latest boolean)
returns table (tenant smallint, entry_id bigint, version int, known_from timestamptz, definition_id bigint, unit_id int, on_day date, "values" jsonb,
  changed_by_name text) language sql stable parallel safe as $$
  select v.tenant, v.entry_id, v.version, v.known_from, v.definition_id, v.unit_id, v.on_day, v.values, v.changed_by_name
  from registers.entry_now v
  where not standing.is_latest
    and v.register = standing.register
    and access.in_scope(v.unit_id, standing.scope)
    and (standing.unit_ids is null or v.unit_id = any (standing.unit_ids))
    and (standing.from_on is null or v.on_day >= standing.from_on)
    and (standing.to_on is null or v.on_day <= standing.to_on)
    and (standing.fields[1] is null or registers.meets(v.values, standing.fields[1], standing.ops[1], string_to_array(standing.wanted[1], chr(31))))
    and (standing.fields[2] is null or registers.meets(v.values, standing.fields[2], standing.ops[2], string_to_array(standing.wanted[2], chr(31))))
    and (standing.fields[3] is null or registers.meets(v.values, standing.fields[3], standing.ops[3], string_to_array(standing.wanted[3], chr(31))))
    and (standing.fields[4] is null or registers.meets(v.values, standing.fields[4], standing.ops[4], string_to_array(standing.wanted[4], chr(31))))
    and (standing.fields[5] is null or registers.meets(v.values, standing.fields[5], standing.ops[5], string_to_array(standing.wanted[5], chr(31))))
    and (standing.fields[6] is null or registers.meets(v.values, standing.fields[6], standing.ops[6], string_to_array(standing.wanted[6], chr(31))))
    and (standing.q is null or strpos(v.plain, standing.q) > 0)
    and (coalesce(cardinality(standing.fields), 0) <= 6 or not exists (
      select from unnest(standing.fields[7:], standing.ops[7:], standing.wanted[7:]) as c (field, op, wanted)
      where registers.meets(v.values, c.field, c.op, string_to_array(c.wanted, chr(31))) is not true))
$$;
comment on function registers.standing(text, int[], int[], date, date, text[], text[], text[], text, boolean) is 'registers.found where is_latest is false: read straight from the index of days, and by several processes; with is_latest it finds nothing';
