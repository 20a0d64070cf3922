/** The power of one site: from raw readings of its chain to source, load, fuel and runway. Core. */
import type { DeviceId, PowerChain, Site } from '../../lib/inventory/inventory.ts';
import { consumptionAt, fuelRunway } from '../../lib/readings/fuel-runway.ts';
import { powerDevice } from '../../lib/readings/power-picture.ts';
import type { PowerEvidence } from '../../lib/readings/power-source.ts';
import { mainsPresent, powerSource } from '../../lib/readings/power-source.ts';
import { generatorWord, ofFirstInput } from '../../lib/readings/power-words.ts';
import type { RawReading, State } from '../../lib/readings/reading.ts';
import type { PowerSource } from '../../lib/readings/states.ts';
import { powerSources } from '../../lib/readings/states.ts';
import type { Instant } from '../../lib/time/clock.ts';

/** The chain is summed up this often, and at once when its source changes. */
export const powerEveryMs = 5_000;
/** A reading this many periods old proves nothing any more; the same as for the screens. */
const believedPeriods = 5;
/** Take-over longer than this was no take-over: somebody repaired the mains or started the set by hand. */
const longestTransferMs = 600_000;
/** Most series kept for a site: a chain has some dozens. */
const maxKept = 2_000;

/** Plain JSON: it survives a restart. */
export interface PowerMemory {
  readonly source: PowerSource | null;
  readonly mainsLostAt: Instant | null;
  readonly transferMs: number | null;
}
export const noPowerMemory: PowerMemory = { source: null, mainsLostAt: null, transferMs: null };

const wanted =
  /^(mains\.(voltage_volts|state)|ats\.source_state|generator\.(state|output_voltage_volts|output_power_watts|fuel_level_ratio)|ups\.(output_source|input_voltage_volts|output_power_watts)|power\.load_watts|sensor\.power_watts)$/;
const stateOf: Record<PowerSource, State> = {
  mains: 'good',
  generator: 'warning',
  battery: 'critical',
  none: 'critical',
};

export class SitePowerTracker {
  #site: Site | null = null;
  #chain: PowerChain | null = null;
  #device: DeviceId | null = null;
  #memory: PowerMemory;
  /** Energy meters of the site: with one alone, it is the main board's. */
  #meters: ReadonlySet<DeviceId> = new Set();
  readonly #last = new Map<string, RawReading>();

  constructor(memory: PowerMemory) {
    this.#memory = memory;
  }

  get memory(): PowerMemory {
    return this.#memory;
  }

  apply(site: Site): void {
    this.#site = site;
    this.#chain = site.power;
    this.#device = site.power === null ? null : powerDevice(site.power);
    this.#meters = new Set(
      site.devices.filter((device) => device.kind === 'meter').map((device) => device.id),
    );
    const devices = new Set(site.devices.map((device) => device.id));
    for (const [key, raw] of this.#last) if (!devices.has(raw.device)) this.#last.delete(key);
  }

  take(batch: readonly RawReading[], now: Instant): RawReading[] {
    const chain = this.#chain;
    if (chain === null) return [];
    let moved = false;
    for (const raw of batch) {
      if (raw.site !== this.#site?.id || !wanted.test(raw.metric) || !this.#ofChain(chain, raw)) continue;
      const key = `${raw.device}/${raw.metric}/${raw.instance}`;
      if (this.#last.has(key) || this.#last.size < maxKept) this.#last.set(key, raw);
      moved = true;
    }
    if (!moved) return [];
    return this.#follow(now) ? this.tick(now) : [];
  }

  #ofChain(chain: PowerChain, raw: RawReading): boolean {
    // The load may be metered by any device but the one under which it is said here.
    if (raw.metric === 'power.load_watts') return raw.device !== this.#device;
    if (raw.metric === 'sensor.power_watts') return this.#meters.has(raw.device);
    return raw.device === chain.mains || raw.device === chain.generator || chain.ups.includes(raw.device);
  }

  /** The machine of the source: true when it has changed. */
  #follow(now: Instant): boolean {
    const evidence = this.#evidence(now);
    const source = powerSource(evidence);
    const present = mainsPresent(evidence);
    const before = this.#memory;
    const lost = present === false || source === 'battery';
    const mainsLostAt = source === 'mains' ? null : lost ? (before.mainsLostAt ?? now) : before.mainsLostAt;
    let { transferMs } = before;
    if (source === 'generator' && before.source !== null && before.source !== 'generator') {
      const tookMs = mainsLostAt === null ? null : now - mainsLostAt;
      transferMs = tookMs !== null && tookMs >= 0 && tookMs <= longestTransferMs ? tookMs : null;
    }
    this.#memory = { source: source ?? before.source, mainsLostAt, transferMs };
    return source !== null && source !== before.source;
  }

  /** Everything that is known now. Also to be called each `powerEveryMs`. */
  tick(now: Instant): RawReading[] {
    const chain = this.#chain;
    if (chain === null || this.#device === null || this.#site === null) return [];
    const evidence = this.#evidence(now);
    const source = powerSource(evidence);
    const readings: RawReading[] = [];
    const say = (
      metric: string,
      value: number | null,
      text: string | null = null,
      state: State = 'good',
    ): void => {
      readings.push({
        site: this.#site?.id ?? '',
        device: this.#device ?? '',
        metric,
        instance: '',
        value,
        text,
        at: now,
        everyMs: powerEveryMs,
        state: value === null ? 'unknown' : state,
      });
    };
    say(
      'power.source',
      source === null ? null : powerSources[source],
      source,
      source === null ? 'unknown' : stateOf[source],
    );
    const load = this.#load(chain, source, now);
    if (load !== null) say('power.load_watts', load);
    if (source === 'generator' && this.#memory.transferMs !== null)
      say('power.transfer_delay_seconds', this.#memory.transferMs / 1_000);
    this.#fuel(chain, source, load, now, say);
    return readings;
  }

  #fuel(
    chain: PowerChain,
    source: PowerSource | null,
    load: number | null,
    now: Instant,
    say: (metric: string, value: number | null) => void,
  ): void {
    const level = this.#values(chain.generator, 'generator.fuel_level_ratio', now)[0];
    if (level === undefined || chain.tankLitres === null || level < 0 || level > 1.05) return;
    const litres = Math.min(1, level) * chain.tankLitres;
    say('power.fuel_litres', litres);
    const litresPerHour = load === null ? null : consumptionAt(chain.consumption, load);
    if (litresPerHour === null) return;
    say('power.fuel_consumption_litres_per_hour', litresPerHour);
    const { deliveryMs, marginMs } = chain;
    const runway = fuelRunway({
      now,
      litres,
      litresPerHour,
      estimated: source !== 'generator',
      serviceEndAt: null,
      deliveryMs,
      marginMs,
    });
    if (runway !== null) say('power.fuel_runway_seconds', runway.runwayMs / 1_000);
  }

  /** What the generator carries, or would: its own measure when it runs, a meter, else what the UPS give. */
  #load(chain: PowerChain, source: PowerSource | null, now: Instant): number | null {
    const own = this.#values(chain.generator, 'generator.output_power_watts', now);
    const sum = (all: readonly number[]): number => all.reduce((total, one) => total + one, 0);
    if (source === 'generator' && own.length > 0 && sum(own) > 0) return sum(own);
    const metered = this.#all((raw) => raw.metric === 'power.load_watts', now);
    if (metered.length > 0) return sum(metered);
    const board = this.#board(now);
    if (board !== null) return board;
    const ups = chain.ups.map((id) => this.#values(id, 'ups.output_power_watts', now));
    return ups.length > 0 && ups.every((all) => all.length > 0) ? sum(ups.map(sum)) : null;
  }

  /** Total of the one meter: its own, else the sum of its phases. */
  #board(now: Instant): number | null {
    const all = [...this.#meters]
      .map((id) => this.#raws(id, 'sensor.power_watts', now))
      .filter((raws) => raws.length > 0);
    const only = all[0];
    if (only === undefined || all.length > 1) return null;
    const part = (raw: RawReading): boolean =>
      only.some((one) => one !== raw && raw.instance.startsWith(`${one.instance}.`));
    const watts = only.filter((raw) => !part(raw)).flatMap(({ value }) => value ?? []);
    return watts.length > 0 ? watts.reduce((total, one) => total + one, 0) : null;
  }

  #evidence(now: Instant): PowerEvidence {
    const chain = this.#chain as PowerChain;
    const volts = (device: DeviceId | null, metric: string): number | null => {
      const all = ofFirstInput(this.#raws(device, metric, now)).flatMap(({ value }) => value ?? []);
      return all.length > 0 ? Math.min(...all) : null;
    };
    const text = (device: DeviceId | null, metric: string): RawReading | null =>
      this.#raws(device, metric, now).find((raw) => raw.text !== null && raw.state !== 'unknown') ?? null;
    const mains = text(chain.mains, 'mains.state') ?? text(chain.generator, 'mains.state');
    return {
      mainsVolts: volts(chain.mains, 'mains.voltage_volts') ?? volts(chain.generator, 'mains.voltage_volts'),
      mainsText: mains?.text ?? null,
      mainsBad: mains?.state === 'critical',
      atsText:
        text(chain.mains, 'ats.source_state')?.text ??
        text(chain.generator, 'ats.source_state')?.text ??
        null,
      generatorText: generatorWord(text(chain.generator, 'generator.state')?.text ?? null),
      generatorVolts: volts(chain.generator, 'generator.output_voltage_volts'),
      upsTexts: chain.ups.flatMap((id) => text(id, 'ups.output_source')?.text ?? []),
      upsInputVolts: chain.ups.flatMap((id) => volts(id, 'ups.input_voltage_volts') ?? []),
    };
  }

  #all(matches: (raw: RawReading) => boolean, now: Instant): number[] {
    return [...this.#last.values()]
      .filter((raw) => matches(raw) && Math.abs(now - raw.at) <= believedPeriods * raw.everyMs)
      .flatMap((raw) => (raw.value !== null && Number.isFinite(raw.value) ? [raw.value] : []));
  }
  #values(device: DeviceId | null, metric: string, now: Instant): number[] {
    return this.#all((raw) => raw.device === device && raw.metric === metric, now);
  }
  #raws(device: DeviceId | null, metric: string, now: Instant): RawReading[] {
    return [...this.#last.values()].filter(
      (raw) =>
        raw.device === device &&
        raw.metric === metric &&
        Math.abs(now - raw.at) <= believedPeriods * raw.everyMs,
    );
  }
}
