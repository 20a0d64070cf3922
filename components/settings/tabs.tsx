'use client';
/** The rooms of the settings that the reader may open. */
import Link from 'next/link';
import { usePathname } from 'next/navigation';

export interface SettingsTab {
  readonly href: string;
  readonly name: string;
}
export function SettingsTabs({
  tabs,
  label,
}: {
  readonly tabs: readonly SettingsTab[];
  readonly label: string;
}) {
  const path = usePathname();
  return (
    <nav className="tabs settings-tabs" aria-label={label}>
      {tabs.map(({ href, name }) => (
        <Link key={href} href={href} aria-current={path === href ? 'true' : undefined} prefetch={false}>
          {name}
        </Link>
      ))}
    </nav>
  );
}
