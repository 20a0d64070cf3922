/** One device that publishes: its form's decoder, what it has said, and when silence becomes news. */
import type { Device, MqttSettings } from '../../lib/inventory/inventory.ts';
import { metricOf } from '../../lib/readings/catalogue/index.ts';
import type { LedgerEntry } from '../../lib/readings/ledger.ts';
import type { RawReading, SeriesLabel } from '../../lib/readings/reading.ts';
import type { Instant } from '../../lib/time/clock.ts';
import type { Decoded, FormatDecoder, Message, Taken } from './format.ts';
import { formats } from './formats/index.ts';

/** Series that one device may open: a hostile payload cannot fill the memory. */
const maxSeries = 2_000;
/** A device's own time is believed this far from ours; beyond it, the reading is dated on arrival. */
const maxSkewMs = 7 * 86_400_000;
const maxFutureMs = 60_000;

export interface Heard {
  readonly readings: readonly RawReading[];
  readonly labels: readonly SeriesLabel[];
  readonly problem: string | null;
  readonly publish: NonNullable<Taken['publish']>;
}

/** Scaling by tenths leaves 0.8200000000000001: what no device measured is cut off. */
const tidy = (value: number | null): number | null => (value === null ? null : Number(value.toPrecision(12)));

interface Known {
  readonly metric: string;
  readonly instance: string;
  readonly everyMs: number;
}

export class DeviceFeed {
  readonly device: Device;
  readonly settings: MqttSettings;
  private readonly decoder: FormatDecoder;
  private readonly known = new Map<string, Known>();
  private answeredAt: Instant | null = null;
  private valueAt: Instant | null = null;
  private gone: string | null = null;
  private readonly startedAt: Instant;

  constructor(device: Device, settings: MqttSettings, now: Instant) {
    this.device = device;
    this.settings = settings;
    this.decoder = formats[settings.format].make(settings);
    this.startedAt = now;
  }

  get topics(): readonly string[] {
    return this.decoder.topics;
  }

  take(message: Message): Heard {
    return this.heard(this.decoder.take(message), message.at, message.topic);
  }

  tick(now: Instant): Heard {
    return this.decoder.tick
      ? this.heard(this.decoder.tick(now), now, this.settings.topic ?? '')
      : { readings: [], labels: [], problem: null, publish: [] };
  }

  /** Half the maximum age, so that a value is stale exactly when it is older than that. */
  private everyOf(decoded: Decoded): number {
    return Math.max(1_000, Math.round((decoded.maxAgeMs ?? this.settings.maxAgeMs) / 2));
  }

  private heard(taken: Taken, now: Instant, topic: string): Heard {
    const labels: SeriesLabel[] = [];
    const readings: RawReading[] = [];
    let problem = taken.problem;
    const where = { site: this.device.site, device: this.device.id };
    for (const decoded of taken.readings) {
      if (!metricOf(decoded.metric) || (decoded.value !== null && !Number.isFinite(decoded.value))) {
        problem = 'mqtt-not-a-number';
        continue;
      }
      const key = `${decoded.metric}/${decoded.instance}`;
      if (!this.known.has(key)) {
        if (this.known.size >= maxSeries) {
          problem = 'mqtt-too-many-series';
          continue;
        }
        this.known.set(key, {
          metric: decoded.metric,
          instance: decoded.instance,
          everyMs: this.everyOf(decoded),
        });
        labels.push({
          ...where,
          metric: decoded.metric,
          instance: decoded.instance,
          description: decoded.description,
          source: topic,
        });
      }
      const believed =
        decoded.at !== undefined && decoded.at > now - maxSkewMs && decoded.at <= now + maxFutureMs;
      readings.push({
        ...where,
        metric: decoded.metric,
        instance: decoded.instance,
        value: tidy(decoded.value),
        text: decoded.text,
        ...(decoded.state ? { state: decoded.state } : {}),
        at: believed ? Math.min(decoded.at ?? now, now) : now,
        everyMs: this.everyOf(decoded),
      });
    }
    if (readings.length > 0 || taken.online === true) {
      this.answeredAt = now;
      this.gone = null;
      if (readings.some((reading) => reading.value !== null)) this.valueAt = now;
    }
    if (taken.online === false) readings.push(...this.goneNow(now));
    return { readings, labels, problem, publish: taken.publish ?? [] };
  }

  /** The device said goodbye (last will, Sparkplug death): what it last said no longer holds. */
  private goneNow(now: Instant): RawReading[] {
    this.gone = 'last will: the device is off line';
    return [...this.known.values()].map(({ metric, instance, everyMs }) => ({
      site: this.device.site,
      device: this.device.id,
      metric,
      instance,
      value: null,
      text: null,
      state: 'unknown' as const,
      at: now,
      everyMs,
    }));
  }

  ledger(now: Instant): LedgerEntry {
    const everyMs = Math.max(1_000, Math.round(this.settings.maxAgeMs / 2));
    const silentFor = now - (this.answeredAt ?? this.startedAt);
    const missed = Math.floor(silentFor / everyMs);
    const reason =
      this.gone ??
      (missed >= 2
        ? this.answeredAt === null
          ? 'nothing received since the start'
          : 'silent beyond its maximum age'
        : null);
    return {
      site: this.device.site,
      device: this.device.id,
      check: 'mqtt',
      everyMs,
      triedAt: now,
      answeredAt: this.answeredAt,
      valueAt: this.valueAt,
      failures: this.gone ? Math.max(missed, 3) : missed < 2 ? 0 : missed,
      reason,
    };
  }

  labels(): SeriesLabel[] {
    return [...this.known.values()].map(({ metric, instance }) => ({
      site: this.device.site,
      device: this.device.id,
      metric,
      instance,
      description: instance || metric,
      source: this.settings.topic ?? this.settings.format,
    }));
  }
}
