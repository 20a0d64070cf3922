/** What is set on a wall through its address: language, theme, zone of its clock, rotation, name, overscan. */
import { isLocale, type Locale } from '../../lib/messages/message.ts';

export const wallScreens = ['overview', 'power', 'network', 'telephony', 'incidents'] as const;
export type WallScreen = (typeof wallScreens)[number];

export interface WallSettings {
  readonly locale: Locale;
  readonly theme: 'dark' | 'light';
  /** Zone of the clock and of instants without a site; null: the zone that most sites share. */
  readonly zone: string | null;
  /** Name by which the wall's heartbeat is known. */
  readonly name: string;
  /** Walls shown in turn; empty: this one stays. */
  readonly rotate: readonly WallScreen[];
  readonly rotateEveryMs: number;
  /** A new critical brings its wall forward in the rotation. */
  readonly bringForward: boolean;
  /** Part of the viewport that is used: a television that cuts its edges needs less than 1. */
  readonly zoom: number;
}

/** As Next gives the address's parameters. */
export type Parameters = Readonly<Record<string, string | readonly string[] | undefined>>;

const one = (parameters: Parameters, name: string): string | undefined => {
  const value = parameters[name];
  return typeof value === 'string' ? value : value?.[0];
};
const isScreen = (text: string): text is WallScreen => wallScreens.some((screen) => screen === text);

function knownZone(text: string | undefined): string | null {
  if (!text) return null;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

const between = (text: string | undefined, low: number, high: number, otherwise: number): number => {
  const value = Number(text ?? '');
  return text && Number.isFinite(value) ? Math.min(high, Math.max(low, value)) : otherwise;
};

/** Nothing in an address can break a wall: what is not understood is left at its default. */
export function wallSettings(
  parameters: Parameters,
  kept: Pick<WallSettings, 'locale' | 'theme'>,
): WallSettings {
  const lang = one(parameters, 'lang');
  const theme = one(parameters, 'theme');
  const rotate = (one(parameters, 'rotate') ?? '').split(',').filter(isScreen);
  return {
    locale: isLocale(lang) ? lang : kept.locale,
    theme: theme === 'light' || theme === 'dark' ? theme : kept.theme,
    zone: knownZone(one(parameters, 'zone')),
    name: (one(parameters, 'wall') ?? 'wall').replace(/[^\w-]/g, '').slice(0, 40) || 'wall',
    rotate: rotate.length > 1 ? rotate : [],
    rotateEveryMs: between(one(parameters, 'every'), 10, 3600, 30) * 1000,
    bringForward: one(parameters, 'forward') !== '0',
    zoom: between(one(parameters, 'zoom'), 0.8, 1, 1),
  };
}

/** The wall that comes after this one. */
export const nextWall = (rotate: readonly WallScreen[], current: WallScreen): WallScreen | null =>
  rotate.length > 1 ? (rotate[(rotate.indexOf(current) + 1) % rotate.length] ?? null) : null;
