/** The one place that chooses between the reading stores. */
import { join } from 'node:path';
import type { Runtime } from '../config/runtime.ts';
import { type Clock, systemClock } from '../time/clock.ts';
import { InfluxReadingStore } from './influx-reading-store.ts';
import { PostgresReadingStore } from './postgres-reading-store.ts';
import type { ReadingStore, Retention } from './reading-store.ts';

/** 3 to 5 bytes a reading there: a month of raw readings at 1,000/s is about 10 GB. */
const influxRetention: Retention = { rawDays: 35, fiveMinutesDays: 400, hourDays: 3_650 };
/** Under 80 bytes a reading here: raw days are also bounded in bytes. */
const embeddedRetention: Retention = { rawDays: 14, fiveMinutesDays: 400, hourDays: 3_650 };
export const embeddedMaxRawBytes = 20 * 1024 ** 3;

/** As the site book says, else as suits the store. */
export function retentionOf(readings: Runtime['readings']): Retention {
  return readings.retention ?? (readings.kind === 'influx' ? influxRetention : embeddedRetention);
}

/** `writerDir`: where the one process that writes keeps what it must remember; left out by those that only read. */
export function openReadingStore(
  readings: Runtime['readings'],
  writerDir?: string,
  clock: Clock = systemClock,
): ReadingStore {
  if (readings.kind === 'influx') {
    return new InfluxReadingStore(readings, {
      retention: retentionOf(readings),
      clock,
      memoryDir: writerDir === undefined ? null : join(writerDir, 'influx'),
    });
  }
  return new PostgresReadingStore(readings.url, {
    retention: retentionOf(readings),
    clock,
    maxRawBytes: embeddedMaxRawBytes,
  });
}
