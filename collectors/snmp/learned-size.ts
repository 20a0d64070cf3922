/**
 * How much a device can answer at once, learned by asking: halved when it does not fit or gets lost, grown
 * slowly while it does. Pure; kept on disk by `device-memory.ts`.
 */
export interface LearnedSize {
  /** Objects asked at once. */
  readonly size: number;
  /** The smallest size that failed: growing stops below it until `forgetAfter` successes. */
  readonly failedAt: number | null;
  /** Full-size successes since the last change. */
  readonly successes: number;
}

export interface SizeLimits {
  readonly start: number;
  readonly most: number;
  /** Full-size successes before it grows by an eighth. */
  readonly growAfter: number;
  /** Full-size successes before a size that failed once is tried again. */
  readonly forgetAfter: number;
}

/** 20 objects of a GET fit well in 1,472 bytes (an Ethernet frame, so no fragments). */
export const getLimits: SizeLimits = { start: 24, most: 48, growAfter: 20, forgetAfter: 2_000 };
/** Objects of one GETBULK reply over all its columns; agents cut what does not fit, so that it may be generous. */
export const bulkLimits: SizeLimits = { start: 120, most: 480, growAfter: 4, forgetAfter: 2_000 };

export const startSize = (limits: SizeLimits): LearnedSize => ({
  size: limits.start,
  failedAt: null,
  successes: 0,
});

export const shrink = (learned: LearnedSize): LearnedSize => ({
  size: Math.max(1, Math.floor(learned.size / 2)),
  failedAt: Math.min(learned.size, learned.failedAt ?? Number.POSITIVE_INFINITY),
  successes: 0,
});

/** Counts a success at full size (a smaller request proves nothing about the size). */
export function succeed(learned: LearnedSize, limits: SizeLimits, asked: number): LearnedSize {
  if (asked < learned.size) return learned;
  const successes = learned.successes + 1;
  const forgets = learned.failedAt !== null && successes >= limits.forgetAfter;
  const failedAt = forgets ? null : learned.failedAt;
  const ceiling = Math.min(limits.most, failedAt === null ? limits.most : failedAt - 1);
  if (successes < limits.growAfter || learned.size >= ceiling) return { ...learned, failedAt, successes };
  const size = Math.min(ceiling, learned.size + Math.max(1, learned.size >> 3));
  return { size, failedAt, successes: 0 };
}

export interface LearnedSizes {
  get: LearnedSize;
  bulk: LearnedSize;
}
export const startSizes = (): LearnedSizes => ({ get: startSize(getLimits), bulk: startSize(bulkLimits) });
