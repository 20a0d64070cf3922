/** How busy a site is by its own clock: asleep at night, a ramp before opening, a dip at lunch. */

/** Points of local time (hours) and share of full activity; straight lines between them. */
const weekday: readonly (readonly [hour: number, share: number])[] = [
  [0, 0.04],
  [6.5, 0.04],
  [7.5, 0.18],
  [8.25, 0.8],
  [10, 1],
  [12, 0.95],
  [13, 0.72],
  [14.25, 0.98],
  [17, 0.94],
  [18.5, 0.8],
  [19.25, 0.2],
  [21, 0.05],
  [24, 0.04],
];
const restDayShare = 0.06;
const dayMs = 86_400_000;

export interface LocalTime {
  /** 0 Sunday … 6 Saturday. */
  readonly weekday: number;
  readonly hour: number;
}

/** None of the drill's countries has summer time, so that an offset is enough. */
export function localTime(at: number, offsetMinutes: number): LocalTime {
  const local = at + offsetMinutes * 60_000;
  const day = Math.floor(local / dayMs);
  return { weekday: (((day + 4) % 7) + 7) % 7, hour: (local - day * dayMs) / 3_600_000 };
}

/** 0..1. */
export function activity(at: number, offsetMinutes: number): number {
  const { weekday: day, hour } = localTime(at, offsetMinutes);
  const after = weekday.findIndex(([point]) => point > hour);
  const [toHour, toShare] = weekday[after] ?? [24, 0.04];
  const [fromHour, fromShare] = weekday[after - 1] ?? [0, 0.04];
  const share = fromShare + ((toShare - fromShare) * (hour - fromHour)) / (toHour - fromHour);
  return day === 0 ? Math.min(share, restDayShare) : share;
}

/** 0 in the small hours, 1 in the afternoon: how hot it is outside. */
export function warmth(at: number, offsetMinutes: number): number {
  const { hour } = localTime(at, offsetMinutes);
  return (1 - Math.cos(((hour - 3) / 24) * 2 * Math.PI)) / 2;
}
