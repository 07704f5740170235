// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

// Forms: saved while they are filled in, sent once, choices that reveal questions, characters left.

const wait = [2, 5, 10, 20, 30];

for (const form of document.querySelectorAll('form[data-autosave]')) autosave(form);

function autosave(form) {
  const state = form.querySelector('[data-autosave-state]');
  let timer, dirty = false, tries = 0, running = false;

  function say(kind, time = '') {
    state.dataset.state = kind;
    state.textContent = state.dataset[kind].replace('{time}', time);
  }
  function later(seconds) {
    clearTimeout(timer);
    timer = setTimeout(save, seconds * 1000);
  }
  async function save() {
    if (running || !dirty) return;
    running = true;
    dirty = false;
    say('saving');
    try {
      const answer = await fetch(form.dataset.autosave, { method: 'POST', body: fields(form), headers: { 'X-Autosave': '1' } });
      if (!answer.ok) throw new Error(answer.status);
      tries = 0;
      say('saved', new Date().toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit' }));
    } catch {
      dirty = true;
      say('failed');
      later(wait[Math.min(tries++, wait.length - 1)]);
    }
    running = false;
    if (dirty && !tries) later(1);
  }
  form.addEventListener('input', (event) => {
    if (event.target.type === 'file') return;
    dirty = true;
    later(1);
  });
  addEventListener('online', () => later(0));
  document.addEventListener('visibilitychange', () => {
    if (document.hidden && dirty && !form.dataset.sent) {
      navigator.sendBeacon(form.dataset.autosave, fields(form));
    }
  });
  addEventListener('beforeunload', (event) => {
    if (dirty && tries && !form.dataset.sent) event.preventDefault();
  });
}

// fields without files, in the ordinary form encoding.
function fields(form) {
  const all = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') all.append(name, value);
  return all;
}

for (const form of document.querySelectorAll('form[data-once]')) {
  form.addEventListener('submit', (event) => {
    if (event.defaultPrevented) return;
    if (form.dataset.sent && Date.now() - form.dataset.sent < 8000) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = Date.now();
    event.submitter?.setAttribute('aria-disabled', 'true');
  });
}

// Coming back by the browser's button finds a form that can be sent again.
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent;
  for (const b of document.querySelectorAll('[type=submit][aria-disabled]')) b.removeAttribute('aria-disabled');
});

for (const group of document.querySelectorAll('[data-reveals]')) {
  const inputs = [...group.querySelectorAll('input')];
  const update = () => {
    for (const input of inputs) {
      if (input.dataset.reveal) document.getElementById(input.dataset.reveal).hidden = !input.checked;
    }
  };
  group.addEventListener('change', ({ target }) => {
    if (target.type === 'checkbox' && target.checked && inputs.includes(target)) {
      for (const other of inputs) {
        if (other !== target && ('exclusive' in target.dataset || 'exclusive' in other.dataset)) other.checked = false;
      }
    }
    update();
  });
  update();
}

for (const count of document.querySelectorAll('[data-count]')) {
  const area = document.getElementById(count.dataset.count);
  const max = Number(area.dataset.max);
  const update = () => {
    const left = max - [...area.value].length;
    count.textContent = count.dataset.countWords.replace('{count}', left);
    count.classList.toggle('mc-count--over', left < 0);
  };
  area.addEventListener('input', update);
  if (area.value) update();
}
