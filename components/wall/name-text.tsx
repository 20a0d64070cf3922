/** The name of a site in its column: a long one is set smaller, then shortened; it never moves a column. */
import { Text } from './text.tsx';
import { ellipsis, textWidth } from './text-width.ts';

interface NameProps {
  readonly x: number;
  readonly y: number;
  readonly name: string;
  /** Right end of the column. */
  readonly end: number;
  readonly strong: boolean;
}

export function NameText({ x, y, name, end, strong }: NameProps) {
  const weight = strong ? 600 : 500;
  const room = end - x;
  const size = [48, 42].find((one) => textWidth(name, one, weight) <= room) ?? 42;
  return (
    <Text x={x} y={y} size={size} weight={weight}>
      {ellipsis(name, room, size, weight)}
    </Text>
  );
}
