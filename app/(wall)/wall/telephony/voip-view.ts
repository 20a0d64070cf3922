/** The VoIP of a site: calls of the device that carries its trunk, of the channels of the trunk. */
import { type Figure, figureOf } from '../../../../components/wall/measured-figure.ts';
import type { Locale } from '../../../../lib/messages/message.ts';
import { measured } from '../../../../lib/readings/measured.ts';
import type { Picture, SitePicture } from '../../../../lib/readings/picture.ts';

export interface VoipView {
  readonly figure: Figure;
  readonly ratio: number;
}

/** Null: the site has no VoIP trunk, or nothing counts its calls apart from those of the E1. */
export function voipView(picture: Picture, site: SitePicture, locale: Locale): VoipView | null {
  const trunk = site.trunks.find((one) => one.kind === 'voip');
  const shared = site.trunks.some((one) => one.kind === 'e1' && one.device === trunk?.device);
  if (!trunk?.device || shared) return null;
  const calls = measured(picture, site.id, trunk.device, 'voice.calls_count');
  if (calls.reading === null) return null;
  return {
    figure: figureOf(calls, (value) => `${value}/${trunk.channels}`, picture.now, locale),
    ratio: Math.min(1, (calls.value ?? 0) / Math.max(1, trunk.channels)),
  };
}
