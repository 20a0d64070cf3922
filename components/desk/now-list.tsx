'use client';
/** What is abnormal now: what, where, since when, consequence, first action. */
import Link from 'next/link';
import { words } from '../../lib/messages/index.ts';
import { useDesk } from './desk-context.tsx';
import { Mark } from './mark.tsx';
import type { NowList as List, NowRow } from './now-view.ts';
import { severityWord } from './rail-view.ts';

function Row({ row, showSite }: { readonly row: NowRow; readonly showSite: boolean }) {
  const { locale, say } = useDesk();
  const critical = row.sign === 'critical';
  const word =
    row.sign === 'maintenance' ? words(locale).incident.maintenanceWord : severityWord(row.severity, locale);
  const what = (
    <>
      <Mark kind={row.sign} word={word} onBlock={critical} />
      <span className="abnormal">{word}</span>
      <span>
        {showSite ? `${row.where} · ` : ''}
        {row.what}
        {row.more > 0 ? ` ${say.more(row.more)}` : ''}
      </span>
      <span className="since">{say.since(row.clock, row.age)}</span>
    </>
  );
  const className = critical ? `what block${row.blinks ? ' blinks' : ''}` : 'what';
  return (
    <li>
      {row.href === null ? (
        <p className={className}>{what}</p>
      ) : (
        <Link href={row.href} className={className} prefetch={false}>
          {what}
        </Link>
      )}
      {row.owner === null ? null : (
        <p className="owner cap">
          <span className={row.owner.free ? 'strong' : undefined}>{row.owner.who}</span> {row.owner.until}
        </p>
      )}
      {row.consequence === null && row.action === null ? null : (
        <dl>
          {row.consequence === null ? null : (
            <>
              <dt>{say.consequence}</dt>
              <dd>{row.consequence}</dd>
            </>
          )}
          {row.action === null ? null : (
            <>
              <dt>{say.firstAction}</dt>
              <dd className="strong">{row.action}</dd>
            </>
          )}
        </dl>
      )}
    </li>
  );
}

export function NowList({ list, showSite = false }: { readonly list: List; readonly showSite?: boolean }) {
  const { say } = useDesk();
  return (
    <section aria-label={say.now}>
      <div className="head">
        <h2>{say.now}</h2>
        <span className="cap">{list.rows.length + list.hidden}</span>
      </div>
      {list.rows.length === 0 ? (
        <p className="empty">{say.noneNow}</p>
      ) : (
        <ul className="now">
          {list.rows.map((row) => (
            <Row key={row.id} row={row} showSite={showSite} />
          ))}
        </ul>
      )}
      {list.hidden > 0 ? <p className="cap">{say.moreHidden(list.hidden)}</p> : null}
    </section>
  );
}
