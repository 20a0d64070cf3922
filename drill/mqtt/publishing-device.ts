/** What a simulated device that publishes is: its last will, what it says at each beat, and its entry of the site book. */
import type { SiteView } from '../devices/view.ts';

export interface Message {
  readonly topic: string;
  readonly payload: string;
  readonly retain?: boolean;
}
export interface PublishingDevice {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly parent: string | null;
  /** Said (retained) at connection, and by the broker when the connection breaks. */
  readonly birth: Message | null;
  readonly will: Message | null;
  readonly everyMs: number;
  readonly say: (view: SiteView, now: number) => readonly Message[];
  /** Its `mqtt` or `heartbeats` of the site book. */
  readonly book: Readonly<Record<string, unknown>>;
}

export const json = (topic: string, value: unknown): Message => ({ topic, payload: JSON.stringify(value) });
export const round = (value: number, decimals: number): number => Number(value.toFixed(decimals));
