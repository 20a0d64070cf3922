'use client';
/** The filters of the list of incidents: each is a part of the address. */
import { useRouter } from 'next/navigation';
import { useDesk } from '../../../components/desk/desk-context.tsx';
import { words } from '../../../lib/messages/index.ts';
import { type ListFilters, severityChoices, sorts, stateChoices, withFilter } from './view.ts';

function Choice(props: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, word: string])[];
  readonly onChange: (value: string) => void;
}) {
  return (
    <label>
      <span className="cap">{props.label}</span>
      <select value={props.value} onChange={(event) => props.onChange(event.target.value)}>
        {props.options.map(([value, word]) => (
          <option key={value} value={value}>
            {word}
          </option>
        ))}
      </select>
    </label>
  );
}

export function Filters({ filters }: { readonly filters: ListFilters }) {
  const { live, locale } = useDesk();
  const say = words(locale).incident;
  const router = useRouter();
  const set = (change: Partial<ListFilters>) =>
    router.replace(`/incidents${withFilter(filters, change)}`, { scroll: false });
  const stateWords = {
    current: say.stateCurrent,
    untaken: say.stateUntaken,
    taken: say.stateTaken,
    resolved: say.stateResolved,
    all: say.all,
  };
  const sortWords = { worst: say.sortWorst, newest: say.sortNewest, oldest: say.sortOldest };
  return (
    <div className="filters">
      <div className="tabs">
        {stateChoices.map((state) => (
          <button
            key={state}
            type="button"
            aria-pressed={filters.state === state}
            onClick={() => set({ state })}
          >
            {stateWords[state]}
          </button>
        ))}
      </div>
      <Choice
        label={say.site}
        value={filters.site}
        options={[['', say.all], ...(live?.picture?.sites ?? []).map(({ id, name }) => [id, name] as const)]}
        onChange={(site) => set({ site })}
      />
      <Choice
        label={say.severity}
        value={filters.severity}
        options={[['', say.all], ...severityChoices.map((one) => [one, say[one]] as const)]}
        onChange={(severity) => set({ severity })}
      />
      <Choice
        label={say.sort}
        value={filters.sort}
        options={sorts.map((one) => [one, sortWords[one]] as const)}
        onChange={(sort) => set({ sort: sort as ListFilters['sort'] })}
      />
      <label>
        <span className="cap">{say.from}</span>
        <input type="date" value={filters.from} onChange={(event) => set({ from: event.target.value })} />
      </label>
      <label>
        <span className="cap">{say.to}</span>
        <input type="date" value={filters.to} onChange={(event) => set({ to: event.target.value })} />
      </label>
    </div>
  );
}
