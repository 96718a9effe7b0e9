import fs from 'node:fs';
import path from 'node:path';
import type { Route } from '#lib/route';
import { routes } from '../server/routes.ts';

// `node bin/docs.ts` writes docs/api.md from the route table; test/docs.test.ts compares both.

const FILE = path.join(import.meta.dirname, '../docs/api.md');

const HEAD = `# Routes

Written by \`bin/docs.ts\` from the route table; the schemas of every input and reply stand in \`/api/openapi.json\`, readable at \`/api/docs\`. Permission \`public\`: anyone; \`signed_in\`: any account; otherwise the account must hold it on a unit, and sees and changes only what lies there and below (\`access.in_scope\`). A change carries the session's token in \`x-csrf-token\`. Days are YYYY-MM-DD in Vietnam time, \`from\` and \`to\` both included.
`;

function row(name: string, route: Route): string {
  return `| \`${name}\` | ${route.method} | \`${route.path}\` | ${route.permission} | ${route.summary.replaceAll('|', '\\|')} |`;
}

const names = Object.keys(routes) as (keyof typeof routes)[];
const modules = [...new Set(names.map((name) => name.split('.')[0] as string))];
const sections = modules.map((module) => {
  const rows = names.filter((name) => name.startsWith(`${module}.`)).map((name) => row(name, routes[name]));
  return [`## ${module}`, '', '| name | method | path | permission | summary |', '| --- | --- | --- | --- | --- |', ...rows].join(
    '\n',
  );
});
fs.writeFileSync(FILE, `${HEAD}\n${sections.join('\n\n')}\n`);
process.stdout.write(`docs/api.md: ${names.length} routes\n`);
