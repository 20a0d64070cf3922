'use client';
/** What a plan will silence, when, and which others it meets: asked of the API while it is being written. */
import { useEffect, useMemo, useState } from 'react';
import { useDesk } from '../../../components/desk/desk-context.tsx';
import { maintenanceMessages } from '../../../lib/messages/maintenance.ts';
import { spanSaid } from '../span-said.ts';
import { bodyOf, type Draft } from './planner.tsx';
import { whereSaid } from './view.ts';

type Problem =
  | 'ends-before-it-begins'
  | 'too-long'
  | 'no-weekday'
  | 'repeats-before-its-end'
  | 'until-before-first';
interface Preview {
  readonly problem: Problem | null;
  readonly covers: readonly string[];
  readonly spans: readonly { readonly from: string; readonly to: string }[];
  readonly overlaps: readonly { readonly id: string; readonly name: string }[];
}
/** A person is still typing. */
const afterMs = 400;
const shown = 8;

function usePreview(draft: Draft): Preview | null {
  const [preview, setPreview] = useState<Preview | null>(null);
  const asked = useMemo(() => {
    const ready = draft.site !== '' && draft.from !== '' && draft.to !== '';
    // The name and the reason change nothing of what falls silent.
    return ready ? JSON.stringify({ ...bodyOf(draft), name: 'x', reason: '' }) : null;
  }, [draft]);
  useEffect(() => {
    if (asked === null) return setPreview(null);
    const stop = new AbortController();
    const timer = setTimeout(() => {
      fetch('/api/v1/maintenance/preview', {
        method: 'POST',
        body: asked,
        headers: { 'content-type': 'application/json' },
        signal: stop.signal,
      })
        .then(async (response) => setPreview(response.ok ? ((await response.json()) as Preview) : null))
        .catch(() => undefined);
    }, afterMs);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [asked]);
  return preview;
}

export function PlanPreview({ draft }: { readonly draft: Draft }) {
  const { live, locale } = useDesk();
  const say = maintenanceMessages[locale];
  const preview = usePreview(draft);
  if (preview === null) return null;
  const problems: Readonly<Record<Problem, string>> = {
    'ends-before-it-begins': say.problemEnds,
    'too-long': say.problemLong,
    'no-weekday': say.problemWeekday,
    'repeats-before-its-end': say.problemRepeats,
    'until-before-first': say.problemUntil,
  };
  if (preview.problem !== null) return <p className="problem">{problems[preview.problem]}</p>;
  const sites = live?.picture?.sites ?? [];
  const zone = sites.find(({ id }) => id === draft.site)?.timezone ?? 'UTC';
  const thingOf = (node: string): string =>
    whereSaid(draft.site, node.slice(draft.site.length + 1), sites, locale);
  return (
    <div className="preview">
      <p className="cap">{say.willSilence(preview.covers.length)}</p>
      <ul>
        {preview.covers.slice(0, shown).map((node) => (
          <li key={node}>{thingOf(node)}</li>
        ))}
        {preview.covers.length > shown ? <li>{say.more(preview.covers.length - shown)}</li> : null}
      </ul>
      {preview.spans.length > 1 ? (
        <>
          <p className="cap">{say.nextTimes}</p>
          <ul>
            {preview.spans.map(({ from, to }) => (
              <li key={from}>{spanSaid(Date.parse(from), Date.parse(to), zone, locale)}</li>
            ))}
          </ul>
        </>
      ) : null}
      {preview.overlaps.length > 0 ? (
        <p className="problem">{say.meets(preview.overlaps.map(({ name }) => name).join(', '))}</p>
      ) : null}
    </div>
  );
}
