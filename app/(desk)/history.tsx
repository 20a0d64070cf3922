'use client';
/** The charts of chosen readings over the range of the page: events, last week, zoom, CSV. */
import { useCallback, useMemo } from 'react';
import { HistoryChart } from '../../components/chart/history-chart.tsx';
import { weekMs } from '../../components/chart/history-view.ts';
import { useDesk } from '../../components/desk/desk-context.tsx';
import { formatDuration } from '../../lib/messages/format.ts';
import {
  type ChartModel,
  type Chosen,
  chartModels,
  csvUrl,
  historyUrl,
  statesBeside,
} from './history-view.ts';
import { spanOfRange } from './range.ts';
import { type Fetched, useFetched } from './use-fetched.ts';
import type { ColumnsAnswer } from './use-link-past.ts';
import { useRange } from './use-range.ts';

interface Props {
  readonly site: string;
  readonly device: string;
  readonly chosen: readonly Chosen[];
  /** States of the device, whose changes are drawn as events. */
  readonly states: readonly Chosen[];
}

const refreshMs = { '1h': 15_000, '24h': 60_000, '7d': 300_000, '30d': 600_000 } as const;

const dataOf = (one: Fetched<ColumnsAnswer>): ColumnsAnswer | null =>
  one.state === 'ready' ? one.data : one.last;

/** What the API says of the chosen readings, of the week before, and of the states that changed. */
function usePast({ site, device, chosen, states }: Props) {
  const { live } = useDesk();
  const { range, query } = useRange();
  const grain = range.kind === 'last' ? refreshMs[range.name] : 1;
  const span = spanOfRange(range, live?.now ?? 0, grain);
  const { from, to } = span;
  const compare = query.get('compare') === 'week';
  const ready = live !== null && chosen.length > 0;
  const [asked, again] = useFetched<ColumnsAnswer>(ready ? historyUrl(site, device, chosen, from, to) : null);
  const [before] = useFetched<ColumnsAnswer>(
    ready && compare ? historyUrl(site, device, chosen, from - weekMs, to - weekMs) : null,
  );
  const changing = statesBeside(states, chosen);
  const [changes] = useFetched<ColumnsAnswer>(
    ready && changing.length > 0 ? historyUrl(site, device, changing, from, to) : null,
  );
  return { span, compare, asked, again, before: compare ? dataOf(before) : null, changes: dataOf(changes) };
}

function Tools({ csv, compare }: { readonly csv: string; readonly compare: boolean }) {
  const { say } = useDesk();
  const { range, query, go, choose } = useRange();
  const setCompare = () => {
    const next = new URLSearchParams(query);
    if (compare) next.delete('compare');
    else next.set('compare', 'week');
    go(`?${next.toString()}`);
  };
  return (
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
        <a className="link" href={csv} download>
          {say.csv}
        </a>
      </div>
    </div>
  );
}

function Chart({ model, waiting }: { readonly model: ChartModel; readonly waiting: boolean }) {
  const { locale, say } = useDesk();
  const { choose } = useRange();
  const zoom = useCallback((from: number, to: number) => choose({ kind: 'custom', from, to }), [choose]);
  const words = useMemo(
    () => ({ mean: say.mean, minimum: say.minimum, maximum: say.maximum, before: say.weekBefore }),
    [say],
  );
  return (
    <div>
      <div className="chart-head">
        <h3>{model.title}</h3>
        <span className="cap cond">
          {model.stepMs === null ? '' : say.stepLabel(formatDuration(model.stepMs, locale))}
        </span>
      </div>
      {model.chart.points.length === 0 ? (
        <p className="loading">{waiting ? say.loading : say.chartEmpty}</p>
      ) : (
        <HistoryChart
          model={model.chart}
          formatValue={model.formatValue}
          formatAt={model.formatAt}
          formatTick={model.formatTick}
          words={words}
          onZoom={zoom}
        />
      )}
    </div>
  );
}

export function History(props: Props) {
  const { locale, say, zone } = useDesk();
  const { span, compare, asked, again, before, changes } = usePast(props);
  const { site, device, chosen } = props;
  const answer = dataOf(asked);
  const { from, to } = span;
  // As text: the chosen are made anew at each reading that comes in, four times a second; the charts are not.
  const written = JSON.stringify(chosen);
  const models = useMemo(
    () => chartModels(JSON.parse(written), { from, to }, answer, before, changes, { locale, zone }),
    [written, from, to, answer, before, changes, locale, zone],
  );
  return (
    <section aria-label={say.chosen}>
      <Tools csv={csvUrl(site, device, chosen, span.from, span.to)} compare={compare} />
      {asked.state === 'failed' ? (
        <p className="problem" role="alert">
          {asked.reason === null ? say.chartFailed : say.chartRefused(asked.reason)}{' '}
          <button type="button" className="plain link" onClick={again}>
            {say.retry}
          </button>
        </p>
      ) : null}
      {models.map((model) => (
        <Chart key={model.key} model={model} waiting={asked.state === 'loading'} />
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
