// The open conversation: its messages in order, earlier ones on demand, ticks, who types, and what has been seen.

import { bubble, fill, focusOn, separateDay, separateDays, tick } from './bubble.js';
import { addBelow, clearBelow } from './floats.js';
import { isAway, markNew, newMark, unmarkNew } from './newmark.js';
import { Place } from './place.js';
import { presenceOf } from './presence.js';
import { requote } from './quote.js';
import { get } from './session.js';
import { paint } from './text.js';
import { word } from './words.js';

export class Thread {
  #list = document.getElementById('thread');
  #log = this.#list.closest('[role="log"]');
  #scroller = document.getElementById('scroller');
  #empty = document.getElementById('thread-empty');
  #typing = document.getElementById('typing');
  #earlier = document.querySelector('#earlier a');
  #place = new Place(this.#scroller, () => this.#bubbles());
  #section;
  #newest;
  #isMarked = newMark() !== null;

  /** `onSeen(seq)`: the newest message that the reader has before their eyes. */
  constructor(section, onSeen) {
    const { id, kind, version, lastSeq } = section.dataset;
    Object.assign(this, { id, kind, version: Number(version), onSeen });
    this.#section = section;
    this.#newest = Number(lastSeq);
    this.isOld = 'oldPage' in section.dataset;
    separateDays(this.#list);
    this.#scroller.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    this.#earlier?.addEventListener('click', (event) => {
      event.preventDefault();
      this.#loadEarlier();
    });
    document.addEventListener('visibilitychange', () => this.look());
    addEventListener('focus', () => this.look());
    // An address that names a message is where the reader wants to be.
    if (this.#place.restore() || location.hash) return;
    // Where nothing has ever been read, the page begins with what is new, and has no line.
    const isNew = this.isOld && !location.search;
    (newMark() ?? (isNew ? this.#bubbles()[0] : null))?.scrollIntoView({ block: 'center' });
  }

  /** The messages, for those who follow what is clicked there. */
  get list() {
    return this.#list;
  }

  /** The address of what the reader sees, to load the page anew without losing their place. */
  get here() {
    const seq = this.#place.isAtEnd ? null : this.#place.first()?.dataset.seq;
    return seq ? `${location.pathname}?around=${seq}#m${seq}` : location.pathname;
  }

  /** A message is new or different. */
  show(message) {
    const known = this.#find(message);
    if (!message.isPartial) this.#place.keep(() => requote(this.#list, message));
    if (known) {
      // What an answer tells of a message that we know is less than we know.
      if (message.isPartial && known.dataset.seq) return;
      if (Number(known.dataset.version ?? 0) <= message.version) this.#settle(known, message);
      return;
    }
    const first = this.#bubbles()[0];
    if (first?.dataset.seq && message.seq < Number(first.dataset.seq)) return;
    const isNew = message.seq > this.#newest;
    this.#newest = Math.max(this.#newest, message.seq);
    if (!this.isOld) this.#insert(message);
    else if (isNew) addBelow(() => location.assign(this.newest));
  }

  /** The address of the page that ends with the newest message. */
  get newest() {
    return `${location.pathname}?newest=1`;
  }

  /** The server has it already. */
  has(clientId) {
    return Boolean(this.#byClient(clientId)?.dataset.seq);
  }

  /** What the reader has just written. */
  showWritten(item, sender) {
    this.showPending(item, sender);
    unmarkNew();
    this.toEnd();
  }

  /** A message of the outbox: there, but not yet on the server. */
  showPending(item, sender) {
    if (this.isOld || this.#byClient(item.client_id)) return;
    const message = { ...item, created_at: item.at, sender_id: document.body.dataset.userId, sender_name: sender };
    const previous = this.#bubbles().at(-1);
    const element = bubble(message, false);
    element.classList.add('fresh', 'pending');
    this.#place.keep(() => {
      this.#put(element);
      separateDay(element, previous);
      tick(element, 'pending');
    });
  }

  /** The server will not take it: why, and what to do. */
  showFailed(clientId, why, onRetry, onDiscard) {
    const element = this.#byClient(clientId);
    if (!element) return;
    this.#clearFailure(element);
    tick(element, 'failed');
    const reason = document.createElement('p');
    reason.className = 'why';
    reason.textContent = why;
    const choices = document.createElement('p');
    choices.className = 'again';
    choices.append(button(word('retry'), () => { this.#clearFailure(element); tick(element, 'pending'); onRetry(); }));
    choices.append(button(word('discard'), () => { element.remove(); onDiscard(); }));
    element.append(reason, choices);
  }

  /** Everything anew: the newest messages, oldest first. */
  reset(messages) {
    const stored = new Set(messages.map((message) => message.client_id));
    const waits = ({ dataset }) => !stored.has(dataset.clientId);
    const pending = [...this.#list.querySelectorAll('.message.pending')].filter(waits);
    this.#list.replaceChildren();
    for (const message of messages) this.#insert(message, false);
    this.#newest = messages.at(-1)?.seq ?? 0;
    this.#list.append(...pending);
    const first = messages[0]?.seq ?? 1;
    if (first > 1 && !this.#earlier) location.reload();
    this.look();
  }

  /** Ticks of the reader's own messages, and the line below the title. */
  update(conversation) {
    for (const element of this.#bubbles().toReversed()) {
      const seq = Number(element.dataset.seq);
      const mark = element.querySelector('.tick');
      if (!mark || !seq) continue;
      if (mark.dataset.tick === 'all') break;
      if (seq <= conversation.read_watermark) tick(element, 'all');
      else if (seq <= conversation.read_by_some) tick(element, 'read');
      else if (mark.dataset.tick !== 'read') tick(element, 'sent');
    }
    document.querySelector('#title bdi').textContent = conversation.title;
    paint(document.querySelector('.conversation > .bar .avatar'), conversation.peer?.id ?? conversation.id, conversation.title);
    const presence = document.getElementById('presence');
    if (presence) presence.textContent = presenceOf(conversation) || presence.dataset.else;
    const count = document.getElementById('member-count');
    if (count) count.textContent = word('members', { n: conversation.member_count });
  }

  /** Who types, in words; nothing when nobody does. */
  showTyping(text) {
    this.#typing.hidden = !text;
    this.#typing.textContent = text;
  }

  /** Nothing comes any more, and why. */
  close(why) {
    const known = this.#section.querySelector('.only-read');
    const line = known ?? this.#section.appendChild(document.createElement('p'));
    line.className = 'only-read';
    line.role = 'status';
    line.textContent = why;
    this.#empty.hidden = true;
    for (const part of this.#section.querySelectorAll('.bar > .members, .bar > .find-here')) part.hidden = true;
  }

  toEnd() {
    this.#place.toEnd();
    clearBelow();
  }

  /** Tells what the reader can see, when they are looking. */
  look() {
    if (isAway()) return;
    this.#isMarked = false;
    const end = this.#scroller.getBoundingClientRect().bottom;
    const seen = this.#bubbles().toReversed().find((element) => {
      const box = element.getBoundingClientRect();
      return element.dataset.seq && box.top + Math.min(box.height, 24) <= end;
    });
    if (seen) this.onSeen(Number(seen.dataset.seq));
  }

  #insert(message, isLive = true) {
    const previous = this.#bubbles().findLast((one) => one.dataset.seq && Number(one.dataset.seq) < message.seq);
    const isFirstOfMany = previous?.dataset.sender !== message.sender_id;
    const element = bubble(message, this.kind === 'group_chat' && isFirstOfMany);
    const wasAtEnd = this.#place.isAtEnd;
    element.classList.toggle('fresh', isLive);
    this.#place.keep(() => {
      this.#put(element, isLive && previous);
      if (this.#list.querySelector('.message.pending')) separateDays(this.#list);
      else separateDay(element, previous);
      if (isLive && isAway()) this.#markNew(element);
    });
    if (!isLive) return;
    if (wasAtEnd) this.#follow();
    if (!wasAtEnd || !this.#place.isAtEnd) addBelow(() => this.toEnd());
    requestAnimationFrame(() => this.look());
  }

  // Pending ones stay below what the server has.
  #put(element, previous) {
    const pending = this.#list.querySelector('.message.pending');
    if (previous?.nextElementSibling) previous.after(element);
    else if (pending && !previous && element.dataset.seq) pending.before(element);
    else this.#list.append(element);
    this.#empty.hidden = true;
  }

  // Once while they are away, above the first that they miss.
  #markNew(element) {
    if (this.#isMarked || element.classList.contains('own')) return;
    this.#isMarked = true;
    markNew(element);
  }

  // What came while nobody looked begins where they will look.
  #follow() {
    if (this.#isMarked && newMark()) this.#place.toEndBelow(newMark());
    else this.toEnd();
  }

  #settle(element, message) {
    const wasPending = element.classList.contains('pending');
    this.#place.keep(() => {
      element.classList.remove('pending');
      this.#clearFailure(element);
      fill(element, message);
      if (element.querySelector('.tick')?.dataset.tick === 'pending') tick(element, 'sent');
      if (!wasPending) return;
      // It takes its place: after everything that came before it.
      const later = this.#bubbles().find((one) => Number(one.dataset.seq) > message.seq);
      if (later && element.compareDocumentPosition(later) & Node.DOCUMENT_POSITION_PRECEDING) later.before(element);
      separateDays(this.#list);
    });
  }

  #find(message) {
    return this.#list.querySelector(`[data-seq="${message.seq}"]`) ?? (message.client_id && this.#byClient(message.client_id));
  }

  #byClient(clientId) {
    return this.#list.querySelector(`[data-client-id="${CSS.escape(clientId)}"]`);
  }

  #bubbles() {
    return [...this.#list.querySelectorAll('.message')];
  }

  #clearFailure(element) {
    element.querySelectorAll('.why, .again').forEach((part) => part.remove());
  }

  async #loadEarlier() {
    const first = this.#bubbles()[0]?.dataset.seq;
    if (!first || this.loading) return;
    this.loading = true;
    try {
      const messages = await get(`/api/v1/messages/history/${this.id}?before=${first}`);
      const elements = messages.toReversed().map((message, index, all) =>
        bubble(message, this.kind === 'group_chat' && all[index - 1]?.sender_id !== message.sender_id));
      for (const [index, element] of elements.entries()) this.#tickOf(element, messages.at(-1 - index));
      // Nobody wants all of them read out.
      this.#log.ariaLive = 'off';
      this.#place.keep(() => {
        this.#list.prepend(...elements);
        separateDays(this.#list);
        if ((messages.at(-1)?.seq ?? 1) <= 1) this.#endEarlier();
      });
      setTimeout(() => { this.#log.ariaLive = 'polite'; });
    } catch {
      location.assign(`?before=${first}`);
    } finally {
      this.loading = false;
    }
  }

  #endEarlier() {
    const hadFocus = this.#earlier === document.activeElement;
    this.#earlier.closest('.more').remove();
    const first = this.#bubbles()[0];
    if (hadFocus && first) focusOn(first);
  }

  #tickOf(element, message) {
    if (message.fully_read) tick(element, 'all');
    else tick(element, message.is_read ? 'read' : 'sent');
  }

  #scrolled() {
    if (this.#place.isAtEnd) clearBelow();
    if (this.#earlier?.isConnected && this.#place.isAtStart) this.#loadEarlier();
    this.look();
  }
}

function button(text, onClick) {
  const element = document.createElement('button');
  element.type = 'button';
  element.className = 'second';
  element.textContent = text;
  element.addEventListener('click', onClick);
  return element;
}
