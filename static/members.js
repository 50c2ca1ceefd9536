// Who is in the open conversation, as it happens; and what somebody who leads it does about that.

import { refusal } from './deeds.js';
import { get, post } from './session.js';
import { paint } from './text.js';
import { word } from './words.js';

const RANKS = ['member', 'admin', 'owner'];
const mould = document.getElementById('member-template')?.content.firstElementChild;

export class Members {
  #list = document.getElementById('members');
  #panel = this.#list.closest('.members-panel');
  #problem = document.getElementById('members-problem');

  constructor(section, me) {
    Object.assign(this, { id: section.dataset.id, isGroup: section.dataset.kind.endsWith('_group'), me });
    this.#panel.addEventListener('submit', (event) => this.#submitted(event));
    const details = this.#panel.closest('details');
    details.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !details.open) return;
      details.open = false;
      details.querySelector('summary').focus();
    });
    document.addEventListener('pointerdown', (event) => {
      if (!details.contains(event.target)) details.open = false;
    });
  }

  /** Everybody but the reader. */
  others() {
    return [...this.#list.children]
      .filter((line) => line.dataset.id !== this.me)
      .map((line) => ({ id: line.dataset.id, name: line.querySelector('bdi').textContent }));
  }

  /** Somebody has joined, left, or has another role. */
  changed(change) {
    if (change.change === 'member_left') this.#gone(this.#line(change.user_id));
    if (change.change === 'member_joined') this.#show(change.member);
  }

  /** The conversation is called something else. */
  renamed(title) {
    const field = this.#panel.querySelector('.retitle [name="name"]');
    if (!field || field.defaultValue === title) return;
    // Somebody who is writing another name goes on.
    if (field.value === field.defaultValue) field.value = title;
    field.defaultValue = title;
  }

  /** The changes are lost; the server is asked who is there. */
  async refresh() {
    try {
      const members = this.isGroup
        ? await get(`/api/v1/groups/${this.id}/members`)
        : (await get(`/api/v1/chats/${this.id}`)).members;
      this.#list.replaceChildren(...members.map((member) => this.#show(member)));
    } catch {
      // The next change or page brings them.
    }
  }

  /** Who is here, of those with whom the reader has a chat of two. */
  presence(conversations) {
    const here = new Set();
    for (const { peer, presence } of conversations) if (presence?.online) here.add(peer?.id);
    for (const line of this.#list.children) line.querySelector('.here').hidden = !here.has(line.dataset.id);
  }

  #gone(line) {
    const hadFocus = line?.contains(document.activeElement);
    line?.remove();
    if (hadFocus) this.#panel.closest('details').querySelector('summary').focus();
  }

  #line(id) {
    return this.#list.querySelector(`[data-id="${CSS.escape(id)}"]`);
  }

  #show(member) {
    const known = this.#line(member.id);
    const line = known ?? this.#list.appendChild(mould.cloneNode(true));
    const you = member.id === this.me;
    line.dataset.id = member.id;
    line.dataset.role = member.role;
    paint(line.querySelector('.avatar'), member.id, member.name);
    line.querySelector('bdi').textContent = member.name;
    line.querySelector('.member-you').hidden = !you;
    line.querySelector('.member-role').textContent = roleOf(member);
    for (const user of line.querySelectorAll('[name="user_id"]')) user.value = member.id;
    const acts = line.querySelector('.member-acts');
    if (you) acts?.remove();
    else if (acts) this.#offer(acts, member);
    return line;
  }

  // Nobody removes their equals.
  #offer(acts, { role }) {
    const mine = this.#line(this.me)?.dataset.role;
    const remove = acts.querySelector('.remove');
    if (remove) remove.hidden = RANKS.indexOf(mine) <= RANKS.indexOf(role);
    acts.hidden = !acts.querySelector('form:not([hidden])');
  }

  async #submitted(event) {
    const form = event.target;
    // Leaving leads somewhere else.
    if (form.closest('.leave')) return;
    event.preventDefault();
    this.#problem.hidden = true;
    const body = Object.fromEntries(new FormData(form, event.submitter));
    try {
      await post(new URL(form.action).pathname, body);
      form.reset();
      const title = form.closest('.retitle');
      if (title) title.open = false;
      title?.querySelector('summary').focus();
      const acts = form.closest('.member-acts');
      if (acts) acts.open = false;
      acts?.querySelector('summary').focus();
    } catch (error) {
      const isPeople = 'participants' in body && error.code === 'not_found';
      this.#problem.textContent = isPeople ? word('refused_people') : refusal(error);
      this.#problem.hidden = false;
    }
  }
}

function roleOf({ role }) {
  if (role === 'owner') return word('role_owner');
  return role === 'admin' ? word('role_admin') : '';
}
