/** A sign of 16 px in the running text, with its word for who does not see it; a small dot where nothing is abnormal. */
import type { SignKind } from '../sign/severity.ts';
import { Sign } from '../sign/sign.tsx';

interface MarkProps {
  readonly kind: SignKind | null;
  readonly word: string;
  readonly size?: number;
  readonly onBlock?: boolean;
}

export function Mark({ kind, word, size = 16, onBlock = false }: MarkProps) {
  return (
    <svg width={size} height={size} viewBox="0 0 40 40" role="img" aria-label={word}>
      <defs>
        <pattern
          id="hatch-sign"
          width="8"
          height="8"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="3" height="8" fill="var(--muted)" />
        </pattern>
        <pattern
          id="hatch-maintenance"
          width="8"
          height="8"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="3" height="8" fill="var(--maintenance)" />
        </pattern>
      </defs>
      {kind === null ? (
        <circle cx={20} cy={20} r={6} fill="var(--muted)" />
      ) : (
        <Sign kind={kind} cx={20} cy={20} size={kind === 'critical' ? 32 : 34} onBlock={onBlock} />
      )}
    </svg>
  );
}
