// Requests as the signed-in person. The cookies are the browser's business; a spent access token is renewed silently.

const JSON_ONLY = { accept: 'application/json' };
/** Milliseconds after which an answer will not come. */
const ANSWER_WITHIN = 15_000;
let renewing = null;

/** Renews the session. `true`: done; `false`: it is over, and the log-in page is on its way. Throws without a connection. */
export function renew() {
  renewing ??= ask('POST', '/api/v1/auth/refresh')
    .then(async (response) => {
      if (response.status === 401) leave();
      else if (!response.ok) throw new Error(`refresh: ${response.status}`);
      return response.ok ? (await response.json()).access_token : '';
    })
    .finally(() => { renewing = null; });
  return renewing;
}

/** GETs JSON. Throws when there is none to get. */
export async function get(path) {
  let response = await ask('GET', path);
  if (response.status === 401 && (await renew())) response = await ask('GET', path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

/** POSTs JSON. Throws when it is refused; the error says why by `code`, `detail` and `reason`. */
export async function post(path, body) {
  const send = () => ask('POST', path, body).catch((error) => { throw Object.assign(error, { code: '' }); });
  let response = await send();
  if (response.status === 401 && (await renew())) response = await send();
  const answer = response.status === 204 ? null : await response.json().catch(() => ({}));
  if (response.ok) return answer;
  const { code = '', detail, errors } = answer ?? {};
  throw Object.assign(new Error(`${path}: ${response.status}`), { code, detail, reason: errors?.[0]?.code });
}

/** Whether the server lets us in; a spent session is renewed on the way. Throws without a connection. */
export async function isWelcome() {
  const response = await ask('GET', '/api/v1/users/me');
  if (response.status === 401) return renew();
  if (!response.ok) throw new Error(`me: ${response.status}`);
  return true;
}

function ask(method, path, json = {}) {
  const headers = method === 'POST' ? { ...JSON_ONLY, 'content-type': 'application/json' } : JSON_ONLY;
  const body = method === 'POST' ? { body: JSON.stringify(json) } : {};
  const signal = AbortSignal.timeout(ANSWER_WITHIN);
  return fetch(path, { method, headers, credentials: 'same-origin', cache: 'no-store', signal, ...body });
}

function leave() {
  location.assign(`/login?next=${encodeURIComponent(location.pathname + location.search)}`);
}
