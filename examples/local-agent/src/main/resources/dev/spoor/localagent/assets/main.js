// Starts the page: which view is shown, keys, theme, and following what comes in.
import {api, Live} from './api.js';
import {debounce} from './dom.js';
import {Logs} from './logs.js';
import {Metrics} from './metrics.js';
import {Requests} from './requests.js';
import {make, parse} from './route.js';
import {Services} from './services.js';
import {Status} from './status.js';
import {RouterOnly, Trace} from './trace.js';

const VIEWS = {requests: Requests, trace: Trace, router: RouterOnly, logs: Logs, services: Services, metrics: Metrics, status: Status};
const ORDER = ['requests', 'logs', 'services', 'metrics', 'status'];
const main = document.getElementById('main');
const search = document.getElementById('search');
const liveButton = document.getElementById('live');
let view = null;
let ready = null; // the view that has shown what it was asked for, and may be refreshed
let name = '';

async function show() {
  const route = parse(location.hash);
  const wanted = VIEWS[route.view] ? route.view : 'requests';
  if (wanted !== name) {
    if (view) view.close();
    name = wanted;
    view = new VIEWS[wanted]({});
    main.replaceChildren(view.body);
    document.title = wanted[0].toUpperCase() + wanted.slice(1) + ' · local-agent';
  }
  const tab = wanted === 'trace' || wanted === 'router' ? 'requests' : wanted;
  for (const link of document.querySelectorAll('[data-view]')) {
    if (link.dataset.view === tab) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  if (document.activeElement !== search) search.value = route.params.q || '';
  document.body.dataset.shows = wanted;
  const shown = view;
  await guarded(async () => {
    if (shown !== view) return;
    await shown.show(route);
    ready = shown;
  });
}

// One after the other: two at a time would both fetch what is new, and show it twice.
let last = Promise.resolve();
function guarded(action) {
  last = last.then(action).catch(error => {
    // A restart of local-agent; the next change tries again.
    console.warn(error);
  });
  return last;
}

const live = new Live(
  restarted => guarded(() => view && view === ready && view.refresh(restarted)),
  answers => {
    liveButton.classList.toggle('lost', !answers);
    liveButton.querySelector('.label').textContent = answers ? (live.on ? 'Live' : 'Paused') : 'Lost';
  });

function toggleLive() {
  const on = live.toggle();
  liveButton.setAttribute('aria-pressed', on);
  liveButton.querySelector('.label').textContent = on ? 'Live' : 'Paused';
}
liveButton.addEventListener('click', toggleLive);

document.getElementById('clear').addEventListener('click', async () => {
  await api.clear();
  if (name === 'trace') location.hash = '#/requests';
  else await guarded(() => view.refresh(true));
});

// Theme: that of the system until somebody chooses.
const root = document.documentElement;
const stored = read('theme');
if (stored) root.dataset.theme = stored;
document.getElementById('theme').addEventListener('click', () => {
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
  try {
    localStorage.setItem('theme', root.dataset.theme);
  } catch {
    // It then lasts until the page is closed.
  }
});

function read(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

const keys = document.getElementById('keys');
document.getElementById('help').addEventListener('click', () => keys.showModal());

search.addEventListener('input', debounce(200, () => {
  if (view.search) view.search(search.value);
}));
search.form.addEventListener('submit', event => {
  event.preventDefault();
  if (view.search) view.search(search.value);
  if (view.enter) view.enter(search.value);
  else location.hash = make('requests', [], {q: search.value.trim()});
});

document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || keys.open) return;
  const target = event.target;
  if (target === search && event.key === 'Escape') {
    search.blur();
    main.focus();
    return;
  }
  if (target.closest('input, select, textarea')) return;
  if (target.closest('button, a, summary') && (event.key === 'Enter' || event.key === ' ')) return;
  if (handle(event)) event.preventDefault();
});

function handle(event) {
  if (view && view.key(event)) return true;
  if (event.key === '/') {
    search.focus();
    search.select();
    return true;
  }
  if (event.key === '?') {
    keys.showModal();
    return true;
  }
  if (event.key === ' ') {
    toggleLive();
    return true;
  }
  if (event.key >= '1' && event.key <= String(ORDER.length)) {
    location.hash = make(ORDER[Number(event.key) - 1]);
    return true;
  }
  return false;
}

window.addEventListener('hashchange', show);
show();
