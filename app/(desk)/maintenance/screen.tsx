'use client';
/** Maintenance: what is on, what comes, what was; the planner beside it, and the alarms put aside. */
import { useState } from 'react';
import { useDesk } from '../../../components/desk/desk-context.tsx';
import { Mark } from '../../../components/desk/mark.tsx';
import { maintenanceMessages } from '../../../lib/messages/maintenance.ts';
import { type Done, Notice } from '../notice.tsx';
import { useAct } from '../send.ts';
import { useFetched } from '../use-fetched.ts';
import { Planner } from './planner.tsx';
import { Shelving } from './shelving.tsx';
import {
  type PlanGroup,
  type PlanLine,
  planGroups,
  type ShelfLine,
  type ShelfRow,
  shelfRows,
} from './view.ts';

const everyMs = 15_000;

interface GroupProps {
  readonly group: PlanGroup;
  readonly mayPlan: boolean;
  readonly onRemove: (id: string, name: string) => void;
  readonly onRestore: (id: string) => void;
}
function Group({ group, mayPlan, onRemove, onRestore }: GroupProps) {
  const { locale } = useDesk();
  const say = maintenanceMessages[locale];
  const deleted = group.state === 'deleted';
  return (
    <section className="register">
      <div className="head">
        <h2>{group.title}</h2>
      </div>
      <div className="scroll-x">
        <table className="plain-table">
          <thead>
            <tr>
              {[say.what, say.where, say.when, say.by].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {group.rows.map((row) => (
              <tr key={row.id}>
                <td>
                  <span className="legend">
                    {group.state === 'now' ? <Mark kind="maintenance" word={say.now} /> : null}
                    <span className="strong">{row.name}</span>
                  </span>
                  <span className="under">{row.reason}</span>
                </td>
                <td>{row.where}</td>
                <td>
                  {row.when}
                  <span className="under">{row.repeat}</span>
                </td>
                <td>{row.by}</td>
                <td className="right">
                  {mayPlan && group.state !== 'past' ? (
                    <button
                      type="button"
                      className="plain link"
                      aria-label={`${deleted ? say.restore : say.remove} ${row.name}`}
                      onClick={() => (deleted ? onRestore(row.id) : onRemove(row.id, row.name))}
                    >
                      {deleted ? say.restore : say.remove}
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

function Shelves({
  rows,
  mayPlan,
  onTakeBack,
  onShelved,
}: {
  readonly rows: readonly ShelfRow[];
  readonly mayPlan: boolean;
  readonly onTakeBack: (id: string) => void;
  readonly onShelved: () => void;
}) {
  const { locale } = useDesk();
  const say = maintenanceMessages[locale];
  return (
    <section className="register">
      <div className="head">
        <h2>{say.shelves}</h2>
      </div>
      {rows.length === 0 ? <p className="empty">{say.noShelf}</p> : null}
      <ul className="ladder">
        {rows.map((row) => (
          <li key={row.id} className={row.standing ? undefined : 'muted'}>
            <span className="strong">{row.alarm}</span>, {row.where}
            <span className="cap" style={{ display: 'block' }}>
              {row.until} · {row.reason} · {row.by}{' '}
              {row.standing && mayPlan ? (
                <button type="button" className="plain link" onClick={() => onTakeBack(row.id)}>
                  {say.takeBack}
                </button>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
      {mayPlan ? <Shelving onShelved={onShelved} /> : null}
    </section>
  );
}

export function MaintenanceScreen({ mayPlan }: { readonly mayPlan: boolean }) {
  const { live, locale, zone } = useDesk();
  const say = maintenanceMessages[locale];
  const [plans, askPlans] = useFetched<{ items: readonly PlanLine[] }>('/api/v1/maintenance', everyMs);
  const [shelves, askShelves] = useFetched<{ items: readonly ShelfLine[] }>('/api/v1/shelves', everyMs);
  const [done, setDone] = useState<Done | null>(null);
  const { problem, act } = useAct(askPlans);
  const off = useAct(askShelves);
  const sites = live?.picture?.sites ?? [];
  const items = plans.state === 'ready' ? plans.data.items : (plans.last?.items ?? null);
  const shelved = (shelves.state === 'ready' ? shelves.data : shelves.last)?.items ?? [];
  const groups = items === null ? null : planGroups(items, sites, locale);
  const restore = (id: string) => {
    setDone(null);
    void act('POST', `/api/v1/maintenance/${id}/restore`);
  };
  const remove = async (id: string, name: string) => {
    if ((await act('DELETE', `/api/v1/maintenance/${id}`)) !== null)
      setDone({ text: say.removed(name), undo: () => restore(id) });
  };
  const failed = plans.state === 'failed' ? plans.reason : null;
  return (
    <>
      <div className="title">
        <h1>{say.title}</h1>
      </div>
      <p className="sentence" style={{ maxWidth: 744 }}>
        {say.never}
      </p>
      <Notice done={done} problem={problem ?? off.problem ?? failed} undoWord={say.undo} />
      <div className="two">
        <div>
          {groups === null ? <p className="loading" /> : null}
          {groups?.length === 0 ? <p className="empty">{say.none}</p> : null}
          {groups?.map((group) => (
            <Group key={group.state} group={group} mayPlan={mayPlan} onRemove={remove} onRestore={restore} />
          ))}
          <Shelves
            rows={shelfRows(shelved, sites, live?.now ?? 0, zone, locale)}
            mayPlan={mayPlan}
            onShelved={askShelves}
            onTakeBack={(id) => void off.act('DELETE', `/api/v1/shelves/${id}`)}
          />
        </div>
        {mayPlan ? (
          <section>
            <div className="head">
              <h2>{say.plan}</h2>
            </div>
            <Planner onPlanned={askPlans} />
          </section>
        ) : null}
      </div>
    </>
  );
}
