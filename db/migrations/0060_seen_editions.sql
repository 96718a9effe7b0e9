-- Two officers change the same task or target: whoever saves what he saw before the other's change is told so. The same task sent twice is one.
alter table plans.task add column edition int not null default 1;
comment on column plans.task.edition is 'how often what is planned was written; a change names the one it saw';
alter table plans.target add column edition int not null default 1;
comment on column plans.target.edition is 'how often the target was written; a change names the one it saw';

alter table plans.task add column client_id text;
comment on column plans.task.client_id is 'made by the page that sent it: sent again, the task that is there is given back';
alter table plans.task add constraint task_client_id check (length(client_id) >= 1 and length(client_id) <= 60);
create unique index task_client_once on plans.task (tenant, client_id) where client_id is not null;
