// The text of a message as nodes; links as server/src/web/text.rs finds them. Only http and https lead anywhere.

const LINK = /(?<![\p{L}\p{N}])https?:\/\/[\p{L}\p{N}][^\s\p{Cc}<>"`\\\u00ad\u061c\ufeff\u200b-\u200f\u202a-\u202e\u2060-\u206f]*/gu;
const SENTENCE_END = /[.,;:!?)\]}'»”…*_]+$/u;

/** Shows `text` in `element`; where it `calls` somebody (mentions.js), that stands out. */
export function show(element, text, calls = []) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(LINK)) {
    const address = match[0].replace(SENTENCE_END, '');
    nodes.push(...plain(text, end, match.index, calls), link(address));
    end = match.index + address.length;
  }
  element.replaceChildren(...nodes, ...plain(text, end, text.length, calls));
}

function plain(text, from, to, calls) {
  const nodes = [];
  let done = from;
  for (const { start, end, isMe } of calls) {
    // Inside a link nobody is called, and several of one name are called by the same words.
    if (start < done || end > to) continue;
    const name = document.createElement('b');
    name.className = isMe ? 'mention me' : 'mention';
    name.textContent = text.slice(start, end);
    nodes.push(text.slice(done, start), name);
    done = end;
  }
  return [...nodes, text.slice(done, to)];
}

function link(address) {
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.rel = 'noopener noreferrer nofollow';
  anchor.target = '_blank';
  anchor.textContent = address;
  return anchor;
}

/** The colour of an id, as server/src/web/frame.rs chooses it. */
export function hue(id) {
  const bytes = id.replaceAll('-', '').match(/../g).map((pair) => Number.parseInt(pair, 16));
  return bytes.reduce((sum, byte) => sum + byte, 0) % 8;
}

/** A letter on a colour: the picture of a person or a conversation. */
export function paint(avatar, id, name) {
  avatar.className = `avatar hue-${hue(id)}`;
  avatar.textContent = (/[\p{L}\p{N}]/u.exec(name)?.[0] ?? '#').toUpperCase();
}
