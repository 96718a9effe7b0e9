import { withoutBursts } from './bursts.ts';
import { Beyond, listed } from './caps.ts';
import { calibrated } from './certainty.ts';
import { understand } from './document.ts';
import { addPlace, withoutEchoes } from './echoes.ts';
import type { CheckedReport, Claims, Finding, Severity } from './finding.ts';
import { type Ledger, severityAfter } from './ledger.ts';
import type { Report } from './report.ts';
import { asNumber, type Fault, fill, type Rule, runRule } from './rule.ts';
import { RULES } from './rules.ts';
import { isAcquitted } from './second-look.ts';
import type { SystemFacts } from './system.ts';

export type CheckOptions = {
  /** Ids of the rules to run; all when absent. */
  rules?: readonly string[] | undefined;
  /** What the system knows; absent: the rules that need it say that they could not check. */
  system?: SystemFacts | undefined;
  /** Officers' verdicts per rule: a rule whose precision falls speaks lower. */
  ledgers?: Readonly<Record<string, Ledger>> | undefined;
};

const ORDER: Record<Severity, number> = { error: 0, warning: 1, note: 2 };

/**
 * Checks one report: no database, no clock, no network. The same text gives the same findings, in the order of the text.
 * Offsets of all locations are those of `report.text`.
 */
export function checkReport(report: Report, options: CheckOptions = {}): CheckedReport {
  const document = understand(report);
  const claims: Claims = { seen: 0, bound: 0, checked: 0 };
  const rules: CheckedReport['rules'] = {};
  const unchecked: CheckedReport['unchecked'] = [];
  const said: Said[] = [];
  const beyond = new Beyond();
  for (const rule of RULES) {
    if (options.rules && !options.rules.includes(rule.id)) continue;
    const ledger = options.ledgers?.[rule.id];
    const run = runRule(rule, document, options.system ?? null, (raw) => {
      if (isAcquitted(document, rule.id, raw)) return;
      beyond.add(rule.id, severityAfter(calibrated(document, rule.id, raw).severity ?? rule.severity, ledger), raw.at);
    });
    beyond.addUnchecked(rule.id, run.unlisted);
    for (const what of ['seen', 'bound', 'checked'] as const) claims[what] += run.claims[what];
    rules[rule.id] = { version: rule.version, ...run.claims, findings: 0 };
    for (const one of run.unchecked) unchecked.push(one);
    for (const raw of run.faults) {
      if (isAcquitted(document, rule.id, raw)) continue;
      const fault = calibrated(document, rule.id, raw);
      said.push({ fault, finding: findingOf(rule, fault, report.file, ledger) });
    }
  }
  const { findings: found, unchecked: misread } = withoutBursts(report, oneEach(said));
  for (const one of misread) unchecked.push(one);
  const findings = listed(found, beyond);
  // What one finder left open another has decided.
  const told = new Set(findings.map(placeOf));
  const left = unchecked.filter((one) => !told.has(placeOf(one)));
  for (const { rule } of findings) {
    const counted = rules[rule];
    if (counted) counted.findings += 1;
  }
  for (const [id, counted] of Object.entries(rules)) counted.findings += beyond.findingsOf(id);
  left.push(...beyond.told());
  left.sort((a, b) => a.location.offset - b.location.offset || a.rule.localeCompare(b.rule));
  const omitted = beyond.all();
  return { file: report.file, claims, findings, unchecked: left, rules, ...(omitted && { omitted }) };
}

const placeOf = ({ rule, location }: Pick<Finding, 'rule' | 'location'>): string =>
  `${rule} ${location.offset} ${location.length}`;

type Said = { fault: Fault; finding: Finding };

function findingOf(rule: Rule, fault: Fault, file: string, ledger: Ledger | undefined): Finding {
  const template = rule.messages[fault.message];
  if (template === undefined) throw new Error(`${rule.id} has no message ${fault.message}`);
  return {
    rule: rule.id,
    severity: severityAfter(fault.severity ?? rule.severity, ledger),
    message: fill(template, fault.data),
    file,
    location: fault.at.location,
    quote: fault.at.quote,
    numbers: (fault.figures ?? []).map(asNumber),
    ...(fault.expected === undefined ? {} : { expected: fault.expected }),
    related: (fault.related ?? []).map(({ location, quote, message }) => ({
      location,
      quote,
      ...(message === undefined ? {} : { message }),
    })),
  };
}

/** One wrong figure, one finding: the most severe speaks, the others become its places. */
function oneEach(said: readonly Said[]): Finding[] {
  const sorted = said.toSorted(
    (a, b) =>
      ORDER[a.finding.severity] - ORDER[b.finding.severity] ||
      a.finding.rule.localeCompare(b.finding.rule) ||
      a.finding.location.offset - b.finding.location.offset,
  );
  const kept: Said[] = [];
  const by_root = new Map<string, Said>();
  const by_figure = new Map<number, Said>();
  for (const next of sorted) {
    const { finding, fault } = next;
    const root = `${finding.rule} ${fault.root ?? `@${finding.location.offset}+${finding.location.length}`}`;
    const shared = fault.shares
      ?.map((offset) => by_figure.get(offset))
      .find((other) => other && other.finding.rule !== finding.rule);
    const first = by_root.get(root) ?? shared;
    if (first) {
      if (first === shared && isNearer(next, first)) {
        const other = first.finding;
        [first.finding, first.fault] = [finding, fault];
        addPlace(finding, other);
      } else addPlace(first.finding, finding);
      continue;
    }
    by_root.set(root, next);
    for (const offset of fault.shares ?? []) if (!by_figure.has(offset)) by_figure.set(offset, next);
    kept.push(next);
  }
  return withoutEchoes(kept.map(({ finding }) => finding)).sort(
    (a, b) => a.location.offset - b.location.offset || ORDER[a.severity] - ORDER[b.severity],
  );
}

/** The total of a column fails, and so does the rate of its row that is of it: the total is what both are about. */
const isNearer = (next: Said, first: Said): boolean =>
  next.finding.rule === 'R03' &&
  first.finding.rule === 'R01' &&
  next.finding.severity === first.finding.severity &&
  next.finding.location.table !== undefined &&
  next.finding.location.table === first.finding.location.table &&
  (first.fault.shares ?? []).includes(next.finding.location.offset);
