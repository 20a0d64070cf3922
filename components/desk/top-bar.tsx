'use client';
/** The top bar: where one is, search, counts by severity, clock, age of the data. */
import type { RefObject } from 'react';
import { formatClock, formatDay, formatDuration, formatZone } from '../../lib/messages/format.ts';
import { useDesk } from './desk-context.tsx';
import { Mark } from './mark.tsx';
import { countsOf } from './rail-view.ts';
import { Search } from './search.tsx';

function Counts() {
  const { live, locale, say } = useDesk();
  if (!live?.picture) return null;
  const counts = countsOf(live.picture, locale);
  if (counts.length === 0) return <p className="counts muted">{say.nothingAbnormal}</p>;
  return (
    <ul className="counts" aria-live="polite">
      {counts.map(({ severity, count, word }) => (
        <li key={severity} className={severity === 'critical' ? 'count block' : 'count'}>
          <Mark kind={severity} word={word} onBlock={severity === 'critical'} />
          <span>
            {count} {word}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Clock() {
  const { live, locale, say, zone } = useDesk();
  if (!live) return <p className="clock" />;
  return (
    <p className="clock">
      <span>{formatDay(live.now, zone, locale, false)}</span>
      <b>{formatClock(live.now, zone)}</b>
      <span>{formatZone(live.now, zone)}</span>
      {live.heardAt === null ? null : <span>{say.upToDate(formatDuration(live.silentMs, locale))}</span>}
    </p>
  );
}

export function TopBar({
  crumbs,
  field,
}: {
  readonly crumbs: string;
  readonly field: RefObject<HTMLInputElement | null>;
}) {
  return (
    <div className="topbar">
      <p className="crumbs">{crumbs}</p>
      <Search field={field} />
      <Counts />
      <Clock />
    </div>
  );
}
