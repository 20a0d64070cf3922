/**
 * What is known of one device between its polls: its plan, its counters' baselines, since when it runs. Answers
 * become readings here; signs that the plan no longer fits (a restart, rows that moved) ask for a new learning.
 */
import type { Device, SnmpSettings } from '../../lib/inventory/inventory.ts';
import { cadenceMs } from '../../lib/readings/catalogue/metric.ts';
import { ticksBetween } from './counter-rate.ts';
import type { Point } from './decode/point.ts';
import { type LaneWork, needsOf, type PolledCadence } from './device-plan.ts';
import { ifTableLastChange, sysUpTime } from './interface-facts.ts';
import { type KnownDevice, learnDevice } from './learn-device.ts';
import type { LearnedSizes } from './learned-size.ts';
import type { DueFast, PollerParts } from './poller-parts.ts';
import { CounterMemory, readPoints } from './read-points.ts';
import type { SnmpTarget, SnmpTransport } from './snmp-transport.ts';
import type { Answers, Oid, Varbind } from './varbind.ts';

/** A learning that found only a part is tried again after this long; rows that keep moving do not cause more. */
const learnAgainMs = 30_000;

export interface Moment {
  readonly at: number;
  readonly monotonicMs: number;
  /** False: the device has just restarted, rows may stand elsewhere. */
  readonly sound: boolean;
}

export interface FastList {
  readonly points: readonly Point[];
  readonly gets: readonly Oid[];
}

export class DeviceKnowledge {
  known: KnownDevice | null = null;
  private readonly device: Device;
  private readonly settings: SnmpSettings;
  private readonly parts: PollerParts;
  private readonly counters = new CounterMemory();
  private readonly lists = new Map<string, FastList>();
  private hastened: readonly string[] = [];
  private learnAt = Number.NEGATIVE_INFINITY;
  private uptime: { ticks: number; atMs: number } | null = null;
  private tableChange: number | null = null;
  /** Since a restart or a change of the interfaces: the rows' numbers may mean other things until they are learned. */
  private rowsDoubtful = false;
  /** Counts the moments from which rows were doubtful, so that a walk over one of them is not believed. */
  doubts = 0;

  constructor(device: Device, settings: SnmpSettings, parts: PollerParts) {
    this.device = device;
    this.settings = settings;
    this.parts = parts;
  }

  /** The period at which readings of a kind are promised. */
  everyMs(cadence: PolledCadence | 'labels'): number {
    return cadence === 'labels' ? cadenceMs.labels : (this.device.everyMs ?? cadenceMs[cadence]);
  }

  get learningIsDue(): boolean {
    return this.parts.clock.monotonic() >= this.learnAt;
  }

  hasten(interfaces: readonly string[]): void {
    this.hastened = interfaces;
    this.lists.clear();
  }

  /** What is due as one list of objects, the same array each time so that its encoding is kept. */
  listOf(due: ReadonlySet<DueFast>): FastList {
    const key = [...due].sort().join();
    let list = this.lists.get(key);
    if (list === undefined) {
      const works = [...due].map((cadence) => this.fastWork(cadence));
      const gets = new Set<Oid>([sysUpTime]);
      for (const work of works) for (const oid of work.gets) gets.add(oid);
      list = { points: [...new Set(works.flatMap((work) => work.points))], gets: [...gets] };
      this.lists.set(key, list);
    }
    return list;
  }

  private fastWork(cadence: DueFast): LaneWork {
    const { known } = this;
    if (known === null) return { points: [], gets: [], walks: [] };
    if (cadence !== 'hastened') return known.plan.fast[cadence];
    const wanted = new Set(this.hastened);
    const points = known.points.filter(
      (one) => one.kind === 'counter' && one.metric.startsWith('interface.') && wanted.has(one.instance),
    );
    return { points, gets: needsOf(points, known.plan.interfaces), walks: [] };
  }

  /** False: the device has restarted since it was last asked. */
  checkUptime(answers: Answers, atMs: number): boolean {
    const ticks = numeric(answers.get(sysUpTime));
    if (ticks === null) return true;
    const before = this.uptime;
    // A walk began before the fast lane's last look: its uptime is the older one.
    if (before !== null && atMs < before.atMs) return true;
    this.uptime = { ticks, atMs };
    if (before === null || ticksBetween(before.ticks, ticks, atMs - before.atMs) >= 0) return true;
    this.doubtRows('the device has restarted');
    return false;
  }

  private doubtRows(why: string): void {
    this.counters.clear();
    this.rowsDoubtful = true;
    this.doubts += 1;
    this.learnAt = Number.NEGATIVE_INFINITY;
    this.parts.log(`${why}: it is learned again`, { site: this.device.site, device: this.device.id });
  }

  /** Rows that went, or the device's own word that its interfaces changed, ask for a new learning. */
  checkRows(points: readonly Point[], answers: Answers): void {
    const change = numeric(answers.get(ifTableLastChange));
    const changed = change !== null && this.tableChange !== null && change !== this.tableChange;
    this.tableChange = change ?? this.tableChange;
    const gone = (point: Point): boolean => point.index !== '' && answers.get(point.oid)?.value === null;
    if (changed || points.some(gone))
      this.learnAt = Math.min(this.learnAt, this.parts.clock.monotonic() + learnAgainMs);
    if (changed) this.doubtRows('its interfaces have changed');
  }

  /** True if any value was available. */
  emit(points: readonly Point[], answers: Answers, moment: Moment): boolean {
    const { known, device } = this;
    if (known === null) return false;
    const read = readPoints(
      moment.sound && !this.rowsDoubtful ? points : points.filter((point) => point.index === ''),
      answers,
      { site: device.site, device: device.id, at: moment.at, monotonicMs: moment.monotonicMs },
      this.counters,
      (point) => this.everyMs(point.cadence),
    );
    for (const [gap, count] of read.gaps)
      if (gap !== 'first') this.parts.sink.drop(`counter: ${gap}`, device.site, device.id, count);
    if (read.readings.length > 0) void this.parts.sink.readings(read.readings);
    return read.anyValue;
  }

  /** Rows that the plan holds of a table, so that the last request asks no more than what is left. */
  rowsOf(columns: readonly Oid[]): number {
    const column = `${columns[0]}.`;
    return this.known?.points.reduce((rows, point) => rows + (point.oid.startsWith(column) ? 1 : 0), 0) ?? 0;
  }

  async learn(transport: SnmpTransport, target: SnmpTarget, sizes: LearnedSizes): Promise<void> {
    const { clock, profiles, sink } = this.parts;
    const { site, id } = this.device;
    const known = await learnDevice({ transport, target, profiles, settings: this.settings, sizes, clock });
    const waitMs = known.ok && known.complete ? cadenceMs.labels : learnAgainMs;
    this.learnAt = clock.monotonic() + waitMs;
    if (!known.ok) return;
    for (const cut of known.cuts) sink.drop(cut, site, id);
    // Half an answer does not take away what was known.
    if (!known.complete && this.known !== null && this.known.points.length > known.points.length) return;
    this.adopt(known);
    sink.labels(
      known.points.map(({ metric, instance, description, oid }) => ({
        site,
        device: id,
        metric,
        instance,
        description,
        source: oid,
      })),
    );
    this.emit(known.plan.labels, known.answers, {
      at: clock.now(),
      monotonicMs: clock.monotonic(),
      sound: true,
    });
  }

  private adopt(known: KnownDevice): void {
    this.known = known;
    this.rowsDoubtful = false;
    this.lists.clear();
    this.tableChange = numeric(known.answers.get(ifTableLastChange));
    this.counters.adopt(known.points, known.plan.interfaces);
  }
}

const numeric = (varbind: Varbind | undefined): number | null =>
  typeof varbind?.value === 'number' ? varbind.value : null;
