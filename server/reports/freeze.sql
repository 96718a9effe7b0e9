-- name: insert_counted
insert into reports.counted (tenant, report_id, version, n, unit_ids, as_of)
select :tenant, :report_id, :version, c.n, c.unit_ids, c.as_of
from jsonb_to_recordset(:counted::jsonb) as c (n smallint, unit_ids int[], as_of date);

-- name: insert_operands
insert into reports.operand (tenant, report_id, version, no, measure, unit, s, e, filter, definition, value, counted, parts, declared, made_of)
select :tenant, :report_id, :version, o.no, o.measure, o.unit, o.s, o.e, o.filter, o.definition, o.value, o.counted, o.parts, o.declared, o.made_of
from jsonb_to_recordset(:operands::jsonb) as o (no int, measure text, unit text, s date, e date, filter jsonb, definition jsonb, value jsonb,
                                               counted smallint, parts jsonb, declared bigint[], made_of int[]);

-- name: insert_cells
insert into reports.cell (tenant, report_id, version, anchor, measure, unit, s, e, filter, printed, value, numerator, denominator, n, digest,
                          definition, counted, parts, declared, made_of)
select :tenant, :report_id, :version, c.anchor, c.measure, c.unit, c.s, c.e, c.filter, c.printed, c.value, c.numerator, c.denominator, c.n, c.digest,
       c.definition, c.counted, c.parts, c.declared, c.made_of
from jsonb_to_recordset(:cells::jsonb) as c (anchor text, measure text, unit text, s date, e date, filter jsonb, printed text, value numeric,
                                            numerator numeric, denominator numeric, n bigint, digest text, definition jsonb, counted smallint,
                                            parts jsonb, declared bigint[], made_of int[]);
