// The signed-in pages, alive: events come in, the model takes them, the screen follows; what is written goes out until
// the server has it.

import { Callable } from './callable.js';
import { Compose } from './compose.js';
import { edit, refusal } from './deeds.js';
import { followJumps } from './jump.js';
import * as list from './list.js';
import { Members } from './members.js';
import { Menu } from './menu.js';
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
const members = thread ? new Members(section, me) : null;
const model = new Model(me, (command) => socket.send(command), {
  list: refresh,
  reload: () => location.reload(),
  message(conversation, message, isNew) {
    if (message.client_id) outbox.take(message.client_id);
    if (isNew) typing.stop(conversation.id, message.sender_id);
    if (thread?.id === conversation.id) thread.show(message);
  },
  members(conversation, change) {
    if (change.change === 'member_left') typing.stop(conversation.id, change.user_id);
    if (thread?.id !== conversation.id) return;
    members.changed(change);
    // What the reader may do here is another page.
    if (change.member?.id === me && change.member.role !== conversation.role) reload();
  },
  renamed(conversation) {
    if (thread?.id === conversation.id) retitle(conversation);
  },
  changed(conversation, isNew) {
    list.showOne(conversation, me, isNew);
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
    retitle(conversation);
    members.refresh();
  },
  removed(id) {
    if (thread?.id !== id) return;
    compose?.close();
    notice.toast(word('removed'), 'removed');
  },
});
const compose = document.getElementById('compose')
  ? new Compose(me, section.dataset.id, { onSend: write, onEdit: rewrite, onTyping: tellTyping })
  : null;
if (compose) new Callable(compose.field, () => members.others());
if (thread) new Menu(section, compose);
if (thread) followJumps(section, thread.list);
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
    unmark();
  },
  change: (event) => model.change(event),
  changes: (event) => model.changes(event),
  reset: (event) => model.reset(event),
  conversation_added: (event) => model.added(event.conversation),
  conversation_removed: (event) => model.removed(event.conversation_id),
  read: (event) => model.read(event),
  typing: (event) => typing.start(event),
  presence(event) {
    model.presence(event);
    members?.presence(model.conversations.values());
  },
  settings: (event) => model.settings(event),
  fully_read(event) {
    model.fullyRead(event);
    notice.toast(word('fully_read', { title: event.title }), `read:${event.conversation_id}`);
  },
  ack(event) {
    const item = outbox.take(event.client_id);
    if (item) model.acked(event, item, myName);
  },
  error: refused,
};

function take(event) {
  handlers[event.event]?.(event);
}

function refresh() {
  list.showAll(model.conversations.values(), me);
  members?.presence(model.conversations.values());
  const open = thread && model.conversations.get(thread.id);
  if (open) {
    thread.update(open);
    retitle(open);
  }
  notice.badge(model.unread());
}

function retitle({ title }) {
  members.renamed(title);
  notice.retitle(title);
}

function reload() {
  const here = thread.here;
  if (here === location.pathname + location.search + location.hash) location.reload();
  else location.assign(here);
}

function write(text, replyTo, quote) {
  const at = new Date().toISOString();
  const item = { client_id: uuid(), conversation_id: section.dataset.id, text, at, reply_to: replyTo, quote };
  outbox.add(item);
  if (thread.isOld) {
    dispatch(item);
    location.assign(location.pathname);
    return;
  }
  thread.showPending(item, myName);
  dispatch(item);
}

async function rewrite(id, text) {
  try {
    await edit(id, text);
    return true;
  } catch (error) {
    notice.toast(refusal(error), 'deed');
    return false;
  }
}

function dispatch({ client_id, conversation_id, text, reply_to }) {
  socket.send({ event: 'send', conversation_id, client_id, text, reply_to });
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
  if (thread?.id === item.conversation_id) thread.showFailed(item.client_id, refusal(event), retry, () => {});
  else notice.toast(refusal(event), item.client_id);
}

function seen(seq) {
  const conversation = model.conversations.get(thread.id);
  if (!conversation || seq <= conversation.read_seq) return;
  if (!socket.send({ event: 'read', conversation_id: thread.id, seq })) return;
  model.read({ conversation_id: thread.id, user_id: me, seq });
}

/** What is on the screen has been read again. */
function unmark() {
  if (!thread || !model.conversations.get(thread.id)?.settings?.marked_unread) return;
  socket.send({ event: 'set', conversation_id: thread.id, marked_unread: false, request_id: uuid() });
}

function tellTyping() {
  socket.send({ event: 'typing', conversation_id: section.dataset.id });
}
