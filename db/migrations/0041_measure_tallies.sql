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
create function measures.note_added() returns trigger language plpgsql as $$
declare
  noted bigint;
begin
  insert into measures.tally_change (sign, competent_unit_id, received_on, due_on, paused_on, closed_on, channel, outcome, timeliness, online_level,
    papers_state, result_state, level, is_no_writing, is_interlinked, marks)
  select 1, v.competent_unit_id, v.received_on, v.due_on, v.paused_on, v.closed_on, v.channel, v.outcome, v.timeliness, v.online_level,
    v.papers_state, v.result_state, v.level, v.is_no_writing, v.is_interlinked, v.marks
  from added v
  where v.known_to = 'infinity' and (select count(*) from (select from added limit 2001) few) <= 2000;
  get diagnostics noted = row_count;
  if noted = 0 and exists (select from added v where v.known_to = 'infinity') then perform measures.doubt_tallies(); end if;
  return null;
end $$;
comment on function measures.note_added() is 'statement trigger: notes, in the transaction of the change, the facts that count from now on';

create function measures.note_gone() returns trigger language plpgsql as $$
declare
  noted bigint;
begin
  insert into measures.tally_change (sign, competent_unit_id, received_on, due_on, paused_on, closed_on, channel, outcome, timeliness, online_level,
    papers_state, result_state, level, is_no_writing, is_interlinked, marks)
  select -1, v.competent_unit_id, v.received_on, v.due_on, v.paused_on, v.closed_on, v.channel, v.outcome, v.timeliness, v.online_level,
    v.papers_state, v.result_state, v.level, v.is_no_writing, v.is_interlinked, v.marks
  from gone v
  where v.known_to = 'infinity' and (select count(*) from (select from gone limit 2001) few) <= 2000;
  get diagnostics noted = row_count;
  if noted = 0 and exists (select from gone v where v.known_to = 'infinity') then perform measures.doubt_tallies(); end if;
  return null;
end $$;
comment on function measures.note_gone() is 'statement trigger: notes, in the transaction of the change, the facts that count no longer';

create function measures.note_truncate() returns trigger language plpgsql as $$
begin
  perform measures.doubt_tallies();
  return null;
end $$;
comment on function measures.note_truncate() is 'statement trigger: everything is gone';

-- A statement names the whole table or the partition of today, and fires the triggers of what it names: nothing is noted twice.
create trigger noted_insert after insert on dossiers.version referencing new table as added
  for each statement execute function measures.note_added();
create trigger noted_update_gone after update on dossiers.version referencing old table as gone
  for each statement execute function measures.note_gone();
create trigger noted_update_added after update on dossiers.version referencing new table as added
  for each statement execute function measures.note_added();
create trigger noted_delete after delete on dossiers.version referencing old table as gone
  for each statement execute function measures.note_gone();
create trigger noted_insert after insert on dossiers.version_now referencing new table as added
  for each statement execute function measures.note_added();
create trigger noted_update_gone after update on dossiers.version_now referencing old table as gone
  for each statement execute function measures.note_gone();
create trigger noted_update_added after update on dossiers.version_now referencing new table as added
  for each statement execute function measures.note_added();
create trigger noted_delete after delete on dossiers.version_now referencing old table as gone
  for each statement execute function measures.note_gone();
create trigger noted_truncate after truncate on dossiers.version_now for each statement execute function measures.note_truncate();

create function measures.tallies_added(a int[], b int[]) returns int[] language sql immutable parallel safe
  as $$ select array_agg(x + y order by place) from unnest(a, b) with ordinality as t (x, y, place) $$;
comment on function measures.tallies_added(int[], int[]) is 'place by place; both of the same length';

create function measures.tallies_hold(layout text) returns boolean language sql stable parallel unsafe
  as $$ select exists (select from measures.tally_state s where s.layout = tallies_hold.layout)
    and not exists (select from measures.tally_change c where c.sign = 0) $$;
comment on function measures.tallies_hold(text)
  is 'whether tallies of this layout are there and not doubted; unsafe on purpose: what asks it reads some thousand rows, and starting workers takes longer';
