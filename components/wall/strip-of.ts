/** The strip of one picture: what every wall's view puts at its top. */
import { commonMessages } from '../../lib/messages/common.ts';
import { countBySeverity } from '../../lib/readings/abnormal.ts';
import type { Picture } from '../../lib/readings/picture.ts';
import { alarmsOf } from './bring-forward.ts';
import type { WallSettings } from './settings.ts';
import { stripView, wallZone } from './strip-view.ts';
import type { Trouble } from './trouble.ts';
import type { WallModel } from './wall-face.tsx';

/** `nameSite`: a wall of one subject names the site of the worst critical, which it may not show itself. */
export function wallStrip(
  picture: Picture,
  troubles: readonly Trouble[],
  settings: WallSettings,
  title: string,
  nameSite: boolean,
): WallModel {
  const { locale } = settings;
  const zone = wallZone(
    settings.zone,
    picture.sites.map((site) => site.timezone),
    picture.now,
  );
  const critical = troubles.find((one) => one.severity === 'critical' && one.site !== null);
  const site = picture.sites.find((one) => one.id === critical?.site);
  return {
    zone,
    alarms: alarmsOf(troubles),
    strip: stripView({
      title,
      counts: countBySeverity(troubles),
      criticalSite: nameSite && site ? site.name : null,
      exercise: (picture.drill?.active.length ?? 0) > 0 ? commonMessages[locale].exercise : null,
      zone,
      locale,
    }),
  };
}
