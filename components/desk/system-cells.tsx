'use client';
/** The systems of a site side by side; keys 1 to 7 open them. */
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useMemo } from 'react';
import { severityFill } from '../sign/severity.ts';
import { BandBar } from './band-bar.tsx';
import { useDesk } from './desk-context.tsx';
import { Mark } from './mark.tsx';
import { severityWord } from './rail-view.ts';
import type { SystemCell } from './system-cell-view.ts';
import { useKeys } from './use-keys.ts';

interface Props {
  readonly site: string;
  readonly cells: readonly SystemCell[];
  readonly current?: string;
}

function Cell({ site, cell, current }: { site: string; cell: SystemCell; current: boolean }) {
  const { locale, say } = useDesk();
  return (
    <Link
      href={`/sites/${site}/${cell.system}`}
      prefetch={false}
      className="system"
      data-severity={cell.severity ?? undefined}
      data-partial={cell.partial || undefined}
      aria-current={current ? 'page' : undefined}
    >
      <span className="name">
        <Mark kind={cell.severity} word={severityWord(cell.severity, locale)} size={14} />
        {cell.title}
      </span>
      <div className="value">
        <b className={cell.age === null ? undefined : 'stale-value'}>{cell.value}</b>{' '}
        <span>{cell.caption}</span>
      </div>
      {cell.bar ? (
        <BandBar
          {...cell.bar}
          value={cell.partial ? null : cell.bar.value}
          colour={
            cell.severity === null || cell.severity === 'stale' ? 'var(--text)' : severityFill[cell.severity]
          }
        />
      ) : (
        <div style={{ height: 24 }} />
      )}
      <div className="line">{cell.age === null ? cell.line : say.oldReading(cell.age)}</div>
    </Link>
  );
}

export function SystemCells({ site, cells, current }: Props) {
  const router = useRouter();
  const keys = useMemo(
    () =>
      Object.fromEntries(
        cells.map((cell, index) => [String(index + 1), () => router.push(`/sites/${site}/${cell.system}`)]),
      ),
    [cells, router, site],
  );
  useKeys(keys);
  return (
    <nav className="systems" aria-label={site}>
      {cells.map((cell) => (
        <Cell key={cell.system} site={site} cell={cell} current={current === cell.system} />
      ))}
    </nav>
  );
}
