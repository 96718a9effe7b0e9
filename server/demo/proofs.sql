-- name: unproven
-- Verdicts told of targets of a unit where no figure could be given, that nothing proves yet.
select f.id, t.code, t.name, f.part, f.verdict, f.reason, f.to_on
from plans.target t
join plans.told_figure f on f.tenant = t.tenant and f.target_id = t.id
where t.unit_id = :unit_id
  and f.verdict in ('met', 'missed')
  and not exists (select from registers.evidence_link l where l.subject_kind = 'target_figure' and l.subject_id = f.id::text and l.unlinked_at is null)
order by t.position, f.part, f.id;
