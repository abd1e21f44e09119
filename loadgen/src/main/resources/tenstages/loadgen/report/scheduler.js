// A machine is a set of recorded paths. What can be done next is what some path does after the steps taken so far.
const WORKERS = ['A', 'B'];
const PAID = 200;
const count = number => number.toLocaleString('en');

const make = (tag, className, text) => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
};

class Machine {
  constructor(data) {
    this.data = data;
    this.taken = [];
    this.seen = new Set();
    this.section = make('section');
    this.section.append(make('h2', '', data.name[0].toUpperCase() + data.name.slice(1)));
    this.code = make('pre');
    this.state = make('p', 'state');
    this.workers = make('div', 'workers');
    this.workers.setAttribute('role', 'group');
    this.workers.setAttribute('aria-label', 'Who takes the next step');
    this.say = make('p', 'say');
    this.say.setAttribute('role', 'status');
    this.steps = make('ol');
    this.tools = make('div', 'tools');
    this.found = make('p', 'soft');
    this.buttons = WORKERS.map(worker => this.button(worker));
    this.workers.append(...this.buttons);
    this.back = this.tool('Take a step back (Z)', () => this.undo());
    this.tool('Begin anew (R)', () => this.restart());
    this.section.append(this.code, this.state, this.workers, this.say, this.steps, this.tools, this.found);
    this.draw('');
  }

  button(worker) {
    const button = make('button', worker);
    button.type = 'button';
    button.addEventListener('click', () => this.take(worker));
    return button;
  }

  tool(text, action) {
    const button = make('button', '', text);
    button.type = 'button';
    button.addEventListener('click', action);
    this.tools.append(button);
    return button;
  }

  /** The recorded paths that begin with the steps taken so far. */
  open(steps = this.taken) {
    return this.data.paths.filter(path => steps.every((step, i) => path.steps[i] && path.steps[i].join() === step.join()));
  }

  /** The step a worker takes next in some recorded path; nothing if there is none. */
  next(worker) {
    const path = this.open().find(each => (each.steps[this.taken.length] || [])[0] === worker);
    return path && path.steps[this.taken.length];
  }

  /** What a worker will do when it is let: in any path, its next own step. */
  wants(worker) {
    const done = this.taken.filter(step => step[0] === worker).length;
    const path = this.open()[0];
    return path.steps.filter(step => step[0] === worker)[done];
  }

  take(worker) {
    const step = this.next(worker);
    if (!step) {
      this.draw(this.wants(worker) ? `${worker} cannot: no recorded schedule goes on that way. ${this.why(worker)}`
        : `${worker} has done all its steps.`);
      return;
    }
    this.taken.push(step);
    this.draw(this.told(step));
  }

  undo() {
    this.taken.pop();
    this.draw('');
  }

  restart() {
    this.taken = [];
    this.draw('');
  }

  holder() {
    let holder = '';
    for (const [worker, , what] of this.taken) {
      if (what === 'takes the lock') holder = worker;
      if (what === 'gives the lock back') holder = '';
    }
    return holder;
  }

  why(worker) {
    const holder = this.holder();
    return holder && holder !== worker ? `${holder} holds the lock: that is what a lock is.` : '';
  }

  balance() {
    const writes = this.taken.filter(step => step[2].startsWith('writes '));
    return writes.length ? writes[writes.length - 1][2].slice('writes '.length) : '0';
  }

  /** Whether somebody else has written between a worker's last read and its write, the last step. */
  overwrites() {
    const [worker, , what] = this.taken[this.taken.length - 1];
    if (!what.startsWith('writes ')) return '';
    for (let i = this.taken.length - 2; i >= 0; i--) {
      const [other, , before] = this.taken[i];
      if (other === worker && before.startsWith('reads ')) return '';
      if (other !== worker && before.startsWith('writes ')) return `${before.slice('writes '.length)} of ${other}`;
    }
    return '';
  }

  told(step) {
    const over = this.overwrites();
    return `${step[0]} ${step[2]}${over ? `, over the ${over}, which ${step[0]} has not seen` : ''}.`;
  }

  draw(said) {
    const ended = this.open().find(path => path.steps.length === this.taken.length);
    if (ended) this.seen.add(this.data.paths.indexOf(ended));
    this.drawCode();
    this.drawState();
    this.buttons.forEach((button, i) => this.drawButton(button, WORKERS[i]));
    this.steps.replaceChildren(...this.taken.map(step => make('li', step[0], `${step[0]} ${step[2]}`)));
    this.say.className = `say ${ended ? (ended.balance === PAID ? 'good' : 'bad') : ''}`;
    this.say.textContent = ended ? this.end(ended, said) : said || 'Which worker takes the next step?';
    this.back.setAttribute('aria-disabled', String(this.taken.length === 0));
    const losing = this.data.paths.filter(path => path.balance !== PAID).length;
    this.found.textContent = `You have seen ${this.seen.size} of ${this.data.paths.length} orders of these steps; `
      + `${losing === 0 ? 'none' : losing} of them lose${losing === 1 || losing === 0 ? 's' : ''} a payment. `
      + `${count(this.data.schedules)} schedules were recorded.`;
  }

  end(path, said) {
    const lost = path.balance !== PAID;
    return `${said} The balance is ${path.balance}, and ${PAID} was paid: `
      + `${lost ? 'a payment is lost' : 'nothing is lost'}. `
      + `${count(path.count)} of the ${count(this.data.schedules)} recorded schedules take these steps in this order.`;
  }

  drawCode() {
    const at = Object.fromEntries(WORKERS.map(worker => [worker, (this.wants(worker) || [])[1]]));
    this.code.replaceChildren(...this.data.lines.map(([number, text]) => {
      const line = make('span');
      for (const worker of WORKERS) line.append(make('b', worker, at[worker] === number ? worker : ' '));
      line.append(make('i', '', number), ` ${text.replace(/^ {8}/, '')}`);
      return line;
    }));
  }

  drawState() {
    const held = this.holder();
    const cells = [['balance in the map', this.balance()]];
    for (const worker of WORKERS) {
      const reads = this.taken.filter(step => step[0] === worker && step[2].startsWith('reads '));
      cells.push([`${worker} has read`, reads.length ? reads[reads.length - 1][2].slice('reads '.length) : '–']);
    }
    if (this.data.paths.some(path => path.steps.some(step => step[2] === 'takes the lock'))) {
      cells.push(['the lock', held ? `${held} has it` : 'free']);
    }
    this.state.replaceChildren(...cells.map(([label, value]) => {
      const cell = make('span', '', `${label}: `);
      cell.append(make('output', '', value));
      return cell;
    }));
  }

  drawButton(button, worker) {
    const wants = this.wants(worker);
    const can = Boolean(this.next(worker));
    button.setAttribute('aria-disabled', String(!can));
    const text = !wants ? 'has done all its steps'
      : can ? `${wants[2].split(' ')[0]} ${wants[2].includes('lock') ? wants[2].split(' ').slice(1).join(' ') : 'the balance'}`
        : `waits. ${this.why(worker)}`;
    button.replaceChildren(make('b', worker, `Worker ${worker}`), make('span', '', text));
  }
}

const machines = JSON.parse(document.getElementById('data').textContent).map(data => new Machine(data));
document.getElementById('machines').append(...machines.map(machine => machine.section));

document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const machine = machines.find(each => each.section.contains(document.activeElement)) || machines[0];
  const key = event.key.toUpperCase();
  if (WORKERS.includes(key)) machine.take(key);
  else if (key === 'Z' || key === 'BACKSPACE') machine.undo();
  else if (key === 'R') machine.restart();
  else return;
  event.preventDefault();
});
