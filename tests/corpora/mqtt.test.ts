/** The payload forms against recordings and the specifications' own examples; skipped where the corpora are not there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { FormatDecoder, Taken } from '../../collectors/mqtt/format.ts';
import { formats } from '../../collectors/mqtt/formats/index.ts';
import { decodeSparkplug } from '../../collectors/mqtt/sparkplug-payload.ts';
import type { MqttFormat, MqttSettings } from '../../lib/inventory/inventory.ts';
import { metricOf } from '../../lib/readings/catalogue/index.ts';

const root = new URL('../../../shared/corpora/open/mqtt/', import.meta.url);
interface Line {
  readonly topic?: string | null;
  readonly payload?: string;
  readonly payloadHex?: string;
  readonly expect?: { readonly value: unknown; readonly unit: string | null };
  readonly metrics?: { readonly type: string; readonly value: unknown }[] | number;
  readonly json?: { readonly metrics?: { readonly name: string; readonly value: unknown }[] };
}
const lines = (file: string): Line[] =>
  readFileSync(new URL(file, root), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);
const make = (format: MqttFormat, topic: string): FormatDecoder =>
  formats[format].make({
    format,
    topic,
    availability: null,
    readings: [],
    maxAgeMs: 60_000,
    contacts: {},
  } satisfies MqttSettings);
const take = (decoder: FormatDecoder, topic: string, payload: string): Taken =>
  decoder.take({ topic, payload: Buffer.from(payload), retained: false, at: 0 });
/** What the recordings call a unit → base unit and factor. */
const base: Readonly<Record<string, readonly [string, number]>> = {
  V: ['volts', 1],
  A: ['amperes', 1],
  W: ['watts', 1],
  VA: ['volt_amperes', 1],
  Hz: ['hertz', 1],
  Cel: ['celsius', 1],
  '%': ['ratio', 0.01],
  s: ['seconds', 1],
  RPM: ['rpm', 1],
  Ah: ['ampere_hours', 1],
  kWh: ['watt_hours', 1000],
};

describe.skipIf(!existsSync(root))('the MQTT corpus', () => {
  it('Victron: a recording’s value is never another value or another unit, and the main measures are there', () => {
    let agreed = 0;
    for (const file of readdirSync(new URL('victron/messages/', root))) {
      for (const line of lines(`victron/messages/${file}`)) {
        const [, portal, service, instance] = (line.topic ?? '').split('/');
        const [reading] = take(
          make('victron', `${portal}/${service}/${instance}`),
          line.topic ?? '',
          line.payload ?? '',
        ).readings;
        const unit = line.expect?.unit ? base[line.expect.unit] : undefined;
        if (!reading || !unit) continue;
        expect(metricOf(reading.metric)?.unit, line.topic ?? '').toBe(unit[0]);
        if (typeof line.expect?.value === 'number') {
          expect(reading.value ?? Number.NaN, line.topic ?? '').toBeCloseTo(line.expect.value * unit[1], 6);
          agreed++;
        }
      }
    }
    expect(agreed).toBeGreaterThan(400);
  });

  it('Tasmota: every documented sensor payload is taken without a crash, and temperatures keep their value', () => {
    let read = 0;
    for (const line of lines('tasmota.jsonl')) {
      const device = (line.topic ?? '').split('/')[1] ?? '';
      const taken = take(make('tasmota', device), line.topic ?? '', line.payload ?? '');
      for (const reading of taken.readings) {
        expect(metricOf(reading.metric)).toBeDefined();
        if (
          reading.metric === 'environment.temperature_celsius' &&
          reading.value !== null &&
          !line.payload?.includes('"TempUnit":"F"')
        )
          expect(line.payload).toContain(String(reading.value));
      }
      read += taken.readings.length;
    }
    expect(read).toBeGreaterThan(85);
  });

  it('Sparkplug: every type of the encoder’s own decoding comes out exactly', () => {
    for (const line of lines('sparkplug/tahu-types.jsonl')) {
      const payload = decodeSparkplug(Buffer.from(line.payloadHex ?? '', 'hex'));
      expect(payload).not.toBeNull();
      if (!Array.isArray(line.metrics)) continue;
      for (const [i, wanted] of line.metrics.entries()) {
        const found = payload?.metrics[i]?.value;
        if (typeof wanted.value === 'object' || ['Bytes', 'File'].includes(wanted.type)) continue;
        expect(String(found), `${wanted.type}`).toBe(String(wanted.value));
      }
    }
  });

  it('Sparkplug: the specification’s examples', () => {
    for (const line of lines('sparkplug/spec-examples.jsonl')) {
      const payload = decodeSparkplug(Buffer.from(line.payloadHex ?? '', 'hex'));
      expect(payload?.metrics.map(({ name }) => name)).toEqual(
        (line.json?.metrics ?? []).map(({ name }) => name),
      );
    }
  });

  it('Zigbee2MQTT and Shelly: documented payloads are taken, null is not zero', () => {
    const climate = take(
      make('zigbee2mqtt', 'zigbee2mqtt/salle_serveur'),
      'zigbee2mqtt/salle_serveur',
      '{"temperature":27.34,"humidity":44.72}',
    );
    expect(climate.readings.map(({ value }) => value)).toEqual([27.34, expect.closeTo(0.4472)]);
    for (const line of lines('shelly.jsonl')) {
      const device = (line.topic ?? '').split('/')[0] ?? '';
      for (const reading of take(make('shelly', device), line.topic ?? '', line.payload ?? '').readings) {
        if (reading.value === null) expect(line.payload).toContain('null');
      }
    }
  });
});
