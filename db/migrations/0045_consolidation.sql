-- What a report takes from the reports of the units below: in which way, which versions, what was corrected by the level above, which words.

create table reports.consolidation (
  tenant smallint not null,
  report_id bigint not null,
  seq int not null,
  mode text not null constraint consolidation_mode check (mode in ('as_reported', 'mapped', 'common_level')),
  bases jsonb not null,
  at timestamptz not null,
  by bigint references access.account (id),
  constraint consolidation_pk primary key (tenant, report_id, seq),
  constraint consolidation_report_fk foreign key (tenant, report_id) references reports.report (tenant, id)
);
comment on table reports.consolidation is 'that a report consolidates those of the units below, and how; the newest row holds, none is changed';
comment on column reports.consolidation.mode is 'how units of before and after a change of the organisation stand together';
comment on column reports.consolidation.bases is 'by table: whether the submitted reports or the records of the product are printed';
create index consolidation_by on reports.consolidation (by);

create table reports.inclusion (
  tenant smallint not null,
  report_id bigint not null,
  version int not null,
  of_tenant smallint not null,
  of_report_id bigint not null,
  of_version int not null,
  unit_id int not null references org.unit (id),
  is_summed boolean not null,
  constraint inclusion_pk primary key (tenant, report_id, version, of_tenant, of_report_id),
  constraint inclusion_version_fk foreign key (tenant, report_id, version) references reports.version (tenant, report_id, version),
  constraint inclusion_issue_fk foreign key (of_tenant, of_report_id, of_version) references reports.issue (tenant, report_id, version)
);
comment on table reports.inclusion is 'which issued version of which report of a unit below a version of a report consolidates';
comment on column reports.inclusion.is_summed is 'false: its figures are held already in those of another report that is summed';
create index inclusion_of on reports.inclusion (of_tenant, of_report_id, of_version);
create index inclusion_unit on reports.inclusion (unit_id);

create table reports.adjustment (
  tenant smallint not null,
  id bigint generated always as identity,
  report_id bigint not null,
  measure text not null,
  s date not null,
  delta numeric not null constraint adjustment_delta check (delta <> 0),
  unit_id int references org.unit (id),
  reason text not null,
  at timestamptz not null,
  by bigint references access.account (id),
  withdrawn_at timestamptz,
  withdrawn_by bigint references access.account (id),
  withdrawn_reason text,
  constraint adjustment_pk primary key (tenant, id),
  constraint adjustment_report_fk foreign key (tenant, report_id) references reports.report (tenant, id),
  constraint adjustment_withdrawn check ((withdrawn_at is null) = (withdrawn_reason is null))
);
comment on table reports.adjustment is 'what the level above adds to or takes from a sum of the reports below, as a line of its own; their figures stay as they are';
comment on column reports.adjustment.s is 'first day of the figure: of the period, or 1 January for what is counted since then';
comment on column reports.adjustment.unit_id is 'the unit it is about; null: the whole';
create index adjustment_report on reports.adjustment (tenant, report_id, id);
create index adjustment_unit on reports.adjustment (unit_id) where unit_id is not null;
create index adjustment_by on reports.adjustment (by);
create index adjustment_withdrawn_by on reports.adjustment (withdrawn_by) where withdrawn_by is not null;

create table reports.pull (
  tenant smallint not null,
  report_id bigint not null,
  block text not null,
  of_tenant smallint not null,
  of_report_id bigint not null,
  of_version int not null,
  of_block text not null,
  words_sha256 text not null,
  at timestamptz not null,
  by bigint references access.account (id),
  constraint pull_pk primary key (tenant, report_id, block),
  constraint pull_report_fk foreign key (tenant, report_id) references reports.report (tenant, id),
  constraint pull_issue_fk foreign key (of_tenant, of_report_id, of_version) references reports.issue (tenant, report_id, version)
);
comment on table reports.pull is 'where a block of words that was pulled from the report of a unit below comes from; what became of it stands in the versions';
comment on column reports.pull.words_sha256 is 'of the words as they were pulled: the same words in a newer version are not stale';
create index pull_of on reports.pull (of_tenant, of_report_id, of_version);
create index pull_by on reports.pull (by);

-- Kinds of event and of making that earlier migrations named stay; one of each comes.
do $$
declare
  found record;
begin
  for found in
    select c.conrelid::regclass::text as of_table, c.conname, pg_get_constraintdef(c.oid) as says
    from pg_constraint c
    where (c.conrelid, c.conname) in (('reports.event'::regclass, 'event_kind'), ('reports.version'::regclass, 'version_made_how'))
      and pg_get_constraintdef(c.oid) not like '%consolidated%'
  loop
    execute format('alter table %s drop constraint %I', found.of_table, found.conname);
    execute format('alter table %s add constraint %I %s', found.of_table, found.conname,
                   replace(found.says, 'ARRAY[', 'ARRAY[''consolidated''::text, '));
  end loop;
end $$;

grant select, insert on reports.consolidation, reports.inclusion, reports.adjustment, reports.pull to motcua_app;
grant update (withdrawn_at, withdrawn_by, withdrawn_reason) on reports.adjustment to motcua_app;
