'use client';
/** The links' samples of a site over the chosen range: the last hour from the live stream, longer from the store. */
import { useMemo } from 'react';
import type { ColumnSeries } from '../../components/chart/history-view.ts';
import type { Sample } from '../../components/chart/link-mirror-view.ts';
import { hourOf, type Recent } from '../../components/live/recent.ts';
import { recentStepMs } from '../../lib/readings/hour-ring.ts';
import type { SitePicture } from '../../lib/readings/picture.ts';
import { seriesId } from '../../lib/readings/reading.ts';
import { type Range, spanOfRange } from './range.ts';
import type { SamplesOf } from './sites/[site]/view.ts';
import { type Fetched, useFetched } from './use-fetched.ts';

/** As `format=columns` of GET /api/v1/readings answers. */
export interface ColumnsAnswer {
  readonly series: readonly ColumnSeries[];
  readonly next: string | null;
}

const metrics = 'link.in_ratio,link.out_ratio,link.overflow_state';
const refreshMs = 60_000;

function liveSamples(recent: Recent, now: number): SamplesOf {
  const end = Math.floor(now / recentStepMs);
  return (id) => {
    const hour = hourOf(recent, id, now);
    return hour.map((value, index) => ({ at: (end - hour.length + 1 + index) * recentStepMs, value }));
  };
}

function pastSamples(answer: ColumnsAnswer | null): SamplesOf {
  const known = new Map<string, readonly Sample[]>();
  for (const one of answer?.series ?? [])
    known.set(
      seriesId(one),
      one.at.map((at, index) => ({ at, value: one.value[index] ?? null })),
    );
  return (id) => known.get(id) ?? [];
}

export interface LinkPast {
  readonly span: { readonly from: number; readonly to: number };
  readonly samples: SamplesOf;
  readonly holeMs: number;
  readonly asked: Fetched<ColumnsAnswer> | null;
  readonly again: () => void;
}

export function useLinkPast(
  site: SitePicture | undefined,
  recent: Recent | null,
  now: number,
  range: Range,
): LinkPast {
  const live = range.kind === 'last' && range.name === '1h';
  const span = spanOfRange(range, now, live ? 1 : refreshMs);
  const device = site?.links[0]?.device;
  const { from, to } = span;
  const url = useMemo(() => {
    if (live || !site || !device) return null;
    const query = new URLSearchParams({
      site: site.id,
      metric: metrics,
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      format: 'columns',
    });
    return `/api/v1/readings?${query.toString()}`;
  }, [live, site, device, from, to]);
  const [asked, again] = useFetched<ColumnsAnswer>(url);
  const answer = asked.state === 'ready' ? asked.data : asked.last;
  const step = answer?.series[0]?.stepMs ?? recentStepMs;
  return {
    span,
    samples: live && recent ? liveSamples(recent, now) : pastSamples(answer),
    holeMs: (live ? recentStepMs : step) * 2.5,
    asked: live ? null : asked,
    again,
  };
}
