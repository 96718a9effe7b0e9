create table lib.pack (
  name text primary key,
  sha256 text not null,
  loaded_at timestamptz not null default now()
);
comment on table lib.pack is 'which packs of law and configuration are loaded, and from which content; an unchanged pack is not read again at start';
grant select on lib.pack to motcua_app;
