// The one connection to /api/v1/ws: opens it, opens it again, and tells when it is up. Knows nothing of messages.

import { isWelcome, renew } from './session.js';

const FIRST_WAIT = 500;
const LONGEST_WAIT = 15_000;
/** However long the server asks us to stay away, we look again after this. */
const LONGEST_ASKED = 60_000;
/** A newer connection of the same person has taken its place. */
const REPLACED = 4002;
/** The access token has run out: it is renewed before the next try. */
const EXPIRED = 4004;
/** A connection that held for so long was a good one: the next try does not wait longer than the one before. */
const HELD = 30_000;
/** An answer that takes longer will not come: the connection is dead without knowing it. */
const ANSWER_WITHIN = 10_000;
/** The first event may be a long list. */
const HELLO_WITHIN = 40_000;
/** So long a server may say nothing before it is asked whether it is there, while somebody looks. */
const SILENT_FOR = 30_000;
/** And so long when they have just begun to look. */
const SILENT_AWAY = 5_000;
const LOOK_EVERY = 5_000;

/** A random UUID, also where the page did not come over https. */
export function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

export class Socket {
  #socket = null;
  #tries = 0;
  #retryTimer = 0;
  #answerTimer = 0;
  #wait = 0;
  #notBefore = 0;
  #heard = 0;
  #greeted = 0;
  #isAside = false;

  /**
   * For `me`, and nobody who has signed in here since: `onEvent(event)` for each event, `onState('up' | 'connecting' | 'offline')`; `question()` gives a command that a server
   * which is there will answer, or `null`.
   */
  constructor(me, onEvent, onState, question) {
    Object.assign(this, { me, onEvent, onState, question });
    setInterval(() => document.hidden || this.#ask(SILENT_FOR), LOOK_EVERY);
    addEventListener('online', () => this.#hurry());
    document.addEventListener('visibilitychange', () => document.hidden || this.#hurry());
    addEventListener('pageshow', (event) => event.persisted && this.#hurry());
    this.#open();
  }

  /** It stands, and the server has said whose it is. */
  get isUp() {
    return this.#greeted > 0 && this.#socket?.readyState === WebSocket.OPEN;
  }

  /** Sends a command if it can; `false` when it cannot. Those with an id must be answered in time. */
  send(command) {
    if (!this.isUp) return false;
    this.#socket.send(JSON.stringify(command));
    if ('client_id' in command || ('request_id' in command && command.event === 'sync')) this.#expect(ANSWER_WITHIN);
    return true;
  }

  #open() {
    clearTimeout(this.#retryTimer);
    this.#retryTimer = 0;
    this.#isAside = false;
    const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
    const socket = new WebSocket(`${scheme}//${location.host}/api/v1/ws`);
    let opened = false;
    socket.onopen = () => {
      opened = true;
      this.#cease();
      this.#expect(HELLO_WITHIN);
    };
    socket.onmessage = ({ data }) => this.#take(JSON.parse(data));
    socket.onclose = ({ code }) => {
      if (this.#socket !== socket) return;
      this.#socket = null;
      // Whom nobody looks at does not take the place of those who are looked at.
      this.#isAside = code === REPLACED && document.hidden;
      this.#closed(opened && code !== EXPIRED);
    };
    this.#socket = socket;
    this.#expect(ANSWER_WITHIN);
  }

  #take(event) {
    this.#cease();
    this.#heard = Date.now();
    if (event.event === 'hello') {
      if (event.user.id !== this.me) {
        location.replace('/messenger');
        return;
      }
      this.#greeted = Date.now();
      this.onState('up');
    }
    if (event.event === 'closing') this.#wait = Math.min(event.retry_after_ms, LONGEST_ASKED);
    if (event.event === 'reauth') this.#reauth();
    if (this.isUp) this.onEvent(event);
  }

  // Without another token the server closes the socket, and a new one is opened with it.
  async #reauth() {
    const token = await renew().catch(() => '');
    if (token) this.send({ event: 'auth', access_token: token, request_id: uuid() });
  }

  // A browser does not tell a refused handshake from a dead line, so after one we ask over HTTP.
  async #closed(opened) {
    this.#cease();
    if (this.#greeted && Date.now() - this.#greeted > HELD) this.#tries = 0;
    this.#greeted = 0;
    this.onState(this.#tries > 0 ? 'offline' : 'connecting');
    if (!opened && navigator.onLine) {
      const welcome = await isWelcome().catch(() => true);
      if (!welcome) return;
    }
    if (!this.#isAside) this.#retryTimer = setTimeout(() => this.#open(), this.#nextWait());
  }

  // The server may have said when to come back; else every try waits longer.
  #nextWait() {
    const asked = this.#wait;
    this.#wait = 0;
    if (asked > 0) {
      this.#notBefore = Date.now() + asked;
      return asked;
    }
    const longest = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.#tries);
    this.#tries += 1;
    return longest * (0.5 + Math.random() / 2);
  }

  #hurry() {
    if (this.#isAside || (this.#retryTimer && Date.now() >= this.#notBefore)) this.#open();
    else this.#ask(SILENT_AWAY);
  }

  // A line that is cut says nothing: only a question tells.
  #ask(silence) {
    const command = this.isUp && !this.#answerTimer && Date.now() - this.#heard >= silence ? this.question() : null;
    if (command) this.send(command);
  }

  #expect(within) {
    this.#answerTimer ||= setTimeout(() => this.#giveUp(), within);
  }

  #cease() {
    clearTimeout(this.#answerTimer);
    this.#answerTimer = 0;
  }

  // A browser goes on waiting for the other side to agree to an end, so it is not listened to any more.
  #giveUp() {
    const socket = this.#socket;
    this.#cease();
    if (!socket) return;
    this.#socket = null;
    Object.assign(socket, { onopen: null, onmessage: null, onclose: null });
    socket.close();
    this.#closed(true);
  }
}
