'use client';
/** One's own account: what there is, each part with its own act. */
import { useState } from 'react';
import { Listed } from '../../../../components/settings/listed.tsx';
import { send } from '../../../../components/settings/send.ts';
import { words } from '../../../../lib/messages/index.ts';
import type { Locale } from '../../../../lib/messages/message.ts';
import { useFetched } from '../../use-fetched.ts';
import { PasswordPart } from './password-part.tsx';
import { TotpPart } from './totp-part.tsx';
import { type Account, type SessionRow, sessionRows } from './view.ts';

const api = '/api/v1/account';

function Sessions({
  account,
  locale,
  onChange,
}: {
  readonly account: Account;
  readonly locale: Locale;
  readonly onChange: () => void;
}) {
  const say = words(locale).settings;
  const [said, setSaid] = useState<string | null>(null);
  const end = async (id: string | null) => {
    const path = id === null ? `${api}/sessions` : `${api}/sessions/${id}`;
    const sent = await send<{ ended: number }>('DELETE', path, say.refused);
    setSaid(sent.ok ? say.ended(sent.value.ended) : sent.problem);
    onChange();
  };
  const row = ({ id, browser, from, seen, mine }: SessionRow) => (
    <tr key={id}>
      <td className="strong">{browser}</td>
      <td>{from}</td>
      <td>{seen}</td>
      <td className="right">
        {mine ? (
          <span className="muted">{say.thisSession}</span>
        ) : (
          <button type="button" className="button" onClick={() => end(id)}>
            {say.end}
          </button>
        )}
      </td>
    </tr>
  );
  return (
    <section className="settings-section">
      <div className="head">
        <h2>{say.sessions}</h2>
      </div>
      <Listed
        say={say}
        items={sessionRows(account, locale, 'UTC')}
        problem={null}
        onRetry={onChange}
        empty=""
        heads={[say.sessions, say.from, `${say.seen} (UTC)`, '']}
        row={row}
      />
      <p className="actions">
        <button type="button" className="button" onClick={() => end(null)}>
          {say.endOthers}
        </button>
      </p>
      <p role="status">{said}</p>
    </section>
  );
}

export function AccountScreen({ locale }: { readonly locale: Locale }) {
  const say = words(locale).settings;
  const [fetched, again] = useFetched<Account>(api);
  const account = fetched.state === 'ready' ? fetched.data : fetched.last;
  if (!account)
    return fetched.state === 'failed' ? (
      <p className="problem" role="alert">
        {fetched.reason ?? say.failed}
      </p>
    ) : (
      <p className="loading">{say.loading}</p>
    );
  return (
    <>
      <p className="sentence">
        {account.name} <span className="muted">{account.person}</span>
      </p>
      <PasswordPart account={account} locale={locale} onChange={again} />
      <TotpPart account={account} locale={locale} onChange={again} />
      <Sessions account={account} locale={locale} onChange={again} />
    </>
  );
}
