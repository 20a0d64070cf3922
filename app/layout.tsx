/** The root of every page: fonts and tokens; each screen says its own language and theme. */
import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import './globals.css';

export const metadata: Metadata = {
  title: 'Vigie',
  description: 'Supervision en temps réel',
  manifest: '/manifest.webmanifest',
};

export default function RootLayout({ children }: { readonly children: ReactNode }) {
  return (
    <html lang="fr" suppressHydrationWarning>
      <body>{children}</body>
    </html>
  );
}
