create schema access;
grant usage on schema access to motcua_app;

create table access.account (
  id bigint generated always as identity primary key,
  username text not null constraint account_username_once unique,
  display_name text not null,
  title text,
  unit_id int references org.unit (id),
  password_hash text,
  password_changed_at timestamptz,
  is_locked boolean not null default false,
  must_change_password boolean not null default false,
  created_at timestamptz not null default now(),
  constraint account_username_form check (username ~ '^[a-z0-9][a-z0-9._-]{1,63}$')
);
create index account_unit on access.account (unit_id);

comment on table access.account is 'who may sign in; never deleted, so that the trail keeps its names';
comment on column access.account.password_hash is 'argon2id, PHC string; null: nobody can sign in';

create table access.role (
  code text primary key,
  name_vi text not null,
  name_en text not null
);

create table access.role_permission (
  role_code text not null references access.role (code),
  permission text not null,
  constraint role_permission_pk primary key (role_code, permission)
);

create table access.role_grant (
  role_code text not null references access.role (code),
  granted_role_code text not null references access.role (code),
  constraint role_grant_pk primary key (role_code, granted_role_code)
);
create index role_grant_granted on access.role_grant (granted_role_code);
comment on table access.role_grant is 'roles that a holder of role_code may give to others without holding their permissions; it needs access.write as well';

create table access.assignment (
  id bigint generated always as identity primary key,
  account_id bigint not null references access.account (id),
  role_code text not null references access.role (code),
  unit_id int not null references org.unit (id),
  valid daterange not null,
  granted_by bigint,
  granted_at timestamptz not null default now(),
  constraint assignment_once exclude using gist (account_id with =, role_code with =, unit_id with =, valid with &&)
);
comment on table access.assignment is 'a role on a unit and everything below it, for a time';
create index assignment_unit on access.assignment (unit_id);

create table access.session (
  id text primary key,
  account_id bigint not null references access.account (id),
  csrf text not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  ip text,
  user_agent text
);
comment on column access.session.id is 'sha256 of the cookie, so that a stolen table opens no session';
create index session_account on access.session (account_id);

create table access.sign_in_attempt (
  id bigint generated always as identity primary key,
  username text not null,
  ip text not null,
  at timestamptz not null,
  succeeded boolean not null
);
comment on table access.sign_in_attempt is 'each attempt to prove a password; what back-off counts';
create index sign_in_attempt_username on access.sign_in_attempt (username, at);
create index sign_in_attempt_ip on access.sign_in_attempt (ip, at);

create function access.in_scope(unit_id int, scope int[]) returns boolean language sql immutable parallel safe
  as $$ select scope is null or unit_id = any (scope) $$;
comment on function access.in_scope(int, int[]) is 'the one predicate every read of a record passes; scope null = the product itself';

grant select, insert, update, delete on access.account, access.role, access.role_permission, access.role_grant, access.assignment, access.session to motcua_app;
grant select, insert on access.sign_in_attempt to motcua_app;
