// Who is called by name: where in a message, and how many unread messages call the reader.

/** Where a message calls people, in the order of the text: UTF-16 offsets, and whether it is the reader. */
export function callsIn(message, me) {
  if (!message.mentions?.length) return [];
  // The server counts characters as Unicode does; a string here counts some of them twice.
  const offsets = [0];
  for (const character of message.text) offsets.push(offsets.at(-1) + character.length);
  return message.mentions
    .map(({ user_id: user, start, length }) => ({
      start: offsets[start] ?? Infinity,
      end: offsets[start + length] ?? Infinity,
      isMe: message.sender_id !== me && (!user || user === me),
    }))
    .sort((a, b) => a.start - b.start || b.isMe - a.isMe);
}

/** It calls the reader, by name or with everybody. */
function callsMe(message, me) {
  return message.sender_id !== me && (message.mentions ?? []).some(({ user_id: user }) => !user || user === me);
}

/** Counts on from what the server said. */
export class UnreadCalls {
  #places = new Map();

  constructor(me) {
    this.me = me;
  }

  /** The server has counted anew. */
  clear() {
    this.#places.clear();
  }

  /** A message is new, or different. */
  note(conversation, message, isNew) {
    const places = this.#places.get(conversation.id) ?? new Set();
    const calls = !message.deleted && message.seq > conversation.read_seq && callsMe(message, this.me);
    if (calls && isNew) {
      places.add(message.seq);
      this.#places.set(conversation.id, places);
      conversation.unread_mentions = (conversation.unread_mentions ?? 0) + 1;
    } else if (!calls && places.delete(message.seq)) {
      conversation.unread_mentions -= 1;
    }
  }

  /** The reader has read further. */
  read(conversation) {
    const places = this.#places.get(conversation.id) ?? new Set();
    for (const seq of places) {
      if (seq <= conversation.read_seq && places.delete(seq)) conversation.unread_mentions -= 1;
    }
    const unread = Math.max(0, conversation.last_seq - conversation.read_seq);
    conversation.unread_mentions = Math.max(0, Math.min(conversation.unread_mentions ?? 0, unread));
  }
}
