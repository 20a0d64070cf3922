'use client';
/** The audit: filters that stand in the address, lines newest first, the same as CSV. */
import Link from 'next/link';
import { Listed } from '../../../../components/settings/listed.tsx';
import { words } from '../../../../lib/messages/index.ts';
import type { Locale } from '../../../../lib/messages/message.ts';
import { useFetched } from '../../use-fetched.ts';
import { type AuditFilterText, type AuditItem, auditPath, auditQuery, auditRows } from './view.ts';

interface Props {
  readonly locale: Locale;
  readonly filter: AuditFilterText;
}
const pageLines = 100;

function Filters({ locale, filter }: Props) {
  const say = words(locale).settings;
  const csv = auditQuery({ ...filter, cursor: '' });
  csv.set('format', 'csv');
  const field = (name: 'who' | 'what' | 'from' | 'to', type: 'text' | 'date') => (
    <label>
      {say[name]}
      <input name={name} type={type} defaultValue={filter[name]} maxLength={100} />
    </label>
  );
  return (
    <form className="filters" method="get" action="/settings/audit">
      {field('who', 'text')}
      {field('what', 'text')}
      {field('from', 'date')}
      {field('to', 'date')}
      <button type="submit" className="button">
        {say.filter}
      </button>
      <a className="link" href={`/api/v1/audit?${csv.toString()}`} style={{ lineHeight: '32px' }}>
        {say.csv}
      </a>
    </form>
  );
}

export function AuditScreen({ locale, filter }: Props) {
  const say = words(locale).settings;
  const query = auditQuery(filter);
  query.set('limit', String(pageLines));
  const [fetched, again] = useFetched<{ items: AuditItem[]; next: string | null }>(
    `/api/v1/audit?${query.toString()}`,
  );
  const page = fetched.state === 'ready' ? fetched.data : fetched.last;
  return (
    <>
      <p className="sentence">{say.auditHow}</p>
      <Filters locale={locale} filter={filter} />
      <Listed
        say={say}
        items={page && auditRows(page.items, locale, 'UTC')}
        problem={fetched.state === 'failed' ? (fetched.reason ?? say.failed) : null}
        onRetry={again}
        empty={say.noLine}
        heads={[`${say.at} (UTC)`, say.who, say.what, say.details]}
        row={({ id, at, who, what, about }) => (
          <tr key={id}>
            <td className="nowrap">{at}</td>
            <td className="strong">{who}</td>
            <td>{what}</td>
            <td className="about">{about}</td>
          </tr>
        )}
      />
      <p className="actions">
        {filter.cursor === '' ? null : (
          <Link className="button" href={auditPath(filter, null)} prefetch={false}>
            {say.newest}
          </Link>
        )}
        {page?.next ? (
          <Link className="button" href={auditPath(filter, page.next)} prefetch={false}>
            {say.older}
          </Link>
        ) : null}
      </p>
    </>
  );
}
