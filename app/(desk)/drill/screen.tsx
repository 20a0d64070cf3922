'use client';
/** Begin or undo a scenario, after a question; the answer comes when the devices have begun to act. */
import { useEffect, useRef, useState } from 'react';
import { useDesk } from '../../../components/desk/desk-context.tsx';
import { Phone } from './phone.tsx';
import { type DrillCell, type DrillRow, drillRows } from './view.ts';

interface Asked {
  readonly scenario: string;
  readonly word: string;
  readonly site: string;
  readonly name: string;
  readonly undo: boolean;
}

async function send({ scenario, site, undo }: Asked): Promise<string | null> {
  try {
    const response = await fetch('/api/v1/drill', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ scenario, site, undo }),
    });
    if (response.ok) return null;
    const problem = (await response.json()) as { detail?: string };
    return problem.detail ?? String(response.status);
  } catch (error) {
    return String(error);
  }
}

function Question({ asked, onClose }: { readonly asked: Asked; readonly onClose: () => void }) {
  const { say } = useDesk();
  const box = useRef<HTMLDialogElement>(null);
  const [state, setState] = useState<'asking' | 'working' | { readonly problem: string }>('asking');
  useEffect(() => box.current?.showModal(), []);
  const act = async () => {
    setState('working');
    const problem = await send(asked);
    if (problem === null) onClose();
    else setState({ problem });
  };
  const working = state === 'working';
  return (
    <dialog ref={box} className="sheet-box desk-dialog" onClose={onClose} aria-labelledby="drill-question">
      <h2 id="drill-question">
        {(asked.undo ? say.undoQuestion : say.startQuestion)(asked.word, asked.name)}
      </h2>
      <p>{asked.undo ? say.undoConsequence : say.startConsequence}</p>
      {typeof state === 'object' ? (
        <p className="problem" role="alert" style={{ marginTop: 12 }}>
          {state.problem}
        </p>
      ) : null}
      <p style={{ marginTop: 16, display: 'flex', gap: 8 }}>
        <button type="button" className="button primary" disabled={working} onClick={act}>
          {working ? say.working : asked.undo ? say.undo : say.start}
        </button>
        <button type="button" className="button" disabled={working} onClick={onClose}>
          {say.cancel}
        </button>
      </p>
    </dialog>
  );
}

interface RowProps {
  readonly row: DrillRow;
  readonly onAsk: (asked: Asked) => void;
}
function Cell({ row, cell, onAsk }: RowProps & { readonly cell: DrillCell }) {
  const { say } = useDesk();
  const { site, name, active } = cell;
  const undo = active !== null;
  return (
    <td>
      <button
        type="button"
        className="button"
        aria-label={(undo ? say.undoQuestion : say.startQuestion)(row.word, name)}
        onClick={() => onAsk({ scenario: row.scenario, word: row.word, site, name, undo })}
      >
        {undo ? say.undo : say.start}
      </button>
      {undo ? <div className="cap cond">{active}</div> : null}
    </td>
  );
}

function Rows({
  rows,
  onAsk,
}: {
  readonly rows: readonly DrillRow[];
  readonly onAsk: (asked: Asked) => void;
}) {
  const { say } = useDesk();
  return (
    <div className="scroll-x" style={{ marginTop: 16 }}>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{say.scenario}</th>
            {rows[0]?.cells.map((cell) => (
              <th key={cell.site} scope="col">
                {cell.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.scenario}>
              <td className="strong">{row.word}</td>
              {row.cells.map((cell) => (
                <Cell key={cell.site} row={row} cell={cell} onAsk={onAsk} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function DrillScreen() {
  const { live, locale, say, zone } = useDesk();
  const [asked, setAsked] = useState<Asked | null>(null);
  const rows = live?.picture ? drillRows(live.picture, locale, zone) : null;
  return (
    <>
      <div className="title">
        <h1>{say.drillTitle}</h1>
      </div>
      <p className="sentence" style={{ maxWidth: 744 }}>
        {say.drillHow}
      </p>
      {rows === null ? (
        <p className="loading">{live?.picture ? say.drillSilent : say.loading}</p>
      ) : (
        <Rows rows={rows} onAsk={setAsked} />
      )}
      <Phone />
      {asked ? <Question asked={asked} onClose={() => setAsked(null)} /> : null}
    </>
  );
}
