// What the reader does to messages that were written. What comes of it is heard on the socket like everybody's.

import { post } from './session.js';
import { word } from './words.js';

const path = (id) => `/api/v1/messages/${id}`;

/** Puts a sign to a message, or takes it away. */
export const react = (id, emoji) => post(`${path(id)}/reactions`, { emoji });

/** Says something else in it. */
export const edit = (id, text) => post(`${path(id)}/edit`, { text });

/** Takes it back. */
export const remove = (id) => post(`${path(id)}/delete`, {});

/** Why it was refused, in words: the server's own where it speaks the reader's language. */
export function refusal({ code, detail, reason }) {
  if (detail && document.documentElement.lang === 'en') return detail;
  if (reason === 'too_many') return word('refused_too_many');
  if (reason === 'too_long') return word('refused_too_long');
  switch (code) {
    case 'forbidden': return word('refused_forbidden');
    case 'not_found': return word('refused_not_found');
    case 'conflict': return word('refused_conflict');
    case 'invalid':
    case 'malformed': return word('refused_invalid');
    case 'rate_limited': return word('refused_rate_limited');
    default: return word('refused_other');
  }
}
