/** How much the screen believes itself, from the age of the last message (screens.md, rule 9). */

/** A band across at ten seconds of silence, the whole screen at sixty. */
export const silentAfterMs = 10_000;
export const outOfDateAfterMs = 60_000;
/** A stream that is open but says nothing is closed and opened again after this long; and a closed one tried again. */
export const reopenAfterMs = 15_000;
export const retryEveryMs = 5_000;

export type Doubt = 'none' | 'silent' | 'out-of-date';

export const doubtOf = (silentMs: number): Doubt =>
  silentMs >= outOfDateAfterMs ? 'out-of-date' : silentMs >= silentAfterMs ? 'silent' : 'none';

/** What a reload needs: another build, and not twice within a minute (a build that reloads itself for ever is no wall). */
export const reloadAtMostEveryMs = 60_000;
export const mayReload = (mine: string, served: string, lastReloadAt: number | null, now: number): boolean =>
  mine !== '' &&
  served !== '' &&
  mine !== served &&
  (lastReloadAt === null || now - lastReloadAt >= reloadAtMostEveryMs);
