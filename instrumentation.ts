/** Next calls this once, before it answers anything: here the web role opens its house. */
export async function register(): Promise<void> {
  // The build and the tests of single files have no runtime; neither has the part of Next that is not Node.
  if (process.env.NEXT_RUNTIME !== 'nodejs' || !process.env.VIGIE_RUNTIME) return;
  const { runRole } = await import('./lib/live/role.ts');
  const { startWeb } = await import('./app/_server/start.ts');
  await runRole('web', startWeb);
}
