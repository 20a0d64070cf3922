'use client';
/** The overflows of two weeks, with the delay that is promised; each opens its readings. */
import { useDesk } from './desk-context.tsx';
import type { OverflowRow } from './overflow-view.ts';

interface Props {
  readonly rows: readonly OverflowRow[] | null;
  readonly summary: string | null;
  readonly mark: string;
  readonly failed: string | null;
  readonly onRetry: () => void;
  readonly days: number;
}

export function OverflowTable({ rows, summary, mark, failed, onRetry, days }: Props) {
  const { say } = useDesk();
  return (
    <section aria-label={say.overflows}>
      <div className="head">
        <h2>{say.overflows}</h2>
        <span className="cap cond">{summary}</span>
      </div>
      {failed === null ? null : (
        <p className="problem" style={{ marginTop: 8 }}>
          {failed}{' '}
          <button type="button" className="plain link" onClick={onRetry}>
            {say.retry}
          </button>
        </p>
      )}
      {rows === null && failed === null ? <div className="loading" style={{ marginTop: 8 }} /> : null}
      {rows?.length === 0 ? <p className="empty">{say.noOverflow(days)}</p> : null}
      {rows && rows.length > 0 ? (
        <div className="scroll-x">
          <table className="plain-table">
            <thead>
              <tr>
                <th>{say.day}</th>
                <th>{say.crossed(mark)}</th>
                <th className="right">{say.delay}</th>
                <th className="right">{say.primaryPeak}</th>
                <th className="right">{say.backupPeak}</th>
                <th className="right">{say.duration}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.key}>
                  <td>{row.day}</td>
                  <td>
                    <a className="link" href={row.href}>
                      {row.clock}
                    </a>
                  </td>
                  <td className="right">{row.delay}</td>
                  <td className="right">{row.primaryPeak}</td>
                  <td className="right">{row.backupPeak}</td>
                  <td className="right">{row.duration}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </section>
  );
}
