import { start } from './start.ts';

// The entry of `npm start`. Everything that can be tested stands in start.ts.
try {
  const running = await start({ print: (line) => process.stdout.write(`${line}\n`) });
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, async () => {
      if (stopping) return;
      stopping = true;
      process.stdout.write('Đang dừng…\n');
      await running.stop();
      process.exit(0);
    });
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  if (process.env.MOTCUA_DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  process.exit(1);
}
