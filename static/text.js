// The text of a message as nodes; links as server/src/web/text.rs finds them. Only http and https lead anywhere.

const LINK = /(?<![\p{L}\p{N}])https?:\/\/[\p{L}\p{N}][^\s\p{Cc}<>"`\\\u00ad\u061c\ufeff\u200b-\u200f\u202a-\u202e\u2060-\u206f]*/gu;
const SENTENCE_END = /[.,;:!?)\]}'»”…*_]+$/u;

/** Shows `text` in `element`. */
export function show(element, text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(LINK)) {
    const address = match[0].replace(SENTENCE_END, '');
    nodes.push(text.slice(end, match.index), link(address));
    end = match.index + address.length;
  }
  element.replaceChildren(...nodes, text.slice(end));
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
