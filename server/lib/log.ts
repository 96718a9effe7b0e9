/** One JSON line per event on standard error. `error`: a person must act now; `warn`: someone should look; `info`: a business event. */
export function log(level: 'info' | 'warn' | 'error', message: string, data: Record<string, unknown> = {}): void {
  const wanted = process.env.MOTCUA_LOG ?? (process.env.NODE_ENV === 'production' ? 'info' : 'warn');
  const order = ['info', 'warn', 'error'];
  if (order.indexOf(level) < order.indexOf(wanted)) return;
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), level, message, ...data })}\n`);
}
