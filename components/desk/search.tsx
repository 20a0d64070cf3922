'use client';
/** The search of the top bar: `/` goes there, arrows choose, Enter opens. */
import { useRouter } from 'next/navigation';
import { type KeyboardEvent, type RefObject, useId, useState } from 'react';
import { useDesk } from './desk-context.tsx';
import { type Found, search } from './search-view.ts';

export function Search({ field }: { readonly field: RefObject<HTMLInputElement | null> }) {
  const { live, locale, say } = useDesk();
  const router = useRouter();
  const list = useId();
  const [typed, setTyped] = useState('');
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState(0);
  const found = live?.picture && open ? search(live.picture, typed, locale) : [];
  const go = (to: Found | undefined) => {
    if (!to) return;
    setOpen(false);
    setTyped('');
    field.current?.blur();
    router.push(to.href);
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setChosen((at) => Math.min(at + 1, Math.max(0, found.length - 1)));
    else if (event.key === 'ArrowUp') setChosen((at) => Math.max(at - 1, 0));
    else if (event.key === 'Enter') go(found[chosen]);
    else if (event.key === 'Escape') field.current?.blur();
    else return;
    event.preventDefault();
  };
  return (
    <search className="searchbox">
      <input
        ref={field}
        type="text"
        role="combobox"
        aria-expanded={open && typed !== ''}
        aria-controls={list}
        aria-label={say.searchLabel}
        placeholder={say.searchPlaceholder}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setChosen(0);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setTimeout(() => setOpen(false), 150)}
        onKeyDown={keys}
      />
      <kbd>/</kbd>
      {open && typed.trim() !== '' ? (
        <Results id={list} found={found} chosen={chosen} none={say.nothingFound} />
      ) : null}
    </search>
  );
}

interface ResultsProps {
  readonly id: string;
  readonly found: readonly Found[];
  readonly chosen: number;
  readonly none: string;
}
function Results({ id, found, chosen, none }: ResultsProps) {
  if (found.length === 0)
    return (
      <p id={id} className="found empty" style={{ padding: 8 }}>
        {none}
      </p>
    );
  return (
    <div id={id} role="listbox" className="found">
      {found.map((one, index) => (
        <a
          key={`${one.href}${one.name}`}
          href={one.href}
          role="option"
          aria-selected={index === chosen}
          tabIndex={-1}
        >
          <span>{one.name}</span>
          <span className="muted cap">{one.where}</span>
        </a>
      ))}
    </div>
  );
}
