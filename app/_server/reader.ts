/** Language and theme of whoever looks: the address first (kept by the proxy), then what was kept, then the book's. */
import { cookies } from 'next/headers';
import { isLocale, type Locale } from '../../lib/messages/message.ts';
import { langCookie, themeCookie } from './cookies.ts';
import { theHouse } from './house.ts';

export interface Reader {
  readonly locale: Locale;
  readonly theme: 'dark' | 'light';
}

export async function readerOf(): Promise<Reader> {
  const jar = await cookies();
  const lang = jar.get(langCookie)?.value;
  const theme = jar.get(themeCookie)?.value;
  return {
    locale: isLocale(lang) ? lang : (theHouse()?.picture.locale() ?? 'fr'),
    theme: theme === 'light' ? 'light' : 'dark',
  };
}
