// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0
'use strict';
// An SMSC made with the npm package smpp. Prints its port, then one JSON line for each submit_sm it received.
const smpp = require('smpp');

const say = (o) => process.stdout.write(JSON.stringify(o) + '\n');
let last = 0;

const server = smpp.createServer({}, (session) => {
  session.on('error', (e) => say({ error: String(e) }));
  session.on('bind_transceiver', (pdu) => {
    if (pdu.password !== 'right') {
      session.send(pdu.response({ command_status: smpp.ESME_RINVPASWD }));
      session.close();
      return;
    }
    session.send(pdu.response({ system_id: 'npm' }));
    session.enquire_link({}, (r) => say({ linkCheck: r.command, status: r.command_status }));
  });
  session.on('submit_sm', (pdu) => {
    if (pdu.destination_addr.endsWith('58')) {
      session.send(pdu.response({ command_status: smpp.ESME_RTHROTTLED }));
      return;
    }
    const id = 'npm-' + (++last);
    const udh = pdu.short_message.udh ? pdu.short_message.udh.map((u) => u.toString('hex')) : null;
    say({ id, to: pdu.destination_addr, from: pdu.source_addr, ton: pdu.source_addr_ton, coding: pdu.data_coding,
      esm: pdu.esm_class, receipt: pdu.registered_delivery, udh, text: pdu.short_message.message });
    session.send(pdu.response({ message_id: id }));
    session.deliver_sm({
      source_addr: pdu.destination_addr, destination_addr: pdu.source_addr, esm_class: smpp.ESM_CLASS.MC_DELIVERY_RECEIPT,
      short_message: `id:${id} sub:001 dlvrd:001 submit date:2611210930 done date:2611210931 stat:DELIVRD err:000 text:`,
      receipted_message_id: id, message_state: smpp.MESSAGE_STATE.DELIVERED,
    }, (r) => say({ receiptAnswer: r.command_status, id }));
  });
  session.on('enquire_link', (pdu) => session.send(pdu.response()));
  session.on('unbind', (pdu) => { say({ unbound: true }); session.send(pdu.response()); session.close(); });
});
server.listen(0, '127.0.0.1', function () { say({ port: this.address().port }); });
