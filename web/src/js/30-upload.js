// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

// Each file goes up on its own, with progress, and can be sent again when the line breaks.

for (const box of document.querySelectorAll('[data-upload]')) upload(box);

function upload(box) {
  const input = box.querySelector('input[type=file]');
  const list = box.querySelector('[data-files]');
  const said = box.querySelector('[data-upload-said]');
  const words = box.querySelector('[data-upload-words]').dataset;
  const max = Number(box.dataset.maxBytes) || Infinity;

  input.addEventListener('change', () => {
    for (const file of input.files) send(file, list.appendChild(row('sending', { name: file.name, size: size(file.size) })));
    input.value = '';
  });

  // row is a copy of the server's own markup for a state, with its gaps filled.
  function row(state, fill) {
    const copy = box.querySelector(`template[data-file-row=${state}]`).content.firstElementChild.cloneNode(true);
    for (const gap of copy.querySelectorAll('[data-f]')) {
      gap.textContent = fill[gap.dataset.f] ?? '';
    }
    const remove = copy.querySelector('[data-remove]');
    if (remove && box.dataset.removeName && fill.remove) {
      remove.name = box.dataset.removeName;
      remove.value = fill.remove;
    } else if (remove) remove.remove();
    return copy;
  }

  function replace(old, state, fill) {
    const fresh = row(state, fill);
    old.replaceWith(fresh);
    return fresh;
  }

  async function send(file, shown) {
    const fill = { name: file.name, size: size(file.size) };
    if (file.size > max) {
      replace(shown, 'refused', { ...fill, message: words.toobig });
      return;
    }
    const sum = await sha256(file);
    const request = new XMLHttpRequest();
    const body = new FormData();
    body.append(input.name, file);
    request.open('POST', box.dataset.upload);
    request.setRequestHeader('Accept', 'application/json');
    if (sum) request.setRequestHeader('X-File-SHA256', sum);
    request.upload.onprogress = (e) => {
      if (e.lengthComputable) shown.querySelector('progress').value = Math.round((e.loaded / e.total) * 100);
    };
    request.onerror = request.ontimeout = () => failed(words.offline);
    request.onload = () => {
      const answer = parse(request.responseText);
      if (request.status >= 500 || !answer.state) return failed(answer.message ?? words.offline);
      if (sum && answer.sha256 && answer.sha256 !== sum) return failed(words.changed);
      const state = ['stored', 'checking', 'refused'].includes(answer.state) ? answer.state : 'refused';
      const stored = replace(shown, state, { ...fill, ...strip(answer), name: file.name, sum: answer.sha256 ? answer.sha256.slice(0, 12) + '…' : '' });
      if (answer.thumb) stored.querySelector('.mc-file__icon').append(thumbnail(answer.thumb));
      said.textContent = state === 'refused' ? answer.message ?? '' : words.done.replace('{name}', file.name);
    };
    function failed(message) {
      shown = replace(shown, 'failed', { ...fill, message });
      said.textContent = message;
      shown.querySelector('[data-retry]').addEventListener('click', () => send(file, replace(shown, 'sending', fill)));
    }
    request.send(body);
  }
}

function strip({ size: s, message, remove }) {
  return s ? { size: s, message, remove } : { message, remove };
}

function thumbnail(src) {
  return Object.assign(new Image(64, 64), { className: 'mc-file__thumb', alt: '', src });
}

function parse(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}

async function sha256(file) {
  if (!globalThis.crypto?.subtle) return '';
  const sum = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return Array.from(new Uint8Array(sum), (b) => b.toString(16).padStart(2, '0')).join('');
}

function size(bytes) {
  const mega = bytes >= 1e6;
  return new Intl.NumberFormat(document.documentElement.lang, {
    style: 'unit', unit: mega ? 'megabyte' : 'kilobyte', maximumFractionDigits: mega ? 1 : 0,
  }).format(bytes / (mega ? 1e6 : 1e3));
}
