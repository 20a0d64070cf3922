/** The register of periodic checks (extinguishers, weekly generator run…), once parsed. Made only by `parse-checks.ts`. */

export interface PeriodicCheck {
  readonly id: string;
  readonly site: string;
  /** What is checked, when it is a device of the site book. */
  readonly device: string | null;
  readonly title: { readonly fr: string; readonly en: string };
  readonly everyDays: number;
  /** Local day on which it is due for the first time, as days since the epoch. */
  readonly startDay: number;
  /** A person of people.yaml or a schedule of on-call.yaml. */
  readonly owner: string;
  /** So many days before it is due, its owner is reminded: it is shown as coming. */
  readonly remindDays: number;
}
