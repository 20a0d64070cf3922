/** The Sparkplug B payload (Eclipse Sparkplug 3.0, section 6.4): protocol buffer bytes → metrics with exact values. */
import protobuf from 'protobufjs';

/** The fields that Vigie reads; the encoding skips the others (data sets, templates, metadata). Numbers from the specification. */
const { Payload } = protobuf.Root.fromJSON({
  nested: {
    PropertyValue: { fields: { type: { type: 'uint32', id: 1 }, stringValue: { type: 'string', id: 8 } } },
    PropertySet: {
      fields: {
        keys: { rule: 'repeated', type: 'string', id: 1 },
        values: { rule: 'repeated', type: 'PropertyValue', id: 2 },
      },
    },
    Metric: {
      oneofs: {
        value: {
          oneof: ['intValue', 'longValue', 'floatValue', 'doubleValue', 'booleanValue', 'stringValue'],
        },
      },
      fields: {
        name: { type: 'string', id: 1 },
        alias: { type: 'uint64', id: 2 },
        timestamp: { type: 'uint64', id: 3 },
        datatype: { type: 'uint32', id: 4 },
        isHistorical: { type: 'bool', id: 5 },
        isNull: { type: 'bool', id: 7 },
        properties: { type: 'PropertySet', id: 9 },
        intValue: { type: 'uint32', id: 10 },
        longValue: { type: 'uint64', id: 11 },
        floatValue: { type: 'float', id: 12 },
        doubleValue: { type: 'double', id: 13 },
        booleanValue: { type: 'bool', id: 14 },
        stringValue: { type: 'string', id: 15 },
      },
    },
    Payload: {
      fields: {
        timestamp: { type: 'uint64', id: 1 },
        metrics: { rule: 'repeated', type: 'Metric', id: 2 },
        seq: { type: 'uint64', id: 3 },
      },
    },
  },
}).nested as { Payload: protobuf.Type };

export interface SparkplugMetric {
  readonly name: string | null;
  readonly alias: string | null;
  readonly timestamp: number | null;
  readonly datatype: number | null;
  readonly historical: boolean;
  readonly unit: string | null;
  /** null: explicitly null, or of a type that is no single value. 64-bit integers are exact. */
  readonly value: number | bigint | boolean | string | null;
}
export interface SparkplugPayload {
  readonly timestamp: number | null;
  readonly seq: number | null;
  readonly metrics: readonly SparkplugMetric[];
}

interface RawMetric {
  name?: string;
  alias?: string;
  timestamp?: string;
  datatype?: number;
  isHistorical?: boolean;
  isNull?: boolean;
  value?: string;
  properties?: { keys?: string[]; values?: { stringValue?: string }[] };
  intValue?: number;
  longValue?: string;
  floatValue?: number;
  doubleValue?: number;
  booleanValue?: boolean;
  stringValue?: string;
}

/** Metrics of one payload that are looked at. */
const maxMetrics = 5_000;

/** Signed types travel as unsigned two's complement (specification section 6.4.16). */
function plainValue(raw: RawMetric, datatype: number | null): SparkplugMetric['value'] {
  if (raw.isNull) return null;
  if (raw.intValue !== undefined)
    return datatype === 1
      ? (raw.intValue << 24) >> 24
      : datatype === 2
        ? (raw.intValue << 16) >> 16
        : datatype === 3
          ? raw.intValue | 0
          : raw.intValue;
  if (raw.longValue !== undefined)
    return datatype === 4 || datatype === 3
      ? BigInt.asIntN(64, BigInt(raw.longValue))
      : BigInt(raw.longValue);
  return raw.floatValue ?? raw.doubleValue ?? raw.booleanValue ?? raw.stringValue ?? null;
}

export const signedAs = (
  value: SparkplugMetric['value'],
  datatype: number | null,
): SparkplugMetric['value'] => {
  if (typeof value === 'number' && datatype !== null && datatype >= 1 && datatype <= 3 && value >= 0)
    return plainValue({ intValue: value }, datatype);
  if (typeof value === 'bigint' && datatype === 4) return BigInt.asIntN(64, value);
  return value;
};

function metricFrom(raw: RawMetric): SparkplugMetric {
  const at = raw.properties?.keys?.indexOf('engUnit') ?? -1;
  const datatype = raw.datatype ?? null;
  return {
    name: raw.name ?? null,
    alias: raw.alias ?? null,
    timestamp: raw.timestamp === undefined ? null : Number(raw.timestamp),
    datatype,
    historical: raw.isHistorical ?? false,
    unit: at >= 0 ? (raw.properties?.values?.[at]?.stringValue ?? null) : null,
    value: plainValue(raw, datatype),
  };
}

/** Null when the bytes are no payload. */
export function decodeSparkplug(bytes: Buffer): SparkplugPayload | null {
  try {
    const raw = Payload.toObject(Payload.decode(bytes), { longs: String }) as {
      timestamp?: string;
      seq?: string;
      metrics?: RawMetric[];
    };
    if ((raw.metrics?.length ?? 0) > maxMetrics) return null;
    return {
      timestamp: raw.timestamp === undefined ? null : Number(raw.timestamp),
      seq: raw.seq === undefined ? null : Number(raw.seq),
      metrics: (raw.metrics ?? []).map(metricFrom),
    };
  } catch {
    return null;
  }
}

/** The command that asks an edge node to publish its births again (specification section 6.4, Node Control/Rebirth). */
export const rebirthCommand = (now: number): Buffer =>
  Buffer.from(
    Payload.encode(
      Payload.fromObject({
        timestamp: String(now),
        metrics: [{ name: 'Node Control/Rebirth', timestamp: String(now), datatype: 11, booleanValue: true }],
      }),
    ).finish(),
  );
