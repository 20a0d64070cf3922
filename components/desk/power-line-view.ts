/** The power chain of a site on one line: mains → transfer switch → UPS → load, fuel and generator beside. Pure. */
import { deskMessages } from '../../lib/messages/desk.ts';
import { formatDuration, formatPower, formatRatio, noValue } from '../../lib/messages/format.ts';
import type { Locale } from '../../lib/messages/message.ts';
import { formatQuantity } from '../../lib/messages/quantity.ts';
import type { Measured } from '../../lib/readings/measured.ts';
import type { Picture, SitePicture } from '../../lib/readings/picture.ts';
import { type PowerPicture, powerPicture } from '../../lib/readings/power-picture.ts';

export interface Stage {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly under: string;
  readonly old: boolean;
  /** The wire that leaves it: energised, standby (dashed) or none. */
  readonly wire: 'live' | 'standby' | null;
}

const isOld = (...all: readonly (Measured | undefined)[]): boolean =>
  all.some((one) => one !== undefined && one.reading !== null && one.freshness !== 'fresh');

type DeskSay = (typeof deskMessages)[Locale];
const generatorWord = (text: string | null, say: DeskSay): string => {
  const words: Readonly<Record<string, string>> = {
    ready: say.generatorReady,
    'not-in-auto': say.generatorNotAuto,
    cranking: say.generatorCranking,
    'running-no-load': say.generatorNoLoad,
    'on-load': say.generatorOnLoad,
    cooldown: say.generatorCooldown,
    'fail-to-start': say.generatorFail,
    shutdown: say.generatorShutdown,
  };
  return text === null ? noValue : (words[text] ?? text);
};

function sourceWord(power: PowerPicture, say: DeskSay): string {
  const words = {
    mains: say.onMains,
    generator: say.onGenerator,
    battery: say.onBattery,
    none: say.noSource,
  };
  return power.source === null ? say.notMeasured : words[power.source];
}

function fuelStages(power: PowerPicture, locale: Locale): Stage[] {
  const say = deskMessages[locale];
  const { generator, runway, litres, litresPerHour } = power;
  if (generator === null) return [];
  const running = power.source === 'generator';
  const left = runway?.serviceLeftMs ?? null;
  const time = runway === null ? null : formatDuration(runway.runwayMs, locale);
  const fuel = generator.fuelRatio.value;
  return [
    {
      id: 'fuel',
      name: say.fuel,
      value: fuel === null ? noValue : formatRatio(fuel, locale),
      under: [
        time === null ? null : `${time}${runway?.estimated ? ` (${say.estimated})` : ''}`,
        left === null ? null : say.serviceLeft(formatDuration(left, locale)),
      ]
        .filter((part) => part !== null)
        .join(', '),
      old: isOld(generator.fuelRatio, litres),
      wire: running ? 'live' : 'standby',
    },
    {
      id: 'generator',
      name: say.generator,
      value: generatorWord(generator.state.text, say),
      under:
        running && litresPerHour.value !== null
          ? formatQuantity(litresPerHour.value, 'litres_per_hour', locale)
          : '',
      old: isOld(generator.state),
      wire: null,
    },
  ];
}

export function powerLine(picture: Picture, site: SitePicture, locale: Locale): readonly Stage[] {
  const power = powerPicture(picture, site);
  if (power === null) return [];
  const say = deskMessages[locale];
  const ups = power.ups[0];
  const onMains = power.source === 'mains';
  const since =
    power.sourceSince === null ? '' : say.sinceShort(formatDuration(picture.now - power.sourceSince, locale));
  const volts = power.mainsVolts.value;
  return [
    {
      id: 'mains',
      name: say.mains,
      value: volts === null ? noValue : formatQuantity(Math.round(volts), 'volts', locale),
      under: onMains && since !== '' ? since : '',
      old: isOld(power.mainsVolts),
      wire: onMains ? 'live' : 'standby',
    },
    {
      id: 'switch',
      name: say.transferSwitch,
      value: sourceWord(power, say),
      under: onMains ? '' : since,
      old: isOld(power.atsSource),
      wire: power.source === 'battery' || power.source === 'none' ? 'standby' : 'live',
    },
    ...(ups
      ? [
          {
            id: 'ups',
            name: say.ups,
            value: ups.charge.value === null ? noValue : formatRatio(ups.charge.value, locale),
            under: [
              ups.runtime.value === null ? null : formatDuration(ups.runtime.value * 1000, locale),
              ups.load.value === null ? null : say.loadShare(formatRatio(ups.load.value, locale)),
            ]
              .filter((part) => part !== null)
              .join(', '),
            old: isOld(ups.charge, ups.runtime),
            wire: power.source === 'none' ? ('standby' as const) : ('live' as const),
          },
        ]
      : []),
    {
      id: 'load',
      name: say.load,
      value: power.load.value === null ? noValue : formatPower(power.load.value, locale),
      under: say.siteLoad,
      old: isOld(power.load),
      wire: null,
    },
    ...fuelStages(power, locale),
  ];
}
