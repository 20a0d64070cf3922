'use client';
/** Dialogs of the settings: a question with its consequence, a form, a secret shown once. */
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Sent } from './send.ts';
import type { SettingsWords } from './words.ts';

interface BoxProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}
function Box({ title, onClose, children }: BoxProps) {
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => box.current?.showModal(), []);
  return (
    <dialog ref={box} className="sheet-box desk-dialog" onClose={onClose} aria-label={title}>
      <h2>{title}</h2>
      {children}
    </dialog>
  );
}

interface AskProps extends BoxProps {
  readonly say: SettingsWords;
  readonly act: string;
  /** Resolves null when all went well: the dialog closes. */
  readonly onAct: () => Promise<Sent<unknown>>;
}
/** Nothing happens before the button: its word is the act itself. */
export function Ask({ title, say, act, onAct, onClose, children }: AskProps) {
  const [state, setState] = useState<'asking' | 'working' | { readonly problem: string }>('asking');
  const run = async () => {
    setState('working');
    const sent = await onAct();
    if (sent.ok) onClose();
    else setState({ problem: sent.problem });
  };
  const working = state === 'working';
  return (
    <Box title={title} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        {children}
        {typeof state === 'object' ? (
          <p className="problem" role="alert" style={{ marginTop: 12 }}>
            {state.problem}
          </p>
        ) : null}
        <p className="actions">
          <button type="submit" className="button primary" disabled={working}>
            {working ? say.working : act}
          </button>
          <button type="button" className="button" disabled={working} onClick={onClose}>
            {say.cancel}
          </button>
        </p>
      </form>
    </Box>
  );
}

export function Once({
  title,
  secret,
  how,
  say,
  onClose,
}: {
  readonly title: string;
  readonly secret: string;
  readonly how: string;
  readonly say: SettingsWords;
  readonly onClose: () => void;
}) {
  return (
    <Box title={title} onClose={onClose}>
      <pre className="command secret">{secret}</pre>
      <p className="muted" style={{ marginTop: 8 }}>
        {how}
      </p>
      <p className="actions">
        <button type="button" className="button primary" onClick={onClose}>
          {say.close}
        </button>
      </p>
    </Box>
  );
}
