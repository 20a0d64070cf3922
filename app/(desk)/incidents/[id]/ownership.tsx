'use client';
/** Who has an incident, and how one takes it, gives it back, or says what was found. */
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useDesk } from '../../../../components/desk/desk-context.tsx';
import { words } from '../../../../lib/messages/index.ts';
import type { IncidentTold } from '../../../_server/api/incident-shapes.ts';
import { actOn, type Outcome } from '../act.ts';
import { TakeForm, useOutcomeWords } from '../take-form.tsx';
import { momentOf } from '../view.ts';
import { lastedOf } from './view.ts';

interface Props {
  readonly told: IncidentTold;
  readonly mayAct: boolean;
  readonly onChange: () => void;
}

/** Giving back asks first: it calls somebody. */
function GiveBack({ told, onChange }: Omit<Props, 'mayAct'>) {
  const { locale } = useDesk();
  const say = words(locale).incident;
  const box = useRef<HTMLDialogElement>(null);
  const [asked, setAsked] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const said = useOutcomeWords()(outcome);
  useEffect(() => {
    if (asked) box.current?.showModal();
  }, [asked]);
  const act = async () => {
    const done = await actOn(told.id, { kind: 'withdraw', version: told.version });
    setOutcome(done);
    if (done.ok) setAsked(false);
    onChange();
  };
  return (
    <>
      <button type="button" className="button" onClick={() => setAsked(true)}>
        {say.giveBack}
      </button>
      {asked ? (
        <dialog
          ref={box}
          className="sheet-box desk-dialog"
          onClose={() => setAsked(false)}
          aria-labelledby="give-back"
        >
          <h2 id="give-back">{say.giveBackQuestion}</h2>
          <p>{say.giveBackWhy}</p>
          {said === null ? null : (
            <p className="problem" role="alert">
              {said}
            </p>
          )}
          <p className="acts">
            <button type="button" className="button primary" onClick={act}>
              {say.giveBack}
            </button>
            <button type="button" className="button" onClick={() => setAsked(false)}>
              {say.cancel}
            </button>
          </p>
        </dialog>
      ) : null}
    </>
  );
}

function AddNote({ told, onChange }: Omit<Props, 'mayAct'>) {
  const { locale } = useDesk();
  const say = words(locale).incident;
  const [note, setNote] = useState('');
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const said = useOutcomeWords()(outcome);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const done = await actOn(told.id, { kind: 'note', note });
    setOutcome(done);
    if (done.ok) setNote('');
    onChange();
  };
  return (
    <form className="take add-note" onSubmit={save}>
      <label className="cap" htmlFor="add-note">
        {say.addNote}
      </label>
      <textarea
        id="add-note"
        rows={2}
        maxLength={2000}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      {said === null ? null : (
        <p className="problem" role="alert">
          {said}
        </p>
      )}
      <p className="acts">
        <button type="submit" className="button" disabled={note.trim() === ''}>
          {say.addNote}
        </button>
      </p>
    </form>
  );
}

function Phones({ told }: { readonly told: IncidentTold }) {
  const { live, locale } = useDesk();
  const say = words(locale).incident;
  const contacts = live?.picture?.sites.find(({ id }) => id === told.site)?.contacts ?? {};
  const fire = told.rule.startsWith('safety.fire') || told.rule.startsWith('safety.smoke');
  const all = [
    ...(fire && contacts.fire_brigade ? [[say.callFire, contacts.fire_brigade] as const] : []),
    ...(contacts.guard ? [[say.callSite, contacts.guard] as const] : []),
  ];
  if (all.length === 0 || told.state === 'resolved') return null;
  return (
    <p className="acts phones">
      {all.map(([word, number]) => (
        <a key={word} className="button" href={`tel:${number}`}>
          {word} <span className="cond">{number}</span>
        </a>
      ))}
    </p>
  );
}

export function Ownership({ told, mayAct, onChange }: Props) {
  const { live, locale, zone } = useDesk();
  const say = words(locale).incident;
  const now = live?.now ?? Date.now();
  const { acknowledgement, state } = told;
  const over = state === 'resolved';
  const until = acknowledgement ? momentOf(Date.parse(acknowledgement.until), now, zone, locale) : '';
  const open = told.children.filter((child) => child.state === 'open').length;
  return (
    <section className="ownership" aria-label={say.ownership} data-state={state}>
      <div className="head">
        <h2>{say.ownership}</h2>
        <span className="cap">{acknowledgement ? say.byUntil(acknowledgement.who, until) : ''}</span>
      </div>
      {over ? <p className="strong">{say.over(lastedOf(told, now, locale))}</p> : null}
      {!over && acknowledgement === null ? <p className="strong">{say.nobody}</p> : null}
      {acknowledgement?.note ? <p>{acknowledgement.note}</p> : null}
      <Phones told={told} />
      {mayAct && !over ? (
        <TakeForm
          taking={{ id: told.id, version: told.version, site: told.site, children: open }}
          label={acknowledgement ? say.takeAgain : say.take}
          onDone={onChange}
        />
      ) : null}
      {mayAct && acknowledgement ? <GiveBack told={told} onChange={onChange} /> : null}
      {mayAct && (over || acknowledgement) ? <AddNote told={told} onChange={onChange} /> : null}
    </section>
  );
}
