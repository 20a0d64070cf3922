'use client';
/** The chart of the reading that broke the rule, with the threshold and the hours of the incident. */
import Link from 'next/link';
import { useMemo } from 'react';
import { HistoryChart } from '../../../../components/chart/history-chart.tsx';
import { useDesk } from '../../../../components/desk/desk-context.tsx';
import { words } from '../../../../lib/messages/index.ts';
import { formatQuantity } from '../../../../lib/messages/quantity.ts';
import { metricOf } from '../../../../lib/readings/catalogue/index.ts';
import type { IncidentTold } from '../../../_server/api/incident-shapes.ts';
import { chartModels, historyUrl } from '../../history-view.ts';
import { useFetched } from '../../use-fetched.ts';
import type { ColumnsAnswer } from '../../use-link-past.ts';
import { eventsOf, spanOf } from './chart-view.ts';

const refreshMs = 30_000;
const noZoom = () => undefined;

function Chart({ told, metric }: { readonly told: IncidentTold; readonly metric: string }) {
  const { live, locale, say: desk, zone } = useDesk();
  const say = words(locale).incident;
  // By half minutes: the question, and so the chart, is the same in between.
  const now = Math.floor((live?.now ?? 0) / refreshMs) * refreshMs;
  const { site, device, instance } = told;
  const span = useMemo(() => spanOf(told, now), [told, now]);
  const chosen = useMemo(() => [{ metric, instance }], [metric, instance]);
  const url = now > 0 ? historyUrl(site, device, chosen, span.from, span.to) : null;
  const [asked, again] = useFetched<ColumnsAnswer>(url);
  const answer = asked.state === 'ready' ? asked.data : asked.last;
  const model = useMemo(() => {
    const [made] = chartModels(chosen, span, answer, null, null, { locale, zone });
    if (!made) return null;
    const { bound } = told.limit ?? { bound: null };
    const limits = bound === null ? made.chart.limits : [bound];
    return { ...made, chart: { ...made.chart, limits, events: eventsOf(told, locale) } };
  }, [chosen, span, answer, told, locale, zone]);
  const chartWords = useMemo(
    () => ({ mean: desk.mean, minimum: desk.minimum, maximum: desk.maximum, before: desk.weekBefore }),
    [desk],
  );
  if (asked.state === 'failed')
    return (
      <p className="problem">
        {asked.reason === null ? desk.chartFailed : desk.chartRefused(asked.reason)}{' '}
        <button type="button" className="plain link" onClick={again}>
          {say.retry}
        </button>
      </p>
    );
  if (model === null || model.chart.points.length === 0)
    return <p className="loading">{asked.state === 'loading' ? say.loading : say.noReadings}</p>;
  const { chart, formatValue, formatAt, formatTick } = model;
  return (
    <HistoryChart
      {...{ formatValue, formatAt, formatTick }}
      model={chart}
      words={chartWords}
      onZoom={noZoom}
    />
  );
}

export function ReadingChart({ told }: { readonly told: IncidentTold }) {
  const { locale } = useDesk();
  const say = words(locale).incident;
  const metric = told.metric === null ? null : metricOf(told.metric);
  const bound = told.limit?.bound ?? null;
  const limit = bound === null ? '' : `, ${say.threshold(formatQuantity(bound, metric?.unit ?? '', locale))}`;
  return (
    <section>
      <div className="head">
        <h2>
          {say.reading}
          {metric ? ` : ${metric[locale].toLowerCase()}` : ''}
          {told.instance === '' ? '' : `, ${told.instance}`}
        </h2>
        <span className="cap cond">
          {say.rule(told.rule)}
          {limit}
        </span>
      </div>
      {told.metric === null ? (
        <p className="empty">{say.silence}</p>
      ) : (
        <Chart told={told} metric={told.metric} />
      )}
      <p className="cap">
        <Link className="link" href={`/devices/${told.site}/${told.device}`} prefetch={false}>
          {say.openChart}
        </Link>
      </p>
    </section>
  );
}
