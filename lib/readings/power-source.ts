/**
 * What carries a site: mains → transfer switch → UPS → load, the generator beside. Devices of many makers say it in
 * their own words; what they say is brought to four sources here.
 */
import type { PowerSource } from './states.ts';

export interface PowerEvidence {
  /** Lowest phase; null: not measured. */
  readonly mainsVolts: number | null;
  /** What the mains' own state says, in the device's word. */
  readonly mainsText: string | null;
  /** Its profile says that this word is bad. */
  readonly mainsBad: boolean;
  /** The side that the transfer switch has chosen, in the device's word. */
  readonly atsText: string | null;
  /** Canonical word of `generator.state`. */
  readonly generatorText: string | null;
  readonly generatorVolts: number | null;
  /** `ups.output_source` of each UPS, in the device's word. */
  readonly upsTexts: readonly string[];
  /** Input of each UPS. */
  readonly upsInputVolts: readonly number[];
}

/** Below this nothing can be fed, whatever the nominal voltage of the place. */
export const deadVolts = 90;
/** A generator in one of these does not turn, whatever side the transfer switch calls its second. */
const standing: ReadonlySet<string> = new Set(['ready', 'not-in-auto', 'fail-to-start', 'shutdown']);

const word = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');
/** What a UPS calls its output source: does it live on its battery? A test of it is none. */
export const onBattery = (text: string): boolean =>
  /batter/.test(word(text)) && !/nobatter|test/.test(word(text));
const outputOff = (text: string): boolean =>
  /^(none|off|poweroff|outputoff|nooutput|standby)$/.test(word(text));
const lost = (text: string): boolean =>
  /fail|lost|absent|outage|down|off|dead|missing|tolerance/.test(word(text));
const generatorSide = (text: string): boolean =>
  /gen|secours|emergency|secondary|sourceb|source2|onb|alternate/.test(word(text)) ||
  /^(b|2)$/.test(word(text));
const mainsSide = (text: string): boolean =>
  /mains|utility|secteur|primary|normal|preferred|sourcea|source1/.test(word(text)) ||
  /^(a|1)$/.test(word(text));

/** Is there voltage on the mains? Null: nothing says. */
export function mainsPresent(evidence: PowerEvidence): boolean | null {
  if (evidence.mainsVolts !== null) return evidence.mainsVolts >= deadVolts;
  if (evidence.mainsText !== null) return !evidence.mainsBad && !lost(evidence.mainsText);
  return null;
}

function generatorCarries({ generatorText, generatorVolts, atsText }: PowerEvidence): boolean {
  if (generatorText === 'on-load') return true;
  if (generatorText !== null && standing.has(generatorText)) return false;
  return atsText !== null && generatorSide(atsText) && (generatorVolts ?? deadVolts) >= deadVolts;
}

/** Null: nothing says anything. The generator is believed before the mains: both may have voltage. */
export function powerSource(evidence: PowerEvidence): PowerSource | null {
  const { upsTexts, upsInputVolts, atsText } = evidence;
  const mains = mainsPresent(evidence);
  const battery = upsTexts.length > 0 && upsTexts.every(onBattery);
  if (battery) return 'battery';
  if (generatorCarries(evidence)) return 'generator';
  if (upsTexts.length > 0 && upsTexts.every(outputOff) && mains !== true) return 'none';
  if (mains === true) return 'mains';
  if (mains === false)
    return upsTexts.length > 0
      ? upsInputVolts.some((volts) => volts >= deadVolts)
        ? 'generator'
        : 'battery'
      : 'none';
  if (atsText !== null && mainsSide(atsText)) return 'mains';
  // Nobody measures the mains: a UPS that is fed and a generator that does not run leave only them.
  if (upsTexts.length > 0) return upsTexts.some(onBattery) ? 'battery' : 'mains';
  return null;
}
