#!/usr/bin/env node
import { run } from './run.mjs';

await run('motcua', process.argv.slice(2));
