// Where the scripts of every page begin. Without them every page works too; they only make it live.

import { forgetWhoLeaves } from './keep.js';
import { localise } from './times.js';

const DAY = 86_400;

// Says to the server that a script is at work, so it leaves the marking as read to us, and where the reader's clock is.
function tell(name, value) {
  const secure = location.protocol === 'https:';
  const prefix = secure ? '__Host-' : '';
  document.cookie = `${prefix}${name}=${value}; Path=/; Max-Age=${DAY}; SameSite=Lax${secure ? '; Secure' : ''}`;
}

tell('script', 'on');
tell('tz', -new Date().getTimezoneOffset());
localise(document);

const me = document.body.dataset.userId;
forgetWhoLeaves(me);
if (me) import('./messenger.js');
