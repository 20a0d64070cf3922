/** Vigie's side of the SNMP benches: learned once, then polled as the collector does, down to decoded readings. */

import { planOf } from '../collectors/snmp/decode/plan.ts';
import { devicePlan } from '../collectors/snmp/device-plan.ts';
import { getMany } from '../collectors/snmp/get-many.ts';
import { learnDevice } from '../collectors/snmp/learn-device.ts';
import { type LearnedSizes, startSizes } from '../collectors/snmp/learned-size.ts';
import { openRoads } from '../collectors/snmp/open-roads.ts';
import { loadProfiles } from '../collectors/snmp/profile-files.ts';
import { CounterMemory, readPoints } from '../collectors/snmp/read-points.ts';
import type { SnmpTarget } from '../collectors/snmp/snmp-transport.ts';
import type { Oid, Varbind } from '../collectors/snmp/varbind.ts';
import { defaultBudget, walkColumns } from '../collectors/snmp/walk-columns.ts';
import { systemClock } from '../lib/time/clock.ts';

type Plan = ReturnType<typeof devicePlan>;

export const targetOf = (port: number): SnmpTarget => ({
  address: '127.0.0.1',
  port,
  access: { version: '2c', community: 'public' },
  timeoutMs: 2_000,
  attempts: 3,
});

export class VigieSide {
  readonly transport = openRoads((cause) => {
    throw new Error(`the bench dropped a packet: ${cause}`);
  });
  private readonly sizes = new Map<number, LearnedSizes>();
  private readonly memories = new Map<number, CounterMemory>();
  readings = 0;

  /** Learns one device: they are all alike. `profiles` left out: those that hold by themselves. */
  async plan(port: number, profiles: readonly string[] = []): Promise<Plan> {
    const known = await learnDevice({
      transport: this.transport,
      target: targetOf(port),
      profiles: loadProfiles().profiles,
      settings: { profiles, contacts: {} },
      sizes: startSizes(),
      clock: systemClock,
    });
    if (!known.ok) throw new Error(known.reason);
    return devicePlan(planOf(known.points), known.answers);
  }

  private sizesOf(port: number): LearnedSizes {
    const sizes = this.sizes.get(port) ?? startSizes();
    this.sizes.set(port, sizes);
    return sizes;
  }

  private read(port: number, plan: Plan, points: Plan['labels'], answers: ReadonlyMap<Oid, Varbind>): void {
    let memory = this.memories.get(port);
    if (memory === undefined) {
      memory = new CounterMemory();
      memory.adopt(points, plan.interfaces);
      this.memories.set(port, memory);
    }
    const moment = { site: 's', device: String(port), at: Date.now(), monotonicMs: performance.now() };
    this.readings += readPoints(points, answers, moment, memory, () => 10_000).readings.length;
  }

  async get(port: number, plan: Plan, gets: readonly Oid[], points: Plan['labels']): Promise<void> {
    const result = await getMany(this.transport, targetOf(port), gets, this.sizesOf(port));
    if (result.failure !== null) throw new Error(result.failure.reason);
    this.read(port, plan, points, result.varbinds);
  }

  /** The uptime, then the columns side by side. */
  async walk(
    port: number,
    plan: Plan,
    columns: readonly Oid[],
    points: Plan['labels'],
    rows: number,
  ): Promise<void> {
    const sizes = this.sizesOf(port);
    const target = targetOf(port);
    const answers = new Map<Oid, Varbind>();
    const walk = await walkColumns(this.transport, target, columns, {
      budget: defaultBudget,
      sizes,
      clock: systemClock,
      expectedRows: rows,
      answers,
    });
    if (walk.stopped !== null) throw new Error(`the walk stopped: ${JSON.stringify(walk.stopped)}`);
    this.read(port, plan, points, answers);
  }
}
