-- $1 dossiers of one statutory year (15 December 2023 to 14 December 2024, every day of it), 2 % of them received in the three months before it.
-- Nine in ten are closed within 20 days, the rest within 200; what would be closed after 20 December 2024 is open. A few units and sectors
-- have most dossiers. Rows lie in the order in which their last version became known, as a living system leaves them.
create unlogged table made as
select g.i as id,
       date '2023-12-15' + (case when r8 < 0.02 then -1 - floor(r7 * 90) else floor((g.i - 1)::numeric * 366 / $1) end)::int as received_on,
       g.*
from (
  select i, random() r1, random() r2, random() r3, random() r4, random() r5, random() r6, random() r7, random() r8
  from generate_series(1, $1) i
) g;

insert into dossiers.version (tenant, sector_id, competent_unit_id, received_on, channel, outcome, timeliness, online_level, papers_state, result_state,
  level, is_no_writing, is_interlinked, procedure_id, dossier_id, receiving_unit_id, known_from, known_to, due_on, closed_on, paused_on)
select 99, x.sector_id, x.unit_id, m.received_on,
       case when m.r2 < 0.55 then 1 when m.r2 < 0.95 then 2 else 3 end,
       o.outcome,
       case when o.outcome <> 1 then 0 when m.r8 > 0.99 then 4 when x.closed_on < x.due_on then 1 when x.closed_on = x.due_on then 2 else 3 end,
       floor(m.r5 * 3), floor(m.r5 * 2.99), case when o.outcome = 1 then 1 + floor(m.r3 * 1.99) else 0 end,
       3, m.r3 < 0.03, m.r3 > 0.9, 1 + floor(m.r4 * 299.9), m.id, x.unit_id,
       (case when o.outcome = 0 then m.received_on else x.closed_on end)::timestamp at time zone 'Asia/Ho_Chi_Minh', 'infinity',
       case when m.r8 > 0.99 then null else x.due_on end,
       case when o.outcome <> 0 then x.closed_on end,
       case when o.outcome = 0 and m.r3 < 0.1 then m.received_on + 2 end
from made m
cross join lateral (
  select m.received_on + (1 + m.r6 * m.r6 * 20)::int as due_on,
         m.received_on + (case when m.r7 < 0.9 then m.r6 * m.r6 * 19 when m.r7 < 0.98 then m.r6 * 40 else m.r6 * 200 end)::int as closed_on,
         3 + floor(139 * power(m.r1, 1.3))::int as unit_id,
         1 + floor(59.9 * m.r4 * m.r4)::int as sector_id
) x
cross join lateral (
  select case when x.closed_on > date '2024-12-20' then 0 when m.r3 < 0.97 then 1 when m.r3 < 0.985 then 2 else 3 end as outcome
) o
order by case when o.outcome = 0 then m.received_on else x.closed_on end, m.id;

insert into dossiers.dossier (tenant, id, code, procedure_id, procedure_version_id, receiving_unit_id, competent_unit_id, holder_unit_id, channel,
  applicant_name, applicant_identity, applicant_address, filed_at, received_at, due_on, status, last_seq, changed_at, words, applicant_plain)
select v.tenant, v.dossier_id, 'H99.' || v.competent_unit_id || '-' || to_char(v.received_on, 'YYMMDD') || '-' || v.dossier_id,
       v.procedure_id, v.procedure_id, v.competent_unit_id, v.competent_unit_id, v.competent_unit_id, v.channel,
       'Người nộp ' || v.dossier_id, '0' || (10000000000 + v.dossier_id), 'Thôn ' || v.dossier_id % 97 || ', xã ' || v.competent_unit_id,
       v.received_on, v.received_on, v.due_on, case when v.outcome = 0 then 4 else 10 end, 3, v.known_from,
       array_to_tsvector(array['nguoi', 'nop', v.dossier_id::text]), 'nguoi nop ' || v.dossier_id
from dossiers.version_now v;

drop table made;
