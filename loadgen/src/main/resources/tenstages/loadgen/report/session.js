
/* A free session: sliders and buttons command, and the film is what becomes of it. */
const session = $('session'), knobs = [...session.querySelectorAll('input')], unsent = new Map();
let sending = false;

/* The keys of a slider are for that slider, and not for the playhead. */
session.addEventListener('keydown', e => e.stopPropagation());
session.addEventListener('submit', e => e.preventDefault());

const valueOf = knob => knob.type === 'checkbox' ? +knob.checked : +knob.value;
const shown = knob => {
  const output = session.querySelector('output[for=' + knob.id + ']');
  if (output) put(output, number(valueOf(knob)));
};

async function post(words) {
  const body = new URLSearchParams({ token: session.dataset.token, ...words });
  const answer = await fetch('do', { method: 'POST', body }).catch(() => undefined);
  if (!answer) put($('state'), 'Nobody answers: the session is over.');
  else if (!answer.ok) put($('state'), await answer.text() || 'That cannot be done now.');
}

/* While one value is on its way, of further ones only the last is kept. */
async function send() {
  if (sending) return;
  sending = true;
  for (const [knob, value] of unsent) {
    unsent.delete(knob);
    await post({ knob, value });
  }
  sending = false;
}

knobs.forEach(knob => {
  knob.addEventListener('input', () => {
    shown(knob);
    unsent.set(knob.id, valueOf(knob));
    send();
  });
});

$('signals').querySelectorAll('button').forEach(button => {
  button.onclick = () => post({ server: button.value });
});

/* load connections=10 rate=20 … */
LINES.load = (...pairs) => pairs.map(pair => pair.split('=')).forEach(([id, value]) => {
  const knob = $(id);
  if (sending || unsent.has(id)) return;
  if (knob.type === 'checkbox') knob.checked = value === '1';
  else knob.value = value;
  shown(knob);
});

/* state running, or: state ended 137 */
LINES.state = (what, code) => {
  const runs = what === 'running';
  put($('state'), runs ? 'The server runs.' : 'The server has ended, with exit code ' + code
    + (code === '137' ? ': killed.' : '.') + ' The session ends if nobody starts it again in a minute.');
  $('signals').querySelectorAll('button').forEach(button => { button.disabled = (button.value === 'start') === runs; });
};

LINES.says = (...words) => put($('says'), words.length && words[0] ? 'It said last: ' + words.join(' ') : '');

/* How many in the last second. */
setInterval(() => {
  if (!side || !side.told) return;
  const before = side.heard.get(side.told - Math.round(1000 / side.ms)), last = side.heard.get(side.told);
  if (!before || !last) return;
  put($('rates'), 'In the last second ' + joined(counts.map((name, i) =>
    [number(last.numbers[i] - before.numbers[i]) + ' ' + name]), ', ').join('') + '.');
}, 500);
