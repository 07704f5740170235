// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

// Large type and dark mode: links without script, instant switches with it, remembered in a cookie the server reads.

const root = document.documentElement;

function remember(name, value) {
  document.cookie = `motcua_${name}=${value};path=/;max-age=31536000;samesite=lax`;
}

function turn(link) {
  const word = link.querySelector('[data-word]');
  [word.textContent, link.dataset.other] = [link.dataset.other, word.textContent];
  link.dataset.value = { large: 'normal', normal: 'large', dark: 'light', light: 'dark' }[link.dataset.value];
}

for (const link of document.querySelectorAll('[data-switch]')) {
  const name = link.dataset.switch;
  if (name === 'theme' && !root.dataset.theme && link.dataset.value === 'dark' && matchMedia('(prefers-color-scheme: dark)').matches) turn(link);
  link.addEventListener('click', (event) => {
    event.preventDefault();
    root.dataset[name] = link.dataset.value;
    remember(name, link.dataset.value);
    turn(link);
  });
}
