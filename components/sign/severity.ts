/** What a sign may say: its rank is carried by area and shape as much as by colour. */
import type { Severity } from '../../lib/readings/abnormal.ts';

export type { Severity };

/** A sign is a severity, or one of the states that are no severity. */
export type SignKind = Severity | 'maintenance' | 'recovered';

/** Colours as CSS variables: fill of the sign, text beside it, lines of that severity. */
export const severityFill: Readonly<Record<SignKind, string>> = {
  critical: 'var(--critical)',
  warning: 'var(--warning)',
  information: 'var(--information)',
  stale: 'var(--muted)',
  maintenance: 'var(--maintenance)',
  recovered: 'var(--recovered)',
};
/** Critical words are never orange letters: they stand in the block, or in the text colour. */
export const severityText: Readonly<Record<SignKind, string>> = {
  critical: 'var(--text)',
  warning: 'var(--warning-text)',
  information: 'var(--information-text)',
  stale: 'var(--muted)',
  maintenance: 'var(--maintenance-text)',
  recovered: 'var(--recovered-text)',
};
export const severityLine: Readonly<Record<SignKind, string>> = {
  critical: 'var(--critical)',
  warning: 'var(--warning-line)',
  information: 'var(--information-line)',
  stale: 'var(--muted)',
  maintenance: 'var(--maintenance)',
  recovered: 'var(--recovered)',
};
