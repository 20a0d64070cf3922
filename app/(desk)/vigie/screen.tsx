'use client';
/** Santé de Vigie: roles, collectors, stores, losses, site book, walls. */
import { useDesk } from '../../../components/desk/desk-context.tsx';
import { LineTable } from '../../../components/desk/line-table.tsx';
import { NowList } from '../../../components/desk/now-list.tsx';
import { nowList } from '../../../components/desk/now-view.ts';
import { useFetched } from '../use-fetched.ts';
import { type StatusAnswer, type VigieModel, vigieModel } from './view.ts';

const everyMs = 5_000;

function Figures({ model }: { readonly model: VigieModel }) {
  const { say } = useDesk();
  const figures = [
    [say.lag, model.lag],
    [say.backlog, model.backlog],
    [say.lost, model.dropped],
  ] as const;
  return (
    <div className="figures">
      {figures.map(([name, value]) => (
        <div key={name}>
          <p className="cap">{name}</p>
          <p className="figure">{value}</p>
        </div>
      ))}
    </div>
  );
}

function Book({ model }: { readonly model: VigieModel }) {
  const { say } = useDesk();
  if (!model.book) return null;
  return (
    <section style={{ marginTop: 24 }}>
      <div className="head">
        <h2>{say.book}</h2>
      </div>
      <p className={model.book.bad ? 'problem' : 'empty'}>{model.book.sentence}</p>
      {model.book.problems.length > 0 ? (
        <ul className="cond">
          {model.book.problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}

function Tables({ model }: { readonly model: VigieModel }) {
  const { say } = useDesk();
  return (
    <>
      <LineTable
        title={say.roles}
        heads={[say.role, say.stateHead, say.process, say.started, say.restarts]}
        lines={model.roles}
        empty={say.loading}
        rightFrom={2}
      />
      <LineTable
        title={say.collectors}
        heads={[
          say.site,
          say.heard,
          say.backlog,
          say.backlogAge,
          say.queue,
          say.acknowledged,
          say.stored,
          say.buffer,
        ]}
        lines={model.collectors}
        empty={say.loading}
        rightFrom={1}
      />
      <LineTable
        title={say.stores}
        heads={[say.stores, say.kind, say.stateHead]}
        lines={model.stores}
        empty={say.loading}
      />
      <p className="cap" style={{ marginTop: 8 }}>
        {say.howToChange}. {model.change}
      </p>
    </>
  );
}

export function VigieScreen({ build, where }: { readonly build: string; readonly where: string | null }) {
  const { live, locale, say, zone } = useDesk();
  const [asked, again] = useFetched<StatusAnswer>('/api/v1/status', everyMs);
  const status = asked.state === 'ready' ? asked.data : asked.last;
  const model = status ? vigieModel(status, live?.picture?.collectors ?? [], locale, zone, where) : null;
  const own = live?.picture ? nowList(live.picture, locale, zone, (one) => one.system === 'vigie') : null;
  return (
    <>
      <div className="title">
        <h1>{say.vigieHealth}</h1>
        <div className="tools">
          {say.version} {build}
        </div>
      </div>
      {asked.state === 'failed' ? (
        <p className="problem" role="alert">
          {asked.reason ?? say.neverHeard}{' '}
          <button type="button" className="plain link" onClick={again}>
            {say.retry}
          </button>
        </p>
      ) : null}
      {model === null ? (
        <p className="loading">{say.loading}</p>
      ) : (
        <>
          <Figures model={model} />
          <div className="two">
            <div>
              <Tables model={model} />
            </div>
            <div>
              {own && own.rows.length > 0 ? <NowList list={own} /> : null}
              <Book model={model} />
              <LineTable
                title={say.drops}
                heads={[say.cause, say.count]}
                lines={model.drops}
                empty={say.noDrops}
                rightFrom={1}
              />
              <LineTable
                title={say.wallsAlive}
                heads={[say.wall, say.screen, say.lastBeat, say.heap]}
                lines={model.walls}
                empty={say.noWall}
                rightFrom={2}
              />
            </div>
          </div>
        </>
      )}
    </>
  );
}
