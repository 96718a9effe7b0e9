-- What a dossier's way through a process needs besides 0013: by when, how a step was left, who named the officer; whom an opinion was asked of.
alter table dossiers.dossier add column step_due_at timestamptz;
alter table dossiers.dossier add column waiting_for smallint not null default 0;
comment on column dossiers.dossier.step_due_at is 'earliest due moment of the steps it is at; null: no process, or no step with a limit';
comment on column dossiers.dossier.waiting_for is 'opinions asked and not yet given';
create index dossier_step_due on dossiers.dossier (step_due_at) where step_due_at is not null;
create index dossier_waiting on dossiers.dossier (holder_unit_id) where waiting_for > 0;

alter table dossiers.step drop constraint step_leg;
alter table dossiers.step
  add column due_on date,
  add column due_precision text constraint step_due_precision check (due_precision in ('day', 'hour')),
  add column leg_due_at timestamptz,
  add column left_seq smallint,
  add column left_as text constraint step_left_as check (left_as in ('done', 'returned', 'cancelled', 'ended')),
  add column assigned_by text constraint step_assigned_by check (assigned_by in ('person', 'rule', 'delegate')),
  add constraint step_left_whole check ((left_at is null) = (left_as is null)),
  add constraint step_version_fk foreign key (process_version_id) references processes.version (id);
comment on column dossiers.step.leg is 'code of the leg (chặng) of an interlinked process the step belongs to';
comment on column dossiers.step.leg_due_at is 'by when that leg must be done';
comment on column dossiers.step.left_as is 'done: went on; returned: sent back; cancelled: called off when an earlier step was taken up again; ended: the dossier ended there';
create index step_left_in on dossiers.step (unit_id, left_at) where left_at is not null;
create index step_version on dossiers.step (process_version_id);

alter table dossiers.consultation
  add column step_code text,
  add column asked_by_unit_id int references org.unit (id),
  add column account_id bigint references access.account (id),
  add column due_on date,
  add column reminded_at timestamptz,
  add column times_reminded smallint not null default 0,
  add constraint consultation_opinion check (opinion in ('agree', 'disagree', 'other'));
create index consultation_account on dossiers.consultation (account_id) where account_id is not null;
create index consultation_asking on dossiers.consultation (asked_by_unit_id);

insert into lib.revision (name) values ('processes');
create trigger revised after insert or update or delete or truncate on processes.version for each statement execute function lib.revise('processes');
create trigger revised after insert or update or delete or truncate on processes.process for each statement execute function lib.revise('processes');
