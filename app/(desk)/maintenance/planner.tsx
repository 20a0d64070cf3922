'use client';
/** The form of a plan: says what it will silence while it is being written. */
import { useMemo, useState } from 'react';
import { useDesk } from '../../../components/desk/desk-context.tsx';
import { maintenanceMessages } from '../../../lib/messages/maintenance.ts';
import { useAct } from '../send.ts';
import { PlanFields } from './plan-fields.tsx';
import { PlanPreview } from './plan-preview.tsx';

/** What the form holds, as POST /api/v1/maintenance takes it. */
export interface Draft {
  readonly name: string;
  readonly reason: string;
  readonly site: string;
  readonly thing: string;
  readonly from: string;
  readonly to: string;
  readonly repeat: 'none' | 'daily' | 'weekly' | 'monthly';
  readonly weekdays: readonly number[];
  readonly nth: number;
  readonly until: string;
}

export const emptyDraft: Draft = {
  name: '',
  reason: '',
  site: '',
  thing: '',
  from: '',
  to: '',
  repeat: 'none',
  weekdays: [],
  nth: 1,
  until: '',
};

export function bodyOf(draft: Draft) {
  const { name, reason, site, thing, from, to, weekdays, nth, until } = draft;
  const repeat =
    draft.repeat === 'weekly'
      ? { kind: 'weekly', weekdays }
      : draft.repeat === 'monthly'
        ? { kind: 'monthly', weekday: weekdays[0] ?? 1, nth }
        : { kind: draft.repeat };
  return {
    ...{ name, reason, site, from, to, repeat },
    thing: thing === '' ? null : thing,
    until: until === '' || draft.repeat === 'none' ? null : until,
  };
}

export function Planner({ onPlanned }: { readonly onPlanned: () => void }) {
  const { live, locale } = useDesk();
  const say = maintenanceMessages[locale];
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const { working, problem, act } = useAct(onPlanned);
  const sites = live?.picture?.sites ?? [];
  const site = sites.find(({ id }) => id === draft.site) ?? sites[0];
  const whole = useMemo(() => ({ ...draft, site: site?.id ?? '' }), [draft, site]);
  const save = async () => {
    if ((await act('POST', '/api/v1/maintenance', bodyOf(whole))) !== null) setDraft(emptyDraft);
  };
  return (
    <form
      className="register-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <PlanFields draft={whole} site={site} sites={sites} onChange={setDraft} />
      <PlanPreview draft={whole} />
      {problem === null ? null : (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <p className="acts">
        <button type="submit" className="button primary" disabled={working}>
          {working ? say.working : say.save}
        </button>
      </p>
    </form>
  );
}
