// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

// Small things: copying a code, closing a notice, printing, and leading the reader to what went wrong.

for (const button of document.querySelectorAll('[data-copy]')) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    const word = button.querySelector('[data-copy-word]');
    const usual = word.textContent;
    word.textContent = button.dataset.copied;
    button.parentElement.querySelector('[data-copy-said]').textContent = button.dataset.copied;
    setTimeout(() => (word.textContent = usual), 2000);
  });
}

for (const button of document.querySelectorAll('[data-dismiss]')) {
  button.hidden = false;
  button.addEventListener('click', () => button.closest('[data-notice]').remove());
}

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}

if (!location.hash) document.querySelector('[data-focus]')?.focus();

for (const link of document.querySelectorAll('.govuk-error-summary a[href^="#"]')) {
  link.addEventListener('click', (event) => {
    const field = document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    const start = field.closest('fieldset')?.querySelector('legend') ?? document.querySelector(`label[for="${CSS.escape(field.id)}"]`) ?? field;
    start.scrollIntoView();
    field.focus({ preventScroll: true });
  });
}
