'use client';
/** Contrôles périodiques: what is due, done with one press and a word, and the history. */
import { useCallback, useState } from 'react';
import { useDesk } from '../../../components/desk/desk-context.tsx';
import { Mark } from '../../../components/desk/mark.tsx';
import { checkMessages } from '../../../lib/messages/checks.ts';
import { type Done, Notice } from '../notice.tsx';
import { Question } from '../question.tsx';
import { useAct } from '../send.ts';
import { useFetched } from '../use-fetched.ts';
import { History } from './history.tsx';
import { type CheckLine, type CheckRow, checksModel, type DoneLine, doneRows } from './view.ts';

const everyMs = 30_000;

interface CheckRowProps {
  readonly row: CheckRow;
  readonly mayMark: boolean;
  readonly onMark: (row: CheckRow) => void;
}
function CheckLineRow({ row, mayMark, onMark }: CheckRowProps) {
  const { locale } = useDesk();
  const say = checkMessages[locale];
  return (
    <tr>
      <td>
        <span className="legend">
          <Mark kind={row.sign} word={row.word} />
          <span className={row.sign === 'warning' ? 'abnormal' : 'strong'}>{row.title}</span>
        </span>
      </td>
      <td>{row.where}</td>
      <td className="nowrap">
        {row.due}
        <span className="under">{row.dueSaid}</span>
      </td>
      <td className="nowrap">
        {row.last}
        <span className="under">{row.lastBy}</span>
      </td>
      <td className="nowrap">{row.every}</td>
      <td>{row.owner}</td>
      <td className="right">
        {mayMark ? (
          <button
            type="button"
            className="button"
            aria-label={say.doneTitle(row.title)}
            onClick={() => onMark(row)}
          >
            {say.done}
          </button>
        ) : null}
      </td>
    </tr>
  );
}

function Checks({
  rows,
  mayMark,
  onMark,
}: {
  readonly rows: readonly CheckRow[];
  readonly mayMark: boolean;
  readonly onMark: (row: CheckRow) => void;
}) {
  const { locale } = useDesk();
  const say = checkMessages[locale];
  return (
    <div className="scroll-x" style={{ marginTop: 16 }}>
      <table className="plain-table">
        <thead>
          <tr>
            {[say.check, say.where, say.due, say.last, say.every, say.owner].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <CheckLineRow key={row.id} row={row} mayMark={mayMark} onMark={onMark} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface MarkingProps {
  readonly row: CheckRow;
  readonly onDone: (id: string) => void;
  readonly onClose: () => void;
}
function Marking({ row, onDone, onClose }: MarkingProps) {
  const { locale } = useDesk();
  const say = checkMessages[locale];
  const { working, problem, act } = useAct(onClose);
  const save = async (form: FormData) => {
    const when = String(form.get('at') ?? '');
    const made = await act<{ id: string }>('POST', '/api/v1/checks/done', {
      check: row.id,
      note: String(form.get('note') ?? ''),
      ...(when === '' ? {} : { at: new Date(when).toISOString() }),
    });
    if (made !== null) onDone(made.id);
  };
  return (
    <Question
      id="check-done"
      title={say.doneTitle(row.title)}
      confirm={working ? say.working : say.save}
      cancel={say.cancel}
      working={working}
      problem={problem}
      onConfirm={(form) => void save(form)}
      onClose={onClose}
    >
      <p className="cap">{row.where}</p>
      <label>
        {say.doneNote}
        <textarea name="note" rows={3} maxLength={2_000} placeholder={say.doneNoteHint} />
      </label>
      <label>
        {say.doneAt}
        <input type="datetime-local" name="at" />
      </label>
    </Question>
  );
}

export function ChecksScreen({ mayMark }: { readonly mayMark: boolean }) {
  const { live, locale } = useDesk();
  const say = checkMessages[locale];
  const [asked, askChecks] = useFetched<{ items: readonly CheckLine[] }>('/api/v1/checks', everyMs);
  const [past, askPast] = useFetched<{ items: readonly DoneLine[] }>('/api/v1/checks/done', everyMs);
  const [marking, setMarking] = useState<CheckRow | null>(null);
  const [done, setDone] = useState<Done | null>(null);
  const again = useCallback(() => {
    askChecks();
    askPast();
  }, [askChecks, askPast]);
  const { problem, act } = useAct(again);
  const checks = (asked.state === 'ready' ? asked.data : asked.last)?.items ?? null;
  const lines = (past.state === 'ready' ? past.data : past.last)?.items ?? [];
  const sites = live?.picture?.sites ?? [];
  const model = checks === null ? null : checksModel(checks, sites, live?.now ?? 0, locale);
  const withdraw = (id: string) => {
    setDone(null);
    void act('DELETE', `/api/v1/checks/done/${id}`);
  };
  const marked = (row: CheckRow) => (id: string) => {
    again();
    setDone({ text: say.marked(row.title, row.every), undo: () => withdraw(id) });
  };
  return (
    <>
      <div className="title">
        <h1>{say.title}</h1>
      </div>
      {model === null ? (
        <p className="loading" />
      ) : (
        <>
          <p className="sentence">{model.rows.length === 0 ? say.none : model.summary}</p>
          <Notice done={done} problem={problem} undoWord={say.undo} />
          {model.rows.length === 0 ? null : (
            <Checks rows={model.rows} mayMark={mayMark} onMark={setMarking} />
          )}
        </>
      )}
      <History rows={doneRows(lines, checks ?? [], sites, locale)} mayMark={mayMark} onWithdraw={withdraw} />
      {marking === null ? null : (
        <Marking row={marking} onDone={marked(marking)} onClose={() => setMarking(null)} />
      )}
    </>
  );
}
