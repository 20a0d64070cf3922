/**
 * What was learned of each device, kept on disk over restarts: sizes it bears, the road it needs, its profile
 * work-out. Written a few seconds after a change, whole and atomically; losing it costs only learning again.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { bulkLimits, getLimits, type LearnedSizes, startSizes } from './learned-size.ts';

const learnedSize = (most: number) =>
  z.object({
    size: z.number().int().min(1).max(most),
    failedAt: z.number().int().min(1).nullable(),
    successes: z.number().int().min(0),
  });
const remembered = z.object({
  get: learnedSize(getLimits.most),
  bulk: learnedSize(bulkLimits.most),
  road: z.enum(['snmp-native', 'net-snmp']),
});
const fileSchema = z.record(z.string(), z.unknown());

export interface Remembered extends LearnedSizes {
  /** The road that this device was found to need. */
  road: 'snmp-native' | 'net-snmp';
}

const writeAfterMs = 5_000;
/** Devices that left the book are forgotten past this many. */
const maxRemembered = 20_000;

export class DeviceMemory {
  private readonly devices = new Map<string, Remembered>();
  private readonly file: string | null;
  private readonly onFailure: (error: unknown) => void;
  private timer: NodeJS.Timeout | null = null;
  private written = '';

  /** `folder` null: nothing outlives the process. */
  constructor(folder: string | null, onFailure: (error: unknown) => void) {
    this.file = folder === null ? null : join(folder, 'devices.json');
    this.onFailure = onFailure;
    if (folder !== null && this.file !== null) this.load(folder, this.file);
  }

  private load(folder: string, file: string): void {
    try {
      mkdirSync(folder, { recursive: true });
      for (const [key, value] of Object.entries(fileSchema.parse(JSON.parse(readFileSync(file, 'utf8'))))) {
        const parsed = remembered.safeParse(value);
        if (parsed.success && this.devices.size < maxRemembered) this.devices.set(key, parsed.data);
      }
    } catch {
      // No file yet, or one that cannot be read: everything is learned anew.
    }
  }

  /** The device's own object: changed in place, and saved when `touched` is called. */
  of(key: string): Remembered {
    let known = this.devices.get(key);
    if (known === undefined) {
      if (this.devices.size >= maxRemembered) this.devices.delete(this.devices.keys().next().value as string);
      known = { ...startSizes(), road: 'snmp-native' };
      this.devices.set(key, known);
    }
    return known;
  }

  touched(): void {
    if (this.timer !== null || this.file === null) return;
    this.timer = setTimeout(() => this.save(), writeAfterMs);
    this.timer.unref();
  }

  save(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    if (this.file === null) return;
    const text = JSON.stringify(Object.fromEntries(this.devices));
    if (text === this.written) return;
    try {
      writeFileSync(`${this.file}.new`, text, { mode: 0o600 });
      renameSync(`${this.file}.new`, this.file);
      this.written = text;
    } catch (error) {
      this.onFailure(error);
    }
  }
}
