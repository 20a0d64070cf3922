/** From a varbind to a value in the catalogue's unit, a state or a contact; "not available" whenever the device says so. */
import { metricOf } from '../../../lib/readings/catalogue/index.ts';
import type { MetricKind } from '../../../lib/readings/catalogue/metric.ts';
import { type ContactMeaning, contactReading } from '../../../lib/readings/contact.ts';
import type { State } from '../../../lib/readings/reading.ts';
import type { ContactSpec, ValueSpec } from '../profile.ts';
import type { Varbind } from '../varbind.ts';
import { isSentinel } from './sentinel.ts';
import { numberInText, numberOf, secondsOfClock, textOf } from './text.ts';
import { parseUnit } from './units.ts';

export interface Value {
  /** null: not available. */
  readonly value: number | null;
  readonly text: string | null;
  readonly state?: State;
  /** What stood in the packet. */
  readonly raw: string | number;
}
/** Numbers that the spec adds or divides by, already fetched. */
export interface Extras {
  readonly power: number;
  readonly added: number;
  readonly over: number | null;
}
export type ReadValue = (varbind: Varbind, extras: Extras) => Value;
export const noExtras: Extras = { power: 1, added: 0, over: null };

const rawOf = (varbind: Varbind): string | number =>
  typeof varbind.value === 'number' ? varbind.value : textOf(varbind);
const unavailable = (raw: string | number, text: string | null = null): Value => ({
  value: null,
  text,
  state: 'unknown',
  raw,
});

/** Builds the reader of one kind of value once, so that a poll only runs it. */
export function compileValue(
  spec: ValueSpec,
  sentinels: readonly (string | number)[],
  contact: ContactSetting | null,
): ReadValue {
  const metric = spec.metric ?? '';
  if (spec.contact) return contactReader(spec.contact, metric, contact);
  if (spec.states) return stateReader(spec.states, sentinels);
  if (spec.bits) return bitsReader(spec.bits);
  return numberReader(spec, metricOf(metric)?.kind ?? 'gauge', sentinels);
}

function numberReader(spec: ValueSpec, kind: MetricKind, sentinels: readonly (string | number)[]): ReadValue {
  const base = metricOf(spec.metric ?? '')?.unit ?? '';
  const unit = parseUnit(spec.unit ?? (base === 'ratio' ? 'ratio' : ''), base);
  const convert = unit?.convert ?? ((v: number) => v);
  const { scale = 1, offset = 0, invert = false, range } = spec;
  const keep = new Set(spec.keep);
  const signBit = spec.signed ? 2 ** (spec.signed - 1) : 0;
  return (varbind, extras) => {
    const raw = rawOf(varbind);
    const text = typeof raw === 'string' ? raw : String(raw);
    let n = spec.text === 'hms' ? secondsOfClock(text) : numberOf(varbind);
    if (n === null || (!keep.has(n) && isSentinel(n, text, base, sentinels))) return unavailable(raw);
    if (signBit && n >= signBit) n -= signBit * 2;
    n = (n * scale + extras.added) * extras.power + offset;
    if (extras.over !== null) n = extras.over === 0 ? Number.NaN : n / extras.over;
    let value = convert(n);
    if (value === null || !Number.isFinite(value)) return unavailable(raw);
    if (invert) value = 1 - value;
    if (range && (value < range[0] || value > range[1])) return unavailable(raw);
    return kind === 'state' ? { value, text: String(raw), raw } : { value, text: null, raw };
  };
}

type States = NonNullable<ValueSpec['states']>;
function stateReader(states: States, sentinels: readonly (string | number)[]): ReadValue {
  const byText = new Map(
    Object.entries(states).map(([key, [text, state]], i) => [key.toLowerCase(), { text, state, i }]),
  );
  return (varbind) => {
    const raw = rawOf(varbind);
    const said = String(raw);
    const known = byText.get(said.toLowerCase());
    if (known)
      return {
        value: Number.isNaN(Number(said)) || said === '' ? known.i : Number(said),
        text: known.text,
        state: known.state,
        raw,
      };
    if (said === '' || sentinels.some((s) => String(s) === said)) return unavailable(raw);
    // A firmware younger than the profile: the number is still the truth, its meaning is not known.
    const n = typeof raw === 'number' ? raw : numberInText(said);
    const byNumber = n === null ? undefined : byText.get(String(n));
    if (byNumber && typeof raw === 'string')
      return { value: n, text: byNumber.text, state: byNumber.state, raw };
    return { value: n, text: typeof raw === 'number' ? `? (${raw})` : said, state: 'unknown', raw };
  };
}

const worse: Readonly<Record<State, number>> = { good: 0, unknown: 1, warning: 2, critical: 3 };
/** A bit map: the text of every bit that is set, and the worst of their severities. */
function bitsReader(bits: States): ReadValue {
  const list = Object.entries(bits)
    .map(([key, [text, state]]) => ({ bit: Number(key), text, state }))
    .sort((a, b) => a.bit - b.bit);
  const none = list.find((one) => one.bit === 0);
  return (varbind) => {
    const raw = rawOf(varbind);
    const n = numberOf(varbind);
    if (n === null) return unavailable(raw);
    // Bit maps are up to 32 bits wide: division, because `&` is signed.
    const set = list.filter((one) => one.bit > 0 && Math.floor(n / one.bit) % 2 === 1);
    if (set.length === 0)
      return { value: n, text: none?.text ?? '', state: none?.state ?? (n === 0 ? 'good' : 'unknown'), raw };
    const state = set.reduce<State>(
      (worst, one) => (worse[one.state] > worse[worst] ? one.state : worst),
      'good',
    );
    return { value: n, text: set.map((one) => one.text).join(', '), state, raw };
  };
}

/** What is known of one input beyond the profile: the device's own polarity column, or the site book. */
export interface ContactSetting {
  readonly rest: 'open' | 'closed' | null;
}

function contactReader(spec: ContactSpec, metric: string, setting: ContactSetting | null): ReadValue {
  const meaning = metric.replace(/^contact\./, '') as ContactMeaning;
  const has = (list: readonly (string | number)[] | undefined, raw: string | number): boolean =>
    list?.some((x) => String(x).toLowerCase() === String(raw).toLowerCase()) ?? false;
  return (varbind) => {
    const raw = rawOf(varbind);
    if ('rest_when' in spec) {
      // The device has applied its own polarity: "closed" stands for its word rest, and rest is closed.
      const flipped = setting?.rest === 'open';
      const level = has(spec.rest_when, raw) ? 'closed' : has(spec.active_when, raw) ? 'open' : 'unplugged';
      return { ...pick(contactReading(level, flipped ? 'open' : 'closed', meaning)), raw };
    }
    const level = has(spec.open, raw) ? 'open' : has(spec.closed, raw) ? 'closed' : 'unplugged';
    return { ...pick(contactReading(level, setting?.rest ?? spec.rest, meaning)), raw };
  };
}
const pick = (r: {
  value: number;
  text: string;
  state: State;
}): { value: number; text: string; state: State } => ({
  value: r.value,
  text: r.text,
  state: r.state,
});
