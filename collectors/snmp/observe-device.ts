/** Looks at one device once, by the collector's own road: what the verbs `observe` and `discover` show. */
import type { SnmpSettings } from '../../lib/inventory/inventory.ts';
import type { Clock } from '../../lib/time/clock.ts';
import { type Observed, observedOf } from './decode/observed.ts';
import { portColumns } from './decode/ports.ts';
import { type KnownDevice, learnDevice } from './learn-device.ts';
import { type LearnedSizes, startSizes } from './learned-size.ts';
import type { Profile } from './profile.ts';
import type { Failure, SnmpTarget, SnmpTransport } from './snmp-transport.ts';
import type { WalkBudget } from './walk-columns.ts';

export interface ObserveInput {
  /** What the device is called in the result. */
  readonly name: string;
  readonly transport: SnmpTransport;
  readonly target: SnmpTarget;
  readonly profiles: readonly Profile[];
  readonly clock: Clock;
  readonly settings?: Pick<SnmpSettings, 'profiles' | 'contacts'>;
  readonly sizes?: LearnedSizes;
}

/** One look may take longer than a poll: nobody waits for the next one. */
const budget: WalkBudget = { rows: 10_000, objects: 200_000, ms: 60_000 };

export async function observeDevice(
  input: ObserveInput,
): Promise<{ readonly ok: true; readonly observed: Observed; readonly known: KnownDevice } | Failure> {
  const { name, transport, target, profiles, clock } = input;
  const known = await learnDevice({
    transport,
    target,
    profiles,
    clock,
    budget,
    settings: input.settings ?? { profiles: [], contacts: {} },
    sizes: input.sizes ?? startSizes(),
    also: portColumns,
  });
  if (!known.ok) return known;
  return { ok: true, observed: observedOf(name, known.choices, known.points, known.answers), known };
}
