'use client';
/** A page that failed says so, and offers to try again; the shell and its live stream live on. */
import { useDesk } from '../../components/desk/desk-context.tsx';

export default function Failed({ reset }: { readonly reset: () => void }) {
  const { say } = useDesk();
  return (
    <div role="alert">
      <div className="title">
        <h1>{say.failedTitle}</h1>
      </div>
      <p className="sentence">{say.failed}</p>
      <p style={{ marginTop: 16 }}>
        <button type="button" className="button" onClick={reset}>
          {say.retry}
        </button>
      </p>
    </div>
  );
}
