'use client';
/** Open promises: who promised what by when; late ones first in the eye; kept or broken with one press. */
import { useDesk } from '../../../components/desk/desk-context.tsx';
import { Mark } from '../../../components/desk/mark.tsx';
import { parties } from '../../../lib/alarm/logbook.ts';
import { logbookMessages } from '../../../lib/messages/logbook.ts';
import { Notice } from '../notice.tsx';
import { useAct } from '../send.ts';
import type { PromiseRow } from './view.ts';

interface PromisesProps {
  readonly rows: readonly PromiseRow[];
  readonly mayWrite: boolean;
  readonly onChanged: () => void;
}

function PromiseFields() {
  const { live, locale } = useDesk();
  const say = logbookMessages[locale];
  return (
    <>
      <div className="pair">
        <label>
          {say.promisedBy}
          <input name="who" required maxLength={200} />
        </label>
        <label>
          {say.party}
          <select name="party">
            {parties.map((party) => (
              <option key={party} value={party}>
                {say[party]}
              </option>
            ))}
          </select>
        </label>
      </div>
      <label>
        {say.what}
        <input name="what" required maxLength={4_000} />
      </label>
      <div className="pair">
        <label>
          {say.due}
          <input type="datetime-local" name="due" required />
        </label>
        <label>
          {say.site}
          <select name="site">
            <option value="">{say.anySite}</option>
            {live?.picture?.sites.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </div>
    </>
  );
}

function AddPromise({ onChanged }: Pick<PromisesProps, 'onChanged'>) {
  const { locale } = useDesk();
  const say = logbookMessages[locale];
  const { working, problem, act } = useAct(onChanged);
  const add = async (form: HTMLFormElement) => {
    const { site, due, ...promise } = Object.fromEntries(new FormData(form)) as Record<string, string>;
    const body = {
      ...promise,
      site: site === '' ? null : site,
      due: new Date(due ?? '').toISOString(),
    };
    if ((await act('POST', '/api/v1/logbook/promises', body)) !== null) form.reset();
  };
  return (
    <form
      className="register-form register"
      onSubmit={(event) => {
        event.preventDefault();
        void add(event.currentTarget);
      }}
    >
      <PromiseFields />
      <Notice done={null} problem={problem} undoWord="" />
      <p className="acts">
        <button type="submit" className="button" disabled={working}>
          {working ? say.working : say.add}
        </button>
      </p>
    </form>
  );
}

export function Promises({ rows, mayWrite, onChanged }: PromisesProps) {
  const { locale, say: desk } = useDesk();
  const say = logbookMessages[locale];
  const { working, problem, act } = useAct(onChanged);
  const close = (promise: string, kept: boolean) =>
    void act('POST', '/api/v1/logbook/promises/close', { promise, kept });
  return (
    <section>
      <div className="head">
        <h2>{say.promises}</h2>
      </div>
      <Notice done={null} problem={problem} undoWord="" />
      {rows.length === 0 ? <p className="empty">{say.noPromise}</p> : null}
      <ul className="ladder">
        {rows.map((row) => (
          <li key={row.id}>
            <span className="legend">
              {row.late ? <Mark kind="warning" word={desk.warningWord} /> : null}
              <span className={row.late ? 'abnormal' : 'strong'}>{row.what}</span>
            </span>
            <span className="cap" style={{ display: 'block' }}>
              {row.from} · {row.due}
            </span>
            {mayWrite ? (
              <span className="acts no-print">
                {([true, false] as const).map((kept) => (
                  <button
                    key={String(kept)}
                    type="button"
                    className="plain link"
                    disabled={working}
                    aria-label={`${kept ? say.kept : say.broken} : ${row.what}`}
                    onClick={() => close(row.id, kept)}
                  >
                    {kept ? say.kept : say.broken}
                  </button>
                ))}
              </span>
            ) : null}
          </li>
        ))}
      </ul>
      {mayWrite ? (
        <details className="register no-print">
          <summary className="link">{say.addPromise}</summary>
          <AddPromise onChanged={onChanged} />
        </details>
      ) : null}
    </section>
  );
}
