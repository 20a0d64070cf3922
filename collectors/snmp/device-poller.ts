/**
 * Polls one device: the fast lane reads its states and traffic, the slow one its tables, and a learning keeps the
 * plan true. Neither job overlaps itself; a device that is silent is only asked for its uptime.
 */
import type { Device, SnmpSettings } from '../../lib/inventory/inventory.ts';
import { answered, backOffMs, failed, type Health, ledgerEntry, untried } from './device-health.ts';
import { DeviceKnowledge } from './device-knowledge.ts';
import type { Remembered } from './device-memory.ts';
import { type DevicePlan, type PolledCadence, polledCadences } from './device-plan.ts';
import { getMany } from './get-many.ts';
import { sysUpTime } from './interface-facts.ts';
import { Lanes } from './lanes.ts';
import type { DueFast, PollerParts } from './poller-parts.ts';
import { memoryKey } from './roads.ts';
import type { Failure, SnmpTarget } from './snmp-transport.ts';
import type { Oid, Varbind } from './varbind.ts';
import { defaultBudget, walkColumns } from './walk-columns.ts';

/** Requests before a device counts as silent in one poll. */
const attempts = 2;
/** A table may take its own period, but not less than this and not more than the budget of a walk. */
const shortestWalkMs = 2_000;
const uptimeOnly: readonly Oid[] = [sysUpTime];

export class DevicePoller {
  readonly device: Device;
  private readonly settings: SnmpSettings;
  private readonly parts: PollerParts;
  private readonly lanes: Lanes;
  private readonly knowledge: DeviceKnowledge;
  private health: Health = untried;
  private tables: Health = untried;
  private busy = { fast: false, slow: false };
  private again: ReadonlySet<DueFast> | null = null;
  private stopped = false;

  constructor(device: Device, settings: SnmpSettings, parts: PollerParts) {
    this.device = device;
    this.settings = settings;
    this.parts = parts;
    this.lanes = new Lanes(parts.transport);
    this.knowledge = new DeviceKnowledge(device, settings, parts);
  }

  get plan(): DevicePlan | null {
    return this.knowledge.known?.plan ?? null;
  }

  /** No job of this device is under way. */
  get idle(): boolean {
    return !this.busy.fast && !this.busy.slow;
  }

  get failures(): number {
    return this.health.failures;
  }

  everyMs(cadence: PolledCadence): number {
    return this.knowledge.everyMs(cadence);
  }

  hasten(interfaces: readonly string[]): void {
    this.knowledge.hasten(interfaces);
  }

  stop(): void {
    this.stopped = true;
    this.lanes.close();
  }

  /** Reads what is due. While it still runs, what is due is skipped: its turn comes again. */
  async poll(due: ReadonlySet<DueFast>, hint = false): Promise<void> {
    if (this.stopped) return;
    if (this.busy.fast) {
      // After a hint the answer under way may be too old: it is read once more.
      if (hint) this.again = new Set([...(this.again ?? []), ...due]);
      return;
    }
    this.busy.fast = true;
    try {
      await this.parts.gates.fast.through(() => this.pollFast(due, hint));
    } finally {
      this.busy.fast = false;
    }
    const { again } = this;
    this.again = null;
    if (again !== null) await this.poll(again, true);
  }

  /** Learns the device if it is time, and walks the tables of what is due. */
  async walk(due: ReadonlySet<PolledCadence>): Promise<void> {
    if (this.stopped || this.busy.slow || this.health.failures > 0) return;
    this.busy.slow = true;
    try {
      await this.parts.gates.slow.through(() => this.walkSlow(due));
    } finally {
      this.busy.slow = false;
    }
  }

  private async walkSlow(due: ReadonlySet<PolledCadence>): Promise<void> {
    const target = await this.target();
    if (!('address' in target) || this.stopped) return;
    const sizes = this.parts.memory.of(memoryKey(target));
    if (this.knowledge.learningIsDue) {
      const isNew = this.plan === null;
      await this.knowledge.learn(this.lanes.lane('slow'), target, sizes);
      this.parts.memory.touched();
      // A device just met shows its values at once, not after a period of each kind.
      if (isNew && this.plan !== null) {
        void this.poll(new Set(polledCadences), true);
        for (const cadence of polledCadences) await this.walkTables(cadence, target, sizes);
      }
    }
    for (const cadence of due) if (!this.stopped) await this.walkTables(cadence, target, sizes);
  }

  private async pollFast(due: ReadonlySet<DueFast>, hint: boolean): Promise<void> {
    const { clock, memory } = this.parts;
    const at = clock.now();
    if (!hint && at - this.health.triedAt < backOffMs(this.health.failures, this.everyMs('states'))) return;
    const target = await this.target();
    if (!('address' in target)) return this.silent(at, target);
    const remembered = memory.of(memoryKey(target));
    const { get } = remembered;
    const lane = this.lanes.lane('fast');
    // A device that was silent is first asked for the least that shows it is back.
    if (this.health.failures > 0) {
      const back = await getMany(lane, { ...target, attempts: 1 }, uptimeOnly, remembered);
      if (back.failure !== null) return this.silent(at, back.failure);
    }
    const list = this.knowledge.listOf(due);
    const monotonicMs = clock.monotonic();
    const result = await getMany(lane, target, list.gets, remembered);
    if (this.stopped) return;
    if (remembered.get !== get) memory.touched();
    if (result.varbinds.size === 0 && result.failure !== null) return this.silent(at, result.failure);
    const sound = this.knowledge.checkUptime(result.varbinds, monotonicMs);
    if (sound) this.knowledge.checkRows(list.points, result.varbinds);
    const anyValue = this.knowledge.emit(list.points, result.varbinds, { at, monotonicMs, sound });
    this.health = answered(this.health, at, anyValue);
    this.parts.sink.ledger(ledgerEntry(this.health, this.where('snmp', 'states')));
    if (this.knowledge.learningIsDue) void this.walk(new Set());
  }

  private silent(at: number, why: Failure): void {
    if (this.stopped) return;
    this.health = failed(this.health, at, why.reason);
    this.parts.sink.ledger(ledgerEntry(this.health, this.where('snmp', 'states')));
  }

  private where(check: string, cadence: PolledCadence) {
    return { site: this.device.site, device: this.device.id, check, everyMs: this.everyMs(cadence) };
  }

  private async target(): Promise<SnmpTarget | Failure> {
    const address = await this.parts.addresses.resolve(this.settings.address);
    if (typeof address !== 'string') return address;
    const { port, access, timeoutMs } = this.settings;
    return { address, port, access, timeoutMs, attempts };
  }

  private async walkTables(cadence: PolledCadence, target: SnmpTarget, sizes: Remembered): Promise<void> {
    const work = this.plan?.slow[cadence];
    if (work === undefined || work.points.length === 0) return;
    const { clock, memory, sink } = this.parts;
    const { site, id } = this.device;
    const lane = this.lanes.lane('slow');
    const [at, monotonicMs] = [clock.now(), clock.monotonic()];
    const { doubts } = this.knowledge;
    const gets = await getMany(lane, target, work.gets, sizes);
    const answers = new Map<Oid, Varbind>(gets.varbinds);
    const budget = {
      ...defaultBudget,
      ms: Math.max(shortestWalkMs, Math.min(defaultBudget.ms, this.everyMs(cadence))),
    };
    let { failure } = gets;
    for (const columns of failure === null ? work.walks : []) {
      const expectedRows = this.knowledge.rowsOf(columns);
      const walk = await walkColumns(lane, target, columns, { budget, sizes, clock, expectedRows, answers });
      if (typeof walk.stopped === 'string') sink.drop(`table cut: ${walk.stopped}`, site, id);
      else if (walk.stopped !== null) failure = walk.stopped;
    }
    if (this.stopped) return;
    memory.touched();
    const sound = this.knowledge.checkUptime(answers, monotonicMs) && this.knowledge.doubts === doubts;
    const anyValue = this.knowledge.emit(work.points, answers, { at, monotonicMs, sound });
    this.tables =
      failure === null ? answered(this.tables, at, anyValue) : failed(this.tables, at, failure.reason);
    sink.ledger(ledgerEntry(this.tables, this.where('snmp/tables', cadence)));
  }
}
