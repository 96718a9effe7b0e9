-- Names of accounts change seldom, sessions and rights often: what shows names is kept apart from what rests on rights.
insert into lib.revision (name) values ('accounts');
create trigger renamed after update of display_name or delete or truncate on access.account for each statement execute function lib.revise('accounts');

-- What an account chose for itself, each under a name the pages know: columns of lists, length of a page, favourite procedures.
drop table dossiers.list_setting;
create table dossiers.preference (
  account_id bigint not null references access.account (id),
  key text not null constraint preference_key check (key ~ '^[a-z][a-z_]{1,39}$'),
  value jsonb not null,
  constraint preference_pk primary key (account_id, key)
);
comment on table dossiers.preference is 'what an account chose for its own pages: columns of lists, page length, favourite procedures';
grant select, insert, update, delete on dossiers.preference to motcua_app;
