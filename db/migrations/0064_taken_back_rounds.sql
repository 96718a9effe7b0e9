-- A round of scoring opened by mistake is taken back, with the reason, as long as nothing was scored in it; it stays on record.
alter table scorecards.round
  add column taken_back_at timestamptz,
  add column taken_back_reason text,
  drop constraint round_state,
  drop constraint round_closed,
  add constraint round_state check (state in ('open', 'closed', 'published', 'taken_back')),
  add constraint round_closed check ((state in ('open', 'taken_back')) = (closed_at is null)),
  add constraint round_taken_back check (
    (state = 'taken_back') = (taken_back_at is not null) and (taken_back_at is null) = (taken_back_reason is null)
  );
comment on column scorecards.round.taken_back_reason is 'why it should not have been opened; only of a round in which nothing was scored';

-- The same proposal, or the same figure of a target, sent twice by its page is one.
alter table plans.proposal add column client_id text;
comment on column plans.proposal.client_id is 'made by the page that sent it: sent again, the proposal that is there is given back';
alter table plans.proposal add constraint proposal_client_id check (length(client_id) >= 1 and length(client_id) <= 60);
create unique index proposal_client_once on plans.proposal (tenant, client_id) where client_id is not null;

alter table plans.told_figure add column client_id text;
comment on column plans.told_figure.client_id is 'made by the page that sent it: sent again, the figure that is there is given back';
alter table plans.told_figure add constraint told_figure_client_id check (length(client_id) >= 1 and length(client_id) <= 60);
create unique index told_figure_client_once on plans.told_figure (tenant, client_id) where client_id is not null;
