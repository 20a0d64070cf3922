'use client';
/** People: the list, and each act after its question. */
import { useRef, useState } from 'react';
import { Ask, Once } from '../../../../components/settings/dialog.tsx';
import { Listed } from '../../../../components/settings/listed.tsx';
import { type Sent, send } from '../../../../components/settings/send.ts';
import type { PersonLine } from '../../../../lib/identity/person.ts';
import { words } from '../../../../lib/messages/index.ts';
import type { Locale } from '../../../../lib/messages/message.ts';
import { useFetched } from '../../use-fetched.ts';
import { PersonFields } from './form.tsx';
import { type Named, type PersonRow, personBody, personRows } from './view.ts';

interface Props {
  readonly locale: Locale;
  readonly sites: readonly Named[];
  readonly customers: readonly Named[];
}
type Act = 'add' | 'change' | 'remove' | 'sign-out' | 'link';
type Asked = { readonly act: Act; readonly person: PersonLine | null };

const api = '/api/v1/people';
const at = (person: PersonLine | null, more = ''): string => `${api}/${person?.id ?? ''}${more}`;

function Row({
  row,
  say,
  onAsk,
}: {
  row: PersonRow;
  say: ReturnType<typeof words>['settings'];
  onAsk: (asked: Asked) => void;
}) {
  const { person } = row;
  const button = (act: Act, word: string) => (
    <button
      type="button"
      className="button"
      aria-label={`${word}: ${person.name}`}
      onClick={() => onAsk({ act, person })}
    >
      {word}
    </button>
  );
  return (
    <tr>
      <td>
        <span className="strong">{person.name}</span>
        <div className="cap">{person.id}</div>
      </td>
      <td>{row.roles}</td>
      <td>{row.scope}</td>
      <td>{row.means}</td>
      <td className="muted">{row.origin}</td>
      <td>
        <span className="actions tight">
          {button('link', say.makeLink)}
          {button('sign-out', say.signOutEverywhere)}
          {row.byHand ? button('change', say.change) : null}
          {row.byHand ? button('remove', say.remove) : null}
        </span>
      </td>
    </tr>
  );
}

type Answer = { readonly link?: string };
function sendAct({ act, person }: Asked, form: FormData, refused: string): Promise<Sent<Answer>> {
  if (act === 'add') return send('POST', api, refused, { id: form.get('id'), ...personBody(form) });
  if (act === 'change') return send('POST', at(person), refused, personBody(form));
  if (act === 'remove') return send('DELETE', at(person), refused);
  if (act === 'sign-out') return send('DELETE', at(person, '/sessions'), refused);
  return send('POST', at(person, '/sign-in-link'), refused);
}

interface DialogProps extends Props {
  readonly asked: Asked;
  readonly onDone: () => void;
  readonly onClose: () => void;
  readonly onLink: (person: PersonLine, link: string) => void;
}
function PeopleDialog({ asked, locale, sites, customers, onDone, onClose, onLink }: DialogProps) {
  const say = words(locale).settings;
  const fields = useRef<HTMLDivElement>(null);
  const { act, person } = asked;
  const name = person?.name ?? '';
  const titles = {
    add: say.addPerson,
    change: say.changePerson(name),
    remove: say.removePerson(name),
    'sign-out': say.signOutPerson(name),
    link: say.linkTitle(name),
  };
  const acts = {
    add: say.save,
    change: say.save,
    remove: say.remove,
    'sign-out': say.signOutEverywhere,
    link: say.makeLink,
  };
  const run = async () => {
    const form = new FormData(fields.current?.closest('form') ?? undefined);
    const sent = await sendAct(asked, form, say.refused);
    if (sent.ok && sent.value.link !== undefined && person) onLink(person, sent.value.link);
    if (sent.ok) onDone();
    return sent;
  };
  return (
    <Ask title={titles[act]} act={acts[act]} say={say} onAct={run} onClose={onClose}>
      <div ref={fields}>
        {act === 'add' || act === 'change' ? (
          <PersonFields person={person} sites={sites} customers={customers} locale={locale} say={say} />
        ) : (
          <p>
            {act === 'remove'
              ? say.removeConsequence
              : act === 'link'
                ? say.linkOnce
                : say.signOutConsequence}
          </p>
        )}
      </div>
    </Ask>
  );
}

export function PeopleScreen({ locale, sites, customers }: Props) {
  const say = words(locale).settings;
  const [fetched, again] = useFetched<{ items: PersonLine[] }>(`${api}?limit=1000`);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [link, setLink] = useState<{ readonly name: string; readonly link: string } | null>(null);
  const people = fetched.state === 'ready' ? fetched.data.items : (fetched.last?.items ?? null);
  return (
    <>
      <p className="actions" style={{ marginTop: 0 }}>
        <button
          type="button"
          className="button primary"
          onClick={() => setAsked({ act: 'add', person: null })}
        >
          {say.addPerson}
        </button>
      </p>
      <Listed
        say={say}
        items={people && personRows(people, sites, locale)}
        problem={fetched.state === 'failed' ? (fetched.reason ?? say.failed) : null}
        onRetry={again}
        empty={say.nobody}
        heads={[say.name, say.roles, say.scope, say.signInMeans, say.origin, '']}
        row={(row) => <Row key={row.person.id} row={row} say={say} onAsk={setAsked} />}
      />
      <p className="cap" style={{ marginTop: 12 }}>
        {say.bookHow}
      </p>
      {asked ? (
        <PeopleDialog
          asked={asked}
          locale={locale}
          sites={sites}
          customers={customers}
          onDone={again}
          onClose={() => setAsked(null)}
          onLink={(person, made) => setLink({ name: person.name, link: made })}
        />
      ) : null}
      {link && !asked ? (
        <Once
          title={say.linkTitle(link.name)}
          secret={link.link}
          how={say.linkOnce}
          say={say}
          onClose={() => setLink(null)}
        />
      ) : null}
    </>
  );
}
