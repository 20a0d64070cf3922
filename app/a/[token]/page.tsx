/** `/a/TOKEN`: one incident for one person, on a phone, without sign-in and without JavaScript. Opening it changes nothing. */
import { words } from '../../../lib/messages/index.ts';
import type { Locale } from '../../../lib/messages/message.ts';
import { askForLink, type LinkAsk } from '../../_server/link-door.ts';
import { readerOf } from '../../_server/reader.ts';
import { LinkScreen } from './screen.tsx';
import { type LinkPlace, type LinkView, linkView } from './view.ts';
import './link.css';

export const dynamic = 'force-dynamic';
export const metadata = { title: 'Vigie', robots: { index: false, follow: false } };

function placeOf({ house, stored }: LinkAsk): LinkPlace {
  const site = house.picture.inventory?.sites.find(({ id }) => id === stored?.incident.site);
  const device = site?.devices.find(({ id }) => id === stored?.incident.device);
  return {
    site: site?.name ?? stored?.incident.site ?? '',
    device: device?.name ?? stored?.incident.device ?? '',
    zone: site?.timezone ?? 'UTC',
    contacts: site?.contacts ?? {},
  };
}

const later = (locale: Locale): LinkView => {
  const w = words(locale).take;
  return { kind: 'refused', title: w.laterTitle, text: w.later };
};

interface Asked {
  readonly params: Promise<{ readonly token: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function LinkPage({ params, searchParams }: Asked) {
  const reader = await readerOf();
  const { token } = await params;
  const { said } = await searchParams;
  // A store or a role that is away is said in words for somebody who stands in the dark with a phone.
  const asked = await askForLink(token).catch(() => null);
  const locale = asked?.person.locale ?? reader.locale;
  const view =
    asked === null
      ? later(locale)
      : linkView({
          verdict: asked.verdict,
          stored: asked.stored,
          name: asked.person.name,
          place: placeOf(asked),
          now: asked.house.clock.now(),
          locale,
          said: said === 'over' || said === 'refused' || said === 'noted' ? said : null,
        });
  return <LinkScreen view={view} action={`/a/${encodeURIComponent(token)}/act`} locale={locale} />;
}
