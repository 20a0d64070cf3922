'use client';
/** A plain table of lines; a line that is not as it should be carries its sign. */
import { useDesk } from './desk-context.tsx';
import { Mark } from './mark.tsx';

export interface TableLine {
  readonly key: string;
  readonly bad: boolean;
  readonly cells: readonly string[];
}
interface Props {
  readonly title: string;
  readonly heads: readonly string[];
  readonly lines: readonly TableLine[];
  readonly empty: string;
  /** From this column on figures stand to the right. */
  readonly rightFrom?: number;
}

export function LineTable({ title, heads, lines, empty, rightFrom = 99 }: Props) {
  const { say } = useDesk();
  const side = (index: number) => (index >= rightFrom ? 'right' : undefined);
  return (
    <section style={{ marginTop: 24 }}>
      <div className="head">
        <h2>{title}</h2>
      </div>
      {lines.length === 0 ? (
        <p className="empty">{empty}</p>
      ) : (
        <div className="scroll-x">
          <table className="plain-table">
            <thead>
              <tr>
                {heads.map((head, index) => (
                  <th key={head} className={side(index)} scope="col">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <tr key={line.key}>
                  {line.cells.map((cell, index) => (
                    <td key={heads[index]} className={side(index)}>
                      {index === 0 ? (
                        <span className="legend">
                          <Mark
                            kind={line.bad ? 'warning' : null}
                            word={line.bad ? say.warningWord : say.goodWord}
                            size={14}
                          />
                          {cell}
                        </span>
                      ) : (
                        cell
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
