/**
 * What later modules know and a report alone does not say. The checker asks; when nobody answers, the rules R08, R09, R22, R23 and the system
 * part of R10 report “not checked” with the reason, they never pass.
 */

/** A figure of the system or of an earlier report. `value` is a plain decimal (`-12.50`). */
export type SystemFigure = {
  value: string;
  decimals: number /** Where it comes from, as the reader may cite it. */;
  source: string;
};

/** A figure of the report whose meaning is known: `start` and `end` are offsets in `Report.text`. */
export type KnownFigure = { start: number; end: number; metric: string; scope: string };

export type SystemFacts = {
  /** Figures of the report with their lineage: written by the product, or bound by the reader. */
  known: readonly KnownFigure[];
  /** R10: the frozen value of the same metric, period and scope; null when the system has none. */
  frozen(figure: KnownFigure): SystemFigure | null;
  /** R08: what the previous period left over (`pending(t-1)`), to be carried into this one; and its cumulative figure. */
  previous(figure: KnownFigure): { carried: SystemFigure | null; cumulative: SystemFigure | null; explanation: string | null };
  /** R09: figures of the parts (communes, departments) whose sum the figure is; `missing` names the parts that have not submitted. */
  parts(figure: KnownFigure): {
    figures: readonly SystemFigure[];
    missing: readonly string[] /** What adds up to it, when it is not so many units. */;
    source?: string;
  } | null;
  /** R22: the same figure in earlier periods, oldest first; null or fewer than 6 say nothing. */
  history(figure: KnownFigure): readonly SystemFigure[] | null;
  /** R23: documents and dates that prove a figure; null when the metric needs none. `day` is YYYY-MM-DD. Not required: their absence is a warning. */
  evidence(figure: KnownFigure): {
    is_required?: boolean;
    documents: readonly { name: string; day: string; is_shared: boolean; also_used_by: readonly string[] }[];
  } | null;
};
