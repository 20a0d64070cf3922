/** What each abnormal state is told with: one type a kind. Both languages take the same facts. */
import type { Instant } from '../time/clock.ts';

/** What is said of one abnormal state, ready to be shown. */
export interface Told {
  /** What, in one short sentence. */
  readonly what: string;
  readonly consequence: string | null;
  /** First action, in the infinitive. */
  readonly action: string | null;
  /** The one word or figure that matters, for a cell of a matrix. */
  readonly cell: string;
}

/** A name in both languages, from the metric catalogue. */
export interface Label {
  readonly fr: string;
  readonly en: string;
}

interface AtZone {
  readonly zone: string;
}
interface OfDevice {
  /** Name of the device as the site book gives it. */
  readonly device: string;
}
/** Devices that are not seen because of this one. */
interface Hidden {
  readonly hidden: number;
}
export interface ValueFacts extends OfDevice {
  readonly label: Label;
  /** What the device calls the thing; '' if there is one. */
  readonly thing: string;
  readonly value: number | null;
  readonly unit: string;
  /** The bound that is passed; null: judged by the device itself. */
  readonly bound: number | null;
  readonly above: boolean;
}
export interface RunwayFacts {
  readonly runwayMs: number | null;
  readonly serviceLeftMs: number | null;
  readonly orderBefore: Instant | null;
  readonly late: boolean;
  readonly missingLitres: number;
}
interface LinkFacts {
  /** Name of the provider, else null. */
  readonly provider: string | null;
  readonly phone: string | null;
}
interface OverflowFacts {
  readonly ratio: number | null;
  readonly backupBitsPerSecond: number | null;
  readonly delayMs: number | null;
  readonly resolutionMs: number | null;
}

/** Kind of abnormal state → its facts. */
export interface AbnormalFacts {
  collectorSilent: { readonly site: string | null; readonly silentMs: number };
  bookRefused: { readonly count: number; readonly first: string };
  storeDown: { readonly reason: string; readonly waiting: number };
  bufferDown: { readonly reason: string };
  roleDown: { readonly role: string };
  siteUnreachable: OfDevice & Hidden & LinkFacts;
  deviceSilent: OfDevice & Hidden & AtZone & { readonly answeredAt: Instant | null };
  checkSilent: OfDevice & { readonly check: string; readonly reason: string | null };
  onGenerator: RunwayFacts & AtZone & { readonly mainsLost: boolean };
  onBattery: { readonly runtimeMs: number | null; readonly generator: string | null };
  noPower: Record<never, never>;
  mainsLost: OfDevice;
  generatorState: OfDevice & { readonly text: string };
  fuelLow: OfDevice & {
    readonly ratio: number | null;
    readonly litres: number | null;
    readonly runwayMs: number | null;
  };
  upsBattery: OfDevice & { readonly runtimeMs: number | null };
  overflow: OverflowFacts & { readonly pending: boolean };
  overflowNoRelay: OverflowFacts;
  overflowLate: OverflowFacts;
  overflowNoRelief: OverflowFacts;
  failOver: LinkFacts & { readonly backupRatio: number | null };
  bothDown: LinkFacts;
  primaryDown: LinkFacts;
  backupDown: LinkFacts;
  capacity: LinkFacts & { readonly ratio: number | null };
  tunnelDown: { readonly tunnel: string; readonly applications: number };
  contact: OfDevice & { readonly meaning: string; readonly thing: string; readonly phone: string | null };
  contactUnplugged: OfDevice & { readonly meaning: string; readonly thing: string };
  hot: ValueFacts & { readonly cooling: string | null };
  cooling: OfDevice & { readonly text: string; readonly celsius: number | null };
  e1Alarm: {
    readonly trunk: string;
    readonly text: string;
    readonly channels: number;
    readonly voip: boolean;
  };
  heartbeat: { readonly name: string; readonly text: string; readonly ageMs: number | null };
  probe: OfDevice & { readonly target: string; readonly text: string };
  offline: OfDevice;
  value: ValueFacts;
  state: OfDevice & { readonly label: Label; readonly thing: string; readonly text: string };
  stale: OfDevice &
    AtZone & {
      readonly label: Label;
      readonly thing: string;
      readonly value: number | null;
      readonly unit: string;
      readonly text: string | null;
      readonly at: Instant;
      readonly ageMs: number;
    };
  /** In the words of its rule, where no reading says it better. */
  incident: OfDevice & {
    readonly title: Label;
    readonly consequence: Label;
    readonly action: Label;
    readonly thing: string;
    /** Of the measure that broke the rule, now; null: it has no number. */
    readonly value: number | null;
    readonly unit: string;
    /** It can no longer be judged. */
    readonly unknown: boolean;
  };
  staleMany: OfDevice & { readonly count: number; readonly ageMs: number };
}
export type AbnormalKind = keyof AbnormalFacts;
export type AbnormalWords = { readonly [K in AbnormalKind]: (facts: AbnormalFacts[K]) => Told };

/** What is to be said: a kind with its facts. */
export type Said = {
  readonly [K in AbnormalKind]: { readonly kind: K; readonly facts: AbnormalFacts[K] };
}[AbnormalKind];

/** Letters that a cell of a wall surely holds. */
const cellHolds = 10;
/** What a cell says of an incident without a number: its title where that fits (a fire is said as such), else the thing. */
export const shortly = (title: string, thing: string): string =>
  title.length <= cellHolds || thing === '' ? title : thing;
