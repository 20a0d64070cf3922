/** What a wall's page gives its screen: what the server rendered, until the live stream speaks. */
import type { Instant } from '../../lib/time/clock.ts';
import type { WallSettings } from './settings.ts';

export interface ScreenProps<Model> {
  readonly settings: WallSettings;
  /** Build that served the page. */
  readonly build: string;
  readonly initial: { readonly model: Model; readonly now: Instant };
}
