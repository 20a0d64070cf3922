'use client';
/** A list that was asked for: on its way, failed with a way to try again, empty, or a table. */
import type { ReactNode } from 'react';
import type { SettingsWords } from './words.ts';

interface ListedProps<T> {
  readonly say: SettingsWords;
  /** Null: not there yet. */
  readonly items: readonly T[] | null;
  /** Null: nothing failed. */
  readonly problem: string | null;
  readonly onRetry: () => void;
  readonly empty: string;
  /** '' : a column of buttons. */
  readonly heads: readonly string[];
  readonly row: (item: T) => ReactNode;
}

export function Listed<T>({ say, items, problem, onRetry, empty, heads, row }: ListedProps<T>) {
  return (
    <>
      {problem === null ? null : (
        <p className="problem" role="alert">
          {problem}{' '}
          <button type="button" className="button" onClick={onRetry}>
            {say.retry}
          </button>
        </p>
      )}
      {items === null ? (
        problem === null ? (
          <p className="loading">{say.loading}</p>
        ) : null
      ) : items.length === 0 ? (
        <p className="empty">{empty}</p>
      ) : (
        <div className="scroll-x" style={{ marginTop: 16 }}>
          <table className="plain-table">
            <thead>
              <tr>
                {heads.map((head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>{items.map(row)}</tbody>
          </table>
        </div>
      )}
    </>
  );
}
