'use client';
/** The readings of a device by family; pressing one draws it. */
import { useState } from 'react';
import { severityFill } from '../sign/severity.ts';
import { BandBar } from './band-bar.tsx';
import { useDesk } from './desk-context.tsx';
import { Mark } from './mark.tsx';
import { severityWord } from './rail-view.ts';
import type { ReadingGroup, ReadingRow } from './reading-view.ts';

/** Rows of one family before "show all": a switch of 48 ports is not the news. */
const shortList = 8;

interface RowProps {
  readonly row: ReadingRow;
  readonly drawn: boolean;
  readonly onDraw: (draw: string) => void;
}
function Row({ row, drawn, onDraw }: RowProps) {
  const { locale } = useDesk();
  const plain = row.severity === null || row.severity === 'stale';
  return (
    <button type="button" className="reading" aria-pressed={drawn} onClick={() => onDraw(row.draw)}>
      <span className="label">
        <span className="reading-sign">
          <Mark kind={row.severity} word={severityWord(row.severity, locale)} size={12} />
        </span>
        {row.label}
        {row.thing === '' ? null : <span className="muted cond"> {row.thing}</span>}
      </span>
      <span className={plain ? 'reading-value strong' : 'reading-value abnormal'} title={row.value}>
        <span className={row.freshness === 'fresh' ? undefined : 'stale-value'}>{row.value}</span>
      </span>
      {row.bar ? (
        <BandBar
          {...row.bar}
          colour={plain || row.severity === null ? 'var(--text)' : severityFill[row.severity]}
        />
      ) : (
        <span className="bandbar" />
      )}
      <span className="age cap right">{row.age}</span>
    </button>
  );
}

interface Props {
  readonly groups: readonly ReadingGroup[];
  readonly drawn: readonly string[];
  readonly onDraw: (draw: string) => void;
  /** Without heads: the page has its own. */
  readonly bare?: boolean;
}

function Group({
  group,
  drawn,
  onDraw,
  bare = false,
}: Omit<Props, 'groups'> & { readonly group: ReadingGroup }) {
  const { say } = useDesk();
  const [all, setAll] = useState(false);
  // What is abnormal or drawn is never hidden by the short list.
  const kept = group.rows.filter(
    (row, index) => index < shortList || row.severity !== null || drawn.includes(row.draw),
  );
  const rows = all ? group.rows : kept;
  return (
    <section style={bare ? undefined : { marginTop: 16 }}>
      <div className="head" hidden={bare}>
        <h2>{group.title}</h2>
        {kept.length < group.rows.length ? (
          <button type="button" className="plain link cap" onClick={() => setAll(!all)}>
            {all ? say.showLess : say.showAll(group.rows.length)}
          </button>
        ) : null}
      </div>
      {rows.map((row) => (
        <Row key={row.id} row={row} drawn={drawn.includes(row.draw)} onDraw={onDraw} />
      ))}
    </section>
  );
}

export function ReadingList({ groups, drawn, onDraw, bare = false }: Props) {
  const { say } = useDesk();
  if (groups.length === 0) return <p className="empty">{say.noReadings}</p>;
  return groups.map((group) => (
    <Group key={group.family} group={group} drawn={drawn} onDraw={onDraw} bare={bare} />
  ));
}
