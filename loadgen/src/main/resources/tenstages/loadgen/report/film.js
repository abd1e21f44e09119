/*
 * The player of one film: the body of a function of its root, which is the document, or a shadow root if there are
 * several films on a page. Each has its own parts and its own playhead; keys are for the one that has the focus.
 */
const place = root.host || document, among = root.host ? root.host.id + '&' : '';
const $ = id => root.getElementById(id);
const SERIES = ['queue', 'accepted', 'refused', 'answered', 'applied'];
/* What a lane does; C, a, x, o and . stand in the lane of a client. */
const WORDS = {
  H: 'holds the lock', W: 'waits for the lock', S: 'works', R: 'serves', L: 'waits for a client’s line',
  E: 'is ready to serve', A: 'waits for a connection', Q: 'is idle', X: 'has ended', '-': 'was not sampled',
  N: 'does not run',
  C: 'waits for its reply', a: 'accepted', x: 'refused', o: 'answered', '.': 'nothing under way'
};
const problems = [], color = {}, reduced = matchMedia('(prefers-reduced-motion: reduce)');
const number = n => n.toLocaleString('en');
const count = (n, one, many) => number(n) + ' ' + (n === 1 ? one : many);
const clamp = (least, n, most) => Math.max(least, Math.min(most, n));
const big = text => text.slice(0, 1).toUpperCase() + text.slice(1);
// What is no word, such as beyond/http, stays as people type it.
const headline = name => (/^[a-z]+( |$)/.test(name) ? big(name) : name);
const joined = (lists, by) => lists.filter(list => list.length).flatMap((list, i) => i ? [by, ...list] : list);
const put = (element, text) => { if (element.textContent !== text) element.textContent = text; };
let film, N, ms, panels, measured, g, at = 0, from = 0, frame = 0, dragging = false, playing = false;

function make(tag, style, ...children) {
  const element = document.createElement(tag);
  if (style) element.className = style;
  element.append(...children);
  return element;
}

/* Calls back with what the pattern finds, piece by piece; nothing may be left over. */
function decode(text, pattern, add) {
  let end = 0;
  for (let next = 0; next < text.length; next = pattern.lastIndex) {
    const found = pattern.exec(text);
    if (!found) throw new Error('“' + text.slice(next, next + 12) + '” cannot be read');
    add(found, end, end += +(found[2] || 1));
    if (end > N) throw new Error('it is longer than the film');
  }
  return end;
}

/* "S20W6_0" is: works for 20 samples, then waits for lock 0 for 6 samples. */
function runs(text) {
  const all = [];
  decode(text, /([SRELAQWHNXCaxo.-])(\d+)(?:_(\d+))?/y, (found, start, end) =>
    /* Who waits for none of the stage's locks (for a class that another thread loads, say) is at work. */
    all.push({ s: found[1] === 'W' && !found[3] ? 'R' : found[1], start, end, lock: found[3] ? +found[3] : -1 }));
  return all;
}

/* "1200x9 -1x4" is: 1,200 for 9 samples, then 1,199 for 4 samples. */
function values(text) {
  const all = new Float64Array(N);
  let value = 0;
  const last = decode(text, /(-?\d+)(?:x(\d+))?(?: |$)/y, (found, start, end) =>
    all.fill(value += +found[1], start, end));
  return all.fill(value, last);
}

/* What cannot be read is told and not shown; all else is. */
function read(what, decoder, text, otherwise) {
  try {
    return decoder(text);
  } catch (e) {
    problems.push(what + ': ' + e.message);
    return otherwise;
  }
}

function row(name, kind, runs) {
  const end = runs.length ? runs[runs.length - 1].end : 0, index = new Int32Array(N);
  if (end < N) runs.push({ s: '-', start: end, end: N, lock: -1 });
  runs.forEach((run, i) => index.fill(i, run.start, run.end));
  return { name, kind, runs, index };
}

const now = row => row.runs[row.index[at]];
/* A film of the last seconds begins later than at 0. */
const begins = () => film.begins || 0;
const is = state => row => now(row).s === state;
const holder = (f, lock) => f.server.find(row => is('H')(row) && now(row).lock === lock);

/* Where all of these lanes are in this state. */
function spans(rows, s) {
  const all = [];
  for (let i = 0; i < N; i++) {
    if (!rows.length || rows.some(row => row.runs[row.index[i]].s !== s)) continue;
    if (all.length && all[all.length - 1].end === i) all[all.length - 1].end = i + 1;
    else all.push({ start: i, end: i + 1 });
  }
  return all;
}

/* Marks of replies stand in the clients' lanes, or, if clients have none, in lanes of their own. */
function marks(f) {
  if (f.rows.some(row => row.runs.some(run => 'axo'.includes(run.s)))) return [];
  const states = [['accepted', 'a'], ['refused', 'x'], ['answered', 'o']].filter(([name]) => total(f, name));
  return states.map(([name, mark]) => {
    const all = [];
    f.series[name].forEach((value, i, series) => {
      const s = value > (series[i - 1] || 0) ? mark : '.', last = all[all.length - 1];
      if (last && last.s === s) last.end = i + 1;
      else all.push({ s, start: i, end: i + 1 });
    });
    return row(name, 'mark', all);
  });
}

const total = (f, name) => f.series[name] && f.series[name][N - 1];

function prepare(f) {
  f.series = {};
  f.rows = f.lanes.map(lane => row(lane.name, lane.kind, read(f.name + ', ' + lane.name, runs, lane.runs, [])));
  for (const name of SERIES) {
    if (f[name] && (name !== 'queue' || f.capacity)) f.series[name] = read(f.name + ', ' + name, values, f[name]);
  }
  if (f.cpu) f.series.cpu = read(f.name + ', cpu', values, f.cpu);
  f.server = f.rows.filter(row => row.kind !== 'client');
  f.outside = f.rows.filter(row => row.kind === 'other');
  f.workers = f.rows.filter(row => row.kind === 'worker');
  f.loops = f.rows.filter(row => row.kind === 'loop');
  f.clients = f.rows.filter(row => row.kind === 'client');
  f.gaps = spans(f.server, '-');
  f.ends = spans(f.server, 'X').map(span => ({ ...span, left: f.series.queue && f.series.queue[span.start - 1] }));
  f.rows = [...f.server, ...f.clients, ...marks(f)];
}

/* The sentence: each phrase is a list of words and of strong words, true for the sample under the playhead. */
const strong = (style, text) => make('b', style, text);
const called = row => ({ 'event-loop': 'the event loop', main: 'the main thread' })[row.name] || row.name;

function whoHolds(f, waiters) {
  const holders = f.server.filter(is('H')), n = holders.length;
  if (f.locks > 1 && n) return [strong('H', count(n, 'holds', 'hold')), n === 1 ? ' a lock' : ' a lock each'];
  if (n === 1 && holders[0].kind === 'worker') return [strong('H', '1 holds'), ' the lock'];
  if (n === 1) return [called(holders[0]) + ' ', strong('H', 'holds'), ' the lock'];
  /* A thread and the owner of a lock are not looked at in one instant. */
  if (f.locks === 1 && (n || waiters.length)) return ['the lock is ', strong('W', 'being handed over')];
  return [f.locks > 1 ? 'nobody holds a lock' : 'nobody holds the lock'];
}

function whoWaits(f, waiters) {
  const waiting = waiters.filter(row => row.kind === 'worker'), n = waiting.length;
  const locks = [...new Set(waiting.map(row => now(row).lock))], owner = n && holder(f, locks[0]);
  if (!n) return waiters.length ? [] : ['nobody waits'];
  return [strong('W', count(n, 'waits', 'wait')), f.locks === 1 ? ' for it'
    : locks.length > 1 ? ' for ' + locks.length + ' locks'
    : ' for lock ' + locks[0] + (owner ? ', which ' + called(owner) + ' holds' : ', which is being handed over')];
}

function whoWorks(f) {
  const n = s => f.workers.filter(is(s)).length, all = f.workers.length, phrases = [];
  const add = (s, one, many) => { if (n(s)) phrases.push([count(n(s), one, many)]); };
  if (all === 1 && !f.locks) return [['the worker ', strong(now(f.workers[0]).s, does(f, f.workers[0]))]];
  if (n('S') && f.locks) phrases.push([strong('S', count(n('S'), 'works', 'work')), f.locks === 1 ? ' before it' : '']);
  else if (n('S')) phrases.push([strong('S', n('S') + ' of ' + all), ' workers ' + (n('S') === 1 ? 'works' : 'work')]);
  add('R', 'runs', 'run');
  add('Q', 'is idle', 'are idle');
  add('X', 'has ended', 'have ended');
  add('-', 'was not sampled', 'were not sampled');
  return phrases;
}

function whatTheLoopDoes(f, row) {
  const { s, lock } = now(row), the = f.locks > 1 ? 'lock ' + lock : 'the lock';
  const too = f.locks === 1 && f.workers.some(is('W')) ? ' too' : '';
  return [called(row) + ' ', ...{
    W: [strong('W', 'waits for ' + the + too), ', and serves nobody'], S: [strong('S', 'works'), ', and serves nobody'],
    L: [strong('W', WORDS.L), ', and serves nobody else'], E: ['is free to serve'], H: [strong('H', 'holds ' + the)]
  }[s] || [WORDS[s]]];
}

/* Of a server that is seen from outside. */
function whoRuns(f) {
  const all = f.outside.length, n = f.outside.filter(is('R')).length, { cpu } = f.series;
  if (!all) return [];
  return [[all === 1 ? 'the thread ' : strong('', n || 'none'), all === 1 ? '' : ' of ' + all + ' threads ',
    strong(n ? 'S' : '', n === 1 || !n && all > 1 ? 'runs' : n ? 'run' : 'does not run')],
  ...cpu ? [[strong('', cpu[at] + ' %'), ' of a core used in the last quarter of a second']] : [],
  ...n < all ? [['what who does not run waits for cannot be seen from outside']] : []];
}

function whatClientsDo(f) {
  const waiting = f.clients.filter(is('C')).length, all = f.clients.length;
  if (all > 1) return [[strong('', waiting), ' of these ' + all + ' clients wait for a reply']];
  return waiting ? [[f.clients[0].name + ' waits for its reply']] : [];
}

function soFar(f) {
  const { queue } = f.series;
  const counts = SERIES.slice(1).filter(name => total(f, name))
    .map(name => [strong(name === 'refused' ? 'x' : '', number(f.series[name][at])), ' ' + name]);
  if (counts.length) counts[counts.length - 1].push(' so far');
  if (!queue) return counts;
  const full = queue[at] >= f.capacity;
  return [full ? ['the queue is ', strong('x', 'full')] : [strong('', number(queue[at])), ' in the queue'], ...counts];
}

/* What the queue held when the server was seen alive for the last time is gone, if the attack has ended the server. */
function ended(f) {
  const { left } = f.ends.find(span => at < span.end);
  if (!film.ends) return [['the attack is over here, and the server was ended']];
  return [['the server has ended'], !f.series.queue ? [] : !left ? ['its queue was empty']
    : ['its queue held ' + number(left) + ' when last seen: ', strong('x', number(left) + ' lost')]];
}

/* Sentences of parts of phrases. */
function sentences(f) {
  if (f.server.length && f.server.every(is('-'))) return [[[['not sampled: the camera missed this moment']]]];
  if (f.server.length && f.server.every(is('X'))) return [[ended(f)], [soFar(f).slice(f.series.queue ? 1 : 0)]];
  const waiters = f.server.filter(is('W')), locks = f.locks ? [whoHolds(f, waiters), whoWaits(f, waiters)] : [];
  const loops = f.loops.filter(row => f.locks !== 1 || !is('H')(row)).map(row => whatTheLoopDoes(f, row));
  return [[[...locks, ...whoWorks(f)], loops], [whoRuns(f)], [whatClientsDo(f)], [soFar(f)]];
}

function told(f) {
  const all = sentences(f).map(parts => joined(parts.map(phrases => joined(phrases, ', ')), '; '));
  return all.filter(words => words.length).flatMap(words => {
    const first = words[0];
    if (typeof first === 'string') words[0] = big(first);
    else first.textContent = big(first.textContent);
    return [...words, '. '];
  });
}

/* The words beside a lane. */
function does(f, row) {
  const { s, lock } = now(row), owner = s === 'W' && holder(f, lock);
  if (row.kind === 'mark') return number(f.series[row.name][at]) + ' so far';
  if (s === 'R' && row.kind !== 'loop') return 'runs';
  if (owner) return 'waits for ' + owner.name;
  if (row.kind === 'client' && s === 'X') return 'has left';
  if (s === 'C' && lock > 1) return 'waits for ' + number(lock) + ' replies';
  return f.locks > 1 && 'HW'.includes(s) ? (s === 'H' ? 'holds lock ' : 'waits for lock ') + lock : WORDS[s];
}

const box = (style, x, y, w, h) => {
  g.fillStyle = style;
  g.fillRect(x, y, w, h);
};
const stroke = (style, width, trace, dash = []) => {
  g.strokeStyle = style;
  g.lineWidth = width;
  g.setLineDash(dash);
  g.beginPath();
  trace();
  g.stroke();
};
const line = (x1, y1, x2, y2) => {
  g.moveTo(x1, y1);
  g.lineTo(x2, y2);
};
const disc = (style, x, y, r) => {
  g.fillStyle = style;
  g.beginPath();
  g.arc(x, y, r, 0, 7);
  g.fill();
};
const write = (style, text, x, y, align) => {
  g.fillStyle = style;
  g.textAlign = align;
  g.fillText(text, x, y);
};
const inside = (x, y, w, h, paint) => {
  g.save();
  g.beginPath();
  g.rect(x, y, w, h);
  g.clip();
  paint();
  g.restore();
};

/* How each state looks: the shape says what the colour says, by height, outline or pattern. */
const thin = (x, y, w, h) => stroke(color.idle, 1.5, () => line(x, y + h / 2, x + w, y + h / 2));
const size = height => Math.min(2.8, height * .45);
const LOOKS = {
  S: (x, y, w, h) => box(color.work, x, y + h * .16, w, h * .68),
  R: (x, y, w, h) => [.08, .62].forEach(part => box(color.serve, x, y + h * part, w, h * .3)),
  H: (x, y, w, h) => {
    box(color.card, x - 1, y - 1.5, Math.max(w, 2) + 2, h + 3);
    box(color.hold, x, y - .5, Math.max(w, 2), h + 1);
  },
  W: (x, y, w, h) => inside(x, y + h * .2, w, h * .6, () => {
    box(color.waits, x, y, w, h);
    stroke(color.wait, 1.6, () => {
      for (let q = Math.floor((x - h) / 5) * 5; q < x + w; q += 5) line(q, y + h, q + h, y);
    });
  }),
  L: (x, y, w, h) => stroke(color.wait, 2, () => g.rect(x + 1, y + h * .2, Math.max(0, w - 2), h * .6)),
  E: thin, Q: thin, A: thin,
  N: (x, y, w, h) => stroke(color.idle, 1, () => line(x, y + h / 2, x + w, y + h / 2), [1, 3]),
  C: (x, y, w, h) => stroke(color.soft, 1.5, () => line(x, y + h / 2, x + w, y + h / 2), [2, 2]),
  a: (x, y, w, h) => disc(color.serve, x + w / 2, y + h / 2, size(h) + .6),
  o: (x, y, w, h) => stroke(color.serve, 1.8, () => g.arc(x + w / 2, y + h / 2, size(h), 0, 7)),
  x: (x, y, w, h) => stroke(color.refuse, 1.5, () => [1, -1].forEach(up =>
    line(x + w / 2 - size(h), y + h / 2 - size(h) * up, x + w / 2 + size(h), y + h / 2 + size(h) * up)))
};

/* One run of a lane. Marks stand apart, however many there are. */
function bar({ s, start, end }, v, y, h) {
  const every = 'axo'.includes(s) ? Math.ceil(8 / v.px) : 0;
  for (let i = start; LOOKS[s] && i < end; i += every || end) LOOKS[s](v.x(i), y, (every ? 1 : end - start) * v.px, h);
}

function colors() {
  const style = getComputedStyle(root.host || document.documentElement);
  'text soft line card back work wait waits hold serve refuse idle'.split(' ')
    .forEach(name => { color[name] = style.getPropertyValue('--' + name).trim(); });
}

/* A canvas as large as it is shown, sharp on every screen. */
function paintOn(canvas, width, height) {
  const ratio = devicePixelRatio || 1;
  g = canvas.getContext('2d');
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  g.setTransform(ratio, 0, 0, ratio, 0, 0);
  g.font = '11px system-ui, sans-serif';
  g.textBaseline = 'middle';
}

/* Which samples are shown: the view stands still while the playhead is dragged, and follows the playhead otherwise. */
function view(width) {
  const narrow = innerWidth <= 640, left = narrow ? 16 : 0, w = width - left - 1;
  const least = ms * (film.films.some(f => f.locks) ? .8 : .2) * (narrow ? .6 : 1);
  const px = Math.max(w / N, least), shown = w / px;
  if (!dragging) from = clamp(at - shown * .7, from, at - shown * .3);
  from = clamp(0, from, N - shown);
  return { narrow, left, w, px, shown, x: i => left + (i - from) * px };
}

function axis(v, bottom) {
  const step = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000].find(s => s / ms * v.px > 64) || 10000;
  const left = from * ms + begins();
  for (let t = Math.ceil(left / step) * step; t <= left + v.shown * ms; t += step) {
    const x = v.x((t - begins()) / ms), label = (t / 1000).toFixed(step < 100 ? 2 : 1) + ' s';
    stroke(color.line, 1, () => line(x, 0, x, bottom));
    write(color.soft, label, clamp(v.left + 15, x, v.left + v.w - 15), bottom + 9, 'center');
  }
}

/* Where no lane has anything to show, words say why. */
function gap(v, { start, end, left }, words, bottom) {
  const x = Math.max(v.left - 1, v.x(start)), w = Math.min(v.left + v.w + 1, v.x(end)) - x;
  box(color.back, x, 0, Math.max(0, w), bottom);
  if (w < 12) return;
  stroke(color.soft, 1, () => g.rect(x + .5, .5, w - 1, bottom - 1), [1, 4]);
  if (w < 100 && bottom < 100) return;
  g.save();
  g.translate(x + Math.min(w / 2, 75), bottom / 2);
  if (w < 100) g.rotate(-Math.PI / 2);
  const lost = film.ends && left;
  write(lost ? color.refuse : color.soft, lost ? words + ', ' + number(left) + ' lost' : words, 0, 0, 'center');
  g.restore();
}

/* A thread from each that waits to the one it waits for. */
function threads(f, x, middle) {
  f.rows.forEach((row, j) => {
    const owner = is('W')(row) ? f.rows.indexOf(holder(f, now(row).lock)) : -1, y = middle(owner);
    const bow = x + 12 + Math.min(30, Math.abs(owner - j) * 3);
    if (owner < 0) return;
    stroke(color.wait, 1.5, () => {
      g.moveTo(x, middle(j));
      g.bezierCurveTo(bow, middle(j), bow, y, x + 5, y);
    });
    disc(color.wait, x, middle(j), 3);
  });
  f.rows.forEach((row, j) => {
    if (!is('H')(row)) return;
    disc(color.card, x, middle(j), 7.5);
    disc(color.hold, x, middle(j), 6);
  });
}

function picture({ f, canvas, tops, bottom }) {
  const width = canvas.clientWidth, v = view(width), head = v.x(at + .5), rows = f.server.length;
  const y = j => tops[j] + 1, height = j => (tops[j + 1] || bottom) - tops[j] - 2;
  canvas.style.height = bottom + 20 + 'px';
  paintOn(canvas, width, bottom + 20);
  axis(v, bottom);
  inside(v.left, 0, v.w + 1, bottom, () => {
    f.gaps.forEach(span => gap(v, span, 'not sampled', tops[rows] || bottom));
    f.ends.forEach(span => gap(v, span, film.ends ? 'ended' : 'the attack is over here', tops[rows] || bottom));
    f.rows.forEach(({ runs, index }, j) => {
      for (let i = index[Math.floor(from)]; i < runs.length && runs[i].start < from + v.shown; i++) {
        bar(runs[i], v, y(j), height(j));
      }
    });
    /* What comes later than the playhead is pale. */
    g.globalAlpha = .6;
    box(color.card, head, 0, width, bottom);
    g.globalAlpha = 1;
  });
  box(color.text, head - .75, 0, 1.5, bottom);
  threads(f, head, j => y(j) + height(j) / 2);
  if (v.narrow) f.rows.forEach((row, j) => { if (LOOKS[now(row).s]) LOOKS[now(row).s](1, y(j), 11, height(j)); });
  return v.narrow;
}

function words({ f, items }, narrow) {
  f.rows.forEach((row, j) => {
    const { s } = now(row), [who, doing] = items[j].children;
    if (items[j].className === 'thin') return;
    items[j].className = s === 'H' ? 'loud H' : row.kind === 'loop' && 'WSL'.includes(s) ? 'loud' : '';
    put(who, narrow ? row.name.replace('worker-', 'w-').replace('event-', '').replace('client-', 'c-') : row.name);
    put(doing, does(f, row));
  });
}

function column({ f, queue }) {
  if (!f.series.queue) return;
  const n = f.series.queue[at], full = n >= f.capacity, [, glass, value, of] = queue.children;
  glass.className = full ? 'full' : '';
  glass.firstChild.style.height = Math.min(100, n / f.capacity * 100) + '%';
  put(value, number(n));
  put(of, full ? 'full' : 'of ' + number(f.capacity));
}

/* What the strips over the slider show, the same for both: who waits for a lock, clients that wait, or the queue. */
function measure() {
  const some = (rows, s) => film.films.some(f => f[rows].some(row => row.runs.some(run => run.s === s)));
  const share = (rows, s) => (f, i) =>
    f[rows].filter(row => row.runs[row.index[i]].s === s).length / Math.max(1, f[rows].length);
  const [title, value] = some('server', 'W') ? ['who waits for a lock', share('server', 'W')]
    : some('clients', 'C') ? ['clients that wait', share('clients', 'C')]
    : ['the queue', (f, i) => f.series.queue ? f.series.queue[i] / f.capacity : 0];
  film.films.forEach(f => { f.strip = Float64Array.from({ length: N }, (_, i) => value(f, i)); });
  return title;
}

function strip(f, k, w) {
  const y = k * 20, h = 18, text = measured + (film.films.length < 2 ? '' : [', above', ', below', ', last'][k]);
  box(color.card, 8, y, w, h);
  for (let b = 0; b < w; b++) {
    const part = f.strip.slice(Math.floor(b * N / w), Math.max(Math.floor(b * N / w) + 1, Math.floor((b + 1) * N / w)));
    const mean = h * part.reduce((sum, n) => sum + n, 0) / part.length;
    box(color.wait, 8 + b, y + h - mean, 1, mean);
  }
  [...f.gaps, ...f.ends].forEach(span =>
    box(color.line, 8 + w * span.start / N, y, w * (span.end - span.start) / N, h));
  g.textAlign = 'left';
  g.lineWidth = 3;
  g.lineJoin = 'round';
  g.strokeStyle = color.card;
  g.strokeText(text, 12, y + 9);
  write(color.text, text, 12, y + 9, 'left');
}

function overview() {
  const canvas = $('over'), width = canvas.clientWidth, w = Math.floor(width - 16), h = 20 * film.films.length;
  canvas.style.height = h + 'px';
  paintOn(canvas, width, h);
  film.films.forEach((f, k) => strip(f, k, w));
  for (const [s] of film.moments || []) box(color.text, 8 + w * s * 1000 / ms / N, h - 4, 2, 4);
  box(color.text, 7 + w * (at + .5) / N, 0, 2, h);
}

function draw() {
  for (const panel of panels) {
    words(panel, picture(panel));
    column(panel);
    const sentence = make('p', 'say', ...told(panel.f));
    if (panel.say.textContent !== sentence.textContent) panel.say.replaceChildren(...sentence.childNodes);
    /* What is below a sentence does not jump when the next sentence is shorter. */
    panel.say.style.minHeight = panel.say.offsetHeight + 'px';
  }
  overview();
  const seconds = ((at * ms + begins()) / 1000).toFixed(ms % 10 ? 3 : 2);
  $('at').value = at;
  $('at').setAttribute('aria-valuetext', seconds + ' seconds');
  $('link').hash = among + 't=' + seconds;
  put($('clock'), seconds + ' of ' + ((N * ms + begins()) / 1000).toFixed(2) + ' s');
  for (const button of $('moments').children) button.setAttribute('aria-current', sample(button.value) === at);
}

const sample = seconds => clamp(0, Math.round(seconds * 1000 / ms), N - 1);

function go(i) {
  at = clamp(0, i, N - 1);
  draw();
}

/* While the film plays, nothing is read aloud: nobody could follow. */
function play(on) {
  playing = on;
  cancelAnimationFrame(frame);
  $('play').textContent = on ? '❚❚ Pause' : '▶ Play';
  panels.forEach(panel => panel.live.setAttribute('aria-live', on ? 'off' : 'polite'));
  if (!on) return;
  if (at === N - 1) go(0);
  let last, due = 0;
  const tick = time => {
    const speed = $('speed').value / ms, whole = Math.floor(due += (time - (last || time)) * speed);
    last = time;
    /* Who wants less motion sees two pictures a second. */
    if (whole >= (reduced.matches ? Math.max(1, 500 * speed) : 1)) {
      due -= whole;
      go(at + whole);
    }
    if (at === N - 1) play(false);
    else frame = requestAnimationFrame(tick);
  };
  frame = requestAnimationFrame(tick);
}

function moveTo(i) {
  play(false);
  go(i);
}

function drag(canvas) {
  const to = e => {
    const v = view(canvas.clientWidth);
    moveTo(Math.floor(from + (e.clientX - canvas.getBoundingClientRect().left - v.left) / v.px));
  };
  canvas.onpointerdown = e => {
    if (e.button) return;
    canvas.setPointerCapture(e.pointerId);
    dragging = true;
    to(e);
  };
  canvas.onpointermove = e => { if (dragging) to(e); };
  canvas.onpointerup = canvas.onpointercancel = () => { dragging = false; };
}

function keys(e) {
  const { tagName } = e.composedPath()[0], step = e.shiftKey ? 10 : 1;
  if (e.ctrlKey || e.altKey || e.metaKey || tagName === 'SELECT') return;
  const to = { ArrowLeft: at - step, ArrowRight: at + step, Home: 0, End: N - 1 }[e.key];
  if (to !== undefined) moveTo(to);
  else if (e.key === ' ' && tagName !== 'BUTTON') play(!playing);
  else return;
  e.preventDefault();
}

function queueOf(f) {
  const glass = make('div', '', make('i'));
  if (f.series.queue) return make('div', 'queue', make('b', '', 'queue'), glass, make('b'), make('span'));
  if (f.outside.length) return make('div', 'queue soft', 'queue: not seen');
  return film.films.some(other => other.series.queue) ? make('div', 'queue soft', 'no queue') : undefined;
}

function panel(f, k) {
  const head = make('h2', '', headline(f.name)), say = make('p', 'say'), live = make('div', '', head, say);
  const canvas = make('canvas');
  const items = f.rows.map(row => make('li', '', make('span', 'who'), make('span', 'does')));
  const queue = queueOf(f), area = make('div', 'picture', make('ol', 'lanes', ...items), canvas);
  /* Many clients have thin lanes, without a word each: both pictures shall be seen at once. */
  const most = rows => Math.max(...film.films.map(other => other[rows].length)), many = most('clients') > 12;
  const lane = most(many ? 'server' : 'rows') > 14 ? 14 : 18, tops = [];
  const heights = f.rows.map(row => many && row.kind === 'client' ? 7 : lane);
  const bottom = heights.reduce((top, height) => (tops.push(top), top + height), 4);
  const section = make('section', '', live, area);
  items.forEach((item, j) => {
    item.firstChild.title = f.rows[j].name;
    item.style.setProperty('--lane', heights[j] + 'px');
    if (heights[j] !== 7) return;
    item.className = 'thin';
    if (f.rows[j] === f.clients[0]) put(item.firstChild, f.clients.length + ' clients');
  });
  head.id = 'film' + k;
  section.setAttribute('aria-labelledby', head.id);
  live.setAttribute('aria-atomic', 'true');
  live.setAttribute('aria-live', 'polite');
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', 'The lanes over time. The sentence and the list tell of the playhead.');
  if (queue) area.append(queue);
  else area.style.setProperty('--side', '0');
  if (f.lost) section.prepend(make('p', 'soft lost', number(f.lost) + ' of ' + number(N) + ' samples missed: gaps'));
  (f.notes || []).forEach(note => section.append(make('p', 'soft', big(note))));
  $('panels').append(section);
  drag(canvas);
  return { f, canvas, tops, bottom, live, say, items, queue };
}

function key() {
  const used = new Set(film.films.flatMap(f => f.rows.flatMap(row => row.runs.map(run => run.s)))), seen = new Set();
  $('key').replaceChildren();
  for (const s of 'HWSRLEQANCaox') {
    const canvas = make('canvas'), means = 'EQA'.includes(s) ? 'is idle' : WORDS[s];
    if (!used.has(s) || seen.has(means)) continue;
    seen.add(means);
    paintOn(canvas, 28, 14);
    LOOKS[s](2, 1, 24, 12);
    $('key').append(make('li', '', canvas, means));
  }
}

function moments() {
  $('moments').replaceChildren();
  for (const [seconds, text] of film.moments || []) {
    const button = make('button', '', seconds.toFixed(2) + ' s: ' + text);
    button.type = 'button';
    button.value = seconds;
    button.onclick = () => moveTo(sample(seconds));
    $('moments').append(button);
  }
}

function linked() {
  const start = '#' + among + 't=', time = location.hash.startsWith(start) ? location.hash.slice(start.length) : '';
  return /^\d+(\.\d+)?$/.test(time) ? sample(time) : -1;
}

function texts() {
  /* A page with several films says these for all of them. */
  const say = (id, text) => {
    if (!$(id)) return;
    $(id).textContent = text;
    $(id).hidden = !text;
  };
  say('why', film.why || '');
  say('how', 'Each lane is a thread of the server, or a client. Time runs from left to right. '
    + (film.films.length < 2 ? '' : 'Above is the stage that hurts, below the one that cures it'
      + (film.films.length > 2 ? ', last a server of your own' : '') + ', under the same load. ')
    + 'The sentences are true for the moment under the playhead, the upright line.');
  say('camera', 'Filmed in the running servers: the camera looks at each thread every ' + ms + ' ms. '
    + 'What is shorter is seen by chance. A server at full speed would be slowed by the camera.');
}

function listen() {
  $('at').max = N - 1;
  $('at').oninput = e => moveTo(+e.target.value);
  $('play').onclick = () => play(!playing);
  place.addEventListener('keydown', keys);
  addEventListener('resize', () => {
    panels.forEach(panel => { panel.say.style.minHeight = ''; });
    draw();
  });
  addEventListener('hashchange', () => { if (linked() >= 0) moveTo(linked()); });
  matchMedia('(prefers-color-scheme: dark)').onchange = () => {
    colors();
    key();
    draw();
  };
}

function show(next) {
  film = next;
  if (film.format !== 1) throw new Error('its format is ' + film.format + ', and this page reads format 1');
  N = film.samples;
  ms = film.period / 1000;
  if (!(N > 0 && ms > 0 && film.films.length)) throw new Error('nothing is in it');
  film.films.forEach(prepare);
  measured = measure();
  at = linked() < 0 ? sample(film.poster || 0) : linked();
  $('film').hidden = false;
  colors();
  texts();
  moments();
  key();
  $('panels').replaceChildren();
  panels = film.films.map(panel);
  listen();
  draw();
}

function open(read) {
  let start = 'Not all of this film can be read. ';
  try {
    show(read());
  } catch (e) {
    problems.push(e.message);
    $('film').hidden = true;
    start = 'This film cannot be shown: ';
  }
  $('error').hidden = !problems.length;
  if (problems.length) $('error').textContent = start + problems.join('; ');
}

/* A film that is still being made has a script of its own. */
if (!$('live')) open(() => JSON.parse(place.querySelector('script[type="application/json"]').textContent));
