'use client';
/** The list of incidents: filters in the address, J and K to go through it, Enter to open, A to take over. */
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useDesk } from '../../../components/desk/desk-context.tsx';
import { Mark } from '../../../components/desk/mark.tsx';
import { severityWord } from '../../../components/desk/rail-view.ts';
import { useKeys } from '../../../components/desk/use-keys.ts';
import { words } from '../../../lib/messages/index.ts';
import type { IncidentShape } from '../../_server/api/incident-shapes.ts';
import { useFetched } from '../use-fetched.ts';
import { Filters } from './filters.tsx';
import { TakeForm } from './take-form.tsx';
import { filtersOf, type ListFilters, type ListRow, listRows, listUrl } from './view.ts';

interface Answer {
  readonly items: readonly IncidentShape[];
  readonly next: string | null;
}
const askEveryMs = 30_000;

/** Asks again as soon as the live stream says that some incident has changed. */
function useList(filters: ListFilters) {
  const { live, locale, zone } = useDesk();
  const [asked, again] = useFetched<Answer>(listUrl(filters, locale), askEveryMs);
  const incidents = live?.picture?.incidents;
  const changes = incidents
    ? [...incidents.values()].reduce((sum, { version }) => sum + version, incidents.size)
    : 0;
  const seen = useRef(changes);
  useEffect(() => {
    if (seen.current !== changes) again();
    seen.current = changes;
  }, [changes, again]);
  const answer = asked.state === 'ready' ? asked.data : asked.last;
  const picture = live?.picture ?? null;
  const rows = answer && picture ? listRows(answer.items, filters.sort, picture, locale, zone) : null;
  return { asked, again, rows, more: answer?.next != null };
}

function Where({ row }: { readonly row: ListRow }) {
  return (
    <>
      {row.place}
      <span className="under cond">{row.device}</span>
    </>
  );
}

function Row({ row, chosen, onChoose }: { row: ListRow; chosen: boolean; onChoose: () => void }) {
  const { locale } = useDesk();
  const say = words(locale).incident;
  const kind = row.over ? 'recovered' : row.planned ? 'maintenance' : row.severity;
  const word = row.planned ? say.maintenanceWord : severityWord(row.severity, locale);
  return (
    <tr aria-selected={chosen} data-incident={row.id} onClick={onChoose}>
      <td className="sign">
        <Mark kind={kind} word={word} />
        <span className={row.over ? 'muted' : 'abnormal'}>{word}</span>
      </td>
      <td className="what">
        <Link href={`/incidents/${row.id}`} prefetch={false} className={row.free ? 'abnormal' : undefined}>
          {row.exercise ? `${say.exercise} · ` : ''}
          {row.title}
        </Link>
        {row.children > 0 ? (
          <span className="muted" title={say.childCountLong(row.children)}>
            {' '}
            {say.childCount(row.children)}
          </span>
        ) : null}
        <span className="under cond">{row.thing}</span>
      </td>
      <td>
        <Where row={row} />
      </td>
      <td className="nowrap">
        {row.opened}
        <span className="under cond">{row.age}</span>
      </td>
      <td>
        <span className={row.free ? 'strong' : undefined}>{row.free ? say.toTake : row.state}</span>
        <span className="under cond">{row.who}</span>
      </td>
    </tr>
  );
}

function Take({ row, onClose }: { readonly row: ListRow; readonly onClose: () => void }) {
  const { locale } = useDesk();
  const say = words(locale).incident;
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    box.current?.showModal();
    box.current?.querySelector('textarea')?.focus();
  }, []);
  return (
    <dialog ref={box} className="sheet-box desk-dialog" onClose={onClose} aria-labelledby="take-title">
      <h2 id="take-title">
        {row.title}, {row.place}
      </h2>
      <TakeForm
        taking={{ id: row.id, version: row.version, site: row.site, children: row.children }}
        label={say.take}
        onDone={(outcome) => {
          if (outcome.ok) onClose();
        }}
        onCancel={onClose}
      />
    </dialog>
  );
}

/** The row that the keys act on. */
function useChosen(rows: readonly ListRow[] | null, mayAct: boolean) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [taking, setTaking] = useState<ListRow | null>(null);
  const newest = useRef({ rows, chosen });
  newest.current = { rows, chosen };
  const keys = useMemo(() => {
    const at = () => newest.current.rows?.findIndex(({ id }) => id === newest.current.chosen) ?? -1;
    const move = (by: number) => () => {
      const all = newest.current.rows ?? [];
      const next = all[Math.min(all.length - 1, Math.max(0, at() + by))];
      setChosen(next?.id ?? null);
      // Its link has the focus: Enter opens it, and a screen reader reads it.
      if (next) document.querySelector<HTMLElement>(`[data-incident="${CSS.escape(next.id)}"] a`)?.focus();
    };
    const row = () => newest.current.rows?.[at()];
    return {
      j: move(1),
      k: move(-1),
      a: () => {
        const found = row() ?? newest.current.rows?.[0];
        if (found && !found.over && mayAct) setTaking(found);
      },
    };
  }, [mayAct]);
  useKeys(keys);
  return { chosen, setChosen, taking, setTaking };
}

function Table({
  rows,
  chosen,
  onChoose,
}: {
  rows: readonly ListRow[];
  chosen: string | null;
  onChoose: (id: string) => void;
}) {
  const { locale } = useDesk();
  const say = words(locale).incident;
  return (
    <table className="plain-table incidents">
      <thead>
        <tr>
          <th scope="col">{say.severity}</th>
          <th scope="col">{say.what}</th>
          <th scope="col">{say.where}</th>
          <th scope="col">{say.since}</th>
          <th scope="col">{say.state}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.id} row={row} chosen={row.id === chosen} onChoose={() => onChoose(row.id)} />
        ))}
      </tbody>
    </table>
  );
}

export function IncidentListScreen({ mayAct }: { readonly mayAct: boolean }) {
  const { locale } = useDesk();
  const say = words(locale).incident;
  const read = useSearchParams();
  const filters = useMemo(() => filtersOf(new URLSearchParams(read)), [read]);
  const { asked, again, rows, more } = useList(filters);
  const { chosen, setChosen, taking, setTaking } = useChosen(rows, mayAct);
  return (
    <>
      <div className="title">
        <h1>{say.incidents}</h1>
        <span className="muted">{rows === null ? '' : say.count(rows.length)}</span>
        <div className="tools">
          <span className="cond">
            <kbd>J</kbd> <kbd>K</kbd> {say.listKeys}
          </span>
          <a className="link" href={listUrl(filters, locale, 'csv')} download>
            {say.csv}
          </a>
        </div>
      </div>
      <Filters filters={filters} />
      {asked.state === 'failed' ? (
        <p className="problem" role="alert">
          {asked.reason === null ? say.failed : say.refused(asked.reason)}{' '}
          <button type="button" className="plain link" onClick={again}>
            {say.retry}
          </button>
        </p>
      ) : null}
      {rows === null ? (
        <p className="loading">{say.loading}</p>
      ) : rows.length === 0 ? (
        <p className="empty">{filters.state === 'current' ? say.emptyOpen : say.emptyFilter}</p>
      ) : (
        <Table rows={rows} chosen={chosen} onChoose={setChosen} />
      )}
      {more ? <p className="cap">{say.more}…</p> : null}
      {taking ? <Take row={taking} onClose={() => setTaking(null)} /> : null}
    </>
  );
}
