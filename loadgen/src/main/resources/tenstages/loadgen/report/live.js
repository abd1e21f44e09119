
/* A film that is still being made: lines come in, and the last seconds of them are a film of their own. */
const SHOWN = 8000;
/* What was last known when they begin is looked for in so many samples before. */
const BEFORE = 100;
const counts = ['accepted', 'refused', 'answered'];
const source = new EventSource('live');
let side, due = 0, drawn = 0, listening = false;
panels = [];

const LINES = {
  server(id, period, ...name) {
    if (side && side.id === id) return;
    side = { id, ms: +period, name: name.join(' '), locks: 0, lanes: [], clients: [], notes: [], looks: new Map(),
      heard: new Map(), first: 0, last: 0, told: 0, end: 0, applied: 0 };
    panels = [];
  },
  lane(i, kind, ...name) { side.lanes[i] = { kind, name: name.join(' '), ran: kind !== 'other' }; },
  client(i, ...name) { side.clients[i] = name.join(' '); },
  queue(n) { side.capacity = +n; },
  locks(n) { side.locks = +n; },
  note(...words) { if (!side.notes.includes(words.join(' '))) side.notes.push(words.join(' ')); },
  cpu(n) { side.cpu = +n; },
  end(period) { side.end = Math.max(+period, side.last + 1); },
  clients(period, states, ...numbers) {
    side.told = +period;
    keep(side.heard, +period, { states: side.clients.length ? states : '', numbers: numbers.map(Number) });
  }
};

/* 29012345 EWHS 17 1W0 2H0 */
function look([period, states, queue, ...marks]) {
  const locks = {};
  for (const mark of marks) locks[parseInt(mark)] = mark.replace(/^\d+[WH]/, '_');
  if (states === '-') states = '';
  side.lanes.forEach((lane, i) => { lane.ran = lane.ran || states[i] === 'R'; });
  side.last = +period;
  side.first = side.first || side.last;
  keep(side.looks, side.last, { states, locks, queue: +queue, cpu: side.cpu });
}

function keep(all, period, what) {
  all.set(period, what);
  for (const old of all.keys()) {
    if (old > period - SHOWN / side.ms - BEFORE) break;
    all.delete(old);
  }
}

function hear(line) {
  const words = line.split(' '), [first, ...rest] = words;
  if (/^\d/.test(line)) look(words);
  else if (Object.hasOwn(LINES, first)) LINES[first](...rest);
}

/* Both are the codes of films: what does not change costs nothing. */
function coded(first, last, of) {
  let text = '', state, n = 0;
  const add = () => { if (n) text += state[0] + n + state.slice(1); };
  for (let p = first; p <= last; p++) {
    const next = of(p);
    if (next !== state) {
      add();
      state = next;
      n = 0;
    }
    n++;
  }
  add();
  return text;
}

function stepped(first, last, of) {
  const steps = [];
  let before = 0, n = 0, step = 0;
  for (let p = first; p <= last; p++) {
    const value = of(p);
    if (n && value === before) n++;
    else {
      if (n) steps.push(step + 'x' + n);
      step = value - before;
      before = value;
      n = 1;
    }
  }
  steps.push(step + 'x' + n);
  return steps.join(' ');
}

/* What was last known of something that is not told of in each period. */
function held(all, from, of) {
  let last = of(undefined);
  const next = p => last = all.has(p) ? of(all.get(p)) : last;
  for (let p = from - BEFORE; p < from; p++) next(p);
  return next;
}

/* What is accepted and neither in the queue nor at work is applied. */
function applied(first, last) {
  const accepted = held(side.heard, first, look => look ? look.numbers[0] : 0);
  let before = 0, most = side.applied;
  const all = new Map();
  for (let p = first; p <= last; p++) {
    const look = side.looks.get(p);
    if (look) {
      const works = side.lanes.filter((lane, i) => lane.kind === 'worker' && 'SRWH'.includes(look.states[i])).length;
      most = Math.max(most, before - look.queue - works);
    }
    before = accepted(p);
    all.set(p, most);
    if (p === first) side.applied = most;
  }
  return p => all.get(p);
}

/* The end of a server stays in the picture: there the film stands still, a second later. */
const lastOne = () => side.end ? Math.min(Math.max(side.end, side.told), side.end + 1000 / side.ms) : side.last;

/* The last seconds as a film. A lane of a thread that never ran is left out, as it is later. */
function filmed() {
  const last = lastOne();
  const first = Math.max(side.first, last - SHOWN / side.ms + 1), n = of => stepped(first, last, of);
  const lane = ({ name, kind }, i) => ({ name, kind, runs: coded(first, last, p => {
    const look = side.looks.get(p);
    return look ? (look.states[i] || '-') + (look.locks[i] || '') : side.end && p >= side.end ? 'X' : '-';
  }) });
  const client = (name, i) => {
    const known = held(side.heard, first, look => look && look.states[i] || '.');
    return { name, kind: 'client', runs: coded(first, last, p => {
      const state = known(p);
      return side.heard.has(p) || !'axo'.includes(state) ? state : '.';
    }) };
  };
  const number = which => n(held(side.heard, first, look => look ? look.numbers[which] : 0));
  const series = Object.fromEntries(counts.map((name, i) => [name, number(i)]));
  const queue = side.capacity
    && { queue: n(held(side.looks, first, look => look ? look.queue : 0)), applied: n(applied(first, last)) };
  const cpu = side.cpu !== undefined && { cpu: n(held(side.looks, first, look => look && look.cpu || 0)) };
  const threads = side.lanes.map(lane).filter((_, i) => side.lanes[i].ran).sort((a, b) =>
    (b.kind === 'loop') - (a.kind === 'loop') || a.name.length - b.name.length || (a.name < b.name ? -1 : 1));
  const lanes = [...threads, ...side.clients.map(client)];
  const { name, locks, capacity, notes } = side;
  return { format: 1, period: side.ms * 1000, samples: last - first + 1, begins: (first - side.first) * side.ms,
    ends: true, films: [{ name, locks, capacity, notes, lanes, ...series, ...queue, ...cpu }] };
}

/* The picture follows while the playhead stands at its end. */
const stands = () => panels.length > 0 && at < N - 1;

function renew() {
  due = 0;
  if (!side || !side.first || stands() || side.end && side.drawn === lastOne()) return;
  side.drawn = lastOne();
  drawn = performance.now();
  film = filmed();
  N = film.samples;
  ms = side.ms;
  film.films.forEach(prepare);
  measured = measure();
  at = N - 1;
  const [f] = film.films, parts = JSON.stringify([f.capacity, f.locks, f.notes, f.rows.map(row => row.name)]);
  const used = [...new Set(f.rows.flatMap(row => row.runs.map(run => run.s)))].sort().join('');
  $('film').hidden = false;
  if (!listening) begin();
  if (!panels.length || side.parts !== parts) {
    side.parts = parts;
    $('panels').replaceChildren();
    panels = film.films.map(panel);
    texts();
  }
  panels.forEach((panel, k) => {
    panel.f = film.films[k];
    /* Nobody could follow what changes all the time. */
    panel.live.setAttribute('aria-live', 'off');
  });
  if (side.used !== used) key();
  side.used = used;
  $('at').max = N - 1;
  draw();
}

function begin() {
  listening = true;
  colors();
  listen();
  $('link').parentElement.hidden = true;
}

/* Who wants less motion sees two pictures a second. */
function want() {
  status();
  if (due || performance.now() - drawn < (reduced.matches ? 500 : 0)) return;
  due = requestAnimationFrame(renew);
}

function status(over) {
  const still = stands(), name = side ? side.name : '';
  $('now').className = over ? 'over' : still ? 'still' : '';
  put($('now'), over || big(!side ? 'No server has begun yet.'
    : still ? 'The picture stands still, and what happens meanwhile is kept for ' + SHOWN / 1000 + ' seconds.'
    : side.end ? name + ' has ended.' : 'Live: ' + name + '.'));
  $('follow').hidden = !still || !!over;
}

$('follow').onclick = () => {
  at = N - 1;
  renew();
  status();
};

source.onmessage = e => {
  e.data.split('\n').forEach(hear);
  want();
};
source.addEventListener('film', e => {
  source.close();
  $('live').hidden = true;
  at = from = 0;
  open(() => JSON.parse(e.data));
  $('link').parentElement.hidden = false;
});
source.addEventListener('over', () => {
  source.close();
  status('It is over. The page can be closed.');
});
source.onerror = () => {
  if (source.readyState !== EventSource.CLOSED) source.close();
  status('The connection has ended, and so has this film.');
};
