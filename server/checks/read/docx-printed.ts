// What stands in these is not printed: deleted or moved away text, codes of fields, older copies of shapes.
export const UNPRINTED = new Set([
  'w:del',
  'w:moveFrom',
  'mc:Fallback',
  'w:instrText',
  'w:delText',
  'w:delInstrText',
  'w:rubyPr',
  'w:rt',
]);
// Properties as they were before a tracked change.
export const FORMER = /^w:(?:p|r|tbl|tblGrid|tc|tr|sect|tblEx)?PrChange$|^w:numberingChange$|^w:tblGridChange$/;
