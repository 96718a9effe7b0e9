// Face of the module: figures from records, and the records behind each figure.

export { type Behind, type BehindAsk, measureRecords } from './behind.ts';
export { BehindOut } from './behind-out.ts';
export { type Group, type GroupsAsk, valuesByGroup } from './by-group.ts';
export { type CellsAsk, CellTable, cells } from './cells.ts';
export { type Compared, compared, periodEarlier, sameEarlier } from './compare.ts';
export type { GroupColumn } from './compile.ts';
export {
  DeclarationOut,
  type DeclareFault,
  declarations,
  declare,
  declaredGrid,
  declareEach,
  type NewDeclaration,
} from './declare.ts';
export { declaredPeriod, heldDeclared, holdDeclared, releaseDeclared, takeDeclaringTurn } from './declare-locks.ts';
export { type DeclaredOver, declaredOver } from './declare-many.ts';
export type { Count, Definition, Ratio } from './definition.ts';
export { type Dated, Definitions, definitionOf, definitionsOn, hashOf, loadPack } from './definitions.ts';
export { joined as joinDigests, NOTHING as EMPTY_DIGEST } from './digest.ts';
export { type Expression, ExpressionError, evaluate, namesIn, parseExpression } from './expression.ts';
export { type Figures, type FiguresAsk, figures, type GroupBy, MeasureValues } from './figures.ts';
export { GroupKey } from './groups.ts';
export {
  type HeldFigure,
  type HeldPage,
  HOLDABLE,
  heldRecords,
  movedDossiers,
  movedEntries,
} from './held.ts';
export {
  declarationsOf,
  type HeldDeclaration,
  heldDeclarations,
  type MovedCopy,
  movedCopies,
} from './held-declared.ts';
export { buildTask, keepTallies, tasks } from './jobs.ts';
export type { Declared } from './kinds.ts';
export type { Note } from './notes.ts';
export { type Question, UNIT_ROWS, type UnitRows } from './question.ts';
export { DossierRecord, type RecordsAsk, records } from './records.ts';
export { Point, type Series, seriesByUnit } from './series.ts';
export { type Span, valuesOverSpans } from './spans.ts';
export { madeAgain, type Stood, stoodOn } from './stood.ts';
export { type Comparison, compareTallies, keepComparison, TallyDifference } from './tally-check.ts';
export { buildTallies, foldTallies } from './tally-keep.ts';
export { UNITS, type UnitOfCount } from './units.ts';
export { Value } from './value.ts';
export { seriesOf, type ValuesAsk, valuesByUnit, valuesOf } from './values.ts';
