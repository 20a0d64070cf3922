'use client';
/** A wall whose page could not be made says so, and tries again by itself: nobody stands at a wall to press a key. */
import { useEffect } from 'react';
import { retryEveryMs } from '../../../components/live/doubt.ts';

export default function WallError({ reset }: { readonly error: Error; readonly reset: () => void }) {
  useEffect(() => {
    const timer = setInterval(() => {
      fetch('/api/health', { cache: 'no-store' })
        .then((answer) => (answer.ok ? location.reload() : reset()))
        .catch(() => {});
    }, retryEveryMs);
    return () => clearInterval(timer);
  }, [reset]);
  return (
    <main className="wall" data-theme="dark" lang="fr">
      <p className="wall-error">
        Vigie démarre ou ne répond pas. Nouvel essai toutes les 5 s.
        <br />
        <span lang="en">Vigie is starting or does not answer. Trying again every 5 s.</span>
      </p>
    </main>
  );
}
