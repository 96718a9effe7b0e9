-- What a process keeps in memory about rights, units, catalogue and calendar is right as long as the stamp of that kind is the one it was read under.
-- A stamp is new with every change, in the transaction of the change, and never used again, so what a rolled-back change left in memory is never believed.
create table lib.revision (
  name text primary key,
  stamp uuid not null default gen_random_uuid()
);
comment on table lib.revision is 'the present state of what is kept in memory: access, accounts, calendar, org, procedures; changed by triggers with what it stands for';
insert into lib.revision (name) values ('access'), ('accounts'), ('calendar'), ('org'), ('procedures');
grant select on lib.revision to motcua_app;

-- With the owner's rights: who changes a role need not be allowed to write stamps.
create function lib.revise() returns trigger language plpgsql security definer set search_path = lib, pg_temp as $$
begin
  update lib.revision r set stamp = gen_random_uuid() where r.name = tg_argv[0];
  return null;
end $$;
comment on function lib.revise() is 'statement trigger: a new stamp for the kind named by its argument';

create trigger revised after update of ended_at, account_id, csrf, expires_at or delete or truncate on access.session
  for each statement execute function lib.revise('access');
create trigger revised after update of display_name, unit_id, is_locked, must_change_password or delete or truncate on access.account
  for each statement execute function lib.revise('access');
-- Names of accounts change seldom, sessions and rights often: what shows names is kept apart from what rests on rights.
create trigger renamed after update of display_name or delete or truncate on access.account for each statement execute function lib.revise('accounts');
create trigger revised after insert or update or delete or truncate on access.assignment for each statement execute function lib.revise('access');
create trigger revised after insert or update or delete or truncate on access.role_permission for each statement execute function lib.revise('access');

create trigger revised after insert or update or delete or truncate on org.unit for each statement execute function lib.revise('org');
create trigger revised after insert or update or delete or truncate on org.unit_name for each statement execute function lib.revise('org');
create trigger revised after insert or update or delete or truncate on org.edge for each statement execute function lib.revise('org');
create trigger revised after insert or update or delete or truncate on org.tree_version for each statement execute function lib.revise('org');
create trigger revised after insert or update or delete or truncate on org.closure for each statement execute function lib.revise('org');
create trigger revised after insert or update or delete or truncate on org.unit_map for each statement execute function lib.revise('org');

create trigger revised after insert or update or delete or truncate on calendar.day_off for each statement execute function lib.revise('calendar');
create trigger revised after insert or update or delete or truncate on calendar.coverage for each statement execute function lib.revise('calendar');
create trigger revised after insert or update or delete or truncate on calendar.working_hours for each statement execute function lib.revise('calendar');

create trigger revised after insert or update or delete or truncate on procedures.sector for each statement execute function lib.revise('procedures');
create trigger revised after insert or update or delete or truncate on procedures.procedure for each statement execute function lib.revise('procedures');
create trigger revised after insert or update or delete or truncate on procedures.version for each statement execute function lib.revise('procedures');
create trigger revised after insert or update or delete or truncate on procedures.paper for each statement execute function lib.revise('procedures');
create trigger revised after insert or update or delete or truncate on procedures.offered for each statement execute function lib.revise('procedures');

-- Words of a dossier, found from their beginning, with or without diacritics. Whole words cost a tenth of what letter triples cost at reception.
create function dossiers.words(text text) returns tsvector language sql immutable parallel safe strict
  as $$ select array_to_tsvector(array_remove(regexp_split_to_array(lib.plain(text), '[^[:alnum:]]+'), '')) $$;
comment on function dossiers.words(text) is 'the different words of a text, lower case without diacritics';

alter table dossiers.dossier
  add column words tsvector not null generated always as (
    dossiers.words(applicant_name || ' ' || coalesce(submitter_name, '') || ' ' || coalesce(matter, '') || ' ' || regexp_replace(code, '^.*-', ''))
  ) stored;
comment on column dossiers.dossier.words is 'for searching: applicant, who files for him, what is asked, the number at the end of the code';
drop index dossiers.dossier_search;
create index dossier_words on dossiers.dossier using gin (words);

-- Numbers are found from their beginning too.
drop index dossiers.dossier_identity;
drop index dossiers.dossier_phone;
create index dossier_identity on dossiers.dossier (applicant_identity text_pattern_ops) where applicant_identity is not null;
create index dossier_phone on dossiers.dossier (applicant_phone text_pattern_ops) where applicant_phone is not null;

create table dossiers.visit (
  tenant smallint not null,
  id bigint generated always as identity,
  client_id text,
  unit_id int not null references org.unit (id),
  procedure_version_id int not null references procedures.version (id),
  kind text not null constraint visit_kind check (kind in ('guidance', 'refusal')),
  channel smallint not null constraint visit_channel check (channel in (1, 2, 3)),
  at timestamptz not null,
  recorded_at timestamptz not null,
  officer_id bigint references access.account (id),
  officer_name text not null,
  applicant jsonb not null,
  matter text,
  missing jsonb not null default '[]',
  reason text,
  legal_ground text,
  constraint visit_pk primary key (tenant, id),
  constraint visit_client_once unique (tenant, client_id),
  constraint visit_grounds check (kind <> 'refusal' or (reason is not null and legal_ground is not null))
);
comment on table dossiers.visit is 'somebody came and nothing was received: what was missing (guidance), or why it was refused and on which ground; never changed';
comment on column dossiers.visit.missing is 'papers to bring: [{ordinal, name, note}]; ordinal null = not in the list of the procedure';
comment on column dossiers.visit.legal_ground is 'the provision a refusal rests on';
create index visit_unit on dossiers.visit (unit_id, at);
create index visit_version on dossiers.visit (procedure_version_id);
create index visit_officer on dossiers.visit (officer_id);
grant select, insert on dossiers.visit to motcua_app;

create table dossiers.saved_filter (
  id bigint generated always as identity primary key,
  account_id bigint not null references access.account (id),
  list text not null constraint saved_filter_list check (list in ('queue', 'list')),
  name text not null,
  filter jsonb not null,
  place smallint not null default 0,
  constraint saved_filter_once unique (account_id, list, name)
);
comment on table dossiers.saved_filter is 'what an account asks a list again and again, under a name of its own';

create table dossiers.preference (
  account_id bigint not null references access.account (id),
  key text not null constraint preference_key check (key ~ '^[a-z][a-z_]{1,39}$'),
  value jsonb not null,
  constraint preference_pk primary key (account_id, key)
);
comment on table dossiers.preference is 'what an account chose for its own pages: columns of lists, page length, favourite procedures';

grant select, insert, update, delete on dossiers.saved_filter, dossiers.preference to motcua_app;
