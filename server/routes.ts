import { routes as access } from './access/routes.ts';
import { routes as app } from './app-routes.ts';
import { routes as audit } from './audit/routes.ts';
import { routes as calendar } from './calendar/routes.ts';
import { routes as certifications } from './certifications/routes.ts';
import { routes as checks } from './checks/routes.ts';
import { routes as desk } from './desk/routes.ts';
import { routes as dossiers } from './dossiers/routes.ts';
import { routes as files } from './files/routes.ts';
import { routes as forms } from './forms/routes.ts';
import { routes as holdings } from './holdings/routes.ts';
import { routes as jobs } from './jobs/routes.ts';
import { routes as measures } from './measures/routes.ts';
import { routes as notices } from './notices/routes.ts';
import { routes as org } from './org/routes.ts';
import { routes as overview } from './overview/routes.ts';
import { routes as plans } from './plans/routes.ts';
import { routes as procedures } from './procedures/routes.ts';
import { routes as processes } from './processes/routes.ts';
import { routes as registers } from './registers/routes.ts';
import { routes as reports } from './reports/routes.ts';
import { routes as scorecards } from './scorecards/routes.ts';
import { routes as signatures } from './signatures/routes.ts';
import { routes as slips } from './slips/routes.ts';

/** Every route of the product, by name. The web takes names and types from here, OpenAPI and the access test read it as data. */
export const routes = {
  ...app,
  ...audit,
  ...calendar,
  ...org,
  ...access,
  ...files,
  ...signatures,
  ...jobs,
  ...procedures,
  ...processes,
  ...holdings,
  ...dossiers,
  ...certifications,
  ...slips,
  ...desk,
  ...notices,
  ...registers,
  ...measures,
  ...plans,
  ...scorecards,
  ...forms,
  ...checks,
  ...reports,
  ...overview,
};
export type Routes = typeof routes;
