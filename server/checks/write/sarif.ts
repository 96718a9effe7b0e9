import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Finding, Location, Severity } from '../finding.ts';
import type { Report } from '../report.ts';
import { ruleDoc, ruleSummary } from '../rule-docs.ts';
import { RULES } from '../rules.ts';
import type { Result } from './json.ts';
import { placeText } from './places.ts';

const LEVEL: Record<Severity, 'error' | 'warning' | 'note'> = { error: 'error', warning: 'warning', note: 'note' };
const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/**
 * SARIF 2.1.0, for editors and pipelines. Regions are given for text files only; in Word, PDF and Excel the place is told in words.
 * Source: OASIS SARIF 2.1.0.
 */
export function asSarif(results: readonly (Result & { format?: Report['format'] })[]): string {
  const index = new Map(RULES.map((rule, i) => [rule.id, i]));
  const found = results.flatMap((result) =>
    'checked' in result ? result.checked.findings.map((finding) => resultOf(finding, index, result.format ?? 'txt')) : [],
  );
  const notifications = results.flatMap((result) =>
    'unreadable' in result
      ? [
          {
            level: 'error',
            message: { text: result.unreadable.message },
            descriptor: { id: result.unreadable.reason },
            locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(result.file) } } }],
          },
        ]
      : [],
  );
  const run = {
    tool: { driver: { name: 'motcua check', version: version(), language: 'vi', rules: RULES.map(describe) } },
    columnKind: 'utf16CodeUnits',
    artifacts: results.map(({ file }) => ({ location: { uri: uriOf(file) } })),
    invocations: [{ executionSuccessful: notifications.length === 0, toolExecutionNotifications: notifications }],
    results: found,
  };
  return `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, null, 2)}\n`;
}

function describe(rule: (typeof RULES)[number]) {
  const help = ruleDoc(rule.id) ?? rule.title;
  return {
    id: rule.id,
    name: rule.title,
    shortDescription: { text: rule.title },
    fullDescription: { text: ruleSummary(rule.id) ?? rule.title },
    help: { text: help, markdown: help },
    defaultConfiguration: { level: LEVEL[rule.severity] },
    properties: { version: rule.version },
  };
}

function resultOf(finding: Finding, index: Map<string, number>, format: Report['format']) {
  const { rule, severity, message, expected, numbers, quote } = finding;
  return {
    ruleId: rule,
    ruleIndex: index.get(rule) ?? -1,
    level: LEVEL[severity],
    message: { text: expected === undefined ? message : `${message} Giá trị khớp: ${expected}.` },
    locations: [locationOf(finding.file, finding.location, quote, format)],
    relatedLocations: finding.related.map((related, id) => ({
      id,
      ...locationOf(finding.file, related.location, related.quote, format),
      ...(related.message !== undefined && { message: { text: related.message } }),
    })),
    partialFingerprints: { 'motcua/v1': `${rule}:${quote.replace(/\s+/g, ' ').slice(0, 80)}` },
    properties: { numbers, ...(expected !== undefined && { expected }) },
  };
}

function locationOf(file: string, location: Location, quote: string, format: Report['format']) {
  const is_text = format === 'txt' || format === 'md';
  const region = is_text
    ? {
        ...(location.line !== undefined && { startLine: location.line }),
        charOffset: location.offset,
        charLength: location.length,
        snippet: { text: quote },
      }
    : null;
  const place = placeText(location, format);
  return {
    physicalLocation: { artifactLocation: { uri: uriOf(file) }, ...(region && { region }) },
    ...(place !== '' && { logicalLocations: [{ fullyQualifiedName: place }] }),
    ...(!is_text && { properties: { quote } }),
  };
}

function uriOf(file: string): string {
  return file.startsWith('/') ? pathToFileURL(file).href : file.split('/').map(encodeURIComponent).join('/');
}

function version(): string {
  const file = path.join(import.meta.dirname, '../../../package.json');
  return (JSON.parse(fs.readFileSync(file, 'utf8')) as { version: string }).version;
}
