/** The one-line diagram of a site in words and figures: mains, generator, switch, UPS, load. */
import type { Severity } from '../../../../components/sign/severity.ts';
import { type Figure, figureOf, noFigure, severityOf } from '../../../../components/wall/measured-figure.ts';
import {
  formatDuration,
  formatNumber,
  formatPower,
  formatRatio,
  nbsp,
} from '../../../../lib/messages/format.ts';
import type { Locale } from '../../../../lib/messages/message.ts';
import { wallMessages } from '../../../../lib/messages/wall.ts';
import { extreme, type Measured, measuredAll } from '../../../../lib/readings/measured.ts';
import type { Picture, SitePicture } from '../../../../lib/readings/picture.ts';
import type { PowerPicture } from '../../../../lib/readings/power-picture.ts';
import type { PowerSource } from '../../../../lib/readings/states.ts';

export interface ChainView {
  readonly source: PowerSource | null;
  /** "sur groupe", shown where the site is on anything but the mains. */
  readonly sourceText: string;
  readonly takeOver: string | null;
  readonly mains: { readonly present: boolean; readonly figure: Figure; readonly lost: boolean };
  readonly generator: {
    readonly present: boolean;
    readonly word: string;
    readonly runs: boolean;
    readonly severity: Severity | null;
    readonly volts: Figure;
    readonly hertz: string | null;
    readonly power: string | null;
  };
  readonly ups: {
    readonly present: boolean;
    readonly runtime: Figure;
    readonly charge: string | null;
    readonly severity: Severity | null;
  };
  readonly load: Figure;
}

const volts = (value: number, locale: Locale): string => `${formatNumber(value, locale, 0)}${nbsp}V`;

/** Canonical words of a generator, as the row of its wire says them. */
function generatorWord(state: string | null, locale: Locale): string {
  const text = wallMessages[locale];
  const words: Readonly<Record<string, string>> = {
    ready: text.ready,
    'not-in-auto': text.notInAuto,
    cranking: text.cranking,
    'running-no-load': text.runningNoLoad,
    'on-load': text.onLoad,
    cooldown: text.cooldown,
    'fail-to-start': text.failToStart,
    shutdown: text.shutdown,
  };
  return state === null ? noFigure.text : (words[state] ?? state);
}

const running: ReadonlySet<string> = new Set(['running-no-load', 'on-load', 'cooldown']);

function generatorView(
  picture: Picture,
  site: SitePicture,
  power: PowerPicture,
  locale: Locale,
): ChainView['generator'] {
  const { generator } = power;
  const text = wallMessages[locale];
  if (generator === null)
    return {
      present: false,
      word: text.noGenerator,
      runs: false,
      severity: null,
      volts: noFigure,
      hertz: null,
      power: null,
    };
  const watts = extreme(
    measuredAll(picture, site.id, generator.device, 'generator.output_power_watts'),
    'highest',
  ).value;
  const hertz = generator.hertz.value;
  return {
    present: true,
    word: generatorWord(generator.state.text, locale),
    runs: running.has(generator.state.text ?? '') || power.source === 'generator',
    severity: severityOf(generator.state),
    volts: figureOf(generator.volts, (value) => volts(value, locale), picture.now, locale),
    hertz: hertz === null ? null : `${formatNumber(hertz, locale, 1)}${nbsp}Hz`,
    power: watts === null ? null : text.generatorAt(formatPower(watts, locale)),
  };
}

/** Of several UPS the one that lasts least. */
function upsView(power: PowerPicture, now: number, locale: Locale): ChainView['ups'] {
  const runtime = extreme(
    power.ups.map((ups) => ups.runtime),
    'lowest',
  );
  const charge = extreme(
    power.ups.map((ups) => ups.charge),
    'lowest',
  );
  return {
    present: power.ups.length > 0,
    runtime: figureOf(runtime, (value) => formatDuration(value * 1000, locale), now, locale),
    charge: charge.value === null ? null : formatRatio(charge.value, locale),
    severity: severityOf(runtime) ?? severityOf(charge),
  };
}

function takeOverText(delay: Measured, source: PowerSource | null, locale: Locale): string | null {
  if (source !== 'generator' || delay.value === null || delay.reading === null) return null;
  return wallMessages[locale].takenOverIn(
    formatDuration(delay.value * 1000, locale),
    formatDuration(delay.reading.everyMs, locale),
  );
}

export function chainView(
  picture: Picture,
  site: SitePicture,
  power: PowerPicture,
  locale: Locale,
): ChainView {
  const text = wallMessages[locale];
  const { source, mainsVolts } = power;
  const words: Record<PowerSource, string> = {
    mains: text.onMains,
    generator: text.onGenerator,
    battery: text.onBattery,
    none: text.noSource,
  };
  return {
    source,
    sourceText: source ? words[source] : '',
    takeOver: takeOverText(power.transferDelay, source, locale),
    mains: {
      present: site.power?.mains !== null || mainsVolts.reading !== null,
      figure: figureOf(mainsVolts, (value) => volts(value, locale), picture.now, locale),
      lost: power.mainsPresent === false,
    },
    generator: generatorView(picture, site, power, locale),
    ups: upsView(power, picture.now, locale),
    load: figureOf(power.load, (value) => formatPower(value, locale), picture.now, locale),
  };
}
