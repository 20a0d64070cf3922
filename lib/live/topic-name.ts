/** How a topic of `LiveTopics` and its one chosen level become an MQTT topic name, and back. */

/** These four mean something to MQTT or to this encoding; everything else may stand in a level as it is. */
const encode = (level: string): string =>
  level.replace(/[%/+#\0]/g, (c) => `%${c.charCodeAt(0).toString(16).padStart(2, '0')}`);
const decode = (level: string): string =>
  level.replace(/%([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** Stands for a level that the sender did not choose: an empty level is legal but easily lost in a log. */
const noLevel = '-';

export const topicName = (topic: string, level: string | undefined): string =>
  topic.replace('{}', level ? encode(level) : noLevel);

export const topicFilter = (topic: string): string => topic.replace('{}', '+');

/** The level that `name` carries if it is an instance of `topic`; null if it is not one. */
export function levelOf(topic: string, name: string): string | null {
  const hole = topic.indexOf('{}');
  if (hole < 0) return topic === name ? '' : null;
  const before = topic.slice(0, hole);
  const after = topic.slice(hole + 2);
  if (!name.startsWith(before) || !name.endsWith(after)) return null;
  const level = name.slice(before.length, name.length - after.length);
  if (level === '' || level.includes('/')) return null;
  return level === noLevel ? '' : decode(level);
}
