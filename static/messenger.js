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
import { isAway } from './newmark.js';
import * as notice from './notice.js';
import { Outbox } from './outbox.js';
import { Sending } from './sending.js';
import { Socket, uuid } from './socket.js';
import { oneStop } from './stops.js';
import { Thread } from './thread.js';
import { Typing } from './typing.js';
import { word } from './words.js';

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
    compose?.changed(message);
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
    notice.badge(model.unread(), model.unread(thread?.id));
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
    thread.close(word('removed'));
  },
});
const compose = document.getElementById('compose')
  ? new Compose(me, section.dataset.id, { onSend: write, onEdit: rewrite, onTyping: tellTyping })
  : null;
if (compose) new Callable(compose.field, () => members.others());
list.keepPlace();
if (thread) new Menu(section, compose);
if (thread) followJumps(section, thread.list);
if (thread) oneStop(thread.list);
const socket = new Socket(me, take, notice.connection, () => model.question(thread?.id));
const sending = new Sending(outbox, (command) => socket.send(command), refused);
for (const item of thread ? outbox.of(thread.id) : []) {
  if (thread.has(item.client_id)) outbox.take(item.client_id);
  else showWaiting(item);
}

const handlers = {
  hello(event) {
    myName = event.user.name;
    model.hello(event, thread && { id: thread.id, version: thread.version });
    sending.begin();
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
    // In the open one the ticks say it.
    if (thread?.id === event.conversation_id) return;
    const isPersonal = model.conversations.get(event.conversation_id)?.kind === 'personal_chat';
    const text = word(isPersonal ? 'read_by_them' : 'fully_read', { title: event.title });
    notice.toast(text, `read:${event.conversation_id}`);
  },
  ack(event) {
    const item = sending.acked(event);
    if (item) model.acked(event, item, myName);
  },
  error: (event) => sending.refused(event),
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
  notice.badge(model.unread(), model.unread(thread?.id));
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
  if (!thread.isOld) thread.showWritten(item, myName);
  sending.write(item);
  if (thread.isOld) location.assign(thread.newest);
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

// It stays here until the reader has decided, also when they load the page again.
function refused(item, event) {
  const why = refusal(event);
  outbox.refuse(item.client_id, why);
  if (thread?.id === item.conversation_id) showRefused(item, why);
  else notice.toast(why, item.client_id);
}

function showWaiting(item) {
  thread.showPending(item, myName);
  if (item.refused) showRefused(item, item.refused);
}

function showRefused(item, why) {
  const retry = () => sending.write({ ...item, refused: undefined });
  thread.showFailed(item.client_id, why, retry, () => outbox.take(item.client_id));
}

function seen(seq) {
  const conversation = model.conversations.get(thread.id);
  if (!conversation || seq <= conversation.read_seq) return;
  if (!socket.send({ event: 'read', conversation_id: thread.id, seq })) return;
  model.read({ conversation_id: thread.id, user_id: me, seq });
}

/** What is on the screen has been read again. */
function unmark() {
  if (isAway()) {
    addEventListener('focus', unmark, { once: true });
    return;
  }
  if (!thread || !model.conversations.get(thread.id)?.settings?.marked_unread) return;
  socket.send({ event: 'set', conversation_id: thread.id, marked_unread: false, request_id: uuid() });
}

function tellTyping() {
  socket.send({ event: 'typing', conversation_id: section.dataset.id });
}
