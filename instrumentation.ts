/**
 * Next calls this once, before it answers anything: here the web role opens its house. Readiness, heartbeat and
 * stop are those of `bin/web.ts`; a development server has them not, and needs them not.
 */
export async function register(): Promise<void> {
  // The build and the part of Next that is not Node have no runtime.
  const file = process.env.VIGIE_RUNTIME;
  if (process.env.NEXT_RUNTIME !== 'nodejs' || !file) return;
  const { pino } = await import('pino');
  const { readRuntime } = await import('./lib/config/runtime.ts');
  const { startWeb } = await import('./app/_server/start.ts');
  await startWeb({
    runtime: readRuntime(file),
    log: pino({ name: 'web', level: process.env.VIGIE_LOG ?? 'info' }),
  });
}
