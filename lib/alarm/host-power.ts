/**
 * The UPS that feeds the machine of Vigie: when its battery nears its end, Vigie says so, waits until that is told, and
 * stops in order, so that no store is torn by the dark. Mains that comes back in time calls it off. Pure but for its memory.
 */
import type { Watchers } from '../inventory/inventory.ts';
import { onBattery } from '../readings/power-source.ts';
import type { Reading } from '../readings/reading.ts';

/** Between the last message and the stop: a gateway answers in seconds, a modem in a few more. */
export const goodbyeMs = 30_000;

export class HostPower {
  #onBattery = false;
  #chargeRatio: number | null = null;
  #leftMs: number | null = null;
  #endingSinceMs: number | null = null;

  take(host: NonNullable<Watchers['host']>, { site, device, metric, value, text }: Reading): void {
    if (site !== host.site || device !== host.ups) return;
    if (metric === 'ups.output_source') this.#onBattery = text !== null && onBattery(text);
    else if (metric === 'ups.battery_charge_ratio') this.#chargeRatio = value;
    else if (metric === 'ups.runtime_seconds') this.#leftMs = value === null ? null : value * 1_000;
  }

  /** `ms`: monotonic. `stop`: all is said, or nothing can be said any more. */
  look(host: NonNullable<Watchers['host']>, ms: number): 'fine' | 'ending' | 'stop' {
    const { stopBelowRatio, stopAtMs } = host;
    const low =
      (stopBelowRatio !== null && this.#chargeRatio !== null && this.#chargeRatio <= stopBelowRatio) ||
      (stopAtMs !== null && this.#leftMs !== null && this.#leftMs <= stopAtMs);
    if (!this.#onBattery || !low) {
      this.#endingSinceMs = null;
      return 'fine';
    }
    this.#endingSinceMs ??= ms;
    return ms - this.#endingSinceMs >= goodbyeMs ? 'stop' : 'ending';
  }
}
