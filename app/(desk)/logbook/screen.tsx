'use client';
/** Main courante: what changed since the last handover, what is promised, and the two signatures. */
import { useCallback } from 'react';
import { useDesk } from '../../../components/desk/desk-context.tsx';
import { logbookMessages } from '../../../lib/messages/logbook.ts';
import { Notice } from '../notice.tsx';
import { useAct } from '../send.ts';
import { momentSaid } from '../span-said.ts';
import { useFetched } from '../use-fetched.ts';
import { Lines } from './lines.tsx';
import { Promises } from './promises.tsx';
import { Signed, SignedList } from './signed.tsx';
import { SignPage, TakePage } from './signing.tsx';
import { lineRows, type OpenPage, promiseRows, type SignedLine, waitingPage } from './view.ts';

const everyMs = 30_000;

function AddNote({ onChanged }: { readonly onChanged: () => void }) {
  const { live, locale } = useDesk();
  const say = logbookMessages[locale];
  const { working, problem, act } = useAct(onChanged);
  const add = async (form: HTMLFormElement) => {
    const { text, site } = Object.fromEntries(new FormData(form)) as Record<string, string>;
    const body = { text, site: site === '' ? null : site };
    if ((await act('POST', '/api/v1/logbook/notes', body)) !== null) form.reset();
  };
  return (
    <form
      className="register-form register no-print"
      onSubmit={(event) => {
        event.preventDefault();
        void add(event.currentTarget);
      }}
    >
      <label>
        {say.noteText}
        <textarea name="text" rows={2} required maxLength={4_000} />
      </label>
      <div className="pair">
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
        <p className="acts right" style={{ alignItems: 'end' }}>
          <button type="submit" className="button" disabled={working}>
            {working ? say.working : say.addNote}
          </button>
        </p>
      </div>
      <Notice done={null} problem={problem} undoWord="" />
    </form>
  );
}

interface LogbookProps {
  /** Who reads: a page is taken over by somebody else than who signed it. */
  readonly own: string;
  readonly mayWrite: boolean;
  /** A signed page; null: the open one. */
  readonly page: string | null;
}

function Open({ own, mayWrite }: Omit<LogbookProps, 'page'>) {
  const { live, locale, zone } = useDesk();
  const say = logbookMessages[locale];
  const [asked, askPage] = useFetched<OpenPage>('/api/v1/logbook', everyMs);
  const [signed, askSigned] = useFetched<{ items: readonly SignedLine[] }>('/api/v1/logbook/pages');
  const again = useCallback(() => {
    askPage();
    askSigned();
  }, [askPage, askSigned]);
  const page = asked.state === 'ready' ? asked.data : asked.last;
  if (page === null)
    return asked.state === 'failed' ? <p className="problem">{asked.reason}</p> : <p className="loading" />;
  const reader = { sites: live?.picture?.sites ?? [], now: live?.now ?? Date.parse(page.to), zone, locale };
  const waiting = waitingPage(page.last, own);
  const pages = (signed.state === 'ready' ? signed.data : signed.last)?.items ?? [];
  return (
    <>
      <div className="title">
        <h1>{say.title}</h1>
        <span className="muted">{say.since(momentSaid(Date.parse(page.from), zone, locale))}</span>
        <div className="tools no-print">
          <button type="button" className="plain link" onClick={() => window.print()}>
            {say.print}
          </button>
          {mayWrite ? <SignPage onDone={again} /> : null}
        </div>
      </div>
      {waiting === null ? null : <TakePage waiting={waiting} mayWrite={mayWrite} onDone={again} />}
      <div className="two">
        <section>
          <div className="head">
            <h2>{say.happened}</h2>
          </div>
          <Lines rows={lineRows(page.lines, reader)} leftOut={page.leftOut} />
          {mayWrite ? <AddNote onChanged={askPage} /> : null}
        </section>
        <div>
          <Promises rows={promiseRows(page.promises, reader)} mayWrite={mayWrite} onChanged={askPage} />
          <SignedList pages={pages} />
        </div>
      </div>
    </>
  );
}

export function LogbookScreen({ page, ...props }: LogbookProps) {
  return page === null ? <Open {...props} /> : <Signed key={page} id={page} />;
}
