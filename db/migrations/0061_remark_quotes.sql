-- A remark may be on some words of a block: a paragraph, a row of a table, or a piece of one. They are kept with the words around them, figures
-- as their anchors, so that they are found again in later versions, also once the figures are others.
alter table reports.remark
  add column quote text,
  add column quote_of text,
  add column quote_before text,
  add column quote_after text,
  add column occurrence integer,
  add constraint remark_quote check (
    num_nonnulls(quote, quote_of, quote_before, quote_after, occurrence) in (0, 5) and (occurrence is null or occurrence > 0)
  );
comment on column reports.remark.quote is 'the words as they were printed when the remark was made; null: on the whole place';
comment on column reports.remark.quote_of is 'the same with figures as {anchor}';
comment on column reports.remark.quote_before is 'what stood before them in their paragraph or row, figures as {anchor}';
comment on column reports.remark.quote_after is 'what stood after them';
comment on column reports.remark.occurrence is 'the n-th place of these words in the block, from 1';
