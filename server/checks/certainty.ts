import { type Document, type Passage, passageAt } from './document.ts';
import type { Fault } from './rule.ts';

/** Messages that hold a total against its parts. */
const SUMS: Record<string, ReadonlySet<string>> = {
  R03: new Set(['differs']),
  R05: new Set(['differs', 'channels']),
  R06: new Set(['over', 'rest', 'under']),
  R07: new Set(['differs', 'over']),
};

/**
 * A fault that says *error* rests on a tight binding. A total and parts that stand in several paragraphs, none of them a list under the total, may have
 * been put together wrongly: of such sums two of three at first sight were no faults. They are warnings.
 */
export function calibrated(document: Document, rule: string, fault: Fault): Fault {
  if (!SUMS[rule]?.has(fault.message) || fault.severity === 'warning' || fault.severity === 'note') return fault;
  const [total, ...parts] = (fault.shares ?? []).map((at) => passageAt(document, at));
  if (fault.at.location.table !== undefined || !total || parts.every((part) => part === total)) return fault;
  const fits = SIBLINGS.has(rule) ? isBeside : isUnder;
  return parts.every((part) => part !== undefined && (part === total || fits(total, part)))
    ? fault
    : { ...fault, severity: 'warning' };
}

/** Accounts are told as items of one list: received, done, left. */
const SIBLINGS = new Set(['R05', 'R06']);

const isBeside = (total: Passage, part: Passage): boolean =>
  part.label !== null && Math.abs(part.index - total.index) < 12 && part.section === total.section;

/** An item of a list that the paragraph of the total announces, or a section under it. */
const isUnder = (total: Passage, part: Passage): boolean =>
  part.index > total.index &&
  (part.section.parent === total.section ||
    (part.label !== null &&
      part.index - total.index < 30 &&
      part.section === total.section &&
      (/(?::|như sau\.?|trong đó|cụ thể)\s*$/iu.test(total.text) ||
        (part.label.text !== total.label?.text && total.label?.style === 'bullet'))));
