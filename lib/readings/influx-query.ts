/** InfluxQL through the `influx` client, inside a deadline of our own: the client alone never settles on a cut reply. */
import { InfluxDB } from 'influx';
import { nameBack } from './line-protocol.ts';
import type { SeriesFilter } from './reading-store.ts';

export interface InfluxAccess {
  readonly url: string;
  readonly database: string;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
}

/** One series of an answer: a row is looked up by column. */
export interface InfluxSeries {
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

interface RawResult {
  readonly error?: string;
  readonly series?: readonly {
    readonly name?: string;
    readonly tags?: Record<string, string>;
    readonly columns: string[];
    readonly values?: unknown[][];
  }[];
}

export class InfluxQuery {
  readonly database: string;
  readonly #client: InfluxDB;
  readonly #deadlineMs: number;

  constructor(access: InfluxAccess, deadlineMs: number) {
    this.database = access.database;
    this.#deadlineMs = deadlineMs;
    const url = new URL(access.url);
    const https = url.protocol === 'https:';
    this.#client = new InfluxDB({
      hosts: [
        {
          protocol: https ? 'https' : 'http',
          host: url.hostname,
          port: Number(url.port || (https ? 443 : 80)),
          path: url.pathname === '/' ? '' : url.pathname,
        },
      ],
      database: access.database,
      username: access.user ?? '',
      password: access.password ?? '',
      pool: { requestTimeout: deadlineMs, maxRetries: 0 },
    });
  }

  /** Rejects with the server's words, or after the deadline. Instants come back in milliseconds. */
  async ask(query: string): Promise<InfluxSeries[]> {
    const answer = this.#client.queryRaw(query, {
      database: this.database,
      precision: 'ms',
    });
    const { results = [] } = (await within(answer, this.#deadlineMs)) as { results?: RawResult[] };
    return results.flatMap((result) => {
      if (result.error !== undefined) throw new Error(result.error);
      return (result.series ?? []).map(({ name = '', tags = {}, columns, values = [] }) => ({
        name,
        tags,
        columns,
        rows: values,
      }));
    });
  }

  /** `"database"."policy"."measurement"`; without a metric, all of them. */
  from(policy: string, metric?: string): string {
    const measurement = metric === undefined ? '/.*/' : identifier(metric);
    return `${identifier(this.database)}.${identifier(policy)}.${measurement}`;
  }
}

/** Of our own: the client's `stringLit` leaves backslashes as they are, and InfluxQL then refuses or misreads them. */
const escaped = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
const literal = (text: string): string => `'${escaped(text).replaceAll("'", "\\'")}'`;
export const identifier = (text: string): string => `"${escaped(text).replaceAll('"', '\\"')}"`;

/** Conditions on the tags; a series without the tag `instance` is the one whose instance is ''. */
export function where(filter: SeriesFilter, ...more: readonly string[]): string {
  const conditions = (['site', 'device', 'instance'] as const).flatMap((tag) => {
    const value = filter[tag];
    return value === undefined ? [] : [`"${tag}" = ${literal(tagValue(value))}`];
  });
  const all = [...conditions, ...more];
  return all.length === 0 ? '' : ` WHERE ${all.join(' AND ')}`;
}

/** As `line-protocol.ts` wrote it. */
const tagValue = (text: string): string => text.replaceAll('%', '%25').replace(/\\$/, '%5C');

export const seriesKeyOf = (series: InfluxSeries) => ({
  site: nameBack(series.tags.site ?? ''),
  device: nameBack(series.tags.device ?? ''),
  metric: nameBack(series.name),
  instance: nameBack(series.tags.instance ?? ''),
});

async function within<T>(promise: Promise<T>, deadlineMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${deadlineMs / 1_000} s`)), deadlineMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
