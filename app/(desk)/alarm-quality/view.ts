/** The quality of alarms in figures and bars. Pure. */
import { alarmQualityMessages } from '../../../lib/messages/alarm-quality.ts';
import { formatDuration, formatNumber, formatRatio } from '../../../lib/messages/format.ts';
import type { Locale } from '../../../lib/messages/message.ts';
import type { SitePicture } from '../../../lib/readings/picture.ts';
import { momentSaid } from '../span-said.ts';

interface Titled {
  readonly title: { readonly fr: string; readonly en: string };
  readonly site: string;
  readonly device: string;
}
interface Delay {
  readonly measured: number;
  readonly meanSeconds: number | null;
  readonly medianSeconds: number | null;
}
type Band = 'acceptable' | 'manageable' | 'demanding' | 'unacceptable';
interface Counted extends Titled {
  readonly rule: string;
  readonly count: number;
  readonly ratio: number;
}
/** As GET /api/v1/alarm-quality answers. */
export interface QualityAnswer {
  readonly from: string;
  readonly to: string;
  readonly count: number;
  readonly children: number;
  readonly perTenMinutes: number;
  readonly peakPerTenMinutes: number;
  readonly band: Band;
  readonly slots: readonly { readonly at: string; readonly count: number }[];
  readonly floods: readonly {
    readonly from: string;
    readonly to: string;
    readonly count: number;
    readonly peak: number;
  }[];
  readonly sources: readonly Counted[];
  readonly chattering: readonly Counted[];
  readonly standing: readonly (Titled & { readonly id: string; readonly openedAt: string })[];
  readonly toAcknowledge: Delay;
  readonly toResolve: Delay;
}

export interface Bar {
  readonly at: number;
  readonly count: number;
}
/** More bars than that are not told apart on the page: neighbours are joined, and the highest stands for them. */
export const maxBars = 180;

export function barsOf(slots: QualityAnswer['slots']): {
  readonly bars: readonly Bar[];
  readonly joined: number;
} {
  const joined = Math.max(1, Math.ceil(slots.length / maxBars));
  const bars: Bar[] = [];
  for (let first = 0; first < slots.length; first += joined) {
    const some = slots.slice(first, first + joined);
    bars.push({
      at: Date.parse(some[0]?.at ?? ''),
      count: Math.max(...some.map(({ count }) => count)),
    });
  }
  return { bars, joined };
}

export interface Figure {
  readonly name: string;
  readonly value: string;
  readonly under: string;
}
export interface Row {
  readonly key: string;
  readonly cells: readonly string[];
  readonly href: string | null;
}
interface QualityModel {
  readonly figures: readonly Figure[];
  readonly bars: readonly Bar[];
  readonly barSaid: string;
  readonly chartSaid: string;
  readonly floods: readonly Row[];
  readonly sources: readonly Row[];
  readonly chattering: readonly Row[];
  readonly standing: readonly Row[];
}
type Sites = readonly Pick<SitePicture, 'id' | 'name' | 'devices'>[];

export function qualityModel(
  answer: QualityAnswer,
  sites: Sites,
  zone: string,
  locale: Locale,
): QualityModel {
  const say = alarmQualityMessages[locale];
  const { bars, joined } = barsOf(answer.slots);
  const when = (at: string): string => momentSaid(Date.parse(at), zone, locale);
  const where = ({ site, device }: Titled): string => {
    const found = sites.find(({ id }) => id === site);
    const name = found?.devices.find(({ id }) => id === device)?.name ?? device;
    return [name, found?.name ?? site].filter((part) => part !== '').join(', ');
  };
  const counted = (one: Counted): Row => ({
    key: `${one.rule} ${one.site}/${one.device}`,
    cells: [one.title[locale], where(one), formatNumber(one.count, locale), formatRatio(one.ratio, locale)],
    href: null,
  });
  const span = Date.parse(answer.to);
  return {
    figures: figuresOf(answer, locale),
    bars,
    barSaid: joined === 1 ? say.barOfTen : say.barOf(formatDuration(joined * 600_000, locale)),
    chartSaid: say.chartLabel(when(answer.from), when(answer.to), answer.peakPerTenMinutes),
    floods: answer.floods.map(({ from, to, count, peak }) => ({
      key: from,
      cells: [
        when(from),
        formatDuration(Date.parse(to) - Date.parse(from), locale),
        formatNumber(count, locale),
        formatNumber(peak, locale),
      ],
      href: null,
    })),
    sources: answer.sources.map(counted),
    chattering: answer.chattering.map(counted),
    standing: answer.standing.map((one) => ({
      key: one.id,
      cells: [one.title[locale], where(one), formatDuration(span - Date.parse(one.openedAt), locale)],
      href: `/incidents/${one.id}`,
    })),
  };
}

function figuresOf(answer: QualityAnswer, locale: Locale): readonly Figure[] {
  const say = alarmQualityMessages[locale];
  const bands = {
    acceptable: say.bandAcceptable,
    manageable: say.bandManageable,
    demanding: say.bandDemanding,
    unacceptable: say.bandUnacceptable,
  };
  const delay = (name: string, { measured, meanSeconds, medianSeconds }: Delay): Figure => ({
    name,
    value: meanSeconds === null ? say.notMeasured : formatDuration(meanSeconds * 1_000, locale),
    under: medianSeconds === null ? '' : say.meanOf(measured, formatDuration(medianSeconds * 1_000, locale)),
  });
  return [
    {
      name: say.perTenMinutes,
      value: formatNumber(answer.perTenMinutes, locale),
      under: say.source(bands[answer.band]),
    },
    { name: say.peak, value: formatNumber(answer.peakPerTenMinutes, locale), under: say.floodLine },
    { name: say.count, value: formatNumber(answer.count, locale), under: say.children(answer.children) },
    delay(say.toAcknowledge, answer.toAcknowledge),
    delay(say.toResolve, answer.toResolve),
  ];
}
