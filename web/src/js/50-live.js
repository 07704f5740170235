// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

// Results as you type: the server answers with the same markup as on the results page.

for (const input of document.querySelectorAll('[data-live]')) live(input);

function live(input) {
  const target = document.getElementById(input.dataset.liveTarget);
  const said = document.getElementById(input.dataset.liveTarget + '-said');
  let timer, request, last = input.value;

  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 120);
  });

  async function ask() {
    if (input.value === last) return;
    last = input.value;
    request?.abort();
    request = new AbortController();
    const query = new URLSearchParams(new FormData(input.form));
    try {
      const url = input.dataset.live + (input.dataset.live.includes('?') ? '&' : '?') + query;
      const answer = await fetch(url, { signal: request.signal, headers: { Accept: 'text/html', 'X-Live': '1' } });
      if (!answer.ok) throw new Error(answer.status);
      target.innerHTML = await answer.text();
      said.textContent = target.querySelector('[data-said]')?.textContent ?? '';
    } catch (error) {
      if (error.name !== 'AbortError') said.textContent = target.textContent = target.dataset.liveFailed;
    }
  }
}
