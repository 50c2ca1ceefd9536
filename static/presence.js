// Whether the other person in a personal chat is here, in words, as server/src/web/presence.rs says them.

import { clock, day, sameDay } from './times.js';
import { word } from './words.js';

/** Nothing when that is not told. */
export function presenceOf(conversation) {
  const { online, last_seen_at: seen } = conversation.presence ?? {};
  if (online) return word('here');
  if (!seen) return '';
  const [at, now] = [new Date(seen), new Date()];
  if (sameDay(at, now)) return word('seen_today', { clock: clock(at) });
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  return sameDay(at, yesterday) ? word('seen_yesterday') : word('seen_on', { date: day(at) });
}
