/** The loop of the SNMP collector: wakes when something is due and hands it to its device. Holds no rule. */
import type { Device, DeviceId, Inventory, SiteId, SnmpSettings } from '../../lib/inventory/inventory.ts';
import { nextDue, phaseOf, Timetable } from '../timetable.ts';
import { type PolledCadence, polledCadences } from './device-plan.ts';
import { DevicePoller } from './device-poller.ts';
import type { DueFast, PollerParts } from './poller-parts.ts';

/** Hints (traps, people) poll a device at most this often; one that comes earlier is kept until then. */
const hintEveryMs = 2_000;
/** Timers sleep no longer than this, so that a moved clock or a new device is never far. */
const longestSleepMs = 1_000;

interface Watched {
  readonly poller: DevicePoller;
  readonly fingerprint: string;
  /** Interface → period. */
  readonly hastened: Map<string, number>;
  hintedAtMs: number;
}

const idOf = (site: SiteId, device: DeviceId): string => `${site}/${device}`;

export class SnmpWatch {
  private readonly parts: PollerParts;
  private readonly watched = new Map<string, Watched>();
  private readonly timetable = new Timetable();
  private timer: NodeJS.Timeout | null = null;
  private stopped = false;

  constructor(parts: PollerParts) {
    this.parts = parts;
  }

  apply(inventory: Inventory): void {
    const named = new Set<string>();
    for (const site of inventory.sites)
      for (const device of site.devices) {
        if (device.snmp === null) continue;
        const id = idOf(device.site, device.id);
        named.add(id);
        this.applyDevice(id, device, device.snmp);
      }
    for (const id of this.watched.keys()) if (!named.has(id)) this.forget(id);
    this.schedule();
  }

  /** A device that did not change keeps its poller, and with it everything it learned. */
  private applyDevice(id: string, device: Device, settings: SnmpSettings): void {
    const fingerprint = JSON.stringify([settings, device.everyMs]);
    const known = this.watched.get(id);
    if (known?.fingerprint === fingerprint) return;
    if (known !== undefined) this.forget(id);
    const poller = new DevicePoller(device, settings, this.parts);
    this.watched.set(id, { poller, fingerprint, hastened: new Map(), hintedAtMs: Number.NEGATIVE_INFINITY });
    for (const cadence of polledCadences) this.plan(id, cadence, poller.everyMs(cadence));
  }

  private plan(id: string, what: DueFast | 'hint', everyMs: number): void {
    const now = this.parts.clock.monotonic();
    this.timetable.set(`${id}#${what}`, nextDue(now, everyMs, phaseOf(id, everyMs)));
  }

  private forget(id: string): void {
    this.watched.get(id)?.poller.stop();
    this.watched.delete(id);
    for (const what of [...polledCadences, 'hastened', 'hint']) this.timetable.remove(`${id}#${what}`);
  }

  /** Reads a device's states and traffic as soon as the rate limit allows: never lost, at most later. */
  pollNow(site: SiteId, device: DeviceId): void {
    const id = idOf(site, device);
    const watched = this.watched.get(id);
    if (watched === undefined) return;
    const now = this.parts.clock.monotonic();
    this.timetable.set(`${id}#hint`, Math.max(now, watched.hintedAtMs + hintEveryMs));
    this.schedule();
  }

  hasten(site: SiteId, device: DeviceId, interfaceName: string, everyMs: number | null): void {
    const id = idOf(site, device);
    const watched = this.watched.get(id);
    if (watched === undefined) return;
    if (everyMs === null) watched.hastened.delete(interfaceName);
    else watched.hastened.set(interfaceName, Math.max(1_000, everyMs));
    watched.poller.hasten([...watched.hastened.keys()]);
    if (watched.hastened.size === 0) this.timetable.remove(`${id}#hastened`);
    else this.plan(id, 'hastened', Math.min(...watched.hastened.values()));
    this.schedule();
  }

  poller(site: SiteId, device: DeviceId): DevicePoller | undefined {
    return this.watched.get(idOf(site, device))?.poller;
  }

  stop(): void {
    this.stopped = true;
    if (this.timer !== null) clearTimeout(this.timer);
    for (const id of [...this.watched.keys()]) this.forget(id);
  }

  private schedule(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    const next = this.timetable.nextAt();
    if (this.stopped || next === null) return;
    const sleepMs = Math.min(longestSleepMs, Math.max(0, next - this.parts.clock.monotonic()));
    this.timer = setTimeout(() => this.wake(), sleepMs);
  }

  private wake(): void {
    const now = this.parts.clock.monotonic();
    const due = new Map<string, Set<string>>();
    for (let name = this.timetable.takeDue(now); name !== null; name = this.timetable.takeDue(now)) {
      const at = name.lastIndexOf('#');
      const id = name.slice(0, at);
      due.set(id, (due.get(id) ?? new Set()).add(name.slice(at + 1)));
    }
    for (const [id, whats] of due) this.start(id, whats, now);
    this.schedule();
  }

  private start(id: string, whats: ReadonlySet<string>, now: number): void {
    const watched = this.watched.get(id);
    if (watched === undefined) return;
    const { poller } = watched;
    const fast = new Set<DueFast>();
    const slow = new Set<PolledCadence>();
    for (const cadence of polledCadences) {
      if (!whats.has(cadence)) continue;
      fast.add(cadence);
      slow.add(cadence);
      this.plan(id, cadence, poller.everyMs(cadence));
    }
    if (whats.has('hastened') && watched.hastened.size > 0) {
      fast.add('hastened');
      this.plan(id, 'hastened', Math.min(...watched.hastened.values()));
    }
    const hint = whats.has('hint');
    if (hint) {
      watched.hintedAtMs = now;
      for (const cadence of polledCadences) fast.add(cadence);
      slow.add('states');
    }
    void poller.poll(fast, hint).catch((error: unknown) => this.fault(id, error));
    if (slow.size > 0) void poller.walk(slow).catch((error: unknown) => this.fault(id, error));
  }

  /** A fault of ours in one device's poll must not stop the others; it is logged with its stack. */
  private fault(id: string, error: unknown): void {
    this.parts.log('a poll failed by a fault of ours', { device: id, error });
    const [site = '', device = ''] = id.split('/');
    this.parts.sink.drop('fault in a poll', site, device);
  }
}
