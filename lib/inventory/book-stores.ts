/** The stores in the site book: where they are, and how long each grain of readings is kept. */
import type { Place } from '../config/place.ts';
import * as r from '../config/readers.ts';
import * as v from './book-values.ts';
import type { Inventory, Retention } from './inventory.ts';

const daysOfYear = 365;
const minDays = 2;
const maxDays = 50 * daysOfYear;

const days = r.parsed(
  (value) => {
    const [, count, unit] = /^(\d{1,5})\s*([dy])$/.exec(value.trim()) ?? [];
    const found = Number(count) * (unit === 'y' ? daysOfYear : 1);
    return found >= minDays && found <= maxDays ? found : null;
  },
  `a time in days or years such as 35d or 2y (at least ${minDays}d, at most ${maxDays / daysOfYear}y)`,
);

/** All three or none: a part of it beside defaults that depend on the store would surprise. */
const retentionFields = r.fields('retention', {
  raw: r.required(days),
  five_minutes: r.required(days),
  hour: r.required(days),
});
const retention: r.Read<Retention> = (at) => {
  const read = retentionFields(at);
  if (read === undefined) return undefined;
  const kept = { rawDays: read.raw, fiveMinutesDays: read.five_minutes, hourDays: read.hour };
  return kept.rawDays <= kept.fiveMinutesDays && kept.fiveMinutesDays <= kept.hourDays
    ? kept
    : at.problem(
        'a coarser grain is kept at least as long as a finer one: write raw ≤ five_minutes ≤ hour, for example raw: 35d, five_minutes: 400d, hour: 10y',
      );
};

const fields = r.fields('stores', {
  operations: r.optional(v.url('postgres', 'postgresql'), null),
  readings: r.optional(
    r.fields('readings', {
      influx: r.required(
        r.fields('influx', {
          url: r.required(v.url('http', 'https')),
          database: r.required(r.text),
          user: r.optional(r.text, undefined),
          password: r.optional(r.secret, undefined),
        }),
      ),
    }),
    undefined,
  ),
  retention: r.optional(retention, null),
});

export const noStores: Inventory['stores'] = { operations: null, influx: null, retention: null };

export function readStores(at: Place): Inventory['stores'] | undefined {
  const read = fields(at);
  if (read === undefined) return undefined;
  const influx = read.readings?.influx;
  return {
    operations: read.operations,
    influx:
      influx === undefined
        ? null
        : {
            url: influx.url,
            database: influx.database,
            ...(influx.user === undefined ? {} : { user: influx.user }),
            ...(influx.password === undefined ? {} : { password: influx.password }),
          },
    retention: read.retention,
  };
}
