-- Counts of dossiers by unit and day, kept beside the dossiers so that the figures of a province's year are sums of some hundred rows. Disposable:
-- unlogged, so that keeping them costs no journal; after a crash all three tables are empty together, figures are counted from the dossiers, and the
-- worker makes them anew.
create unlogged table measures.tally (
  unit_id int not null,
  is_month boolean not null,
  day date not null,
  n int[] not null,
  constraint tally_pk primary key (unit_id, is_month, day)
);
comment on table measures.tally is 'per competent unit and day, and per calendar month (its first day): what each column of tally_state counts';
comment on column measures.tally.n is 'by place of the column: received on the day, closed on it, or by how much what is open changes at its end (so open at the start of day e = sum of all days before e)';

create unlogged table measures.tally_change (
  sign smallint not null,
  competent_unit_id int not null,
  received_on date not null,
  due_on date,
  paused_on date,
  closed_on date,
  open_until date not null generated always as (coalesce(closed_on, 'infinity'::date)) stored,
  channel smallint not null,
  outcome smallint not null,
  timeliness smallint not null,
  online_level smallint not null,
  papers_state smallint not null,
  result_state smallint not null,
  level smallint not null,
  is_no_writing boolean not null,
  is_interlinked boolean not null,
  marks int not null
);
comment on table measures.tally_change is 'facts of dossiers that changed since they were last added to the tallies: +1 a version that counts now, -1 one that no longer does, 0 too much changed at once: count anew';

create unlogged table measures.tally_state (
  is_one boolean not null default true,
  layout text not null,
  columns json not null,
  built_at timestamptz not null,
  checked_at timestamptz,
  differences int,
  constraint tally_state_pk primary key (is_one),
  constraint tally_state_one check (is_one)
);
comment on table measures.tally_state is 'what the places of tally.n count (layout: hash of it), when they were made, and what the last comparison with the dossiers gave; no row: there are none';

grant select, insert, update, delete on measures.tally, measures.tally_change, measures.tally_state to motcua_app;

create function measures.doubt_tallies() returns void language sql as $$
  insert into measures.tally_change (sign, competent_unit_id, received_on, channel, outcome, timeliness, online_level, papers_state, result_state, level,
    is_no_writing, is_interlinked, marks)
  values (0, 0, '-infinity', 0, 0, 0, 0, 0, 0, 0, false, false, 0) $$;
comment on function measures.doubt_tallies() is 'the tallies are not to be believed until they are counted anew';

-- A load of thousands is not noted one by one: counting anew is quicker than adding it up.
create function measures.note_changed() returns trigger language plpgsql as $$
declare
  noted bigint;
begin
  insert into measures.tally_change (sign, competent_unit_id, received_on, due_on, paused_on, closed_on, channel, outcome, timeliness, online_level,
    papers_state, result_state, level, is_no_writing, is_interlinked, marks)
  select tg_argv[0]::smallint, v.competent_unit_id, v.received_on, v.due_on, v.paused_on, v.closed_on, v.channel, v.outcome, v.timeliness, v.online_level,
    v.papers_state, v.result_state, v.level, v.is_no_writing, v.is_interlinked, v.marks
  from changed v
  where v.known_to = 'infinity' and (select count(*) from (select from changed limit 2001) few) <= 2000;
  get diagnostics noted = row_count;
  if noted = 0 and exists (select from changed v where v.known_to = 'infinity') then perform measures.doubt_tallies(); end if;
  return null;
end $$;
comment on function measures.note_changed() is 'statement trigger: notes, in the transaction of the change, the facts that count from now on (1) or no longer (-1)';

create function measures.note_truncate() returns trigger language plpgsql as $$
begin
  perform measures.doubt_tallies();
  return null;
end $$;
comment on function measures.note_truncate() is 'statement trigger: everything is gone';

-- A statement names the whole table or the partition of today, and fires the triggers of what it names: nothing is noted twice.
create trigger noted_insert after insert on dossiers.version referencing new table as changed
  for each statement execute function measures.note_changed('1');
create trigger noted_update_gone after update on dossiers.version referencing old table as changed
  for each statement execute function measures.note_changed('-1');
create trigger noted_update_added after update on dossiers.version referencing new table as changed
  for each statement execute function measures.note_changed('1');
create trigger noted_delete after delete on dossiers.version referencing old table as changed
  for each statement execute function measures.note_changed('-1');
create trigger noted_insert after insert on dossiers.version_now referencing new table as changed
  for each statement execute function measures.note_changed('1');
create trigger noted_update_gone after update on dossiers.version_now referencing old table as changed
  for each statement execute function measures.note_changed('-1');
create trigger noted_update_added after update on dossiers.version_now referencing new table as changed
  for each statement execute function measures.note_changed('1');
create trigger noted_delete after delete on dossiers.version_now referencing old table as changed
  for each statement execute function measures.note_changed('-1');
create trigger noted_truncate after truncate on dossiers.version_now for each statement execute function measures.note_truncate();

create function measures.tallies_added(a int[], b int[]) returns int[] language sql immutable parallel safe
  as $$ select array_agg(x + y order by place) from unnest(a, b) with ordinality as t (x, y, place) $$;
comment on function measures.tallies_added(int[], int[]) is 'place by place; both of the same length';

create function measures.tallies_hold(layout text) returns boolean language sql stable parallel unsafe
  as $$ select exists (select from measures.tally_state s where s.layout = tallies_hold.layout)
    and not exists (select from measures.tally_change c where c.sign = 0) $$;
comment on function measures.tallies_hold(text)
  is 'whether tallies of this layout are there and not doubted; unsafe on purpose: what asks it reads some thousand rows, and starting workers takes longer';

-- Lists of registers with hundreds of thousands of entries: words are looked for in a text made once, not in each entry at each reading.
alter table registers.entry_version add column plain text not null generated always as (lib.plain("values"::text)) stored;
comment on column registers.entry_version.plain is 'the values for searching: lower case without diacritics';
create or replace view registers.entry_now as
select v.tenant, v.entry_id, v.version, v.known_from, v.register, v.definition_id, v.unit_id, v.on_day, v.values, v.natural_key, v.line,
       v.changed_by, v.changed_by_name, v.plain
from registers.entry_version v
where v.known_to = 'infinity' and not v.is_cancelled;

drop function registers.found(text, int[], int[], date, date, jsonb, text, boolean);
-- One text for the list, its totals and its Excel sheet. Planned for the conditions at hand, what is not asked falls away: that is what the places are for.
create function registers.found(register text, scope int[], unit_ids int[], from_on date, to_on date, fields text[], ops text[], wanted text[], q text,
  is_latest boolean)
returns table (tenant smallint, entry_id bigint, version int, known_from timestamptz, definition_id bigint, unit_id int, on_day date, "values" jsonb,
  changed_by_name text) language sql stable parallel safe as $$
  select f.tenant, f.entry_id, f.version, f.known_from, f.definition_id, f.unit_id, f.on_day, f.values, f.changed_by_name
  from (
    select v.tenant, v.entry_id, v.version, v.known_from, v.definition_id, v.unit_id, v.on_day, v.values, v.changed_by_name, v.plain
    from registers.entry_now v
    where not found.is_latest
      and v.register = found.register
      and access.in_scope(v.unit_id, found.scope)
      and (found.unit_ids is null or v.unit_id = any (found.unit_ids))
      and (found.from_on is null or v.on_day >= found.from_on)
      and (found.to_on is null or v.on_day <= found.to_on)
    union all
    select l.tenant, l.entry_id, l.version, l.known_from, l.definition_id, l.unit_id, l.on_day, l.values, l.changed_by_name, l.plain
    from (
      select v.tenant, v.entry_id, v.version, v.known_from, v.definition_id, v.unit_id, v.on_day, v.values, v.changed_by_name, v.plain,
             row_number() over (partition by v.unit_id, v.line order by v.on_day desc, v.entry_id desc) as place
      from registers.entry_now v
      where found.is_latest
        and v.register = found.register
        and access.in_scope(v.unit_id, found.scope)
        and (found.unit_ids is null or v.unit_id = any (found.unit_ids))
        and (found.from_on is null or v.on_day >= found.from_on)
        and (found.to_on is null or v.on_day <= found.to_on)
    ) l
    where l.place = 1
  ) f
  where true
    and (found.fields[1] is null or registers.meets(f.values, found.fields[1], found.ops[1], string_to_array(found.wanted[1], chr(31))))
    and (found.fields[2] is null or registers.meets(f.values, found.fields[2], found.ops[2], string_to_array(found.wanted[2], chr(31))))
    and (found.fields[3] is null or registers.meets(f.values, found.fields[3], found.ops[3], string_to_array(found.wanted[3], chr(31))))
    and (found.fields[4] is null or registers.meets(f.values, found.fields[4], found.ops[4], string_to_array(found.wanted[4], chr(31))))
    and (found.fields[5] is null or registers.meets(f.values, found.fields[5], found.ops[5], string_to_array(found.wanted[5], chr(31))))
    and (found.fields[6] is null or registers.meets(f.values, found.fields[6], found.ops[6], string_to_array(found.wanted[6], chr(31))))
    and (found.q is null or strpos(f.plain, found.q) > 0)
    and (coalesce(cardinality(found.fields), 0) <= 6 or not exists (
      select from unnest(found.fields[7:], found.ops[7:], found.wanted[7:]) as c (field, op, wanted)
      where registers.meets(f.values, c.field, c.op, string_to_array(c.wanted, chr(31))) is not true))
$$;
comment on function registers.found(text, int[], int[], date, date, text[], text[], text[], text, boolean) is 'entries of a register that are in scope, in the days, and meet every filter (wanted: values with chr(31) between them); is_latest: of each line of a unit only the last';
