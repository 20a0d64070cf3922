'use client';
/** The overview of the desk. */
import Link from 'next/link';
import { Spark } from '../../components/chart/spark.tsx';
import { useDesk } from '../../components/desk/desk-context.tsx';
import { Mark } from '../../components/desk/mark.tsx';
import { NowList } from '../../components/desk/now-list.tsx';
import { severityWord } from '../../components/desk/rail-view.ts';
import { type OverviewModel, type OverviewRow, overviewModel } from './view.ts';

function Row({ row, model }: { readonly row: OverviewRow; readonly model: OverviewModel }) {
  const { locale, say } = useDesk();
  return (
    <tr>
      <th scope="row" className="site">
        <Link href={`/sites/${row.id}`} className="cell" prefetch={false}>
          <Mark kind={row.severity} word={severityWord(row.severity, locale)} />
          <span className="text">
            <span className={row.severity === null ? 'name' : 'name abnormal'}>{row.name}</span>
            <span className="under">{row.clock}</span>
          </span>
        </Link>
      </th>
      {model.columns.map(({ system, title }) => {
        const cell = row.cells.get(system);
        if (!cell) return <td key={system} />;
        return (
          <td key={system} data-severity={cell.severity ?? undefined} data-title={title}>
            <Link
              href={`/sites/${row.id}/${system}`}
              className="cell"
              prefetch={false}
              aria-label={`${row.name}, ${title}, ${severityWord(cell.severity, locale)}`}
            >
              <Mark kind={cell.severity} word={severityWord(cell.severity, locale)} size={14} />
              <span className="text">
                <b className={cell.age === null ? 'strong' : 'stale-value'}>{cell.value}</b>{' '}
                <span className="muted cond">{cell.caption}</span>
                <span className="under" title={cell.line}>
                  {cell.age === null ? cell.line : say.oldReading(cell.age)}
                </span>
              </span>
            </Link>
          </td>
        );
      })}
      <td className="hour">
        <Spark values={row.hour} mark={row.mark} label={`${row.name}, ${say.primary}`} />
      </td>
    </tr>
  );
}

export function OverviewScreen() {
  const { live, locale, say, zone } = useDesk();
  const model = live?.picture ? overviewModel(live.picture, live.recent, locale, zone) : null;
  return (
    <>
      <div className="title">
        <h1>{say.overview}</h1>
      </div>
      {model === null ? (
        <p className="loading">{say.loading}</p>
      ) : (
        <>
          <p className="sentence">{model.sentence}</p>
          <div className="scroll-x" style={{ marginTop: 12 }}>
            <table className="matrix">
              <thead>
                <tr>
                  <th scope="col" className="site">
                    {say.site}
                  </th>
                  {model.columns.map((column) => (
                    <th key={column.system} scope="col">
                      {column.title}
                    </th>
                  ))}
                  <th scope="col" className="hour">{`${say.primary}, ${say.hour}`}</th>
                </tr>
              </thead>
              <tbody>
                {model.rows.map((row) => (
                  <Row key={row.id} row={row} model={model} />
                ))}
              </tbody>
            </table>
          </div>
          <div style={{ marginTop: 24 }}>
            <NowList list={model.now} showSite />
          </div>
        </>
      )}
    </>
  );
}
