// One sentence per error code, [Vietnamese, English], saying what to do; `{name}` comes from the error's data. `web.…`: told by the browser itself.
import { base } from './errors/base.ts';
import { certifications } from './errors/certifications.ts';
import { checks } from './errors/checks.ts';
import { desk } from './errors/desk.ts';
import { dossiers } from './errors/dossiers.ts';
import { grid } from './errors/grid.ts';
import { holdings } from './errors/holdings.ts';
import { jobs } from './errors/jobs.ts';
import { measures } from './errors/measures.ts';
import { notices } from './errors/notices.ts';
import { plans } from './errors/plans.ts';
import { procedures } from './errors/procedures.ts';
import { processes } from './errors/processes.ts';
import { registers } from './errors/registers.ts';
import { report_templates } from './errors/report-templates.ts';
import { reports } from './errors/reports.ts';
import { scorecards } from './errors/scorecards.ts';
import { sending } from './errors/sending.ts';
import { signatures } from './errors/signatures.ts';
import { slips } from './errors/slips.ts';

export const errors: Record<string, readonly [string, string]> = {
  ...base,
  ...certifications,
  ...checks,
  ...desk,
  ...dossiers,
  ...holdings,
  ...jobs,
  ...measures,
  ...notices,
  ...plans,
  ...procedures,
  ...processes,
  ...reports,
  ...report_templates,
  ...scorecards,
  ...registers,
  ...sending,
  ...signatures,
  ...slips,
  ...grid,
};
