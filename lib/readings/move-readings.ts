/**
 * Carries the past from one reading store to another, oldest first, in windows whose width follows how much is in
 * them. Writing twice changes nothing, so an interrupted move begins again where it last said it was.
 */
import type { Instant } from '../time/clock.ts';
import type { ReadingStore, RollUpLevel } from './reading-store.ts';

/** Readings asked for at once: a window is halved above, doubled below a quarter of it. */
export const windowReadings = 50_000;
const maxBatch = 5_000;
const minWindowMs = 1_000;
const maxWindowMs = 86_400_000;
/** Roll-ups of one window: a day of hours, or of five minutes. */
const rollUpWindowMs = 86_400_000;

export type MoveStage = 'hour' | 'fiveMinutes' | 'raw';
export interface MovePlace {
  readonly stage: MoveStage;
  /** Everything of the stage before this instant has been carried. */
  readonly at: Instant;
  readonly carried: number;
}

export interface MoveOptions {
  readonly from: ReadingStore;
  readonly to: ReadingStore;
  /** How far back each stage goes. */
  readonly since: Readonly<Record<MoveStage, Instant>>;
  readonly until: Instant;
  readonly resume: MovePlace | null;
  readonly onPlace: (place: MovePlace) => Promise<void>;
}
export type MoveOutcome =
  | { readonly ok: true; readonly carried: number }
  | { readonly ok: false; readonly reason: string; readonly place: MovePlace | null };

const stages: readonly MoveStage[] = ['hour', 'fiveMinutes', 'raw'];

export async function moveReadings(options: MoveOptions): Promise<MoveOutcome> {
  let place = options.resume;
  let carried = place?.carried ?? 0;
  const note = async (stage: MoveStage, at: Instant) => {
    place = { stage, at, carried };
    await options.onPlace(place);
  };
  try {
    const first = place === null ? 0 : stages.indexOf(place.stage);
    for (const stage of stages.slice(first)) {
      const begin = place?.stage === stage ? place.at : options.since[stage];
      const windows = stage === 'raw' ? rawWindows(options, begin) : rollUpWindows(options, stage, begin);
      for await (const { count, end } of windows) {
        carried += count;
        await note(stage, end);
      }
    }
    await options.to.saveLabels(await options.from.labels({}));
    return { ok: true, carried };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error), place };
  }
}

async function* rollUpWindows({ from, to, until }: MoveOptions, level: RollUpLevel, begin: Instant) {
  for (let at = begin; at < until; at += rollUpWindowMs) {
    const end = Math.min(until, at + rollUpWindowMs);
    const rollUps = await from.rollUpsBetween(level, at, end);
    for (let some = 0; some < rollUps.length; some += maxBatch) {
      await to.writeRollUps(level, rollUps.slice(some, some + maxBatch));
    }
    yield { count: rollUps.length, end };
  }
}

async function* rawWindows({ from, to, until }: MoveOptions, begin: Instant) {
  let width = 60_000;
  for (let at = begin; at < until; ) {
    const end = Math.min(until, at + width);
    const readings = await from.readingsBetween(at, end);
    for (let some = 0; some < readings.length; some += maxBatch) {
      const outcome = await to.write(readings.slice(some, some + maxBatch));
      if (!outcome.ok) throw new Error(outcome.reason);
    }
    if (readings.length > windowReadings) width = Math.max(minWindowMs, width >> 1);
    else if (readings.length < windowReadings / 4) width = Math.min(maxWindowMs, width * 2);
    at = end;
    yield { count: readings.length, end };
  }
}
