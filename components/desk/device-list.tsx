'use client';
/** The devices of a site in two columns, each with the age of its reading over its period. */
import Link from 'next/link';
import { words } from '../../lib/messages/index.ts';
import { useDesk } from './desk-context.tsx';
import { type DeviceRow, freshCount } from './device-list-view.ts';
import { Mark } from './mark.tsx';
import { severityWord } from './rail-view.ts';

/** Full bar: two periods, where a reading becomes old. */
function AgeBar({ periods }: { readonly periods: number | null }) {
  const filled = periods === null ? 0 : Math.min(1, periods / 2) * 24;
  const old = periods === null || periods > 2;
  return (
    <svg width="24" height="8" viewBox="0 0 24 8" aria-hidden="true">
      <rect
        x="0.5"
        y="1.5"
        width="23"
        height="5"
        fill="none"
        stroke="var(--hairline)"
        strokeDasharray={old ? '3 2' : undefined}
      />
      {old ? null : <rect x="0" y="2" width={Math.max(1, filled)} height="4" fill="var(--data)" />}
    </svg>
  );
}

function Row({ row }: { readonly row: DeviceRow }) {
  const { locale } = useDesk();
  return (
    <Link href={`/devices/${row.site}/${row.id}`} className="device-row" prefetch={false}>
      <Mark kind={row.severity} word={severityWord(row.severity, locale)} size={12} />
      <span className="id">{row.id}</span>
      <span className="name muted" title={row.name}>
        {words(locale).kind[row.kind]}
      </span>
      <AgeBar periods={row.periods} />
      <span className={row.freshness === 'fresh' ? 'age' : 'age stale-value'}>{row.age}</span>
    </Link>
  );
}

export function DeviceList({ rows }: { readonly rows: readonly DeviceRow[] }) {
  const { say } = useDesk();
  return (
    <section aria-label={say.devices}>
      <div className="head">
        <h2>{say.devices}</h2>
        <span className="cap cond">{say.devicesUpToDate(freshCount(rows), rows.length)}</span>
      </div>
      {rows.length === 0 ? <p className="empty">{say.noDevice}</p> : null}
      <div className="device-rows">
        {rows.map((row) => (
          <Row key={row.id} row={row} />
        ))}
      </div>
    </section>
  );
}
