'use client';
/** All the keys, on `?`. */
import { useEffect, useRef } from 'react';
import { incidentMessages } from '../../lib/messages/incident.ts';
import { useDesk } from './desk-context.tsx';

export function Help({ onClose }: { readonly onClose: () => void }) {
  const { locale, say } = useDesk();
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => box.current?.showModal(), []);
  const keys: readonly (readonly [string, string])[] = [
    ['/', say.keySearch],
    ['0', say.keyOverview],
    ['1 … 7', say.keySystems],
    ['J  K', say.keyNext],
    ['A', incidentMessages[locale].keyTake],
    [say.escapeKey, say.keyEscape],
    ['?', say.keyHelp],
  ];
  return (
    <dialog ref={box} className="sheet-box desk-dialog" onClose={onClose} aria-labelledby="help-title">
      <h2 id="help-title">{say.shortcutsTitle}</h2>
      <dl className="keys">
        {keys.map(([key, what]) => (
          <div key={key} style={{ display: 'contents' }}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <p style={{ marginTop: 16 }}>
        <button type="button" className="button" onClick={onClose}>
          {say.close}
        </button>
      </p>
    </dialog>
  );
}
