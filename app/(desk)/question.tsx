'use client';
/** A question in a dialog, with fields of its own: what was typed stays until it is accepted. */
import { type ReactNode, useEffect, useRef } from 'react';

interface QuestionProps {
  readonly id: string;
  readonly title: string;
  readonly children: ReactNode;
  readonly confirm: string;
  readonly cancel: string;
  readonly working: boolean;
  readonly problem: string | null;
  readonly onConfirm: (form: FormData) => void;
  readonly onClose: () => void;
}

export function Question(props: QuestionProps) {
  const { id, title, children, confirm, cancel, working, problem, onConfirm, onClose } = props;
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => box.current?.showModal(), []);
  return (
    <dialog ref={box} className="sheet-box desk-dialog" onClose={onClose} aria-labelledby={id}>
      <form
        className="register-form"
        onSubmit={(event) => {
          event.preventDefault();
          onConfirm(new FormData(event.currentTarget));
        }}
      >
        <h2 id={id}>{title}</h2>
        {children}
        {problem === null ? null : (
          <p className="problem" role="alert">
            {problem}
          </p>
        )}
        <p className="acts">
          <button type="submit" className="button primary" disabled={working}>
            {confirm}
          </button>
          <button type="button" className="button" disabled={working} onClick={onClose}>
            {cancel}
          </button>
        </p>
      </form>
    </dialog>
  );
}
