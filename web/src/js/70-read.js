// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

// Reading the page aloud, where the device has a voice for its language.

const box = document.querySelector('[data-read]');

if (box && 'speechSynthesis' in globalThis) {
  const button = box.querySelector('button');
  const word = box.querySelector('[data-word]');
  const lang = box.dataset.readLang;
  const voice = () => speechSynthesis.getVoices().find((v) => v.lang.toLowerCase().startsWith(lang));
  const offer = () => (box.hidden = !voice());
  offer();
  speechSynthesis.addEventListener?.('voiceschanged', offer);

  const show = (on) => {
    if ((button.getAttribute('aria-pressed') === 'true') === on) return;
    button.setAttribute('aria-pressed', on);
    [word.textContent, word.dataset.other] = [word.dataset.other, word.textContent];
  };
  button.addEventListener('click', () => {
    if (button.getAttribute('aria-pressed') === 'true') {
      speechSynthesis.cancel();
      show(false);
      return;
    }
    show(true);
    const parts = sentences();
    parts.forEach((text, i) => {
      const said = new SpeechSynthesisUtterance(text);
      said.lang = lang === 'vi' ? 'vi-VN' : 'en-GB';
      said.voice = voice();
      if (i === parts.length - 1) said.onend = () => show(false);
      speechSynthesis.speak(said);
    });
    if (!parts.length) show(false);
  });
  addEventListener('pagehide', () => speechSynthesis.cancel());
}

function sentences() {
  const found = [];
  for (const part of document.querySelectorAll('#main :is(h1,h2,h3,p,li,dt,dd,th,td,label,legend)')) {
    if (part.closest('[data-read],[hidden],.govuk-visually-hidden') || part.querySelector('p,li,dt') || !part.getClientRects().length) continue;
    const text = part.innerText.replace(/\s+/g, ' ').trim();
    if (text) found.push(text);
  }
  return found;
}
