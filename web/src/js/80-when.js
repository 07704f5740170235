// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

// Questions that depend on another answer are shown only when it calls for them. Without script all are shown, and
// the server leaves out the answers to those that were not asked.

for (const form of document.querySelectorAll('form:has([data-when])')) {
  const asked = [...form.querySelectorAll('[data-when]')];
  const update = () => {
    const answers = new FormData(form);
    for (const part of asked) {
      const holds = part.dataset.whenIn.split('|').includes(answers.get(part.dataset.when) ?? '');
      part.hidden = holds === ('whenNot' in part.dataset);
    }
  };
  form.addEventListener('change', update);
  update();
}
