/** How long a fallen child waits before it is started again: not at all twice, then longer and longer. */

const windowMs = 60_000;
const firstDelayMs = 1_000;
const longestDelayMs = 30_000;

/** `failuresAt`: when it fell, oldest first, this time included. The back-off begins with the third fall in a minute. */
export function restartDelayMs(failuresAt: readonly number[], now: number): number {
  const recent = failuresAt.filter((at) => now - at < windowMs).length;
  return recent < 3 ? 0 : Math.min(longestDelayMs, firstDelayMs * 2 ** (recent - 3));
}

/** Falls older than this play no part any more. */
export const forgetFailures = (failuresAt: readonly number[], now: number): number[] =>
  failuresAt.filter((at) => now - at < windowMs);
