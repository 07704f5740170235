// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

// Ctrl+Enter sends a form of the desk from any of its fields, as its main button would.

document.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
  const form = event.target.closest?.('form[data-quick]');
  const button = form?.querySelector('.mc-button[type=submit]:not(.mc-button--secondary, .mc-button--plain)');
  if (!button) return;
  event.preventDefault();
  form.requestSubmit(button);
});
