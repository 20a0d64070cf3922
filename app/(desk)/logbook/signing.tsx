'use client';
/** The two signatures: the outgoing shift ends the page, the incoming one says that it has read it. */
import { useState } from 'react';
import { useDesk } from '../../../components/desk/desk-context.tsx';
import { logbookMessages } from '../../../lib/messages/logbook.ts';
import { Question } from '../question.tsx';
import { useAct } from '../send.ts';
import { momentSaid } from '../span-said.ts';
import type { waitingPage } from './view.ts';

interface SignatureProps {
  readonly title: string;
  readonly what: string;
  readonly label: string;
  readonly confirm: string;
  readonly url: string;
  readonly body: Readonly<Record<string, string>>;
  readonly onDone: () => void;
  readonly onClose: () => void;
}
function Signature({ title, what, label, confirm, url, body, onDone, onClose }: SignatureProps) {
  const { locale } = useDesk();
  const say = logbookMessages[locale];
  const { working, problem, act } = useAct(onDone);
  const sign = async (form: FormData) => {
    if ((await act('POST', url, { ...body, note: String(form.get('note') ?? '') })) !== null) onClose();
  };
  return (
    <Question
      id="logbook-signature"
      title={title}
      confirm={working ? say.working : confirm}
      cancel={say.cancel}
      working={working}
      problem={problem}
      onConfirm={(form) => void sign(form)}
      onClose={onClose}
    >
      <p>{what}</p>
      <label>
        {label}
        <textarea name="note" rows={3} maxLength={4_000} />
      </label>
    </Question>
  );
}

export function SignPage({ onDone }: { readonly onDone: () => void }) {
  const { locale } = useDesk();
  const say = logbookMessages[locale];
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="button primary" onClick={() => setOpen(true)}>
        {say.sign}
      </button>
      {open ? (
        <Signature
          title={say.signTitle}
          what={say.signWhat}
          label={say.signNote}
          confirm={say.sign}
          url="/api/v1/logbook/sign"
          body={{}}
          onDone={onDone}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}

export function TakePage({
  waiting,
  mayWrite,
  onDone,
}: {
  readonly waiting: NonNullable<ReturnType<typeof waitingPage>>;
  readonly mayWrite: boolean;
  readonly onDone: () => void;
}) {
  const { locale, zone } = useDesk();
  const say = logbookMessages[locale];
  const [open, setOpen] = useState(false);
  const { who, note } = waiting.outgoing;
  return (
    <div className="problem no-print" style={{ marginTop: 12 }}>
      <p>
        {waiting.own ? say.ownPage(who) : say.toTake(who, momentSaid(Date.parse(waiting.to), zone, locale))}{' '}
        <a className="link" href={`/logbook?page=${waiting.id}`}>
          {say.pages}
        </a>
      </p>
      {note === '' ? null : <p className="strong">{say.remark(note)}</p>}
      {waiting.own || !mayWrite ? null : (
        <p className="acts" style={{ marginTop: 8 }}>
          <button type="button" className="button primary" onClick={() => setOpen(true)}>
            {say.take}
          </button>
        </p>
      )}
      {open ? (
        <Signature
          title={say.takeTitle}
          what={say.takeWhat(who)}
          label={say.takeNote}
          confirm={say.take}
          url="/api/v1/logbook/take"
          body={{ page: waiting.id }}
          onDone={onDone}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </div>
  );
}
