'use client';
/** The rail: where one can go, each site with its sign and the one figure that matters. */
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { troubling } from '../../lib/readings/now-lines.ts';
import { useDesk } from './desk-context.tsx';
import { Mark } from './mark.tsx';
import { railSites, severityWord } from './rail-view.ts';

export interface RailFacts {
  readonly sites: readonly { readonly id: string; readonly name: string }[];
  readonly drill: boolean;
  readonly person: { readonly name: string; readonly role: string };
  readonly theme: 'dark' | 'light';
}

function Item({ href, children, figure }: { href: string; children: ReactNode; figure?: string | number }) {
  const path = usePathname();
  const current = href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`);
  return (
    <Link href={href} className="rail-item" aria-current={current ? 'page' : undefined} prefetch={false}>
      {children}
      {figure === undefined || figure === '' ? null : <span className="figure">{figure}</span>}
    </Link>
  );
}

function Sites({ facts }: { readonly facts: RailFacts }) {
  const { live, locale } = useDesk();
  const path = usePathname();
  const known = live?.picture ? railSites(live.picture, locale) : null;
  const sites = known ?? facts.sites.map((site) => ({ ...site, severity: null, figure: '' }));
  return sites.map((site) => {
    const here = path.startsWith(`/sites/${site.id}`) || path.startsWith(`/devices/${site.id}/`);
    return (
      <Link
        key={site.id}
        href={`/sites/${site.id}`}
        className="rail-item"
        aria-current={here ? 'page' : undefined}
        prefetch={false}
      >
        <Mark kind={site.severity} word={severityWord(site.severity, locale)} />
        <span className="name">{site.name}</span>
        {site.figure === '' ? null : <span className="figure">{site.figure}</span>}
      </Link>
    );
  });
}

function Foot({ facts, onHelp }: { readonly facts: RailFacts; readonly onHelp: () => void }) {
  const { locale, say } = useDesk();
  const path = usePathname();
  const other = facts.theme === 'dark' ? 'light' : 'dark';
  return (
    <div className="rail-foot cap">
      <div className="wide">
        <p style={{ color: 'var(--text)' }}>{facts.person.name}</p>
        <p>{facts.person.role}</p>
      </div>
      <div className="wide tastes">
        {/* A plain address: the proxy keeps the taste, and the page comes back in it. */}
        <a className="link" href={`${path}?theme=${other}`}>
          {other === 'light' ? say.themeLight : say.themeDark}
        </a>
        <a
          className="link"
          href={`${path}?lang=${locale === 'fr' ? 'en' : 'fr'}`}
          lang={locale === 'fr' ? 'en' : 'fr'}
        >
          {say.otherLanguage}
        </a>
      </div>
      <form method="post" action="/sign-in/out">
        <button type="submit" className="plain link">
          {say.signOut}
        </button>
      </form>
      <button type="button" className="plain wide" onClick={onHelp}>
        <kbd>?</kbd> {say.shortcuts}
      </button>
    </div>
  );
}

/** What a shift keeps: who is called, what is silent on purpose, what is due, what was handed over. */
const registers = [
  ['on-call', 'railOnCall'],
  ['maintenance', 'railMaintenance'],
  ['logbook', 'railLogbook'],
  ['checks', 'railChecks'],
  ['alarm-quality', 'railAlarmQuality'],
] as const;

/** In the order in which a control room hangs them. */
const walls = [
  ['overview', 'railOverview'],
  ['power', 'railPower'],
  ['network', 'railNetwork'],
  ['telephony', 'railTelephony'],
  ['incidents', 'railIncidents'],
] as const;

export function Rail({ facts, onHelp }: { readonly facts: RailFacts; readonly onHelp: () => void }) {
  const { live, say } = useDesk();
  const lines = live?.picture ? troubling(live.picture) : null;
  const count = lines?.length;
  const incidents = lines?.filter(({ incident }) => incident !== null).length;
  return (
    <header className="rail">
      <Link href="/" className="brand" prefetch={false}>
        <span className="brand-bar" aria-hidden="true" />
        VIGIE
      </Link>
      <nav aria-label={say.vigie}>
        <Item href="/" {...(count === undefined ? {} : { figure: count })}>
          {say.overview}
        </Item>
        <Item href="/incidents" {...(incidents === undefined ? {} : { figure: incidents })}>
          {say.incidents}
        </Item>
        <h2>{say.sites}</h2>
        <Sites facts={facts} />
        <h2>{say.alarms}</h2>
        {registers.map(([room, name]) => (
          <Item key={room} href={`/${room}`}>
            {say[name]}
          </Item>
        ))}
        <h2>{say.vigie}</h2>
        <Item href="/vigie">{say.vigieHealth}</Item>
        {facts.drill ? <Item href="/drill">{say.drill}</Item> : null}
        <Item href="/settings">{say.settings}</Item>
        <h2>{say.walls}</h2>
        {walls.map(([wall, name]) => (
          <Item key={wall} href={`/wall/${wall}`}>
            {say[name]}
          </Item>
        ))}
      </nav>
      <Foot facts={facts} onHelp={onHelp} />
    </header>
  );
}
