import { MOST } from './caps.ts';
import type { Finding } from './finding.ts';

// One wrong figure told by two rules is one finding.

/** Another rule says of a place what an error already names as its own other place, with the same figures: “255/219 … 49 %” told twice. */
export function withoutEchoes(findings: readonly Finding[]): Finding[] {
  const errors = findings.filter(({ severity, related }) => severity === 'error' && related.length > 0);
  // Two that name each other: one of them speaks.
  const dropped = new Set<Finding>();
  for (const echo of findings) {
    const [{ offset, length }, own] = [echo.location, echo.numbers.map(({ text }) => text)];
    if (own.length === 0 || length === 0) continue;
    const first = errors.find(
      (other) =>
        other.rule !== echo.rule &&
        !dropped.has(other) &&
        own.every((text) => other.numbers.some((number) => number.text === text)) &&
        other.related.some(({ location }) => location.offset <= offset && location.offset + location.length >= offset + length),
    );
    if (!first) continue;
    addPlace(first, echo);
    dropped.add(echo);
  }
  return findings.filter((finding) => !dropped.has(finding));
}

/** The finding that speaks names the place of the other, with what that one would say, and its places. */
export function addPlace(first: Finding, other: Finding): void {
  if (first.related.length >= MOST.places) {
    first.more_related = (first.more_related ?? 0) + 1 + other.related.length + (other.more_related ?? 0);
    return;
  }
  const has = (offset: number): boolean =>
    first.location.offset === offset || first.related.some((place) => place.location.offset === offset);
  const message = other.rule === first.rule ? undefined : `${other.rule}: ${other.message}`;
  if (!has(other.location.offset) || message)
    first.related.push({ location: other.location, quote: other.quote, ...(message === undefined ? {} : { message }) });
  for (const place of other.related) if (!has(place.location.offset)) first.related.push(place);
}
