// Face of the module: registers as configuration, their entries, evidence for whatever needs proof.
import { checkImportTask, keepImportTask } from './import.ts';

export { type BulkEntry, bulkEntries } from './bulk.ts';
export type { By } from './by.ts';
export { loadPack, RegisterDefinition, registerOn, registersOn, versionsOf } from './definitions.ts';
export { cancelEntry, correctEntry, keepEntry, type NewEntry } from './entries.ts';
export {
  Evidence,
  type EvidenceUse,
  evidenceCounts,
  evidenceOf,
  keepEvidence,
  type LinkInput,
  linkById,
  linkEvidence,
  listEvidence,
  openEvidence,
  unlinkEvidence,
} from './evidence.ts';
export { EntryRow, entries, Filter, totals, VIEWS, type Wanted } from './find.ts';

export { AREAS, FIELD_TYPES, type Field, type FieldType, Layout } from './layout.ts';
export { type Entry, entry } from './show.ts';
export type { DocumentValue, Value, Values } from './value.ts';

/** Background work of the module. */
export const registerTasks = [checkImportTask, keepImportTask] as const;
