'use client';
/** Tokens: the list, one made and shown once, one revoked after its question. */
import { useRef, useState } from 'react';
import { Ask, Once } from '../../../../components/settings/dialog.tsx';
import { Listed } from '../../../../components/settings/listed.tsx';
import { send } from '../../../../components/settings/send.ts';
import { kindWord, roleWord } from '../../../../components/settings/words.ts';
import { roles, tokenKinds } from '../../../../lib/identity/rights.ts';
import { words } from '../../../../lib/messages/index.ts';
import type { Locale } from '../../../../lib/messages/message.ts';
import { useFetched } from '../../use-fetched.ts';
import { type Token, type TokenRow, tokenBody, tokenRows } from './view.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}
interface Props {
  readonly locale: Locale;
  readonly sites: readonly Named[];
  readonly customers: readonly Named[];
}
interface Made {
  readonly name: string;
  readonly token: string;
}
const api = '/api/v1/tokens';

function Select({ name, label, options }: { name: string; label: string; options: readonly Named[] }) {
  return (
    <label>
      {label}
      <select name={name}>
        {options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.name}
          </option>
        ))}
      </select>
    </label>
  );
}

function TokenFields({ locale, sites, customers }: Props) {
  const say = words(locale).settings;
  const tokenRoles = roles.filter((role) => role !== 'administrator');
  return (
    <>
      <label>
        {say.name}
        <input name="name" required maxLength={100} autoComplete="off" />
      </label>
      <Select
        name="kind"
        label={say.kind}
        options={tokenKinds.map((id) => ({ id, name: kindWord(id, locale) }))}
      />
      <Select
        name="role"
        label={`${say.role} (${say.api})`}
        options={[
          { id: '', name: say.kindRights },
          ...tokenRoles.map((id) => ({ id, name: roleWord(id, locale) })),
        ]}
      />
      <fieldset>
        <legend>{say.sites}</legend>
        <span>
          {sites.map(({ id, name }) => (
            <label key={id} className="choice">
              <input type="checkbox" name="sites" value={id} />
              {name}
            </label>
          ))}
        </span>
        <span>{say.sitesHow}</span>
      </fieldset>
      <Select
        name="customer"
        label={say.ofCustomer}
        options={[{ id: '', name: say.noCustomer }, ...customers]}
      />
      <label>
        {say.days}
        <input name="days" type="number" min={1} max={3650} inputMode="numeric" />
      </label>
    </>
  );
}

function MakeToken(props: Props & { readonly onMade: (made: Made) => void; readonly onClose: () => void }) {
  const say = words(props.locale).settings;
  const fields = useRef<HTMLDivElement>(null);
  const make = async () => {
    const form = new FormData(fields.current?.closest('form') ?? undefined);
    const sent = await send<Made>('POST', api, say.refused, tokenBody(form));
    if (sent.ok) props.onMade(sent.value);
    return sent;
  };
  return (
    <Ask title={say.makeToken} act={say.makeToken} say={say} onAct={make} onClose={props.onClose}>
      <div className="fields" ref={fields}>
        <TokenFields {...props} />
      </div>
    </Ask>
  );
}

function Row({
  row,
  revoke,
  onRevoke,
}: {
  row: TokenRow;
  revoke: string;
  onRevoke: (row: TokenRow) => void;
}) {
  return (
    <tr>
      <td className="strong">{row.name}</td>
      <td>{row.rights}</td>
      <td>{row.scope}</td>
      <td>{row.made}</td>
      <td>{row.ends}</td>
      <td className="muted">{row.state}</td>
      <td className="right">
        {row.revocable ? (
          <button
            type="button"
            className="button"
            aria-label={`${revoke}: ${row.name}`}
            onClick={() => onRevoke(row)}
          >
            {revoke}
          </button>
        ) : null}
      </td>
    </tr>
  );
}

export function TokensScreen(props: Props) {
  const { locale, sites } = props;
  const say = words(locale).settings;
  const [fetched, again] = useFetched<{ items: Token[] }>(`${api}?limit=1000`);
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<Made | null>(null);
  const [leaving, setLeaving] = useState<TokenRow | null>(null);
  const tokens = fetched.state === 'ready' ? fetched.data.items : (fetched.last?.items ?? null);
  const revoke = async (row: TokenRow) => {
    const sent = await send('DELETE', `${api}/${row.id}`, say.refused);
    if (sent.ok) again();
    return sent;
  };
  const keep = (one: Made) => {
    setMade(one);
    again();
  };
  return (
    <>
      <p className="actions" style={{ marginTop: 0 }}>
        <button type="button" className="button primary" onClick={() => setMaking(true)}>
          {say.makeToken}
        </button>
      </p>
      <Listed
        say={say}
        items={tokens && tokenRows(tokens, sites, locale, 'UTC')}
        problem={fetched.state === 'failed' ? (fetched.reason ?? say.failed) : null}
        onRetry={again}
        empty={say.noToken}
        heads={[say.name, say.kind, say.scope, say.madeAt, say.ends, say.state, '']}
        row={(row) => <Row key={row.id} row={row} revoke={say.revoke} onRevoke={setLeaving} />}
      />
      {making ? <MakeToken {...props} onMade={keep} onClose={() => setMaking(false)} /> : null}
      {made && !making ? (
        <Once
          title={say.tokenMade(made.name)}
          secret={made.token}
          how={say.tokenOnce}
          say={say}
          onClose={() => setMade(null)}
        />
      ) : null}
      {leaving ? (
        <Ask
          title={say.revokeToken(leaving.name)}
          act={say.revoke}
          say={say}
          onAct={() => revoke(leaving)}
          onClose={() => setLeaving(null)}
        >
          <p>{say.revokeConsequence}</p>
        </Ask>
      ) : null}
    </>
  );
}
