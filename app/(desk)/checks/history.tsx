'use client';
/** What was done of the checks; an entry written by mistake is struck through, never gone. */
import { useDesk } from '../../../components/desk/desk-context.tsx';
import { checkMessages } from '../../../lib/messages/checks.ts';
import type { DoneRow } from './view.ts';

interface HistoryProps {
  readonly rows: readonly DoneRow[];
  readonly mayMark: boolean;
  readonly onWithdraw: (id: string) => void;
}
export function History({ rows, mayMark, onWithdraw }: HistoryProps) {
  const { locale } = useDesk();
  const say = checkMessages[locale];
  return (
    <section className="register">
      <div className="head">
        <h2>{say.history}</h2>
        <a className="link" href={`/api/v1/checks/done?format=csv&lang=${locale}`}>
          {say.csv}
        </a>
      </div>
      {rows.length === 0 ? <p className="empty">{say.noHistory}</p> : null}
      <div className="scroll-x">
        <table className="plain-table">
          <tbody>
            {rows.map((row) => (
              <tr key={row.id} style={row.withdrawn === null ? {} : { textDecoration: 'line-through' }}>
                <td className="nowrap muted">{row.at}</td>
                <td className="strong">
                  {row.title}
                  <span className="under">{row.site}</span>
                </td>
                <td>{row.by}</td>
                <td>{row.note}</td>
                <td className="right">
                  {row.withdrawn ?? null}
                  {row.withdrawn === null && mayMark ? (
                    <button
                      type="button"
                      className="plain link"
                      aria-label={`${say.withdraw} ${row.title} ${row.at}`}
                      onClick={() => onWithdraw(row.id)}
                    >
                      {say.withdraw}
                    </button>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
