/** The charts of a device from what the API answers: addresses, models, and the words of their axes. Pure. */
import type { HistoryChartModel } from '../../components/chart/history-chart.tsx';
import {
  type ChartEvent,
  type ColumnSeries,
  chartPoints,
  domainOf,
  eventsOf,
} from '../../components/chart/history-view.ts';
import { stateWord } from '../../lib/messages/device.ts';
import { formatClock, formatDay } from '../../lib/messages/format.ts';
import type { Locale } from '../../lib/messages/message.ts';
import { formatQuantity } from '../../lib/messages/quantity.ts';
import { metricOf } from '../../lib/readings/catalogue/index.ts';
import { maxHistorySeries } from '../../lib/readings/reading-store.ts';
import {
  contactStates,
  generatorStates,
  heartbeatStates,
  linkStates,
  overflowResults,
  overflowStates,
  powerSources,
  probeStates,
} from '../../lib/readings/states.ts';
import type { ColumnsAnswer } from './use-link-past.ts';

export interface Chosen {
  readonly metric: string;
  readonly instance: string;
  /** What the device calls it. */
  readonly thing?: string;
}
export interface Words {
  readonly locale: Locale;
  readonly zone: string;
}
/** Charts on one page. */
export const maxChosen = 4;

/** `?draw=metric/instance,metric/instance`. */
export function chosenOf(draw: string | null, known: (metric: string) => boolean): readonly Chosen[] {
  return (draw ?? '')
    .split(',')
    .map((one) => {
      const cut = one.indexOf('/');
      return { metric: cut < 0 ? one : one.slice(0, cut), instance: cut < 0 ? '' : one.slice(cut + 1) };
    })
    .filter((one) => known(one.metric))
    .slice(0, maxChosen);
}

const pastUrl =
  (format: 'columns' | 'csv') =>
  (site: string, device: string, series: readonly Chosen[], from: number, to: number): string =>
    `/api/v1/readings?${new URLSearchParams({
      site,
      device,
      series: JSON.stringify(series.map((one) => `${one.metric}/${one.instance}`)),
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      format,
    }).toString()}`;
export const historyUrl = pastUrl('columns');
export const csvUrl = pastUrl('csv');

/** The states whose changes are drawn: those of the same things first, as many as one question may ask. */
export function statesBeside(states: readonly Chosen[], chosen: readonly Chosen[]): readonly Chosen[] {
  const near = ({ instance }: Chosen): boolean =>
    instance === '' || chosen.some((one) => one.instance === instance);
  return [...states.filter(near), ...states.filter((one) => !near(one))].slice(0, maxHistorySeries);
}

const enumerations: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'link.state': linkStates,
  'link.overflow_state': overflowStates,
  'link.overflow_result': overflowResults,
  'power.source': powerSources,
  'generator.state': generatorStates,
  'probe.state': probeStates,
  'heartbeat.state': heartbeatStates,
};
/** The word of a state's number where Vigie gave the number; else the number itself. */
export function numberWord(metric: string, value: number, locale: Locale): string {
  const words: Readonly<Record<string, number>> | null =
    enumerations[metric] ?? (metric.startsWith('contact.') ? contactStates : null);
  const word = words ? Object.keys(words).find((one) => words[one] === value) : undefined;
  return word === undefined ? String(value) : stateWord(metric, word, locale);
}

export interface ChartModel {
  readonly key: string;
  readonly title: string;
  readonly stepMs: number | null;
  readonly chart: HistoryChartModel;
  readonly formatValue: (value: number) => string;
  readonly formatAt: (at: number) => string;
  readonly formatTick: (at: number) => string;
}

const dayMs = 86_400_000;

function eventWords(events: readonly ChartEvent[], { locale }: Words): HistoryChartModel['events'] {
  return events.map((event) => {
    const metric = metricOf(event.metric);
    const thing = event.instance === '' ? '' : ` ${event.instance}`;
    return {
      ...event,
      word: `${metric ? metric[locale] : event.metric}${thing} → ${numberWord(event.metric, event.value, locale)}`,
    };
  });
}

function titleOf(chosen: Chosen, locale: Locale): string {
  const metric = metricOf(chosen.metric);
  const thing = chosen.thing ?? chosen.instance;
  return thing === ''
    ? metric
      ? metric[locale]
      : chosen.metric
    : `${metric ? metric[locale] : chosen.metric}, ${thing}`;
}

export function chartModels(
  chosen: readonly Chosen[],
  span: { readonly from: number; readonly to: number },
  answer: ColumnsAnswer | null,
  before: ColumnsAnswer | null,
  changes: ColumnsAnswer | null,
  words: Words,
): readonly ChartModel[] {
  const { locale, zone } = words;
  const find = (of: ColumnsAnswer | null, one: Chosen): ColumnSeries | undefined =>
    of?.series.find((series) => series.metric === one.metric && series.instance === one.instance);
  const events = eventWords(eventsOf(changes?.series ?? []), words);
  const long = span.to - span.from > dayMs * 1.5;
  return chosen.map((one) => {
    const metric = metricOf(one.metric);
    const series = find(answer, one);
    const points = chartPoints(series, find(before, one));
    const state = metric?.kind === 'state' || metric?.kind === 'contact';
    const band = metric?.band;
    const title = titleOf(one, locale);
    return {
      key: `${one.metric}/${one.instance}`,
      title,
      stepMs: series?.stepMs ?? null,
      chart: {
        label: title,
        points,
        domain: domainOf(points, metric?.unit ?? ''),
        span,
        events,
        usual: band ? [band.warningBelow ?? null, band.warningAbove ?? null] : null,
        limits: band
          ? [band.criticalBelow, band.criticalAbove, band.warningBelow, band.warningAbove].filter(
              (at) => at !== undefined,
            )
          : [],
        steps: state,
      },
      formatValue: (value) =>
        state
          ? numberWord(one.metric, Math.round(value), locale)
          : formatQuantity(value, metric?.unit ?? '', locale),
      formatAt: (at) =>
        `${long ? `${formatDay(at, zone, locale, false)} ` : ''}${formatClock(at, zone, !long)}`,
      formatTick: (at) => (long ? formatDay(at, zone, locale, false) : formatClock(at, zone)),
    };
  });
}
