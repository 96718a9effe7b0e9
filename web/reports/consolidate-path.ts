type Figure = { anchor: string; measure: string; from: string; filter: Record<string, string> };

/** Page behind a figure of a report: of one taken from the report of a unit below, that report's own; of a sum, what it is made of. */
export function figurePath(report_id: string, { anchor, measure, from, filter }: Figure): string {
  const { basis, report, figure, page } = filter;
  // Of plans and scorecards: the page they stand on.
  if (page?.startsWith('/')) return page;
  if (basis === 'taken' && report && figure) return `/reports/kept/${report}/figures/${figure}`;
  if (basis !== undefined)
    return `/reports/kept/${report_id}/consolidation?${new URLSearchParams({ tab: 'figures', measure, s: from })}`;
  return `/reports/kept/${report_id}/figures/${anchor}`;
}
