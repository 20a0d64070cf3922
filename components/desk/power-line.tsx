'use client';
/** The power chain on one line; an energised wire is solid, a standby one dashed. */
import { Fragment } from 'react';
import { useDesk } from './desk-context.tsx';
import type { Stage } from './power-line-view.ts';

function Wire({ wire }: { readonly wire: 'live' | 'standby' }) {
  const live = wire === 'live';
  return (
    <svg width="40" height="12" viewBox="0 0 40 12" aria-hidden="true">
      <path
        d="M0 6H34M29 2l6 4-6 4"
        fill="none"
        stroke={live ? 'var(--data)' : 'var(--faint)'}
        strokeWidth={live ? 2 : 1.5}
        strokeDasharray={live ? undefined : '3 3'}
      />
    </svg>
  );
}

export function PowerLine({ stages }: { readonly stages: readonly Stage[] }) {
  const { say } = useDesk();
  if (stages.length === 0) return null;
  return (
    <section className="chain" aria-label={say.powerLine}>
      <p className="lead">{say.powerLine}</p>
      {stages.map((stage) => (
        <Fragment key={stage.id}>
          <div className="stage" style={stage.id === 'fuel' ? { marginLeft: 'auto' } : undefined}>
            <p>
              <b>{stage.name}</b> <span className={stage.old ? 'stale-value' : undefined}>{stage.value}</span>
            </p>
            <p className="cond cap">{stage.under === '' ? '\u00a0' : stage.under}</p>
          </div>
          {stage.wire === null ? null : <Wire wire={stage.wire} />}
        </Fragment>
      ))}
    </section>
  );
}
