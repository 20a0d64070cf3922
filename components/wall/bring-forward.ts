/** Which wall a rotation shows at once, because a critical of its subject has just begun. */
import type { Abnormal } from '../../lib/readings/abnormal.ts';
import type { WallScreen } from './settings.ts';

/** A critical as the rotation knows it. */
export interface Alarm {
  readonly id: string;
  readonly screen: WallScreen;
}

const screenOf: Readonly<Partial<Record<Abnormal['system'], WallScreen>>> = {
  power: 'power',
  internet: 'network',
  telephony: 'telephony',
};

/** What has no wall of its own is told by the overview. */
export const alarmsOf = (all: readonly Pick<Abnormal, 'id' | 'system' | 'severity'>[]): readonly Alarm[] =>
  all
    .filter((one) => one.severity === 'critical')
    .map((one) => ({ id: one.id, screen: screenOf[one.system] ?? 'overview' }));

/** The wall to show now; null: none is asked for. `seen` is brought up to date: what is over may begin anew. */
export function broughtForward(
  seen: Set<string>,
  alarms: readonly Alarm[],
  rotate: readonly WallScreen[],
  current: WallScreen,
): WallScreen | null {
  const fresh = alarms.filter((alarm) => !seen.has(alarm.id));
  seen.clear();
  for (const alarm of alarms) seen.add(alarm.id);
  const wanted = fresh.find((alarm) => rotate.includes(alarm.screen))?.screen;
  return wanted && wanted !== current ? wanted : null;
}
