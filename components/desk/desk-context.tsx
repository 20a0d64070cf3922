'use client';
/** One live stream for the whole desk: it lives on while a person goes from page to page. */
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { words } from '../../lib/messages/index.ts';
import type { Locale } from '../../lib/messages/message.ts';
import { drawnMetrics } from '../live/events.ts';
import type { Live } from '../live/use-live.ts';
import { useLive } from '../live/use-live.ts';

export type DeskWords = ReturnType<typeof words>['desk'];

export interface Desk {
  /** Null until the first snapshot. */
  readonly live: Live | null;
  readonly locale: Locale;
  readonly say: DeskWords;
  /** The reader's zone; a site's own is said beside it. */
  readonly zone: string;
}

const DeskContext = createContext<Desk | null>(null);

export function DeskProvider({
  locale,
  children,
}: {
  readonly locale: Locale;
  readonly children: ReactNode;
}) {
  const live = useLive({ recent: drawnMetrics.desk });
  const [zone, setZone] = useState('UTC');
  useEffect(() => setZone(Intl.DateTimeFormat().resolvedOptions().timeZone), []);
  const desk = useMemo(() => ({ live, locale, say: words(locale).desk, zone }), [live, locale, zone]);
  return <DeskContext value={desk}>{children}</DeskContext>;
}

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('useDesk is called outside DeskProvider');
  return desk;
}
