/** Which wall a rotation shows at once, because a critical of its subject has just begun. */
import type { Abnormal } from '../../lib/readings/abnormal.ts';
import { isTaken, type NowLine } from '../../lib/readings/now-lines.ts';
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

/** A critical that somebody has taken is no news; when its hour has passed and it lasts, it is again. */
export const alarmsOf = (
  all: readonly Pick<NowLine, 'id' | 'system' | 'severity' | 'incident'>[],
): readonly Alarm[] =>
  all
    .filter((one) => one.severity === 'critical' && !isTaken(one))
    .map((one) => ({ id: one.id, screen: screenOf[one.system] ?? 'incidents' }));

/** The wall of its subject; where the rotation has none, the one of incidents, else the overview. */
const wallOf = ({ screen }: Alarm, rotate: readonly WallScreen[]): WallScreen | undefined =>
  ([screen, 'incidents', 'overview'] as const).find((one) => rotate.includes(one));

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
  const [wanted] = fresh.flatMap((alarm) => wallOf(alarm, rotate) ?? []);
  return wanted && wanted !== current ? wanted : null;
}
