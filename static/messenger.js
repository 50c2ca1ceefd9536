// The signed-in pages, alive: events come in, the model takes them, the screen follows; what is written goes out until
// the server has it.

import { Compose } from './compose.js';
import * as list from './list.js';
import { Model } from './model.js';
import * as notice from './notice.js';
import { Outbox } from './outbox.js';
import { Socket, uuid } from './socket.js';
import { Thread } from './thread.js';
import { Typing } from './typing.js';
import { word } from './words.js';

/** A refusal for a while is no refusal. */
const PASSING = ['rate_limited', 'unavailable', 'internal'];
const PASSES_IN = 5_000;

const me = document.body.dataset.userId;
const section = document.getElementById('conversation');
const hasThread = document.getElementById('thread') !== null;
let myName = '';

const outbox = new Outbox(me);
const typing = new Typing((id, text) => {
  if (thread?.id === id) thread.showTyping(text);
  const conversation = model.conversations.get(id);
  if (conversation) list.showTyping(conversation, text, me);
});
const thread = hasThread ? new Thread(section, seen) : null;
const model = new Model(me, (command) => socket.send(command), {
  list: refresh,
  reload: () => location.reload(),
  message(conversation, message) {
    if (message.client_id) outbox.take(message.client_id);
    typing.stop(conversation.id, message.sender_id);
    if (thread?.id === conversation.id) thread.show(message);
  },
  changed(conversation, change) {
    list.showOne(conversation, me, change.change === 'message');
  },
  conversation(conversation) {
    list.showOne(conversation, me, false);
    if (thread?.id === conversation.id) thread.update(conversation);
    notice.badge(model.unread());
  },
  reset(conversation, messages) {
    if (thread?.id !== conversation.id) return;
    thread.reset(messages);
    thread.update(conversation);
  },
  removed(id) {
    if (thread?.id !== id) return;
    compose?.close();
    notice.toast(word('removed'), 'removed');
  },
});
const compose = document.getElementById('compose') ? new Compose(me, section.dataset.id, write, tellTyping) : null;
const socket = new Socket(take, notice.connection);
for (const item of thread ? outbox.of(thread.id) : []) {
  if (thread.has(item.client_id)) outbox.take(item.client_id);
  else thread.showPending(item, myName);
}

const handlers = {
  hello(event) {
    myName = event.user.name;
    model.hello(event, thread && { id: thread.id, version: thread.version });
    outbox.all().forEach(dispatch);
    thread?.look();
  },
  change: (event) => model.change(event),
  changes: (event) => model.changes(event),
  reset: (event) => model.reset(event),
  conversation_added: (event) => model.added(event.conversation),
  conversation_removed: (event) => model.removed(event.conversation_id),
  read: (event) => model.read(event),
  typing: (event) => typing.start(event),
  presence: (event) => model.presence(event),
  fully_read(event) {
    model.fullyRead(event);
    notice.toast(word('fully_read', { title: event.title }), `read:${event.conversation_id}`);
  },
  ack(event) {
    const item = outbox.take(event.client_id);
    if (item) model.acked(event, item.text, myName);
  },
  error: refused,
};

function take(event) {
  handlers[event.event]?.(event);
}

function refresh() {
  list.showAll(model.conversations.values(), me);
  const open = thread && model.conversations.get(thread.id);
  if (open) thread.update(open);
  notice.badge(model.unread());
}

function write(text) {
  const item = { client_id: uuid(), conversation_id: section.dataset.id, text, at: new Date().toISOString() };
  outbox.add(item);
  if (thread.isOld) {
    dispatch(item);
    location.assign(location.pathname);
    return;
  }
  thread.showPending(item, myName);
  dispatch(item);
}

function dispatch({ client_id, conversation_id, text }) {
  socket.send({ event: 'send', conversation_id, client_id, text });
}

function refused(event) {
  const item = event.client_id && outbox.find(event.client_id);
  if (!item) return;
  if (PASSING.includes(event.code)) {
    setTimeout(() => outbox.find(item.client_id) && dispatch(item), PASSES_IN);
    return;
  }
  // A refused one is shown, but a reload does not bring it back.
  outbox.take(item.client_id);
  const retry = () => {
    outbox.add(item);
    dispatch(item);
  };
  if (thread?.id === item.conversation_id) thread.showFailed(item.client_id, event.detail, retry, () => {});
  else notice.toast(event.detail, item.client_id);
}

function seen(seq) {
  const conversation = model.conversations.get(thread.id);
  if (!conversation || seq <= conversation.read_seq) return;
  if (!socket.send({ event: 'read', conversation_id: thread.id, seq })) return;
  model.read({ conversation_id: thread.id, user_id: me, seq });
}

function tellTyping() {
  socket.send({ event: 'typing', conversation_id: section.dataset.id });
}
