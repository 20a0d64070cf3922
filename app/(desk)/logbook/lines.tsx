'use client';
/** The lines of a page, signed or not. */
import { useDesk } from '../../../components/desk/desk-context.tsx';
import { Mark } from '../../../components/desk/mark.tsx';
import { severityWord } from '../../../components/desk/rail-view.ts';
import { logbookMessages } from '../../../lib/messages/logbook.ts';
import type { LineRow } from './view.ts';

export function Lines({ rows, leftOut }: { readonly rows: readonly LineRow[]; readonly leftOut: number }) {
  const { locale } = useDesk();
  const say = logbookMessages[locale];
  if (rows.length === 0) return <p className="empty">{say.nothing}</p>;
  return (
    <div className="scroll-x">
      <table className="plain-table">
        <thead>
          <tr>
            {[say.at, say.event, '', say.site, say.who].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <td className="nowrap muted">{row.at}</td>
              <td className="nowrap">
                <span className="legend">
                  {row.severity === null ? null : (
                    <Mark kind={row.severity} word={severityWord(row.severity, locale)} />
                  )}
                  {row.kind}
                </span>
              </td>
              <td>
                <span className="strong">{row.subject}</span>
                {row.under === '' ? null : <span className="under">{row.under}</span>}
              </td>
              <td>{row.site}</td>
              <td>{row.who}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {leftOut > 0 ? <p className="cap">{say.leftOut(leftOut)}</p> : null}
    </div>
  );
}
