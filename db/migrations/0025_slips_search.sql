-- Slips are found by a part of a name, or by the beginning of a number or a code.
create index slip_addressee on slips.slip using gin (addressee_plain gin_trgm_ops);
create index slip_reference on slips.slip (reference text_pattern_ops);
create index slip_number on slips.slip (number_text text_pattern_ops);
