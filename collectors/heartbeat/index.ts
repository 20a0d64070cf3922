/** The heartbeat collector: remembers the last call of each job and evaluates silence each few seconds. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Device, HeartbeatSettings, Inventory } from '../../lib/inventory/inventory.ts';
import type { HeartbeatCall } from '../../lib/live/messages.ts';
import type { RawReading } from '../../lib/readings/reading.ts';
import { heartbeatStates } from '../../lib/readings/states.ts';
import type { Instant } from '../../lib/time/clock.ts';
import type { Collector, CollectorContext, MakeCollector } from '../collector.ts';
import { heartbeatVerdict, type LastCall } from './heartbeat-state.ts';

const evaluateEveryMs = 10_000;
/** Evaluated, not waited for: the verdict itself is fresh although the job runs once a day. */
const readingEveryMs = 15_000;

const memorySchema = z.record(
  z.string(),
  z.object({
    since: z.number(),
    last: z
      .object({
        at: z.number(),
        ok: z.boolean(),
        sizeBytes: z.number().nullable(),
        durationMs: z.number().nullable(),
      })
      .nullable(),
  }),
);

interface Expected {
  readonly device: Device;
  readonly settings: HeartbeatSettings;
}

class HeartbeatCollector implements Collector {
  readonly name = 'heartbeat';
  private readonly context: CollectorContext;
  private expected: Expected[] = [];
  private readonly memory = new Map<string, { since: Instant; last: LastCall | null }>();
  private readonly file: string;
  private readonly timer: NodeJS.Timeout;
  private readonly stopListening: () => void;
  private saving: Promise<void> = Promise.resolve();

  constructor(context: CollectorContext, memory: z.infer<typeof memorySchema>) {
    this.context = context;
    this.file = join(context.memoryDir, 'heartbeats.json');
    for (const [key, value] of Object.entries(memory)) this.memory.set(key, value);
    this.stopListening = context.heartbeats.listen((call) => this.take(call));
    this.timer = setInterval(() => this.evaluate(), evaluateEveryMs);
  }

  async apply(inventory: Inventory): Promise<void> {
    this.expected = inventory.sites.flatMap((site) =>
      site.devices.flatMap((device) => device.heartbeats.map((settings) => ({ device, settings }))),
    );
    const now = this.context.clock.now();
    for (const { device, settings } of this.expected) {
      const key = keyOf(device, settings.name);
      if (!this.memory.has(key)) this.memory.set(key, { since: now, last: null });
      const series = {
        site: device.site,
        device: device.id,
        instance: settings.name,
        description: settings.name,
        source: 'heartbeat',
      };
      this.context.sink.labels([{ ...series, metric: 'heartbeat.state' }]);
    }
    this.save();
    this.evaluate();
  }

  private take(call: HeartbeatCall): void {
    const found = this.expected.find(
      ({ device, settings }) =>
        device.site === call.site && device.id === call.device && settings.name === call.name,
    );
    if (!found) {
      this.context.sink.drop('heartbeat-unknown', call.site, call.device);
      return;
    }
    const now = this.context.clock.now();
    const key = keyOf(found.device, call.name);
    // The call's own time is not believed: a job's clock may be wrong, its arrival is not.
    this.memory.set(key, {
      since: this.memory.get(key)?.since ?? now,
      last: { at: now, ok: call.ok, sizeBytes: call.sizeBytes, durationMs: call.durationMs },
    });
    this.save();
    void this.context.sink.readings([...this.readings(found, now), ...runReadings(found, call, now)]);
  }

  private evaluate(): void {
    const now = this.context.clock.now();
    for (const expected of this.expected) void this.context.sink.readings(this.readings(expected, now));
  }

  private readings({ device, settings }: Expected, now: Instant): RawReading[] {
    const known = this.memory.get(keyOf(device, settings.name)) ?? { since: now, last: null };
    const verdict = heartbeatVerdict(settings, known.last, known.since, now);
    const base = {
      site: device.site,
      device: device.id,
      instance: settings.name,
      at: now,
      everyMs: readingEveryMs,
    };
    this.context.sink.ledger({
      site: device.site,
      device: device.id,
      check: `heartbeat/${settings.name}`,
      everyMs: settings.everyMs,
      triedAt: now,
      answeredAt: known.last?.at ?? null,
      valueAt: known.last?.at ?? null,
      failures: 0,
      reason: null,
    });
    return [
      {
        ...base,
        metric: 'heartbeat.state',
        value: heartbeatStates[verdict.text],
        text: verdict.text,
        state: verdict.state,
      },
      {
        ...base,
        metric: 'heartbeat.age_seconds',
        value: known.last ? Math.max(0, now - known.last.at) / 1000 : null,
        text: null,
        state: known.last ? 'good' : 'unknown',
      },
    ];
  }

  private save(): void {
    const text = JSON.stringify(Object.fromEntries(this.memory));
    this.saving = this.saving
      .then(async () => {
        await mkdir(this.context.memoryDir, { recursive: true });
        await writeFile(`${this.file}.new`, text);
        await rename(`${this.file}.new`, this.file);
      })
      .catch((error: unknown) =>
        this.context.log.warn({ reason: String(error) }, 'heartbeats cannot be remembered'),
      );
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.stopListening();
    await this.saving;
  }
}

const keyOf = (device: Device, name: string): string => `${device.site}/${device.id}/${name}`;

/** Size and duration are facts of one run: read when it happens, believed for its whole period. */
function runReadings({ device, settings }: Expected, call: HeartbeatCall, now: Instant): RawReading[] {
  const base = {
    site: device.site,
    device: device.id,
    instance: settings.name,
    text: null,
    at: now,
    everyMs: settings.everyMs,
  };
  const readings: RawReading[] = [];
  if (call.sizeBytes !== null)
    readings.push({
      ...base,
      metric: 'heartbeat.size_bytes',
      value: call.sizeBytes,
      state: settings.minimumBytes !== null && call.sizeBytes < settings.minimumBytes ? 'warning' : 'good',
    });
  if (call.durationMs !== null)
    readings.push({ ...base, metric: 'heartbeat.duration_seconds', value: call.durationMs / 1000 });
  return readings;
}

export const makeHeartbeatCollector: MakeCollector = async (context) => {
  const text = await readFile(join(context.memoryDir, 'heartbeats.json'), 'utf8').catch(() => '{}');
  let memory: z.infer<typeof memorySchema> = {};
  try {
    memory = memorySchema.parse(JSON.parse(text));
  } catch {
    context.log.warn('what was remembered of heartbeats cannot be read: starting anew');
  }
  return new HeartbeatCollector(context, memory);
};
