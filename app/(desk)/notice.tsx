'use client';
/** What has just been done, with the way back; and why something was refused. */
export interface Done {
  readonly text: string;
  readonly undo: () => void;
}

export function Notice({
  done,
  problem,
  undoWord,
}: {
  readonly done: Done | null;
  readonly problem: string | null;
  readonly undoWord: string;
}) {
  return (
    <>
      {problem === null ? null : (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {done === null ? null : (
        <p className="done" role="status">
          {done.text}{' '}
          <button type="button" className="plain link" onClick={done.undo}>
            {undoWord}
          </button>
        </p>
      )}
    </>
  );
}
