'use client';
/** A signed page as it was signed, for the screen, the binder and the spreadsheet; and the list of them. */
import Link from 'next/link';
import { useDesk } from '../../../components/desk/desk-context.tsx';
import { logbookMessages } from '../../../lib/messages/logbook.ts';
import { useFetched } from '../use-fetched.ts';
import { Lines } from './lines.tsx';
import { lineRows, promiseRows, type SignedLine, type SignedPage, signedRows } from './view.ts';

function useReader(at?: string) {
  const { live, locale, zone } = useDesk();
  // What was open when it was signed is told as of then.
  const now = at === undefined ? (live?.now ?? 0) : Date.parse(at);
  return { sites: live?.picture?.sites ?? [], now, zone, locale };
}

export function SignedList({ pages }: { readonly pages: readonly SignedLine[] }) {
  const reader = useReader();
  const say = logbookMessages[reader.locale];
  return (
    <section className="register no-print">
      <div className="head">
        <h2>{say.pages}</h2>
      </div>
      {pages.length === 0 ? <p className="empty">{say.noPage}</p> : null}
      <ul className="ladder">
        {signedRows(pages, reader).map((row) => (
          <li key={row.id}>
            <Link className="link" href={`/logbook?page=${row.id}`} prefetch={false}>
              {row.span}
            </Link>
            <span className="cap" style={{ display: 'block' }}>
              {row.outgoing} · {row.incoming}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Body({ page }: { readonly page: SignedPage }) {
  const reader = useReader(page.to);
  const say = logbookMessages[reader.locale];
  const [row] = signedRows([page], reader);
  const promises = promiseRows(page.promises, reader);
  return (
    <>
      <p className="sentence">{row?.span}</p>
      <ul className="ladder">
        <li>
          <span className="strong">{row?.outgoing}</span>{' '}
          {page.outgoing.note === '' ? '' : say.remark(page.outgoing.note)}
        </li>
        <li>
          <span className={row?.taken ? 'strong' : 'abnormal'}>{row?.incoming}</span>{' '}
          {page.incoming === null || page.incoming.note === '' ? '' : say.remark(page.incoming.note)}
        </li>
      </ul>
      <section className="register">
        <div className="head">
          <h2>{say.happened}</h2>
        </div>
        <Lines rows={lineRows(page.lines, reader)} leftOut={page.leftOut} />
      </section>
      <section className="register">
        <div className="head">
          <h2>{say.promises}</h2>
        </div>
        {promises.length === 0 ? <p className="empty">{say.noPromise}</p> : null}
        <ul className="ladder">
          {promises.map((one) => (
            <li key={one.id}>
              <span className="strong">{one.what}</span>{' '}
              <span className="cap">
                {one.from} · {one.due}
              </span>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

export function Signed({ id }: { readonly id: string }) {
  const { locale } = useDesk();
  const say = logbookMessages[locale];
  const url = `/api/v1/logbook/pages/${encodeURIComponent(id)}`;
  const [asked] = useFetched<SignedPage>(url);
  return (
    <>
      <div className="title">
        <h1>{say.title}</h1>
        <div className="tools no-print">
          <a className="link" href={`${url}?format=csv&lang=${locale}`}>
            {say.csv}
          </a>
          <button type="button" className="plain link" onClick={() => window.print()}>
            {say.print}
          </button>
          <Link className="link" href="/logbook" prefetch={false}>
            {say.back}
          </Link>
        </div>
      </div>
      {asked.state === 'failed' ? (
        <p className="problem" role="alert">
          {asked.reason}
        </p>
      ) : null}
      {asked.state === 'ready' ? <Body page={asked.data} /> : null}
    </>
  );
}
