// Asks local-agent, and waits for what is new.

async function get(path, params) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params || {})) {
    if (value !== undefined && value !== null && value !== '') query.set(name, value);
  }
  const text = query.toString();
  const reply = await fetch(path + (text ? '?' + text : ''), {cache: 'no-store'});
  if (reply.status === 404) return null;
  if (!reply.ok) throw new Error(path + ': ' + reply.status);
  return reply.json();
}

async function post(path, body) {
  const reply = await fetch(path, {
    method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify(body),
  });
  if (!reply.ok) throw new Error((await reply.text()).trim());
  return reply.json();
}

export const api = {
  traces: params => get('/api/traces', params),
  trace: (id, since) => get('/api/traces/' + encodeURIComponent(id), {since}),
  logs: params => get('/api/logs', params),
  services: () => get('/api/services'),
  metrics: params => get('/api/metrics', params),
  status: () => get('/api/status'),
  setRate: (key, rate) => post('/api/rates', {key, rate}),
  clear: () => post('/api/clear', {}),
};

const PAUSE_MILLIS = 350;
const RETRY_MILLIS = 2000;

/** Calls back after every change, a few times a second at most; says whether local-agent answers. */
export class Live {
  constructor(onChange, onState) {
    this.onChange = onChange;
    this.onState = onState;
    this.on = true;
    this.rev = 0;
    this.run();
  }

  toggle() {
    this.on = !this.on;
    if (this.on) this.onChange();
    return this.on;
  }

  async run() {
    for (;;) {
      try {
        if (this.on && !document.hidden) {
          const {rev} = await get('/api/live', {rev: this.rev});
          this.onState(true);
          if (rev !== this.rev && this.on) {
            // After a restart everything is new.
            await this.onChange(rev < this.rev);
          }
          this.rev = rev;
        }
        await sleep(PAUSE_MILLIS);
      } catch {
        this.onState(false);
        await sleep(RETRY_MILLIS);
      }
    }
  }
}

const sleep = millis => new Promise(resolve => setTimeout(resolve, millis));
