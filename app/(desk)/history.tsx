'use client';
/** The charts of chosen readings over the range of the page: events, last week, zoom, CSV. */
import { useMemo } from 'react';
import { HistoryChart } from '../../components/chart/history-chart.tsx';
import { useDesk } from '../../components/desk/desk-context.tsx';
import { formatDuration } from '../../lib/messages/format.ts';
import { type Chosen, chartModels, csvUrl, historyUrl, type Words } from './history-view.ts';
import { spanOfRange } from './range.ts';
import { useFetched } from './use-fetched.ts';
import type { ColumnsAnswer } from './use-link-past.ts';
import { useRange } from './use-range.ts';

interface Props {
  readonly site: string;
  readonly device: string;
  readonly chosen: readonly Chosen[];
  /** State metrics of the device, whose changes are drawn as events. */
  readonly states: readonly string[];
}

const refreshMs = { '1h': 15_000, '24h': 60_000, '7d': 300_000, '30d': 600_000 } as const;
const weekMs = 604_800_000;

export function History({ site, device, chosen, states }: Props) {
  const { live, locale, say, zone } = useDesk();
  const { range, query, go, choose } = useRange();
  const grain = range.kind === 'last' ? refreshMs[range.name] : 1;
  const { from, to } = spanOfRange(range, live?.now ?? 0, grain);
  const compare = query.get('compare') === 'week';
  const ready = live !== null && chosen.length > 0;
  const [asked, again] = useFetched<ColumnsAnswer>(ready ? historyUrl(site, device, chosen, from, to) : null);
  const [before] = useFetched<ColumnsAnswer>(
    ready && compare ? historyUrl(site, device, chosen, from - weekMs, to - weekMs) : null,
  );
  const eventStates = useMemo(() => states.map((metric) => ({ metric, instance: null })), [states]);
  const [changes] = useFetched<ColumnsAnswer>(
    ready && states.length > 0 ? historyUrl(site, device, eventStates, from, to) : null,
  );
  const words: Words = { locale, zone };
  const data = <T,>(one: { state: string; data?: T; last?: T | null }): T | null =>
    one.data ?? one.last ?? null;
  const models = chartModels(
    chosen,
    { from, to },
    data(asked),
    compare ? data(before) : null,
    data(changes),
    words,
  );
  const setCompare = () => {
    const next = new URLSearchParams(query);
    if (compare) next.delete('compare');
    else next.set('compare', 'week');
    go(`?${next.toString()}`);
  };
  return (
    <section aria-label={say.chosen}>
      <div className="chart-head">
        <span className="cap">{say.zoomHint}</span>
        <div className="tools">
          {range.kind === 'custom' ? (
            <button type="button" className="plain link" onClick={() => choose({ kind: 'last', name: '1h' })}>
              {say.zoomOut}
            </button>
          ) : null}
          <label>
            <input type="checkbox" checked={compare} onChange={setCompare} /> {say.compare}
          </label>
          <a className="link" href={csvUrl(site, device, chosen, from, to)} download>
            {say.csv}
          </a>
        </div>
      </div>
      {asked.state === 'failed' ? (
        <p className="problem" role="alert">
          {asked.reason === null ? say.chartFailed : say.chartRefused(asked.reason)}{' '}
          <button type="button" className="plain link" onClick={again}>
            {say.retry}
          </button>
        </p>
      ) : null}
      {models.map((model) => (
        <div key={model.key}>
          <div className="chart-head">
            <h3>{model.title}</h3>
            <span className="cap cond">
              {model.stepMs === null ? '' : say.stepLabel(formatDuration(model.stepMs, locale))}
            </span>
          </div>
          {model.chart.points.length === 0 ? (
            <p className="loading">{asked.state === 'loading' ? say.loading : say.chartEmpty}</p>
          ) : (
            <HistoryChart
              model={model.chart}
              formatValue={model.formatValue}
              formatAt={model.formatAt}
              formatTick={model.formatTick}
              words={{ mean: say.mean, minimum: say.minimum, maximum: say.maximum, before: say.weekBefore }}
              onZoom={(start, end) => choose({ kind: 'custom', from: start, to: end })}
            />
          )}
        </div>
      ))}
      <Events list={models[0]?.chart.events ?? []} format={models[0]?.formatAt ?? String} />
    </section>
  );
}

function Events({
  list,
  format,
}: {
  list: readonly { at: number; word: string }[];
  format: (at: number) => string;
}) {
  const { say } = useDesk();
  return (
    <div style={{ marginTop: 12 }}>
      <div className="head">
        <h2>{say.events}</h2>
      </div>
      {list.length === 0 ? <p className="cap">{say.noEvents}</p> : null}
      <ul className="cond">
        {list.map((event) => (
          <li key={`${event.at}${event.word}`}>
            <span className="muted">{format(event.at)}</span> {event.word}
          </li>
        ))}
      </ul>
    </div>
  );
}
