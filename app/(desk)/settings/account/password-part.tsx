'use client';
/** The part of the account that sets a password. */
import { type FormEvent, useState } from 'react';
import { send } from '../../../../components/settings/send.ts';
import { words } from '../../../../lib/messages/index.ts';
import type { Locale } from '../../../../lib/messages/message.ts';
import { type Account, asksCurrent } from './view.ts';

export interface PartProps {
  readonly account: Account;
  readonly locale: Locale;
  readonly onChange: () => void;
}

export function PasswordField({
  name,
  label,
  autoComplete,
}: {
  name: string;
  label: string;
  autoComplete: string;
}) {
  return (
    <label>
      {label}
      <input name={name} type="password" required maxLength={200} autoComplete={autoComplete} />
    </label>
  );
}

export function PasswordPart({ account, locale, onChange }: PartProps) {
  const say = words(locale).settings;
  const [said, setSaid] = useState<string | null>(null);
  const change = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const element = event.currentTarget;
    const form = new FormData(element);
    if (form.get('next') !== form.get('again')) {
      setSaid(say.notSame);
      return;
    }
    const body = { current: form.get('current'), next: form.get('next') };
    const sent = await send('POST', '/api/v1/account/password', say.refused, body);
    setSaid(sent.ok ? say.passwordDone : sent.problem);
    if (!sent.ok) return;
    element.reset();
    onChange();
  };
  return (
    <section className="settings-section">
      <div className="head">
        <h2>{say.password}</h2>
      </div>
      <p>{account.hasPassword ? say.passwordSet : say.passwordNone}</p>
      <form className="fields" onSubmit={change}>
        {/* For the browser's own keeper of passwords. */}
        <input type="hidden" name="username" autoComplete="username" value={account.person} readOnly />
        {asksCurrent(account) ? (
          <PasswordField name="current" label={say.current} autoComplete="current-password" />
        ) : null}
        <PasswordField name="next" label={say.nextPassword} autoComplete="new-password" />
        <PasswordField name="again" label={say.nextAgain} autoComplete="new-password" />
        <p className="cap">{say.passwordHow}</p>
        <p role="status">{said}</p>
        <p>
          <button type="submit" className="button primary">
            {say.setPassword}
          </button>
        </p>
      </form>
    </section>
  );
}
