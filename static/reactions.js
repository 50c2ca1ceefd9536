// The signs that people have put to a message, below its text.

const mould = document.getElementById('message-template')?.content.querySelector('.reactions');

/** Shows in `element` which signs `message` has. A button that is there stays, and keeps the focus. */
export function showReactions(element, message) {
  const reactions = message.deleted ? [] : (message.reactions ?? []);
  let form = element.querySelector('.reactions');
  const focused = form?.contains(document.activeElement) ? document.activeElement : null;
  if (reactions.length > 0 && !form) {
    form = mould.cloneNode(false);
    element.querySelector('.foot').after(form);
  }
  if (form) {
    form.action = `/api/v1/messages/${message.id}/reactions`;
    const known = new Map([...form.children].map((button) => [button.value, button]));
    form.replaceChildren(...reactions.map((one) => fill(known.get(one.emoji) ?? button(one.emoji), one)));
    if (reactions.length === 0) form.remove();
  }
  if (focused) (focused.isConnected ? focused : element.querySelector('.act-more'))?.focus({ preventScroll: true });
}

function button(emoji) {
  const made = document.createElement('button');
  made.className = 'reaction';
  made.name = 'emoji';
  made.value = emoji;
  made.append(`${emoji} `, document.createElement('span'));
  return made;
}

function fill(made, { count, mine }) {
  made.ariaPressed = String(Boolean(mine));
  made.lastElementChild.textContent = count;
  return made;
}
