// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0
'use strict';
// An application made with the npm package smpp. Arguments: port. Prints one JSON line for each thing that happens.
const smpp = require('smpp');

const port = Number(process.argv[2]);
const say = (o) => process.stdout.write(JSON.stringify(o) + '\n');
const long = 'Hồ sơ của ông bà đã có kết quả. '.repeat(4);

function wrongPassword(next) {
  const session = smpp.connect({ url: `smpp://127.0.0.1:${port}` });
  session.on('error', () => {});
  session.bind_transceiver({ system_id: 'npm', password: 'wrong' }, (pdu) => {
    say({ step: 'wrong password', status: pdu.command_status });
    session.destroy();
    next();
  });
}

function work() {
  const session = smpp.connect({ url: `smpp://127.0.0.1:${port}` });
  let receipts = 0;
  session.on('error', (e) => say({ error: String(e) }));
  session.on('enquire_link', (pdu) => session.send(pdu.response()));
  session.on('deliver_sm', (pdu) => {
    session.send(pdu.response());
    say({ step: 'receipt', esm: pdu.esm_class, text: pdu.short_message.message, tlv: pdu.receipted_message_id,
      state: pdu.message_state });
    if (++receipts === 4) {
      session.enquire_link({}, (r) => {
        say({ step: 'link', status: r.command_status });
        session.unbind({}, (u) => { say({ step: 'unbound', status: u.command_status }); session.close(); });
      });
    }
  });
  session.bind_transceiver({ system_id: 'npm', password: 'right' }, (pdu) => {
    say({ step: 'bound', status: pdu.command_status, system: pdu.system_id, version: pdu.sc_interface_version });
    const send = (m) => session.submit_sm({ source_addr: '8099', registered_delivery: 1, destination_addr: '84912345678', ...m },
      (r) => say({ step: 'submitted', status: r.command_status, id: r.message_id }));
    send({ short_message: 'Ho so {H52} gia 5€ _@' });
    send({ short_message: 'Đã có kết quả', data_coding: 8 });
    [long.slice(0, 67), long.slice(67)].forEach((text, i) => send({
      data_coding: 8, esm_class: 0x40,
      short_message: { udh: Buffer.from([5, 0, 3, 42, 2, i + 1]), message: text },
    }));
    session.submit_sm({ destination_addr: '58', short_message: 'x' }, (r) => say({ step: 'throttled', status: r.command_status }));
  });
}

wrongPassword(work);
