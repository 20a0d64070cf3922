'use client';
/** The part of the account that turns the code of an authenticator on and off. */
import { type FormEvent, useState } from 'react';
import { send } from '../../../../components/settings/send.ts';
import { words } from '../../../../lib/messages/index.ts';
import { type PartProps, PasswordField } from './password-part.tsx';
import { asksCurrent } from './view.ts';

const api = '/api/v1/account/totp';
interface Offer {
  readonly secret: string;
  readonly address: string;
}

function Offered({ offer, say }: { offer: Offer; say: ReturnType<typeof words>['settings'] }) {
  return (
    <>
      <p>{say.totpSecret}</p>
      <pre className="command secret">{offer.secret.match(/.{1,4}/g)?.join(' ')}</pre>
      <p>
        <a className="link" href={offer.address}>
          {say.totpOpen}
        </a>
      </p>
      <label>
        {say.totpCode}
        <input name="code" inputMode="numeric" autoComplete="one-time-code" required maxLength={10} />
      </label>
    </>
  );
}

export function TotpPart({ account, locale, onChange }: PartProps) {
  const say = words(locale).settings;
  const [offer, setOffer] = useState<Offer | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const act = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setProblem(null);
    if (!account.hasTotp && !offer) {
      const sent = await send<Offer>('POST', api, say.refused);
      if (sent.ok) setOffer(sent.value);
      else setProblem(sent.problem);
      return;
    }
    const sent = account.hasTotp
      ? await send('POST', `${api}/remove`, say.refused, { current: form.get('current') })
      : await send('POST', `${api}/confirm`, say.refused, { code: form.get('code') });
    if (!sent.ok) return setProblem(sent.problem);
    setOffer(null);
    onChange();
  };
  return (
    <section className="settings-section">
      <div className="head">
        <h2>{say.totp}</h2>
      </div>
      <p>{account.hasTotp ? say.totpOn : say.totpOff}</p>
      <p className="cap">{say.totpHow}</p>
      <form className="fields" onSubmit={act}>
        {offer ? <Offered offer={offer} say={say} /> : null}
        {account.hasTotp && asksCurrent(account) ? (
          <PasswordField name="current" label={say.current} autoComplete="current-password" />
        ) : null}
        <p role="status">{problem}</p>
        <p>
          <button type="submit" className="button">
            {account.hasTotp ? say.totpRemove : offer ? say.totpConfirm : say.totpStart}
          </button>
        </p>
      </form>
    </section>
  );
}
