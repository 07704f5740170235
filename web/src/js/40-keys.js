// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

// Keys: anything with data-key answers to it ("r", or "g l" one after the other); j and k go through a list;
// "?" shows the sheet, where the keys can also be turned off.

const sheet = document.getElementById('shortcuts');
const toggle = sheet?.querySelector('[data-keys-on]');
let before = '', timer;

if (toggle) {
  toggle.checked = !stored();
  toggle.addEventListener('change', () => localStorage.setItem('motcua_keys', toggle.checked ? 'on' : 'off'));
}
for (const opener of document.querySelectorAll('[data-sheet]')) {
  opener.hidden = false;
  opener.addEventListener('click', () => sheet.showModal());
}

function stored() {
  try {
    return localStorage.getItem('motcua_keys') === 'off';
  } catch {
    return false;
  }
}

const typing = (at) => at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName) && !/^(checkbox|radio|button|submit)$/.test(at.type);

document.addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === 'Escape' && typing(event.target)) event.target.blur();
  if (typing(event.target) || document.querySelector('dialog[open]')) return;
  if (event.key === '?' && sheet) {
    event.preventDefault();
    sheet.showModal();
    return;
  }
  if (stored() || event.key.length > 1 || event.key === ' ') return;
  const key = event.key.toLowerCase();
  if (act(before + ' ' + key) || act(key) || step(key)) event.preventDefault();
  before = key;
  clearTimeout(timer);
  timer = setTimeout(() => (before = ''), 1200);
});

function act(key) {
  const target = [...document.querySelectorAll('[data-key]')].find((x) => x.dataset.key === key.trim() && x.getClientRects().length);
  if (!target || target.disabled) return false;
  if (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) {
    target.focus();
    target.select?.();
  } else target.click();
  return true;
}

function step(key) {
  if (key !== 'j' && key !== 'k') return false;
  const rows = [...document.querySelectorAll('[data-list] [data-row]')].filter((x) => x.getClientRects().length);
  if (!rows.length) return false;
  let at = rows.indexOf(document.activeElement);
  if (at < 0) at = rows.findIndex((x) => x.hasAttribute('aria-current'));
  rows[Math.max(0, Math.min(rows.length - 1, at + (key === 'j' ? 1 : -1)))].focus();
  return true;
}
