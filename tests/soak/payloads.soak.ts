/**
 * Hostile MQTT payloads: 60,000 damaged messages of every form (3,000 in `npm test`). No crash, and no value taken from a payload that cannot be
 * decoded, or that it does not contain. The judge reads JSON and the protocol buffer encoding by itself.
 */

import type { Decoded, FormatDecoder } from '../../collectors/mqtt/format.ts';
import { formats } from '../../collectors/mqtt/formats/index.ts';
import type { MqttFormat, MqttSettings } from '../../lib/inventory/inventory.ts';
import { below, pick, type Random, seeded } from '../snmp/mutate.ts';
import type { SoakOptions, SoakReport } from './contract.ts';
import { wellFormed } from './wire-form.ts';

const longCount = 60_000;
const shortCount = 3_000;

interface Sample {
  readonly format: MqttFormat;
  readonly device: string;
  readonly topic: string;
  readonly payload: Buffer;
  readonly kind: 'json' | 'text' | 'wire';
}

/** Protocol buffer fields for samples: varint, bytes, float. */
const varint = (n: bigint): Buffer => {
  const bytes: number[] = [];
  let rest = n;
  do {
    bytes.push(Number(rest & 0x7fn) | (rest > 0x7fn ? 0x80 : 0));
    rest >>= 7n;
  } while (rest > 0n);
  return Buffer.from(bytes);
};
const field = (id: number, wire: number, content: Buffer): Buffer =>
  Buffer.concat([
    varint(BigInt(id * 8 + wire)),
    wire === 2 ? varint(BigInt(content.length)) : Buffer.alloc(0),
    content,
  ]);
const metric = (name: string, datatype: number, value: Buffer): Buffer =>
  field(2, 2, Buffer.concat([field(1, 2, Buffer.from(name)), field(4, 0, varint(BigInt(datatype))), value]));
const birth = Buffer.concat([
  field(1, 0, varint(1_700_000_000_000n)),
  metric('bdSeq', 4, field(11, 0, varint(0n))),
  metric('Tank/Temperature', 9, field(12, 5, Buffer.from([0, 0, 0x42, 0x41]))),
  metric('Speed', 3, field(10, 0, varint(4_294_967_286n))),
  field(3, 0, varint(0n)),
]);

const json = (format: MqttFormat, device: string, topic: string, value: unknown): Sample => ({
  format,
  device,
  topic,
  payload: Buffer.from(JSON.stringify(value)),
  kind: 'json',
});
const samples: readonly Sample[] = [
  json('readings', 'a', 'a/b', { fuel: 82, deep: { v: '13.2 V' } }),
  json('tasmota', 'room', 'tele/room/SENSOR', {
    Time: '2026-01-01T00:00:00',
    SHT3X: { Temperature: 24.7, Humidity: 61.9 },
    ENERGY: { Power: [10, 20], Total: 1.5 },
    TempUnit: 'C',
  }),
  json('zigbee2mqtt', 'zigbee2mqtt/porte', 'zigbee2mqtt/porte', {
    contact: true,
    temperature: 27.3,
    battery: 91,
    voltage: 2900,
  }),
  json('shelly', 'compteur', 'compteur/status/em:0', {
    id: 0,
    a_voltage: 229.5,
    a_act_power: 812.4,
    n_current: null,
    total_act_power: 8900,
  }),
  json('victron', 'abc/genset/0', 'N/abc/genset/0/Ac/L1/Voltage', { value: 232 }),
  {
    format: 'genmon',
    device: 'generator',
    topic: 'generator/Status/Engine/Battery Voltage',
    payload: Buffer.from('13.2 V'),
    kind: 'text',
  },
  {
    format: 'teltonika',
    device: 'router/1',
    topic: 'router/1/temperature',
    payload: Buffer.from('421'),
    kind: 'text',
  },
  { format: 'sparkplug', device: 'G/N', topic: 'spBv1.0/G/NBIRTH/N', payload: birth, kind: 'wire' },
];

const settings = ({ format, device }: Sample): MqttSettings => ({
  format,
  topic: device,
  availability: null,
  maxAgeMs: 60_000,
  contacts: {},
  readings:
    format === 'readings'
      ? [
          {
            topic: 'a/b',
            path: '$.fuel',
            metric: 'generator.fuel_level_ratio',
            instance: '',
            scale: 0.01,
            offset: 0,
            maxAgeMs: 60_000,
            states: null,
          },
        ]
      : [],
});

/** Cuts, flips, repeats, splices: what a broken device or a liar sends. */
function damaged(random: Random, payload: Buffer): Buffer {
  const bytes = Buffer.from(payload);
  const at = below(random, Math.max(1, bytes.length));
  const ways = [
    () => bytes.subarray(0, at),
    () => bytes.subarray(at),
    () => {
      for (let i = 0; i < 1 + below(random, 6); i++)
        bytes[below(random, Math.max(1, bytes.length))] = below(random, 256);
      return bytes;
    },
    () => Buffer.concat([bytes.subarray(0, at), bytes, bytes.subarray(at)]),
    () =>
      Buffer.concat([
        bytes.subarray(0, at),
        Buffer.from(
          pick(random, [
            '1e999',
            'NaN',
            '-',
            '"',
            '{',
            '[[[[[[[[[[[[[[[[',
            ',',
            '\u0000',
            'null',
            '0x10',
            '∞',
          ]),
        ),
        bytes.subarray(at),
      ]),
    () => Buffer.concat([bytes, Buffer.alloc(below(random, 400_000), 0x7b)]),
    () => bytes,
  ];
  return (ways[below(random, ways.length)] as () => Buffer)();
}

/** In JSON a comma parts numbers; in plain text it may be a decimal comma. */
const numbersIn = (text: string, comma: boolean): number[] =>
  [
    ...text.matchAll(
      comma
        ? /[+-]?(?:\d+(?:[.,]\d+)?|[.,]\d+)(?:[eE][+-]?\d+)?/g
        : /[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/g,
    ),
  ].map(([found]) => Number(found.replace(',', '.')));
/** Every factor by which a form may bring a number to the base unit. */
const factors = [1, 0.1, 0.01, 0.001, 60, 100, 1000, 3600, 6894.757, 5 / 9, 3.785412, 100_000];

/** Why a reading is a lie; null: it is in the payload. */
function lieOf(sample: Sample, payload: Buffer, reading: Decoded): string | null {
  if (reading.value === null) return null;
  if (!Number.isFinite(reading.value)) return 'not a number';
  if (sample.kind === 'wire') return wellFormed(payload) ? null : 'taken from bytes that are no payload';
  const text = payload.toString('utf8');
  if (sample.kind === 'json') {
    try {
      JSON.parse(text);
    } catch {
      return 'taken from what is not JSON';
    }
  }
  // States and contacts are words; numbers must stand in the payload.
  if (reading.text !== null) return null;
  const { value } = reading;
  const near = (a: number): boolean => Math.abs(a - value) <= Math.max(1e-9, Math.abs(value) * 1e-9);
  return numbersIn(text, sample.kind === 'text').some(
    (n) => factors.some((f) => near(n * f)) || near((n - 32) / 1.8) || near(n - 273.15),
  )
    ? null
    : `${value} does not stand in it`;
}

export default async function payloads(report: SoakReport, options: SoakOptions): Promise<void> {
  const seed = Number(process.env.VIGIE_SEED ?? Date.now() % 2 ** 31);
  const count = options.short ? shortCount : longCount;
  report.say(`seed ${seed}, ${count} payloads (VIGIE_SEED=${seed} repeats them)`);
  const random = seeded(seed);
  const decoders = new Map<Sample, FormatDecoder>(
    samples.map((sample) => [sample, formats[sample.format].make(settings(sample))]),
  );
  let taken = 0;
  let crash = '';
  let lie = '';
  for (let i = 0; i < count; i++) {
    const sample = pick(random, samples);
    const payload = random() < 0.05 ? sample.payload : damaged(random, sample.payload);
    try {
      const said = decoders.get(sample)?.take({ topic: sample.topic, payload, retained: false, at: i });
      for (const reading of said?.readings ?? []) {
        taken++;
        const why = lieOf(sample, payload, reading);
        if (why && !lie) lie = `${sample.format}: ${why}: ${payload.subarray(0, 200).toString('hex')}`;
      }
    } catch (error) {
      crash ||= `${sample.format}: ${(error as Error).stack}: ${payload.subarray(0, 200).toString('hex')}`;
    }
  }
  const about = `seed ${seed}: ${count} payloads, ${taken} readings`;
  report.check('no payload ends the process', crash === '', crash || about);
  report.check('no false value from a payload', lie === '', lie || about);
  report.check('honest payloads among them are taken', taken > count / 50, about);
}
