/** A day for the tests: a fake clock, a sink that remembers, and raw readings as a firewall and a power chain give them. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { parseBook } from '../../lib/inventory/parse-book.ts';
import type { RawReading } from '../../lib/readings/reading.ts';
import type { CollectorContext, Sink } from '../collector.ts';
import { loadMemory } from './file-memory.ts';
import { DerivedCollector } from './index.ts';

const book = `organisation: Essai
sites:
  cotonou:
    country: BJ
    timezone: Africa/Porto-Novo
    position: { latitude: 6.37, longitude: 2.43 }
    devices:
      fw-1: { kind: firewall, address: 192.0.2.1, snmp: { version: 2c, community: essai } }
      ups-1: { kind: ups, address: 192.0.2.2, snmp: { version: 2c, community: essai } }
      mains-1: { kind: meter, mqtt: { format: tasmota, topic: mains } }
      genset-1: { kind: generator, mqtt: { format: genmon, topic: genset } }
    links:
      primary: { device: fw-1, interface: wan1, contracted: 4 Mbit/s, role: primary, overflow_at: 0.7 }
      backup: { device: fw-1, interface: wan2, contracted: 4 Mbit/s, role: backup }
      old: { device: fw-1, interface: wan3, contracted: 2 Mbit/s, role: primary }
    power: { mains: mains-1, ups: [ups-1], generator: genset-1, tank: 200 L, consumption: { "0 kW": 2 L/h, "80 kW": 24 L/h } }
`;
const parsed = parseBook([{ name: 'sites.yaml', text: book }], {});
if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
export const inventory = parsed.inventory;

export interface Level {
  /** Ratio of the contract, inbound; outbound is half of it. */
  primary: number;
  backup: number;
  old: number;
  primaryUp: boolean;
  backupUp: boolean;
  mainsVolts: number;
  ups: string;
  upsWatts: number;
  generator: string;
  generatorWatts: number;
  fuel: number;
  /** Loss that the firewall measures on wan1. */
  loss: number;
  /** What the second input of a transfer switch measures; null: there is none. */
  secondInputVolts: number | null;
}

export class Day {
  now = Date.parse('2026-11-23T08:00:00+01:00');
  level: Level = {
    primary: 0.3,
    backup: 0.02,
    old: 0.1,
    primaryUp: true,
    backupUp: true,
    mainsVolts: 229,
    ups: 'onLine',
    upsWatts: 20_000,
    generator: 'ready',
    generatorWatts: 0,
    fuel: 0.38,
    loss: 0,
    secondInputVolts: null,
  };
  /** What a meter at the main board says, by instance. */
  meter: readonly (readonly [instance: string, watts: number])[] = [];
  /** The firewall answers. */
  firewall = true;
  readonly said: RawReading[] = [];
  readonly hastened: string[] = [];
  readonly #listeners = new Set<(batch: readonly RawReading[]) => void>();
  readonly #memoryDir: string;
  #everyMs = 10_000;
  #readAt = 0;
  collector!: DerivedCollector;

  constructor(memoryDir = mkdtempSync(join(tmpdir(), 'vigie derived '))) {
    this.#memoryDir = memoryDir;
  }

  get memoryDir(): string {
    return this.#memoryDir;
  }

  async start(): Promise<this> {
    const sink: Sink = {
      readings: async (batch) => {
        this.said.push(...batch);
        for (const listener of this.#listeners) listener(batch);
        return true;
      },
      ledger: () => {},
      labels: () => {},
      drop: () => {},
      tap: (listener) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
    };
    const context = {
      sink,
      polling: {
        pollNow: () => {},
        hasten: (site: string, device: string, name: string, everyMs: number | null) => {
          this.hastened.push(`${site}/${device}/${name} ${everyMs}`);
          this.#everyMs = everyMs ?? 10_000;
        },
      },
      clock: { now: () => this.now, monotonic: () => this.now },
      log: pino({ level: 'silent' }),
      memoryDir: this.#memoryDir,
    } as unknown as CollectorContext;
    const file = join(this.#memoryDir, 'overflow.json');
    this.collector = new DerivedCollector(context, file, await loadMemory(file));
    await this.collector.apply(inventory);
    return this;
  }

  /** Time passes: the firewall is read at its cadence, the rest each five seconds. */
  run(seconds: number): this {
    for (const end = this.now + seconds * 1_000; this.now < end; ) {
      this.now += 1_000;
      if (this.now - this.#readAt >= this.#everyMs) {
        this.#readAt = this.now;
        if (this.firewall) this.#feed(this.#traffic());
      }
      if (this.now % 5_000 === 0) {
        if (this.firewall) this.#feed(this.#states());
        this.#feed(this.#power());
        this.collector.tick();
      }
    }
    return this;
  }

  set(change: Partial<Level>): this {
    Object.assign(this.level, change);
    return this;
  }

  last(metric: string, instance: string): RawReading | undefined {
    return this.said.findLast((raw) => raw.metric === metric && raw.instance === instance);
  }

  #feed(batch: readonly RawReading[]): void {
    for (const listener of this.#listeners) listener(batch);
  }
  #raw(
    device: string,
    metric: string,
    instance: string,
    value: number,
    more: Partial<RawReading> = {},
  ): RawReading {
    return {
      site: 'cotonou',
      device,
      metric,
      instance,
      value,
      text: null,
      at: this.now,
      everyMs: 5_000,
      ...more,
    };
  }
  #traffic(): RawReading[] {
    const of = (name: string, ratio: number, contract: number): RawReading[] =>
      (['in', 'out'] as const).map((side) =>
        this.#raw(
          'fw-1',
          `interface.${side}_bits_per_second`,
          name,
          ratio * contract * (side === 'in' ? 1 : 0.5),
          { everyMs: this.#everyMs },
        ),
      );
    const { primary, backup, old, loss } = this.level;
    return [
      ...of('wan1', primary, 4e6),
      ...of('wan2', backup, 4e6),
      ...of('wan3', old, 2e6),
      this.#raw('fw-1', 'link.loss_ratio', 'wan1', loss, { everyMs: this.#everyMs }),
      this.#raw('fw-1', 'link.latency_seconds', 'wan1', loss === 1 ? 0 : 0.03, { everyMs: this.#everyMs }),
    ];
  }
  #states(): RawReading[] {
    const of = (name: string, up: boolean): RawReading =>
      this.#raw('fw-1', 'interface.oper_state', name, up ? 1 : 2, {
        text: up ? 'up' : 'down',
        state: up ? 'good' : 'critical',
      });
    return [of('wan1', this.level.primaryUp), of('wan2', this.level.backupUp), of('wan3', true)];
  }
  #power(): RawReading[] {
    const { mainsVolts, secondInputVolts, ups, upsWatts, generator, generatorWatts, fuel } = this.level;
    return [
      this.#raw(
        'mains-1',
        'mains.voltage_volts',
        secondInputVolts === null ? '' : 'Input 1 phase 1',
        mainsVolts,
      ),
      ...(secondInputVolts === null
        ? []
        : [this.#raw('mains-1', 'mains.voltage_volts', 'Input 2 phase 1', secondInputVolts)]),
      ...this.meter.map(([instance, watts]) => this.#raw('mains-1', 'sensor.power_watts', instance, watts)),
      this.#raw('ups-1', 'ups.output_source', '', 3, { text: ups, state: 'good' }),
      this.#raw('ups-1', 'ups.output_power_watts', '', upsWatts),
      this.#raw('genset-1', 'generator.state', '', 1, { text: generator, state: 'good' }),
      this.#raw('genset-1', 'generator.output_power_watts', '', generatorWatts),
      this.#raw('genset-1', 'generator.fuel_level_ratio', '', fuel),
    ];
  }
}
