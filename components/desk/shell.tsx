'use client';
/** What stands around every page of the desk, and the keys that work on all of them. */
import { usePathname, useRouter } from 'next/navigation';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { formatClock, formatDuration } from '../../lib/messages/format.ts';
import type { Locale } from '../../lib/messages/message.ts';
import { doubtOf } from '../live/doubt.ts';
import { crumbsOf } from './crumbs.ts';
import { DeskProvider, useDesk } from './desk-context.tsx';
import { Help } from './help.tsx';
import { Rail, type RailFacts } from './rail.tsx';
import { scenarioWord } from './scenario-word.ts';
import { TopBar } from './top-bar.tsx';
import { useKeys } from './use-keys.ts';

interface ShellProps {
  readonly facts: RailFacts;
  readonly locale: Locale;
  readonly children: ReactNode;
}

/** Ten seconds of silence and more: the page doubts itself. */
function Silence() {
  const { live, locale, say, zone } = useDesk();
  if (!live || doubtOf(live.silentMs) === 'none') return null;
  return (
    <p className="silence" role="alert">
      {live.heardAt === null
        ? say.neverHeard
        : say.silence(formatDuration(live.silentMs, locale), formatClock(live.heardAt, zone, true))}
    </p>
  );
}

function Exercise() {
  const { live, locale, say } = useDesk();
  const active = live?.picture?.drill?.active ?? [];
  if (active.length === 0) return null;
  const name = (id: string) => live?.picture?.sites.find((site) => site.id === id)?.name ?? id;
  const what = active.map((one) => `${scenarioWord(one.scenario, locale)}, ${name(one.site)}`).join(' · ');
  return (
    <p className="exercise">
      <b>{say.exerciseBanner}</b> <span>{what}</span>
    </p>
  );
}

function Inside({ facts, children }: Omit<ShellProps, 'locale'>) {
  const { live, locale } = useDesk();
  const router = useRouter();
  const path = usePathname();
  const field = useRef<HTMLInputElement>(null);
  const [help, setHelp] = useState(false);
  useKeys(
    useMemo(
      () =>
        Object.fromEntries<() => void>([
          ['/', () => field.current?.focus()],
          ['?', () => setHelp(true)],
          ['0', () => router.push('/')],
          ['Escape', () => field.current?.blur()],
        ]),
      [router],
    ),
  );
  const sites = live?.picture?.sites ?? facts.sites.map((site) => ({ ...site, devices: [] }));
  return (
    <div className="shell">
      <Rail facts={facts} onHelp={() => setHelp(true)} />
      <div style={{ minWidth: 0 }}>
        <TopBar crumbs={crumbsOf(path, sites, locale)} field={field} />
        <Exercise />
        <Silence />
        <main className="content">{children}</main>
      </div>
      {help ? <Help onClose={() => setHelp(false)} /> : null}
    </div>
  );
}

export function Shell({ facts, locale, children }: ShellProps) {
  return (
    <DeskProvider locale={locale}>
      <Inside facts={facts}>{children}</Inside>
    </DeskProvider>
  );
}
