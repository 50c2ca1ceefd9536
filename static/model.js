// What this browser knows of the reader's conversations, and the one rule by which durable changes come in: the next
// version is applied, an old one ignored, and for a missing one we wait a little and then ask. No DOM in here.

import { UnreadCalls } from './mentions.js';
import { uuid } from './socket.js';

const GAP_WAIT = 500;

export class Model {
  /** Each a line of the list, as `hello` brings it; `version` is what this browser holds. */
  conversations = new Map();
  epoch = null;
  #gaps = new Map();
  #syncs = new Map();

  /** `send(command)`; `view` is told what changed: `list`, `message`, `members`, `conversation`, `reset`, `reload`. */
  constructor(me, send, view) {
    Object.assign(this, { me, send, view });
    this.calls = new UnreadCalls(me);
  }

  /** Everything anew. `held` is the conversation on the page with the version that it shows. */
  hello(event, held) {
    const stale = this.epoch !== null && this.epoch !== event.epoch;
    const before = this.conversations;
    this.epoch = event.epoch;
    this.#clearGaps();
    this.calls.clear();
    this.conversations = new Map(event.conversations.map((conversation) => [conversation.id, conversation]));
    const open = held && this.conversations.get(held.id);
    const version = before.get(held?.id)?.version ?? held?.version;
    if (stale || (open && version > open.version)) return this.view.reload();
    if (open && version < open.version) {
      open.version = version;
      this.#sync(open);
    }
    return this.view.list();
  }

  /** A durable change, live. */
  change(change) {
    const conversation = this.conversations.get(change.conversation_id);
    if (!conversation) return;
    if (change.version <= conversation.version) {
      // We may have known it by its `ack` alone, which does not say who is called.
      if (change.change === 'message') this.view.message(conversation, change.message, false);
      return;
    }
    if (change.version > conversation.version + 1) {
      this.#noticeGap(conversation);
      return;
    }
    this.#apply(conversation, change);
    conversation.version = change.version;
  }

  /** Our own message has been stored: a change that we know without being told. */
  acked(event, { text, reply_to, quote }, sender) {
    const message = {
      isPartial: true, reply_to, quote,
      id: event.message_id, chat_id: event.conversation_id, seq: event.seq, version: event.version, sender_id: this.me,
      sender_name: sender, text, created_at: event.created_at, client_id: event.client_id, deleted: false,
    };
    const conversation = this.conversations.get(event.conversation_id);
    if (!conversation) return;
    if (event.version === conversation.version + 1) this.change({ ...event, change: 'message', message });
    else if (event.version <= conversation.version) this.view.message(conversation, message, false);
    else this.#apply(conversation, { change: 'message', message });
    if (event.version > conversation.version) this.#noticeGap(conversation);
  }

  changes(event) {
    this.#syncs.delete(event.request_id);
    const conversation = this.conversations.get(event.conversation_id);
    if (!conversation) return;
    for (const change of event.items) {
      if (change.version > conversation.version) this.#apply(conversation, change);
    }
    conversation.version = Math.max(conversation.version, event.version);
    if (event.more) this.#sync(conversation);
  }

  reset(event) {
    this.#syncs.delete(event.request_id);
    this.conversations.set(event.conversation.id, event.conversation);
    this.view.reset(event.conversation, event.messages.toReversed());
    this.view.list();
  }

  added(conversation) {
    if ((this.conversations.get(conversation.id)?.version ?? -1) > conversation.version) return;
    this.conversations.set(conversation.id, conversation);
    this.view.list();
  }

  removed(id) {
    this.conversations.delete(id);
    this.view.removed(id);
    this.view.list();
  }

  read({ conversation_id: id, user_id: user, seq }) {
    const conversation = this.conversations.get(id);
    if (!conversation) return;
    if (user === this.me) this.#readUpTo(conversation, seq);
    else conversation.read_by_some = Math.max(conversation.read_by_some, seq);
    if (user !== this.me && conversation.kind === 'personal_chat') this.#passWatermark(conversation, seq);
    this.view.conversation(conversation);
  }

  /** The reader has said at some device how they want to be told; what is older than that is no news. */
  settings({ conversation_id: id, settings, read_seq: read }) {
    const conversation = this.conversations.get(id);
    if (!conversation || settings.revision <= (conversation.settings?.revision ?? 0)) return;
    const isMarked = settings.marked_unread && conversation.read_seq <= read;
    conversation.settings = { ...settings, marked_unread: isMarked };
    this.#readUpTo(conversation, read, isMarked);
    this.view.list();
  }

  /** Somebody has come or gone. */
  presence({ user_id: user, online, last_seen_at }) {
    for (const conversation of this.conversations.values()) {
      if (conversation.peer?.id !== user) continue;
      conversation.presence = { online, last_seen_at };
      this.view.conversation(conversation);
    }
  }

  fullyRead({ conversation_id: id, seq }) {
    const conversation = this.conversations.get(id);
    if (!conversation) return;
    conversation.read_by_some = Math.max(conversation.read_by_some, seq);
    this.#passWatermark(conversation, seq);
    this.view.conversation(conversation);
  }

  /** The unread messages of all conversations that are not muted, but for one. */
  unread(besides = null) {
    let sum = 0;
    for (const one of this.conversations.values()) {
      if (!one.settings?.muted && one.id !== besides) sum += Math.max(0, one.last_seq - one.read_seq);
    }
    return sum;
  }

  /** A cheap question that a server which is there will answer: what has changed since; `null` when there is none to ask. */
  question(id) {
    const [first] = this.conversations.values();
    const known = this.conversations.get(id) ?? first;
    return known
      ? { event: 'sync', conversation_id: known.id, since: known.version, request_id: uuid() }
      : null;
  }

  #passWatermark(conversation, seq) {
    conversation.read_watermark = Math.max(conversation.read_watermark, seq);
  }

  #readUpTo(conversation, seq, isMarked = false) {
    if (conversation.settings && seq > conversation.read_seq) conversation.settings.marked_unread = isMarked;
    conversation.read_seq = Math.max(conversation.read_seq, seq);
    this.calls.read(conversation);
  }

  #apply(conversation, change) {
    const isNew = change.change === 'message' && change.message.seq > conversation.last_seq;
    if (change.change === 'message') this.#applyMessage(conversation, change.message, isNew);
    if ('member_count' in change) conversation.member_count = change.member_count;
    if (change.change.startsWith('member_')) this.view.members(conversation, change);
    if (change.change === 'member_joined' && change.member.id === this.me) conversation.role = change.member.role;
    if (change.change === 'renamed') this.#rename(conversation, change.title);
    this.view.changed(conversation, isNew);
    this.view.conversation(conversation);
  }

  #rename(conversation, title) {
    conversation.title = title;
    this.view.renamed(conversation);
  }

  #applyMessage(conversation, message, isNew) {
    if (message.seq >= conversation.last_seq) {
      conversation.last_seq = message.seq;
      conversation.last_message = message;
    }
    this.calls.note(conversation, message, isNew);
    if (message.sender_id === this.me) this.#readUpTo(conversation, message.seq);
    this.view.message(conversation, message, isNew);
  }

  #noticeGap(conversation) {
    if (this.#gaps.has(conversation.id)) return;
    const ask = () => {
      this.#gaps.delete(conversation.id);
      this.#sync(conversation);
    };
    this.#gaps.set(conversation.id, setTimeout(ask, GAP_WAIT));
  }

  #sync(conversation) {
    const known = this.conversations.get(conversation.id);
    if (!known) return;
    // The answer that is on its way may not know of this gap yet.
    if ([...this.#syncs.values()].includes(known.id)) {
      this.#noticeGap(known);
      return;
    }
    const request = uuid();
    this.#syncs.set(request, known.id);
    this.send({ event: 'sync', conversation_id: known.id, since: known.version, request_id: request });
  }

  #clearGaps() {
    this.#gaps.forEach(clearTimeout);
    this.#gaps.clear();
    this.#syncs.clear();
  }
}
