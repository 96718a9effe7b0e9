import type { CheckedReport, Finding } from '../finding.ts';
import type { UnreadableReason } from '../read/unreadable.ts';

/** One file: what was found in it, or why it could not be read. */
export type Result =
  | { file: string; checked: CheckedReport }
  | { file: string; unreadable: { reason: UnreadableReason; message: string } };

const NOTHING = { seen: 0, bound: 0, checked: 0 };

/** The JSON of `motcua check`: one document, or an array when several files were given. */
export function asJson(results: readonly Result[]): string {
  const documents = results.map(documentOf);
  return `${JSON.stringify(documents.length === 1 ? documents[0] : documents, null, 2)}\n`;
}

function documentOf(result: Result) {
  if ('unreadable' in result) return { file: result.file, claims: NOTHING, findings: [], error: result.unreadable };
  const { file, claims, findings, unchecked, omitted } = result.checked;
  return { file, claims, findings: findings.map(findingOf), unchecked, ...(omitted && { omitted }) };
}

// In the order of the contract, so that two runs can be compared line by line.
function findingOf({ rule, severity, message, file, location, quote, numbers, expected, related, more_related }: Finding) {
  return {
    ...{ rule, severity, message, file, location, quote, numbers, ...(expected !== undefined && { expected }), related },
    ...(more_related !== undefined && { more_related }),
  };
}
