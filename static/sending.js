// From the outbox to the server: of each conversation one message at a time, the oldest first, so that they are stored as
// they were written, whatever is refused for a while in between.

/** A refusal for a while is no refusal. */
const PASSING = ['rate_limited', 'unavailable', 'internal'];
const PASSES_IN = 5_000;

export class Sending {
  #flying = new Map();
  #resting = new Map();

  /** `send(command)` gives whether it could; `onRefused(item, event)`: it will not be taken as it is. */
  constructor(outbox, send, onRefused) {
    Object.assign(this, { outbox, send, onRefused });
  }

  /** The connection is new: what was on its way goes again. */
  begin() {
    this.#flying.clear();
    this.#resting.forEach(clearTimeout);
    this.#resting.clear();
    new Set(this.outbox.all().map((item) => item.conversation_id)).forEach((id) => this.#next(id));
  }

  /** Something new, or something again, behind all that waits. */
  write(item) {
    // Half an emoji, as a cut or an input method may leave it, is no text for the server.
    this.outbox.add({ ...item, text: item.text.replace(/\p{Surrogate}/gu, '\ufffd') });
    this.#next(item.conversation_id);
  }

  /** The server has it; gives the message, if this browser still had it. */
  acked({ client_id: clientId }) {
    const item = this.outbox.take(clientId);
    this.#landed(clientId);
    return item;
  }

  refused(event) {
    const item = event.client_id && this.outbox.find(event.client_id);
    if (!item) {
      this.#landed(event.client_id);
      return;
    }
    if (PASSING.includes(event.code)) {
      this.#rest(item.conversation_id);
      return;
    }
    this.onRefused(item, event);
    this.#landed(item.client_id);
  }

  // The others wait with it.
  #rest(id) {
    this.#flying.delete(id);
    clearTimeout(this.#resting.get(id));
    const goOn = () => {
      this.#resting.delete(id);
      this.#next(id);
    };
    this.#resting.set(id, setTimeout(goOn, PASSES_IN));
  }

  #landed(clientId) {
    const landed = [...this.#flying].filter(([, flying]) => flying === clientId);
    for (const [id] of landed) {
      this.#flying.delete(id);
      this.#next(id);
    }
  }

  #next(id) {
    if (this.#flying.has(id) || this.#resting.has(id)) return;
    const item = this.outbox.of(id).find((one) => !one.refused);
    if (!item) return;
    const { client_id, conversation_id, text, reply_to } = item;
    if (this.send({ event: 'send', conversation_id, client_id, text, reply_to })) this.#flying.set(id, client_id);
  }
}
