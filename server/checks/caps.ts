import type { Finding, Severity, Unchecked } from './finding.ts';
import type { Fault } from './rule.ts';

/**
 * How much is listed of one report. No real one comes near; a text made to hurt holds 300,000 faults, each of which is a kilobyte of memory.
 * What is beyond is counted and told, never dropped in silence, and counts for the exit code.
 */
export const MOST = {
  /** Faults of one rule that are kept to be compared with one another. */
  faults_of_rule: 2_000,
  /** Claims of one rule that could not be checked. */
  unchecked_of_rule: 2_000,
  /** Findings of a report: the most severe, in the order of the text. */
  findings: 5_000,
  /** Other places of one finding. */
  places: 100,
} as const;

/** What was found and is not listed, by severity; claims that could not be checked and are not listed. */
export type Omitted = Record<Severity, number> & { unchecked: number };

const nothing = (): Omitted => ({ error: 0, warning: 0, note: 0, unchecked: 0 });

const sumOf = ({ error, warning, note }: Omitted): number => error + warning + note;

/** Counts what a report has too much of, rule by rule. */
export class Beyond {
  readonly #by_rule = new Map<string, { omitted: Omitted; first: Pick<Finding, 'location' | 'quote'> | null }>();

  #of(rule: string) {
    let own = this.#by_rule.get(rule);
    if (!own) {
      own = { omitted: nothing(), first: null };
      this.#by_rule.set(rule, own);
    }
    return own;
  }

  /** A fault that no list takes any more. */
  add(rule: string, severity: Severity, at: Fault['at'] | Pick<Finding, 'location' | 'quote'>): void {
    const own = this.#of(rule);
    own.omitted[severity] += 1;
    own.first ??= { location: at.location, quote: at.quote };
  }

  addUnchecked(rule: string, times: number): void {
    if (times > 0) this.#of(rule).omitted.unchecked += times;
  }

  /** How many findings of a rule are not listed. */
  findingsOf(rule: string): number {
    const own = this.#by_rule.get(rule);
    return own ? sumOf(own.omitted) : 0;
  }

  /** Of all rules; null when everything is listed. */
  all(): Omitted | null {
    if (this.#by_rule.size === 0) return null;
    const all = nothing();
    for (const { omitted } of this.#by_rule.values())
      for (const what of ['error', 'warning', 'note', 'unchecked'] as const) all[what] += omitted[what];
    return all;
  }

  /** One line for each rule, where what could not be checked is listed: every output shows those. */
  told(): Unchecked[] {
    return [...this.#by_rule].flatMap(([rule, { omitted, first }]) =>
      first && sumOf(omitted) > 0
        ? [
            {
              rule,
              reason: `Còn ${sumOf(omitted)} chỗ nữa không khớp theo quy tắc này (${omitted.error} lỗi, ${omitted.warning} cảnh báo, ${omitted.note} lưu ý), bắt đầu từ đây, không liệt kê từng chỗ vì báo cáo có quá nhiều; hãy sửa các chỗ đã nêu rồi rà soát lại.`,
              ...first,
            },
          ]
        : [],
    );
  }
}

/** The most severe findings that a list may take, in the order of the text; the rest is counted. */
export function listed(findings: readonly Finding[], beyond: Beyond): Finding[] {
  if (findings.length <= MOST.findings) return [...findings];
  const kept = new Set<Finding>();
  for (const severity of ['error', 'warning', 'note'] as const)
    for (const finding of findings) if (finding.severity === severity && kept.size < MOST.findings) kept.add(finding);
  for (const finding of findings) if (!kept.has(finding)) beyond.add(finding.rule, finding.severity, finding);
  return findings.filter((finding) => kept.has(finding));
}
